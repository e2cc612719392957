/* check-name.c - Is the customer called by the right name? SPDX-License-Identifier: MIT */
#include "checks.h"

static void
run(const Case *given, Findings *findings)
{
	(void)given;
	findings_add(findings, CHECK_NAME, RESULT_NA, CERTAINTY_HINT, NULL, NULL, NULL);
}

const Check check_name = {
	.name = "name",
	.summary = "Is the customer called by the right name?",
	.run = run,
};
