/* anchors.h - what is this customer's own in a mail: amounts, numbers, dates, counts, versions,
 * error texts, products, key words. Found again in the reply, they tell a specific answer from a
 * generic one.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_ANCHORS_H
#define EMPATHY_ANCHORS_H

#include <glib.h>
#include <stdbool.h>

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
	char *key;     /* normalised: "84.90", "AB-4711", stem */
	double weight; /* how much it says that this very case is meant */
	Span span;     /* where it stands in its prose */
} Anchor;

/* The anchors of a customer's text. names: words that are people's names, no anchors; may be NULL.
 */
typedef struct Anchors Anchors; /* opaque, with an index by key */
Anchors *anchors_extract(const Prose *prose, const char *language, const char *const *names);
void anchors_free(Anchors *anchors);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Anchors, anchors_free)
const GPtrArray *anchors_all(const Anchors *anchors); /* of Anchor; borrowed */

/* The customer's anchors that stand in a span of another text: of Anchor (with spans there). */
GPtrArray *anchors_found_in(const Anchors *anchors, const Prose *prose, Span span);

#endif
