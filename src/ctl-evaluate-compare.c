/* ctl-evaluate-compare.c - two rulebooks over the same pairs, side by side.
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>

#include "ctl-evaluate.h"

enum { A, B };

/* counts: labelled, A, B. */
static Tally
tally_of(const guint *counts, int which)
{
	Tally tally = { 0 };

	for (int labelled = 0; labelled < 2; labelled++) {
		for (int a = 0; a < 2; a++) {
			for (int b = 0; b < 2; b++) {
				bool found = (which == A ? a : b) == 1;
				guint n = *counts++;
				tally.right += labelled && found ? n : 0;
				tally.false_yes += !labelled && found ? n : 0;
				tally.missed += labelled && !found ? n : 0;
				tally.both_no += !labelled && !found ? n : 0;
			}
		}
	}
	return tally;
}

/* A figure of one rulebook's; only that by_share() asks for share. */
typedef struct Quality Quality;
struct Quality {
	double (*value)(const Quality *quality, const guint *counts, int which);
	Share (*share)(const Tally *tally);
};

static double
by_share(const Quality *quality, const guint *counts, int which)
{
	const Tally tally = tally_of(counts, which);

	return quality->share(&tally).value;
}

static double
kappa(const Quality *quality, const guint *counts, int which)
{
	const Tally tally = tally_of(counts, which);

	(void)quality;
	return tally_kappa(&tally);
}

/* counts: A, B. */
static double
alarms(const Quality *quality, const guint *counts, int which)
{
	guint flagged = counts[3] + counts[which == A ? 2 : 1];

	(void)quality;
	return share_of(flagged, counts[0] + counts[1] + counts[2] + counts[3]).value;
}

/* counts: labelled, A, B. */
static double
grade_kappa(const Quality *quality, const guint *counts, int which)
{
	guint grades[N_LABEL_GRADES][N_LABEL_GRADES] = { { 0 } };

	(void)quality;
	for (int labelled = 0; labelled < N_LABEL_GRADES; labelled++)
		for (int a = 0; a < N_LABEL_GRADES; a++)
			for (int b = 0; b < N_LABEL_GRADES; b++)
				grades[labelled][which == A ? a : b] += *counts++;
	return kappa_of(&grades[0][0], N_LABEL_GRADES);
}

static double
gain(const guint *counts, const void *data)
{
	const Quality *quality = data;

	return quality->value(quality, counts, B) - quality->value(quality, counts, A);
}

/* Of n counts. Where nobody's answer changed there is nothing to be unsure of. */
static void
print_line(const char *name, const guint *counts, guint n, bool are_same, const Quality *quality)
{
	double a = quality->value(quality, counts, A), b = quality->value(quality, counts, B);

	printf("  %-22s", name);
	if (isnan(a) || isnan(b)) {
		printf(" %5s %5s\n", "-", "-");
		return;
	}
	printf(" %5.2f %5.2f  %+.2f", a, b, b - a);
	const Share share =
		are_same ? (Share){ (double)NAN, 0, 0 } : bootstrap_of(counts, n, gain, quality);
	if (!isnan(share.value))
		printf(" (%+.2f to %+.2f)", share.low, share.high);
	putchar('\n');
}

static void
print_measure(const Measure *measure, guint counts[2][2][2])
{
	static const struct {
		const char *name;
		Quality quality;
	} more[] = { { "  precision", { by_share, tally_precision } },
		{ "  recall", { by_share, tally_recall } }, { "  kappa", { kappa, NULL } } };
	static const Quality by_f1 = { by_share, tally_f1 };
	guint changed = counts[0][A][B] + counts[0][B][A] + counts[1][A][B] + counts[1][B][A];
	g_autofree char *name = g_strdup_printf("%s, F1", measure->name);

	print_line(name, &counts[0][0][0], 8, changed == 0, &by_f1);
	for (guint i = 0; measure->group == GROUP_VERDICT && i < G_N_ELEMENTS(more); i++)
		print_line(more[i].name, &counts[0][0][0], 8, changed == 0, &more[i].quality);
}

/* Something was labelled, or found. */
static bool
says_something(guint counts[2][2][2])
{
	const Tally a = tally_of(&counts[0][0][0], A), b = tally_of(&counts[0][0][0], B);

	return a.right + a.missed + a.false_yes + b.false_yes > 0;
}

static void
print_group(const Comparison *comparison, MeasureGroup group)
{
	bool is_first = true;

	for (guint i = 0; i < n_measures; i++) {
		if (measures[i].group != group || !says_something(comparison->answers[i]))
			continue;
		if (is_first)
			printf("%-24s %5s %5s  %s\n", measure_group_title(group), "A", "B",
				"B - A");
		is_first = false;
		print_measure(&measures[i], comparison->answers[i]);
	}
	if (!is_first)
		putchar('\n');
}

static bool
are_grades_same(const Comparison *comparison)
{
	for (int labelled = 0; labelled < N_LABEL_GRADES; labelled++)
		for (int a = 0; a < N_LABEL_GRADES; a++)
			for (int b = 0; b < N_LABEL_GRADES; b++)
				if (a != b && comparison->grades[labelled][a][b] > 0)
					return false;
	return true;
}

void
evaluate_print_comparison(const Comparison *comparison)
{
	static const Quality by_alarms = { alarms, NULL }, by_grades = { grade_kappa, NULL };

	for (int group = 0; group < N_GROUPS; group++)
		print_group(comparison, (MeasureGroup)group);
	print_line("calm pairs flagged", &comparison->alarms[0][0], 4,
		comparison->alarms[A][B] + comparison->alarms[B][A] == 0, &by_alarms);
	print_line("grade, kappa", &comparison->grades[0][0][0],
		N_LABEL_GRADES * N_LABEL_GRADES * N_LABEL_GRADES, are_grades_same(comparison),
		&by_grades);
}
