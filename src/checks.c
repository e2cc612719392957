/* checks.c - the table of checks, and running them. SPDX-License-Identifier: MIT */
#include "checks.h"

const Check *const checks[N_CHECKS] = {
	[CHECK_FEELINGS] = &check_feelings,
	[CHECK_ORDER] = &check_order,
	[CHECK_ISSUE] = &check_issue,
	[CHECK_NAME] = &check_name,
	[CHECK_PLACEHOLDER] = &check_placeholder,
	[CHECK_TONE] = &check_tone,
	[CHECK_SCRIPT] = &check_script,
	[CHECK_NEXT_STEP] = &check_next_step,
	[CHECK_PRAISE] = &check_praise,
};

char *
checks_names(void)
{
	GString *all = g_string_new(checks[0]->name);

	for (int i = 1; i < N_CHECKS; i++)
		g_string_append_printf(all, ", %s", checks[i]->name);
	return g_string_free(all, FALSE);
}

bool
check_from_name(const char *name, CheckId *id_out)
{
	for (int i = 0; i < N_CHECKS; i++) {
		if (g_str_equal(name, checks[i]->name)) {
			*id_out = (CheckId)i;
			return true;
		}
	}
	return false;
}

Findings *
checks_run(const Case *given)
{
	Findings *findings = findings_new();

	for (int i = 0; i < N_CHECKS; i++) {
		if ((given->off & 1u << i) != 0)
			findings_add(findings, (CheckId)i, RESULT_NA, CERTAINTY_HINT, CHECK_IS_OFF,
				NULL, NULL);
		else
			checks[i]->run(given, findings);
	}
	return findings;
}
