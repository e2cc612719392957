/* check-tone.c - Is it free of blame, dismissal and belittling? SPDX-License-Identifier: MIT */
#include "checks.h"

static void
run(const Case *given, Findings *findings)
{
	(void)given;
	findings_add(findings, CHECK_TONE, RESULT_NA, CERTAINTY_HINT, NULL, NULL, NULL);
}

const Check check_tone = {
	.name = "tone",
	.summary = "Is it free of blame, dismissal and belittling?",
	.run = run,
};
