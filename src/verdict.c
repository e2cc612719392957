/* verdict.c - findings and policy in, verdict out. SPDX-License-Identifier: MIT */
#include "verdict.h"

#include "checks.h"

static const Verdict asks_for[] = {
	[DISPOSITION_OFF] = VERDICT_PASS,
	[DISPOSITION_NOTE] = VERDICT_PASS,
	[DISPOSITION_ANNOTATE] = VERDICT_ANNOTATE,
	[DISPOSITION_HOLD] = VERDICT_HOLD,
	[DISPOSITION_REJECT] = VERDICT_REJECT,
};

/* The most a failure may lead to, by how sure we are of it. */
static const Verdict most[] = {
	[CERTAINTY_HINT] = VERDICT_PASS,
	[CERTAINTY_LIKELY] = VERDICT_ANNOTATE,
	[CERTAINTY_SURE] = VERDICT_REJECT,
};

Verdict
verdict_of_finding(const Disposition dispositions[N_CHECKS], const Finding *finding)
{
	if (finding->result != RESULT_FAIL)
		return VERDICT_PASS;
	return MIN(asks_for[dispositions[finding->check]], most[finding->certainty]);
}

Verdict
verdict_reach(const Disposition dispositions[N_CHECKS], const Findings *findings)
{
	Verdict verdict = VERDICT_PASS;

	for (guint i = 0; i < findings->len; i++)
		verdict = MAX(verdict, verdict_of_finding(dispositions, findings->pdata[i]));
	return verdict;
}

Verdict
verdict_under_mode(Verdict wanted, Mode mode)
{
	static const Verdict most_in_mode[] = {
		[MODE_MONITOR] = VERDICT_PASS,
		[MODE_ANNOTATE] = VERDICT_ANNOTATE,
		[MODE_HOLD] = VERDICT_HOLD,
		[MODE_REJECT] = VERDICT_REJECT,
	};

	return MIN(wanted, most_in_mode[mode]);
}

char *
verdict_reason(Verdict verdict, const Disposition dispositions[N_CHECKS], const Findings *findings)
{
	if (verdict <= VERDICT_PASS)
		return g_strdup("");
	for (guint i = 0; i < findings->len; i++) {
		const Finding *finding = findings->pdata[i];
		if (verdict_of_finding(dispositions, finding) == verdict)
			return g_strdup_printf(
				"%s: %s", checks[finding->check]->name, finding->advice);
	}
	return g_strdup("");
}

const char *
verdict_name(Verdict verdict)
{
	static const char *const names[] = { "skip", "pass", "annotate", "hold", "reject" };

	return names[verdict];
}
