/* check-script.c - Is the opening written for this customer, not pasted? SPDX-License-Identifier:
 * MIT */
#include "checks.h"

enum {
	ZONE = 4,       /* sentences after the greeting */
	SENT_OFTEN = 3, /* times, to others, until a sentence counts as pasted */
};

/* One personal seam is enough: what follows may be a standard text. */
static const double SEAM = 1.0;

static bool
is_opening(const Reply *reply, size_t i)
{
	return i < reply->prose->n_sentences && i < reply->first + ZONE &&
	       !reply_plays(
		       reply, i, ROLE(MEANS_SOLUTION) | ROLE(MEANS_POLICY) | ROLE(MEANS_REQUEST));
}

static bool
was_sent_often(const ScriptMemory *memory, guint64 print)
{
	return memory != NULL && memory->times_sent(print, memory->data) >= SENT_OFTEN;
}

static void
run(const Case *given, Findings *findings)
{
	const Reply *reply = given->reply;
	const Lexicon *lexicon = rulebook_lexicon(given->rulebook);
	const char *rule = NULL;
	size_t pasted = 0;
	double weight = 0;

	for (size_t i = reply->first; is_opening(reply, i); i++) {
		guint64 print = script_fingerprint(lexicon, reply->prose, reply->sentences[i].span);
		weight += reply->sentences[i].weight;
		if (rule != NULL || print == 0)
			continue;
		if (scripts_find(rulebook_scripts(given->rulebook), print) != NULL)
			rule = "script-macro";
		else if (was_sent_often(given->memory, print))
			rule = "script-repeated";
		pasted = i;
	}
	if (customer_upset(given->customer) < 2) {
		findings_add(findings, CHECK_SCRIPT, RESULT_NA, CERTAINTY_HINT, NULL, NULL, NULL);
	} else if (rule == NULL || weight >= SEAM) {
		findings_add(findings, CHECK_SCRIPT, RESULT_PASS, CERTAINTY_HINT, NULL, NULL, NULL);
	} else {
		g_autofree char *words = prose_quote(reply->prose, reply->sentences[pasted].span);
		findings_add(findings, CHECK_SCRIPT, RESULT_FAIL, CERTAINTY_LIKELY, rule, words,
			"The opening is a standard text, and they can tell. One sentence about "
			"their own case shows that somebody read it.");
	}
}

const Check check_script = {
	.name = "script",
	.summary = "Is the opening written for this customer, not pasted?",
	.run = run,
};
