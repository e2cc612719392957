/* test-record-file.c - a record whose file is not as it should be: somebody else's, gone, full,
 * late. SPDX-License-Identifier: MIT */
#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "errors.h"
#include "record-fixture.h"
#include "upkeep.h"

static void
assert_refused(Fixture *fixture, const char *pattern)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(record_open(fixture->path, fixture->settings, &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM);
	g_assert_true(g_pattern_match_simple(pattern, error->message));
	g_clear_error(&error);
	g_assert_null(record_open_readonly(fixture->path, &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM);
}

static void
somebody_elses_database_is_left_alone(Fixture *fixture, gconstpointer data)
{
	(void)data;
	meddle(fixture->path, "CREATE TABLE theirs (x)");
	assert_refused(fixture, "*not a record of ours*");
	assert_answer(fixture, "SELECT count(*) FROM sqlite_master", "1|");
}

static void
a_newer_record_is_left_alone(Fixture *fixture, gconstpointer data)
{
	(void)data;
	record_close(record_open(fixture->path, fixture->settings, NULL));
	meddle(fixture->path, "PRAGMA user_version = 4711");
	assert_refused(fixture, "*4711*newer*");
	assert_answer(fixture, "PRAGMA user_version", "4711|");
}

static void
a_file_that_is_no_database_is_left_alone(Fixture *fixture, gconstpointer data)
{
	(void)data;
	g_autofree char *text = g_strnfill(4096, 'x');
	g_autofree char *after = NULL;

	g_assert_true(g_file_set_contents(fixture->path, text, -1, NULL));
	assert_refused(fixture, "*not a database*");
	g_assert_true(g_file_get_contents(fixture->path, &after, NULL, NULL));
	g_assert_cmpstr(after, ==, text);
}

static void
a_folder_that_is_not_there_is_told(Fixture *fixture, gconstpointer data)
{
	(void)data;
	g_free(fixture->path);
	fixture->path = g_build_filename(fixture->folder, "absent", "log.sqlite", NULL);
	assert_refused(fixture, "*there is no folder*absent*");
}

static void
opened_again_it_goes_on(Fixture *fixture, gconstpointer data)
{
	(void)data;
	for (int i = 0; i < 3; i++) {
		g_autofree char *id = g_strdup_printf("em%d", i);
		g_autoptr(Record) record = record_open(fixture->path, fixture->settings, NULL);
		g_assert_true(write_down(fixture, record, id, VERDICT_PASS, NULL));
	}
	assert_answer(fixture, "SELECT count(*) FROM outcomes", "3|");
	assert_answer(fixture, "PRAGMA application_id", "1162694745|");
	assert_answer(fixture, "PRAGMA integrity_check", "ok|");
}

static void
a_row_follows_the_file_that_people_see(Fixture *fixture, gconstpointer data)
{
	(void)data;
	g_autofree char *moved = g_build_filename(fixture->folder, "moved", NULL);
	g_autofree char *wal = g_strconcat(fixture->path, "-wal", NULL);
	g_autofree char *shm = g_strconcat(fixture->path, "-shm", NULL);
	g_autoptr(Record) record = record_open(fixture->path, fixture->settings, NULL);

	g_assert_true(write_down(fixture, record, "em1", VERDICT_PASS, NULL));
	g_assert_cmpint(g_rename(fixture->path, moved), ==, 0);
	g_unlink(wal);
	g_unlink(shm);
	g_assert_true(write_down(fixture, record, "em2", VERDICT_PASS, NULL));
	assert_answer(fixture, "SELECT id FROM outcomes", "em2|");
}

static void
a_full_disk_is_told_and_gets_over(Fixture *fixture, gconstpointer data)
{
	(void)data;
	/* In a process of its own: no file may grow any more. */
	if (!g_test_subprocess()) {
		g_test_trap_subprocess(NULL, 0, 0);
		g_test_trap_assert_passed();
		return;
	}
	struct rlimit before, none;
	g_autoptr(GError) error = NULL;
	g_autoptr(Record) record = record_open(fixture->path, fixture->settings, NULL);

	g_assert_true(write_down(fixture, record, "em1", VERDICT_PASS, NULL));
	signal(SIGXFSZ, SIG_IGN);
	g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &before), ==, 0);
	none = (struct rlimit){ 4096, before.rlim_max };
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &none), ==, 0);
	bool is_written = write_down(fixture, record, "em2", VERDICT_PASS, &error);
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &before), ==, 0);
	g_assert_false(is_written);
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM);
	g_assert_true(write_down(fixture, record, "em3", VERDICT_PASS, NULL));
	assert_answer(fixture, "SELECT id FROM outcomes", "em1|em3|");
}

/* ---- rows that come later ---- */

/* Passed on, its row put off. */
static void
put_off(Record *record, const char *id, char *reason)
{
	Judgement *judgement = judged(id, VERDICT_HOLD);
	Action *action = g_new0(Action, 1);

	action->perform = VERDICT_PASS;
	action->failed = g_strdup("feelings");
	action->note = "passed on";
	g_free(judgement->reason);
	judgement->reason = reason;
	/* Its feelings are the test's own, which nobody may free. */
	g_ptr_array_set_size(judgement->customer->feelings, 0);
	g_clear_pointer(&judgement->customer->feelings, g_ptr_array_unref);
	g_clear_pointer(&judgement->customer, g_free);
	g_assert_true(
		record_judgement_later(record, envelope_new(), judgement, action, NULL, 1000));
}

static void
a_row_waits_until_the_record_is_there(Fixture *fixture, gconstpointer data)
{
	(void)data;
	g_autoptr(GError) error = NULL;
	g_autofree char *folder = g_build_filename(fixture->folder, "late", NULL);
	g_free(fixture->path);
	fixture->path = g_build_filename(folder, "log.sqlite", NULL);
	Record *record = record_open_later(fixture->path, fixture->settings);

	g_assert_false(write_down(fixture, record, "em1", VERDICT_HOLD, &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM);
	put_off(record, "em2", g_strdup(""));
	put_off(record, "em3", g_strdup(""));
	g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
	g_assert_cmpuint(record_finish(record), ==, 0);
	record_close(record);
	assert_answer(fixture, "SELECT id, verdict, action, state FROM outcomes ORDER BY number",
		"em2|hold|pass|sent|em3|hold|pass|sent|");
	assert_answer(fixture, "SELECT reason FROM events WHERE id = 'em2'", "hold (passed on)|");
	remove_folder(folder);
}

/* The disk has room for the small rows alone, and one of those is bad. */
static void
what_waits_stays_in_order(Fixture *fixture, gconstpointer data)
{
	(void)data;
	if (!g_test_subprocess()) {
		g_test_trap_subprocess(NULL, 0, 0);
		g_test_trap_assert_passed();
		return;
	}
	struct rlimit before, little;
	g_autofree char *why = NULL;
	g_autofree char *folder = g_build_filename(fixture->folder, "late", NULL);
	g_free(fixture->path);
	fixture->path = g_build_filename(folder, "log.sqlite", NULL);
	Record *record = record_open_later(fixture->path, fixture->settings);

	put_off(record, "large", g_strnfill(1200 * 1024, 'x'));
	put_off(record, "small", g_strdup(""));
	put_off(record, "small", g_strdup("bad: the id is taken"));
	put_off(record, "last", g_strdup(""));
	signal(SIGXFSZ, SIG_IGN);
	g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &before), ==, 0);
	little = (struct rlimit){ 1024 * 1024, before.rlim_max };
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &little), ==, 0);
	g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
	while (why == NULL || strstr(why, "no folder") != NULL) {
		g_usleep(10000);
		g_free(why);
		why = record_take_trouble(record);
	}
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &before), ==, 0);
	g_assert_cmpuint(record_finish(record), ==, 0);
	record_close(record);
	assert_answer(fixture, "SELECT id FROM outcomes ORDER BY number", "large|small|last|");
	remove_folder(folder);
}

static void
what_never_could_be_written_is_counted(Fixture *fixture, gconstpointer data)
{
	(void)data;
	g_autoptr(GError) error = NULL;
	g_autofree char *path = g_build_filename(fixture->folder, "absent", "log.sqlite", NULL);
	g_autoptr(Record) record = record_open_later(path, fixture->settings);

	put_off(record, "em1", g_strdup(""));
	put_off(record, "em2", g_strdup(""));
	g_assert_cmpuint(record_finish(record), ==, 2);
	g_autofree char *why = record_take_trouble(record);
	g_assert_nonnull(strstr(why, "there is no folder"));
	/* Who comes late waits for nobody. */
	g_assert_false(write_down(fixture, record, "em3", VERDICT_PASS, &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM);
}

static void
what_waits_has_a_limit(Fixture *fixture, gconstpointer data)
{
	(void)data;
	g_autofree char *path = g_build_filename(fixture->folder, "absent", "log.sqlite", NULL);
	g_autoptr(Record) record = record_open_later(path, fixture->settings);
	Judgement *large = g_new0(Judgement, 1);

	large->findings = findings_new();
	g_assert_false(record_judgement_later(
		record, envelope_new(), large, g_new0(Action, 1), NULL, 1024 * 1024 * 1024));
}

/* What another process sees: whoever has the record open keeps its file locked for reading. */
static bool
is_locked(const char *path)
{
	pid_t pid = fork();
	int status = 0;

	g_assert_cmpint(pid, >=, 0);
	if (pid == 0) {
		struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
		int file = open(path, O_RDWR | O_CLOEXEC);
		_exit(file >= 0 && fcntl(file, F_GETLK, &whole) == 0 && whole.l_type != F_UNLCK);
	}
	g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
	return WEXITSTATUS(status) == 1;
}

/* Else whoever leaves last takes the log away that we write to. */
static void
looking_for_words_lets_go_of_no_lock(Fixture *fixture, gconstpointer data)
{
	(void)data;
	g_autoptr(GError) error = NULL;
	g_autoptr(Record) record = record_open(fixture->path, fixture->settings, &error);
	bool stands = false;

	g_assert_no_error(error);
	g_assert_true(is_locked(fixture->path));
	g_assert_true(upkeep_stands(record, "create table", &stands, &error));
	g_assert_true(stands);
	g_assert_true(upkeep_stands(record, "no such words", &stands, &error));
	g_assert_false(stands);
	g_assert_true(is_locked(fixture->path));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	TEST("somebody-elses-database-is-left-alone", somebody_elses_database_is_left_alone);
	TEST("a-newer-record-is-left-alone", a_newer_record_is_left_alone);
	TEST("a-file-that-is-no-database-is-left-alone", a_file_that_is_no_database_is_left_alone);
	TEST("a-folder-that-is-not-there-is-told", a_folder_that_is_not_there_is_told);
	TEST("opened-again-it-goes-on", opened_again_it_goes_on);
	TEST("a-row-follows-the-file-that-people-see", a_row_follows_the_file_that_people_see);
	TEST("a-full-disk-is-told-and-gets-over", a_full_disk_is_told_and_gets_over);
	TEST("a-row-waits-until-the-record-is-there", a_row_waits_until_the_record_is_there);
	TEST("what-waits-stays-in-order", what_waits_stays_in_order);
	TEST("what-never-could-be-written-is-counted", what_never_could_be_written_is_counted);
	TEST("what-waits-has-a-limit", what_waits_has_a_limit);
	TEST("looking-for-words-lets-go-of-no-lock", looking_for_words_lets_go_of_no_lock);
	return g_test_run();
}
