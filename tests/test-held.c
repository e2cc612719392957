/* test-held.c - which later reply takes the place of one that is held, and whose answer a request
 * gets. SPDX-License-Identifier: MIT */
#include "held.h"

#include "desk.h"
#include "errors.h"
#include "made-up.h"
#include "request.h"

static void
set(char **field, const char *value)
{
	g_free(*field);
	*field = g_strdup(value);
}

/* A reply to whom, as which mail of which thread, and what was done about it. */
typedef struct Sent {
	const char *customer, *references, *in_reply_to;
	Verdict verdict, performed;
} Sent;

static void
send(Desk *desk, const char *id, const Sent *sent)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Judgement) judgement = made_up_judgement();
	g_autoptr(Envelope) envelope = made_up_envelope();
	const Policy *policy = settings_policy(desk->settings, judgement->agent);
	const Action action = { .perform = sent->performed, .failed = (char *)"feelings" };
	g_autoptr(Hold) hold =
		sent->performed == VERDICT_HOLD ? hold_new(policy, "sam@shop.example", 1000) : NULL;

	set(&judgement->id, id);
	set(&judgement->to, sent->customer);
	set(&judgement->message->message_id, id);
	set(&judgement->message->in_reply_to, sent->in_reply_to);
	g_strfreev(judgement->message->references);
	judgement->message->references = g_strsplit(sent->references, " ", 0);
	judgement->verdict = sent->verdict;
	g_assert_true(
		record_judgement(desk->record, envelope, judgement, &action, hold, NULL, &error));
	g_assert_no_error(error);
}

#define ANN "ann@home.example"
#define PASSES VERDICT_PASS, VERDICT_PASS
#define IS_HELD VERDICT_HOLD, VERDICT_HOLD

static const struct {
	const char *name;
	Sent first, second;
	bool is_replaced;
} pairs[] = {
	{ "same-thread-same-customer", { ANN, "root q1", "q1", IS_HELD },
		{ ANN, "root q1 a1 q2", "q2", PASSES }, true },
	{ "annotated-goes-out-too", { ANN, "root q1", "q1", IS_HELD },
		{ ANN, "root q1", "q1", VERDICT_ANNOTATE, VERDICT_ANNOTATE }, true },
	{ "sent-on-the-agents-word", { ANN, "root q1", "q1", IS_HELD },
		{ ANN, "root q1", "q1", VERDICT_HOLD, VERDICT_PASS }, true },
	{ "case-of-the-address", { ANN, "root", "root", IS_HELD },
		{ "Ann@Home.Example", "root", "root", PASSES }, true },
	{ "answers-the-same-mail-by-another-root", { ANN, "x q1", "q1", IS_HELD },
		{ ANN, "y q1", "q1", PASSES }, true },
	{ "answers-the-same-mail-without-references", { ANN, "", "q1", IS_HELD },
		{ ANN, "", "q1", PASSES }, true },
	{ "another-customer", { ANN, "root q1", "q1", IS_HELD },
		{ "bob@home.example", "root q1", "q1", PASSES }, false },
	{ "another-thread", { ANN, "root q1", "q1", IS_HELD }, { ANN, "other q9", "q9", PASSES },
		false },
	{ "held-as-well", { ANN, "root q1", "q1", IS_HELD }, { ANN, "root q1", "q1", IS_HELD },
		false },
	{ "rejected", { ANN, "root q1", "q1", IS_HELD },
		{ ANN, "root q1", "q1", VERDICT_REJECT, VERDICT_REJECT }, false },
	{ "not-judged", { ANN, "root q1", "q1", IS_HELD },
		{ ANN, "root q1", "q1", VERDICT_SKIP, VERDICT_SKIP }, false },
	{ "nobody-known", { "", "root q1", "q1", IS_HELD }, { "", "root q1", "q1", PASSES },
		false },
	{ "no-thread-known", { ANN, "", "", IS_HELD }, { ANN, "", "", PASSES }, false },
};

static void
replaces(Desk *desk, gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);

	send(desk, "em1", &pairs[i].first);
	send(desk, "em2", &pairs[i].second);
	g_autoptr(HeldReply) held = held_find(desk->record, "em1", NULL);
	g_assert_cmpstr(held->request.kind, ==, pairs[i].is_replaced ? "withdraw" : "");
	g_assert_cmpstr(held->request.reason, ==, pairs[i].is_replaced ? "em2" : "");
}

/* Once is enough, however many follow. */
static void
is_withdrawn_once(Desk *desk, gconstpointer data)
{
	(void)data;
	send(desk, "em1", &pairs[0].first);
	send(desk, "em2", &pairs[0].second);
	send(desk, "em3", &pairs[0].second);
	g_autoptr(HeldReply) held = held_find(desk->record, "em1", NULL);
	g_assert_cmpstr(held->request.reason, ==, "em2");
	g_assert_true(held_end(
		desk->record, held, "superseded", "", held->request.reason, NULL, 2000, NULL));
	g_autoptr(HeldReply) after = held_find(desk->record, "em1", NULL);
	g_assert_cmpint(after->request.number, ==, 0);
	g_assert_cmpstr(after->state, ==, "superseded");
}

static void
a_release_replaces_what_was_held_before(Desk *desk, gconstpointer data)
{
	(void)data;
	send(desk, "em1", &pairs[0].first);
	send(desk, "em2", &pairs[0].first);
	send(desk, "em3", &pairs[0].first);
	g_autoptr(HeldReply) held = held_find(desk->record, "em2", NULL);
	g_assert_true(held_end(desk->record, held, "released", "kim", "", NULL, 2000, NULL));
	g_autoptr(HeldReply) older = held_find(desk->record, "em1", NULL);
	g_autoptr(HeldReply) newer = held_find(desk->record, "em3", NULL);
	g_assert_cmpstr(older->request.kind, ==, "withdraw");
	g_assert_cmpstr(newer->request.kind, ==, "");
}

static void
requests_are_answered(Desk *desk, gconstpointer data)
{
	static const struct {
		const char *kind, *id, *reason, *refusal;
	} wishes[] = {
		{ "release", "em1", REQUEST_WITHOUT_REASON, NULL },
		{ "release", "em1", "she\nknows\033[2J", NULL },
		{ "release", "em1", "she rang", NULL },
		{ "release", "em1", "she rang", NULL },
		{ "release", "em1", REQUEST_WITHOUT_REASON, NULL },
		{ "release", "em1", " ", "release needs a reason" },
		{ "discard", "em1", "it is wrong",
			"'em1' is asked for already, by kim: it is let go" },
		{ "release", "em9", "x", "there is no 'em9' in the record" },
		{ "discard", "em2", "x", "'em2' is not held, but sent" },
		{ "withdraw", "em1", "x", "there is no request 'withdraw'" },
	};

	(void)data;
	send(desk, "em1", &pairs[0].first);
	send(desk, "em2", &(Sent){ "bob@home.example", "r", "r", PASSES });
	for (guint i = 0; i < G_N_ELEMENTS(wishes); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *refusal = NULL;
		const Request request = { wishes[i].kind, wishes[i].id, "kim", wishes[i].reason,
			"" };
		bool is_taken = request_add(desk->record, &request, 1000, &refusal, &error);
		g_assert_no_error(error);
		g_assert_cmpstr(refusal, ==, wishes[i].refusal);
		g_assert_true(is_taken == (wishes[i].refusal == NULL));
	}
	g_autoptr(HeldReply) held = held_find(desk->record, "em1", NULL);
	g_assert_cmpstr(held->request.reason, ==, "she knows [2J; she rang");
	g_autofree char *story = record_story(desk->record, "em1", NULL);
	g_assert_nonnull(strstr(story, "discard: it is wrong (too late: kim asked to release it)"));
}

/* However late, and from whomever: what was said for it is not lost. */
static void
reasons_are_kept(Desk *desk, gconstpointer data)
{
	g_autofree char *refusal = NULL;
	Request request = { "release", "em1", "kim", REQUEST_WITHOUT_REASON, "" };

	(void)data;
	send(desk, "em1", &pairs[0].first);
	g_assert_true(request_add(desk->record, &request, 1000, &refusal, NULL));
	request.reason = "her son is ill";
	g_assert_true(request_add(desk->record, &request, 1000, &refusal, NULL));
	request.actor = "lea";
	request.reason = "he told me as well";
	g_assert_false(request_add(desk->record, &request, 1000, &refusal, NULL));
	g_assert_cmpstr(refusal, ==, "'em1' is asked for already, by kim: it is let go");
	g_clear_pointer(&refusal, g_free);
	g_autoptr(HeldReply) held = held_find(desk->record, "em1", NULL);
	g_assert_cmpstr(held->request.actor, ==, "kim");
	g_assert_cmpstr(held->request.reason, ==, "her son is ill");
	g_assert_true(held_begin(desk->record, held, NULL, 1001, NULL));
	request.actor = "kim";
	request.reason = "she rang";
	g_assert_false(request_add(desk->record, &request, 1002, &refusal, NULL));
	g_assert_cmpstr(refusal, ==, "'em1' is asked for already, by kim: it is let go");
	g_autofree char *story = record_story(desk->record, "em1", NULL);
	g_assert_nonnull(
		strstr(story, "release: he told me as well (too late: kim asked to release it)"));
	g_assert_nonnull(strstr(story, "release: she rang (too late: kim asked to release it)"));
}

static void
is_held_again(Desk *desk, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void)data;
	send(desk, "em1", &pairs[0].first);
	desk_run(desk, "UPDATE outcome SET state = 'vanished'");
	g_assert_true(held_again(desk->record, "em1", "Q2", "there", 2000, &error));
	g_assert_true(held_again(desk->record, "purged", "Q3", "there", 2000, &error));
	g_assert_no_error(error);
	g_autoptr(HeldReply) held = held_find(desk->record, "em1", NULL);
	g_assert_cmpstr(held->state, ==, "held");
	g_assert_cmpstr(held->queue_id, ==, "Q2");
	/* What cannot be looked up is not put right. */
	desk_run(desk, "PRAGMA legacy_alter_table = ON; ALTER TABLE outcome RENAME TO away");
	g_assert_false(held_again(desk->record, "em1", "Q3", "there", 2000, &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
		g_autofree char *path = g_strdup_printf("/held/replaced-by/%s", pairs[i].name);
		g_test_add(path, Desk, GUINT_TO_POINTER(i), desk_open, replaces, desk_close);
	}
	g_test_add("/held/is-withdrawn-once", Desk, NULL, desk_open, is_withdrawn_once, desk_close);
	g_test_add("/held/reasons-are-kept", Desk, NULL, desk_open, reasons_are_kept, desk_close);
	g_test_add("/held/is-held-again", Desk, NULL, desk_open, is_held_again, desk_close);
	g_test_add("/held/a-release-replaces-what-was-held-before", Desk, NULL, desk_open,
		a_release_replaces_what_was_held_before, desk_close);
	g_test_add("/held/requests-are-answered", Desk, NULL, desk_open, requests_are_answered,
		desk_close);
	return g_test_run();
}
