/* held.h - replies that are held, as the record knows them, and what becomes of each: the rows
 * behind `empathyctl held` and behind the queue's worker.
 *
 * Whatever changes a reply's state checks in the same transaction that it is still held, so that of
 * two who decide at once one is told so. Times are seconds since 1970, 0 is never. Any thread.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_HELD_H
#define EMPATHY_HELD_H

#include <glib.h>
#include <stdbool.h>

#include "notice.h"
#include "record.h"

/* What was asked for and not yet done: the oldest of it. */
typedef struct HeldRequest {
	gint64 number; /* 0: nothing */
	char *kind;    /* "release", "discard", "return", "withdraw"; so all: "" when nothing */
	char *actor, *reason, *trouble;
	gint64 created;
	gint64 begun; /* the mail server may have been told */
	int tries;
} HeldRequest;

typedef struct HeldReply {
	gint64 number; /* of the outcome */
	char *id, *host, *queue_id, *message_id, *thread, *agent, *customer, *policy, *language,
		*failed;
	char *state;     /* "held", or what became of it */
	char *recipient; /* of notices; "" when there is nobody */
	gint64 held, remind, tell_lead, expires;
	char *on_expiry, *override; /* hold.h names them */
	/* Once each; where nobody could be told, reminded and lead_told are when it was held. */
	gint64 reminded, lead_told, expired;
	gint64 absent; /* since when the queue is without it */
	HeldRequest request;
} HeldReply;

void held_reply_free(HeldReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HeldReply, held_reply_free)

/* All that are held now, oldest first; of HeldReply, the caller unrefs. NULL on error. */
GPtrArray *held_list(Record *record, GError **error);
/* The one with this id, held or once held. NULL without an error: it was never held. */
HeldReply *held_find(Record *record, const char *id, GError **error);

/* ---- what the worker writes ------------------------------------------------------------------ */

/* The mail server is told next: once this is on disk, a mail that left the hold queue did so by our
 * hand. notice (may be NULL) goes to the outbox with it, the first time alone. */
bool held_begin(
	Record *record, const HeldReply *reply, const Notice *notice, gint64 now, GError **error);
/* Its end: the reply's state, the request's, an event of that name; what else was asked for, and
 * notices that are not sent yet and that it makes untrue, are void; notice (may be NULL) tells of
 * it. Nothing when it is not held any more. */
bool held_end(Record *record, const HeldReply *reply, const char *state, const char *actor,
	const char *reason, const Notice *notice, gint64 now, GError **error);
/* The request could not be carried out now; is_final: and never will. */
bool held_trouble(Record *record, const HeldReply *reply, const char *why, bool is_final,
	gint64 now, GError **error);
/* Since when the queue is without it; 0: it is there. */
bool held_absent(Record *record, const HeldReply *reply, gint64 since, GError **error);
/* The queue holds it, although its state says otherwise or under another queue id: so it is held
 * again. */
bool held_again(Record *record, const char *id, const char *queue_id, const char *why, gint64 now,
	GError **error);

typedef enum HeldDeadline {
	HELD_REMIND,    /* event "reminded" */
	HELD_TELL_LEAD, /* event "lead-informed" */
	HELD_EXPIRE,    /* event "expired", with the request that on_expiry asks for */
} HeldDeadline;
/* A deadline has come: at most once each. reason: of the event. notice may be NULL; without a
 * reason there is no event either. */
bool held_deadline(Record *record, const HeldReply *reply, HeldDeadline deadline,
	const char *reason, const Notice *notice, gint64 now, GError **error);

/* ---- mail in the hold queue that is not of these --------------------------------------------- */

typedef struct Stray {
	char *queue_id;
	gint64 arrived;
	char *id;    /* ours, which it carries; "": none */
	char *state; /* of that outcome; "": the record has none */
	gint64 seen;
} Stray;

/* Of Stray. NULL on error. */
GPtrArray *stray_list(Record *record, GError **error);
bool stray_add(Record *record, const Stray *stray, GError **error);
bool stray_remove(Record *record, const char *queue_id, GError **error);

#endif
