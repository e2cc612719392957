/* test-check-tone.c - harsh words. SPDX-License-Identifier: MIT */
#include "checked.h"

static const CheckCase cases[] = {
	{ "blames", REFUND, "anger 2", "Dear Ruth,\n\nYou should have read the terms.", RESULT_FAIL,
		CERTAINTY_LIKELY, "tone-your-fault" },
	{ "fine", REFUND, "anger 2", FINE, RESULT_PASS, CERTAINTY_HINT, NULL },
};

int
main(int argc, char **argv)
{
	checked_start(&argc, &argv);
	checked_add(CHECK_TONE, cases, G_N_ELEMENTS(cases));
	return checked_run();
}
