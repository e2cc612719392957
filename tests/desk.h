/* desk.h - a record in a folder of its own, for tests of what is kept and found again.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_TESTS_DESK_H
#define EMPATHY_TESTS_DESK_H

#include <glib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "record.h"
#include "settings.h"

typedef struct Desk {
	char *folder, *path;
	Settings *settings;
	Record *record;
	gint64 begun, now; /* the test moves now; the writer forgets by the real clock */
} Desk;

/* more: lines of settings, or NULL. */
static inline void
desk_open_with(Desk *desk, const char *more)
{
	g_autofree char *text =
		g_strconcat("[support]\nsenders = *@shop.example\n", (const char *)more, NULL);
	g_autoptr(GError) error = NULL;

	desk->folder = g_dir_make_tmp("empathy-XXXXXX", NULL);
	desk->path = g_build_filename(desk->folder, "record.db", NULL);
	desk->settings = settings_parse("test", text, strlen(text), &error);
	g_assert_no_error(error);
	settings_use_database(desk->settings, desk->path);
	desk->settings->log_sync = 0;
	desk->record = record_open(desk->path, desk->settings, &error);
	g_assert_no_error(error);
	desk->begun = desk->now = g_get_real_time() / G_USEC_PER_SEC;
}

/* As g_test_add() wants it. */
static inline void
desk_open(Desk *desk, gconstpointer unused)
{
	(void)unused;
	desk_open_with(desk, NULL);
}

static inline void
desk_close(Desk *desk, gconstpointer unused)
{
	static const char *const ends[] = { "", "-wal", "-shm" };

	(void)unused;
	record_close(desk->record);
	for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
		g_autofree char *path = g_strconcat(desk->path, ends[i], NULL);
		g_unlink(path);
	}
	g_assert_cmpint(g_rmdir(desk->folder), ==, 0);
	settings_unref(desk->settings);
	g_free(desk->path);
	g_free(desk->folder);
}

/* Statements of another program's in the file. */
static inline void
desk_run(const Desk *desk, const char *sql)
{
	sqlite3 *database = NULL;

	g_assert_cmpint(sqlite3_open(desk->path, &database), ==, SQLITE_OK);
	sqlite3_busy_timeout(database, 5000);
	g_assert_cmpint(sqlite3_exec(database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
	sqlite3_close(database);
}

/* The first number that a question has for an answer. */
static inline gint64
desk_count(const Desk *desk, const char *sql)
{
	sqlite3 *database = NULL;
	sqlite3_stmt *statement = NULL;

	g_assert_cmpint(
		sqlite3_open_v2(desk->path, &database, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
	sqlite3_busy_timeout(database, 5000);
	g_assert_cmpint(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_step(statement), ==, SQLITE_ROW);
	gint64 number = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(database);
	return number;
}

#endif
