/* opening.h - how a reply begins: the few sentences in which a pasted script is told from a person.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_OPENING_H
#define EMPATHY_OPENING_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "lexicon.h"

struct Reply;

typedef struct OpeningSentence {
	size_t sentence;
	guint64 print; /* script.h; 0: too short to say anything */
	bool is_own;   /* something of this customer's case is in it */
} OpeningSentence;

/* The sentences after the greeting, up to the first that solves, rules or asks: array of
 * OpeningSentence, which the caller unrefs. The reply's roles have to be known. */
GArray *opening_of(const Lexicon *lexicon, const struct Reply *reply);
/* Written for this customer: one personal seam is enough, what follows may be a standard text. */
bool opening_is_personal(const struct Reply *reply);
/* Is there any sentence in it that could be somebody's standard text? */
bool opening_can_be_pasted(const GArray *opening);

#endif
