/* prose.h - a text made ready for rules, with the way back to the writer's own words.
 *
 * Rules see folded text: curly quotes straight, no-break and other odd blanks plain, zero-width
 * characters gone, a run of blanks or a line wrap one blank, dashes '-', ellipsis '...', words that
 * were typed in haste as the rules spell them, and no word longer than 200 letters. Every folded
 * byte knows which byte of the original it came from, so evidence is always quoted exactly as it
 * was written. Sentences come from ICU, mended for mail (lists, blank lines, abbreviations). None
 * has more than 2000 bytes.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_PROSE_H
#define EMPATHY_PROSE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "respelling.h"

typedef struct Span {
	size_t start; /* bytes of folded text */
	size_t end;   /* one past the last */
} Span;

typedef struct Sentence {
	Span span;     /* without surrounding blanks; never empty */
	int paragraph; /* from 0; a blank line or a list item begins another */
} Sentence;

typedef struct Prose {
	char *original; /* valid UTF-8 */
	char *text;     /* folded; a line end is a blank, sentence ranges know paragraphs */
	size_t length;
	bool is_ascii;   /* the folded text */
	guint32 *origin; /* length + 1 entries: where in original each folded byte began */
	Sentence *sentences;
	size_t n_sentences;
} Prose;

/* Never fails; bytes that are not UTF-8 become U+FFFD. Linear in the length of the text. */
Prose *prose_new(const char *text);
/* The same, with words as rules spell them; respelling: NULL for as they are. */
Prose *prose_respelled(const char *text, const Respelling *respelling);
void prose_free(Prose *prose);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Prose, prose_free)

/* The writer's exact words behind a span; caller frees. */
char *prose_quote(const Prose *prose, Span span);
/* The sentence that holds these words, where it has at most so many bytes; else the words alone.
 * prose may be NULL. Caller frees. */
char *prose_sentence_around(const Prose *prose, const char *words, size_t most);
/* Which sentence holds a byte of folded text (the next one for a byte between two). */
size_t prose_sentence_at(const Prose *prose, size_t offset);

#endif
