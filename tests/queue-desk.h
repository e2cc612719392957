/* queue-desk.h - a record beside a made-up queue, and rounds of the queue's worker over both by a
 * clock of the test's own. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_TESTS_QUEUE_DESK_H
#define EMPATHY_TESTS_QUEUE_DESK_H

#include <glib/gstdio.h>
#include <string.h>

#include "held.h"
#include "made-up-queue.h"
#include "made-up.h"
#include "queue-run.h"
#include "request.h"

typedef struct Fixture {
	char *folder, *path;
	Settings *settings;
	Wording *wording;
	Record *record; /* open between rounds, while something is written */
	gint64 start;
} Fixture;

static inline Record *
open_record(Fixture *fixture)
{
	g_autoptr(GError) error = NULL;

	if (fixture->record == NULL)
		fixture->record = record_open_existing(fixture->path, fixture->settings, &error);
	g_assert_no_error(error);
	return fixture->record;
}

/* A round has its own, in a process of its own. */
static inline void
close_record(Fixture *fixture)
{
	g_clear_pointer(&fixture->record, record_close);
}

static inline void
begin(Fixture *fixture)
{
	g_autoptr(GError) error = NULL;

	memset(world, 0, sizeof *world);
	fixture->folder = g_dir_make_tmp(NULL, NULL);
	fixture->path = g_build_filename(fixture->folder, "record.db", NULL);
	fixture->record = record_open(fixture->path, fixture->settings, &error);
	g_assert_no_error(error);
}

static inline void
set_up(Fixture *fixture, gconstpointer data)
{
	const char *top = g_getenv("top_srcdir") != NULL ? g_getenv("top_srcdir") : "..";
	g_autofree char *rules = g_build_filename(top, "rules", NULL);
	const char *const folders[] = { rules, NULL };
	g_autoptr(GError) error = NULL;

	(void)data;
	fixture->settings = settings_load(NULL, NULL);
	fixture->settings->log_sync = 0;
	g_free(fixture->settings->notice_smtp);
	g_free(fixture->settings->notice_from);
	g_free(fixture->settings->notice_lead);
	fixture->settings->notice_smtp = g_strdup("127.0.0.1:25");
	fixture->settings->notice_from = g_strdup("kind@shop.example");
	fixture->settings->notice_lead = g_strdup("lead@shop.example");
	fixture->wording = wording_load(folders, &error);
	g_assert_no_error(error);
	fixture->start = g_get_real_time() / G_USEC_PER_SEC;
	begin(fixture);
}

static inline void
end(Fixture *fixture)
{
	static const char *const names[] = { "record.db", "record.db-wal", "record.db-shm",
		"queue.lock" };
	g_autofree char *requests = g_build_filename(fixture->folder, "requests", NULL);

	close_record(fixture);
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = g_build_filename(fixture->folder, names[i], NULL);
		g_unlink(path);
	}
	g_rmdir(requests);
	g_assert_cmpint(g_rmdir(fixture->folder), ==, 0);
	g_free(fixture->folder);
	g_free(fixture->path);
}

static inline void
tear_down(Fixture *fixture, gconstpointer data)
{
	(void)data;
	end(fixture);
	wording_unref(fixture->wording);
	settings_unref(fixture->settings);
}

/* A reply is held, in record and queue. */
static inline void
hold(Fixture *fixture, const char *id, const char *queue_id, OnExpiry on_expiry)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Judgement) judgement = made_up_judgement();
	g_autoptr(Envelope) envelope = made_up_envelope();
	Policy *policy = (Policy *)settings_policy(fixture->settings, judgement->agent);
	const Action action = { .perform = VERDICT_HOLD, .failed = (char *)"feelings" };
	QueueMail *mail = &world->mails[world->n_mails++];

	policy->on_expiry = on_expiry;
	g_autoptr(Hold) held = hold_new(policy, "sam@shop.example", fixture->start);
	g_free(judgement->id);
	g_free(envelope->queue_id);
	judgement->id = g_strdup(id);
	envelope->queue_id = g_strdup(queue_id);
	g_assert_true(record_judgement(
		open_record(fixture), envelope, judgement, &action, held, NULL, &error));
	g_assert_no_error(error);
	g_strlcpy(mail->id, id, sizeof mail->id);
	g_strlcpy(mail->queue_id, queue_id, sizeof mail->queue_id);
	mail->is_there = mail->is_held = true;
	mail->arrived = fixture->start;
}

static inline bool
is_taken(Fixture *fixture, const char *kind, const char *id)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *refusal = NULL;
	const Request request = { kind, id, "kim", "because", "" };

	bool is_fine =
		request_add(open_record(fixture), &request, fixture->start, &refusal, &error);
	g_assert_no_error(error);
	return is_fine;
}

static inline void
ask(Fixture *fixture, const char *kind, const char *id)
{
	g_assert_true(is_taken(fixture, kind, id));
}

static inline void
hear(bool is_trouble, const char *line, void *data)
{
	(void)is_trouble, (void)data;
	g_test_message("%s", line);
	made_up_step();
}

static inline bool
go_round(Fixture *fixture, gint64 now, Wording *wording)
{
	g_autoptr(GError) error = NULL;

	close_record(fixture);
	g_autoptr(Record) record = record_open_existing(fixture->path, fixture->settings, &error);
	const QueueRun run = { record, fixture->path, fixture->settings, wording, &made_up_queue,
		now, hear, NULL };
	bool is_fine = record != NULL && queue_run(&run, &error);

	if (!is_fine)
		g_test_message("%s", error->message);
	return is_fine;
}

static inline void
round_at(Fixture *fixture, gint64 seconds)
{
	g_assert_true(go_round(fixture, fixture->start + seconds, fixture->wording));
}

/* The answers of a question to the record, a blank between. */
static inline char *
look(Fixture *fixture, const char *sql)
{
	g_autofree char *out = NULL;
	g_autoptr(GError) error = NULL;
	const char *argv[] = { "sqlite3", "-separator", " ", "-newline", " ", fixture->path, sql,
		NULL };

	g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, NULL,
		&error);
	g_assert_no_error(error);
	return g_strdup(g_strchomp(out));
}

static inline void
assert_answer(Fixture *fixture, const char *sql, const char *expected)
{
	g_autofree char *answer = look(fixture, sql);

	g_assert_cmpstr(answer, ==, expected);
}

static inline void
assert_events(Fixture *fixture, const char *id, const char *expected)
{
	g_autofree char *sql =
		g_strdup_printf("SELECT event FROM events WHERE id = '%s' ORDER BY number", id);

	assert_answer(fixture, sql, expected);
}

#endif
