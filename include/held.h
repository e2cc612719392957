/* held.h - the life of a held reply in the record: who waits, what was asked for, how it ended.
 *
 * The end of a hold is written once: a second attempt changes nothing. Times are seconds since
 * 1970, given by the caller: the clock is an input. Any thread. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_HELD_H
#define EMPATHY_HELD_H

#include <glib.h>
#include <stdbool.h>

#include "notice.h"
#include "record.h"

/* What may be asked for. */
typedef enum RequestKind {
	REQUEST_RELEASE,
	REQUEST_DISCARD,
	REQUEST_RETURN,    /* to the agent, by the mail server */
	REQUEST_SUPERSEDE, /* discard: a later reply passed */
	N_REQUESTS,
} RequestKind;

typedef enum HoldEnd {
	HOLD_RELEASED,
	HOLD_DISCARDED,
	HOLD_RETURNED,
	HOLD_SUPERSEDED,
	HOLD_VANISHED, /* the mail server has it no more, and nobody told us */
	N_HOLD_ENDS,
} HoldEnd;

typedef struct Held {
	gint64 number; /* of the outcome */
	char *id, *host, *queue_id, *message_id, *agent, *customer, *policy, *language, *failed;
	char *notify;    /* whom to tell; "" when nobody */
	char *notice_id; /* Message-ID of the notice; "" when none was written */
	gint64 held_at, deadline;
	OnExpiry on_expiry;
	bool is_reminded, is_lead_told, is_expired;
	/* The oldest request that is open; request is -1 when there is none. */
	int request;
	gint64 request_number;
	char *request_actor, *request_reason;
} Held;

/* Those held now, oldest first, of Held; the caller unrefs. NULL on error. */
GPtrArray *held_now(Record *record, GError **error);
/* By id, an unambiguous beginning of it, or queue id. NULL without error: there is none. */
Held *held_find(Record *record, const char *id, GError **error);
void held_free(Held *held);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Held, held_free)

/* key: a name the request is known by wherever it came from, so that it is taken once. */
typedef struct Request {
	const char *key, *id, *actor, *reason;
	RequestKind kind;
	gint64 at;
} Request;
/* false without error: there is no such reply held any more; noted with the request. */
bool held_request(Record *record, const Request *request, GError **error);

/* Ends a hold: state, event, open requests closed, notices about waiting withdrawn; notice (may be
 * NULL) goes to the outbox. All in one commit. */
bool held_end(Record *record, const Held *held, HoldEnd end, const char *actor, const char *reason,
	const Notice *notice, gint64 now, GError **error);

typedef enum HoldStep { STEP_REMINDED, STEP_LEAD_TOLD, STEP_EXPIRED, N_STEPS } HoldStep;
/* Notes a step with its event, and its notice (may be NULL) in the outbox, in one commit. */
bool held_step(Record *record, const Held *held, HoldStep step, const char *reason,
	const Notice *notice, gint64 now, GError **error);

const char *request_name(RequestKind kind);
bool request_from_name(const char *name, RequestKind *kind_out);
const char *hold_end_name(HoldEnd end);

#endif
