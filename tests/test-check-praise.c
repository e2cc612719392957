/* test-check-praise.c - what earns it. SPDX-License-Identifier: MIT */
#include "checked.h"

static const CheckCase cases[] = {
	{ "praise-for-a-strong-feeling-met-first", REFUND, "anger 3", FINE, RESULT_PASS,
		CERTAINTY_HINT, "specific-and-first" },
	{ "no-praise-where-little-was-asked", REFUND, "anger 2", FINE, RESULT_NA, CERTAINTY_HINT,
		NULL },
	{ "no-praise-for-what-is-general", REFUND, "anger 3",
		"Dear Ruth,\n\nI can see why you are fed up with us.", RESULT_NA, CERTAINTY_HINT,
		NULL },
	{ "no-praise-for-the-case-retold", REFUND, "anger 3",
		"Dear Ruth,\n\nThe third mail about the refund of 84.90 for the blue jacket of 2 "
		"March lies here.",
		RESULT_NA, CERTAINTY_HINT, NULL },
	{ "no-praise-for-the-late", REFUND, "anger 3",
		LATE " Three mails about one refund is too many.", RESULT_NA, CERTAINTY_HINT,
		NULL },
	{ "no-praise-after-the-business", REFUND, "anger 3",
		"Dear Ruth,\n\nPlease send the receipt to our returns desk, and we refund it within "
		"seven days. Three mails about one refund is too many, and I am sorry that nobody "
		"answered.",
		RESULT_NA, CERTAINTY_HINT, NULL },
	{ "no-praise-beside-a-wrong-name", REFUND, "anger 3",
		"Dear Mandy,\n\nThree mails about one refund is too many, and I am sorry that nobody "
		"answered.",
		RESULT_NA, CERTAINTY_HINT, NULL },
};

int
main(int argc, char **argv)
{
	checked_start(&argc, &argv);
	checked_add(CHECK_PRAISE, cases, G_N_ELEMENTS(cases));
	return checked_run();
}
