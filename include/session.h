/* session.h - what is known of one connection, and of the mail that is coming in over it.
 *
 * Begun wherever the mail server begins; the mail is dropped at the next MAIL, at abort, at close
 * and after its end, and nothing of it is left for the next. Used by one callback at a time, but
 * from any thread.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_SESSION_H
#define EMPATHY_SESSION_H

#include <glib.h>

#include "envelope.h"
#include "incoming.h"
#include "service.h"

/* No mail server takes more in one message; what is beyond is not kept. */
#define SESSION_MOST_RECIPIENTS 10000

typedef struct Mail {
	Snapshot *snapshot; /* the one it began with */
	Envelope *envelope;
	Incoming *incoming;
} Mail;

typedef struct Session {
	Service *service;             /* borrowed */
	unsigned long actions, steps; /* what was agreed on with the mail server */
	char *client_address;
	Mail *mail; /* NULL between messages */
} Session;

Session *session_new(Service *service);
void session_free(Session *session);
/* The mail under way, begun if need be. NULL when the service has closed. Borrowed. */
Mail *session_mail(Session *session);
void session_drop_mail(Session *session);

#endif
