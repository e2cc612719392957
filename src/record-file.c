/* record-file.c - the file behind the record: opened, followed when it is moved, written to in
 * groups. SPDX-License-Identifier: MIT */
#include "config.h"

#include "record-sql.h"

#include <errno.h>
#include <sys/stat.h>

#include "errors.h"
#include "moment.h"
#include "request.h"

#define PURGE_EVERY_SECONDS (24 * 60 * 60)
/* After a purge that left something, or failed. */
#define PURGE_AGAIN_SECONDS 1
#define PURGE_IN_USE_SECONDS 60
/* How long a reader may keep us from emptying the log before we come back later. */
#define READER_MILLISECONDS 200
/* Writing so much anew takes about half a second, once a day. */
#define MOST_REWRITTEN_BYTES (64 * 1024 * 1024)

/* Pages in the log before it is copied into the file. */
#define LOG_PAGES 1000
/* Where mail comes faster than the log is copied beside it, the writer helps: about 256 MB. */
#define MOST_LOG_PAGES 64000

/* What the daily purge does, in this order. */
typedef enum PurgePhase {
	PHASE_ROWS,
	PHASE_MEMORY,
	PHASE_SENTENCES,
	PHASE_PAGES,
	PHASE_LOG,
} PurgePhase;
#define PURGE_RETRY_SECONDS (60 * 60)

struct RecordFile {
	char *path;
	bool is_durable;
	sqlite3 *database; /* NULL: to be opened */
	RecordWriter *writer;
	struct stat opened; /* the file behind the handle */
	int trouble_code;   /* SQLite's, of the last commit that failed */
	PurgePhase phase;
	RecordCheckpointer *checkpointer;
	int log_pages; /* in the log after the last commit */
	int tended_at; /* as many there were when the writer last helped */
};

RecordFile *
record_file_new(const char *path, bool is_durable)
{
	RecordFile *file = g_new0(RecordFile, 1);

	file->path = g_strdup(path);
	file->is_durable = is_durable;
	file->checkpointer = record_checkpointer_new(path);
	return file;
}

static void
close_handle(RecordFile *file)
{
	g_clear_pointer(&file->writer, record_writer_free);
	g_clear_pointer(&file->database, sqlite3_close);
}

void
record_file_free(RecordFile *file)
{
	if (file == NULL)
		return;
	/* First: whoever closes the last handle empties the log. */
	record_checkpointer_free(file->checkpointer);
	close_handle(file);
	g_free(file->path);
	g_free(file);
}

/* In place of SQLite's own, which would copy the log within the commit that mail waits for, and
 * while somebody reads within each of them. */
static int
on_commit(void *data, sqlite3 *database, const char *schema, int pages)
{
	RecordFile *file = data;

	(void)database;
	(void)schema;
	file->log_pages = pages;
	if (pages >= LOG_PAGES)
		record_checkpointer_wake(file->checkpointer);
	return SQLITE_OK;
}

void
record_file_tend(RecordFile *file)
{
	bool has_rest = record_checkpointer_take_rest(file->checkpointer);

	if (file->log_pages < file->tended_at)
		file->tended_at = 0;
	if (file->database == NULL || (!has_rest && file->log_pages < MOST_LOG_PAGES) ||
		(!has_rest && file->log_pages < file->tended_at + LOG_PAGES))
		return;
	file->tended_at = file->log_pages;
	record_checkpoint(file->database);
}

static bool
open_handle(RecordFile *file, GError **error)
{
	file->database = record_schema_open(file->path, file->is_durable, error);
	if (file->database == NULL)
		return false;
	file->writer = record_writer_new(file->database, error);
	if (file->writer == NULL || stat(file->path, &file->opened) != 0) {
		if (file->writer != NULL)
			error_set_system(error, "record", file->path, errno);
		close_handle(file);
		return false;
	}
	sqlite3_wal_hook(file->database, on_commit, file);
	return true;
}

/* Is the handle there, and still on the file that people see at the path? Rows written to a file
 * that was moved away or deleted are lost without a word. */
bool
record_file_open(RecordFile *file, GError **error)
{
	struct stat now;

	if (file->database != NULL &&
		(stat(file->path, &now) != 0 || now.st_ino != file->opened.st_ino ||
			now.st_dev != file->opened.st_dev))
		close_handle(file);
	return file->database != NULL || open_handle(file, error);
}

/* One transaction for a chain of tasks; all or none. */
static bool
commit(RecordFile *file, const RecordWaiting *first, RecordKept kept, GError **error)
{
	bool is_fine = record_sql_run(file->database, "BEGIN IMMEDIATE", error);

	for (const RecordWaiting *waiting = first; is_fine && waiting != NULL;
		waiting = waiting->next)
		is_fine = waiting->task(file->writer, waiting->data, kept, error);
	bool has_work = record_writer_take_work(file->writer);
	if (is_fine && record_sql_run(file->database, "COMMIT", error)) {
		if (has_work)
			request_wake(file->path);
		return true;
	}
	file->trouble_code = sqlite3_errcode(file->database);
	if (sqlite3_get_autocommit(file->database) == 0)
		record_sql_run(file->database, "ROLLBACK", NULL);
	return false;
}

/* Trouble of one row, as opposed to trouble of the file, which every row would have. */
static bool
is_of_one_row(int code)
{
	return code == SQLITE_CONSTRAINT || code == SQLITE_TOOBIG || code == SQLITE_MISMATCH ||
	       code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE;
}

static void
fail_all(RecordWaiting *first, const GError *error)
{
	for (RecordWaiting *waiting = first; waiting != NULL; waiting = waiting->next)
		waiting->error = g_error_copy(error);
}

/* The next group looks afresh: the disk may have room again, the file may be another. */
static void
give_up(RecordFile *file, RecordWaiting *first, const GError *error)
{
	fail_all(first, error);
	close_handle(file);
}

/* One bad row must not cost the others theirs. */
static void
commit_one_by_one(RecordFile *file, RecordWaiting *first, RecordKept kept)
{
	for (RecordWaiting *waiting = first; waiting != NULL; waiting = waiting->next) {
		g_autoptr(GError) error = NULL;
		RecordWaiting alone = *waiting;
		alone.next = NULL;
		if (commit(file, &alone, kept, &error))
			continue;
		if (!is_of_one_row(file->trouble_code)) {
			give_up(file, waiting, error);
			return;
		}
		waiting->is_its_own = true;
		waiting->error = g_steal_pointer(&error);
	}
}

void
record_file_write(RecordFile *file, RecordWaiting *first, RecordKept kept)
{
	g_autoptr(GError) error = NULL;

	if (!record_file_open(file, &error)) {
		fail_all(first, error);
		return;
	}
	if (commit(file, first, kept, &error))
		return;
	if (is_of_one_row(file->trouble_code)) {
		commit_one_by_one(file, first, kept);
		return;
	}
	give_up(file, first, error);
}

/* NULL when nothing is too old. */
static char *
oldest_kept(gint64 keep_seconds)
{
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;

	return keep_seconds > 0 ? moment_write(now - keep_seconds) : NULL;
}

/* Each part is short, since mail waits for this thread; the next one comes a second later. */
static bool
purge_part(RecordFile *file, const char *before, RecordAges keep, bool *more_out, GError **error)
{
	bool is_empty = true;
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;

	*more_out = false;
	switch (file->phase) {
	case PHASE_ROWS:
		if (before != NULL && !record_write_purge(file->writer, before, more_out, error))
			return false;
		break;
	case PHASE_MEMORY:
		/* Turned off, it is emptied; so are the sentences. */
		if (!record_purge_table(
			    file->database, "memory", now - keep.memory, more_out, error))
			return false;
		break;
	case PHASE_SENTENCES:
		if (!record_purge_table(
			    file->database, "sentence", now - keep.sentences, more_out, error))
			return false;
		break;
	case PHASE_PAGES:
		if (!record_scrub_pages(file->database, MOST_REWRITTEN_BYTES, more_out, error))
			return false;
		break;
	case PHASE_LOG:
		if (!record_empty_log(file->database, READER_MILLISECONDS, &is_empty, error))
			return false;
		*more_out = !is_empty;
		break;
	}
	return true;
}

int
record_file_purge(RecordFile *file, RecordAges keep, GError **error)
{
	bool has_more = false;
	if (keep.outcomes == RECORD_NO_PURGE)
		return PURGE_EVERY_SECONDS;
	g_autofree char *before = oldest_kept(keep.outcomes);

	while (record_file_open(file, error) && purge_part(file, before, keep, &has_more, error)) {
		if (has_more)
			return file->phase == PHASE_LOG ? PURGE_IN_USE_SECONDS
							: PURGE_AGAIN_SECONDS;
		if (file->phase == PHASE_LOG) {
			file->phase = PHASE_ROWS;
			return PURGE_EVERY_SECONDS;
		}
		file->phase++;
	}
	file->phase = PHASE_ROWS;
	return PURGE_RETRY_SECONDS;
}
