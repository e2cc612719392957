/* manner.h - how somebody writes who takes a feeling up, and who does not, beside the words for it:
 * rules/<language>/answers.weights, see weights.h.
 *
 * Few who blame or belittle use a phrase that a rule could know. But they speak of what is usual
 * and of people in general, make little of it, argue, and give advice; who means well says "I", is
 * sorry, and does something today. And words that would be an acknowledgement elsewhere are none
 * between terms and a template. So all that rules find in an answer is added up, each once, in two
 * sums: is the feeling left unmet after all, and is the answer cold? Without a table neither is
 * said. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_MANNER_H
#define EMPATHY_MANNER_H

#include <glib.h>
#include <stdbool.h>

#include "reply.h"
#include "weights.h"

typedef enum MannerSum {
	MANNER_UNMET,
	MANNER_COLD,
	N_MANNER_SUMS,
} MannerSum;

typedef enum MannerTrait {
	MANNER_START,    /* always */
	MANNER_FORMULA,  /* the best that meets a feeling is a formula ... */
	MANNER_GENERIC,  /* ... generic ... */
	MANNER_SPECIFIC, /* ... specific */
	MANNER_EARLY,    /* the best of all stands in the first two sentences */
	MANNER_CASE,     /* the first sentence has something of their case */
	MANNER_CASE_ALL, /* ... and speaks of nothing else */
	MANNER_BRIEF,    /* fewer than 20 words, the greeting not counted */
	MANNER_LONG,     /* 80 or more */
	N_MANNER_TRAITS,
} MannerTrait;

typedef struct Manner {
	bool is_unmet;    /* what looks like an acknowledgement is none */
	bool is_cold;     /* enough not to count as an answer to a feeling */
	bool is_certain;  /* enough to be told to its writer */
	size_t sentence;  /* the coldest; prose->n_sentences when none is */
	const Rule *rule; /* the heaviest sign that stands there; NULL likewise */
} Manner;

extern const WeightsTable answers_table;

/* Of a reply to somebody who is upset. */
Manner manner_of(const Customer *customer, const Reply *reply);
/* How often each trait holds: for fitting. */
void manner_traits(const Customer *customer, const Reply *reply, int traits_out[N_MANNER_TRAITS]);

/* "unmet", "cold" */
const char *manner_sum_name(MannerSum sum);
/* "start", "case-all"; the caller frees. */
char *manner_trait_name(int trait);

#endif
