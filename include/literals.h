/* literals.h - which words must stand in a text before a pattern can match it, and where.
 *
 * Read off the regular expression: "\b(?:no|without) (?:\w+ )?refund" needs "no" or "without" at
 * its start, and " refund" or "refund" somewhere behind. Never too strict: what this reader does
 * not understand asks for nothing. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_LITERALS_H
#define EMPATHY_LITERALS_H

#include <glib.h>
#include <stdbool.h>

/* At the start or end of a literal: no word goes on there. */
#define LITERAL_EDGE '\001'
/* As a literal of its own: any ASCII digit. */
#define LITERAL_DIGIT '\002'
/* Likewise: any character beyond ASCII. */
#define LITERAL_BEYOND '\003'

enum { LITERAL_ANYWHERE = 1000000 };

/* A byte of what a pattern calls a word, as far as that is ASCII. */
static inline bool
literal_is_of_word(char c)
{
	return g_ascii_isalnum(c) || c == '_';
}

typedef struct Literal {
	guint from, to; /* characters of the match before it, at least and at most; ANYWHERE: any */
	char text[];    /* small ASCII letters, case to be ignored */
} Literal;

/* All of the clauses must be met, each by any of its literals: an array of arrays of Literal.
 * Empty: every text may match. Caller unrefs. reach_out: a match begins so many characters at most
 * before the end of the text; ANYWHERE: it need not end there. */
GPtrArray *literals_required(const char *regex, guint *reach_out);
/* The clause among them that tells best where a match begins, or NULL. Borrowed. */
const GPtrArray *literals_aim(const GPtrArray *clauses);

#endif
