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

/* Runs a statement with numbers bound first, then texts. *changed_out (may be NULL): how many rows
 * it touched. */
static bool
run(RecordWriter *writer, const char *sql, const gint64 *numbers, guint n_numbers,
	const char *const *texts, int *changed_out, GError **error)
{
	sqlite3 *database = record_writer_database(writer);
	g_autoptr(sqlite3_stmt) statement = record_sql_prepare(database, sql, error);
	if (statement == NULL)
		return false;

	for (guint i = 0; i < n_numbers; i++)
		sqlite3_bind_int64(statement, (int)i + 1, numbers[i]);
	for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
		record_sql_text(statement, (int)(n_numbers + i) + 1, texts[i]);
	if (sqlite3_step(statement) != SQLITE_DONE)
		return record_sql_error(database, "cannot write the record", error);
	if (changed_out != NULL)
		*changed_out = sqlite3_changes(database);
	return true;
}

#define NUMBERS(...) \
	(const gint64[]){ __VA_ARGS__ }, sizeof((gint64[]){ __VA_ARGS__ }) / sizeof(gint64)

/* Notices that would come too late to be true. */
static bool
drop_notices(RecordWriter *writer, gint64 outcome, GError **error)
{
	return run(writer,
		"UPDATE outbox SET state = 'withdrawn', mail = NULL WHERE outcome = ?1"
		" AND state = 'waiting' AND kind IN ('held', 'reminded', 'lead')",
		NUMBERS(outcome), NULL, NULL, error);
}

static bool
write_begin(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const Step *step = data;
	const HeldReply *reply = step->reply;
	int n_changed = 0;

	if (!run(writer,
		    "UPDATE request SET begun = ?1 WHERE number = ?2 AND begun = 0"
		    " AND state = 'waiting'",
		    NUMBERS(step->now, reply->request.number), NULL, &n_changed, error))
		return false;
	return n_changed == 0 || step->notice == NULL ||
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
	int n_changed = 0;

	if (!run(writer, "UPDATE outcome SET state = ?2 WHERE number = ?1 AND state = 'held'",
		    NUMBERS(reply->number), (const char *const[]){ step->state, NULL }, &n_changed,
		    error))
		return false;
	if (n_changed == 0)
		return true;
	return run(writer,
		       "UPDATE request SET state = iif(number = ?3, 'done', 'void'), done = ?1"
		       " WHERE outcome = ?2 AND state = 'waiting'",
		       NUMBERS(step->now, reply->number, reply->request.number), NULL, NULL,
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

	return run(writer,
		"UPDATE request SET tries = tries + 1, state = iif(?1, 'failed', state),"
		" done = iif(?1, ?2, 0), trouble = ?4 WHERE number = ?3",
		NUMBERS(step->is_final, step->now, step->reply->request.number),
		(const char *const[]){ step->why, NULL }, NULL, error);
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

	return run(writer, "UPDATE hold SET absent = ?1 WHERE outcome = ?2",
		NUMBERS(step->now, step->reply->number), NULL, NULL, error);
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
	gint64 number = 0;

	if (!record_find_number(writer, step->id, &number, error))
		return false;
	if (number == 0)
		return true;
	return run(writer, "UPDATE outcome SET state = 'held', queue_id = ?2 WHERE number = ?1",
		       NUMBERS(number), (const char *const[]){ step->queue_id, NULL }, NULL,
		       error) &&
	       run(writer, "UPDATE hold SET absent = 0 WHERE outcome = ?1", NUMBERS(number), NULL,
		       NULL, error) &&
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
		"UPDATE hold SET reminded = ?1 WHERE outcome = ?2 AND reminded = 0" },
	[HELD_TELL_LEAD] = { "lead-informed",
		"UPDATE hold SET lead_told = ?1 WHERE outcome = ?2 AND lead_told = 0" },
	[HELD_EXPIRE] = { "expired",
		"UPDATE hold SET expired = ?1 WHERE outcome = ?2 AND expired = 0" },
};

static bool
write_deadline(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const Step *step = data;
	const HeldReply *reply = step->reply;
	const char *event = deadlines[step->deadline].event;
	gint64 at = step->why != NULL ? step->now : reply->held;
	int n_changed = 0;

	if (!run(writer, deadlines[step->deadline].sql, NUMBERS(at, reply->number), NULL,
		    &n_changed, error))
		return false;
	if (n_changed == 0)
		return true;
	if (step->why != NULL && !record_write_event(writer, reply->number, step->now, event,
					 RECORD_OURSELVES, step->why, error))
		return false;
	if (step->notice != NULL &&
		!record_write_notice(writer, reply->number, step->notice, step->now, error))
		return false;
	if (step->deadline != HELD_EXPIRE || g_str_equal(reply->on_expiry, "keep"))
		return true;
	return run(writer,
		"INSERT INTO request (outcome, created, kind, actor, reason, state)"
		" VALUES (?2, ?1, ?3, ?4, ?5, 'waiting')",
		NUMBERS(step->now, reply->number),
		(const char *const[]){
			reply->on_expiry, RECORD_OURSELVES, "its time was up", NULL },
		NULL, error);
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
