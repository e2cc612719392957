/* check-next-step.c - Is it clear who does what next? SPDX-License-Identifier: MIT */
#include "checks.h"

/* A step that says so is the best evidence; something done or promised is one too. */
static const Hit *
step_of(const Reply *reply)
{
	static const Means kinds[] = { MEANS_NEXT_STEP, MEANS_COMMITMENT, MEANS_SOLUTION,
		MEANS_REQUEST };

	for (guint k = 0; k < G_N_ELEMENTS(kinds); k++)
		for (size_t i = reply->first; i < reply->prose->n_sentences; i++)
			if (reply_hit(reply, i, kinds[k]) != NULL)
				return reply_hit(reply, i, kinds[k]);
	return NULL;
}

static void
run(const Case *given, Findings *findings)
{
	const Reply *reply = given->reply;
	const Hit *hit = step_of(reply);

	if (hit != NULL) {
		g_autofree char *words =
			prose_quote(reply->prose, reply->sentences[hit->sentence].span);
		findings_add(findings, CHECK_NEXT_STEP, RESULT_PASS, CERTAINTY_HINT,
			hit->rule->name, words, NULL);
	} else if (customer_upset(given->customer) < INTENSITY_CLEAR) {
		findings_add(
			findings, CHECK_NEXT_STEP, RESULT_NA, CERTAINTY_HINT, NULL, NULL, NULL);
	} else {
		findings_add(findings, CHECK_NEXT_STEP, RESULT_FAIL, CERTAINTY_HINT,
			"next-step-absent", NULL,
			"It stays open what happens now. Say who does what, and by when.");
	}
}

const Check check_next_step = {
	.name = "next-step",
	.summary = "Is it clear who does what next?",
	.run = run,
};
