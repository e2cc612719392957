/* test-hold.c - the terms of a hold, and what is said about them. SPDX-License-Identifier: MIT */
#include "hold.h"

#include <string.h>

#include "held-next.h"

/* Friday, 2026-01-16, 16:00 UTC. */
#define FRIDAY_AFTERNOON G_GINT64_CONSTANT(1768579200)
#define HOUR G_GINT64_CONSTANT(3600)

static void
deadlines_are_shares_of_the_limit(void)
{
	g_autoptr(Settings) settings = settings_load(NULL, NULL);
	HoldPlan plan = hold_plan(settings_policy(settings, ""), FRIDAY_AFTERNOON);

	g_assert_cmpint(plan.held, ==, FRIDAY_AFTERNOON);
	g_assert_cmpint(plan.remind, ==, FRIDAY_AFTERNOON + HOUR);
	g_assert_cmpint(plan.tell_lead, ==, FRIDAY_AFTERNOON + 2 * HOUR);
	g_assert_cmpint(plan.expires, ==, FRIDAY_AFTERNOON + 4 * HOUR);
}

static void
nobody_waits_over_the_weekend(void)
{
	static const char text[] = "[policy]\nhours = mon-fri 09:00-17:00\ntime-zone = UTC\n";
	g_autoptr(Settings) settings = settings_parse("x", text, strlen(text), NULL);
	HoldPlan plan = hold_plan(settings_policy(settings, ""), FRIDAY_AFTERNOON - HOUR);
	/* Two of four hours are left on Friday, and Monday begins at nine. */
	const gint64 monday_nine = FRIDAY_AFTERNOON + 65 * HOUR;

	g_assert_cmpint(plan.remind, ==, FRIDAY_AFTERNOON);
	g_assert_cmpint(plan.tell_lead, <=, monday_nine);
	g_assert_cmpint(plan.tell_lead, >=, FRIDAY_AFTERNOON + HOUR);
	g_assert_cmpint(plan.expires, ==, monday_nine + 2 * HOUR);
}

static void
a_token_is_new_each_time_and_kept_as_a_hash(void)
{
	g_autofree char *one = hold_token_new();
	g_autofree char *two = hold_token_new();
	g_autofree char *hash = hold_token_hash(one);
	g_autofree char *again = hold_token_hash(one);
	g_autofree char *none = hold_token_hash("");

	g_assert_cmpuint(strlen(one), ==, 32);
	g_assert_cmpuint(strspn(one, "0123456789abcdef"), ==, 32);
	g_assert_cmpstr(one, !=, two);
	g_assert_cmpuint(strlen(hash), ==, 64);
	g_assert_cmpstr(hash, ==, again);
	g_assert_cmpstr(none, ==, "");
}

static void
what_comes_next_is_said(void)
{
	static const struct {
		const char *on_expiry, *state, *kind, *trouble;
		gint64 expired, absent;
		const char *next, *until;
	} cases[] = {
		{ "release", "held", "", "", 0, 0, "Fri 20:00: it is let go", "Fri 20:00" },
		{ "return", "held", "", "", 0, 0, "Fri 20:00: it goes back to the agent",
			"Fri 20:00" },
		{ "keep", "held", "", "", 1, 0,
			"its time was up: it stays held until somebody decides", "" },
		{ "release", "held", "discard", "", 0, 0,
			"asked for by kim: it is deleted in the next minute", "now" },
		{ "release", "held", "release", "no postsuper", 0, 0,
			"asked for by kim: it is let go when that works; tried 3 times: no "
			"postsuper",
			"now" },
		{ "release", "held", "", "", 0, 1,
			"the mail server's queue is without it: looked for a while yet",
			"Fri 20:00" },
		{ "release", "released", "", "", 0, 0, "", "" },
	};
	g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc(FRIDAY_AFTERNOON);

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		const HeldReply reply = { .state = (char *)cases[i].state,
			.on_expiry = (char *)cases[i].on_expiry,
			.expires = FRIDAY_AFTERNOON + 4 * HOUR,
			.expired = cases[i].expired,
			.absent = cases[i].absent,
			.request = { .number = *cases[i].kind != '\0',
				.kind = (char *)cases[i].kind,
				.actor = (char *)"kim",
				.trouble = (char *)cases[i].trouble,
				.tries = 3 } };
		g_autofree char *next = held_next(&reply, now);
		g_autofree char *until = held_until(&reply, now);
		g_assert_cmpstr(next, ==, cases[i].next);
		g_assert_cmpstr(until, ==, cases[i].until);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func(
		"/hold/deadlines-are-shares-of-the-limit", deadlines_are_shares_of_the_limit);
	g_test_add_func("/hold/nobody-waits-over-the-weekend", nobody_waits_over_the_weekend);
	g_test_add_func("/hold/a-token-is-new-each-time-and-kept-as-a-hash",
		a_token_is_new_each_time_and_kept_as_a_hash);
	g_test_add_func("/hold/what-comes-next-is-said", what_comes_next_is_said);
	return g_test_run();
}
