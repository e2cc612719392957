/* check-script.c - Is the opening written for this customer, not pasted? SPDX-License-Identifier:
 * MIT */
#include "checks.h"

/* The rule that tells a sentence from one written now, or NULL. */
static const char *
pasted_by(const Case *given, guint64 print)
{
	const ScriptMemory *memory = given->memory;

	if (print == 0)
		return NULL;
	if (scripts_find(rulebook_scripts(given->rulebook), print) != NULL)
		return "script-macro";
	if (memory == NULL)
		return NULL;
	ScriptTimes times = memory->times_sent(print, memory->data);
	if (memory->often > 0 && times.by_agent >= memory->often)
		return "script-repeated";
	if (memory->often_by_team > 0 && times.by_team >= memory->often_by_team)
		return "script-of-team";
	return NULL;
}

static void
run(const Case *given, Findings *findings)
{
	const Reply *reply = given->reply;
	const OpeningSentence *pasted = NULL;
	const char *rule = NULL;

	if (customer_upset(given->customer) < INTENSITY_CLEAR) {
		findings_add(findings, CHECK_SCRIPT, RESULT_NA, CERTAINTY_HINT, NULL, NULL, NULL);
		return;
	}
	for (guint i = 0; rule == NULL && !opening_is_personal(reply) && i < reply->opening->len;
		i++) {
		pasted = &g_array_index(reply->opening, OpeningSentence, i);
		rule = pasted_by(given, pasted->print);
	}
	if (rule == NULL) {
		findings_add(findings, CHECK_SCRIPT, RESULT_PASS, CERTAINTY_HINT, NULL, NULL, NULL);
		return;
	}
	Span span = reply->sentences[pasted->sentence].span;
	g_autofree char *words = prose_quote(reply->prose, span);
	findings_add(findings, CHECK_SCRIPT, RESULT_FAIL, CERTAINTY_LIKELY, rule, words,
		"The opening is a standard text, and they can tell. One sentence about "
		"their own case shows that somebody read it.");
}

const Check check_script = {
	.name = "script",
	.summary = "Is the opening written for this customer, not pasted?",
	.run = run,
};
