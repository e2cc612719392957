/* person.c - what people are called. SPDX-License-Identifier: MIT */
#include "person.h"

char **
person_names(const char *display_name, const char *text)
{
	(void)display_name, (void)text;
	return g_new0(char *, 1);
}

char *
person_greeted(const Prose *reply, Span *span_out)
{
	(void)reply;
	*span_out = (Span){ 0, 0 };
	return NULL;
}

NameFit
person_fits(const char *greeted, const char *const *names, const char *const *agent_names)
{
	(void)greeted, (void)names, (void)agent_names;
	return NAME_UNKNOWN;
}
