/* outbox.h - notices are rows of the record before they are mail: written in the same commit as
 * what they are about, sent later, tried again, never twice on our account.
 *
 * What was said is deleted when it was sent. Times are seconds since 1970, given by the caller.
 * Any thread. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_OUTBOX_H
#define EMPATHY_OUTBOX_H

#include <glib.h>
#include <stdbool.h>

#include "record.h"

typedef struct OutboxItem {
	gint64 number;
	char *id;   /* of the outcome it is about */
	char *kind; /* notice_kind_name() */
	char *to;
	GBytes *mail;
	gint64 created;
	gint64 latest; /* it is sent by then, however much mail its reader gets; 0: no hurry */
	int tries;
	char *customer; /* of the outcome */
	char *language; /* likewise; "" when unknown */
} OutboxItem;

/* Those due, oldest first, at most so many; of OutboxItem, the caller unrefs. NULL on error. What
 * was written by a clock that was ahead, and has been put right, does not wait for that time. */
GPtrArray *outbox_due(Record *record, gint64 now, guint most, GError **error);
/* How many mails this agent was sent since then, and when the last was (0: never). */
bool outbox_recent(Record *record, const char *to, gint64 since, guint *n_out, gint64 *last_out,
	GError **error);
/* numbers: of items that went out in one mail. Adds the event "notified" to each
 * outcome. */
bool outbox_sent(Record *record, const gint64 *numbers, guint n, gint64 now, GError **error);
/* why: of the server's or the network's. again: when to try again; 0 is never, with an event. What
 * was given back is in no queue any more: such a notice keeps its mail. */
bool outbox_failed(
	Record *record, gint64 number, const char *why, gint64 again, gint64 now, GError **error);
/* To somebody else from now on: whom it was for cannot be had. With an event. */
bool outbox_redirect(
	Record *record, gint64 number, const char *to, const char *why, gint64 now, GError **error);
/* Replies given back that nobody took: how many, and the id of the last; "" when there is none.
 * Caller frees. */
bool outbox_stranded(Record *record, guint *n_out, char **id_out, GError **error);
/* Not before then, without counting as a try: an agent has had enough mail for now. */
bool outbox_put_off(Record *record, const gint64 *numbers, guint n, gint64 until, GError **error);

#endif
