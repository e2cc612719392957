/* scores.h - what a customer's text adds up to: see weights.h.
 *
 * Each rule counts once, however often it is met. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_SCORES_H
#define EMPATHY_SCORES_H

#include <glib.h>
#include <stdbool.h>

#include "prose.h"
#include "rulebook.h"
#include "weights.h"

/* How often each trait holds. hits: of const Hit *, the customer's own words; here and below. */
void scores_traits(const GPtrArray *hits, const Prose *prose, int traits_out[N_TRAITS]);

void scores_add_up(const Weights *weights, const GPtrArray *hits, const Prose *prose,
	int scores_out[N_SCORES]);

typedef struct Loudest {
	const Rule *rule; /* what weighs most there */
	Span span;        /* of the sentence */
} Loudest;

/* Which sentence speaks most for one of the sums. False when nothing does. */
bool scores_loudest(const GPtrArray *hits, const Prose *prose, Score score, Loudest *loudest_out);

#endif
