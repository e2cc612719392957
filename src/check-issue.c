/* check-issue.c - Is the issue restated so that it shows it was understood?
 * SPDX-License-Identifier: MIT */
#include "checks.h"
#include "contradiction.h"
#include "uptake.h"

/* A key word, or two that are half worth; in a short chat one of those is enough. */
static const double NEEDED_IN_MAIL = 1.0, NEEDED_IN_CHAT = 0.5;

/* In a short chat "flight" and "account" are part of many a stock phrase: there they tell nothing.
 */
static bool
is_said_anyway(const Reply *reply, size_t i, const Anchor *anchor)
{
	return anchor->weight < NEEDED_IN_MAIL &&
	       (reply_plays(reply, i, ROLE(MEANS_CLOSING)) ||
		       reply_is_formula(reply, i, anchor->span.start));
}

/* Words taken up, each counted once, joined for evidence. */
static double
taken_up(const Reply *reply, bool is_mail, GString *words)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	double weight = 0;

	for (size_t i = reply->first; i < reply->prose->n_sentences; i++) {
		const GPtrArray *anchors = reply->sentences[i].anchors;
		for (guint n = 0; anchors != NULL && n < anchors->len; n++) {
			const Anchor *anchor = anchors->pdata[n];
			if ((!is_mail && is_said_anyway(reply, i, anchor)) ||
				!g_hash_table_add(seen, anchor->key))
				continue;
			weight += anchor->weight;
			if (words->len == 0) {
				g_autofree char *quote = prose_quote(reply->prose, anchor->span);
				g_string_append(words, quote);
			}
		}
	}
	return weight;
}

/* What meets a feeling in the customer's own case has named the case. */
static bool
met_in_case(const Reply *reply, GString *words)
{
	for (guint i = 0; i < reply->uptakes->len; i++) {
		const Uptake *uptake = &g_array_index(reply->uptakes, Uptake, i);
		if (uptake->grade != GRADE_SPECIFIC)
			continue;
		g_autofree char *quote =
			prose_quote(reply->prose, reply->sentences[uptake->sentence].span);
		g_string_assign(words, quote);
		return true;
	}
	return false;
}

static const struct {
	AnchorKind kind;
	const char *rule, *advice;
} contradictions[] = {
	{ ANCHOR_ID, "number-contradicted",
		"This is not the number the customer gave. Compare it." },
	{ ANCHOR_DATE, "date-contradicted",
		"The customer gave another date for this. Compare it." },
	{ ANCHOR_AMOUNT, "amount-contradicted",
		"The customer gave another amount for this. Compare it." },
};

static void
judge_numbers(const Case *given, Findings *findings)
{
	Contradiction found;

	if (!contradiction_find(given, &found))
		return;
	g_autofree char *words = prose_quote(given->reply->prose, found.span);
	for (guint i = 0; i < G_N_ELEMENTS(contradictions); i++) {
		if (contradictions[i].kind == found.kind)
			findings_add(findings, CHECK_ISSUE, RESULT_FAIL,
				found.is_slip ? CERTAINTY_SURE : CERTAINTY_LIKELY,
				contradictions[i].rule, words, contradictions[i].advice);
	}
}

static void
run(const Case *given, Findings *findings)
{
	g_autoptr(GString) words = g_string_new(NULL);
	double needed = given->is_mail ? NEEDED_IN_MAIL : NEEDED_IN_CHAT;

	if (anchors_all(given->customer->anchors)->len == 0)
		findings_add(findings, CHECK_ISSUE, RESULT_NA, CERTAINTY_HINT, NULL, NULL, NULL);
	else if (taken_up(given->reply, given->is_mail, words) >= needed ||
		 met_in_case(given->reply, words))
		findings_add(findings, CHECK_ISSUE, RESULT_PASS, CERTAINTY_HINT, "issue-restated",
			words->str, NULL);
	else
		findings_add(findings, CHECK_ISSUE, RESULT_FAIL, CERTAINTY_HINT, "issue-not-named",
			NULL,
			"Nothing of what they wrote about is named. Say in a few words of your own "
			"what it is about, so that they see it was read.");
	judge_numbers(given, findings);
}

const Check check_issue = {
	.name = "issue",
	.summary = "Is the issue restated so that it shows it was understood?",
	.run = run,
};
