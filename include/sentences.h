/* sentences.h - where the sentences of folded text begin and end; prose.c alone asks.
 *
 * ICU knows the sentence marks of every script; mail needs more: abbreviations, "word.But",
 * writers without capitals, ellipses, quoted exclamations.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_SENTENCES_H
#define EMPATHY_SENTENCES_H

#include "prose.h"

/* Adds the sentences of one run of folded text (between two hard breaks, list mark removed) to an
 * array of Sentence. Linear. Any thread. */
void sentences_find(GArray *sentences, const char *text, Span run, int paragraph);

#endif
