/* feelings.h - from what the rules found to what the customer feels.
 *
 * Words in quotes are somebody else's. Rules that agree in different sentences raise the
 * intensity. What the rules found and how it is told are added up for each family of feelings:
 * where it is not enough, what was found is only touched upon; where it is, one of them is clear
 * even if no rule knew its words. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_FEELINGS_H
#define EMPATHY_FEELINGS_H

#include <glib.h>

#include "feeling.h"
#include "prose.h"
#include "rulebook.h"
#include "weights.h"

enum { MAX_FEELINGS = 4 };

/* The hits that are the customer's own words: array of const Hit *, borrowed from hits. */
GPtrArray *feelings_own_hits(const Hits *hits, const Prose *prose);
/* Array of Feeling, which it owns, strongest first, at most MAX_FEELINGS. own: what
 * feelings_own_hits() gave, likewise in the following. weights: NULL for a
 * language without rules, in which nothing is found. */
GPtrArray *feelings_weigh(const Weights *weights, const GPtrArray *own, const Prose *prose);
/* Bits of EventKind. */
guint feelings_events(const GPtrArray *own);

#endif
