/* record.c - the record's writer: one thread, one handle, many callers to a commit.
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "record.h"

#include <pthread.h>

#include "deadline.h"
#include "errors.h"
#include "record-sql.h"

/* More callers than this are not waiting for a slow disk but for a dead one. */
#define MOST_WAITING 4096
#define MOST_IN_A_COMMIT 256
/* What nobody waits for must never take the place of what somebody does. */
#define MOST_UNHURRIED (MOST_WAITING / 4)
#define LATER_RETRY_MILLISECONDS 2000
#define NOTE_EVERY_SECONDS 60

struct Record {
	char *path;
	RecordFile *file; /* the writer's own: no other thread touches it after record_open() */

	/* Shared, under lock. pthread and not GLib's, so that ThreadSanitizer understands them. */
	pthread_mutex_t lock;
	pthread_cond_t has_work;
	RecordWaiting *first, **last;
	guint n_waiting;
	bool is_closing;
	RecordKept kept; /* its mask is owned */
	RecordAges keep;
	RecordReader *reader; /* has a lock of its own */
	char *trouble;
	gint64 next_note; /* of trouble; monotonic, microseconds */
	RecordBacklog *later;

	pthread_t thread;
	bool has_thread;
};

/* Takes up to a commit's worth off the queue; lock held. */
static RecordWaiting *
take_group(Record *record)
{
	RecordWaiting *first = record->first;
	RecordWaiting **end = &record->first;

	for (guint n = 0; n < MOST_IN_A_COMMIT && *end != NULL; n++) {
		end = &(*end)->next;
		record->n_waiting--;
	}
	RecordWaiting *rest = *end;
	if (first != NULL)
		*end = NULL;
	record->first = rest;
	if (rest == NULL)
		record->last = &record->first;
	return first;
}

static void
waiting_free(RecordWaiting *waiting)
{
	waiting->free_data((void *)waiting->data);
	g_clear_error(&waiting->error);
	pthread_cond_destroy(&waiting->is_finished);
	g_free(waiting);
}

/* Lock held: each waiter may be gone the moment the lock is. */
static void
release_group(RecordWaiting *first)
{
	while (first != NULL) {
		RecordWaiting *next = first->next;
		if (first->free_data != NULL) {
			waiting_free(first);
		} else {
			first->is_done = true;
			pthread_cond_signal(&first->is_finished);
		}
		first = next;
	}
}

/* Lock held. */
static void
set_trouble(Record *record, const GError *error)
{
	g_free(record->trouble);
	record->trouble = g_strdup(error->message);
}

/* Lock held on entry and return. Gives when to purge next. */
static struct timespec
purge_unlocked(Record *record)
{
	g_autoptr(GError) error = NULL;
	RecordAges keep = record->keep;

	pthread_mutex_unlock(&record->lock);
	time_t pause = record_file_purge(record->file, keep, &error);
	pthread_mutex_lock(&record->lock);
	if (error != NULL)
		set_trouble(record, error);
	return deadline_in((gint64)pause * 1000);
}

/* Lock held on entry and return. */
static void
write_unlocked(Record *record, RecordWaiting *group)
{
	RecordKept kept = record->kept;

	mask_words_ref(kept.mask);
	pthread_mutex_unlock(&record->lock);
	if (group != NULL)
		record_file_write(record->file, group, kept);
	pthread_mutex_lock(&record->lock);
	mask_words_unref(kept.mask);
}

/* Lock held; gives up to so many of the oldest rows that wait, as one group. */
static RecordWaiting *
group_of_later(const RecordBacklog *later, RecordWaiting group[MOST_IN_A_COMMIT])
{
	guint n = MIN(record_backlog_length(later), MOST_IN_A_COMMIT);

	for (guint i = 0; i < n; i++)
		group[i] = (RecordWaiting){ .task = record_write_judgement,
			.data = &record_backlog_peek(later, i)->row,
			.next = i + 1 < n ? &group[i + 1] : NULL };
	return n > 0 ? group : NULL;
}

/* Lock held on entry and return. Rows are only ever taken from the backlog here, so those of the
 * group stay where they are meanwhile. False: try again later. */
static bool
write_later_unlocked(Record *record)
{
	RecordWaiting group[MOST_IN_A_COMMIT];
	RecordWaiting *first = group_of_later(record->later, group);
	bool is_fine = true;

	write_unlocked(record, first);
	for (RecordWaiting *waiting = first; waiting != NULL; waiting = waiting->next) {
		if (waiting->error != NULL)
			set_trouble(record, waiting->error);
		/* A bad row is not tried for ever; one that still waits keeps its place. */
		if (is_fine && (waiting->error == NULL || waiting->is_its_own))
			record_backlog_drop(record->later);
		else
			is_fine = false;
		g_clear_error(&waiting->error);
	}
	return is_fine;
}

/* Lock held on entry and return. */
static void
tend_unlocked(Record *record)
{
	pthread_mutex_unlock(&record->lock);
	record_file_tend(record->file);
	pthread_mutex_lock(&record->lock);
}

static void *
write_until_closed(void *data)
{
	Record *record = data;
	struct timespec next_purge = deadline_in(0);
	struct timespec next_later = next_purge;

	pthread_mutex_lock(&record->lock);
	while (!record->is_closing || record->first != NULL) {
		RecordWaiting *group = take_group(record);
		if (group != NULL) {
			write_unlocked(record, group);
			release_group(group);
		} else {
			bool has_later = record_backlog_length(record->later) > 0;
			struct timespec until =
				has_later ? deadline_earlier(next_purge, next_later) : next_purge;
			pthread_cond_timedwait(&record->has_work, &record->lock, &until);
		}
		if (record_backlog_length(record->later) > 0 && !record->is_closing &&
			deadline_is_past(&next_later))
			next_later = deadline_in(
				write_later_unlocked(record) ? 0 : LATER_RETRY_MILLISECONDS);
		if (deadline_is_past(&next_purge) && !record->is_closing)
			next_purge = purge_unlocked(record);
		/* Last: without the lock a close may come between, and a purge that is due be left
		 * out. */
		if (group != NULL)
			tend_unlocked(record);
	}
	while (record_backlog_length(record->later) > 0 && write_later_unlocked(record))
		;
	pthread_mutex_unlock(&record->lock);
	return NULL;
}

static Record *
record_new(const char *path)
{
	Record *record = g_new0(Record, 1);

	record->path = g_strdup(path);
	record->last = &record->first;
	record->later = record_backlog_new();
	record->reader = record_reader_new(path);
	pthread_mutex_init(&record->lock, NULL);
	deadline_condition(&record->has_work);
	return record;
}

static bool
start_writer(Record *record, GError **error)
{
	int result = pthread_create(&record->thread, NULL, write_until_closed, record);

	record->has_thread = result == 0;
	if (!record->has_thread)
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"cannot start the record's writer: %s", g_strerror(result));
	return record->has_thread;
}

Record *
record_open(const char *path, const Settings *settings, GError **error)
{
	g_autoptr(Record) record = record_new(path);

	record->file = record_file_new(path, settings->log_sync);
	record_use_settings(record, settings);
	if (!record_file_open(record->file, error) || !start_writer(record, error))
		return NULL;
	return g_steal_pointer(&record);
}

Record *
record_open_existing(const char *path, const Settings *settings, GError **error)
{
	g_autoptr(Record) record = record_open_readonly(path, error);
	if (record == NULL)
		return NULL;

	record->file = record_file_new(path, settings->log_sync);
	record_use_settings(record, settings);
	record->keep.outcomes = RECORD_NO_PURGE;
	if (!record_file_open(record->file, error) || !start_writer(record, error))
		return NULL;
	return g_steal_pointer(&record);
}

Record *
record_open_later(const char *path, const Settings *settings)
{
	Record *record = record_new(path);

	record->file = record_file_new(path, settings->log_sync);
	record_use_settings(record, settings);
	start_writer(record, NULL);
	return record;
}

Record *
record_open_readonly(const char *path, GError **error)
{
	g_autoptr(Record) record = record_new(path);

	/* Only a look: each question opens its own handle. */
	g_autoptr(sqlite3) database = record_schema_open_readonly(path, error);
	return database != NULL ? g_steal_pointer(&record) : NULL;
}

guint
record_finish(Record *record)
{
	pthread_mutex_lock(&record->lock);
	bool has_thread = record->has_thread;
	record->has_thread = false;
	record->is_closing = true;
	pthread_cond_signal(&record->has_work);
	pthread_mutex_unlock(&record->lock);
	if (has_thread)
		pthread_join(record->thread, NULL);
	return record_unwritten(record);
}

guint
record_unwritten(Record *record)
{
	pthread_mutex_lock(&record->lock);
	guint n = record_backlog_length(record->later);
	pthread_mutex_unlock(&record->lock);
	return n;
}

void
record_close(Record *record)
{
	if (record == NULL)
		return;
	record_finish(record);
	record_file_free(record->file);
	pthread_cond_destroy(&record->has_work);
	pthread_mutex_destroy(&record->lock);
	record_backlog_free(record->later);
	record_reader_free(record->reader);
	mask_words_unref(record->kept.mask);
	g_free(record->trouble);
	g_free(record->path);
	g_free(record);
}

RecordAges
record_ages(const Settings *settings)
{
	return (RecordAges){ settings->log_keep, settings->memory_keep, settings->script_keep };
}

void
record_use_settings(Record *record, const Settings *settings)
{
	pthread_mutex_lock(&record->lock);
	record->kept = (RecordKept){ (LogText)settings->log_text, settings->log_events,
		settings->script_keep > 0 ? settings->script_most : 0, record->kept.mask };
	record->keep = record_ages(settings);
	pthread_mutex_unlock(&record->lock);
}

void
record_use_words(Record *record, MaskWords *words)
{
	pthread_mutex_lock(&record->lock);
	MaskWords *before = record->kept.mask;
	record->kept.mask = mask_words_ref(words);
	pthread_mutex_unlock(&record->lock);
	mask_words_unref(before);
}

void
record_note_trouble(Record *record, const char *what, const GError *error)
{
	gint64 now = g_get_monotonic_time();

	pthread_mutex_lock(&record->lock);
	if (record->trouble == NULL && now >= record->next_note) {
		record->trouble = g_strdup_printf("%s: %s", what, error->message);
		record->next_note = now + NOTE_EVERY_SECONDS * G_USEC_PER_SEC;
	}
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

RecordReader *
record_sql_reader(const Record *record)
{
	return record->reader;
}

const char *
record_sql_path(const Record *record)
{
	return record->path;
}

/* Lock held. most: how many may be there already. */
static bool
put_in_queue(Record *record, RecordWaiting *waiting, guint most)
{
	if (!record->has_thread || record->is_closing || record->n_waiting >= most) {
		g_set_error(&waiting->error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"record '%s': too many are waiting to be written", record->path);
		return false;
	}
	*record->last = waiting;
	record->last = &waiting->next;
	record->n_waiting++;
	pthread_cond_signal(&record->has_work);
	return true;
}

bool
record_write(Record *record, RecordTask task, const void *data, GError **error)
{
	RecordWaiting waiting = { .task = task, .data = data };

	pthread_cond_init(&waiting.is_finished, NULL);
	pthread_mutex_lock(&record->lock);
	/* Waits until it is off the queue again: it never outlives this frame. */
	if (put_in_queue(record, &waiting, MOST_WAITING)) {
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

static RecordWaiting *
waiting_new(RecordTask task, void *data)
{
	RecordWaiting *waiting = g_new0(RecordWaiting, 1);

	waiting->task = task;
	waiting->data = data;
	deadline_condition(&waiting->is_finished);
	return waiting;
}

bool
record_write_within(Record *record, RecordTask task, void *data, GDestroyNotify free_data,
	int milliseconds, GError **error)
{
	RecordWaiting *waiting = waiting_new(task, data);
	struct timespec until = deadline_in(milliseconds);
	int result = 0;

	pthread_mutex_lock(&record->lock);
	bool is_queued = put_in_queue(record, waiting, MOST_UNHURRIED);
	while (is_queued && !waiting->is_done && result == 0)
		result = pthread_cond_timedwait(&waiting->is_finished, &record->lock, &until);
	bool is_left = is_queued && !waiting->is_done;
	if (is_left)
		waiting->free_data = free_data;
	pthread_mutex_unlock(&record->lock);
	if (is_left)
		return true;
	waiting->free_data = free_data;
	bool is_fine = waiting->error == NULL;
	if (!is_fine)
		g_propagate_error(error, g_steal_pointer(&waiting->error));
	waiting_free(waiting);
	return is_fine;
}

bool
record_judgement_later(Record *record, Envelope *envelope, Judgement *judgement, Action *action,
	Rulebook *rulebook, gsize bytes)
{
	RecordLater *later = g_new0(RecordLater, 1);

	later->row = (JudgementRow){ envelope, judgement, action, record_now(), NULL, NULL };
	later->rulebook = rulebook != NULL ? rulebook_ref(rulebook) : NULL;
	later->bytes = bytes + sizeof *later;
	pthread_mutex_lock(&record->lock);
	bool has_room = record_backlog_add(record->later, later);
	pthread_cond_signal(&record->has_work);
	pthread_mutex_unlock(&record->lock);
	return has_room;
}
