/* check-order.c - Does the acknowledgement stand before the solution? SPDX-License-Identifier: MIT
 */
#include "checks.h"

static void
run(const Case *given, Findings *findings)
{
	(void)given;
	findings_add(findings, CHECK_ORDER, RESULT_NA, CERTAINTY_HINT, NULL, NULL, NULL);
}

const Check check_order = {
	.name = "order",
	.summary = "Does the acknowledgement stand before the solution?",
	.run = run,
};
