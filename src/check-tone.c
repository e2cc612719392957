/* check-tone.c - Is it free of blame, dismissal and belittling? SPDX-License-Identifier: MIT */
#include "checks.h"

#include "manner.h"
#include "uptake.h"

enum { MOST = 3 }; /* findings: more of them are no more useful to anybody */

/* Delight at somebody's trouble: they were not heard at all. */
static bool
has_wrong_feeling(const Case *given, Findings *findings)
{
	const Reply *reply = given->reply;
	size_t at = uptake_mismatch(given->customer, reply);

	if (customer_upset(given->customer) < 2 || at == reply->prose->n_sentences)
		return false;
	const Hit *hit = reply_hit(reply, at, MEANS_WRONG_FEELING);
	if (hit == NULL || hit->rule->fits != 0)
		return false;
	g_autofree char *words = prose_quote(reply->prose, reply->sentences[at].span);
	g_autofree char *advice = g_strdup_printf("%s %s", hit->rule->says, hit->rule->advice);
	findings_add(findings, CHECK_TONE, RESULT_FAIL, CERTAINTY_LIKELY, hit->rule->name, words,
		advice);
	return true;
}

static bool
is_met(const Customer *customer)
{
	for (guint i = 0; i < customer->feelings->len; i++) {
		const Feeling *feeling = customer->feelings->pdata[i];
		if (feeling->intensity >= 2 && feeling->acknowledged >= GRADE_GENERIC)
			return true;
	}
	return false;
}

/* No sentence says it outright, but all of them together do. */
static bool
is_cold(const Case *given, Findings *findings)
{
	const Reply *reply = given->reply;
	Manner cold = manner_of(given->customer, reply);

	if (!cold.is_certain || is_met(given->customer))
		return false;
	g_autofree char *words = prose_quote(reply->prose, reply->sentences[cold.sentence].span);
	g_autofree char *advice = g_strdup_printf("%s %s", cold.rule->says, cold.rule->advice);
	findings_add(findings, CHECK_TONE, RESULT_FAIL, CERTAINTY_LIKELY, cold.rule->name, words,
		advice);
	return true;
}

static void
run(const Case *given, Findings *findings)
{
	const Reply *reply = given->reply;
	guint n = 0;
	size_t last = reply->prose->n_sentences;

	for (guint i = 0; i < reply->hits->hits->len && n < MOST; i++) {
		const Hit *hit = &g_array_index(reply->hits->hits, Hit, i);
		if (hit->rule->means != MEANS_DISMISSAL || hit->sentence == last)
			continue;
		g_autofree char *words =
			prose_quote(reply->prose, reply->sentences[hit->sentence].span);
		g_autofree char *advice =
			g_strdup_printf("%s %s", hit->rule->says, hit->rule->advice);
		findings_add(findings, CHECK_TONE, RESULT_FAIL, CERTAINTY_LIKELY, hit->rule->name,
			words, advice);
		last = hit->sentence;
		n++;
	}
	if (n == 0 && !has_wrong_feeling(given, findings) && !is_cold(given, findings))
		findings_add(findings, CHECK_TONE, RESULT_PASS, CERTAINTY_HINT, NULL, NULL, NULL);
}

const Check check_tone = {
	.name = "tone",
	.summary = "Is it free of blame, dismissal and belittling?",
	.run = run,
};
