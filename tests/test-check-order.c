/* test-check-order.c - kind words before the business. SPDX-License-Identifier: MIT */
#include "checked.h"

static const CheckCase cases[] = {
	{ "late", REFUND, "anger 3", LATE, RESULT_FAIL, CERTAINTY_LIKELY, "acknowledged-late" },
	{ "late-to-the-less-upset", REFUND, "anger 2", LATE, RESULT_FAIL, CERTAINTY_HINT,
		"acknowledged-late" },
	{ "business-first", REFUND, "anger 3",
		"Dear Ruth,\n\nPlease send the receipt to our returns desk, and we refund it within "
		"seven days. I can see why you are fed up with us.",
		RESULT_FAIL, CERTAINTY_HINT, "acknowledged-late" },
	{ "early", REFUND, "anger 3", FINE, RESULT_PASS, CERTAINTY_HINT, NULL },
	{ "danger-stopped-first", REFUND, "worry 3",
		"Dear Ruth,\n\nYour card is blocked since 8:37. I can see why you were afraid.",
		RESULT_PASS, CERTAINTY_HINT, NULL },
	{ "of-nothing", REFUND, "anger 3", BARE, RESULT_NA, CERTAINTY_HINT, NULL },
};

int
main(int argc, char **argv)
{
	checked_start(&argc, &argv);
	checked_add(CHECK_ORDER, cases, G_N_ELEMENTS(cases));
	return checked_run();
}
