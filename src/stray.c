/* stray.c - mail in the hold queue that the record does not call held: looked at once, told once.
 * SPDX-License-Identifier: MIT */
#include "held.h"

#include "record-sql.h"

static void
stray_free(gpointer data)
{
	Stray *stray = data;

	g_free(stray->queue_id);
	g_free(stray->id);
	g_free(stray->state);
	g_free(stray);
}

static gpointer
read_stray(sqlite3_stmt *row)
{
	Stray *stray = g_new0(Stray, 1);

	stray->queue_id = record_sql_column(row, 0);
	stray->id = record_sql_column(row, 1);
	stray->state = record_sql_column(row, 2);
	stray->arrived = sqlite3_column_int64(row, 3);
	stray->seen = sqlite3_column_int64(row, 4);
	return stray;
}

GPtrArray *
stray_list(Record *record, GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	g_autoptr(sqlite3_stmt) query = record_sql_prepare(
		database, "SELECT queue_id, id, state, arrived, seen FROM stray", error);
	return query != NULL ? record_sql_rows(query, read_stray, stray_free, error) : NULL;
}

static bool
write_stray(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const Stray *stray = data;

	return record_sql_run_with(record_writer_database(writer),
		"INSERT OR REPLACE INTO stray VALUES (?, ?, ?, ?, ?)",
		VALUES(TEXT(stray->queue_id), NUMBER(stray->arrived), TEXT(stray->id),
			TEXT(stray->state), NUMBER(stray->seen)),
		error);
}

bool
stray_add(Record *record, const Stray *stray, GError **error)
{
	return record_write(record, write_stray, stray, error);
}

static bool
write_removal(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	return record_sql_run_with(record_writer_database(writer),
		"DELETE FROM stray WHERE queue_id = ?", VALUES(TEXT(data)), error);
}

bool
stray_remove(Record *record, const char *queue_id, GError **error)
{
	return record_write(record, write_removal, queue_id, error);
}
