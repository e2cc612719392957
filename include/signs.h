/* signs.h - small signs of trouble, added up: how somebody writes who tells a grievance.
 *
 * Most of what customers feel is said in no word of feeling and in no phrase that a rule could
 * know. But who complains tells (dates, what was said, what did not come, again and still), who
 * asks is brief and thanks. Rules that mean "sign" weigh such manners, for and against; each
 * counts once. feelings.c adds their sum to what other rules found. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_SIGNS_H
#define EMPATHY_SIGNS_H

#include <glib.h>
#include <stdbool.h>

#include "prose.h"
#include "rulebook.h"

typedef struct Signs {
	const Rule *rule; /* the heaviest sign of the sentence */
	Span span;        /* the sentence with most of them */
} Signs;

/* What speaks for trouble, less what speaks against it. hits: of const Hit *, the customer's own.
 */
int signs_sum(const GPtrArray *hits);

/* How much of what speaks for trouble names worry. */
int signs_of_worry(const GPtrArray *hits);

/* Where the signs of the same hits are densest: all of them for frustration, those that name worry
 * for worry. False when there is none. */
bool signs_strongest(const GPtrArray *hits, const Prose *prose, FeelingKind kind, Signs *signs_out);

#endif
