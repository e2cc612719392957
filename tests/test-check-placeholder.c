/* test-check-placeholder.c - a template's holes. SPDX-License-Identifier: MIT */
#include "checked.h"

static const CheckCase cases[] = {
	{ "left", CALM, "", "Dear {{contact.first_name}},\n\nYes, we do.", RESULT_FAIL,
		CERTAINTY_SURE, NULL },
	{ "in-the-middle", CALM, "", "Dear Ruth,\n\nIt costs [INSERT AMOUNT] today.", RESULT_FAIL,
		CERTAINTY_SURE, NULL },
	{ "null", CALM, "", "Hi null,\n\nYes, we do.", RESULT_FAIL, CERTAINTY_SURE, NULL },
	{ "of-the-customer's", "My mailing says Hello {{name}}, why?", "",
		"Dear Ruth,\n\nWrite {{ name }} or *|NAME|* there.", RESULT_PASS, CERTAINTY_HINT,
		NULL },
	{ "none", CALM, "", FINE, RESULT_PASS, CERTAINTY_HINT, NULL },
};

static void
a_hole_within_a_hole_is_one(void)
{
	g_autoptr(Customer) customer = given_customer(rulebook, CALM, "", "Ruth Calder");
	g_autoptr(Reply) reply =
		reply_read(rulebook, "en", "Dear {{first_name}},\n\nYes, we do.", customer);
	g_autoptr(GPtrArray) findings = checked(customer, reply, NULL);
	guint n = 0;

	for (guint i = 0; i < findings->len; i++) {
		const Finding *each = findings->pdata[i];
		n += each->check == CHECK_PLACEHOLDER && each->result == RESULT_FAIL;
	}
	g_assert_cmpuint(n, ==, 1);
}

int
main(int argc, char **argv)
{
	checked_start(&argc, &argv);
	checked_add(CHECK_PLACEHOLDER, cases, G_N_ELEMENTS(cases));
	g_test_add_func(
		"/check-placeholder/a-hole-within-a-hole-is-one", a_hole_within_a_hole_is_one);
	return checked_run();
}
