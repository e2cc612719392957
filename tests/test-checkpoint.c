/* test-checkpoint.c - the record's log is copied into its file beside the writer, whoever reads.
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <sys/stat.h>

#include "desk.h"
#include "made-up.h"

/* More pages than start the copying. */
enum { SOME_ROWS = 300, MOST_SECONDS = 60 };

static void
write_row(Desk *desk)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Envelope) envelope = envelope_new();
	g_autoptr(Judgement) judgement = made_up_judgement();

	g_free(judgement->id);
	judgement->id = g_uuid_string_random();
	g_autoptr(Action) action = action_plan(desk->settings, judgement, "mx.example", true, true);
	record_judgement(desk->record, envelope, judgement, action, NULL, NULL, &error);
	g_assert_no_error(error);
}

static void
write_rows(Desk *desk, int n)
{
	while (n-- > 0)
		write_row(desk);
}

static bool
is_all_in_the_file(const Desk *desk)
{
	struct stat is;

	g_assert_cmpint(stat(desk->path, &is), ==, 0);
	return is.st_size >= desk_count(desk,
				     "SELECT page_count * page_size FROM pragma_page_count,"
				     " pragma_page_size");
}

/* Counted up each time the log is begun anew. */
static guint32
log_number(const Desk *desk)
{
	g_autofree char *path = g_strconcat(desk->path, "-wal", NULL);
	FILE *file = fopen(path, "rb");
	guint32 number = 0;

	g_assert_nonnull(file);
	g_assert_cmpint(fseek(file, 12, SEEK_SET), ==, 0);
	g_assert_cmpuint(fread(&number, sizeof number, 1, file), ==, 1);
	fclose(file);
	return GUINT32_FROM_BE(number);
}

static gint64
deadline(void)
{
	return g_get_monotonic_time() + MOST_SECONDS * G_USEC_PER_SEC;
}

static void
what_is_written_comes_into_the_file(Desk *desk, gconstpointer unused)
{
	gint64 until = deadline();

	(void)unused;
	write_rows(desk, SOME_ROWS);
	while (!is_all_in_the_file(desk)) {
		g_assert_cmpint(g_get_monotonic_time(), <, until);
		g_usleep(10000);
	}
	g_assert_cmpint(desk_count(desk, "SELECT count(*) FROM outcome"), ==, SOME_ROWS);
}

static void
begin_reading(const Desk *desk, sqlite3 **database)
{
	g_assert_cmpint(
		sqlite3_open_v2(desk->path, database, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
	sqlite3_busy_timeout(*database, 5000);
	g_assert_cmpint(
		sqlite3_exec(*database, "BEGIN; SELECT count(*) FROM outcome", NULL, NULL, NULL),
		==, SQLITE_OK);
}

static void
a_reader_keeps_the_log_and_nobody_waiting(Desk *desk, gconstpointer unused)
{
	sqlite3 *database = NULL;
	gint64 until = deadline();

	(void)unused;
	write_row(desk);
	begin_reading(desk, &database);
	guint32 number = log_number(desk);
	write_rows(desk, SOME_ROWS);
	g_assert_cmpint(desk_count(desk, "SELECT count(*) FROM outcome"), ==, SOME_ROWS + 1);
	g_assert_cmpuint(log_number(desk), ==, number);
	sqlite3_close(database);
	while (log_number(desk) == number) {
		g_assert_cmpint(g_get_monotonic_time(), <, until);
		write_row(desk);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/checkpoint/what-is-written-comes-into-the-file", Desk, NULL, desk_open,
		what_is_written_comes_into_the_file, desk_close);
	g_test_add("/checkpoint/a-reader-keeps-the-log-and-nobody-waiting", Desk, NULL, desk_open,
		a_reader_keeps_the_log_and_nobody_waiting, desk_close);
	return g_test_run();
}
