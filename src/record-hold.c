/* record-hold.c - the rows beside a judgement: its hold, its notice, what it supersedes.
 * SPDX-License-Identifier: MIT */
#include "record-sql.h"

#include <string.h>

#include "errors.h"

enum { MOST_IDS = 20, MOST_HELD_LOOKED_AT = 100 };

/* The mail server's answer to a hold comes after the row: time for it to say no. */
#define SECONDS_BEFORE_SENDING 1

static bool
finish(RecordWriter *writer, sqlite3_stmt *statement, GError **error)
{
	if (sqlite3_step(statement) == SQLITE_DONE)
		return true;
	return record_sql_error(record_writer_database(writer), "cannot write the record", error);
}

static sqlite3_stmt *
prepare(RecordWriter *writer, const char *sql, GError **error)
{
	return record_sql_prepare(record_writer_database(writer), sql, error);
}

/* ---- threads ----------------------------------------------------------------------------------
 */

static void
add_id(GString *thread, const char *id)
{
	if (*id != '\0' && strlen(id) < 256 && strchr(id, ' ') == NULL)
		g_string_append_printf(thread, "%s ", id);
}

/* " a@b c@d ": the mails a reply answers, the newest of them. */
static char *
thread_of(const Message *message)
{
	GString *thread = g_string_new(" ");
	guint n = message != NULL ? g_strv_length(message->references) : 0;

	if (message != NULL)
		add_id(thread, message->in_reply_to);
	for (guint i = n > MOST_IDS ? n - MOST_IDS : 0; i < n; i++)
		add_id(thread, message->references[i]);
	return g_string_free(thread, FALSE);
}

static bool
shares_an_id(const char *thread, const char *other)
{
	g_auto(GStrv) ids = g_strsplit(thread, " ", -1);

	for (char **id = ids; *id != NULL; id++) {
		g_autofree char *with_blanks = g_strdup_printf(" %s ", *id);
		if (**id != '\0' && strstr(other, with_blanks) != NULL)
			return true;
	}
	return false;
}

/* ---- a later reply to the same customer in the same thread -------------------------------------
 */

static bool
request_withdrawal(RecordWriter *writer, gint64 held, const char *by, gint64 now, GError **error)
{
	g_autoptr(sqlite3_stmt) insert = prepare(writer,
		"INSERT OR IGNORE INTO request (key, outcome, at, what, actor, reason, state)"
		" VALUES (?, ?, ?, 'supersede', '" RECORD_OURSELVES "', ?, 'open')",
		error);
	if (insert == NULL)
		return false;
	g_autofree char *key = g_strdup_printf("superseded-%" G_GINT64_FORMAT, held);
	g_autofree char *reason = g_strdup_printf("by %s", by);

	record_sql_text(insert, 1, key);
	sqlite3_bind_int64(insert, 2, held);
	sqlite3_bind_int64(insert, 3, now);
	record_sql_text(insert, 4, reason);
	return finish(writer, insert, error);
}

/* Gives the numbers of held replies that this one makes pointless. */
static GArray *
find_superseded(RecordWriter *writer, gint64 outcome, const JudgementRow *row, GError **error)
{
	const Judgement *judgement = row->judgement;
	g_autoptr(sqlite3_stmt) query = prepare(writer,
		"SELECT o.number, h.thread FROM outcome AS o JOIN hold AS h ON h.outcome = o.number"
		" WHERE o.state = 'held' AND o.customer = ? COLLATE NOCASE AND o.number < ?"
		" ORDER BY o.number DESC LIMIT ?",
		error);
	if (query == NULL)
		return NULL;
	g_autofree char *thread = thread_of(judgement->message);
	GArray *found = g_array_new(FALSE, FALSE, sizeof(gint64));

	record_sql_text(query, 1, judgement->to);
	sqlite3_bind_int64(query, 2, outcome);
	sqlite3_bind_int(query, 3, MOST_HELD_LOOKED_AT);
	while (sqlite3_step(query) == SQLITE_ROW) {
		gint64 number = sqlite3_column_int64(query, 0);
		if (shares_an_id(thread, (const char *)sqlite3_column_text(query, 1)))
			g_array_append_val(found, number);
	}
	return found;
}

static bool
supersede(RecordWriter *writer, gint64 outcome, const JudgementRow *row, gint64 now, GError **error)
{
	g_autoptr(GArray) found = find_superseded(writer, outcome, row, error);

	if (found == NULL)
		return false;
	for (guint i = 0; i < found->len; i++)
		if (!request_withdrawal(writer, g_array_index(found, gint64, i), row->judgement->id,
			    now, error))
			return false;
	return true;
}

/* ---- the hold and its notice ------------------------------------------------------------------
 */

bool
record_write_notice(
	RecordWriter *writer, gint64 outcome, const Notice *notice, gint64 now, GError **error)
{
	g_autoptr(sqlite3_stmt) insert = prepare(writer,
		"INSERT INTO outbox (outcome, kind, recipient, mail, state, created, due)"
		" VALUES (?, ?, ?, ?, 'waiting', ?, ?)",
		error);
	if (insert == NULL)
		return false;
	gsize length = 0;
	const void *bytes = g_bytes_get_data(notice->mail, &length);
	int delay = notice->kind == NOTICE_HELD ? SECONDS_BEFORE_SENDING : 0;

	sqlite3_bind_int64(insert, 1, outcome);
	record_sql_text(insert, 2, notice_kind_name(notice->kind));
	record_sql_text(insert, 3, notice->to);
	sqlite3_bind_blob64(insert, 4, bytes, length, SQLITE_TRANSIENT);
	sqlite3_bind_int64(insert, 5, now);
	sqlite3_bind_int64(insert, 6, now + delay);
	return finish(writer, insert, error);
}

static bool
write_hold(
	RecordWriter *writer, gint64 outcome, const JudgementRow *row, gint64 now, GError **error)
{
	static const char *const ends[] = { "release", "return", "keep" };
	const Judgement *judgement = row->judgement;
	const Policy *policy = settings_policy(row->settings, judgement->agent);
	g_autofree char *thread = thread_of(judgement->message);
	g_autoptr(sqlite3_stmt) insert = prepare(writer,
		"INSERT INTO hold (outcome, held_at, deadline, on_expiry, notify, notice_id, thread)"
		" VALUES (?, ?, ?, ?, ?, ?, ?)",
		error);
	if (insert == NULL)
		return false;

	sqlite3_bind_int64(insert, 1, outcome);
	sqlite3_bind_int64(insert, 2, now);
	sqlite3_bind_int64(insert, 3, now + policy->hold_limit);
	record_sql_text(insert, 4, ends[policy->on_expiry]);
	record_sql_text(insert, 5, notice_recipient(row->envelope, judgement));
	record_sql_text(insert, 6, row->notice != NULL ? row->notice->message_id : "");
	record_sql_text(insert, 7, thread);
	return finish(writer, insert, error);
}

bool
record_write_hold(
	RecordWriter *writer, gint64 outcome, const JudgementRow *row, gint64 now, GError **error)
{
	Verdict performed = row->action->perform;

	if (row->settings == NULL || row->judgement->verdict == VERDICT_SKIP)
		return true;
	if (row->notice != NULL && !record_write_notice(writer, outcome, row->notice, now, error))
		return false;
	if (performed == VERDICT_HOLD)
		return write_hold(writer, outcome, row, now, error);
	return performed == VERDICT_REJECT || supersede(writer, outcome, row, now, error);
}

bool
record_write_no_hold(RecordWriter *writer, gint64 outcome, GError **error)
{
	g_autofree char *sql = g_strdup_printf(
		"DELETE FROM hold WHERE outcome = %" G_GINT64_FORMAT ";"
		"UPDATE outbox SET state = 'withdrawn', mail = NULL WHERE state = 'waiting'"
		" AND outcome = %" G_GINT64_FORMAT,
		outcome, outcome);

	return record_sql_run(record_writer_database(writer), sql, error);
}
