/* record-request.c - requests about held mail, as rows that the queue's worker carries out.
 * SPDX-License-Identifier: MIT */
#include "record-sql.h"

#include "request.h"

/* The state of an outcome, and whether the same was asked for already. */
static bool
look(sqlite3 *database, gint64 outcome, const Request *request, char **state_out,
	bool *is_asked_out, GError **error)
{
	g_autoptr(sqlite3_stmt) query = record_sql_prepare(database,
		"SELECT state, EXISTS (SELECT 1 FROM request WHERE outcome = ?1 AND kind = ?2"
		" AND state = 'waiting') FROM outcome WHERE number = ?1",
		error);
	if (query == NULL)
		return false;

	sqlite3_bind_int64(query, 1, outcome);
	record_sql_text(query, 2, request->kind);
	if (sqlite3_step(query) != SQLITE_ROW)
		return record_sql_error(database, "cannot read the record", error);
	*state_out = g_strdup((const char *)sqlite3_column_text(query, 0));
	*is_asked_out = sqlite3_column_int(query, 1) != 0;
	return true;
}

bool
request_write_queued(RecordWriter *writer, gint64 outcome, const Request *request, gint64 now,
	char **refusal_out, GError **error)
{
	sqlite3 *database = record_writer_database(writer);
	g_autofree char *state = NULL;
	bool is_asked = false;

	if (!look(database, outcome, request, &state, &is_asked, error))
		return false;
	if (!g_str_equal(state, "held")) {
		*refusal_out = g_strdup_printf("'%s' is not held, but %s", request->id, state);
		return true;
	}
	if (is_asked)
		return true;
	g_autoptr(sqlite3_stmt) insert = record_sql_prepare(database,
		"INSERT INTO request (outcome, kind, actor, reason, created, state)"
		" VALUES (?, ?, ?, ?, ?, 'waiting')",
		error);
	if (insert == NULL)
		return false;

	sqlite3_bind_int64(insert, 1, outcome);
	record_sql_text(insert, 2, request->kind);
	record_sql_text(insert, 3, request->actor);
	record_sql_text(insert, 4, request->reason);
	sqlite3_bind_int64(insert, 5, now);
	if (sqlite3_step(insert) != SQLITE_DONE)
		return record_sql_error(database, "cannot write the record", error);
	record_writer_has_work(writer);
	return true;
}
