/* test-outbox.c - notices as rows of the record, by a clock of the test's own.
 * SPDX-License-Identifier: MIT */
#include "outbox.h"

#include "errors.h"
#include "desk.h"
#include "made-up.h"

static Notice *
a_notice(NoticeKind kind, const char *to)
{
	Notice *notice = g_new0(Notice, 1);

	notice->kind = kind;
	notice->to = g_strdup(to);
	notice->message_id = g_strdup("n1@shop.example");
	notice->token_hash = g_strdup("");
	notice->mail = g_bytes_new_static("Subject: x\r\n\r\nx\r\n", 17);
	return notice;
}

static void
told(Desk *desk, const char *id, NoticeKind kind)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Notice) notice = a_notice(kind, "sam@shop.example");
	g_autoptr(Judgement) judgement = made_up_judgement();
	g_autoptr(Envelope) envelope = made_up_envelope();
	const Action action = { .perform = VERDICT_HOLD, .failed = (char *)"feelings" };

	g_free(judgement->id);
	judgement->id = g_strdup(id);
	g_assert_true(
		record_judgement(desk->record, envelope, judgement, &action, NULL, notice, &error));
	g_assert_no_error(error);
}

static guint
n_waiting(Desk *desk)
{
	g_autoptr(GPtrArray) items = outbox_due(desk->record, desk->now + 3600, 50, NULL);

	return items->len;
}

static bool
story_says(Desk *desk, const char *id, const char *text)
{
	g_autofree char *story = record_story(desk->record, id, NULL);

	return story != NULL && g_strstr_len(story, -1, text) != NULL;
}

static void
is_withdrawn_when_the_server_would_not_hold(Desk *desk, gconstpointer data)
{
	(void)data;
	g_autoptr(Judgement) judgement = made_up_judgement();

	g_free(judgement->id);
	judgement->id = g_strdup("em1");
	told(desk, "em1", NOTICE_HELD);
	g_assert_cmpuint(n_waiting(desk), ==, 1);
	g_assert_true(record_performed(
		desk->record, judgement, VERDICT_ANNOTATE, "could not hold", NULL));
	g_assert_cmpuint(n_waiting(desk), ==, 0);
}

static void
what_was_sent_is_deleted(Desk *desk, gconstpointer data)
{
	(void)data;
	told(desk, "em1", NOTICE_HELD);
	g_autoptr(GPtrArray) items = outbox_due(desk->record, desk->now + 3600, 50, NULL);
	const OutboxItem *item = items->pdata[0];
	guint n = 0;
	gint64 last = 0;

	g_assert_true(outbox_sent(desk->record, &item->number, 1, desk->now, NULL));
	g_assert_cmpuint(n_waiting(desk), ==, 0);
	g_assert_true(outbox_recent(desk->record, item->to, desk->now - 3600, &n, &last, NULL));
	g_assert_cmpuint(n, ==, 1);
	g_assert_cmpint(last, ==, desk->now);
	g_assert_true(story_says(desk, "em1", "notified"));
}

static void
what_failed_waits_or_is_given_up(Desk *desk, gconstpointer data)
{
	(void)data;
	told(desk, "em1", NOTICE_HELD);
	g_autoptr(GPtrArray) items = outbox_due(desk->record, desk->now + 3600, 50, NULL);
	gint64 number = ((const OutboxItem *)items->pdata[0])->number;

	g_assert_true(
		outbox_failed(desk->record, number, "refused", desk->now + 7200, desk->now, NULL));
	g_assert_cmpuint(n_waiting(desk), ==, 0);
	g_autoptr(GPtrArray) later = outbox_due(desk->record, desk->now + 7200, 50, NULL);
	g_assert_cmpuint(later->len, ==, 1);
	g_assert_cmpint(((const OutboxItem *)later->pdata[0])->tries, ==, 1);
	g_assert_true(outbox_failed(desk->record, number, "no such agent", 0, desk->now, NULL));
	g_assert_true(story_says(desk, "em1", "no such agent"));
}

/* What was given back is nowhere else. */
static void
what_was_given_back_goes_to_another_and_is_kept(Desk *desk, gconstpointer data)
{
	(void)data;
	told(desk, "em1", NOTICE_RETURNED);
	g_autoptr(GPtrArray) items = outbox_due(desk->record, desk->now + 3600, 50, NULL);
	gint64 number = ((const OutboxItem *)items->pdata[0])->number;

	g_assert_true(outbox_redirect(
		desk->record, number, "lead@shop.example", "no such agent", desk->now, NULL));
	g_autoptr(GPtrArray) again = outbox_due(desk->record, desk->now, 50, NULL);
	g_assert_cmpuint(again->len, ==, 1);
	const OutboxItem *item = again->pdata[0];
	g_assert_cmpstr(item->to, ==, "lead@shop.example");
	g_assert_cmpint(item->tries, ==, 0);
	g_assert_true(story_says(desk, "em1", "sam@shop.example: no such agent"));
	g_assert_true(outbox_failed(desk->record, number, "too large", 0, desk->now, NULL));
	g_assert_cmpuint(n_waiting(desk), ==, 0);
	g_assert_cmpint(desk_count(desk, "SELECT count(*) FROM outbox WHERE state = 'failed'"
					 " AND length(mail) > 0"),
		==, 1);
}

static void
what_a_clock_ahead_wrote_does_not_wait_for_it(Desk *desk, gconstpointer data)
{
	(void)data;
	told(desk, "em1", NOTICE_HELD);
	g_autoptr(GPtrArray) earlier = outbox_due(desk->record, desk->now - 86400, 50, NULL);
	g_autoptr(GPtrArray) before = outbox_due(desk->record, desk->now - 60, 50, NULL);

	g_assert_cmpuint(earlier->len, ==, 1);
	g_assert_cmpuint(before->len, ==, 0);
	const OutboxItem *item = earlier->pdata[0];
	g_assert_true(outbox_failed(desk->record, item->number, "down", desk->now - 86400 + 30,
		desk->now - 86400, NULL));
	g_autoptr(GPtrArray) failed = outbox_due(desk->record, desk->now - 86400, 50, NULL);
	g_assert_cmpuint(failed->len, ==, 0);
}

static const struct {
	const char *name;
	void (*run)(Desk *desk, gconstpointer data);
} cases[] = {
	{ "is-withdrawn-when-the-server-would-not-hold",
		is_withdrawn_when_the_server_would_not_hold },
	{ "what-was-sent-is-deleted", what_was_sent_is_deleted },
	{ "what-failed-waits-or-is-given-up", what_failed_waits_or_is_given_up },
	{ "what-a-clock-ahead-wrote-does-not-wait-for-it",
		what_a_clock_ahead_wrote_does_not_wait_for_it },
	{ "what-was-given-back-goes-to-another-and-is-kept",
		what_was_given_back_goes_to_another_and_is_kept },
};

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/outbox/%s", cases[i].name);
		g_test_add(path, Desk, NULL, desk_open, cases[i].run, desk_close);
	}
	return g_test_run();
}
