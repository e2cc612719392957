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
	int delay = notice->kind == NOTICE_HELD ? SECONDS_BEFORE_SENDING : 0;

	return write_token(writer, outcome, notice->token_hash, error) &&
	       record_sql_run_with(record_writer_database(writer),
		       "INSERT INTO outbox (outcome, kind, recipient, mail, state, created, due, latest)"
		       " VALUES (?, ?, ?, ?, 'waiting', ?, ?, ?)",
		       VALUES(NUMBER(outcome), TEXT(notice_kind_name(notice->kind)),
			       TEXT(notice->to), BYTES(notice->mail), NUMBER(now),
			       NUMBER(now + delay), NUMBER(notice->latest)),
		       error);
}

bool
record_withdraw_notice(RecordWriter *writer, gint64 outcome, GError **error)
{
	return record_sql_run_with(record_writer_database(writer),
		"UPDATE outbox SET state = 'withdrawn', mail = NULL WHERE state = 'waiting'"
		" AND outcome = ?",
		VALUES(NUMBER(outcome)), error);
}
