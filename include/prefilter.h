/* prefilter.h - which patterns are worth trying in which sentences.
 *
 * All words that any pattern cannot do without are looked for in one pass over the text; where they
 * stand tells in which sentences, and from which places, a match can be.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_PREFILTER_H
#define EMPATHY_PREFILTER_H

#include <glib.h>
#include <stdbool.h>

#include "prose.h"
#include "recogniser.h"

typedef struct Prefilter Prefilter;           /* opaque, immutable, any thread */
typedef struct PrefilterSpace PrefilterSpace; /* opaque: what one scanning thread needs */

/* How far around a sentence a pattern looks. */
typedef enum Reach { REACH_SENTENCE, REACH_NEXT, REACH_TEXT } Reach;

/* patterns: of Pattern, or NULL in place of one that is not asked about; the number in the array is
 * the id. NULL: they need too many words, and are all tried. */
Prefilter *prefilter_new(const GPtrArray *patterns);
void prefilter_free(Prefilter *prefilter);

PrefilterSpace *prefilter_space_new(const Prefilter *prefilter);
void prefilter_space_free(PrefilterSpace *space);

/* Looks through a text; false: this one cannot be told, try everything. */
bool prefilter_scan(const Prefilter *prefilter, PrefilterSpace *space, const Prose *prose);
/* Of the scanned text: 64 sentences a word, from the lowest bit; a set bit is worth a try. Valid
 * until the next call. NULL: no sentence is. */
const guint64 *prefilter_sentences(
	const Prefilter *prefilter, PrefilterSpace *space, guint pattern, Reach reach);

/* Where, from an offset on, a match of the pattern within a stretch of the scanned text may begin:
 * the first such places together, the last of them included. end_out: where the match ends that
 * begins at the first of them, or NOT_TOLD. false: nowhere. */
bool prefilter_next(const Prefilter *prefilter, const PrefilterSpace *space, guint pattern,
	Span unit, size_t from, Span *starts_out, size_t *end_out);

#endif
