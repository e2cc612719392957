/* literals.h - which words must stand in a text before a pattern can match it.
 *
 * Read off the regular expression: "\b(?:no|without) (?:\w+ )?refund" needs "no" or "without", and
 * " refund" or "refund". Never too strict: what this reader does not understand asks for nothing.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_LITERALS_H
#define EMPATHY_LITERALS_H

#include <glib.h>

/* At the start or end of a literal: no word goes on there. */
#define LITERAL_EDGE '\001'
/* As a literal of its own: any ASCII digit. */
#define LITERAL_DIGIT '\002'
/* Likewise: any character beyond ASCII. */
#define LITERAL_BEYOND '\003'

/* All of the clauses must be met, each by any of its literals: an array of arrays of char *, small
 * ASCII letters, case to be ignored. Empty: every text may match. Caller unrefs. */
GPtrArray *literals_required(const char *regex);

#endif
