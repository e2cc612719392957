/* test-scope.c - which mail is judged, and why the rest is not. SPDX-License-Identifier: MIT */
#include "scope.h"

#include <string.h>

/* What a case says of a mail; what it leaves out is as in an agent's ordinary answer. */
typedef struct Given {
	const char *name;
	const char *auto_submitted, *precedence, *subject;
	const char *reply, *customer; /* NULL: some text; "" none */
	bool is_list, is_own_notice, is_forward, is_fresh, is_remembered;
	guint marks;
	Skip expected;
} Given;

static const Given cases[] = {
	{ .name = "an-ordinary-answer-is-judged", .expected = SKIP_NONE },
	{ .name = "our-own-notice-is-not", .is_own_notice = true, .expected = SKIP_OWN_NOTICE },
	{ .name = "a-bounce-is-not", .marks = MESSAGE_BOUNCE, .expected = SKIP_NULL_SENDER },
	{ .name = "encrypted-mail-is-not", .marks = MESSAGE_ENCRYPTED, .expected = SKIP_ENCRYPTED },
	{ .name = "an-invitation-is-not", .marks = MESSAGE_CALENDAR, .expected = SKIP_CALENDAR },
	{ .name = "an-answering-machine-is-not-though-it-quotes",
		.auto_submitted = "auto-replied; owner-email=\"a@b.test\"",
		.expected = SKIP_AUTO_REPLY },
	{ .name = "a-generated-mail-without-a-person-is-not",
		.auto_submitted = "auto-generated",
		.customer = "",
		.expected = SKIP_AUTO_REPLY },
	{ .name = "an-unknown-kind-of-automatic-mail-is-not",
		.auto_submitted = "x-robot",
		.customer = "",
		.expected = SKIP_AUTO_REPLY },
	{ .name = "auto-submitted-no-is-a-person",
		.auto_submitted = "No (really)",
		.expected = SKIP_NONE },
	{ .name = "a-helpdesks-stamp-does-not-hide-an-agent",
		.auto_submitted = "auto-generated",
		.expected = SKIP_NONE },
	{ .name = "a-helpdesks-bulk-stamp-does-not-hide-an-agent",
		.precedence = "bulk",
		.expected = SKIP_NONE },
	{ .name = "a-mailing-is-not",
		.precedence = "Bulk",
		.customer = "",
		.is_fresh = true,
		.expected = SKIP_BULK },
	{ .name = "a-mailing-list-is-not", .is_list = true, .customer = "", .expected = SKIP_BULK },
	{ .name = "a-stamped-forward-is-no-answer",
		.precedence = "bulk",
		.is_forward = true,
		.expected = SKIP_BULK },
	{ .name = "precedence-auto-reply-is-not",
		.precedence = "auto_reply",
		.expected = SKIP_AUTO_REPLY },
	{ .name = "a-word-that-only-begins-so-is-no-stamp",
		.precedence = "bulky",
		.customer = "",
		.expected = SKIP_NO_CUSTOMER_TEXT },
	{ .name = "a-forward-is-not", .is_forward = true, .expected = SKIP_FORWARD },
	{ .name = "a-bare-enclosed-mail-is-a-forward",
		.reply = " \n",
		.customer = "",
		.marks = MESSAGE_HAS_FORWARD,
		.expected = SKIP_FORWARD },
	{ .name = "an-answer-that-encloses-a-mail-is-judged",
		.marks = MESSAGE_HAS_FORWARD,
		.expected = SKIP_NONE },
	{ .name = "a-fresh-mail-is-no-reply",
		.is_fresh = true,
		.customer = "",
		.expected = SKIP_NOT_A_REPLY },
	{ .name = "its-subject-alone-makes-it-a-reply",
		.is_fresh = true,
		.subject = "AW: Late parcel",
		.customer = "",
		.expected = SKIP_NO_CUSTOMER_TEXT },
	{ .name = "its-subject-and-memory-are-enough",
		.is_fresh = true,
		.subject = "Re: Late parcel",
		.customer = "",
		.is_remembered = true,
		.expected = SKIP_NONE },
	{ .name = "quoted-text-makes-it-a-reply", .is_fresh = true, .expected = SKIP_NONE },
	{ .name = "nothing-written-is-nothing-to-judge",
		.reply = " \r\n\t",
		.expected = SKIP_NO_REPLY_TEXT },
	{ .name = "nothing-quoted-is-nothing-to-answer",
		.customer = "",
		.expected = SKIP_NO_CUSTOMER_TEXT },
	{ .name = "what-is-remembered-need-not-be-quoted",
		.customer = "",
		.is_remembered = true,
		.expected = SKIP_NONE },
	{ .name = "a-helpdesks-stamp-does-not-hide-an-agent-who-quotes-nothing",
		.auto_submitted = "auto-generated",
		.customer = "",
		.is_remembered = true,
		.expected = SKIP_NONE },
	{ .name = "an-answering-machine-is-not-judged-by-memory",
		.auto_submitted = "auto-replied",
		.customer = "",
		.is_remembered = true,
		.expected = SKIP_AUTO_REPLY },
};

static void
is_in_or_out(gconstpointer data)
{
	const Given *given = data;
	char *references[] = { NULL };
	Message message = {
		.in_reply_to = (char *)(given->is_fresh ? "" : "m1@example.com"),
		.references = references,
		.subject = (char *)(given->subject != NULL ? given->subject : ""),
		.auto_submitted =
			(char *)(given->auto_submitted != NULL ? given->auto_submitted : ""),
		.precedence = (char *)(given->precedence != NULL ? given->precedence : ""),
		.is_list = given->is_list,
		.is_own_notice = given->is_own_notice,
		.marks = given->marks,
	};
	Conversation conversation = {
		.reply = (char *)(given->reply != NULL ? given->reply : "We are sorry."),
		.customer = (char *)(given->customer != NULL ? given->customer : "It is broken."),
		.is_forward = given->is_forward,
	};

	Skip skip = scope_of_message(&message, &conversation, given->is_remembered);
	g_assert_cmpstr(skip_name(skip), ==, skip_name(given->expected));
}

static void
the_null_sender_is_out_of_scope(void)
{
	g_autoptr(Settings) settings = settings_load(NULL, NULL);
	g_autoptr(Envelope) envelope = envelope_new();

	g_assert_cmpint(scope_of_envelope(settings, envelope), ==, SKIP_NULL_SENDER);
}

static void
a_strangers_mail_is_out_of_scope(void)
{
	g_autoptr(Settings) settings = settings_load(NULL, NULL);
	g_autoptr(Envelope) envelope = envelope_new();

	g_free(envelope->sender);
	envelope->sender = g_strdup("stranger@elsewhere.invalid");
	g_assert_cmpint(scope_of_envelope(settings, envelope), ==, SKIP_SENDER);
}

/* Who sends what to whom, and how the envelope is taken. */
static const struct {
	const char *name, *sender, *auth_user, *recipients;
	Skip expected;
} envelopes[] = {
	{ "a-customers-mail-comes-in", "ann@home.example", "", "help@shop.example", SKIP_INBOUND },
	{ "also-beside-others", "ann@home.example", "", "bob@home.example HELP@shop.example",
		SKIP_INBOUND },
	{ "not-to-somebody-else", "ann@home.example", "", "boss@shop.example", SKIP_SENDER },
	{ "a-colleagues-does-not", "help@shop.example", "", "help@shop.example", SKIP_NONE },
	{ "nor-that-of-who-has-logged-in", "ann@home.example", "ann", "help@shop.example",
		SKIP_SENDER },
	{ "nor-a-bounce", "", "", "help@shop.example", SKIP_NULL_SENDER },
};

static void
comes_in_or_goes_out(gconstpointer data)
{
	guint n = GPOINTER_TO_UINT(data);
	static const char *const files[] = { "[support]\nsenders = help@*\n",
		"[support]\nsenders = help@*, team@*\ninboxes = help@*\n" };

	for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autoptr(Settings) settings =
			settings_parse("test", files[i], strlen(files[i]), NULL);
		g_autoptr(Envelope) envelope = envelope_new();
		g_auto(GStrv) recipients = g_strsplit(envelopes[n].recipients, " ", 0);
		g_free(envelope->sender);
		envelope->sender = g_strdup(envelopes[n].sender);
		g_free(envelope->auth_user);
		envelope->auth_user = g_strdup(envelopes[n].auth_user);
		g_free(envelope->client_address);
		envelope->client_address = g_strdup("127.0.0.1");
		for (guint k = 0; recipients[k] != NULL; k++)
			g_ptr_array_add(envelope->recipients, g_strdup(recipients[k]));
		g_assert_cmpstr(skip_name(scope_of_envelope(settings, envelope)), ==,
			skip_name(envelopes[n].expected));
	}
}

static void
every_reason_has_a_name_of_its_own(void)
{
	for (int i = 1; i < N_SKIPS; i++) {
		g_assert_nonnull(skip_name((Skip)i));
		for (int j = 0; j < i; j++)
			g_assert_cmpstr(skip_name((Skip)i), !=, skip_name((Skip)j));
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/scope/%s", cases[i].name);
		g_test_add_data_func(path, &cases[i], is_in_or_out);
	}
	for (guint i = 0; i < G_N_ELEMENTS(envelopes); i++) {
		g_autofree char *path = g_strdup_printf("/scope/%s", envelopes[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), comes_in_or_goes_out);
	}
	g_test_add_func("/scope/the-null-sender-is-out", the_null_sender_is_out_of_scope);
	g_test_add_func("/scope/a-strangers-mail-is-out", a_strangers_mail_is_out_of_scope);
	g_test_add_func("/scope/every-reason-has-a-name", every_reason_has_a_name_of_its_own);
	return g_test_run();
}
