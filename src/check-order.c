/* check-order.c - Does the acknowledgement stand before the solution? SPDX-License-Identifier: MIT
 */
#include "checks.h"

#include "acknowledgement.h"

/* Words before the acknowledgement. From A_WORD_FIRST on, somebody who is upset is told the
 * business first; from PATIENCE on, they may not read as far: one good sentence may be long, and
 * what stops a danger comes first. */
enum { A_WORD_FIRST = 15, PATIENCE = 50 };

static bool
is_business(const Reply *reply, size_t sentence)
{
	return reply_plays(reply, sentence,
		ROLE(MEANS_SOLUTION) | ROLE(MEANS_POLICY) | ROLE(MEANS_REQUEST) |
			ROLE(MEANS_COMMITMENT));
}

/* Their case told back counts as taking it up, where it comes at once. */
static size_t
first_taking_up(const Case *given)
{
	const Reply *reply = given->reply;
	size_t first = acknowledgement_first(reply);

	for (size_t i = reply->first; i < first && i < reply->first + 2; i++)
		if (reply->sentences[i].weight >= 2.0 && !reply->sentences[i].is_echo &&
			!is_business(reply, i))
			return i;
	return first;
}

static bool
is_kept_waiting(const Case *given, size_t first)
{
	return customer_upset(given->customer) >= INTENSITY_STRONG &&
	       reply_words_before(given->reply, first) >= PATIENCE;
}

static void
run(const Case *given, Findings *findings)
{
	const Reply *reply = given->reply;
	size_t first = first_taking_up(given), business = reply->first;

	if (customer_upset(given->customer) < INTENSITY_CLEAR ||
		first >= reply->prose->n_sentences) {
		findings_add(findings, CHECK_ORDER, RESULT_NA, CERTAINTY_HINT, NULL, NULL, NULL);
		return;
	}
	while (business < reply->prose->n_sentences && !is_business(reply, business))
		business++;
	g_autofree char *words = prose_quote(reply->prose, reply->sentences[first].span);
	if (first <= business || reply_words_before(reply, first) < A_WORD_FIRST)
		findings_add(findings, CHECK_ORDER, RESULT_PASS, CERTAINTY_HINT, NULL, words, NULL);
	else
		findings_add(findings, CHECK_ORDER, RESULT_FAIL,
			is_kept_waiting(given, first) ? CERTAINTY_LIKELY : CERTAINTY_HINT,
			"acknowledged-late", words,
			"What they went through comes only after the business. Whoever is upset "
			"reads the rest once they know it was heard: move it up.");
}

const Check check_order = {
	.name = "order",
	.summary = "Does the acknowledgement stand before the solution?",
	.run = run,
};
