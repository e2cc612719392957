/* customer.h - the customer's half of the judgement: what they let show, what it is about, who
 * they are. Needs nothing of the reply, so it can be made when their mail comes in and remembered.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_CUSTOMER_H
#define EMPATHY_CUSTOMER_H

#include <glib.h>

#include "anchors.h"
#include "feeling.h"
#include "prose.h"
#include "rulebook.h"
#include "traces.h"

/* Among Customer.events: something happened to them, and what was not kept. */
#define EVENT_UNTOLD (1u << 31)

typedef struct Customer {
	Prose *prose;        /* NULL when remembered (memo.h): the words are gone */
	GPtrArray *feelings; /* of Feeling, strongest first; at most 4 */
	guint events;        /* bits of EventKind */
	Anchors *anchors;
	Traces *traces;
	char **names;         /* known names of the customer, folded words; never NULL */
	char *name;           /* as shown to people; "" when unknown */
	GPtrArray *no_answer; /* of char *: rules that reached a limit */
	GPtrArray *observed;  /* of char *: rules in mode observe that matched */
	GPtrArray *holes; /* of char *: holes of templates in their words; NULL: not looked for */
} Customer;

/* text: the customer's newest message; display_name: from the attribution or the To field. */
Customer *customer_read(
	const Rulebook *rulebook, const char *language, const char *text, const char *display_name);
/* Looks for holes of templates in their own words; they are few, and only one check asks. */
GPtrArray *customer_find_holes(
	const Rulebook *rulebook, const char *language, const Customer *customer);
void customer_free(Customer *customer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Customer, customer_free)

/* The strongest negative intensity, 0 when calm. */
int customer_upset(const Customer *customer);
const Feeling *customer_feels(const Customer *customer, FeelingKind kind); /* or NULL */

#endif
