/* sample.h - replies drawn for review: some of each kind, passes too, by chance.
 *
 * Who reviews only failures learns nothing of what was missed. Drawn are replies that were judged
 * and that nobody has said anything about yet. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_SAMPLE_H
#define EMPATHY_SAMPLE_H

#include <glib.h>
#include <stdbool.h>

#include "record.h"

typedef struct SampleReply {
	char *kind; /* "stopped", "annotated", "felt" (and nothing failed), "calm" */
	char *id, *at, *verdict, *failed, *feelings, *reason;
} SampleReply;

/* n replies, as many of each kind as of the others where there are enough; oldest first within a
 * kind. The same seed draws the same. Times: ISO 8601 UTC, NULL is no limit. NULL on error; the
 * caller unrefs. */
GPtrArray *sample_draw(Record *record, const char *since, const char *until, guint n, guint32 seed,
	GError **error);

#endif
