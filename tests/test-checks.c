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

int
main(int argc, char **argv)
{
	checked_start(&argc, &argv);
	g_test_add_func("/checks/every-check-says-something", every_check_says_something);
	return checked_run();
}
