/* envelope.h - who sends what to whom: what the mail server says before and beside the message.
 * Plain data; wire.c fills it, empathyctl makes one up from the header.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_ENVELOPE_H
#define EMPATHY_ENVELOPE_H

#include <glib.h>
#include <stdbool.h>

struct sockaddr;

typedef struct Envelope {
	char *host;            /* the mail server's own name (macro j); never NULL, may be "" */
	char *queue_id;        /* macro i, read at end of message; "" when the server gave none */
	char *sender;          /* without angle brackets; "" is the null sender */
	GPtrArray *recipients; /* of char *, without angle brackets */
	char *client_address;  /* "127.0.0.1", "2001:db8::1", "unix" or "" */
	char *auth_user;       /* macro {auth_authen}; "" when not authenticated */
	bool is_local;         /* given to sendmail(1), not to SMTP: nobody waits for an answer */
} Envelope;

Envelope *envelope_new(void);
void envelope_free(Envelope *envelope);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Envelope, envelope_free)

/* "<a@b>" or "a@b", the form depends on how mail came in: always gives "a@b", and "" for the null
 * sender. Parameters behind the path and source routes are dropped. Caller frees. */
char *envelope_bare_address(const char *argument);
/* A client's, as in client_address; "" for none. An IPv4 client of a server that listens on IPv6
 * alone is named by its IPv4 address. Caller frees. */
char *envelope_address_text(const struct sockaddr *address);
/* Does the client run on this machine, and speak SMTP? */
bool envelope_is_from_here(const Envelope *envelope);
/* Of the sender's own domain, and nobody who gets this mail: a colleague behind a shared sender. */
bool envelope_is_of_house(const Envelope *envelope, const char *address);

#endif
