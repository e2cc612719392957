/* sender.h - sends what waits in the outbox: a thread of the daemon's.
 *
 * An agent gets at most [notice] per-hour mails of their own; what is more comes together in one,
 * a quarter of an hour after the last, or by the time one of them must have been sent. What the
 * server does not take now is tried again, later and later; after a day, or when it never will, the
 * record says so. While the record cannot be told what was sent, nothing more is.
 * SPDX-License-Identifier: MIT */
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

#endif
