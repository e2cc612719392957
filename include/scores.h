/* scores.h - what a customer's text adds up to: rules/<language>/feelings.weights, see weights.h.
 *
 * Most of what customers feel is said in no word of feeling and in no phrase that a rule could
 * know. But who complains tells (dates, what was said, what did not come, again and still), who
 * asks is brief and thanks. So what rules find is added up: five sums for the families and one for
 * whether anything is the matter at all, each counted from `start`. Without a table a family is
 * felt where a rule found it. Each rule counts once, however often it is met.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_SCORES_H
#define EMPATHY_SCORES_H

#include <glib.h>
#include <stdbool.h>

#include "feeling.h"
#include "prose.h"
#include "rulebook.h"
#include "weights.h"

/* The sums; the families in the order of FeelingFamily. */
typedef enum Score {
	SCORE_TROUBLE,
	SCORE_UPSET,
	SCORE_ANXIOUS,
	SCORE_SHAME,
	SCORE_GRIEF,
	SCORE_JOY,
	N_SCORES,
} Score;

/* What a text is like, whatever rules it is made of. Of each family: */
typedef enum FamilyTrait {
	TRAIT_FOUND,    /* a rule found one of its feelings, clear or strong */
	TRAIT_MORE,     /* so did others: once for each, at most three */
	TRAIT_OUTRIGHT, /* in so many words */
	TRAIT_STRONG,
	TRAIT_TOUCHED, /* none is clear, but one faint */
	N_FAMILY_TRAITS,
} FamilyTrait;

/* Of the text. The families' traits come after these. */
typedef enum Trait {
	TRAIT_START,  /* always */
	TRAIT_CALM,   /* a rule that means calm */
	TRAIT_SHORT,  /* fewer than 12 words */
	TRAIT_BRIEF,  /* fewer than 30 */
	TRAIT_LONG,   /* 60 or more: of everything there is more in it */
	TRAIT_LONGER, /* 120 or more */
	FAMILY_TRAITS,
	N_TRAITS = FAMILY_TRAITS + N_FAMILIES * N_FAMILY_TRAITS,
} Trait;

static inline Trait
family_trait(FeelingFamily family, FamilyTrait trait)
{
	return (Trait)((int)FAMILY_TRAITS + (int)family * (int)N_FAMILY_TRAITS + (int)trait);
}

static inline Score
family_score(FeelingFamily family)
{
	return (Score)((int)SCORE_UPSET + (int)family);
}

extern const WeightsTable feelings_table;

/* "trouble", "upset", ... */
const char *score_name(Score score);
/* "start", "upset-more"; the caller frees. */
char *trait_name(int trait);

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
