/* check-next-step.c - Is it clear who does what next? SPDX-License-Identifier: MIT */
#include "checks.h"

static void
run(const Case *given, Findings *findings)
{
	(void)given;
	findings_add(findings, CHECK_NEXT_STEP, RESULT_NA, CERTAINTY_HINT, NULL, NULL, NULL);
}

const Check check_next_step = {
	.name = "next-step",
	.summary = "Is it clear who does what next?",
	.run = run,
};
