/* record-hold.c - the row of a promise, and taking it back; which thread a reply is of.
 * SPDX-License-Identifier: MIT */
#include "record-sql.h"

bool
record_write_hold(RecordWriter *writer, gint64 outcome, const Hold *hold, GError **error)
{
	sqlite3 *database = record_writer_database(writer);
	g_autoptr(sqlite3_stmt) insert = record_sql_prepare(database,
		"INSERT INTO hold (outcome, held, remind, tell_lead, expires, on_expiry, override,"
		" recipient, token) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		error);
	if (insert == NULL)
		return false;

	sqlite3_bind_int64(insert, 1, outcome);
	sqlite3_bind_int64(insert, 2, hold->plan.held);
	sqlite3_bind_int64(insert, 3, hold->plan.remind);
	sqlite3_bind_int64(insert, 4, hold->plan.tell_lead);
	sqlite3_bind_int64(insert, 5, hold->plan.expires);
	record_sql_text(insert, 6, on_expiry_name(hold->on_expiry));
	record_sql_text(insert, 7, override_mode_name(hold->override));
	record_sql_text(insert, 8, hold->recipient);
	record_sql_text(insert, 9, hold->token_hash);
	return sqlite3_step(insert) == SQLITE_DONE ||
	       record_sql_error(database, "cannot write the record", error);
}

bool
record_withdraw_hold(RecordWriter *writer, gint64 outcome, GError **error)
{
	g_autofree char *sql =
		g_strdup_printf("DELETE FROM hold WHERE outcome = %" G_GINT64_FORMAT, outcome);

	return record_sql_run(record_writer_database(writer), sql, error) &&
	       record_withdraw_notice(writer, outcome, error);
}

const char *
record_thread(const Message *message)
{
	if (message == NULL)
		return "";
	if (message->references != NULL && message->references[0] != NULL)
		return message->references[0];
	return *message->in_reply_to != '\0' ? message->in_reply_to : message->message_id;
}
