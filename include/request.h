/* request.h - what people and deadlines ask of the record: one kind of thing, one way in.
 *
 * Who may write the record writes the row at once. Any other member of its group leaves a small
 * file in the folder requests/ beside it, and `empathyctl queue run` takes that in through the same
 * function: the file's owner is the actor, whatever stands in it. Everything in such a file is
 * hostile.
 *
 * A kind is a row of the table in request.c: its name, what has to be said with it, and the
 * function that checks and writes it. Any thread. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_REQUEST_H
#define EMPATHY_REQUEST_H

#include <glib.h>
#include <stdbool.h>
#include <sys/types.h>

#include "record.h"

typedef struct Request {
	const char *kind;   /* name of a RequestKind */
	const char *id;     /* of the outcome, whole; "" where none is meant */
	const char *actor;  /* who asks */
	const char *reason; /* in their words, one line; "" where none is needed */
	const char *value;  /* what a kind needs besides, in a form of its own; "" else */
} Request;

struct RecordWriter;

typedef struct RequestKind {
	const char *name;
	bool needs_reason, needs_value;
	bool is_about_asker; /* not about a reply: outcome is 0 */
	/* On the writer's thread, inside a transaction, maybe twice, and again after a crash: what
	 * is there already is not written a second time. Sets *refusal_out (the caller frees) when
	 * the answer is no, with nothing changed. reason is masked and cut to its limit. */
	bool (*write)(struct RecordWriter *writer, gint64 outcome, const Request *request,
		gint64 now, char **refusal_out, GError **error);
} RequestKind;

/* Where one has to be, and nobody gave any. */
#define REQUEST_WITHOUT_REASON "no reason given"
/* Longer ones are cut, at a character. */
enum { REQUEST_MOST_REASON = 1000, REQUEST_MOST_VALUE = 200 };

/* NULL when there is none of that name. */
const RequestKind *request_kind(const char *name);

/* Writes it, waits for the commit and wakes the queue's worker. False with *refusal_out (caller
 * frees) when the answer is no: no such kind, reply or state, nothing said where something has to
 * be; or with an error when it could not be written. */
bool request_add(
	Record *record, const Request *request, gint64 now, char **refusal_out, GError **error);

/* ---- for whoever may not write the record: database is its path ---- */

/* Leaves a file; request->actor does not count. False with an error: no folder, no right. */
bool request_leave(const char *database, const Request *request, GError **error);

/* What request_take_in() tells of each file. refusal: NULL when it was taken. */
typedef void (*RequestTold)(
	const char *name, const Request *request, const char *refusal, void *data);
/* Takes in what was left, oldest first, at most some hundreds; each file is gone afterwards, taken
 * or refused. Makes the folder when there is none. False when the folder or the record cannot be
 * used: what is left then waits. */
bool request_take_in(Record *record, const char *database, gint64 now, RequestTold told, void *data,
	GError **error);

/* Has the queue's worker look, where something watches the folder. Never fails. */
void request_wake(const char *database);
/* The account, by name: who asks, where no file says it. Caller frees. */
char *request_actor(uid_t uid);

#endif
