/* test-held.c - the life of a held reply in the record, by a clock of the test's own.
 * SPDX-License-Identifier: MIT */
#include "held.h"

#include <glib/gstdio.h>

#include "errors.h"
#include "made-up.h"
#include "outbox.h"

typedef struct Fixture {
	char *folder, *path;
	Settings *settings;
	Record *record;
	gint64 now;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void)data;
	fixture->folder = g_dir_make_tmp(NULL, NULL);
	fixture->path = g_build_filename(fixture->folder, "record.db", NULL);
	fixture->settings = settings_load(NULL, NULL);
	fixture->settings->log_sync = 0;
	fixture->record = record_open(fixture->path, fixture->settings, &error);
	g_assert_no_error(error);
	fixture->now = g_get_real_time() / G_USEC_PER_SEC;
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
	static const char *const ends[] = { "", "-wal", "-shm" };

	(void)data;
	record_close(fixture->record);
	for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
		g_autofree char *path = g_strconcat(fixture->path, ends[i], NULL);
		g_unlink(path);
	}
	g_assert_cmpint(g_rmdir(fixture->folder), ==, 0);
	settings_unref(fixture->settings);
	g_free(fixture->path);
	g_free(fixture->folder);
}

static Notice *
a_notice(const char *to)
{
	Notice *notice = g_new0(Notice, 1);

	notice->kind = NOTICE_HELD;
	notice->to = g_strdup(to);
	notice->message_id = g_strdup("n1@shop.example");
	notice->mail = g_bytes_new_static("Subject: x\r\n\r\nx\r\n", 17);
	return notice;
}

static void
judged(Fixture *fixture, const char *id, Verdict perform)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Notice) notice = perform == VERDICT_HOLD ? a_notice("sam@shop.example") : NULL;
	Judgement *judgement = made_up_judgement();
	const Action action = { .perform = perform, .failed = (char *)"feelings" };

	judgement->id = g_strdup(id);
	g_assert_true(record_judgement_with(fixture->record, fixture->settings, made_up_envelope(),
		judgement, &action, notice, &error));
	g_assert_no_error(error);
}

static Held *
only_held(Fixture *fixture)
{
	g_autoptr(GPtrArray) all = held_now(fixture->record, NULL);

	g_assert_cmpuint(all->len, ==, 1);
	return g_ptr_array_steal_index(all, 0);
}

static guint
n_waiting(Fixture *fixture)
{
	g_autoptr(GPtrArray) items = outbox_due(fixture->record, fixture->now + 3600, 50, NULL);

	return items->len;
}

static bool
story_says(Fixture *fixture, const char *id, const char *text)
{
	g_autofree char *story = record_story(fixture->record, id, NULL);

	return story != NULL && g_strstr_len(story, -1, text) != NULL;
}

static void
is_held_until_its_deadline(Fixture *fixture, gconstpointer data)
{
	(void)data;
	judged(fixture, "em1", VERDICT_HOLD);
	g_autoptr(Held) held = only_held(fixture);

	g_assert_cmpstr(held->id, ==, "em1");
	g_assert_cmpstr(held->queue_id, ==, "4ABC");
	g_assert_cmpstr(held->notify, ==, "sam@shop.example");
	g_assert_cmpstr(held->notice_id, ==, "n1@shop.example");
	g_assert_cmpint(held->deadline - held->held_at, ==, 4 * 3600);
	g_assert_cmpint(held->on_expiry, ==, ON_EXPIRY_RELEASE);
	g_assert_cmpint(held->request, ==, -1);
	g_assert_cmpuint(n_waiting(fixture), ==, 1);
}

static void
is_not_held_when_the_server_would_not(Fixture *fixture, gconstpointer data)
{
	(void)data;
	Judgement *judgement = made_up_judgement();

	judgement->id = g_strdup("em1");
	judged(fixture, "em1", VERDICT_HOLD);
	g_assert_true(record_performed(
		fixture->record, judgement, VERDICT_ANNOTATE, "could not hold", NULL));
	g_autoptr(GPtrArray) all = held_now(fixture->record, NULL);
	g_assert_cmpuint(all->len, ==, 0);
	g_assert_cmpuint(n_waiting(fixture), ==, 0);
}

static void
ends_once(Fixture *fixture, gconstpointer data)
{
	(void)data;
	judged(fixture, "em1", VERDICT_HOLD);
	g_autoptr(Held) held = only_held(fixture);

	g_assert_true(held_end(fixture->record, held, HOLD_RELEASED, "ann", "fine as it is", NULL,
		fixture->now, NULL));
	g_assert_true(held_end(fixture->record, held, HOLD_DISCARDED, "bob", "too late", NULL,
		fixture->now, NULL));
	g_assert_true(story_says(fixture, "em1", "fine as it is"));
	g_assert_false(story_says(fixture, "em1", "too late"));
}

static void
a_step_is_taken_once(Fixture *fixture, gconstpointer data)
{
	(void)data;
	judged(fixture, "em1", VERDICT_HOLD);
	g_autoptr(Held) held = only_held(fixture);
	g_autoptr(Notice) notice = a_notice("sam@shop.example");

	for (int i = 0; i < 2; i++)
		g_assert_true(held_step(
			fixture->record, held, STEP_REMINDED, "", notice, fixture->now, NULL));
	g_autoptr(Held) after = only_held(fixture);
	g_assert_true(after->is_reminded);
	g_assert_false(after->is_lead_told);
	g_assert_cmpuint(n_waiting(fixture), ==, 2);
}

static void
a_request_is_taken_once_and_only_while_held(Fixture *fixture, gconstpointer data)
{
	(void)data;
	judged(fixture, "em1", VERDICT_HOLD);
	Request request = { "file-1", "em1", "ann", "fine", REQUEST_RELEASE, fixture->now };
	Request other = { "file-2", "em9", "ann", "fine", REQUEST_RELEASE, fixture->now };

	g_assert_true(held_request(fixture->record, &request, NULL));
	g_assert_true(held_request(fixture->record, &request, NULL));
	g_assert_false(held_request(fixture->record, &other, NULL));
	g_autoptr(Held) held = only_held(fixture);
	g_assert_cmpint(held->request, ==, REQUEST_RELEASE);
	g_assert_cmpstr(held->request_actor, ==, "ann");
}

static void
a_later_reply_that_passes_supersedes(Fixture *fixture, gconstpointer data)
{
	(void)data;
	judged(fixture, "em1", VERDICT_HOLD);
	judged(fixture, "em2", VERDICT_PASS);
	g_autoptr(Held) held = only_held(fixture);

	g_assert_cmpint(held->request, ==, REQUEST_SUPERSEDE);
	g_assert_cmpstr(held->request_reason, ==, "by em2");
}

static void
a_later_one_that_is_held_does_not(Fixture *fixture, gconstpointer data)
{
	(void)data;
	judged(fixture, "em1", VERDICT_HOLD);
	judged(fixture, "em2", VERDICT_HOLD);
	g_autoptr(Held) held = held_find(fixture->record, "em1", NULL);

	g_assert_cmpint(held->request, ==, -1);
}

static void
is_found_by_what_people_have(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void)data;
	judged(fixture, "em11", VERDICT_HOLD);
	g_autoptr(Held) by_queue = held_find(fixture->record, "4ABC", NULL);
	g_autoptr(Held) by_start = held_find(fixture->record, "em1", NULL);
	g_assert_nonnull(by_queue);
	g_assert_nonnull(by_start);
	g_assert_null(held_find(fixture->record, "nothing", &error));
	g_assert_no_error(error);
	judged(fixture, "em12", VERDICT_HOLD);
	g_assert_null(held_find(fixture->record, "em1", &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM);
}

static void
what_was_sent_is_deleted(Fixture *fixture, gconstpointer data)
{
	(void)data;
	judged(fixture, "em1", VERDICT_HOLD);
	g_autoptr(GPtrArray) items = outbox_due(fixture->record, fixture->now + 3600, 50, NULL);
	const OutboxItem *item = items->pdata[0];
	guint n = 0;
	gint64 last = 0;

	g_assert_true(outbox_sent(fixture->record, &item->number, 1, fixture->now, NULL));
	g_assert_cmpuint(n_waiting(fixture), ==, 0);
	g_assert_true(
		outbox_recent(fixture->record, item->to, fixture->now - 3600, &n, &last, NULL));
	g_assert_cmpuint(n, ==, 1);
	g_assert_cmpint(last, ==, fixture->now);
	g_assert_true(story_says(fixture, "em1", "notified"));
}

static void
what_failed_waits_or_is_given_up(Fixture *fixture, gconstpointer data)
{
	(void)data;
	judged(fixture, "em1", VERDICT_HOLD);
	g_autoptr(GPtrArray) items = outbox_due(fixture->record, fixture->now + 3600, 50, NULL);
	gint64 number = ((const OutboxItem *)items->pdata[0])->number;

	g_assert_true(outbox_failed(
		fixture->record, number, "refused", fixture->now + 7200, fixture->now, NULL));
	g_assert_cmpuint(n_waiting(fixture), ==, 0);
	g_autoptr(GPtrArray) later = outbox_due(fixture->record, fixture->now + 7200, 50, NULL);
	g_assert_cmpuint(later->len, ==, 1);
	g_assert_cmpint(((const OutboxItem *)later->pdata[0])->tries, ==, 1);
	g_assert_true(
		outbox_failed(fixture->record, number, "no such agent", 0, fixture->now, NULL));
	g_assert_true(story_says(fixture, "em1", "no such agent"));
}

static const struct {
	const char *name;
	void (*run)(Fixture *fixture, gconstpointer data);
} cases[] = {
	{ "is-held-until-its-deadline", is_held_until_its_deadline },
	{ "is-not-held-when-the-server-would-not", is_not_held_when_the_server_would_not },
	{ "ends-once", ends_once },
	{ "a-step-is-taken-once", a_step_is_taken_once },
	{ "a-request-is-taken-once-and-only-while-held",
		a_request_is_taken_once_and_only_while_held },
	{ "a-later-reply-that-passes-supersedes", a_later_reply_that_passes_supersedes },
	{ "a-later-one-that-is-held-does-not", a_later_one_that_is_held_does_not },
	{ "is-found-by-what-people-have", is_found_by_what_people_have },
	{ "what-was-sent-is-deleted", what_was_sent_is_deleted },
	{ "what-failed-waits-or-is-given-up", what_failed_waits_or_is_given_up },
};

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/held/%s", cases[i].name);
		g_test_add(path, Fixture, NULL, set_up, cases[i].run, tear_down);
	}
	return g_test_run();
}
