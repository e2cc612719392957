/* rule-reader.h - the machine: one side of a pack read over one text.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_RULE_READER_H
#define EMPATHY_RULE_READER_H

#include "rule-pack.h"

typedef struct ReadRequest {
	const Pack *pack;
	Side side;
	const Prose *prose;
	guint64 raised;        /* raised_bits() of each feeling */
	guint only;            /* bits of Means: these rules and what they ask for; 0: all */
	const PackRule *alone; /* for its examples: this rule, whatever its mode, and what it asks
				  for; NULL: all rules */
} ReadRequest;

/* Any thread. Linear in the text for a given pack. */
Hits *rule_read(const ReadRequest *request);

#endif
