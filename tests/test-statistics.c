/* test-statistics.c - figures against values known from elsewhere. SPDX-License-Identifier: MIT */
#include "statistics.h"

#include <math.h>

static void
near(double value, double expected)
{
	if (fabs(value - expected) > 0.0005)
		g_error("%f is not near %f", value, expected);
}

/* Wilson's interval as in Newcombe (1998), table I. */
static const struct {
	guint part, whole;
	double low, high;
} wilson[] = {
	{ 81, 263, 0.2553, 0.3662 },
	{ 15, 148, 0.0624, 0.1605 },
	{ 0, 20, 0.0000, 0.1611 },
	{ 1, 29, 0.0061, 0.1718 },
	{ 20, 20, 0.8389, 1.0000 },
};

static void
intervals_are_wilsons(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(wilson); i++) {
		Share share = share_of(wilson[i].part, wilson[i].whole);
		near(share.low, wilson[i].low);
		near(share.high, wilson[i].high);
	}
}

static void
nothing_counted_is_no_share(void)
{
	const Tally none = { 0 };

	g_assert_true(isnan(share_of(0, 0).value) != 0);
	g_assert_true(isnan(tally_precision(&none).value));
	g_assert_true(isnan(tally_kappa(&none)));
}

static void
tallies_give_precision_recall_and_f1(void)
{
	Tally tally = { 0 };

	for (int i = 0; i < 30; i++)
		tally_add(&tally, TRUE, TRUE);
	for (int i = 0; i < 10; i++)
		tally_add(&tally, FALSE, TRUE);
	for (int i = 0; i < 20; i++)
		tally_add(&tally, TRUE, FALSE);
	tally_add(&tally, FALSE, FALSE);
	near(tally_precision(&tally).value, 0.75);
	near(tally_recall(&tally).value, 0.6);
	near(tally_f1(&tally).value, 2 * 0.75 * 0.6 / (0.75 + 0.6));
	g_assert_cmpfloat(tally_f1(&tally).low, <, tally_f1(&tally).value);
	g_assert_cmpfloat(tally_f1(&tally).high, >, tally_f1(&tally).value);
}

/* Cohen's own kind of example: 20, 5, 10, 15 of 50 gives 0.4. */
static void
kappa_is_cohens(void)
{
	const guint counts[] = { 20, 5, 10, 15 };
	const guint three[] = { 10, 0, 0, 0, 10, 0, 0, 0, 10 };
	const guint one_answer[] = { 7, 0, 0, 0 };

	near(kappa_of(counts, 2), 0.4);
	near(kappa_of(three, 3), 1);
	g_assert_true(isnan(kappa_of(one_answer, 2)));
}

static void
chance_alone_is_zero(void)
{
	const Tally tally = { 25, 25, 25, 25 };

	near(tally_kappa(&tally), 0);
}

static double
share_of_first(const guint *counts, const void *data)
{
	(void)data;
	return share_of(counts[0], counts[0] + counts[1]).value;
}

/* Of a share it is nearly Wilson's, with many cases; the same every time. */
static void
bootstrap_is_near_wilsons(void)
{
	const guint counts[] = { 200, 800 };
	const guint nothing[] = { 0, 0 };
	const Share wilsons = share_of(200, 1000);
	const Share one = bootstrap_of(counts, 2, share_of_first, NULL);
	const Share again = bootstrap_of(counts, 2, share_of_first, NULL);

	near(one.value, 0.2);
	g_assert_true(fabs(one.low - wilsons.low) < 0.004);
	g_assert_true(fabs(one.high - wilsons.high) < 0.004);
	near(again.low, one.low);
	near(again.high, one.high);
	g_assert_true(isnan(bootstrap_of(nothing, 2, share_of_first, NULL).value));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/statistics/intervals-are-wilsons", intervals_are_wilsons);
	g_test_add_func("/statistics/nothing-counted-is-no-share", nothing_counted_is_no_share);
	g_test_add_func("/statistics/tallies-give-precision-recall-and-f1",
		tallies_give_precision_recall_and_f1);
	g_test_add_func("/statistics/kappa-is-cohens", kappa_is_cohens);
	g_test_add_func("/statistics/chance-alone-is-zero", chance_alone_is_zero);
	g_test_add_func("/statistics/bootstrap-is-near-wilsons", bootstrap_is_near_wilsons);
	return g_test_run();
}
