/* reply.h - the reply's half of the judgement: each sentence with its roles and with what it takes
 * up of this customer's case.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_REPLY_H
#define EMPATHY_REPLY_H

#include <glib.h>
#include <stdbool.h>

#include "customer.h"
#include "person.h"
#include "prose.h"
#include "rulebook.h"

typedef struct ReplySentence {
	Span span;
	int paragraph;
	guint roles;        /* bits of Means */
	GPtrArray *anchors; /* of Anchor: the customer's, found here */
	double weight;      /* sum of their weights */
	bool is_echo;       /* mostly the customer's own words handed back */
} ReplySentence;

typedef struct Reply {
	Prose *prose;
	Hits *hits;
	ReplySentence *sentences; /* prose->n_sentences of them, without the greeting's words */
	char *greeted;            /* name greeted, or NULL */
	Span greeting;            /* start == end when there is none */
} Reply;

/* text: the agent's new words. The customer is borrowed for the call only. */
Reply *reply_read(
	const Rulebook *rulebook, const char *language, const char *text, const Customer *customer);
void reply_free(Reply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reply, reply_free)

/* The first hit of a role in a sentence, or NULL. */
const Hit *reply_hit(const Reply *reply, size_t sentence, Means means);

#endif
