/* evaluate.h - judgements measured against what careful readers said.
 *
 * Every figure is a row of one table of measures: what was labelled, what we found.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_EVALUATE_H
#define EMPATHY_EVALUATE_H

#include <glib.h>

#include "judge.h"
#include "labels.h"
#include "statistics.h"

/* What a yes stands for; the order is that of the report. */
typedef enum MeasureGroup {
	GROUP_VERDICT,  /* needs work, held */
	GROUP_CHECKS,   /* a check fails */
	GROUP_REPLY,    /* what the reply does */
	GROUP_FAMILIES, /* raised with intensity 2 or more */
	GROUP_FEELINGS,
	GROUP_EVENTS,
	N_GROUPS,
} MeasureGroup;

typedef struct Measure {
	MeasureGroup group;
	const char *name;
	int which; /* check, family or feeling, for the two questions */
	Answer (*labelled)(const Labels *labels, int which);
	Answer (*found)(const Judgement *judgement, int which);
} Measure;

extern const Measure measures[];
extern const guint n_measures;
const char *measure_group_title(MeasureGroup group);

enum { N_INTENSITIES = 4 }; /* not raised, faint, clear, strong */

typedef struct Evaluation {
	guint pairs;
	guint calm;     /* no feeling of intensity 2 or more, nothing to work on */
	guint alarmed;  /* of these: annotated, held or rejected */
	Tally *tallies; /* one a measure */
	guint grades[N_LABEL_GRADES][N_LABEL_GRADES]; /* labelled, found */
	/* Of each feeling that either saw, 0 to 3: labelled, found. */
	guint intensities[N_FEELINGS][N_INTENSITIES][N_INTENSITIES];
	GHashTable *rules; /* name to RuleTally */
} Evaluation;

/* Two rulebooks over the same pairs: each count is of those with one label, one answer of A and one
 * of B. */
typedef struct Comparison {
	guint (*answers)[2][2][2]; /* one a measure: labelled, A, B */
	guint alarms[2][2];        /* of calm pairs: A, B */
	guint grades[N_LABEL_GRADES][N_LABEL_GRADES][N_LABEL_GRADES]; /* labelled, A, B */
} Comparison;

/* How often a rule hit, counted once a pair, and how often a label bore it out. */
typedef struct RuleTally {
	const char *name; /* of the key */
	Means means;
	guint hits;
	guint known; /* hits on which the labels have an opinion */
	guint right;
} RuleTally;

Evaluation *evaluation_new(void);
void evaluation_free(Evaluation *evaluation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Evaluation, evaluation_free)

/* Of a judgement that skips there is nothing to measure: leave it out. */
void evaluation_add(Evaluation *evaluation, const Rulebook *rulebook, const Judgement *judgement,
	const Labels *labels);
Comparison *comparison_new(void);
void comparison_free(Comparison *comparison);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Comparison, comparison_free)
void comparison_add(Comparison *comparison, const Judgement *first, const Judgement *second,
	const Labels *labels);
/* All of a group together (micro average). */
Tally evaluation_of_group(const Evaluation *evaluation, MeasureGroup group);
/* The grade we found, as labelled: the best any feeling of intensity 2 or more got. */
int evaluation_grade(const Judgement *judgement);
/* Of RuleTally, borrowed; those that labels have an opinion on first, then by hits; caller frees
 * the array. */
GPtrArray *evaluation_rules(const Evaluation *evaluation);
/* evaluate-rules.c: counts the hits of one pair. */
void evaluation_count_rules(Evaluation *evaluation, const Rulebook *rulebook,
	const Judgement *judgement, const Labels *labels);

#endif
