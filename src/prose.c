/* prose.c - folding and sentences. SPDX-License-Identifier: MIT */
#include "prose.h"

#include <string.h>

Prose *
prose_new(const char *text)
{
	Prose *prose = g_new0(Prose, 1);

	prose->original = g_strdup(text);
	prose->text = g_strdup(text);
	prose->length = strlen(text);
	return prose;
}

void
prose_free(Prose *prose)
{
	if (prose == NULL)
		return;
	g_free(prose->original);
	g_free(prose->text);
	g_free(prose->origin);
	g_free(prose->sentences);
	g_free(prose);
}

char *
prose_quote(const Prose *prose, Span span)
{
	return g_strndup(prose->text + span.start, span.end - span.start);
}

size_t
prose_sentence_at(const Prose *prose, size_t offset)
{
	(void)prose, (void)offset;
	return 0;
}
