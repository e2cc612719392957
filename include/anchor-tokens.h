/* anchor-tokens.h - a text cut into words and figures, as anchors see them.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_ANCHOR_TOKENS_H
#define EMPATHY_ANCHOR_TOKENS_H

#include "anchor-words.h"
#include "prose.h"

enum { TOKEN_SIZE = 48 };

/* A run of letters and figures, joined by what joins them inside ("AB-4711", "1.234,50"), or a
 * currency's sign. Longer ones than TOKEN_SIZE are left out. */
typedef struct Token {
	Span span;
	char lower[TOKEN_SIZE];
	const AnchorWord *word;
	bool has_digit;
	bool has_letter;
	bool after_hash; /* "#4711" */
	bool ends;       /* a sentence mark or a line of its own follows */
} Token;

/* Array of Token, at most 4000. */
GArray *anchor_tokens(const AnchorTable *table, const char *text, Span span);

#endif
