/* customer.c - the customer's half of the judgement. SPDX-License-Identifier: MIT */
#include "customer.h"

#include "person.h"

Customer *
customer_read(
	const Rulebook *rulebook, const char *language, const char *text, const char *display_name)
{
	Customer *customer = g_new0(Customer, 1);
	customer->prose = prose_new(text);
	customer->feelings = g_ptr_array_new();
	customer->anchors = anchors_extract(customer->prose, language, NULL);
	customer->names = person_names(rulebook_lexicon(rulebook), display_name, text);
	customer->name = g_strdup(display_name != NULL ? display_name : "");
	customer->no_answer = g_ptr_array_new_with_free_func(g_free);
	customer->observed = g_ptr_array_new_with_free_func(g_free);
	return customer;
}

void
customer_free(Customer *customer)
{
	if (customer == NULL)
		return;
	prose_free(customer->prose);
	g_ptr_array_unref(customer->feelings);
	anchors_free(customer->anchors);
	g_strfreev(customer->names);
	g_free(customer->name);
	g_ptr_array_unref(customer->no_answer);
	g_ptr_array_unref(customer->observed);
	g_free(customer);
}

int
customer_upset(const Customer *customer)
{
	(void)customer;
	return 0;
}

const Feeling *
customer_feels(const Customer *customer, FeelingKind kind)
{
	(void)customer, (void)kind;
	return NULL;
}
