/* record.h - the log of judgements and of all that happens to them afterwards (SQLite).
 *
 * One writer thread with group commit: record_judgement() returns when its row is on disk, many
 * callers share one commit. Readers open their own handle. Safe from any thread.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_RECORD_H
#define EMPATHY_RECORD_H

#include <glib.h>
#include <stdbool.h>

#include "action.h"
#include "envelope.h"
#include "hold.h"
#include "judge.h"
#include "mask-words.h"
#include "notice.h"
#include "settings.h"

typedef struct Record Record; /* opaque: SQLite stays inside record.c */

/* For the daemon: creates or migrates, starts the writer. */
Record *record_open(const char *path, const Settings *settings, GError **error);
/* The same when the file cannot be had now: it is tried again with every row. Never fails. */
Record *record_open_later(const char *path, const Settings *settings);
/* For a command that writes: the file has to be there already, and is not purged. */
Record *record_open_existing(const char *path, const Settings *settings, GError **error);
/* For reading only: refuses a file that is not ours or is newer than we are. */
Record *record_open_readonly(const char *path, GError **error);
/* Before it is closed: writes what is still to be written, and nothing after that. Gives how many
 * rows of record_judgement_later() could not be and are lost; record_take_trouble() says why. */
guint record_finish(Record *record);
/* How many wait for that now. */
guint record_unwritten(Record *record);
void record_close(Record *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Record, record_close)

/* Waits for the commit. hold: what it is held by, NULL when it is not; notice: goes to the outbox
 * in the same commit, or NULL. A reply that goes out withdraws what is held of the same thread for
 * the same customer. EMPATHY_ERROR_SYSTEM when the row could not be written. */
bool record_judgement(Record *record, const Envelope *envelope, const Judgement *judgement,
	const Action *action, const Hold *hold, const Notice *notice, GError **error);

/* Takes a judgement whose row could not be written but whose mail is passed on: it is written when
 * that is possible again; see record_finish(). rulebook: what it was judged by, or NULL. False:
 * too many wait already, it is lost. */
bool record_judgement_later(Record *record, Envelope *envelope, Judgement *judgement,
	Action *action, Rulebook *rulebook, gsize bytes);
/* What was done in the end was less than what was planned and recorded: says so in the row, with
 * an event. */
bool record_performed(Record *record, const Judgement *judgement, Verdict performed,
	const char *why, GError **error);
/* From now on by these settings ([log] text and keep; the path stays). */
void record_use_settings(Record *record, const Settings *settings);
/* From now on these tell which numbers are somebody's. Takes a reference; until then, and with
 * NULL, each of some length is: see mask_text(). */
void record_use_words(Record *record, MaskWords *words);
/* What went wrong beside a row: a question that could not be answered. Taken once a minute, or each
 * mail would tell the same. */
void record_note_trouble(Record *record, const char *what, const GError *error);
/* That, or what went wrong on the writer's own account since the last call (purging, rows written
 * later), or NULL; caller frees. */
char *record_take_trouble(Record *record);

/* One row of the view outcomes, as text; NULL fields are "". */
typedef struct Outcome {
	gint64 number;
	char *id, *at, *host, *queue_id, *message_id, *agent, *customer, *policy, *language,
		*verdict, *action, *state, *reason, *feelings, *failed;
	const char *const *columns; /* all of them, in the order of record_outcome_columns */
} Outcome;

/* The names of the view's columns, %NULL-terminated. */
extern const char *const record_outcome_columns[];

/* What `empathyctl log` asks; empty strings and 0 do not filter. Patterns have '*'. */
typedef struct OutcomeQuery {
	const char *since, *until; /* ISO 8601 UTC */
	const char *agent, *customer, *policy, *verdict, *action, *state, *language;
	const char *check, *feeling, *rule, *text;
	const char *before; /* an id, whole: older ones alone */
	gint64 limit;
} OutcomeQuery;

typedef bool (*OutcomeVisit)(const Outcome *outcome, void *data); /* false stops */
/* Newest first. */
bool record_outcomes(
	Record *record, const OutcomeQuery *query, OutcomeVisit visit, void *data, GError **error);
/* Everything known of one outcome as JSON text for `show` (findings, feelings, events); the id may
 * be its beginning or the queue id. NULL without error: there is none; EMPATHY_ERROR_SYNTAX:
 * several begin so. Caller frees. */
char *record_story(Record *record, const char *id, GError **error);
/* The whole id, likewise. */
char *record_find_id(Record *record, const char *text, GError **error);
/* So many bytes of each of these ids are the beginning of no other of the record. */
bool record_id_beginnings(Record *record, const GPtrArray *ids, guint *length_out, GError **error);

#endif
