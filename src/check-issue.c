/* check-issue.c - Is the issue restated so that it shows it was understood?
 * SPDX-License-Identifier: MIT */
#include "checks.h"

static void
run(const Case *given, Findings *findings)
{
	(void)given;
	findings_add(findings, CHECK_ISSUE, RESULT_NA, CERTAINTY_HINT, NULL, NULL, NULL);
}

const Check check_issue = {
	.name = "issue",
	.summary = "Is the issue restated so that it shows it was understood?",
	.run = run,
};
