/* recogniser.h - does a pattern match from here, and how far? Asked before PCRE2 is, and far sooner
 * answered.
 *
 * All patterns share one table of states, in which a step for a byte of text is two look-ups; it
 * is filled in while texts are being read. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_RECOGNISER_H
#define EMPATHY_RECOGNISER_H

#include <glib.h>
#include <stdbool.h>

#include "prose.h"

typedef struct Recognisers Recognisers; /* opaque, any thread */

/* patterns: of Pattern, which must live as long, or NULL; the number in the array is the id. */
Recognisers *recognisers_new(const GPtrArray *patterns);
void recognisers_free(Recognisers *recognisers);

/* What a text is to them, for all patterns once: into as many places as it has bytes. */
void recognisers_see(
	const Recognisers *recognisers, const char *text, size_t length, guint8 *places);

/* Of an end: only PCRE2 can tell it, and whether there is one. */
#define NOT_TOLD G_MAXSIZE

/* Narrows starts, places of a unit of a text that was seen, to the first one from which the pattern
 * may match within the unit, and tells where that match ends or NOT_TOLD; of a pattern that only
 * PCRE2 understands all places are left. False: it matches from none. For text in which no
 * character beyond ASCII is an ASCII letter when case is ignored. */
bool recognisers_narrow(Recognisers *recognisers, guint pattern, const guint8 *places, Span unit,
	Span *starts, size_t *end_out);

#endif
