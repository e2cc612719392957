/* check-script.c - Is the opening written for this customer, not pasted? SPDX-License-Identifier:
 * MIT */
#include "checks.h"

static void
run(const Case *given, Findings *findings)
{
	(void)given;
	findings_add(findings, CHECK_SCRIPT, RESULT_NA, CERTAINTY_HINT, NULL, NULL, NULL);
}

const Check check_script = {
	.name = "script",
	.summary = "Is the opening written for this customer, not pasted?",
	.run = run,
};
