/* check-tone.c - Is it free of blame, dismissal and belittling? SPDX-License-Identifier: MIT */
#include "checks.h"

#include "manner.h"
#include "uptake.h"

enum { MOST = 3 }; /* findings: more of them are no more useful to anybody */

/* why: what comes before the rule's own words, or "". */
static void
add(const Case *given, const char *why, const Rule *rule, size_t sentence, Findings *findings)
{
	const Reply *reply = given->reply;
	g_autofree char *words = prose_quote(reply->prose, reply->sentences[sentence].span);
	g_autofree char *advice = g_strdup_printf("%s%s %s", why, rule->says, rule->advice);

	findings_add(
		findings, CHECK_TONE, RESULT_FAIL, CERTAINTY_LIKELY, rule->name, words, advice);
}

/* Delight at somebody's trouble: they were not heard at all. */
static bool
add_wrong_feeling(const Case *given, Findings *findings)
{
	const Reply *reply = given->reply;
	size_t at = uptake_mismatch(given->customer, reply);

	if (customer_upset(given->customer) < INTENSITY_CLEAR || at == reply->prose->n_sentences)
		return false;
	const Hit *hit = reply_hit(reply, at, MEANS_WRONG_FEELING);
	if (hit == NULL || hit->rule->fits != 0)
		return false;
	add(given, "", hit->rule, at, findings);
	return true;
}

static bool
is_dismissed(const Customer *customer)
{
	for (guint i = 0; i < customer->feelings->len; i++) {
		const Feeling *feeling = customer->feelings->pdata[i];
		if (feeling_is_negative(feeling->kind) && feeling->acknowledged == GRADE_DISMISSIVE)
			return true;
	}
	return false;
}

/* No sentence says it outright, but all of them together do; not where the feeling counts as taken
 * up all the same, or where one sentence speaks of another feeling. */
static bool
add_cold(const Case *given, Findings *findings)
{
	const Customer *customer = given->customer;
	const Reply *reply = given->reply;

	if (!is_dismissed(customer) || uptake_mismatch(customer, reply) < reply->prose->n_sentences)
		return false;
	Manner manner = manner_of(customer, reply);
	if (!manner.is_certain)
		return false;
	add(given, "No one sentence does it, but all of it together turns away, this one most. ",
		manner.rule, manner.sentence, findings);
	return true;
}

/* Sentences that say it; how many. */
static guint
add_harsh(const Case *given, Findings *findings)
{
	const Reply *reply = given->reply;
	guint n = 0;
	size_t last = reply->prose->n_sentences;

	for (guint i = 0; i < reply->hits->hits->len && n < MOST; i++) {
		const Hit *hit = &g_array_index(reply->hits->hits, Hit, i);
		if (hit->rule->means != MEANS_DISMISSAL || hit->sentence == last)
			continue;
		add(given, "", hit->rule, hit->sentence, findings);
		last = hit->sentence;
		n++;
	}
	return n;
}

static void
run(const Case *given, Findings *findings)
{
	if (add_harsh(given, findings) == 0 && !add_wrong_feeling(given, findings) &&
		!add_cold(given, findings))
		findings_add(findings, CHECK_TONE, RESULT_PASS, CERTAINTY_HINT, NULL, NULL, NULL);
}

const Check check_tone = {
	.name = "tone",
	.summary = "Is it free of blame, dismissal and belittling?",
	.run = run,
};
