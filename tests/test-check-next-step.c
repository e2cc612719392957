/* test-check-next-step.c - who does what next. SPDX-License-Identifier: MIT */
#include "checked.h"

static const CheckCase cases[] = {
	{ "clear", REFUND, "anger 2", "Dear Ruth,\n\nI will ring you on Thursday.", RESULT_PASS,
		CERTAINTY_HINT, NULL },
	{ "open", REFUND, "anger 2", "Dear Ruth,\n\nHow odd.", RESULT_FAIL, CERTAINTY_HINT,
		"next-step-absent" },
};

int
main(int argc, char **argv)
{
	checked_start(&argc, &argv);
	checked_add(CHECK_NEXT_STEP, cases, G_N_ELEMENTS(cases));
	return checked_run();
}
