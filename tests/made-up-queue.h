/* made-up-queue.h - a mail server's queue of a test's own, which processes share; one of them can
 * be killed at any step. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_TESTS_MADE_UP_QUEUE_H
#define EMPATHY_TESTS_MADE_UP_QUEUE_H

#include "queue.h"

enum { MOST_MAILS = 8 };

typedef struct QueueMail {
	char queue_id[16], id[32];
	bool is_there, is_held;
	gint64 arrived;
	int n_released, n_delivered, n_discarded;
} QueueMail;

typedef struct World {
	QueueMail mails[MOST_MAILS];
	guint n_mails;
	int steps_to_live; /* 0: for ever */
	bool is_broken;    /* the mail server does nothing it is told */
} World;

/* Shared memory; the test makes it. */
extern World *world;
extern const QueueBackend made_up_queue;

/* The process may end here. */
void made_up_step(void);

#endif
