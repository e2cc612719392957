/* test-workhours.c - working time passes as people's clocks say, over weekends and over the days on
 * which the clocks change. SPDX-License-Identifier: MIT */
#include "workhours.h"

#include <string.h>

#define WEEK "mon-fri 08:00-18:00, sat 09:00-12:00"

/* Moments with the offset of the place at that time. */
static const struct {
	const char *name, *hours, *zone, *from;
	gint64 minutes;
	const char *expected;
} cases[] = {
	{ "always-is-plain-time", "", "Europe/Berlin", "2026-03-28T23:00:00Z", 240,
		"2026-03-29T03:00:00Z" },
	{ "within-a-day", WEEK, "Europe/Berlin", "2026-09-21T09:00:00+02", 240,
		"2026-09-21T13:00:00+02" },
	{ "to-the-very-end-of-one", WEEK, "Europe/Berlin", "2026-09-21T14:00:00+02", 240,
		"2026-09-21T18:00:00+02" },
	{ "over-night", WEEK, "Europe/Berlin", "2026-09-21T17:00:00+02", 240,
		"2026-09-22T11:00:00+02" },
	{ "from-before-work", WEEK, "Europe/Berlin", "2026-09-21T05:00:00+02", 60,
		"2026-09-21T09:00:00+02" },
	{ "over-the-weekend", WEEK, "Europe/Berlin", "2026-09-25T17:00:00+02", 300,
		"2026-09-28T09:00:00+02" },
	{ "no-time-passes-at-once", WEEK, "Europe/Berlin", "2026-09-27T12:00:00+02", 0,
		"2026-09-27T12:00:00+02" },
	{ "a-break-at-noon", "mon 08:00-12:00 13:00-17:00", "UTC", "2026-09-21T11:00:00Z", 120,
		"2026-09-21T14:00:00Z" },
	{ "seconds-count", "mon 08:00-17:00", "UTC", "2026-09-21T11:00:30Z", 60,
		"2026-09-21T12:00:30Z" },
	{ "a-shift-over-midnight", "fri 22:00-06:00", "UTC", "2026-09-25T23:00:00Z", 180,
		"2026-09-26T02:00:00Z" },
	{ "a-week-that-ends-on-a-sunday-night", "sun 22:00-02:00", "UTC", "2026-09-27T23:30:00Z",
		60, "2026-09-28T00:30:00Z" },
	{ "days-over-the-weekend", "fri-mon 10:00-11:00", "UTC", "2026-09-25T10:00:00Z", 240,
		"2026-09-28T11:00:00Z" },
	{ "until-midnight", "mon-sun 00:00-24:00", "UTC", "2026-09-25T23:00:00Z", 120,
		"2026-09-26T01:00:00Z" },
	{ "midnight-is-also-zero", "mon 22:00-00:00, tue 00:00-01:00", "UTC",
		"2026-09-21T22:00:00Z", 150, "2026-09-22T00:30:00Z" },
	/* Berlin, 29 March 2026: 02:00 is 03:00. */
	{ "the-short-day-has-its-hours", "sun 08:00-12:00", "Europe/Berlin",
		"2026-03-28T12:00:00+01", 60, "2026-03-29T09:00:00+02" },
	{ "the-short-night-is-short", "mon-sun 00:00-24:00", "Europe/Berlin",
		"2026-03-29T00:00:00+01", 240, "2026-03-29T05:00:00+02" },
	{ "an-hour-that-is-not-there", "sun 02:00-04:00", "Europe/Berlin", "2026-03-29T00:00:00+01",
		60, "2026-03-29T04:00:00+02" },
	{ "from-friday-over-it", WEEK, "Europe/Berlin", "2026-03-27T17:00:00+01", 300,
		"2026-03-30T09:00:00+02" },
	/* Berlin, 25 October 2026: 03:00 is 02:00 once more. */
	{ "the-long-night-is-long", "mon-sun 00:00-24:00", "Europe/Berlin",
		"2026-10-25T00:00:00+02", 240, "2026-10-25T03:00:00+01" },
	{ "an-hour-that-comes-twice", "sun 02:00-03:00", "Europe/Berlin", "2026-10-25T00:00:00+02",
		120, "2026-10-25T03:00:00+01" },
	{ "a-day-and-a-half-over-it", "mon-sun 08:00-20:00", "Europe/Berlin",
		"2026-10-24T18:00:00+02", 240, "2026-10-25T10:00:00+01" },
	/* New York, 1 November 2026; the southern half of the world turns its clocks the other way.
	 */
	{ "another-continent", "mon-fri 09:00-17:00", "America/New_York", "2026-10-30T16:00:00-04",
		120, "2026-11-02T10:00:00-05" },
	{ "the-other-half-of-the-world", "sat-sun 08:00-10:00", "Australia/Sydney",
		"2026-10-03T09:00:00+10", 120, "2026-10-04T09:00:00+11" },
	{ "what-is-not-valid-is-always", "whenever", "Mars/Base", "2026-03-28T23:00:00Z", 60,
		"2026-03-29T00:00:00Z" },
};

static void
passes(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(WorkHours) hours = workhours_new(cases[i].hours, cases[i].zone);
	g_autoptr(GDateTime) from = g_date_time_new_from_iso8601(cases[i].from, NULL);
	g_autoptr(GDateTime) expected = g_date_time_new_from_iso8601(cases[i].expected, NULL);
	g_autoptr(GDateTime) found = g_date_time_new_from_unix_utc(
		workhours_add(hours, g_date_time_to_unix(from), cases[i].minutes * 60));

	g_autofree char *wanted = g_date_time_format(expected, "%s");
	g_autofree char *got = g_date_time_format(found, "%s");
	g_autofree char *shown = g_date_time_format_iso8601(found);
	g_test_message("%s", shown);
	g_assert_cmpstr(got, ==, wanted);
}

/* Whatever is asked, the answer is in working time, and never before. */
static void
is_monotonous(void)
{
	g_autoptr(WorkHours) hours = workhours_new(WEEK, "Europe/Berlin");
	gint64 before = 0;

	for (gint64 minutes = 0; minutes < 60 * 24 * 30; minutes += 17) {
		gint64 at = workhours_add(hours, 1790000000, minutes * 60);
		g_assert_cmpint(at, >=, before);
		g_assert_cmpint(at, >=, 1790000000 + minutes * 60);
		before = at;
	}
}

/* One step of so long is as many steps of a part each. */
static void
steps_add_up(void)
{
	g_autoptr(WorkHours) hours = workhours_new("mon-sun 22:00-06:30", "Europe/Berlin");
	gint64 at = 1790000000;

	for (int i = 0; i < 500; i++)
		at = workhours_add(hours, at, 3001);
	g_assert_cmpint(at, ==, workhours_add(hours, 1790000000, 500 * 3001));
}

static void
has_limits(void)
{
	g_autoptr(WorkHours) hours = workhours_new("mon 08:00-08:01", "UTC");
	gint64 start = 1790000000;
	gint64 end = workhours_add(hours, start, G_MAXINT64 / 2);

	g_assert_cmpint(end, >, start);
	g_assert_cmpint(end, <=, start + (gint64)WORKHOURS_MOST_DAYS * 86400);
	g_assert_cmpint(workhours_add(hours, start, -5), ==, start);
	g_assert_cmpint(workhours_add(hours, G_MAXINT64 / 4, 60), ==, G_MAXINT64 / 4 + 60);
}

static void
writes_the_time_of_the_place(void)
{
	g_autoptr(WorkHours) berlin = workhours_new("", "Europe/Berlin");
	g_autoptr(WorkHours) tokyo = workhours_new("", "Asia/Tokyo");
	const char *in_berlin = NULL, *in_tokyo = NULL;
	g_autofree char *one = workhours_date(berlin, 1790026200, &in_berlin);
	g_autofree char *other = workhours_date(tokyo, 1790026200, &in_tokyo);

	g_assert_cmpstr(one, ==, "2026-09-21 23:30 CEST");
	g_assert_cmpstr(in_berlin, ==, "mon");
	g_assert_cmpstr(other, ==, "2026-09-22 06:30 JST");
	g_assert_cmpstr(in_tokyo, ==, "tue");
}

static const char *const good[] = { "", "mon 8:00-18:00", "Mon-Fri 08:00-18:00",
	"monday 08:00-9:00", "sat sun 00:00-24:00",
	"mon-fri 08:00-12:00 13:00-17:00,sat 09:00-12:00", "sun 23:59-00:00" };
static const char *const bad[] = { " ", ",", "mon", "08:00-18:00", "mon 08:00", "mon 08:00-08:00",
	"mon 8-18", "mon 08:00-25:00", "mon 08:60-09:00", "mon 24:00-08:00",
	"mon-tue-wed 08:00-09:00", "mod 08:00-09:00", "mon 08:00-18:00 tue", "mon 08:00-18:00,",
	"mon 08:00-18:00;", "mon 08:00-12:00-13:00", "mon -1:00-09:00" };

static void
hours_are_checked(void)
{
	g_autofree char *long_one = g_strnfill(5000, 'm');

	for (guint i = 0; i < G_N_ELEMENTS(good); i++)
		if (!workhours_are_valid(good[i]))
			g_error("'%s' should be fine", good[i]);
	for (guint i = 0; i < G_N_ELEMENTS(bad); i++)
		if (workhours_are_valid(bad[i]))
			g_error("'%s' should be refused", bad[i]);
	g_assert_false(workhours_are_valid(long_one));
}

static void
zones_are_checked(void)
{
	g_assert_true(time_zone_is_valid(""));
	g_assert_true(time_zone_is_valid("Europe/Berlin"));
	g_assert_true(time_zone_is_valid("UTC"));
	g_assert_false(time_zone_is_valid("Europe/Berlin2"));
	g_assert_false(time_zone_is_valid("../../etc/passwd"));
	g_assert_false(time_zone_is_valid("/etc/localtime"));
	g_assert_false(time_zone_is_valid("Europe"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/workhours/passes/%s", cases[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), passes);
	}
	g_test_add_func("/workhours/is-monotonous", is_monotonous);
	g_test_add_func("/workhours/steps-add-up", steps_add_up);
	g_test_add_func("/workhours/has-limits", has_limits);
	g_test_add_func("/workhours/writes-the-time-of-the-place", writes_the_time_of_the_place);
	g_test_add_func("/workhours/hours-are-checked", hours_are_checked);
	g_test_add_func("/workhours/zones-are-checked", zones_are_checked);
	return g_test_run();
}
