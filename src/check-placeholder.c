/* check-placeholder.c - Is every hole of the template filled? SPDX-License-Identifier: MIT */
#include "checks.h"

static void
run(const Case *given, Findings *findings)
{
	(void)given;
	findings_add(findings, CHECK_PLACEHOLDER, RESULT_NA, CERTAINTY_HINT, NULL, NULL, NULL);
}

const Check check_placeholder = {
	.name = "placeholder",
	.summary = "Is every hole of the template filled?",
	.run = run,
};
