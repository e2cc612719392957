/* record-checkpoint.c - what stands in the write-ahead log goes into the file, on a thread that no
 * mail waits for. SPDX-License-Identifier: MIT */
#include "config.h"

#include "record-sql.h"

#include "deadline.h"

/* Between one attempt and the next. While somebody reads what was there before, little can be
 * copied, and the writer waits for each attempt's sync. */
#define PAUSE_MILLISECONDS 100
#define PAUSE_WHILE_READ 5000
/* What came during an attempt, and the writer copies in no time. */
#define FEW_PAGES 300

struct RecordCheckpointer {
	char *path;
	pthread_mutex_t lock;
	pthread_cond_t has_news;
	bool is_wanted, is_closing, has_thread;
	gint has_rest; /* atomic */
	pthread_t thread;
};

RecordCheckpointer *
record_checkpointer_new(const char *path)
{
	RecordCheckpointer *checkpointer = g_new0(RecordCheckpointer, 1);

	checkpointer->path = g_strdup(path);
	pthread_mutex_init(&checkpointer->lock, NULL);
	deadline_condition(&checkpointer->has_news);
	return checkpointer;
}

int
record_checkpoint(sqlite3 *database)
{
	int pages = 0, done = 0;

	if (sqlite3_wal_checkpoint_v2(database, "main", SQLITE_CHECKPOINT_PASSIVE, &pages, &done) !=
		SQLITE_OK)
		return -1;
	return pages - done;
}

/* A handle each time: the file at the path may be another. What fails is tried again, and is told
 * by the writer, for whom it fails as well. How long to pause now. */
static int
copy_log(RecordCheckpointer *checkpointer)
{
	g_autoptr(sqlite3) database = record_schema_open(checkpointer->path, true, NULL);
	int rest = database != NULL ? record_checkpoint(database) : 0;

	/* The log is begun anew only when nothing is left of it, which in steady mail is never. */
	if (rest > 0 && rest <= FEW_PAGES)
		g_atomic_int_set(&checkpointer->has_rest, 1);
	return rest > FEW_PAGES ? PAUSE_WHILE_READ : PAUSE_MILLISECONDS;
}

bool
record_checkpointer_take_rest(RecordCheckpointer *checkpointer)
{
	return g_atomic_int_compare_and_exchange(&checkpointer->has_rest, 1, 0);
}

/* Lock held. */
static void
pause_unlocked(RecordCheckpointer *checkpointer, int milliseconds)
{
	struct timespec until = deadline_in(milliseconds);

	while (!checkpointer->is_closing &&
		pthread_cond_timedwait(&checkpointer->has_news, &checkpointer->lock, &until) == 0)
		;
}

static void *
copy_until_closed(void *data)
{
	RecordCheckpointer *checkpointer = data;

	pthread_mutex_lock(&checkpointer->lock);
	while (!checkpointer->is_closing) {
		if (!checkpointer->is_wanted) {
			pthread_cond_wait(&checkpointer->has_news, &checkpointer->lock);
			continue;
		}
		checkpointer->is_wanted = false;
		pthread_mutex_unlock(&checkpointer->lock);
		int milliseconds = copy_log(checkpointer);
		pthread_mutex_lock(&checkpointer->lock);
		pause_unlocked(checkpointer, milliseconds);
	}
	pthread_mutex_unlock(&checkpointer->lock);
	return NULL;
}

void
record_checkpointer_wake(RecordCheckpointer *checkpointer)
{
	pthread_mutex_lock(&checkpointer->lock);
	checkpointer->is_wanted = true;
	if (!checkpointer->has_thread)
		checkpointer->has_thread = pthread_create(&checkpointer->thread, NULL,
						   copy_until_closed, checkpointer) == 0;
	pthread_cond_signal(&checkpointer->has_news);
	pthread_mutex_unlock(&checkpointer->lock);
}

void
record_checkpointer_free(RecordCheckpointer *checkpointer)
{
	if (checkpointer == NULL)
		return;
	pthread_mutex_lock(&checkpointer->lock);
	checkpointer->is_closing = true;
	pthread_cond_signal(&checkpointer->has_news);
	pthread_mutex_unlock(&checkpointer->lock);
	if (checkpointer->has_thread)
		pthread_join(checkpointer->thread, NULL);
	pthread_cond_destroy(&checkpointer->has_news);
	pthread_mutex_destroy(&checkpointer->lock);
	g_free(checkpointer->path);
	g_free(checkpointer);
}
