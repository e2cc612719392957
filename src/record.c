/* record.c - the record's writer: one thread, one handle, many callers to a commit.
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "record.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "errors.h"
#include "record-sql.h"

/* More callers than this are not waiting for a slow disk but for a dead one. */
#define MOST_WAITING 4096
#define MOST_IN_A_COMMIT 256
#define PURGE_EVERY_SECONDS (24 * 60 * 60)
/* After a purge that left something, or failed. */
#define PURGE_AGAIN_SECONDS 1
#define PURGE_RETRY_SECONDS (60 * 60)

/* A task and who waits for it; lives on the caller's stack until it is done. */
typedef struct Waiting {
	RecordTask task;
	const void *data;
	bool is_done;
	GError *error; /* NULL when it is on disk */
	pthread_cond_t is_finished;
	struct Waiting *next;
} Waiting;

struct Record {
	char *path;

	/* The writer's own; no other thread touches them after record_open(). */
	sqlite3 *database;
	RecordWriter *writer;
	struct stat file; /* the file behind the handle */
	bool is_durable;
	int trouble_code; /* SQLite's, of the last commit that failed */

	/* Shared, under lock. pthread and not GLib's, so that ThreadSanitizer understands them. */
	pthread_mutex_t lock;
	pthread_cond_t has_work;
	Waiting *first, **last;
	guint n_waiting;
	bool is_closing;
	LogText level;
	gint64 keep_seconds; /* 0: for ever */
	char *trouble;

	pthread_t thread;
	bool has_thread;
};

static void
close_handle(Record *record)
{
	g_clear_pointer(&record->writer, record_writer_free);
	g_clear_pointer(&record->database, sqlite3_close);
}

static bool
open_handle(Record *record, GError **error)
{
	record->database = record_schema_open(record->path, record->is_durable, error);
	if (record->database == NULL)
		return false;
	record->writer = record_writer_new(record->database, error);
	if (record->writer == NULL || stat(record->path, &record->file) != 0) {
		if (record->writer != NULL)
			g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM, "record '%s': %s",
				record->path, g_strerror(errno));
		close_handle(record);
		return false;
	}
	return true;
}

/* Is the handle there, and still on the file that people see at the path? Rows written to a file
 * that was moved away or deleted are lost without a word. */
static bool
ensure_handle(Record *record, GError **error)
{
	struct stat now;

	if (record->database != NULL &&
		(stat(record->path, &now) != 0 || now.st_ino != record->file.st_ino ||
			now.st_dev != record->file.st_dev))
		close_handle(record);
	return record->database != NULL || open_handle(record, error);
}

/* One transaction for a chain of tasks; all or none. */
static bool
commit(Record *record, const Waiting *first, LogText level, GError **error)
{
	if (!record_sql_run(record->database, "BEGIN IMMEDIATE", error)) {
		record->trouble_code = sqlite3_errcode(record->database);
		return false;
	}
	bool is_fine = true;
	for (const Waiting *waiting = first; is_fine && waiting != NULL; waiting = waiting->next)
		is_fine = waiting->task(record->writer, waiting->data, level, error);
	if (is_fine && record_sql_run(record->database, "COMMIT", error))
		return true;
	record->trouble_code = sqlite3_errcode(record->database);
	record_sql_run(record->database, "ROLLBACK", NULL);
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
fail_all(Waiting *first, const GError *error)
{
	for (Waiting *waiting = first; waiting != NULL; waiting = waiting->next)
		waiting->error = g_error_copy(error);
}

/* One bad row must not cost the others theirs. */
static void
commit_one_by_one(Record *record, Waiting *first, LogText level)
{
	for (Waiting *waiting = first; waiting != NULL; waiting = waiting->next) {
		Waiting alone = *waiting;
		alone.next = NULL;
		commit(record, &alone, level, &waiting->error);
	}
}

static void
write_group(Record *record, Waiting *first, LogText level)
{
	g_autoptr(GError) error = NULL;

	if (!ensure_handle(record, &error)) {
		fail_all(first, error);
		return;
	}
	if (commit(record, first, level, &error))
		return;
	if (first->next != NULL && is_of_one_row(record->trouble_code)) {
		commit_one_by_one(record, first, level);
		return;
	}
	fail_all(first, error);
	/* The next group looks afresh: the disk may have room again, the file may be another. */
	close_handle(record);
}

/* Takes up to a commit's worth off the queue; lock held. */
static Waiting *
take_group(Record *record)
{
	Waiting *first = record->first;
	Waiting **end = &record->first;

	for (guint n = 0; n < MOST_IN_A_COMMIT && *end != NULL; n++) {
		end = &(*end)->next;
		record->n_waiting--;
	}
	Waiting *rest = *end;
	if (first != NULL)
		*end = NULL;
	record->first = rest;
	if (rest == NULL)
		record->last = &record->first;
	return first;
}

/* Lock held: each waiter may be gone the moment the lock is. */
static void
release_group(Waiting *first)
{
	while (first != NULL) {
		Waiting *next = first->next;
		first->is_done = true;
		pthread_cond_signal(&first->is_finished);
		first = next;
	}
}

/* Gives how long until the next purge. */
static time_t
purge(Record *record, gint64 keep_seconds, GError **error)
{
	if (keep_seconds <= 0)
		return PURGE_EVERY_SECONDS;
	g_autoptr(GDateTime) now = g_date_time_new_now_utc();
	g_autoptr(GDateTime) limit = g_date_time_add_seconds(now, -(gdouble)keep_seconds);
	if (limit == NULL)
		return PURGE_EVERY_SECONDS;
	g_autofree char *before = g_date_time_format(limit, "%Y-%m-%dT%H:%M:%SZ");
	bool has_more = false;
	if (!ensure_handle(record, error) ||
		!record_write_purge(record->writer, before, &has_more, error))
		return PURGE_RETRY_SECONDS;
	return has_more ? PURGE_AGAIN_SECONDS : PURGE_EVERY_SECONDS;
}

static struct timespec
seconds_from_now(time_t seconds)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	time.tv_sec += seconds;
	return time;
}

static bool
is_past(const struct timespec *time)
{
	struct timespec now = seconds_from_now(0);

	return now.tv_sec > time->tv_sec ||
	       (now.tv_sec == time->tv_sec && now.tv_nsec >= time->tv_nsec);
}

/* Lock held on entry and return. Gives when to purge next. */
static struct timespec
purge_unlocked(Record *record)
{
	g_autoptr(GError) error = NULL;
	gint64 keep_seconds = record->keep_seconds;

	pthread_mutex_unlock(&record->lock);
	time_t pause = purge(record, keep_seconds, &error);
	pthread_mutex_lock(&record->lock);
	if (error != NULL) {
		g_free(record->trouble);
		record->trouble = g_strdup(error->message);
	}
	return seconds_from_now(pause);
}

static void *
write_until_closed(void *data)
{
	Record *record = data;
	struct timespec next_purge = seconds_from_now(0);

	pthread_mutex_lock(&record->lock);
	while (!record->is_closing || record->first != NULL) {
		Waiting *group = take_group(record);
		if (group != NULL) {
			LogText level = record->level;
			pthread_mutex_unlock(&record->lock);
			write_group(record, group, level);
			pthread_mutex_lock(&record->lock);
			release_group(group);
		} else {
			pthread_cond_timedwait(&record->has_work, &record->lock, &next_purge);
		}
		if (is_past(&next_purge) && !record->is_closing)
			next_purge = purge_unlocked(record);
	}
	pthread_mutex_unlock(&record->lock);
	return NULL;
}

static Record *
record_new(const char *path)
{
	Record *record = g_new0(Record, 1);
	pthread_condattr_t attributes;

	record->path = g_strdup(path);
	record->last = &record->first;
	pthread_mutex_init(&record->lock, NULL);
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&record->has_work, &attributes);
	pthread_condattr_destroy(&attributes);
	return record;
}

Record *
record_open(const char *path, const Settings *settings, GError **error)
{
	g_autoptr(Record) record = record_new(path);

	record->is_durable = settings->log_sync;
	record_use_settings(record, settings);
	if (!open_handle(record, error))
		return NULL;
	int result = pthread_create(&record->thread, NULL, write_until_closed, record);
	if (result != 0) {
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"cannot start the record's writer: %s", g_strerror(result));
		return NULL;
	}
	record->has_thread = true;
	return g_steal_pointer(&record);
}

Record *
record_open_readonly(const char *path, GError **error)
{
	g_autoptr(Record) record = record_new(path);

	/* Only a look: each question opens its own handle. */
	g_autoptr(sqlite3) database = record_schema_open_readonly(path, error);
	return database != NULL ? g_steal_pointer(&record) : NULL;
}

void
record_close(Record *record)
{
	if (record == NULL)
		return;
	if (record->has_thread) {
		pthread_mutex_lock(&record->lock);
		record->is_closing = true;
		pthread_cond_signal(&record->has_work);
		pthread_mutex_unlock(&record->lock);
		pthread_join(record->thread, NULL);
	}
	close_handle(record);
	pthread_cond_destroy(&record->has_work);
	pthread_mutex_destroy(&record->lock);
	g_free(record->trouble);
	g_free(record->path);
	g_free(record);
}

void
record_use_settings(Record *record, const Settings *settings)
{
	pthread_mutex_lock(&record->lock);
	record->level = (LogText)settings->log_text;
	record->keep_seconds = settings->log_keep;
	pthread_mutex_unlock(&record->lock);
}

char *
record_take_trouble(Record *record)
{
	pthread_mutex_lock(&record->lock);
	char *trouble = g_steal_pointer(&record->trouble);
	pthread_mutex_unlock(&record->lock);
	return trouble;
}

const char *
record_sql_path(const Record *record)
{
	return record->path;
}

bool
record_write(Record *record, RecordTask task, const void *data, GError **error)
{
	Waiting waiting = { .task = task, .data = data };

	pthread_cond_init(&waiting.is_finished, NULL);
	pthread_mutex_lock(&record->lock);
	if (record->is_closing || record->n_waiting >= MOST_WAITING) {
		g_set_error(&waiting.error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"record '%s': too many are waiting to be written", record->path);
	} else {
		*record->last = &waiting;
		record->last = &waiting.next;
		record->n_waiting++;
		pthread_cond_signal(&record->has_work);
		while (!waiting.is_done)
			pthread_cond_wait(&waiting.is_finished, &record->lock);
	}
	pthread_mutex_unlock(&record->lock);
	pthread_cond_destroy(&waiting.is_finished);
	if (waiting.error == NULL)
		return true;
	g_propagate_error(error, waiting.error);
	return false;
}

bool
record_judgement(Record *record, const Envelope *envelope, const Judgement *judgement,
	const Action *action, GError **error)
{
	const JudgementRow row = { envelope, judgement, action };

	return record_write(record, record_write_judgement, &row, error);
}

bool
record_performed(Record *record, const Judgement *judgement, Verdict performed, const char *why,
	GError **error)
{
	const PerformedRow row = { judgement->id, performed, why };

	return record_write(record, record_write_performed, &row, error);
}
