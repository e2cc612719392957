/* prose-quote.c - the words of a folded text as they were written. SPDX-License-Identifier: MIT */
#include "prose.h"

#include <string.h>

char *
prose_quote(const Prose *prose, Span span)
{
	if (span.start >= prose->length || span.start >= span.end)
		return g_strdup("");

	size_t end = MIN(span.end, prose->length);
	guint32 from = prose->origin[span.start];
	guint32 to = prose->origin[end];
	/* An ellipsis is three folded bytes of one character: half of it is all of it. */
	while (end < prose->length && prose->origin[end] == prose->origin[end - 1])
		to = prose->origin[++end];
	return g_strndup(prose->original + from, to - from);
}

char *
prose_sentence_around(const Prose *prose, const char *words, size_t most)
{
	for (size_t i = 0; *words != '\0' && prose != NULL && i < prose->n_sentences; i++) {
		g_autofree char *sentence = prose_quote(prose, prose->sentences[i].span);
		if (strlen(sentence) <= most && strstr(sentence, words) != NULL)
			return g_steal_pointer(&sentence);
	}
	return g_strdup(words);
}

size_t
prose_sentence_at(const Prose *prose, size_t offset)
{
	size_t low = 0, high = prose->n_sentences;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (prose->sentences[middle].span.end <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low == prose->n_sentences && low > 0 ? low - 1 : low;
}
