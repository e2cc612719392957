/* test-checks.c - all checks at once; what each says is in test-check-*.c.
 * SPDX-License-Identifier: MIT */
#include "checked.h"

static void
every_check_says_something(void)
{
	g_autoptr(Customer) customer = given_customer(rulebook, "", "", "");
	g_autoptr(Reply) reply = reply_read(rulebook, "en", "", customer);
	g_autoptr(GPtrArray) findings = checked(customer, reply, NULL);
	guint said = 0;

	for (guint i = 0; i < findings->len; i++)
		said |= 1u << ((const Finding *)findings->pdata[i])->check;
	g_assert_cmpuint(said, ==, (1u << N_CHECKS) - 1);
}

static void
what_is_off_is_not_asked(void)
{
	g_autoptr(Customer) customer = given_customer(rulebook, "Where is it?", "", "Ruth Calder");
	g_autoptr(Reply) reply =
		reply_read(rulebook, "en", "Dear {{first_name}}, it is on its way.", customer);
	static const char *const agents[] = { NULL };
	Case given = { .rulebook = rulebook,
		.language = "en",
		.customer = customer,
		.reply = reply,
		.agent_names = agents,
		.off = 1u << CHECK_PLACEHOLDER };
	g_autoptr(GPtrArray) findings = checks_run(&given);
	guint said = 0;

	for (guint i = 0; i < findings->len; i++) {
		const Finding *finding = findings->pdata[i];
		said |= 1u << finding->check;
		if (finding->check != CHECK_PLACEHOLDER)
			continue;
		g_assert_cmpint(finding->result, ==, RESULT_NA);
		g_assert_cmpstr(finding->rule, ==, CHECK_IS_OFF);
	}
	g_assert_cmpuint(said, ==, (1u << N_CHECKS) - 1);
}

int
main(int argc, char **argv)
{
	checked_start(&argc, &argv);
	g_test_add_func("/checks/every-check-says-something", every_check_says_something);
	g_test_add_func("/checks/what-is-off-is-not-asked", what_is_off_is_not_asked);
	return checked_run();
}
