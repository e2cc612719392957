/* test-verdict.c - what a failure leads to: policy, certainty, mode. SPDX-License-Identifier: MIT
 */
#include "verdict.h"

static const struct {
	const char *name;
	Disposition disposition;
	Result result;
	Certainty certainty;
	Verdict expected;
} cases[] = {
	{ "a-pass-asks-for-nothing", DISPOSITION_HOLD, RESULT_PASS, CERTAINTY_SURE, VERDICT_PASS },
	{ "not-applicable-asks-for-nothing", DISPOSITION_HOLD, RESULT_NA, CERTAINTY_SURE,
		VERDICT_PASS },
	{ "a-sure-failure-does-what-the-policy-says", DISPOSITION_HOLD, RESULT_FAIL, CERTAINTY_SURE,
		VERDICT_HOLD },
	{ "a-likely-failure-annotates-at-most", DISPOSITION_HOLD, RESULT_FAIL, CERTAINTY_LIKELY,
		VERDICT_ANNOTATE },
	{ "a-hint-is-never-more-than-a-note", DISPOSITION_REJECT, RESULT_FAIL, CERTAINTY_HINT,
		VERDICT_PASS },
	{ "a-note-does-nothing", DISPOSITION_NOTE, RESULT_FAIL, CERTAINTY_SURE, VERDICT_PASS },
	{ "off-does-nothing", DISPOSITION_OFF, RESULT_FAIL, CERTAINTY_SURE, VERDICT_PASS },
	{ "reject-rejects", DISPOSITION_REJECT, RESULT_FAIL, CERTAINTY_SURE, VERDICT_REJECT },
};

static void
reaches(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(GPtrArray) findings = findings_new();
	Disposition dispositions[N_CHECKS] = { 0 };

	dispositions[CHECK_TONE] = cases[i].disposition;
	findings_add(findings, CHECK_TONE, cases[i].result, cases[i].certainty, "r", "e", "a");
	g_assert_cmpint(verdict_reach(dispositions, findings), ==, cases[i].expected);
}

static void
the_strongest_wins(void)
{
	g_autoptr(GPtrArray) findings = findings_new();
	Disposition dispositions[N_CHECKS] = {
		[CHECK_TONE] = DISPOSITION_ANNOTATE,
		[CHECK_NAME] = DISPOSITION_HOLD,
		[CHECK_ISSUE] = DISPOSITION_NOTE,
	};

	findings_add(findings, CHECK_TONE, RESULT_FAIL, CERTAINTY_SURE, "", "", "mind the tone");
	findings_add(findings, CHECK_NAME, RESULT_FAIL, CERTAINTY_SURE, "", "", "another name");
	findings_add(findings, CHECK_ISSUE, RESULT_FAIL, CERTAINTY_SURE, "", "", "no issue");
	g_assert_cmpint(verdict_reach(dispositions, findings), ==, VERDICT_HOLD);
	g_autofree char *reason = verdict_reason(VERDICT_HOLD, dispositions, findings);
	g_assert_cmpstr(reason, ==, "name: another name");
}

static void
a_mode_caps_what_happens(void)
{
	g_assert_cmpint(verdict_under_mode(VERDICT_REJECT, MODE_MONITOR), ==, VERDICT_PASS);
	g_assert_cmpint(verdict_under_mode(VERDICT_REJECT, MODE_ANNOTATE), ==, VERDICT_ANNOTATE);
	g_assert_cmpint(verdict_under_mode(VERDICT_REJECT, MODE_HOLD), ==, VERDICT_HOLD);
	g_assert_cmpint(verdict_under_mode(VERDICT_REJECT, MODE_REJECT), ==, VERDICT_REJECT);
	g_assert_cmpint(verdict_under_mode(VERDICT_SKIP, MODE_REJECT), ==, VERDICT_SKIP);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/verdict/%s", cases[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), reaches);
	}
	g_test_add_func("/verdict/the-strongest-wins", the_strongest_wins);
	g_test_add_func("/verdict/a-mode-caps-what-happens", a_mode_caps_what_happens);
	return g_test_run();
}
