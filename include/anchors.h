/* anchors.h - what is this customer's own in a mail: amounts, numbers, dates, counts, versions,
 * error texts, products, key words. Found again in the reply, they tell a specific answer from a
 * generic one.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_ANCHORS_H
#define EMPATHY_ANCHORS_H

#include <glib.h>
#include <stdbool.h>

#include "anchor-words.h"
#include "prose.h"

typedef enum AnchorKind {
	ANCHOR_AMOUNT,
	ANCHOR_ID, /* order, invoice, ticket, tracking number */
	ANCHOR_DATE,
	ANCHOR_COUNT, /* "third mail", "two weeks" */
	ANCHOR_VERSION,
	ANCHOR_QUOTED, /* an error text or other words in quotes */
	ANCHOR_WORD,   /* a key word, by its stem */
} AnchorKind;

typedef struct Anchor {
	AnchorKind kind;
	char *key;     /* normalised: "84.90", "AB-4711", stem; of one piece with it */
	double weight; /* 1, or 0.5 where chance is likely: how much it says of this very case */
	Span span;     /* where it stands in its prose */
} Anchor;

/* The anchors of a customer's text. names: words that are people's names, no anchors; may be NULL.
 * words is borrowed and outlives them. At most some hundreds; for one thread at a time. */
typedef struct Anchors Anchors; /* opaque, with an index by key */
Anchors *anchors_extract(const AnchorWords *words, const Prose *prose, const char *language,
	const char *const *names);
void anchors_free(Anchors *anchors);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Anchors, anchors_free)
const GPtrArray *anchors_all(const Anchors *anchors); /* of Anchor; borrowed */

/* The customer's anchors that stand in a span of another text, each once: of Anchor (with spans and
 * weights there), which the array owns. */
GPtrArray *anchors_found_in(const Anchors *anchors, const Prose *prose, Span span);

/* For keeping: a floating value of type ANCHORS_FORMAT, and back; prose: the one they were
 * extracted from; text: what may be kept of it, or "". Keys that do not stand in that
 * are hidden: a hash under the secret, which can still be found in a reply, but not read. What is
 * restored has no places in a text. The saved value may come from anywhere: what makes no sense in
 * it is left out. */
#define ANCHORS_FORMAT "a(ydss)"
GVariant *anchors_save(
	const Anchors *anchors, const Prose *prose, const char *text, GBytes *secret);
Anchors *anchors_restore(
	const AnchorWords *words, const char *language, GVariant *saved, GBytes *secret);

#endif
