/* check-placeholder.c - Is every hole of the template filled? SPDX-License-Identifier: MIT */
#include "checks.h"

#include <string.h>

/* A customer who wrote "{{name}}" themselves is answered in their words. */
static bool
is_theirs(const Customer *customer, const char *words)
{
	if (customer->prose != NULL)
		return strstr(customer->prose->text, words) != NULL;
	for (guint i = 0; i < customer->holes->len; i++)
		if (strstr(customer->holes->pdata[i], words) != NULL)
			return true;
	return false;
}

/* The mail is about templates: holes stand in the customer's own text. */
static bool
is_about_holes(const Case *given)
{
	const Customer *customer = given->customer;
	if (customer->holes != NULL)
		return customer->holes->len > 0;
	g_autoptr(GPtrArray) holes =
		customer_find_holes(given->rulebook, given->language, customer);

	return holes->len > 0;
}

/* Code shown between back-quotes is meant to look like that. */
static bool
is_code(const Prose *prose, Span span)
{
	guint n = 0;

	for (size_t i = 0; i < span.start; i++)
		n += prose->text[i] == '`';
	return n % 2 == 1;
}

/* "Dear {{name}},": a hole whatever the mail is about */
static bool
is_in_greeting(const Case *given, const Prose *prose, Span span)
{
	return prose == given->reply->prose && given->reply->greeting.end > 0 &&
	       span.start <= given->reply->greeting.end + 1;
}

static bool
report(const Case *given, const Prose *prose, const Hits *hits, Findings *findings)
{
	bool found = false;
	size_t reported = 0;

	for (guint i = 0; i < hits->hits->len; i++) {
		const Hit *hit = &g_array_index(hits->hits, Hit, i);
		/* "{{name}}" holds a "{name}": one hole. */
		if (hit->rule->means != MEANS_PLACEHOLDER || hit->span.start < reported ||
			is_code(prose, hit->span))
			continue;
		g_autofree char *words = prose_quote(prose, hit->span);
		if (is_theirs(given->customer, words) ||
			(!is_in_greeting(given, prose, hit->span) && is_about_holes(given)))
			continue;
		g_autofree char *advice =
			g_strdup_printf("%s %s", hit->rule->says, hit->rule->advice);
		findings_add(findings, CHECK_PLACEHOLDER, RESULT_FAIL, CERTAINTY_SURE,
			hit->rule->name, words, advice);
		found = true;
		reported = hit->span.end;
	}
	return found;
}

/* "[Your Name]" below the text is a hole as well. */
static bool
report_signature(const Case *given, Findings *findings)
{
	if (given->conversation == NULL || *given->conversation->signature == '\0')
		return false;
	g_autoptr(Prose) prose = prose_new(given->conversation->signature);
	Hits *hits = rulebook_read_only(
		given->rulebook, given->language, SIDE_REPLY, prose, MEANS_PLACEHOLDER);
	bool found = report(given, prose, hits, findings);

	hits_free(hits);
	return found;
}

static void
run(const Case *given, Findings *findings)
{
	bool found = report(given, given->reply->prose, given->reply->hits, findings);

	found |= report_signature(given, findings);
	if (!found)
		findings_add(
			findings, CHECK_PLACEHOLDER, RESULT_PASS, CERTAINTY_HINT, NULL, NULL, NULL);
}

const Check check_placeholder = {
	.name = "placeholder",
	.summary = "Is every hole of the template filled?",
	.run = run,
};
