/* anchor-scan.h - the numbers, dates and words of a span of text, each in one normal form.
 *
 * The same scan reads both sides: what the customer gives and what the reply takes up, so that
 * "84,90 €" and "EUR 84.90", "the 3rd of May" and "03/05" can meet.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_ANCHOR_SCAN_H
#define EMPATHY_ANCHOR_SCAN_H

#include "anchor-words.h"
#include "anchors.h"

enum { MARK_KEY_SIZE = 48 };

typedef struct Mark {
	AnchorKind kind;
	Span span; /* in the text scanned */
	double weight;
	char key[MARK_KEY_SIZE];   /* normal form; a word in lower case, not yet stemmed */
	char other[MARK_KEY_SIZE]; /* a looser form that may match a key ("d24"), or "" */
	const AnchorWord *word;    /* of a word */
} Mark;

/* All marks of a span of folded text, in order: array of Mark, at most 4000. Linear. */
GArray *anchor_scan(const AnchorTable *table, const char *text, Span span);

#endif
