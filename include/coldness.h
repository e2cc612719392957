/* coldness.h - small signs of a cold answer, added up: how somebody writes who blames or belittles.
 *
 * Few who do so use a phrase that a rule could know. But they speak of what is usual and of people
 * in general, make little of it, argue, and give advice; who means well says "I", is sorry, and
 * does something today. Rules that mean "cold" and "warm" find such manners, each counts once. What
 * else the answer does is added: whoever promises something is not cold, whoever goes straight into
 * the case without a kind word may be. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_COLDNESS_H
#define EMPATHY_COLDNESS_H

#include <stdbool.h>

#include "reply.h"

typedef struct Coldness {
	bool is_felt;     /* enough not to count as an answer to a feeling */
	bool is_certain;  /* enough to be told to its writer */
	size_t sentence;  /* the coldest; prose->n_sentences when none is */
	const Rule *rule; /* a sign that stands there; NULL likewise */
} Coldness;

/* Of a reply to somebody who is upset; there is none towards others. */
Coldness coldness_of(const Reply *reply);

#endif
