/* test-record.c - what is written down, and what is found of it. SPDX-License-Identifier: MIT */
#include "config.h"

#include <pthread.h>
#include <string.h>

#include "errors.h"
#include "record-fixture.h"

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

/* "illness-told" would say what the column does not. */
static void
grief_names_no_rule_unless_asked_for(Fixture *fixture, gconstpointer data)
{
	const char *rules =
		"SELECT f.id, f.feeling, f.rule, d.rule FROM feelings AS f JOIN findings AS d"
		" ON d.id = f.id AND d.result = 'fail' ORDER BY f.id";
	const FeelingKind kinds[] = { FEELING_GRIEF, FEELING_WORRY, FEELING_GRIEF };

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autofree char *id = g_strdup_printf("em%u", i);
		fixture->settings->log_events = i == 2;
		g_autoptr(Record) record = record_open(fixture->path, fixture->settings, NULL);
		Judgement *judgement = judged(id, VERDICT_HOLD);
		((Feeling *)judgement->customer->feelings->pdata[0])->kind = kinds[i];
		Action action = { .perform = VERDICT_HOLD, .failed = (char *)"feelings" };
		g_assert_true(record_judgement(
			record, fixture->envelope, judgement, &action, NULL, NULL, NULL));
		judged_free(judgement);
	}
	assert_answer(
		fixture, rules, "em0|grief|||em1|worry|afraid|afraid|em2|grief|afraid|afraid|");
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

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	TEST("the-views-show-what-was-judged", the_views_show_what_was_judged);
	TEST("evidence-is-masked", evidence_is_masked);
	TEST("nobodys-words-are-kept-at-level-none", nobodys_words_are_kept_at_level_none);
	TEST("grief-names-no-rule-unless-asked-for", grief_names_no_rule_unless_asked_for);
	TEST("life-events-are-named-only-if-asked-for", life_events_are_named_only_if_asked_for);
	TEST("less-done-than-planned-is-told", less_done_than_planned_is_told);
	TEST("questions-filter", questions_filter);
	TEST("a-story-is-found-by-id-beginning-or-queue-id",
		a_story_is_found_by_id_beginning_or_queue_id);
	TEST("a-row-is-there-when-its-caller-goes-on", a_row_is_there_when_its_caller_goes_on);
	TEST("one-bad-row-costs-no-other-its-own", one_bad_row_costs_no_other_its_own);
	TEST("old-rows-go-and-held-ones-stay", old_rows_go_and_held_ones_stay);
	return g_test_run();
}
