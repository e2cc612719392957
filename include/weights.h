/* weights.h - how much each thing found in a customer's text speaks for trouble, and for which
 * family of feelings: rules/<language>/feelings.weights.
 *
 * Most of what customers feel is said in no word of feeling and in no phrase that a rule could
 * know. But who complains tells (dates, what was said, what did not come, again and still), who
 * asks is brief and thanks. So what rules find is added up: five sums for the families and one for
 * whether anything is the matter at all, each counted from `start`; from 0 on, the answer is yes.
 * The weights are fitted to labelled texts (tests/judgement/fit.py); 10 is one unit of log-odds.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_WEIGHTS_H
#define EMPATHY_WEIGHTS_H

#include <glib.h>
#include <stdbool.h>

#include "feeling.h"

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

typedef struct Weights Weights; /* opaque, immutable after loading, safe from any thread */

/* One language's, from <folder>/<language>/feelings.weights of each folder that has one; a row of a
 * later folder replaces the same row of an earlier one; in one file a row stands once. Without any,
 * a family is felt where a rule found it. EMPATHY_ERROR_SYNTAX names file and line. */
Weights *weights_load(const char *const *folders, const char *language, GError **error);
void weights_free(Weights *weights);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Weights, weights_free)

/* N_SCORES numbers; NULL: the rule has no row. */
const int *weights_of_rule(const Weights *weights, const char *rule);
/* N_SCORES numbers, never NULL. */
const int *weights_of_trait(const Weights *weights, Trait trait);

/* "trouble", "upset", ... */
const char *score_name(Score score);
/* "start", "upset-more"; the caller frees. */
char *trait_name(Trait trait);

/* Is every row's rule one of those? In the first folder, which came with its rules, another is an
 * error with file and line. A later one is a site's, and rules may have gone with an upgrade: such
 * rows are idle, and mail is judged all the same. */
gboolean weights_check(Weights *weights, bool (*is_rule)(const char *name, void *data), void *data,
	GError **error);
/* Of char *, "file:line: ..." of each idle row; to be told to people. */
const GPtrArray *weights_idle(const Weights *weights);

#endif
