/* statistics.c - shares, intervals, agreement. SPDX-License-Identifier: MIT */
#include "statistics.h"

#include <math.h>
#include <string.h>

/* Of the normal distribution, for 95 % on two sides. */
static const double z = 1.959963984540054;

void
tally_add(Tally *tally, gboolean labelled, gboolean found)
{
	if (labelled && found)
		tally->right++;
	else if (found)
		tally->false_yes++;
	else if (labelled)
		tally->missed++;
	else
		tally->both_no++;
}

void
tally_join(Tally *tally, const Tally *other)
{
	tally->right += other->right;
	tally->false_yes += other->false_yes;
	tally->missed += other->missed;
	tally->both_no += other->both_no;
}

Share
share_of(guint part, guint whole)
{
	if (whole == 0)
		return (Share){ (double)NAN, 0, 1 };
	double n = whole, p = part / n, z2 = z * z;
	double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
	double half = z / (1 + z2 / n) * sqrt(p * (1 - p) / n + z2 / (4 * n * n));
	return (Share){ p, MAX(middle - half, 0), MIN(middle + half, 1) };
}

Share
tally_precision(const Tally *tally)
{
	return share_of(tally->right, tally->right + tally->false_yes);
}

Share
tally_recall(const Tally *tally)
{
	return share_of(tally->right, tally->right + tally->missed);
}

Share
tally_f1(const Tally *tally)
{
	Share jaccard = share_of(tally->right, tally->right + tally->false_yes + tally->missed);

	return (Share){ 2 * jaccard.value / (1 + jaccard.value),
		2 * jaccard.low / (1 + jaccard.low), 2 * jaccard.high / (1 + jaccard.high) };
}

double
kappa_of(const guint *counts, guint n)
{
	double all = 0, agreed = 0, by_chance = 0;

	for (guint i = 0; i < n; i++) {
		agreed += counts[i * n + i];
		for (guint j = 0; j < n; j++)
			all += counts[i * n + j];
	}
	if (all == 0)
		return (double)NAN;
	for (guint i = 0; i < n; i++) {
		double row = 0, column = 0;
		for (guint j = 0; j < n; j++) {
			row += counts[i * n + j];
			column += counts[j * n + i];
		}
		by_chance += row / all * column / all;
	}
	agreed /= all;
	return by_chance < 1 ? (agreed - by_chance) / (1 - by_chance) : (double)NAN;
}

static int
by_value(gconstpointer a, gconstpointer b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Each case's cell. */
static GArray *
cells_of(const guint *counts, guint n)
{
	GArray *cells = g_array_new(FALSE, FALSE, sizeof(guint));

	for (guint cell = 0; cell < n; cell++)
		for (guint i = 0; i < counts[cell]; i++)
			g_array_append_val(cells, cell);
	return cells;
}

Share
bootstrap_of(const guint *counts, guint n, StatisticsFigure figure, const void *data)
{
	enum { DRAWS = 2000, SEED = 1979 };
	const Share none = { (double)NAN, 0, 0 };
	g_autoptr(GArray) cells = cells_of(counts, n);
	g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(double));
	g_autoptr(GRand) random = g_rand_new_with_seed(SEED);
	g_autofree guint *drawn = g_new(guint, n);

	for (int draw = 0; cells->len > 0 && draw < DRAWS; draw++) {
		memset(drawn, 0, n * sizeof(*drawn));
		for (guint i = 0; i < cells->len; i++) {
			guint at = (guint)((guint64)g_rand_int(random) * cells->len >> 32);
			drawn[g_array_index(cells, guint, at)]++;
		}
		double value = figure(drawn, data);
		if (!isnan(value))
			g_array_append_val(values, value);
	}
	if (values->len < DRAWS / 2)
		return none;
	g_array_sort(values, by_value);
	return (Share){ figure(counts, data), g_array_index(values, double, values->len / 40),
		g_array_index(values, double, values->len - 1 - values->len / 40) };
}

double
tally_kappa(const Tally *tally)
{
	const guint counts[] = { tally->both_no, tally->false_yes, tally->missed, tally->right };

	return kappa_of(counts, 2);
}
