/* test-check-issue.c - their own case named, and not contradicted. SPDX-License-Identifier: MIT */
#include "checked.h"

static const CheckCase cases[] = {
	{ "named", REFUND, "", FINE, RESULT_PASS, CERTAINTY_HINT, "issue-restated" },
	{ "not-named", REFUND, "", "Dear Ruth,\n\nWe will look into this.", RESULT_FAIL,
		CERTAINTY_HINT, "issue-not-named" },
	{ "met-in-other-words", "The pump stopped again on Sunday and my cellar is full of water.",
		"anger 2",
		"Dear Ruth,\n\nI am sorry that you spent your weekend bailing out the basement.",
		RESULT_PASS, CERTAINTY_HINT, "issue-restated" },
	{ "number-with-a-slip", REFUND, "", "Dear Ruth,\n\nYour order 7741920 was refunded today.",
		RESULT_FAIL, CERTAINTY_SURE, "number-contradicted" },
	{ "another-order-of-the-same-kind", "My order AB-4711 has not come.", "",
		"Dear Ruth,\n\nYour order AB-9034 left us today.", RESULT_FAIL, CERTAINTY_LIKELY,
		"number-contradicted" },
	{ "a-slip-in-an-order", "My order AB-4711 has not come.", "",
		"Dear Ruth,\n\nYour order AB-4717 left us today.", RESULT_FAIL, CERTAINTY_SURE,
		"number-contradicted" },
	{ "another-date", "I ordered the lamp on 3 March and it is not here.", "",
		"Dear Ruth,\n\nYou ordered the lamp on 14 April, so it is under way.", RESULT_FAIL,
		CERTAINTY_LIKELY, "date-contradicted" },
	{ "another-date-regretted", "Your van was to bring the sofa on 9 October.", "",
		"Dear Ruth,\n\nI'm sorry that the sofa did not come on 19 October.", RESULT_FAIL,
		CERTAINTY_SURE, "date-contradicted" },
	{ "another-amount", "I paid 64.90 euros for the lamp.", "",
		"Dear Ruth,\n\nYou paid 81.50 euros for the lamp, as I see.", RESULT_FAIL,
		CERTAINTY_LIKELY, "amount-contradicted" },
	{ "a-slip-in-an-amount", "I paid 64.90 euros for the lamp.", "",
		"Dear Ruth,\n\nYou paid 46.90 euros for the lamp, as I see.", RESULT_FAIL,
		CERTAINTY_SURE, "amount-contradicted" },
	{ "an-amount-with-figures-swapped", "My pension of 431.20 pounds has not come.", "",
		"Dear Ruth,\n\nI've sent the 413.20 pounds again.", RESULT_FAIL, CERTAINTY_SURE,
		"amount-contradicted" },
	{ "swapped-across-the-point", "My pension of 431.20 pounds has not come.", "",
		"Dear Ruth,\n\nI've sent the 432.10 pounds again.", RESULT_FAIL, CERTAINTY_SURE,
		"amount-contradicted" },
};

/* What is not as the customer wrote, and not wrong either. */
static const struct {
	const char *customer, *reply;
} agreeing[] = {
	{ "My order AB-4711 has not come.", "Your new order number is AB-9034." },
	{ "My order AB-4711 has not come.",
		"Your order AB-4711 was split; your order AB-9034 is the "
		"other half." },
	{ "My order AB-4711 has not come.", "Our ticket number for this is AB-9034." },
	{ "My order AB-4711 has not come.", "Your invoice AB-9034 is attached." },
	{ "My order AB-4711 has not come.", "Your order 77120394 left us today." },
	{ "Neither order AB-4711 nor order AB-4712 has come.", "Your order AB-9034 left us." },
	{ "My customer number is 447110.", "Your order 903421 left us today." },
	{ "I ordered the lamp on 3 March.", "You will receive the lamp on 14 April." },
	{ "I ordered the lamp on 3 March.", "Your next visit on 14 April is booked." },
	{ "I ordered the lamp on 3 March.", "You ordered the lamp on March 3rd." },
	{ "I ordered the lamp on 3 March.", "You ordered the lamp on 03/03." },
	{ "I moved in on 3 March and ordered the lamp on 5 March.",
		"You ordered the lamp on 14 April." },
	{ "I moved in on 3 March.", "You ordered the lamp on 14 April." },
	{ "I paid 64.90 euros for the lamp.", "You paid 64.90 euros for the lamp." },
	{ "I paid 64.90 euros for the lamp.", "You paid 129.80 euros for both lamps together." },
	{ "I paid 60 euros for two lamps.", "You paid 30 euros for the lamp." },
	{ "I paid 64.90 euros for the lamp and 10 euros for the post.",
		"You paid 74.90 euros for the lamp." },
	{ "I paid 64.90 euros for the lamp.", "We refund 32 euros, half of what you paid." },
	{ "I paid 64.90 euros for the lamp.", "You paid between 50 and 60 euros for the lamp." },
	{ "I paid 64.90 euros for the lamp.", "You paid 12.50 euros for the bulbs." },
	{ "You took 431.20 pounds in May and 413.20 in June.", "The 413.20 pounds are right." },
	{ "My pension of 431.20 pounds has not come.",
		"431.20 pounds less the tax are 413.20 pounds." },
	{ "My pension of 431.20 pounds has not come.", "I've sent the 421.20 pounds again." },
	{ "The bill of 64 pounds is wrong.", "The bill is 46 pounds." },
	{ "I was charged 72.27 pounds, but 45 pounds are right.", "You get 27.27 pounds back." },
};

static void
what_only_differs_is_no_contradiction(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(agreeing); i++) {
		g_autoptr(Customer) customer =
			given_customer(rulebook, agreeing[i].customer, "", "Ruth Calder");
		g_autofree char *text = g_strconcat("Dear Ruth,\n\n", agreeing[i].reply, NULL);
		g_autoptr(Reply) reply = reply_read(rulebook, "en", text, customer);
		g_autoptr(GPtrArray) findings = checked(customer, reply, NULL);
		for (guint n = 0; n < findings->len; n++) {
			const Finding *finding = findings->pdata[n];
			if (g_str_has_suffix(finding->rule, "-contradicted"))
				g_test_message("%s: %s", agreeing[i].reply, finding->evidence);
			g_assert_false(g_str_has_suffix(finding->rule, "-contradicted"));
		}
	}
}

int
main(int argc, char **argv)
{
	checked_start(&argc, &argv);
	checked_add(CHECK_ISSUE, cases, G_N_ELEMENTS(cases));
	g_test_add_func("/check-issue/what-only-differs-is-no-contradiction",
		what_only_differs_is_no_contradiction);
	return checked_run();
}
