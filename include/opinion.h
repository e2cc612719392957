/* opinion.h - what people say of a judgement: agreement, disagreement, disputes and how they ended.
 *
 * What the machine said stays as it was; an opinion is a row beside it, a changed mind a further
 * row. All are written through request.h, by the kinds below.
 *
 *   label     value "agree" or "disagree", with a check behind it or none for the verdict as a
 *             whole; reason: a note. A reviewer's opinion, which counts at once.
 *   dispute   value a check or none: an agent says that the judgement is wrong. It counts once
 *             somebody has resolved it.
 *   resolve   value as of label: ends the open disputes about that (of the reply as a whole and
 *             of every check, when none is named). Refused to whoever disputes one of them.
 *
 * Reading: any thread. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_OPINION_H
#define EMPATHY_OPINION_H

#include <glib.h>
#include <stdbool.h>

#include "record.h"

struct RecordWriter;
struct Request;

/* As RequestKind.write. */
bool opinion_write_label(struct RecordWriter *writer, gint64 outcome, const struct Request *request,
	gint64 now, char **refusal_out, GError **error);
bool opinion_write_dispute(struct RecordWriter *writer, gint64 outcome,
	const struct Request *request, gint64 now, char **refusal_out, GError **error);
bool opinion_write_resolution(struct RecordWriter *writer, gint64 outcome,
	const struct Request *request, gint64 now, char **refusal_out, GError **error);

/* A row of the view labels; "" where nothing is to be said. */
typedef struct Opinion {
	const char *id, *at, *by, *kind, *check, *machine, *people, *opinion, *note, *state,
		*decision, *decided_by, *decided_at, *decision_note, *agent, *customer;
} Opinion;

typedef bool (*OpinionVisit)(const Opinion *opinion, void *data); /* false stops */
/* Disputes, oldest first: the open ones alone, or all. */
bool opinion_disputes(
	Record *record, bool with_decided, OpinionVisit visit, void *data, GError **error);

#endif
