/* record-change.c - rows as callers ask for them, and what becomes of them afterwards.
 * SPDX-License-Identifier: MIT */
#include "record-sql.h"

#include "errors.h"

/* One value in, one statement. NULL on error. */
static sqlite3_stmt *
prepare_with(sqlite3 *database, const char *sql, const char *value, GError **error)
{
	sqlite3_stmt *statement = record_sql_prepare(database, sql, error);

	if (statement != NULL)
		record_sql_text(statement, 1, value);
	return statement;
}

bool
record_find_number(RecordWriter *writer, const char *id, gint64 *number_out, GError **error)
{
	sqlite3 *database = record_writer_database(writer);
	g_autoptr(sqlite3_stmt) query =
		prepare_with(database, "SELECT number FROM outcome WHERE id = ?", id, error);
	if (query == NULL)
		return false;

	int result = sqlite3_step(query);
	if (result != SQLITE_ROW && result != SQLITE_DONE)
		return record_sql_error(database, "cannot read the record", error);
	*number_out = result == SQLITE_ROW ? sqlite3_column_int64(query, 0) : 0;
	return true;
}

bool
record_write_performed(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const PerformedRow *row = data;
	sqlite3 *database = record_writer_database(writer);
	gint64 number = 0;
	if (!record_find_number(writer, row->id, &number, error))
		return false;
	if (number == 0) {
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"the record has no outcome '%s'", row->id);
		return false;
	}
	g_autoptr(sqlite3_stmt) update =
		prepare_with(database, "UPDATE outcome SET action = ?, state = ? WHERE number = ?",
			verdict_name(row->action), error);
	if (update == NULL)
		return false;

	record_sql_text(update, 2, record_state_of(row->action));
	sqlite3_bind_int64(update, 3, number);
	if (sqlite3_step(update) != SQLITE_DONE)
		return record_sql_error(database, "cannot write the record", error);
	if (row->action != VERDICT_HOLD && !record_withdraw_hold(writer, number, error))
		return false;
	return record_write_event(writer, number, g_get_real_time() / G_USEC_PER_SEC, "fell-back",
		RECORD_OURSELVES, row->why, error);
}

bool
record_judgement(Record *record, const Envelope *envelope, const Judgement *judgement,
	const Action *action, const Hold *hold, const Notice *notice, GError **error)
{
	g_autofree char *at = record_now();
	const JudgementRow row = { envelope, judgement, action, at, hold, notice };

	return record_write(record, record_write_judgement, &row, error);
}

bool
record_performed(Record *record, const Judgement *judgement, Verdict performed, const char *why,
	GError **error)
{
	const PerformedRow row = { judgement->id, performed, why };

	return record_write(record, record_write_performed, &row, error);
}
