/* memory-desk.c - a desk that customers write to. SPDX-License-Identifier: MIT */
#include "memory-desk.h"

Rulebook *rulebook;

Envelope *
envelope_of(const char *sender, const char *recipient)
{
	Envelope *envelope = envelope_new();

	g_free(envelope->sender);
	envelope->sender = g_strdup(sender);
	g_free(envelope->client_address);
	envelope->client_address = g_strdup("127.0.0.1");
	g_ptr_array_add(envelope->recipients, g_strdup(recipient));
	return envelope;
}

Judgement *
pass_asking(MemoryAsk *ask, const char *from, const char *to, const char *header, const char *text)
{
	g_autofree char *mail = g_strdup_printf("From: %s\nTo: %s\n%s\n%s", from, to, header, text);
	g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
	g_autoptr(Envelope) envelope = envelope_of(from, to);
	const Past past = memory_past(ask);

	return judge(rulebook, ask->settings, envelope, raw, &past);
}

Judgement *
pass(const Desk *desk, const char *from, const char *to, const char *header, const char *text)
{
	MemoryAsk ask = { desk->record, desk->settings, desk->now, NULL };
	Judgement *judgement = pass_asking(&ask, from, to, header, text);

	g_assert_no_error(ask.error);
	return judgement;
}

/* What was handed to the writer before is on disk when this is done. */
void
wait_for_writer(const Desk *desk)
{
	guint n = 0;

	g_assert_true(record_memory_forget(desk->record, "nobody@nowhere.example", &n, NULL));
}

/* A customer's mail comes in. */
void
arrives(const Desk *desk, const char *from, const char *header, const char *text)
{
	const MemoryAsk ask = { desk->record, desk->settings, desk->now, NULL };
	g_autoptr(GError) error = NULL;
	Judgement *judgement = pass(desk, from, "help@shop.example", header, text);

	g_assert_cmpstr(judgement->reason, ==, "inbound");
	memory_keep(&ask, rulebook, envelope_of(from, "help@shop.example"), judgement, &error);
	g_assert_no_error(error);
}

void
comes_in(const Desk *desk, const char *from, const char *header, const char *text)
{
	arrives(desk, from, header, text);
	wait_for_writer(desk);
}

/* A reply goes out, with all that follows: row, closing. */
Judgement *
goes_out(const Desk *desk, const char *to, const char *header, const char *text)
{
	g_autoptr(GError) error = NULL;
	Judgement *judgement = pass(desk, "sam@shop.example", to, header, text);
	g_autoptr(Action) action =
		action_plan(desk->settings, judgement, "host.example", true, true);
	g_autoptr(Envelope) envelope = envelope_of("sam@shop.example", to);

	record_judgement(desk->record, envelope, judgement, action, NULL, NULL, &error);
	g_assert_no_error(error);
	return judgement;
}

/* "remembered in-reply-to hold" */
void
expect(const Judgement *judgement, const char *expected)
{
	g_autofree char *got = g_strdup_printf("%s %s %s", judgement->source,
		judgement->remembered != NULL ? found_name(judgement->remembered->by) : "nothing",
		judgement->verdict == VERDICT_SKIP ? judgement->reason
						   : verdict_name(judgement->verdict));

	g_assert_cmpstr(got, ==, expected);
}

void
reply_is(const Desk *desk, const char *to, const char *header, const char *text,
	const char *expected)
{
	g_autoptr(Judgement) judgement = goes_out(desk, to, header, text);

	expect(judgement, expected);
}

static void
none_open(Desk *desk, gconstpointer unused)
{
	(void)desk, (void)unused;
}

void
add(const char *name, MemoryTest test, bool is_opened)
{
	g_autofree char *path = g_strconcat("/memory/", name, NULL);

	g_test_add(path, Desk, NULL, is_opened ? desk_open : none_open, test, desk_close);
}
