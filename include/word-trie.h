/* word-trie.h - which of many words stand where in a text, in one pass over it.
 *
 * Words are literals as literals.h has them: small ASCII letters, case to be ignored, LITERAL_EDGE
 * at either end; single marks such as LITERAL_DIGIT are not for here. Between words that differ
 * only in marks which are seldom met ("{", "|" ...) no difference is made: both are found.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_WORD_TRIE_H
#define EMPATHY_WORD_TRIE_H

#include <glib.h>

typedef struct WordTrie WordTrie; /* opaque, immutable, any thread */

/* word: its number in the array; the span is without edges. Called from the last start to
 * the first, but that a word which begins with a blank is found together with those behind it. */
typedef void (*WordFound)(guint word, gsize start, gsize end, void *data);

/* words: of char *, none empty; copied. NULL: they are too many (some millions of letters). */
WordTrie *word_trie_new(const GPtrArray *words);
void word_trie_free(WordTrie *trie);
/* text ends with a zero at length and has no other; anything beyond ASCII ends a word. */
void word_trie_scan(
	const WordTrie *trie, const char *text, gsize length, WordFound found, void *data);

#endif
