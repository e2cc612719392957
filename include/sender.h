/* sender.h - sends what waits in the outbox: a thread of the daemon's, and its one round as a
 * function.
 *
 * An agent gets at most [notice] per-hour mails of their own; what is more comes together in one,
 * a quarter of an hour after the last, or by the time one of them must have been sent. What the
 * server does not take now is tried again, later and later; after a day, or when it never will, the
 * record says so. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_SENDER_H
#define EMPATHY_SENDER_H

#include <glib.h>

#include "record.h"
#include "settings.h"
#include "wording.h"

typedef struct Sender Sender;

/* What is in force now; gives references. wording may be NULL: nothing is sent then. */
typedef void (*SenderCurrent)(void *data, Settings **settings_out, Wording **wording_out);

/* NULL on error. The record is borrowed. */
Sender *sender_start(Record *record, SenderCurrent current, void *data, GError **error);
/* Waits for the thread; what was not sent waits in the record. */
void sender_stop(Sender *sender);

/* One round. stop: as in post.h, may be NULL. Gives how many mails were sent. */
guint sender_round(Record *record, const Settings *settings, const Wording *wording, gint64 now,
	const gint *stop);

#endif
