/* rule-reading.h - a text while it is being read: what rule-reader.c and rule-match.c share.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_RULE_READING_H
#define EMPATHY_RULE_READING_H

#include "rule-reader.h"

/* A hit while the text is being read: hits of one rule are chained. */
typedef struct Found {
	Hit hit;
	guint next; /* index + 1 of the rule's next one, 0 at the end */
} Found;

typedef struct Chain {
	guint first, last; /* index + 1 into found, 0 when empty */
	guint length;
} Chain;

/* What a thread needs while it reads; whoever comes next takes it from the pool. libmilter moves
 * a connection from thread to thread, so nothing is bound to one. */
typedef struct ReadSpace {
	PatternSpace *pattern;
	PrefilterSpace *prefilters[N_SIDES]; /* NULL until used */
	GArray *found;                       /* of Found */
	GArray *chains;                      /* of Chain, one a rule */
	GArray *all;                         /* of guint64: every sentence worth a try */
} ReadSpace;

SpacePool *space_pool_new(void);
void space_pool_free(SpacePool *pool);
ReadSpace *space_take(SpacePool *pool);
void space_give(SpacePool *pool, ReadSpace *space);

typedef struct Reading {
	const ReadRequest *request;
	const Pack *pack;
	const PackSide *side;
	const Prose *prose;
	ReadSpace *space;
	Chain *chains;
	const Prefilter *prefilter;
	PrefilterSpace *hints; /* NULL: every pattern is tried */
	bool has_no_answer;    /* of the rule at work */
	guint loud;            /* what may make a sentence of the text louder */
	GPtrArray *no_answer;
} Reading;

/* Adds a hit to a rule's chain; one with the same words, and one too many, is dropped. */
void reading_add(Reading *reading, const PackRule *rule, const Hit *hit);
/* The hits of the rule's own patterns. */
void reading_match(Reading *reading, const PackRule *rule);
/* Takes the rule's hits away when one of its unless-text is anywhere in the text. */
void reading_apply_unless_text(Reading *reading, const PackRule *rule);

#endif
