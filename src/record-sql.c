/* record-sql.c - small helpers around SQLite, for the record's own files. SPDX-License-Identifier:
 * MIT
 */
#include "record-sql.h"

#include "errors.h"

/* Sorts behind every ISO 8601 time. */
#define AFTER_ALL_TIMES "9"

bool
record_sql_error(sqlite3 *database, const char *what, GError **error)
{
	g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM, "%s: %s", what,
		database != NULL ? sqlite3_errmsg(database) : "out of memory");
	return false;
}

bool
record_sql_run(sqlite3 *database, const char *sql, GError **error)
{
	if (sqlite3_exec(database, sql, NULL, NULL, NULL) == SQLITE_OK)
		return true;
	return record_sql_error(database, "cannot write the record", error);
}

sqlite3_stmt *
record_sql_prepare(sqlite3 *database, const char *sql, GError **error)
{
	sqlite3_stmt *statement = NULL;

	if (database == NULL)
		return NULL;
	if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK)
		record_sql_error(database, "cannot use the record", error);
	return statement;
}

static void
bind_value(sqlite3_stmt *statement, int parameter, const RecordValue *value)
{
	gsize length = 0;
	gconstpointer bytes = value->bytes != NULL ? g_bytes_get_data(value->bytes, &length) : NULL;

	if (value->kind == RECORD_NUMBER)
		sqlite3_bind_int64(statement, parameter, value->number);
	else if (value->kind == RECORD_TEXT)
		record_sql_text(statement, parameter, value->text);
	else
		sqlite3_bind_blob64(statement, parameter, bytes, length, SQLITE_TRANSIENT);
}

sqlite3_stmt *
record_sql_prepare_with(
	sqlite3 *database, const char *sql, const RecordValue *values, GError **error)
{
	sqlite3_stmt *statement = record_sql_prepare(database, sql, error);

	for (int i = 0; statement != NULL && values[i].kind != RECORD_NO_VALUE; i++)
		bind_value(statement, i + 1, &values[i]);
	return statement;
}

bool
record_sql_run_with(sqlite3 *database, const char *sql, const RecordValue *values, GError **error)
{
	g_autoptr(sqlite3_stmt) statement = record_sql_prepare_with(database, sql, values, error);

	return statement != NULL &&
	       (sqlite3_step(statement) == SQLITE_DONE ||
		       record_sql_error(database, "cannot write the record", error));
}

bool
record_sql_number(sqlite3 *database, const char *sql, gint64 *number_out, GError **error)
{
	return record_sql_number_with(database, sql, &NO_VALUE, number_out, error);
}

bool
record_sql_number_with(sqlite3 *database, const char *sql, const RecordValue *values,
	gint64 *number_out, GError **error)
{
	g_autoptr(sqlite3_stmt) statement = record_sql_prepare_with(database, sql, values, error);
	if (statement == NULL)
		return false;

	int result = sqlite3_step(statement);
	if (result != SQLITE_ROW && result != SQLITE_DONE)
		return record_sql_error(database, "cannot read the record", error);
	*number_out = result == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
	return true;
}

GPtrArray *
record_sql_rows(sqlite3_stmt *query, gpointer (*read)(sqlite3_stmt *row), GDestroyNotify free_one,
	GError **error)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(free_one);
	int result = SQLITE_ROW;

	while ((result = sqlite3_step(query)) == SQLITE_ROW)
		g_ptr_array_add(rows, read(query));
	if (result == SQLITE_DONE)
		return g_steal_pointer(&rows);
	record_sql_error(sqlite3_db_handle(query), "cannot read the record", error);
	return NULL;
}

void
record_sql_text(sqlite3_stmt *statement, int parameter, const char *text)
{
	sqlite3_bind_text(statement, parameter, text != NULL ? text : "", -1, SQLITE_TRANSIENT);
}

sqlite3_stmt *
record_sql_prepare_span(
	sqlite3 *database, const char *sql, const char *since, const char *until, GError **error)
{
	sqlite3_stmt *query = record_sql_prepare(database, sql, error);

	if (query != NULL) {
		record_sql_text(query, 1, since);
		record_sql_text(
			query, 2, until != NULL && *until != '\0' ? until : AFTER_ALL_TIMES);
	}
	return query;
}

char *
record_sql_column(sqlite3_stmt *row, int column)
{
	const unsigned char *value = sqlite3_column_text(row, column);

	return g_strdup(value != NULL ? (const char *)value : "");
}
