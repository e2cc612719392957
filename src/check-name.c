/* check-name.c - Is the customer called by the right name? SPDX-License-Identifier: MIT */
#include "checks.h"

#include <string.h>

/* "Ann, I'm sorry": a name in the first two sentences is as good as one in the greeting. */
static bool
is_named_early(const Case *given)
{
	const Reply *reply = given->reply;
	const Lexicon *lexicon = rulebook_lexicon(given->rulebook);
	const char *const *names = (const char *const *)given->customer->names;

	for (size_t i = reply->first; i < reply->first + 2 && i < reply->prose->n_sentences; i++)
		if (person_is_named(lexicon, reply->prose, reply->sentences[i].span, names))
			return true;
	return false;
}

/* A name that stands in the address they write from is no reason to accuse anybody, though it is
 * none to call them by it either. */
static bool
is_in_address(const Case *given, const char *greeted)
{
	const Lexicon *lexicon = rulebook_lexicon(given->rulebook);
	g_autoptr(Prose) prose = prose_new(greeted);
	if (given->conversation == NULL ||
		person_is_named(lexicon, prose, (Span){ 0, prose->length },
			(const char *const *)given->customer->names))
		return false;
	const char *address = given->customer_address;
	const char *at = strchr(address, '@');
	g_autofree char *box = lexicon_fold(lexicon, address, at != NULL ? at - address : -1);
	g_auto(GStrv) words = g_strsplit(greeted, " ", -1);

	for (guint i = 0; words[i] != NULL; i++) {
		g_autofree char *word = lexicon_fold(lexicon, words[i], -1);
		if (strlen(word) >= 3 && strstr(box, word) != NULL)
			return true;
	}
	return false;
}

/* Nor is one that stands where they signed, in a way nobody here can read. */
static bool
may_have_signed(const Case *given, const char *greeted)
{
	const Customer *customer = given->customer;

	return customer->prose != NULL &&
	       person_may_have_signed(rulebook_lexicon(given->rulebook), customer->name,
		       customer->prose->original, greeted, (const char *const *)customer->names);
}

static bool
told_other_title(const Case *given, const char *greeted)
{
	const Customer *customer = given->customer;

	return customer->prose != NULL &&
	       person_told_other_title(rulebook_lexicon(given->rulebook), customer->name,
		       customer->prose->original, greeted, (const char *const *)customer->names);
}

static void
add(Findings *findings, Result result, Certainty certainty, const char *rule, const char *evidence,
	const char *advice)
{
	findings_add(findings, CHECK_NAME, result, certainty, rule, evidence, advice);
}

/* The name greeted, as the agent wrote it: it was found in folded text. NULL: none was. */
static char *
greeted_words(const Reply *reply)
{
	const char *text = reply->prose->text;
	const char *at = reply->greeted != NULL ? strstr(text, reply->greeted) : NULL;
	if (at == NULL)
		return g_strdup(reply->greeted);

	size_t start = (size_t)(at - text);
	return prose_quote(reply->prose, (Span){ start, start + strlen(reply->greeted) });
}

static void
add_wrong(const Case *given, const char *words, Findings *findings)
{
	const Customer *customer = given->customer;
	g_autofree char *known = *customer->name != '\0' ? g_strdup(customer->name)
							 : g_strjoinv(" ", customer->names);
	g_autofree char *advice =
		*known != '\0'
			? g_strdup_printf("The customer is known as %s, not as this. A wrong name "
					  "is worse than none.",
				  known)
			: g_strdup("This is the agent's name, not the customer's. A wrong name is "
				   "worse than none.");

	add(findings, RESULT_FAIL, CERTAINTY_SURE, "name-wrong", words, advice);
}

/* "Dear [CUSTOMER NAME],": the hole is another check's finding. */
static bool
is_hole(const Reply *reply)
{
	for (guint i = 0; i < reply->hits->hits->len; i++) {
		const Hit *hit = &g_array_index(reply->hits->hits, Hit, i);
		if (hit->rule->means == MEANS_PLACEHOLDER &&
			hit->span.start <= reply->greeting.end + 1)
			return true;
	}
	return false;
}

static void
run(const Case *given, Findings *findings)
{
	const char *greeted = given->reply->greeted;
	g_autofree char *words = greeted_words(given->reply);
	const char *const *names = (const char *const *)given->customer->names;
	NameFit fit =
		person_fits(rulebook_lexicon(given->rulebook), greeted, names, given->agent_names);

	if (fit == NAME_ABSENT && is_named_early(given))
		fit = NAME_RIGHT;
	if (fit == NAME_WRONG && (is_in_address(given, greeted) || may_have_signed(given, greeted)))
		fit = NAME_UNKNOWN;
	if (fit == NAME_RIGHT && greeted != NULL && told_other_title(given, greeted))
		fit = NAME_WRONG;
	if (is_hole(given->reply))
		fit = NAME_UNKNOWN;
	switch (fit) {
	case NAME_RIGHT:
		add(findings, RESULT_PASS, CERTAINTY_HINT, "name-right", words, NULL);
		break;
	case NAME_WRONG:
		add_wrong(given, words, findings);
		break;
	case NAME_ABSENT:
		add(findings, given->is_mail ? RESULT_FAIL : RESULT_NA, CERTAINTY_HINT,
			"name-absent", NULL,
			"Their name is known; a greeting with it is written to somebody.");
		break;
	case NAME_UNKNOWN:
		add(findings, RESULT_NA, CERTAINTY_HINT, greeted != NULL ? "name-unknown" : "",
			words, NULL);
		break;
	}
}

const Check check_name = {
	.name = "name",
	.summary = "Is the customer called by the right name?",
	.run = run,
};
