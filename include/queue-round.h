/* queue-round.h - what the parts of one round share: what was asked for, and what lies in the
 * queue. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_QUEUE_ROUND_H
#define EMPATHY_QUEUE_ROUND_H

#include <glib.h>
#include <stdbool.h>

#include "held.h"
#include "queue-run.h"

typedef struct QueuePlace {
	gint64 arrived;
	bool is_held;
} QueuePlace;

typedef struct QueueRound {
	const QueueRun *run;
	GHashTable *places; /* of QueuePlace, by queue id: all that is held, and what once was */
} QueueRound;

/* A line for the journal: of nobody's words. */
void queue_tell(const QueueRound *round, bool is_trouble, const char *format, ...)
	G_GNUC_PRINTF(3, 4);
/* The same about one reply, whose queue id comes first. */
void queue_tell_of(const QueueRound *round, bool is_trouble, const HeldReply *reply,
	const char *format, ...) G_GNUC_PRINTF(4, 5);
/* Where this reply lies; NULL when the queue has no mail that could be it. */
const QueuePlace *queue_place(const QueueRound *round, const HeldReply *reply);
/* Could a mail that came into the queue then be this reply? */
bool queue_is_plausible(const HeldReply *reply, gint64 arrived);

/* One held reply: what is asked for, what is due, whether it is still there. False with an error
 * when the record cannot be written; the mail server's trouble is told and written down. */
bool queue_care(const QueueRound *round, const HeldReply *reply, GError **error);
/* What lies in the hold queue beyond these. */
bool queue_care_for_strays(const QueueRound *round, const GPtrArray *held, GError **error);

#endif
