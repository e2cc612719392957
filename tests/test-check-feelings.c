/* test-check-feelings.c - feelings taken up or not. SPDX-License-Identifier: MIT */
#include "checked.h"

static const CheckCase cases[] = {
	{ "unmet", REFUND, "anger 3", BARE, RESULT_FAIL, CERTAINTY_SURE, NULL },
	{ "unmet-on-weak-evidence", REFUND, "anger 2", BARE, RESULT_FAIL, CERTAINTY_LIKELY, NULL },
	{ "met-by-a-formula", REFUND, "anger 3",
		"Dear Ruth,\n\nWe apologise for any inconvenience.", RESULT_FAIL, CERTAINTY_LIKELY,
		NULL },
	{ "met", REFUND, "anger 3", FINE, RESULT_PASS, CERTAINTY_HINT, "acknowledged-specific" },
	{ "strong-feelings-met-in-general", REFUND, "anger 3",
		"Dear Ruth,\n\nI can see why you are fed up with us.", RESULT_FAIL, CERTAINTY_HINT,
		NULL },
	{ "faint-feelings-ask-for-nothing", REFUND, "anger 1", BARE, RESULT_NA, CERTAINTY_HINT,
		NULL },
	{ "grief-is-not-met-by-sympathy-for-anger", REFUND, "grief 3, anger 2",
		"Dear Ruth,\n\nI can see why you are fed up with us.", RESULT_FAIL, CERTAINTY_SURE,
		NULL },
	{ "thanks-beside-trouble-are-courtesy", REFUND, "anger 2, joy 2", FINE, RESULT_PASS,
		CERTAINTY_HINT, NULL },
	{ "many-apologies", REFUND, "anger 2",
		"Dear Ruth,\n\nI am sorry that nobody answered your three mails. We are sorry. We "
		"apologise. Sorry again for the refund.",
		RESULT_FAIL, CERTAINTY_HINT, "many-apologies" },
};

/* An earlier answer of ours in the thread, and a customer who only goes on. */
static Result
followed_up(const char *earlier, const char *feelings)
{
	g_autoptr(Customer) customer = given_customer(rulebook, REFUND, feelings, "Ruth Calder");
	g_autoptr(Reply) reply = reply_read(rulebook, "en", BARE, customer);
	static const char *const agents[] = { NULL };
	Turn turn = { .text = (char *)earlier, .is_ours = true };
	Conversation conversation = { .signature = (char *)"",
		.customer_from = address_new("Ruth Calder", ""),
		.turns = g_ptr_array_new() };
	Case given = { .rulebook = rulebook,
		.language = "en",
		.customer = customer,
		.reply = reply,
		.conversation = &conversation,
		.agent_names = agents,
		.is_mail = true };

	g_ptr_array_add(conversation.turns, &turn);
	acknowledgement_grade(customer, reply);
	g_autoptr(GPtrArray) findings = checks_run(&given);
	Result result = ((const Finding *)findings->pdata[0])->result;
	g_ptr_array_unref(conversation.turns);
	address_free(conversation.customer_from);
	return result;
}

static void
what_was_taken_up_earlier_is_closed(void)
{
	g_assert_cmpint(followed_up(FINE, "frustration 2"), ==, RESULT_PASS);
	g_assert_cmpint(followed_up(BARE, "frustration 2"), ==, RESULT_FAIL);
	/* ... until they raise it again, louder. */
	g_assert_cmpint(followed_up(FINE, "frustration 3"), ==, RESULT_FAIL);
}

/* Whose words a finding shows, of three that are as strong. */
static void
what_is_said_outright_speaks_first(void)
{
	static const struct {
		const char *feelings, *words[3], *shown;
		guint outright; /* counted from 0 */
	} rows[] = {
		{ "frustration 2, worry 2, ignored 2", { "third mail", "fed up", "Nobody" },
			"fed up", 1 },
		{ "frustration 3, worry 2, ignored 2", { "third mail", "fed up", "Nobody" },
			"third mail", 1 },
		{ "urgency 2, frustration 2, ignored 2", { "third mail", "fed up", "Nobody" },
			"fed up", 1 },
		{ "urgency 2, urgency 2, ignored 2", { "third mail", "refund", "Nobody" }, "Nobody",
			3 },
	};

	for (guint n = 0; n < G_N_ELEMENTS(rows); n++) {
		g_autoptr(Customer) customer =
			given_customer(rulebook, REFUND, rows[n].feelings, "Ruth Calder");
		for (guint i = 0; i < customer->feelings->len; i++) {
			Feeling *feeling = customer->feelings->pdata[i];
			g_free(feeling->evidence);
			feeling->evidence = g_strdup(rows[n].words[i]);
			feeling->is_explicit = i == rows[n].outright;
		}
		g_autoptr(Reply) reply = reply_read(rulebook, "en", BARE, customer);
		g_autoptr(GPtrArray) findings = checked(customer, reply, NULL);
		const Finding *finding = findings->pdata[0];
		g_assert_cmpstr(finding->evidence, ==, rows[n].shown);
	}
}

/* A feeling that no rule knew by its words is not asserted. */
static void
what_is_only_told_is_no_assertion(void)
{
	Rule rule = { .means = MEANS_SIGN, .says = (char *)"" };

	g_assert_cmpstr(
		check_feelings_says(&rule, FEELING_ANGER), ==, "It is told like a grievance.");
	g_assert_cmpstr(check_feelings_says(&rule, FEELING_WORRY), ==, "It is told like a worry.");
	rule.means = MEANS_FEELING;
	g_assert_cmpstr(check_feelings_says(&rule, FEELING_ANGER), ==, "");
	rule.says = (char *)"They tell of a flood.";
	g_assert_cmpstr(check_feelings_says(&rule, FEELING_ANGER), ==, "They tell of a flood.");
	g_assert_cmpstr(check_feelings_says(NULL, FEELING_ANGER), ==, "");
}

int
main(int argc, char **argv)
{
	checked_start(&argc, &argv);
	checked_add(CHECK_FEELINGS, cases, G_N_ELEMENTS(cases));
	g_test_add_func("/check-feelings/what-was-taken-up-earlier-is-closed",
		what_was_taken_up_earlier_is_closed);
	g_test_add_func("/check-feelings/what-is-said-outright-speaks-first",
		what_is_said_outright_speaks_first);
	g_test_add_func("/check-feelings/what-is-only-told-is-no-assertion",
		what_is_only_told_is_no_assertion);
	return checked_run();
}
