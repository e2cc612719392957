/* statistics.h - how good an answer is, and how sure of that we can be. Pure.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_STATISTICS_H
#define EMPATHY_STATISTICS_H

#include <glib.h>

/* How yes-or-no answers compare with what people said. */
typedef struct Tally {
	guint right;     /* we said yes, so did they */
	guint false_yes; /* we did, they did not */
	guint missed;    /* they did, we did not */
	guint both_no;
} Tally;

/* A share with its 95 % interval; value is NAN when there was nothing to count. */
typedef struct Share {
	double value, low, high;
} Share;

void tally_add(Tally *tally, gboolean labelled, gboolean found);
/* Adds the counts of other. */
void tally_join(Tally *tally, const Tally *other);

/* Wilson's score interval: fits small numbers, never leaves 0 to 1. */
Share share_of(guint part, guint whole);
Share tally_precision(const Tally *tally);
Share tally_recall(const Tally *tally);
/* The interval is Wilson's of right / (right + wrong), carried over: F1 grows with it. */
Share tally_f1(const Tally *tally);

/* Cohen's kappa of an n x n table of counts, row by row: 1 is full agreement, 0 what chance alone
 * would give; NAN when chance alone would agree: an empty table, one answer for all. */
double kappa_of(const guint *counts, guint n);
double tally_kappa(const Tally *tally);

/* A figure of n counts. */
typedef double (*StatisticsFigure)(const guint *counts, const void *data);
/* Any figure with its 95 % interval: the percentile interval of the bootstrap (B. Efron, R. J.
 * Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13), from 2000 draws of as many cases
 * as are counted, always the same. value is NAN when the figure was none in most of them. */
Share bootstrap_of(const guint *counts, guint n, StatisticsFigure figure, const void *data);

#endif
