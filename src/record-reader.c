/* record-reader.c - one handle for short questions that mail waits for, with its statements kept
 * ready; callers take turns. SPDX-License-Identifier: MIT */
#include "config.h"

#include "record-sql.h"

#include <sys/stat.h>
#include <unistd.h>

struct RecordReader {
	char *path;
	pthread_mutex_t lock;
	sqlite3 *database; /* NULL: to be opened */
	struct stat opened;
	bool may_write, may_write_index; /* when it was opened */
	GHashTable *statements;          /* by the text's address, which is constant */
	GBytes *secret;                  /* of this file; NULL: not read yet */
};

RecordReader *
record_reader_new(const char *path)
{
	RecordReader *reader = g_new0(RecordReader, 1);

	reader->path = g_strdup(path);
	pthread_mutex_init(&reader->lock, NULL);
	reader->statements = g_hash_table_new_full(
		NULL, NULL, NULL, (GDestroyNotify)(void (*)(void))sqlite3_finalize);
	return reader;
}

static void
close_handle(RecordReader *reader)
{
	g_hash_table_remove_all(reader->statements);
	g_clear_pointer(&reader->database, sqlite3_close);
	g_clear_pointer(&reader->secret, g_bytes_unref);
}

void
record_reader_free(RecordReader *reader)
{
	if (reader == NULL)
		return;
	close_handle(reader);
	g_hash_table_unref(reader->statements);
	pthread_mutex_destroy(&reader->lock);
	g_free(reader->path);
	g_free(reader);
}

/* Another file may have taken the place of the one that is open; or the file may be written now,
 * and could not then. While a handle of that time is open, SQLite takes the log's index for
 * read-only in the whole process, and no row can be written however often that is tried. */
static bool
open_handle(RecordReader *reader, GError **error)
{
	g_autofree char *index = g_strconcat(reader->path, "-shm", NULL);
	struct stat now;
	bool is_there = stat(reader->path, &now) == 0;
	bool may_write = access(reader->path, W_OK) == 0;
	bool may_write_index = access(index, W_OK) == 0;

	if (reader->database != NULL && is_there && now.st_ino == reader->opened.st_ino &&
		now.st_dev == reader->opened.st_dev && may_write == reader->may_write &&
		may_write_index == reader->may_write_index)
		return true;
	close_handle(reader);
	reader->database = record_schema_open_readonly(reader->path, error);
	reader->may_write = may_write;
	reader->may_write_index = may_write_index;
	if (is_there)
		reader->opened = now;
	return reader->database != NULL;
}

sqlite3 *
record_reader_lock(RecordReader *reader, GError **error)
{
	pthread_mutex_lock(&reader->lock);
	if (open_handle(reader, error))
		return reader->database;
	pthread_mutex_unlock(&reader->lock);
	return NULL;
}

void
record_reader_unlock(RecordReader *reader)
{
	pthread_mutex_unlock(&reader->lock);
}

sqlite3_stmt *
record_reader_statement(RecordReader *reader, const char *sql, GError **error)
{
	sqlite3_stmt *statement = g_hash_table_lookup(reader->statements, sql);

	if (statement == NULL) {
		statement = record_sql_prepare(reader->database, sql, error);
		if (statement != NULL)
			g_hash_table_insert(reader->statements, (gpointer)sql, statement);
	}
	return statement;
}

GBytes *
record_reader_secret(RecordReader *reader, GError **error)
{
	if (reader->secret != NULL)
		return reader->secret;
	sqlite3_stmt *statement = record_reader_statement(
		reader, "SELECT bytes FROM secret WHERE name = 'memory'", error);
	if (statement == NULL)
		return NULL;
	if (sqlite3_step(statement) == SQLITE_ROW)
		reader->secret = g_bytes_new(sqlite3_column_blob(statement, 0),
			(gsize)sqlite3_column_bytes(statement, 0));
	else
		record_sql_error(reader->database, "the record has no key for its memory", error);
	sqlite3_reset(statement);
	return reader->secret;
}
