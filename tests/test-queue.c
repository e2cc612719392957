/* test-queue.c - rounds of the queue's worker, by a clock of the test's own, over a queue that it
 * makes up: what is due, what is asked for, what went astray, and a round killed at every step.
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "held-next.h"
#include "message.h"
#include "queue-desk.h"

enum { HOUR = 3600 };

/* ---- what is due ---- */

static void
deadlines_come_once_each_in_their_order(Fixture *fixture, gconstpointer data)
{
	static const struct {
		gint64 seconds;
		const char *events, *notices;
	} moments[] = {
		{ 10, "judged held", "" },
		{ HOUR - 1, "judged held", "" },
		{ HOUR, "judged held reminded", "reminded sam@shop.example" },
		{ HOUR, "judged held reminded", "reminded sam@shop.example" },
		{ 2 * HOUR - 1, "judged held reminded", "reminded sam@shop.example" },
		{ 2 * HOUR, "judged held reminded lead-informed",
			"reminded sam@shop.example lead lead@shop.example" },
		{ 4 * HOUR - 1, "judged held reminded lead-informed",
			"reminded sam@shop.example lead lead@shop.example" },
		{ 4 * HOUR, "judged held reminded lead-informed expired released",
			"released sam@shop.example" },
		{ 400 * HOUR, "judged held reminded lead-informed expired released",
			"released sam@shop.example" },
	};

	(void)data;
	hold(fixture, "em1", "4ABCD1", ON_EXPIRY_RELEASE);
	for (guint i = 0; i < G_N_ELEMENTS(moments); i++) {
		round_at(fixture, moments[i].seconds);
		assert_events(fixture, "em1", moments[i].events);
		assert_answer(fixture,
			"SELECT kind, recipient FROM outbox WHERE state = 'waiting'"
			" ORDER BY number",
			moments[i].notices);
	}
	g_assert_cmpint(world->mails[0].n_delivered, ==, 1);
}

/* Nobody ran for a day: what is over is not announced. */
static void
a_late_round_only_ends_it(Fixture *fixture, gconstpointer data)
{
	(void)data;
	hold(fixture, "em1", "4ABCD1", ON_EXPIRY_RELEASE);
	round_at(fixture, 24 * HOUR);
	assert_events(fixture, "em1", "judged held expired released");
}

static void
what_is_kept_stays_for_ever(Fixture *fixture, gconstpointer data)
{
	(void)data;
	hold(fixture, "em1", "4ABCD1", ON_EXPIRY_KEEP);
	round_at(fixture, 5 * HOUR);
	round_at(fixture, 5000 * HOUR);
	assert_answer(fixture, "SELECT state FROM outcomes", "held");
	g_assert_true(world->mails[0].is_held);
}

static void
without_notices_nothing_goes_back(Fixture *fixture, gconstpointer data)
{
	(void)data;
	hold(fixture, "em1", "4ABCD1", ON_EXPIRY_RETURN);
	g_assert_true(go_round(fixture, fixture->start + HOUR, NULL));
	g_assert_true(go_round(fixture, fixture->start + 5 * HOUR, NULL));
	g_assert_true(go_round(fixture, fixture->start + 6 * HOUR, NULL));
	/* Nobody was reminded, so nothing says so. */
	assert_events(fixture, "em1", "judged held expired");
	open_record(fixture);
	g_autoptr(HeldReply) held = held_find(fixture->record, "em1", NULL);
	close_record(fixture);
	g_autofree char *said = held_said(held);
	g_assert_cmpstr(said, ==, "");
	assert_answer(fixture, "SELECT state, tries FROM request", "failed 1");
	g_assert_true(world->mails[0].is_held);
}

/* ---- what is asked for ---- */

static void
of_two_wishes_the_first_counts(Fixture *fixture, gconstpointer data)
{
	(void)data;
	hold(fixture, "em1", "4ABCD1", ON_EXPIRY_KEEP);
	ask(fixture, "discard", "em1");
	g_assert_false(is_taken(fixture, "release", "em1"));
	ask(fixture, "discard", "em1");
	assert_answer(fixture, "SELECT count(*) FROM request", "1");
	round_at(fixture, 10);
	assert_answer(fixture, "SELECT kind, state FROM request ORDER BY number", "discard done");
	assert_events(fixture, "em1", "judged held unheeded discarded");
	g_assert_cmpint(world->mails[0].n_discarded, ==, 1);
	g_assert_cmpint(world->mails[0].n_released, ==, 0);
}

static void
trouble_is_told_and_tried_again(Fixture *fixture, gconstpointer data)
{
	(void)data;
	hold(fixture, "em1", "4ABCD1", ON_EXPIRY_KEEP);
	ask(fixture, "release", "em1");
	world->is_broken = true;
	round_at(fixture, 10);
	round_at(fixture, 20);
	assert_answer(fixture, "SELECT state, tries, trouble FROM request",
		"waiting 2 the server is broken");
	world->is_broken = false;
	round_at(fixture, 30);
	assert_events(fixture, "em1", "judged held released");
	g_assert_cmpint(world->mails[0].n_delivered, ==, 1);
}

/* ---- what went astray ---- */

static void
what_is_gone_is_missed_for_a_while_first(Fixture *fixture, gconstpointer data)
{
	(void)data;
	hold(fixture, "em1", "4ABCD1", ON_EXPIRY_KEEP);
	world->mails[0].is_there = false;
	round_at(fixture, 10);
	round_at(fixture, 10 + QUEUE_GRACE_SECONDS - 1);
	assert_answer(fixture, "SELECT state FROM outcomes", "held");
	/* Seen in between, it begins anew. */
	world->mails[0].is_there = true;
	round_at(fixture, 10 + QUEUE_GRACE_SECONDS);
	world->mails[0].is_there = false;
	round_at(fixture, 500);
	assert_answer(fixture, "SELECT state FROM outcomes", "held");
	round_at(fixture, 500 + QUEUE_GRACE_SECONDS);
	assert_events(fixture, "em1", "judged held vanished");
	/* And when it comes back, it is held again. */
	world->mails[0].is_there = true;
	round_at(fixture, 900);
	assert_events(fixture, "em1", "judged held vanished held");
	assert_answer(fixture, "SELECT state FROM outcomes", "held");
}

static void
what_was_let_go_by_hand_is_not_ours_to_end(Fixture *fixture, gconstpointer data)
{
	(void)data;
	hold(fixture, "em1", "4ABCD1", ON_EXPIRY_RELEASE);
	ask(fixture, "discard", "em1");
	world->mails[0].is_held = false;
	/* It might just be coming in. */
	round_at(fixture, 10);
	assert_events(fixture, "em1", "judged held");
	round_at(fixture, 10 + QUEUE_GRACE_SECONDS);
	assert_events(fixture, "em1", "judged held released");
	assert_answer(fixture, "SELECT state FROM request", "void");
	g_assert_true(world->mails[0].is_there);
	g_assert_cmpint(world->mails[0].n_delivered, ==, 0);
}

static void
another_mail_under_its_queue_id_is_not_touched(Fixture *fixture, gconstpointer data)
{
	(void)data;
	hold(fixture, "em1", "4ABCD1", ON_EXPIRY_KEEP);
	ask(fixture, "release", "em1");
	g_strlcpy(world->mails[0].id, "em9", sizeof world->mails[0].id);
	round_at(fixture, 10);
	round_at(fixture, 20 + QUEUE_GRACE_SECONDS);
	assert_events(fixture, "em1", "judged held vanished");
	g_assert_true(world->mails[0].is_held);
	/* Nor one that came at another time. */
	hold(fixture, "em2", "4ABCD2", ON_EXPIRY_RELEASE);
	world->mails[1].arrived += 10 * HOUR;
	round_at(fixture, 5 * HOUR);
	round_at(fixture, 6 * HOUR);
	assert_events(fixture, "em2", "judged held vanished");
	g_assert_true(world->mails[1].is_held);
}

/* sendmail(1) took it while Postfix was stopped, over a long weekend. */
static void
one_that_came_long_before_it_was_held_is_let_go(Fixture *fixture, gconstpointer data)
{
	(void)data;
	hold(fixture, "em1", "4ABCD1", ON_EXPIRY_RELEASE);
	world->mails[0].arrived -= 80 * HOUR;
	round_at(fixture, 10);
	round_at(fixture, 5 * HOUR);
	assert_events(fixture, "em1", "judged held expired released");
	g_assert_cmpint(world->mails[0].n_delivered, ==, 1);
}

static void
a_new_queue_id_is_taken_over(Fixture *fixture, gconstpointer data)
{
	(void)data;
	hold(fixture, "em1", "4ABCD1", ON_EXPIRY_RELEASE);
	g_strlcpy(world->mails[0].queue_id, "4WXYZ9", sizeof world->mails[0].queue_id);
	round_at(fixture, 10);
	assert_answer(fixture, "SELECT queue_id, state FROM outcomes", "4WXYZ9 held");
	round_at(fixture, 5 * HOUR);
	assert_events(fixture, "em1", "judged held held expired released");
	g_assert_cmpint(world->mails[0].n_delivered, ==, 1);
}

/* ---- killed ---- */

/* A round in a process of its own that lives for so many steps. True: it came to its end. */
static bool
live_round(Fixture *fixture, int steps)
{
	int status = 0;

	close_record(fixture);
	world->steps_to_live = steps;
	pid_t pid = fork();
	g_assert_cmpint(pid, >=, 0);
	if (pid == 0)
		_exit(go_round(fixture, fixture->start + 5 * HOUR, fixture->wording) ? 0 : 1);
	g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
	world->steps_to_live = 0;
	g_assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
	return WIFEXITED(status);
}

static void
assert_all_ended_once(Fixture *fixture)
{
	static const struct {
		int n_delivered, n_discarded;
	} ends[] = { { 1, 0 }, { 0, 1 }, { 0, 1 }, { 1, 0 } };

	assert_answer(fixture, "SELECT state FROM outcomes ORDER BY number",
		"released discarded returned released");
	assert_answer(fixture,
		"SELECT count(*) FROM (SELECT 1 FROM event GROUP BY outcome, event"
		" HAVING count(*) > 1)",
		"0");
	assert_answer(fixture,
		"SELECT kind, count(*) FROM outbox WHERE state = 'waiting' GROUP BY 1",
		"discarded 1 released 2 returned 1");
	assert_answer(fixture, "SELECT count(*) FROM request WHERE state <> 'done'", "0");
	for (guint i = 0; i < world->n_mails; i++) {
		g_assert_cmpint(world->mails[i].n_delivered, ==, ends[i].n_delivered);
		g_assert_cmpint(world->mails[i].n_discarded, ==, ends[i].n_discarded);
		g_assert_false(world->mails[i].is_there);
	}
}

static void
a_round_killed_at_any_step_is_finished_by_the_next(Fixture *fixture, gconstpointer data)
{
	bool has_ended = false;
	int steps = 0;

	(void)data;
	while (!has_ended) {
		end(fixture);
		begin(fixture);
		hold(fixture, "em1", "4ABCD1", ON_EXPIRY_KEEP);
		hold(fixture, "em2", "4ABCD2", ON_EXPIRY_KEEP);
		hold(fixture, "em3", "4ABCD3", ON_EXPIRY_RETURN);
		hold(fixture, "em4", "4ABCD4", ON_EXPIRY_RELEASE);
		ask(fixture, "release", "em1");
		ask(fixture, "discard", "em2");
		has_ended = live_round(fixture, ++steps);
		/* And once more, at the same step of what is left. */
		live_round(fixture, steps);
		g_assert_true(live_round(fixture, 0));
		g_assert_true(live_round(fixture, 0));
		assert_all_ended_once(fixture);
	}
	g_test_message("%d steps", steps);
	g_assert_cmpint(steps, >, 15);
}

static const struct {
	const char *name;
	void (*run)(Fixture *fixture, gconstpointer data);
} cases[] = {
	{ "deadlines-come-once-each-in-their-order", deadlines_come_once_each_in_their_order },
	{ "a-late-round-only-ends-it", a_late_round_only_ends_it },
	{ "what-is-kept-stays-for-ever", what_is_kept_stays_for_ever },
	{ "without-notices-nothing-goes-back", without_notices_nothing_goes_back },
	{ "of-two-wishes-the-first-counts", of_two_wishes_the_first_counts },
	{ "trouble-is-told-and-tried-again", trouble_is_told_and_tried_again },
	{ "what-is-gone-is-missed-for-a-while-first", what_is_gone_is_missed_for_a_while_first },
	{ "what-was-let-go-by-hand-is-not-ours-to-end",
		what_was_let_go_by_hand_is_not_ours_to_end },
	{ "another-mail-under-its-queue-id-is-not-touched",
		another_mail_under_its_queue_id_is_not_touched },
	{ "one-that-came-long-before-it-was-held-is-let-go",
		one_that_came_long_before_it_was_held_is_let_go },
	{ "a-new-queue-id-is-taken-over", a_new_queue_id_is_taken_over },
	{ "a-round-killed-at-any-step-is-finished-by-the-next",
		a_round_killed_at_any_step_is_finished_by_the_next },
};

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_init();
	world = mmap(
		NULL, sizeof *world, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	g_assert_true(world != MAP_FAILED);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/queue/%s", cases[i].name);
		g_test_add(path, Fixture, NULL, set_up, cases[i].run, tear_down);
	}
	return g_test_run();
}
