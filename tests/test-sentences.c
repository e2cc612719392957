/* test-sentences.c - an opening that went to others before is known from a real record; one that
 * went to the same customer, was held, or is forgotten is not. SPDX-License-Identifier: MIT */
#include <string.h>

#include "desk.h"
#include "given.h"
#include "memory.h"
#include "record-memory.h"

static Rulebook *rulebook;

#define QUOTE                                                                                   \
	"\nOn Mon, 2 Mar 2026 at 10:00, Ann Lee <%s> wrote:\n> This is the third time I write " \
	"about order %s.\n> Nobody has ever answered and I am really angry by now.\n"
#define PASTED "Dear Ann,\n\nSuch days do come along for all of us now and then.\n\nSam\n"
#define OWN                                                                                     \
	"Dear Ann,\n\nSuch days do come along for all of us now and then. Three letters about " \
	"one order and nobody answered: that makes anybody angry.\n\nSam\n"

/* more: lines of settings. */
static void
open_with(Desk *desk, gconstpointer more)
{
	desk_open_with(desk, more);
}

/* A reply goes out; gives the rule that finds its opening pasted, "" when none does. */
static char *
send_to(const Desk *desk, const char *agent, const char *customer, const char *text)
{
	g_autofree char *quote = g_strdup_printf(QUOTE, customer, "40712");
	g_autofree char *mail =
		g_strdup_printf("From: %s\nTo: %s\nSubject: Re: order\nIn-Reply-To: <c@x>\n\n%s%s",
			agent, customer, text, quote);
	g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
	g_autoptr(Envelope) envelope = envelope_new();
	g_autoptr(GError) error = NULL;
	MemoryAsk ask = { desk->record, desk->settings, desk->now, NULL };
	const Past past = memory_past(&ask);

	g_free(envelope->sender);
	envelope->sender = g_strdup(agent);
	g_free(envelope->client_address);
	envelope->client_address = g_strdup("127.0.0.1");
	g_ptr_array_add(envelope->recipients, g_strdup(customer));
	g_autoptr(Judgement) judgement = judge(rulebook, desk->settings, envelope, raw, &past);
	g_assert_cmpstr(judgement->source, ==, "quoted");
	g_autoptr(Action) action =
		action_plan(desk->settings, judgement, "host.example", true, true);
	g_assert_true(
		record_judgement(desk->record, envelope, judgement, action, NULL, NULL, &error));
	g_assert_no_error(error);
	for (guint i = 0; i < judgement->findings->len; i++) {
		const Finding *finding = judgement->findings->pdata[i];
		if (finding->check == CHECK_SCRIPT && finding->result == RESULT_FAIL)
			return g_strdup(finding->rule);
	}
	return g_strdup("");
}

static void
expect(const Desk *desk, const char *agent, const char *customer, const char *text,
	const char *rule)
{
	g_autofree char *got = send_to(desk, agent, customer, text);

	g_assert_cmpstr(got, ==, rule);
}

#define SAM "sam@shop.example"

static void
send_to_three(const Desk *desk, const char *agent)
{
	expect(desk, agent, "a@home.example", PASTED, "");
	expect(desk, agent, "b@home.example", PASTED, "");
	expect(desk, agent, "c@home.example", PASTED, "");
}

static void
the_fourth_customer_gets_a_script(Desk *desk, gconstpointer unused)
{
	(void)unused;
	send_to_three(desk, SAM);
	expect(desk, SAM, "d@home.example", PASTED, "script-repeated");
	/* Another agent has not said it so often, and all together neither. */
	expect(desk, "kim@shop.example", "e@home.example", PASTED, "");
	/* A sentence about their case beside it forgives. */
	expect(desk, SAM, "f@home.example", OWN, "");
}

static void
all_agents_together_count_as_well(Desk *desk, gconstpointer unused)
{
	(void)unused;
	send_to_three(desk, SAM);
	expect(desk, "kim@shop.example", "d@home.example", PASTED, "");
	expect(desk, "kim@shop.example", "e@home.example", PASTED, "");
	expect(desk, "lou@shop.example", "f@home.example", PASTED, "");
	expect(desk, "max@shop.example", "g@home.example", PASTED, "script-of-team");
}

static void
the_same_customer_is_nobody_else(Desk *desk, gconstpointer unused)
{
	(void)unused;
	for (int i = 0; i < 6; i++)
		expect(desk, SAM, i % 2 == 0 ? "a@home.example" : "A@home.example", PASTED, "");
	g_assert_cmpint(desk_count(desk, "SELECT count(*) FROM sentence"), ==, 1);
}

static void
what_is_old_does_not_count(Desk *desk, gconstpointer unused)
{
	(void)unused;
	send_to_three(desk, SAM);
	desk->now += 31 * G_GINT64_CONSTANT(86400);
	expect(desk, SAM, "d@home.example", PASTED, "");
}

static void
the_oldest_go(Desk *desk, gconstpointer unused)
{
	(void)unused;
	send_to_three(desk, SAM);
	g_assert_cmpint(desk_count(desk, "SELECT count(*) FROM sentence"), ==, 2);
	expect(desk, SAM, "d@home.example", PASTED, "");
}

static void
turned_off_nothing_is_kept(Desk *desk, gconstpointer unused)
{
	(void)unused;
	send_to_three(desk, SAM);
	expect(desk, SAM, "d@home.example", PASTED, "");
	g_assert_cmpint(desk_count(desk, "SELECT count(*) FROM sentence"), ==, 0);
}

static void
nobodys_name_or_words_are_kept(Desk *desk, gconstpointer unused)
{
	(void)unused;
	send_to_three(desk, SAM);
	g_assert_cmpint(desk_count(desk, "SELECT count(*) FROM sentence WHERE typeof(print) || "
					 "typeof(agent) || typeof(customer) || typeof(at) <> "
					 "'integerintegerintegerinteger'"),
		==, 0);
}

static void
what_is_forgotten_is_gone(Desk *desk, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;
	guint n = 0;

	(void)unused;
	send_to_three(desk, SAM);
	g_assert_true(record_memory_forget(desk->record, "B@home.example", &n, &error));
	g_assert_cmpint(desk_count(desk, "SELECT count(*) FROM sentence"), ==, 2);
	expect(desk, SAM, "d@home.example", PASTED, "");
	/* An agent may be forgotten, too. */
	g_assert_true(record_memory_forget(desk->record, SAM, &n, &error));
	g_assert_cmpint(desk_count(desk, "SELECT count(*) FROM sentence"), ==, 0);
}

static void
what_was_held_did_not_go_out(Desk *desk, gconstpointer unused)
{
	(void)unused;
	send_to_three(desk, SAM);
	g_assert_cmpint(
		desk_count(desk, "SELECT count(*) FROM outcome WHERE state = 'held'"), ==, 3);
	g_assert_cmpint(desk_count(desk, "SELECT count(*) FROM sentence"), ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_init();
	rulebook = given_rulebook();
#define ADD(name, more, function) \
	g_test_add("/sentences/" name, Desk, more, open_with, function, desk_close)
	ADD("the-fourth-customer-gets-a-script", "", the_fourth_customer_gets_a_script);
	ADD("all-agents-together-count-as-well", "", all_agents_together_count_as_well);
	ADD("the-same-customer-is-nobody-else", "", the_same_customer_is_nobody_else);
	ADD("what-is-old-does-not-count", "", what_is_old_does_not_count);
	ADD("the-oldest-go", "[script]\nmost = 2\n", the_oldest_go);
	ADD("turned-off-nothing-is-kept", "[script]\nkeep = 0\n", turned_off_nothing_is_kept);
	ADD("nobodys-name-or-words-are-kept", "", nobodys_name_or_words_are_kept);
	ADD("what-is-forgotten-is-gone", "", what_is_forgotten_is_gone);
	ADD("what-was-held-did-not-go-out", "[policy]\nmode = hold\nfeelings = hold\n",
		what_was_held_did_not_go_out);
	int status = g_test_run();
	rulebook_unref(rulebook);
	return status;
}
