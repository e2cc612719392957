/* record-notice.c - the notice beside a judgement. SPDX-License-Identifier: MIT */
#include "record-sql.h"

/* The mail server's answer to a hold comes after the row: time for it to say no. */
#define SECONDS_BEFORE_SENDING 1

static bool
write_token(RecordWriter *writer, gint64 outcome, const char *hash, GError **error)
{
	return *hash == '\0' ||
	       record_sql_run_with(record_writer_database(writer),
		       "INSERT OR IGNORE INTO notice_token (hash, outcome) VALUES (?, ?)",
		       VALUES(TEXT(hash), NUMBER(outcome)), error);
}

bool
record_write_notice(
	RecordWriter *writer, gint64 outcome, const Notice *notice, gint64 now, GError **error)
{
	sqlite3 *database = record_writer_database(writer);
	g_autoptr(sqlite3_stmt) insert = record_sql_prepare(database,
		"INSERT INTO outbox (outcome, kind, recipient, mail, state, created, due, latest)"
		" VALUES (?, ?, ?, ?, 'waiting', ?, ?, ?)",
		error);
	if (insert == NULL || !write_token(writer, outcome, notice->token_hash, error))
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
	sqlite3_bind_int64(insert, 7, notice->latest);
	if (sqlite3_step(insert) == SQLITE_DONE)
		return true;
	return record_sql_error(database, "cannot write the record", error);
}

bool
record_withdraw_notice(RecordWriter *writer, gint64 outcome, GError **error)
{
	return record_sql_run_with(record_writer_database(writer),
		"UPDATE outbox SET state = 'withdrawn', mail = NULL WHERE state = 'waiting'"
		" AND outcome = ?",
		VALUES(NUMBER(outcome)), error);
}
