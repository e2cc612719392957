/* queue-run.h - one round of the queue's worker: takes in what people left, looks into the mail
 * server's queue, carries out what is asked for and what is due, and puts record and queue right.
 *
 * Every act is a row first (what is wanted), then a word to the mail server, then a row (what came
 * of it). Killed anywhere, the next round looks into the queue and knows which of the three
 * happened. Nothing is done to a mail before its header was read: queue ids are used again.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_QUEUE_RUN_H
#define EMPATHY_QUEUE_RUN_H

#include <glib.h>
#include <stdbool.h>

#include "queue.h"
#include "record.h"
#include "settings.h"
#include "wording.h"

/* A mail that left the hold queue without us is looked for so long: one that is just coming in has
 * its row first. */
enum { QUEUE_GRACE_SECONDS = 180 };

typedef struct QueueRun {
	Record *record; /* with its writer */
	const char *database;
	const Settings *settings;
	const Wording *wording; /* NULL: nobody is told by mail */
	const QueueBackend *backend;
	gint64 now;
	/* What happened, a line each; is_trouble: somebody should look. */
	void (*told)(bool is_trouble, const char *line, void *data);
	void *data;
} QueueRun;

/* False with an error when the round could not be made: no lock, no record, no queue. */
bool queue_run(const QueueRun *run, GError **error);

#endif
