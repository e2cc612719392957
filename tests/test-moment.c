/* test-moment.c - times as people say them. SPDX-License-Identifier: MIT */
#include "moment.h"

/* Thursday, 15 January 2026, 10:30 in a zone two hours east of Greenwich. */
static GDateTime *
given_now(void)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("+02:00");

	return g_date_time_new(zone, 2026, 1, 15, 10, 30, 0);
}

static const struct {
	const char *text;
	bool is_end;
	const char *expected; /* NULL: not understood */
} cases[] = {
	{ "now", false, "2026-01-15T08:30:00" },
	{ "today", false, "2026-01-14T22:00:00" },
	{ "today", true, "2026-01-15T22:00:00" },
	{ "Yesterday", false, "2026-01-13T22:00:00" },
	{ "yesterday 14:00", false, "2026-01-14T12:00:00" },
	{ "yesterday 14:00", true, "2026-01-14T12:00:00" },
	{ "monday", false, "2026-01-11T22:00:00" },
	{ "Fri", false, "2026-01-08T22:00:00" },
	{ "thursday", false, "2026-01-07T22:00:00" },
	{ "2026-01-05", false, "2026-01-04T22:00:00" },
	{ "2026-01-05", true, "2026-01-05T22:00:00" },
	{ "2026-01-05 09:15:30", false, "2026-01-05T07:15:30" },
	{ "2026-01-05T09:15:30Z", false, "2026-01-05T09:15:30" },
	{ "2026-01-05T09:15:30", false, "2026-01-05T07:15:30" },
	{ " 4h ", false, "2026-01-15T04:30:00" },
	{ "90m ago", false, "2026-01-15T07:00:00" },
	{ "3d", false, "2026-01-12T08:30:00" },
	{ "1d12h", false, "2026-01-13T20:30:00" },
	{ "3 days ago", false, "2026-01-12T08:30:00" },
	{ "2 weeks", false, "2026-01-01T08:30:00" },
	{ "1 Hour 30 Minutes ago", false, "2026-01-15T07:00:00" },
	{ "09:15", false, "2026-01-15T07:15:00" },
	{ "09:15", true, "2026-01-15T07:15:00" },
	{ "last monday 09:15", false, "2026-01-12T07:15:00" },
	{ "last today", false, NULL },
	{ "1-1-1-1", false, NULL },
	{ "1-1-1-1", true, NULL },
	{ "26-1-11", false, NULL },
	{ "999999999999w999999999999w999999999999w999999999999w", false, NULL },
	{ "last", false, NULL },
	{ "this week", false, "2026-01-11T22:00:00" },
	{ "this week", true, "2026-01-18T22:00:00" },
	{ "Last Week", false, "2026-01-04T22:00:00" },
	{ "last week", true, "2026-01-11T22:00:00" },
	{ "this month", false, "2025-12-31T22:00:00" },
	{ "last month", false, "2025-11-30T22:00:00" },
	{ "last month", true, "2025-12-31T22:00:00" },
	{ "2025-12", false, "2025-11-30T22:00:00" },
	{ "2025-12", true, "2025-12-31T22:00:00" },
	{ "2025-13", false, NULL },
	{ "next week", false, NULL },
	{ "last year", false, NULL },
	{ "3 dozen", false, NULL },
	{ "25:00", false, NULL },
	{ "", false, NULL },
	{ "soon", false, NULL },
	{ "mo", false, NULL },
	{ "2026", false, NULL },
	{ "2026-13-01", false, NULL },
	{ "2026-02-30", false, NULL },
	{ "2026-01-05 25:00", false, NULL },
	{ "2026-01-05 9", false, NULL },
	{ "today noon", false, NULL },
	{ "999999999999d", false, NULL },
	{ "2026-01-05-01", false, NULL },
};

static void
is_read(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(GDateTime) now = given_now();
	g_autofree char *moment = moment_read(cases[i].text, now, cases[i].is_end);

	g_assert_cmpstr(moment, ==, cases[i].expected);
}

static void
is_shown_in_local_time(void)
{
	g_autoptr(GDateTime) now = given_now();
	static const struct {
		const char *text, *expected;
	} shown[] = {
		{ "2026-01-15T08:00:00Z", "Thu 10:00" },
		{ "2026-01-15T08:00:00.250Z", "Thu 10:00" },
		{ "2026-01-10T23:00:00Z", "Sun 01:00" },
		{ "2026-01-05T08:00:00Z", "2026-01-05 10:00" },
		{ "2026-01-16T08:00:00Z", "Fri 10:00" },
		{ "2026-01-26T08:00:00Z", "2026-01-26 10:00" },
		{ "long ago", "long ago" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(shown); i++) {
		g_autofree char *text = moment_show(shown[i].text, now);
		g_assert_cmpstr(text, ==, shown[i].expected);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/moment/%s%s-is-%s", cases[i].text,
			cases[i].is_end ? "-as-an-end" : "",
			cases[i].expected != NULL ? cases[i].expected : "not-understood");
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_read);
	}
	g_test_add_func("/moment/is-shown-in-local-time", is_shown_in_local_time);
	return g_test_run();
}
