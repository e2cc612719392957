/* remembered.h - a customer's mail that was read when it came in: what is known of it when the
 * reply goes out.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_REMEMBERED_H
#define EMPATHY_REMEMBERED_H

#include <glib.h>
#include <stdbool.h>

#include "customer.h"

/* How it was found, surest first. */
typedef enum FoundBy {
	FOUND_GIVEN,       /* a person said so: `check --customer` */
	FOUND_IN_REPLY_TO, /* the reply names its Message-ID as the one answered */
	FOUND_REFERENCES,  /* ... or among those before it */
	FOUND_THREAD,      /* both belong to the thread of one first mail */
	FOUND_TICKET,      /* both carry the helpdesk's mark of one ticket */
	FOUND_SUBJECT,     /* the customer's latest, recent, of one thread, with this subject */
	FOUND_LATEST,      /* the customer's latest, recent, of one thread */
	N_FOUND,
} FoundBy;

const char *found_name(FoundBy by);
/* How far the way can be trusted, in percent. */
int found_confidence(FoundBy by);

typedef struct Remembered {
	gint64 number; /* its row in the record; 0: it has none */
	gint64 at;     /* when it came in: seconds since 1970 */
	gint64 age;    /* seconds, as the reply goes out */
	gint64 ticket; /* the hash of the reply's ticket mark, for that row; 0: none */
	FoundBy by;
	char *address;       /* the customer's, as the reply gives it */
	char *language;      /* "" when it was too short to tell */
	char *seen;          /* why nothing is known of it but that it came; "" when more is */
	Customer *customer;  /* NULL when only seen */
	guint closed;        /* bits of FeelingFamily: earlier replies of ours took these up */
	guint thread_closed; /* likewise, in the customer's earlier mails of this thread */
	bool has_same_tail;  /* its subject ends with the reply's "[...]", which is thus no word of
			      * the agent's */
	char *text;          /* the words, where [log] text = full; else NULL */
} Remembered;

void remembered_free(Remembered *remembered);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Remembered, remembered_free)

#endif
