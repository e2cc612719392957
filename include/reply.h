/* reply.h - the reply's half of the judgement: each sentence with its roles and with what it takes
 * up of this customer's case.
 *
 * The greeting is a sentence of its own here, so that a rule's '^' finds what follows it.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_REPLY_H
#define EMPATHY_REPLY_H

#include <glib.h>
#include <stdbool.h>

#include "customer.h"
#include "opening.h"
#include "person.h"
#include "prose.h"
#include "rulebook.h"

typedef struct ReplySentence {
	Span span;
	int paragraph;
	guint roles;        /* bits of Means */
	guint hits_from;    /* its hits in Reply.hits, by position ... */
	guint hits_to;      /* ... up to this one */
	GPtrArray *anchors; /* of Anchor: the customer's, found here */
	double weight;      /* sum of their weights, without numbers of orders and the like */
	bool is_echo;       /* mostly the customer's own words handed back */
	bool is_mere_echo;  /* ... and next to nothing else */
	GArray *telling;    /* of size_t: where words begin that say something; NULL unless the
			       sentence regrets */
} ReplySentence;

typedef struct Reply {
	Prose *prose;
	Hits *hits;
	ReplySentence *sentences; /* prose->n_sentences of them */
	size_t first;             /* the first sentence after the greeting */
	char *greeted;            /* name greeted, or NULL */
	bool is_addressed;        /* somebody is called by a name, in the greeting or in passing */
	Span greeting;            /* start == end when there is none */
	GArray *opening;          /* of OpeningSentence */
	GArray *uptakes;          /* of Uptake: what takes up the customer's feelings */
	const Weights *weights;   /* answers.weights; the rulebook's. NULL: it has none */
} Reply;

/* text: the agent's new words. The customer is borrowed for the call only; of the feelings, what
 * they are and how strong is read, not how they were met. */
Reply *reply_read(
	const Rulebook *rulebook, const char *language, const char *text, const Customer *customer);
void reply_free(Reply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reply, reply_free)

/* The hits of a sentence, by number from 0; NULL past the last. */
const Hit *reply_hit_at(const Reply *reply, size_t sentence, guint n);
/* The first hit of a role in a sentence, or NULL. */
const Hit *reply_hit(const Reply *reply, size_t sentence, Means means);
/* Has a sentence any of these roles (bits)? */
bool reply_plays(const Reply *reply, size_t sentence, guint roles);
/* How much of this customer's case stands within a span of a sentence; the number of an order is
 * none of it. */
double reply_weight_within(const Reply *reply, size_t sentence, Span span);
/* Does the byte at stand in a stock phrase of the sentence? */
bool reply_is_formula(const Reply *reply, size_t sentence, size_t at);
/* How many words stand before a sentence, the greeting not counted. */
guint reply_words_before(const Reply *reply, size_t sentence);

#define ROLE(means) (1u << (means))

#endif
