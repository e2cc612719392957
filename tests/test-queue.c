/* test-queue.c - rounds of the queue's worker, by a clock of the test's own, over a queue that it
 * makes up: what is due, what is asked for, what went astray, and a round killed at every step.
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "queue-run.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "held.h"
#include "made-up.h"
#include "message.h"
#include "request.h"

enum { HOUR = 3600, MOST_MAILS = 8 };

/* ---- a queue that rounds in processes of their own share ---- */

typedef struct QueueMail {
	char queue_id[16], id[32];
	bool is_there, is_held;
	gint64 arrived;
	int n_released, n_delivered, n_discarded;
} QueueMail;

static struct World {
	QueueMail mails[MOST_MAILS];
	guint n_mails;
	int steps_to_live; /* 0: for ever */
	bool is_broken;    /* the mail server does nothing it is told */
} * world;

static void
step(void)
{
	if (world->steps_to_live > 0 && --world->steps_to_live == 0)
		kill(getpid(), SIGKILL);
}

static QueueMail *
mail_of(const char *queue_id)
{
	for (guint i = 0; i < world->n_mails; i++)
		if (g_str_equal(world->mails[i].queue_id, queue_id) && world->mails[i].is_there)
			return &world->mails[i];
	return NULL;
}

static bool
made_up_list(const char *folder, QueueVisit visit, void *data, GError **error)
{
	(void)folder, (void)error;
	step();
	for (guint i = 0; i < world->n_mails; i++) {
		const QueueMail *mail = &world->mails[i];
		const QueuedMail queued = { mail->queue_id, mail->is_held, mail->arrived, "" };
		if (mail->is_there)
			visit(&queued, data);
	}
	return true;
}

static GBytes *
made_up_read(const char *folder, const char *queue_id, bool with_body, GError **error)
{
	(void)folder, (void)with_body;
	const QueueMail *mail = mail_of(queue_id);

	step();
	if (mail == NULL) {
		g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "it is not there");
		return NULL;
	}
	char *text = g_strdup_printf(
		"X-Empathy-Check: mx.example; verdict=hold;\n action=hold; failed=; id=%s;"
		" rules=r1\nMessage-ID: <reply-1@shop.example>\nTo: Ann <ann@home.example>\n"
		"Subject: Re: Lost photos\n\nDear Ann,\n",
		mail->id);
	return g_bytes_new_take(text, strlen(text));
}

/* Does it to the mail, unless the server is broken. */
static bool
told_to(const char *queue_id, void (*act)(QueueMail *mail), GError **error)
{
	QueueMail *mail = mail_of(queue_id);

	step();
	if (world->is_broken) {
		g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "the server is broken");
		return false;
	}
	if (mail != NULL)
		act(mail);
	step();
	return true;
}

static void
act_release(QueueMail *mail)
{
	mail->n_released += mail->is_held;
	mail->is_held = false;
}

static void
act_deliver(QueueMail *mail)
{
	mail->n_delivered += !mail->is_held;
	mail->is_there = mail->is_held;
}

static void
act_discard(QueueMail *mail)
{
	mail->n_discarded += mail->is_held;
	mail->is_there = !mail->is_held;
}

static bool
made_up_release(const char *folder, const char *queue_id, GError **error)
{
	(void)folder;
	return told_to(queue_id, act_release, error);
}

static bool
made_up_deliver(const char *folder, const char *queue_id, GError **error)
{
	(void)folder;
	return told_to(queue_id, act_deliver, error);
}

static bool
made_up_discard(const char *folder, const char *queue_id, GError **error)
{
	(void)folder;
	return told_to(queue_id, act_discard, error);
}

static const QueueBackend made_up_queue = { "made up", made_up_list, made_up_read, made_up_release,
	made_up_deliver, made_up_discard };

/* ---- a record beside it ---- */

typedef struct Fixture {
	char *folder, *path;
	Settings *settings;
	Wording *wording;
	Record *record; /* open between rounds, while something is written */
	gint64 start;
} Fixture;

static Record *
open_record(Fixture *fixture)
{
	g_autoptr(GError) error = NULL;

	if (fixture->record == NULL)
		fixture->record = record_open_existing(fixture->path, fixture->settings, &error);
	g_assert_no_error(error);
	return fixture->record;
}

/* A round has its own, in a process of its own. */
static void
close_record(Fixture *fixture)
{
	g_clear_pointer(&fixture->record, record_close);
}

static void
begin(Fixture *fixture)
{
	g_autoptr(GError) error = NULL;

	memset(world, 0, sizeof *world);
	fixture->folder = g_dir_make_tmp(NULL, NULL);
	fixture->path = g_build_filename(fixture->folder, "record.db", NULL);
	fixture->record = record_open(fixture->path, fixture->settings, &error);
	g_assert_no_error(error);
}

static void
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

static void
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

static void
tear_down(Fixture *fixture, gconstpointer data)
{
	(void)data;
	end(fixture);
	wording_unref(fixture->wording);
	settings_unref(fixture->settings);
}

/* A reply is held, in record and queue. */
static void
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
	g_assert_true(record_judgement_with(
		open_record(fixture), envelope, judgement, &action, held, NULL, &error));
	g_assert_no_error(error);
	g_strlcpy(mail->id, id, sizeof mail->id);
	g_strlcpy(mail->queue_id, queue_id, sizeof mail->queue_id);
	mail->is_there = mail->is_held = true;
	mail->arrived = fixture->start;
}

static bool
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

static void
ask(Fixture *fixture, const char *kind, const char *id)
{
	g_assert_true(is_taken(fixture, kind, id));
}

static void
hear(bool is_trouble, const char *line, void *data)
{
	(void)is_trouble, (void)data;
	g_test_message("%s", line);
	step();
}

static bool
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

static void
round_at(Fixture *fixture, gint64 seconds)
{
	g_assert_true(go_round(fixture, fixture->start + seconds, fixture->wording));
}

/* The answers of a question to the record, a blank between. */
static char *
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

static void
assert_answer(Fixture *fixture, const char *sql, const char *expected)
{
	g_autofree char *answer = look(fixture, sql);

	g_assert_cmpstr(answer, ==, expected);
}

static void
assert_events(Fixture *fixture, const char *id, const char *expected)
{
	g_autofree char *sql =
		g_strdup_printf("SELECT event FROM events WHERE id = '%s' ORDER BY number", id);

	assert_answer(fixture, sql, expected);
}

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
