/* test-check-name.c - the name a reply begins with. SPDX-License-Identifier: MIT */
#include "checked.h"

static const CheckCase cases[] = {
	{ "right", REFUND, "", FINE, RESULT_PASS, CERTAINTY_HINT, "name-right" },
	{ "wrong", REFUND, "", "Dear Magnus,\n\nIt left.", RESULT_FAIL, CERTAINTY_SURE,
		"name-wrong" },
	{ "absent", REFUND, "", "Hello,\n\nIt left.", RESULT_FAIL, CERTAINTY_HINT, "name-absent" },
	{ "in-passing", REFUND, "", "Oh no, Ruth. It left.", RESULT_PASS, CERTAINTY_HINT,
		"name-right" },
	{ "any-word-in-small-letters", REFUND, "", "Hi sunshine,\n\nIt left.", RESULT_NA,
		CERTAINTY_HINT, "name-unknown" },
	{ "wrong-in-small-letters", REFUND, "", "hi magnus,\n\nIt left.", RESULT_FAIL,
		CERTAINTY_SURE, "name-wrong" },
	{ "somebody-signed-unreadably", REFUND "\n\nMiro, who lives with Ruth", "",
		"Dear Miro,\n\nIt left.", RESULT_NA, CERTAINTY_HINT, "name-unknown" },
	{ "somebody-signed-and-another-is-greeted", REFUND "\n\nMiro, who lives with Ruth", "",
		"Dear Magnus,\n\nIt left.", RESULT_FAIL, CERTAINTY_SURE, "name-wrong" },
	{ "somebody-is-told-of", REFUND "\n\nI spoke to Miro.", "", "Dear Miro,\n\nIt left.",
		RESULT_FAIL, CERTAINTY_SURE, "name-wrong" },
	{ "signed-and-another-surname", REFUND "\n\nRuth", "", "Dear Ruth Magnus,\n\nIt left.",
		RESULT_FAIL, CERTAINTY_SURE, "name-wrong" },
	{ "a-title-that-they-wrote", REFUND "\n\nMrs R. Calder", "", "Dear Mrs Calder,\n\nIt left.",
		RESULT_PASS, CERTAINTY_HINT, "name-right" },
	{ "not-the-title-that-they-wrote", REFUND "\n\nMrs R. Calder", "",
		"Dear Mr Calder,\n\nIt left.", RESULT_FAIL, CERTAINTY_SURE, "name-wrong" },
	{ "the-title-of-whom-they-wrote-to", "Dear Mr Poole\n\nWhere is it?\n\nRuth Calder", "",
		"Dear Mr Calder,\n\nIt left.", RESULT_FAIL, CERTAINTY_SURE, "name-wrong" },
	{ "a-title-of-a-couple", REFUND "\n\nMr & Mrs Calder", "", "Dear Mr Calder,\n\nIt left.",
		RESULT_NA, CERTAINTY_HINT, "name-unknown" },
	{ "a-title-of-who-signed-for-them", REFUND "\n\nMr T. Calder, carer of Ruth Calder", "",
		"Dear Mr Calder,\n\nIt left.", RESULT_NA, CERTAINTY_HINT, NULL },
	{ "signed-with-a-rank-in-brackets",
		REFUND "\n\nYours faithfully,\nLt Col (ret'd) A. Calder", "",
		"Dear Mr Poole,\n\nIt left.", RESULT_FAIL, CERTAINTY_SURE, "name-wrong" },
	{ "signed-by-who-writes-for-them", REFUND "\n\nTom Wolf (her carer)", "",
		"Dear Tom,\n\nIt left.", RESULT_PASS, CERTAINTY_HINT, "name-right" },
	{ "a-hole-is-no-wrong-name", CALM, "", "Dear [CUSTOMER NAME],\n\nYes, we do.", RESULT_NA,
		CERTAINTY_HINT, NULL },
};

static void
a_name_is_shown_as_it_was_written(void)
{
	static const char written[] = "Mrs O\xe2\x80\x99Hara";
	g_autofree char *text = g_strdup_printf("Dear %s,\n\nIt left.", written);
	g_autoptr(Customer) customer = given_customer(rulebook, REFUND, "", "Ruth Calder");
	g_autoptr(Reply) reply = reply_read(rulebook, "en", text, customer);
	g_autoptr(GPtrArray) findings = checked(customer, reply, NULL);
	guint n = 0;

	for (guint i = 0; i < findings->len; i++) {
		const Finding *each = findings->pdata[i];
		if (each->check != CHECK_NAME)
			continue;
		g_assert_cmpstr(each->rule, ==, "name-wrong");
		g_assert_cmpstr(each->evidence, ==, written);
		n++;
	}
	g_assert_cmpuint(n, ==, 1);
}

int
main(int argc, char **argv)
{
	checked_start(&argc, &argv);
	checked_add(CHECK_NAME, cases, G_N_ELEMENTS(cases));
	g_test_add_func(
		"/check-name/a-name-is-shown-as-it-was-written", a_name_is_shown_as_it_was_written);
	return checked_run();
}
