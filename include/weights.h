/* weights.h - how much each thing found in a text speaks for something: tables of numbers beside
 * the rules, rules/<language>/NAME.weights.
 *
 * A row has a number for each of the table's sums. A row of [text] is a trait of the text, a row of
 * [rules] a rule of the table's side. What was found is added up; from 0 on, a sum says yes. The
 * weights are fitted to labelled texts (tests/judgement/fit.py); 10 is one unit of log-odds.
 * What the sums and traits are is the business of whoever adds up: scores.h for what customers
 * write, manner.h for how they are answered. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_WEIGHTS_H
#define EMPATHY_WEIGHTS_H

#include <glib.h>
#include <stdbool.h>

enum { MOST_SUMS = 6 };

typedef struct WeightsTable {
	const char *file;   /* "feelings.weights" */
	const char *rules;  /* "rule about the customer": what its rows of [rules] name */
	const char *sums;   /* "trouble upset ...", in order */
	int n_sums;         /* at most MOST_SUMS */
	const char *traits; /* what the rows of [text] may be, for a message */
	int n_traits;
	char *(*trait_name)(int trait);
	/* Where no folder has a table: the rows of [text], as if they had been read. */
	void (*without)(int traits_out[][MOST_SUMS]);
} WeightsTable;

typedef struct Weights Weights; /* opaque, immutable after loading, safe from any thread */

/* One language's, from <folder>/<language>/<table's file> of each folder that has one; a row of a
 * later folder replaces the same row of an earlier one; in one file a row stands once. table is
 * borrowed for good. EMPATHY_ERROR_SYNTAX names file and line. */
Weights *weights_load(const WeightsTable *table, const char *const *folders, const char *language,
	GError **error);
void weights_free(Weights *weights);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Weights, weights_free)

/* MOST_SUMS numbers; NULL: the rule has no row. */
const int *weights_of_rule(const Weights *weights, const char *rule);
/* MOST_SUMS numbers, never NULL. */
const int *weights_of_trait(const Weights *weights, int trait);

/* Is every row's rule one of those? In the first folder, which came with its rules, another is an
 * error with file and line. A later one is a site's, and rules may have gone with an upgrade: such
 * rows are idle, and mail is judged all the same. */
gboolean weights_check(Weights *weights, bool (*is_rule)(const char *name, void *data), void *data,
	GError **error);
/* Of char *, "file:line: ..." of each idle row; to be told to people. */
const GPtrArray *weights_idle(const Weights *weights);

#endif
