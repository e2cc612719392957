/* held-write.c - what becomes of held replies, written down. SPDX-License-Identifier: MIT */
#include "held.h"

#include "record-sql.h"

/* One step of a reply's life, for the writer's thread. */
typedef struct Step {
	const HeldReply *reply;
	const char *id, *queue_id; /* where there is no reply */
	const char *state, *actor, *why;
	const Notice *notice;
	HeldDeadline deadline;
	bool is_final;
	gint64 now;
} Step;

/* Notices that would come too late to be true. */
static bool
drop_notices(RecordWriter *writer, gint64 outcome, GError **error)
{
	return record_sql_run_with(record_writer_database(writer),
		"UPDATE outbox SET state = 'withdrawn', mail = NULL WHERE outcome = ?"
		" AND state = 'waiting' AND kind IN ('held', 'reminded', 'lead')",
		VALUES(NUMBER(outcome)), error);
}

static bool
write_begin(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const Step *step = data;
	const HeldReply *reply = step->reply;
	sqlite3 *database = record_writer_database(writer);

	if (!record_sql_run_with(database,
		    "UPDATE request SET begun = ? WHERE number = ? AND begun = 0"
		    " AND state = 'waiting'",
		    VALUES(NUMBER(step->now), NUMBER(reply->request.number)), error))
		return false;
	return sqlite3_changes(database) == 0 || step->notice == NULL ||
	       (drop_notices(writer, reply->number, error) &&
		       record_write_notice(writer, reply->number, step->notice, step->now, error));
}

bool
held_begin(Record *record, const HeldReply *reply, const Notice *notice, gint64 now, GError **error)
{
	const Step step = { .reply = reply, .notice = notice, .now = now };

	return record_write(record, write_begin, &step, error);
}

static bool
write_end(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const Step *step = data;
	const HeldReply *reply = step->reply;
	sqlite3 *database = record_writer_database(writer);

	if (!record_sql_run_with(database,
		    "UPDATE outcome SET state = ? WHERE number = ? AND state = 'held'",
		    VALUES(TEXT(step->state), NUMBER(reply->number)), error))
		return false;
	if (sqlite3_changes(database) == 0)
		return true;
	return record_sql_run_with(database,
		       "UPDATE request SET state = iif(number = ?, 'done', 'void'), done = ?"
		       " WHERE outcome = ? AND state = 'waiting'",
		       VALUES(NUMBER(reply->request.number), NUMBER(step->now),
			       NUMBER(reply->number)),
		       error) &&
	       drop_notices(writer, reply->number, error) &&
	       record_write_event(writer, reply->number, step->now, step->state, step->actor,
		       step->why, error) &&
	       (step->notice == NULL || record_write_notice(writer, reply->number, step->notice,
						step->now, error)) &&
	       (!g_str_equal(step->state, "released") ||
		       record_supersede(writer, reply->number, step->now, error));
}

bool
held_end(Record *record, const HeldReply *reply, const char *state, const char *actor,
	const char *reason, const Notice *notice, gint64 now, GError **error)
{
	const Step step = { .reply = reply,
		.state = state,
		.actor = actor,
		.why = reason,
		.notice = notice,
		.now = now };

	return record_write(record, write_end, &step, error);
}

static bool
write_trouble(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const Step *step = data;

	return record_sql_run_with(record_writer_database(writer),
		"UPDATE request SET tries = tries + 1, state = iif(?1, 'failed', state),"
		" done = iif(?1, ?2, 0), trouble = ?3 WHERE number = ?4",
		VALUES(NUMBER(step->is_final), NUMBER(step->now), TEXT(step->why),
			NUMBER(step->reply->request.number)),
		error);
}

bool
held_trouble(Record *record, const HeldReply *reply, const char *why, bool is_final, gint64 now,
	GError **error)
{
	const Step step = { .reply = reply, .why = why, .is_final = is_final, .now = now };

	return record_write(record, write_trouble, &step, error);
}

static bool
write_absent(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const Step *step = data;

	return record_sql_run_with(record_writer_database(writer),
		"UPDATE hold SET absent = ? WHERE outcome = ?",
		VALUES(NUMBER(step->now), NUMBER(step->reply->number)), error);
}

bool
held_absent(Record *record, const HeldReply *reply, gint64 since, GError **error)
{
	const Step step = { .reply = reply, .now = since };

	return record_write(record, write_absent, &step, error);
}

static bool
write_again(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const Step *step = data;
	sqlite3 *database = record_writer_database(writer);
	gint64 number = 0;

	if (!record_find_number(writer, step->id, &number, error))
		return false;
	if (number == 0)
		return true;
	return record_sql_run_with(database,
		       "UPDATE outcome SET state = 'held', queue_id = ? WHERE number = ?",
		       VALUES(TEXT(step->queue_id), NUMBER(number)), error) &&
	       record_sql_run_with(database, "UPDATE hold SET absent = 0 WHERE outcome = ?",
		       VALUES(NUMBER(number)), error) &&
	       record_write_event(
		       writer, number, step->now, "held", RECORD_OURSELVES, step->why, error);
}

bool
held_again(Record *record, const char *id, const char *queue_id, const char *why, gint64 now,
	GError **error)
{
	const Step step = { .id = id, .queue_id = queue_id, .why = why, .now = now };

	return record_write(record, write_again, &step, error);
}

/* ---- deadlines -------------------------------------------------------------------------------
 */

static const struct {
	const char *event, *sql;
} deadlines[] = {
	[HELD_REMIND] = { "reminded",
		"UPDATE hold SET reminded = ? WHERE outcome = ? AND reminded = 0" },
	[HELD_TELL_LEAD] = { "lead-informed",
		"UPDATE hold SET lead_told = ? WHERE outcome = ? AND lead_told = 0" },
	[HELD_EXPIRE] = { "expired",
		"UPDATE hold SET expired = ? WHERE outcome = ? AND expired = 0" },
};

static bool
write_deadline(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const Step *step = data;
	const HeldReply *reply = step->reply;
	const char *event = deadlines[step->deadline].event;
	/* Done with all the same where nobody could be told: see held_told_at(). */
	gint64 at = step->why != NULL ? step->now : reply->held;
	sqlite3 *database = record_writer_database(writer);

	if (!record_sql_run_with(database, deadlines[step->deadline].sql,
		    VALUES(NUMBER(at), NUMBER(reply->number)), error))
		return false;
	if (sqlite3_changes(database) == 0)
		return true;
	if (step->why != NULL && !record_write_event(writer, reply->number, step->now, event,
					 RECORD_OURSELVES, step->why, error))
		return false;
	if (step->notice != NULL &&
		!record_write_notice(writer, reply->number, step->notice, step->now, error))
		return false;
	if (step->deadline != HELD_EXPIRE || g_str_equal(reply->on_expiry, "keep"))
		return true;
	return record_sql_run_with(database,
		"INSERT INTO request (outcome, created, kind, actor, reason, state)"
		" VALUES (?, ?, ?, ?, 'its time was up', 'waiting')",
		VALUES(NUMBER(reply->number), NUMBER(step->now), TEXT(reply->on_expiry),
			TEXT(RECORD_OURSELVES)),
		error);
}

bool
held_deadline(Record *record, const HeldReply *reply, HeldDeadline deadline, const char *reason,
	const Notice *notice, gint64 now, GError **error)
{
	const Step step = {
		.reply = reply, .deadline = deadline, .why = reason, .notice = notice, .now = now
	};

	return record_write(record, write_deadline, &step, error);
}
