/* test-record.c - what is written down, who may read it, and what a broken disk does.
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "record.h"

#include "errors.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Fixture {
	char *folder, *path;
	Settings *settings;
	Envelope *envelope;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data)
{
	(void)data;
	fixture->folder = g_dir_make_tmp(NULL, NULL);
	g_assert_nonnull(fixture->folder);
	fixture->path = g_build_filename(fixture->folder, "log.sqlite", NULL);
	fixture->settings = settings_load(NULL, NULL);
	fixture->settings->log_text = LOG_TEXT_EVIDENCE;
	fixture->settings->log_sync = 0;
	fixture->settings->log_keep = 0;
	fixture->envelope = envelope_new();
	g_free(fixture->envelope->queue_id);
	fixture->envelope->queue_id = g_strdup("4XyZ");
	g_ptr_array_add(fixture->envelope->recipients, g_strdup("ann@example.net"));
}

/* A folder of files only. */
static void
remove_folder(const char *folder)
{
	g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
	const char *name = NULL;

	while (directory != NULL && (name = g_dir_read_name(directory)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		g_unlink(path);
	}
	g_assert_cmpint(g_rmdir(folder), ==, 0);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
	(void)data;
	remove_folder(fixture->folder);
	g_free(fixture->folder);
	g_free(fixture->path);
	settings_unref(fixture->settings);
	envelope_free(fixture->envelope);
}

static void
feeling_clear(gpointer data)
{
	g_free(data);
}

/* A judgement that quotes both sides. */
static Judgement *
judged(const char *id, Verdict verdict)
{
	Judgement *judgement = g_new0(Judgement, 1);
	Feeling *feeling = g_new0(Feeling, 1);

	*feeling = (Feeling){ .kind = FEELING_WORRY,
		.intensity = 3,
		.rule = (char *)"afraid",
		.evidence = (char *)"call me on +49 30 1234567, I am scared",
		.acknowledged = GRADE_FORMULA,
		.by = (char *)"write to help@example.com" };
	judgement->id = g_strdup(id);
	judgement->findings = findings_new();
	findings_add(judgement->findings, CHECK_FEELINGS, RESULT_FAIL, CERTAINTY_SURE, "afraid",
		"I am scared", "take up the worry of ann@example.net");
	findings_add(judgement->findings, CHECK_TONE, RESULT_PASS, CERTAINTY_SURE, "", "", "");
	findings_add(judgement->findings, CHECK_NAME, RESULT_NA, CERTAINTY_HINT, "", "", "");
	judgement->verdict = verdict;
	judgement->reason = g_strdup("feelings: the worry of ann@example.net");
	judgement->source = "quoted";
	judgement->language = g_strdup("en");
	judgement->agent = g_strdup("agent@example.com");
	judgement->to = g_strdup("ann@example.net");
	judgement->policy = g_strdup("default");
	judgement->rules_version = g_strdup("r1");
	judgement->customer = g_new0(Customer, 1);
	judgement->customer->feelings = g_ptr_array_new_with_free_func(feeling_clear);
	g_ptr_array_add(judgement->customer->feelings, feeling);
	judgement->customer->events = 1u << EVENT_ILLNESS | 1u << EVENT_MOVING;
	return judgement;
}

static void
judged_free(Judgement *judgement)
{
	g_ptr_array_unref(judgement->customer->feelings);
	g_clear_pointer(&judgement->customer, g_free);
	judgement_free(judgement);
}

static bool
write_down(Fixture *fixture, Record *record, const char *id, Verdict verdict, GError **error)
{
	Judgement *judgement = judged(id, verdict);
	Action action = { .perform = verdict, .failed = (char *)"feelings" };
	bool is_written = record_judgement(record, fixture->envelope, judgement, &action, error);

	judged_free(judgement);
	return is_written;
}

/* What another program sees: the answer to one question, as text. */
static char *
ask(Fixture *fixture, const char *sql)
{
	sqlite3 *database = NULL;
	sqlite3_stmt *statement = NULL;
	GString *answer = g_string_new(NULL);

	g_assert_cmpint(sqlite3_open_v2(fixture->path, &database, SQLITE_OPEN_READONLY, NULL), ==,
		SQLITE_OK);
	g_assert_cmpint(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), ==, SQLITE_OK);
	while (sqlite3_step(statement) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(statement); i++)
			g_string_append_printf(
				answer, "%s|", (const char *)sqlite3_column_text(statement, i));
	}
	sqlite3_finalize(statement);
	sqlite3_close(database);
	return g_string_free(answer, FALSE);
}

static void
assert_answer(Fixture *fixture, const char *sql, const char *expected)
{
	g_autofree char *answer = ask(fixture, sql);

	g_assert_cmpstr(answer, ==, expected);
}

/* What the writer does on its own account. */
static void
wait_for_answer(Fixture *fixture, const char *sql, const char *expected)
{
	for (int tries = 0; tries < 600; tries++) {
		g_autofree char *answer = ask(fixture, sql);
		if (g_str_equal(answer, expected))
			return;
		g_usleep(50000);
	}
	assert_answer(fixture, sql, expected);
}

/* Changes the file behind the record's back. */
static void
meddle(const char *path, const char *sql)
{
	sqlite3 *database = NULL;

	g_assert_cmpint(sqlite3_open(path, &database), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
	sqlite3_close(database);
}

static void
the_views_show_what_was_judged(Fixture *fixture, gconstpointer data)
{
	(void)data;
	g_autoptr(GError) error = NULL;
	g_autoptr(Record) record = record_open(fixture->path, fixture->settings, &error);
	g_assert_no_error(error);

	g_assert_true(write_down(fixture, record, "em1", VERDICT_HOLD, &error));
	g_assert_true(write_down(fixture, record, "em2", VERDICT_PASS, &error));
	assert_answer(fixture,
		"SELECT id, queue_id, agent, customer, policy, language, verdict, action, state,"
		" feelings, failed, life_events FROM outcomes WHERE at GLOB '20*-*T*Z'",
		"em1|4XyZ|agent@example.com|ann@example.net|default|en|hold|hold|held|worry|"
		"feelings|a life event|"
		"em2|4XyZ|agent@example.com|ann@example.net|default|en|pass|pass|sent|worry|"
		"feelings|a life event|");
	assert_answer(fixture,
		"SELECT \"check\", result, certainty, rule FROM findings WHERE id = 'em1'",
		"feelings|fail|sure|afraid|tone|pass|||");
	assert_answer(fixture,
		"SELECT feeling, intensity, acknowledged FROM feelings WHERE id = 'em1'",
		"worry|3|formula|");
	assert_answer(fixture, "SELECT event, actor, reason FROM events WHERE id = 'em1'",
		"judged|empathy-milter|hold|held|empathy-milter|feelings|");
	assert_answer(fixture, "SELECT id, seconds >= 0 FROM held_now", "em1|1|");
	assert_answer(fixture,
		"SELECT kind, messages, flagged FROM rule_stats WHERE rule = "
		"'afraid' ORDER BY kind",
		"feeling|2|1|finding|2|1|");
}

static void
evidence_is_masked(Fixture *fixture, gconstpointer data)
{
	(void)data;
	g_autoptr(Record) record = record_open(fixture->path, fixture->settings, NULL);

	g_assert_true(write_down(fixture, record, "em1", VERDICT_HOLD, NULL));
	assert_answer(fixture, "SELECT evidence, \"by\" FROM feelings",
		"call me on [number], I am scared|write to [address]|");
	assert_answer(fixture, "SELECT reason FROM outcomes", "feelings: the worry of [address]|");
}

static void
nobodys_words_are_kept_at_level_none(Fixture *fixture, gconstpointer data)
{
	(void)data;
	fixture->settings->log_text = LOG_TEXT_NONE;
	g_autoptr(Record) record = record_open(fixture->path, fixture->settings, NULL);

	g_assert_true(write_down(fixture, record, "em1", VERDICT_HOLD, NULL));
	assert_answer(fixture,
		"SELECT f.evidence || f.\"by\" || g.evidence || g.advice, g.\"check\""
		" FROM feelings AS f JOIN findings AS g USING (id)",
		"|feelings||tone|");
	assert_answer(fixture, "SELECT reason FROM outcomes", "feelings|");
	assert_answer(fixture, "SELECT count(*) FROM words", "0|");
}

static void
life_events_are_named_only_if_asked_for(Fixture *fixture, gconstpointer data)
{
	(void)data;
	fixture->settings->log_events = 1;
	g_autoptr(Record) record = record_open(fixture->path, fixture->settings, NULL);

	g_assert_true(write_down(fixture, record, "em1", VERDICT_HOLD, NULL));
	assert_answer(fixture, "SELECT life_events FROM outcomes", "illness,moving|");
}

static void
less_done_than_planned_is_told(Fixture *fixture, gconstpointer data)
{
	(void)data;
	g_autoptr(GError) error = NULL;
	g_autoptr(Record) record = record_open(fixture->path, fixture->settings, NULL);
	Judgement *judgement = judged("em1", VERDICT_HOLD);

	g_assert_true(write_down(fixture, record, "em1", VERDICT_HOLD, NULL));
	g_assert_true(record_performed(record, judgement, VERDICT_ANNOTATE, "cannot hold", &error));
	assert_answer(
		fixture, "SELECT verdict, action, state FROM outcomes", "hold|annotate|sent|");
	assert_answer(fixture, "SELECT event, reason FROM events ORDER BY number DESC LIMIT 1",
		"fell-back|cannot hold|");
	judged_free(judgement);
	judgement = judged("unknown", VERDICT_HOLD);
	g_assert_false(record_performed(record, judgement, VERDICT_PASS, "", &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM);
	judged_free(judgement);
}

/* ---- reading ---- */

static bool
collect(const Outcome *outcome, void *data)
{
	g_string_append_printf(data, "%s ", outcome->id);
	return true;
}

static void
assert_found(Record *record, const OutcomeQuery *query, const char *expected)
{
	g_autoptr(GString) found = g_string_new(NULL);
	g_autoptr(GError) error = NULL;

	g_assert_true(record_outcomes(record, query, collect, found, &error));
	g_assert_no_error(error);
	g_assert_cmpstr(found->str, ==, expected);
}

static void
questions_filter(Fixture *fixture, gconstpointer data)
{
	(void)data;
	g_autoptr(Record) record = record_open(fixture->path, fixture->settings, NULL);

	g_assert_true(write_down(fixture, record, "em1", VERDICT_HOLD, NULL));
	g_assert_true(write_down(fixture, record, "em2", VERDICT_PASS, NULL));
	g_autoptr(Record) reader = record_open_readonly(fixture->path, NULL);
	g_assert_nonnull(reader);
	assert_found(reader, &(OutcomeQuery){ 0 }, "em2 em1 ");
	assert_found(reader, &(OutcomeQuery){ .limit = 1 }, "em2 ");
	assert_found(
		reader, &(OutcomeQuery){ .agent = "*@EXAMPLE.com", .verdict = "hold" }, "em1 ");
	assert_found(reader, &(OutcomeQuery){ .agent = "a_ent@*" }, "");
	assert_found(reader, &(OutcomeQuery){ .check = "feelings", .state = "sent" }, "em2 ");
	assert_found(reader, &(OutcomeQuery){ .check = "tone" }, "");
	assert_found(reader,
		&(OutcomeQuery){ .feeling = "worry",
			.rule = "afraid",
			.text = "am SCARED",
			.since = "2000-01-01" },
		"em2 em1 ");
	assert_found(reader, &(OutcomeQuery){ .until = "2000-01-01" }, "");
	assert_found(reader, &(OutcomeQuery){ .text = "100%" }, "");
	assert_found(reader, &(OutcomeQuery){ .verdict = "' OR 1 --" }, "");
}

static void
a_story_is_found_by_id_beginning_or_queue_id(Fixture *fixture, gconstpointer data)
{
	(void)data;
	g_autoptr(GError) error = NULL;
	g_autoptr(Record) record = record_open(fixture->path, fixture->settings, NULL);

	g_assert_true(write_down(fixture, record, "em15", VERDICT_HOLD, NULL));
	g_assert_true(write_down(fixture, record, "em16", VERDICT_PASS, NULL));
	g_autofree char *whole = record_story(record, "em15", &error);
	g_assert_nonnull(strstr(whole, "\"id\":\"em15\""));
	g_assert_nonnull(strstr(whole, "\"feeling\":\"worry\",\"intensity\":3,\"explicit\":false"));
	g_assert_nonnull(strstr(whole, "\"event\":\"held\""));
	g_assert_nonnull(strstr(whole, "\"words\":null"));
	g_autofree char *by_queue = record_story(record, "4XyZ", &error);
	g_assert_nonnull(strstr(by_queue, "\"id\":\"em16\""));
	g_assert_no_error(error);
	g_assert_null(record_story(record, "em1", &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYNTAX);
	g_clear_error(&error);
	g_assert_null(record_story(record, "nothing", &error));
	g_assert_null(record_story(record, "", &error));
	g_assert_no_error(error);
}

/* ---- many at once ---- */

#define N_THREADS 8
#define N_EACH 25

typedef struct Caller {
	Fixture *fixture;
	Record *record;
	int number;
} Caller;

static void *
write_many(void *data)
{
	Caller *caller = data;

	for (int i = 0; i < N_EACH; i++) {
		g_autofree char *id = g_strdup_printf("em%dx%d", caller->number, i);
		/* Every caller finds its own row there the moment it is told so. */
		g_autofree char *sql =
			g_strdup_printf("SELECT count(*) FROM outcomes WHERE id = '%s'", id);
		if (!write_down(caller->fixture, caller->record, id, VERDICT_PASS, NULL))
			return (void *)"not written";
		g_autofree char *answer = ask(caller->fixture, sql);
		if (!g_str_equal(answer, "1|"))
			return (void *)"not there";
	}
	return NULL;
}

static void
a_row_is_there_when_its_caller_goes_on(Fixture *fixture, gconstpointer data)
{
	(void)data;
	Record *record = record_open(fixture->path, fixture->settings, NULL);
	Caller callers[N_THREADS];
	pthread_t threads[N_THREADS];

	for (int i = 0; i < N_THREADS; i++) {
		callers[i] = (Caller){ fixture, record, i };
		g_assert_cmpint(pthread_create(&threads[i], NULL, write_many, &callers[i]), ==, 0);
	}
	for (int i = 0; i < N_THREADS; i++) {
		void *trouble = NULL;
		pthread_join(threads[i], &trouble);
		g_assert_cmpstr(trouble, ==, NULL);
	}
	record_close(record);
	assert_answer(fixture, "SELECT count(*) FROM outcomes", "200|");
}

static void *
write_same(void *data)
{
	Caller *caller = data;
	g_autofree char *own = g_strdup_printf("own%d", caller->number);
	bool is_first = write_down(caller->fixture, caller->record, "same", VERDICT_PASS, NULL);

	if (!write_down(caller->fixture, caller->record, own, VERDICT_PASS, NULL))
		return (void *)"lost";
	return is_first ? (void *)"first" : NULL;
}

static void
one_bad_row_costs_no_other_its_own(Fixture *fixture, gconstpointer data)
{
	(void)data;
	Record *record = record_open(fixture->path, fixture->settings, NULL);
	Caller callers[N_THREADS];
	pthread_t threads[N_THREADS];
	int n_first = 0;

	for (int i = 0; i < N_THREADS; i++) {
		callers[i] = (Caller){ fixture, record, i };
		g_assert_cmpint(pthread_create(&threads[i], NULL, write_same, &callers[i]), ==, 0);
	}
	for (int i = 0; i < N_THREADS; i++) {
		void *said = NULL;
		pthread_join(threads[i], &said);
		g_assert_cmpstr(said, !=, "lost");
		n_first += said != NULL ? 1 : 0;
	}
	g_assert_cmpint(n_first, ==, 1);
	record_close(record);
	assert_answer(fixture, "SELECT count(*) FROM outcomes", "9|");
}

/* ---- files that are not as they should be ---- */

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
	for (int i = 2; i <= 3; i++) {
		g_autofree char *id = g_strdup_printf("em%d", i);
		Judgement *judgement = judged(id, VERDICT_HOLD);
		Action *action = g_new0(Action, 1);
		action->perform = VERDICT_PASS;
		action->failed = g_strdup("feelings");
		action->note = "passed on";
		/* Its feelings are the test's own, which nobody may free. */
		g_ptr_array_set_size(judgement->customer->feelings, 0);
		g_clear_pointer(&judgement->customer->feelings, g_ptr_array_unref);
		g_clear_pointer(&judgement->customer, g_free);
		g_assert_true(record_judgement_later(
			record, envelope_new(), judgement, action, NULL, 1000));
	}
	g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
	record_close(record);
	assert_answer(fixture, "SELECT id, verdict, action, state FROM outcomes ORDER BY number",
		"em2|hold|pass|sent|em3|hold|pass|sent|");
	assert_answer(fixture, "SELECT reason FROM events WHERE id = 'em2'", "hold (passed on)|");
	remove_folder(folder);
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

/* ---- retention ---- */

static void
old_rows_go_and_held_ones_stay(Fixture *fixture, gconstpointer data)
{
	(void)data;
	Record *record = record_open(fixture->path, fixture->settings, NULL);

	g_assert_true(write_down(fixture, record, "old", VERDICT_PASS, NULL));
	g_assert_true(write_down(fixture, record, "old-held", VERDICT_HOLD, NULL));
	g_assert_true(write_down(fixture, record, "new", VERDICT_PASS, NULL));
	record_close(record);
	meddle(fixture->path, "UPDATE outcome SET at = '2020-01-01T00:00:00Z' WHERE id GLOB 'o*'");
	fixture->settings->log_keep = 24 * 60 * 60;
	record = record_open(fixture->path, fixture->settings, NULL);
	g_assert_true(write_down(fixture, record, "newest", VERDICT_PASS, NULL));
	/* The purge is the writer's first work, unless a row was there before it had begun. */
	wait_for_answer(fixture, "SELECT count(*) FROM outcome WHERE id = 'old'", "0|");
	record_close(record);
	assert_answer(fixture, "SELECT id FROM outcomes ORDER BY number", "old-held|new|newest|");
	assert_answer(fixture,
		"SELECT (SELECT count(*) FROM finding), (SELECT count(*) FROM feeling),"
		" (SELECT count(*) FROM event)",
		"6|3|4|");
}

#define TEST(name, function) g_test_add("/record/" name, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	TEST("the-views-show-what-was-judged", the_views_show_what_was_judged);
	TEST("evidence-is-masked", evidence_is_masked);
	TEST("nobodys-words-are-kept-at-level-none", nobodys_words_are_kept_at_level_none);
	TEST("life-events-are-named-only-if-asked-for", life_events_are_named_only_if_asked_for);
	TEST("less-done-than-planned-is-told", less_done_than_planned_is_told);
	TEST("questions-filter", questions_filter);
	TEST("a-story-is-found-by-id-beginning-or-queue-id",
		a_story_is_found_by_id_beginning_or_queue_id);
	TEST("a-row-is-there-when-its-caller-goes-on", a_row_is_there_when_its_caller_goes_on);
	TEST("one-bad-row-costs-no-other-its-own", one_bad_row_costs_no_other_its_own);
	TEST("somebody-elses-database-is-left-alone", somebody_elses_database_is_left_alone);
	TEST("a-newer-record-is-left-alone", a_newer_record_is_left_alone);
	TEST("a-file-that-is-no-database-is-left-alone", a_file_that_is_no_database_is_left_alone);
	TEST("a-folder-that-is-not-there-is-told", a_folder_that_is_not_there_is_told);
	TEST("opened-again-it-goes-on", opened_again_it_goes_on);
	TEST("a-row-follows-the-file-that-people-see", a_row_follows_the_file_that_people_see);
	TEST("a-full-disk-is-told-and-gets-over", a_full_disk_is_told_and_gets_over);
	TEST("a-row-waits-until-the-record-is-there", a_row_waits_until_the_record_is_there);
	TEST("what-waits-has-a-limit", what_waits_has_a_limit);
	TEST("old-rows-go-and-held-ones-stay", old_rows_go_and_held_ones_stay);
	return g_test_run();
}
