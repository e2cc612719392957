/* customer.c - the customer's half of the judgement. SPDX-License-Identifier: MIT */
#include "customer.h"

#include "feelings.h"
#include "person.h"

enum { MOST_HOLES = 20 };

static void
note_rule(GPtrArray *names, const Rule *rule)
{
	if (!g_ptr_array_find_with_equal_func(names, rule->name, g_str_equal, NULL))
		g_ptr_array_add(names, g_strdup(rule->name));
}

static void
read_feelings(Customer *customer, const Rulebook *rulebook, const char *language)
{
	g_autoptr(Hits) hits = rulebook_read(rulebook, language, SIDE_CUSTOMER, customer->prose, 0);
	g_autoptr(GPtrArray) own = feelings_own_hits(hits, customer->prose);

	customer->feelings = feelings_weigh(
		rulebook_weights(rulebook, language, SIDE_CUSTOMER), own, customer->prose);
	customer->events = feelings_events(own);
	for (guint i = 0; i < hits->observed->len; i++)
		note_rule(customer->observed, g_array_index(hits->observed, Hit, i).rule);
	for (guint i = 0; i < hits->no_answer->len; i++)
		note_rule(customer->no_answer, hits->no_answer->pdata[i]);
}

Customer *
customer_read(
	const Rulebook *rulebook, const char *language, const char *text, const char *display_name)
{
	Customer *customer = g_new0(Customer, 1);

	customer->prose = rulebook_prose(rulebook, language, text);
	customer->traces = traces_new(customer->prose);
	customer->names = person_names(rulebook_lexicon(rulebook), language, display_name, text);
	customer->name = g_strdup(display_name != NULL ? display_name : "");
	customer->no_answer = g_ptr_array_new_with_free_func(g_free);
	customer->observed = g_ptr_array_new_with_free_func(g_free);
	customer->anchors = anchors_extract(rulebook_anchor_words(rulebook), customer->prose,
		language, (const char *const *)customer->names);
	read_feelings(customer, rulebook, language);
	return customer;
}

GPtrArray *
customer_find_holes(const Rulebook *rulebook, const char *language, const Customer *customer)
{
	GPtrArray *holes = g_ptr_array_new_with_free_func(g_free);
	Hits *hits = rulebook_read_only(
		rulebook, language, SIDE_REPLY, customer->prose, MEANS_PLACEHOLDER);

	for (guint i = 0; i < hits->hits->len && holes->len < MOST_HOLES; i++) {
		const Hit *hit = &g_array_index(hits->hits, Hit, i);
		if (hit->rule->means == MEANS_PLACEHOLDER)
			g_ptr_array_add(holes, prose_quote(customer->prose, hit->span));
	}
	hits_free(hits);
	return holes;
}

void
customer_free(Customer *customer)
{
	if (customer == NULL)
		return;
	prose_free(customer->prose);
	g_ptr_array_unref(customer->feelings);
	anchors_free(customer->anchors);
	traces_free(customer->traces);
	g_clear_pointer(&customer->holes, g_ptr_array_unref);
	g_strfreev(customer->names);
	g_free(customer->name);
	g_ptr_array_unref(customer->no_answer);
	g_ptr_array_unref(customer->observed);
	g_free(customer);
}

int
customer_upset(const Customer *customer)
{
	int strongest = 0;

	for (guint i = 0; i < customer->feelings->len; i++) {
		const Feeling *feeling = customer->feelings->pdata[i];
		if (feeling_is_negative(feeling->kind))
			strongest = MAX(strongest, feeling->intensity);
	}
	return strongest;
}

const Feeling *
customer_feels(const Customer *customer, FeelingKind kind)
{
	for (guint i = 0; i < customer->feelings->len; i++) {
		const Feeling *feeling = customer->feelings->pdata[i];
		if (feeling->kind == kind)
			return feeling;
	}
	return NULL;
}
