/* record-fixture.h - a record in a folder of its own, something to write down in it, and what
 * others see of it. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_TESTS_RECORD_FIXTURE_H
#define EMPATHY_TESTS_RECORD_FIXTURE_H

#include <glib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

#include "record.h"

typedef struct Fixture {
	char *folder, *path;
	Settings *settings;
	Envelope *envelope;
} Fixture;

static inline void
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
static inline void
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

static inline void
tear_down(Fixture *fixture, gconstpointer data)
{
	(void)data;
	remove_folder(fixture->folder);
	g_free(fixture->folder);
	g_free(fixture->path);
	settings_unref(fixture->settings);
	envelope_free(fixture->envelope);
}

static inline void
feeling_clear(gpointer data)
{
	g_free(data);
}

/* A judgement that quotes both sides. */
static inline Judgement *
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

static inline void
judged_free(Judgement *judgement)
{
	g_ptr_array_unref(judgement->customer->feelings);
	g_clear_pointer(&judgement->customer, g_free);
	judgement_free(judgement);
}

static inline bool
write_down(Fixture *fixture, Record *record, const char *id, Verdict verdict, GError **error)
{
	Judgement *judgement = judged(id, verdict);
	Action action = { .perform = verdict, .failed = (char *)"feelings" };
	bool is_written =
		record_judgement(record, fixture->envelope, judgement, &action, NULL, NULL, error);

	judged_free(judgement);
	return is_written;
}

/* What another program sees: the answer to one question, as text. */
static inline char *
ask(Fixture *fixture, const char *sql)
{
	sqlite3 *database = NULL;
	sqlite3_stmt *statement = NULL;
	GString *answer = g_string_new(NULL);

	g_assert_cmpint(sqlite3_open_v2(fixture->path, &database, SQLITE_OPEN_READONLY, NULL), ==,
		SQLITE_OK);
	/* Whoever closes holds the file for a moment, to see whether nobody else has it. */
	sqlite3_busy_timeout(database, 5000);
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

static inline void
assert_answer(Fixture *fixture, const char *sql, const char *expected)
{
	g_autofree char *answer = ask(fixture, sql);

	g_assert_cmpstr(answer, ==, expected);
}

/* What the writer does on its own account. */
static inline void
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
static inline void
meddle(const char *path, const char *sql)
{
	sqlite3 *database = NULL;

	g_assert_cmpint(sqlite3_open(path, &database), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
	sqlite3_close(database);
}

#define TEST(name, function) g_test_add("/record/" name, Fixture, NULL, set_up, function, tear_down)

#endif
