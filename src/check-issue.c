/* check-issue.c - Is the issue restated so that it shows it was understood?
 * SPDX-License-Identifier: MIT */
#include "checks.h"
#include "codes.h"

#include <string.h>

/* A key word, or two that are half worth; in a short chat one of those is enough. */
static const double NEEDED_IN_MAIL = 1.0, NEEDED_IN_CHAT = 0.5;

/* Words taken up, each counted once, joined for evidence. */
static double
taken_up(const Reply *reply, GString *words)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	double weight = 0;

	for (size_t i = reply->first; i < reply->prose->n_sentences; i++) {
		const GPtrArray *anchors = reply->sentences[i].anchors;
		for (guint n = 0; anchors != NULL && n < anchors->len; n++) {
			const Anchor *anchor = anchors->pdata[n];
			if (!g_hash_table_add(seen, anchor->key))
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

/* One digit changed or two swapped: the slip of a hand, not another order. */
static bool
is_slip(const char *one, const char *other)
{
	size_t length = strlen(one), n_different = 0, first = 0, last = 0;

	if (length != strlen(other) || length < 5)
		return false;
	for (size_t i = 0; i < length; i++) {
		if (one[i] == other[i])
			continue;
		if (!g_ascii_isalnum(one[i]) || !g_ascii_isalnum(other[i]))
			return false;
		first = n_different++ == 0 ? i : first;
		last = i;
	}
	if (n_different == 1)
		return true;
	return n_different == 2 && one[first] == other[last] && one[last] == other[first];
}

enum { MOST_CODES = 20 }; /* of the customer's that are compared */

static bool
has_code(const Prose *prose, const char *key)
{
	Code code;

	for (size_t at = 0; code_next(prose, &at, &code);)
		if (g_str_equal(code.text, key))
			return true;
	return false;
}

/* A number of the reply that is almost one of the customer's own, which the reply never gives
 * right. */
static bool
find_contradiction(const Prose *reply, const Customer *customer, Span *wrong_out)
{
	const GPtrArray *theirs = anchors_all(customer->anchors);
	Code code;

	for (guint i = 0, n = 0; i < theirs->len && n < MOST_CODES; i++) {
		const Anchor *their = theirs->pdata[i];
		if (their->kind != ANCHOR_ID)
			continue;
		n++;
		if (has_code(reply, their->key))
			continue;
		for (size_t at = 0; code_next(reply, &at, &code);) {
			if (is_slip(code.text, their->key) &&
				!traces_has_code(customer->traces, code.text)) {
				*wrong_out = code.span;
				return true;
			}
		}
	}
	return false;
}

static void
judge_numbers(const Case *given, Findings *findings)
{
	const Prose *prose = given->reply->prose;
	Span wrong;

	if (!find_contradiction(prose, given->customer, &wrong))
		return;
	g_autofree char *words = prose_quote(prose, wrong);
	findings_add(findings, CHECK_ISSUE, RESULT_FAIL, CERTAINTY_SURE, "number-contradicted",
		words, "This is almost the number the customer gave, but not quite. Compare it.");
}

static void
run(const Case *given, Findings *findings)
{
	g_autoptr(GString) words = g_string_new(NULL);
	double needed = given->is_mail ? NEEDED_IN_MAIL : NEEDED_IN_CHAT;

	if (anchors_all(given->customer->anchors)->len == 0)
		findings_add(findings, CHECK_ISSUE, RESULT_NA, CERTAINTY_HINT, NULL, NULL, NULL);
	else if (taken_up(given->reply, words) >= needed)
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
