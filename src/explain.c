/* explain.c - a judgement told to people and to programs. SPDX-License-Identifier: MIT */
#include "explain.h"

char *
explain_json(const Judgement *judgement, const char *file, bool with_text)
{
	(void)judgement, (void)file, (void)with_text;
	return g_strdup("{}");
}

char *
explain_text(const Judgement *judgement, const char *file, bool with_text, bool colour)
{
	(void)judgement, (void)file, (void)with_text, (void)colour;
	return g_strdup("");
}
