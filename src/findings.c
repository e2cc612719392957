/* findings.c - the list of findings. SPDX-License-Identifier: MIT */
#include "findings.h"

static void
finding_free(gpointer data)
{
	Finding *finding = data;

	g_free(finding->rule);
	g_free(finding->evidence);
	g_free(finding->advice);
	g_free(finding);
}

Findings *
findings_new(void)
{
	return g_ptr_array_new_with_free_func(finding_free);
}

void
findings_add(Findings *findings, CheckId check, Result result, Certainty certainty,
	const char *rule, const char *evidence, const char *advice)
{
	Finding *finding = g_new0(Finding, 1);

	finding->check = check;
	finding->result = result;
	finding->certainty = certainty;
	finding->rule = g_strdup(rule != NULL ? rule : "");
	finding->evidence = g_strdup(evidence != NULL ? evidence : "");
	finding->advice = g_strdup(advice != NULL ? advice : "");
	g_ptr_array_add(findings, finding);
}

const char *
result_name(Result result)
{
	static const char *const names[] = { "pass", "fail", "n/a" };

	return names[result];
}

const char *
certainty_name(Certainty certainty)
{
	static const char *const names[] = { "hint", "likely", "sure" };

	return names[certainty];
}
