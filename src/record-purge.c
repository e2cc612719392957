/* record-purge.c - what is deleted is gone: from the tables, from the bytes of the file, and from
 * the write-ahead log beside it. SPDX-License-Identifier: MIT */
#include "record-sql.h"

/* Rows and pages at a time: mail waits for the writer meanwhile. */
#define MOST_ROWS 500
#define MOST_PAGES 1000

bool
record_write_purge(RecordWriter *writer, const char *before, bool *more_out, GError **error)
{
	sqlite3 *database = record_writer_database(writer);
	g_autoptr(sqlite3_stmt) statement = record_sql_prepare(database,
		"DELETE FROM outcome WHERE number IN (SELECT number FROM outcome"
		" WHERE at < ?1 AND state <> 'held' ORDER BY at LIMIT ?2)",
		error);
	if (statement == NULL)
		return false;

	record_sql_text(statement, 1, before);
	sqlite3_bind_int(statement, 2, MOST_ROWS);
	if (sqlite3_step(statement) != SQLITE_DONE)
		return record_sql_error(database, "cannot purge the record", error);
	*more_out = sqlite3_changes(database) == MOST_ROWS;
	return true;
}

bool
record_purge_table(
	sqlite3 *database, const char *table, gint64 before, bool *more_out, GError **error)
{
	g_autofree char *sql = g_strdup_printf(
		"DELETE FROM %s WHERE number IN (SELECT number FROM %s WHERE at < %" G_GINT64_FORMAT
		" ORDER BY at LIMIT %d)",
		table, table, before, MOST_ROWS);

	if (!record_sql_run(database, sql, error))
		return false;
	*more_out = sqlite3_changes(database) == MOST_ROWS;
	return true;
}

bool
record_keep_newest(sqlite3 *database, const char *table, gint64 most, GError **error)
{
	g_autofree char *sql = g_strdup_printf(
		"DELETE FROM %s WHERE number <= (SELECT max(number) FROM %s) - %" G_GINT64_FORMAT,
		table, table, most);

	return record_sql_run(database, sql, error);
}

/* Freed pages hold nothing but zeros (secure_delete), but pages that lost some of their rows keep
 * copies of them between the others, where SQLite moved them about. A new file has none. */
static bool
rewrite(sqlite3 *database, GError **error)
{
	return record_sql_run(database, "VACUUM", error);
}

/* Makes the file smaller, without looking into what stays. A file that was made without auto_vacuum
 * stays as large as it is. */
static bool
give_back_pages(sqlite3 *database, bool *more_out, GError **error)
{
	gint64 before = 0, after = 0;
	g_autofree char *sql = g_strdup_printf("PRAGMA incremental_vacuum(%d)", MOST_PAGES);

	if (!record_sql_number(database, "PRAGMA freelist_count", &before, error))
		return false;
	if (before > 0 &&
		(!record_sql_run(database, sql, error) ||
			!record_sql_number(database, "PRAGMA freelist_count", &after, error)))
		return false;
	*more_out = after > 0 && after < before;
	return true;
}

bool
record_scrub_pages(sqlite3 *database, gint64 most_bytes, bool *more_out, GError **error)
{
	gint64 bytes = 0;

	*more_out = false;
	if (!record_sql_number(database,
		    "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
		    &bytes, error))
		return false;
	if (bytes > most_bytes)
		return give_back_pages(database, more_out, error);
	if (most_bytes == G_MAXINT64)
		return rewrite(database, error);
	/* A disk too full for a second file has room again when pages are given back. */
	return rewrite(database, NULL) || give_back_pages(database, more_out, error);
}

bool
record_empty_log(sqlite3 *database, int milliseconds, bool *is_empty_out, GError **error)
{
	gint64 is_busy = 0;

	sqlite3_busy_timeout(database, milliseconds);
	bool is_fine =
		record_sql_number(database, "PRAGMA wal_checkpoint(TRUNCATE)", &is_busy, error);
	sqlite3_busy_timeout(database, RECORD_BUSY_MILLISECONDS);
	*is_empty_out = is_fine && is_busy == 0;
	return is_fine;
}
