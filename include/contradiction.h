/* contradiction.h - a number, date or amount of the customer's own that the reply gives
 * differently, as theirs.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_CONTRADICTION_H
#define EMPATHY_CONTRADICTION_H

#include <stdbool.h>

#include "checks.h"

typedef struct Contradiction {
	AnchorKind kind; /* ANCHOR_ID, ANCHOR_DATE or ANCHOR_AMOUNT */
	Span span;       /* in the reply */
	bool is_slip;    /* one digit changed, or two swapped: the slip of a hand */
} Contradiction;

/* The first one. Rather none than a wrong one: what the reply says rightly elsewhere, what an
 * earlier message had, sums and parts are not held against it. */
bool contradiction_find(const Case *given, Contradiction *found_out);

#endif
