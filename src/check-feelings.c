/* check-feelings.c - Are the feelings the customer raised taken up, in this customer's own case?
 * SPDX-License-Identifier: MIT */
#include "checks.h"

static void
run(const Case *given, Findings *findings)
{
	(void)given;
	findings_add(findings, CHECK_FEELINGS, RESULT_NA, CERTAINTY_HINT, NULL, NULL, NULL);
}

const Check check_feelings = {
	.name = "feelings",
	.summary = "Are the feelings the customer raised taken up, in this customer's own case?",
	.run = run,
};
