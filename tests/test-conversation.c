/* test-conversation.c - who wrote which words, client by client. SPDX-License-Identifier: MIT */
#include "conversation.h"

#include <string.h>

#include "own-rules.h"

static const struct {
	const char *name;
	const char *body; /* below "From: Ann Reid <ann@shop.example>, To: Tom Hill
			     <tom@home.example>" */
	const char *reply;
	const char *signature;
	const char *customer;
	const char *from_name;
	const char *from_address;
} cases[] = {
	{ "an-attribution-line-begins-the-customers-part",
		"We will send another one.\n\nOn Tue, 3 Mar 2020 at 10:15, Tom Hill <tom@home.example>\n"
		"wrote:\n\n> The box came empty.\n",
		"We will send another one.", "", "The box came empty.", "Tom Hill",
		"tom@home.example" },
	{ "an-outlook-header-block-needs-no-quote-marks",
		"We will send another one.\n\nFrom: Tom Hill <tom@home.example>\nSent: 3 March 2020 10:15\n"
		"To: Support <ann@shop.example>\nSubject: Empty box\n\nThe box came empty.\n",
		"We will send another one.", "", "The box came empty.", "Tom Hill",
		"tom@home.example" },
	{ "a-sign-off-and-all-below-it-is-signature",
		"We will send another one.\n\nKind regards,\nAnn\nShop Ltd\n\n> The box came empty.\n",
		"We will send another one.", "Kind regards,\nAnn\nShop Ltd", "The box came empty.",
		"", "" },
	{ "answers-between-the-quotes-are-joined-in-order",
		"On 3 Mar 2020, at 10:15, Tom Hill wrote:\n\n> Is it here?\n\nYes, since noon.\n\n"
		"> When do you close?\n\nAt six.\n",
		"Yes, since noon.\n\nAt six.", "", "Is it here?\n\nWhen do you close?", "Tom Hill",
		"" },
	{ "our-own-earlier-mail-is-not-the-customers",
		"Any news?\n\nOn Wed, 4 Mar 2020 at 9:00, Ann Reid <ann@shop.example> wrote:\n\n"
		"> Which box?\n>\n> On Tue, 3 Mar 2020 at 10:15, Tom Hill <tom@home.example> wrote:\n>\n"
		">> The box came empty.\n",
		"Any news?", "", "The box came empty.", "Tom Hill", "tom@home.example" },
};

static Attribution *vocabulary;

static void
splits(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autofree char *mail =
		g_strconcat("From: Ann Reid <ann@shop.example>\n"
			    "To: Tom Hill <tom@home.example>\nSubject: Re: Empty box\n\n",
			cases[i].body, NULL);
	g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
	g_autoptr(GError) error = NULL;
	g_autoptr(Message) message = message_parse(raw, &error);
	g_assert_no_error(error);
	g_autoptr(Conversation) split = conversation_split(message, vocabulary, NULL, NULL);

	g_assert_cmpstr(split->reply, ==, cases[i].reply);
	g_assert_cmpstr(split->signature, ==, cases[i].signature);
	g_assert_cmpstr(split->customer, ==, cases[i].customer);
	g_assert_cmpstr(split->customer_from->name, ==, cases[i].from_name);
	g_assert_cmpstr(split->customer_from->address, ==, cases[i].from_address);
}

/* What folding drops makes no line long without end: it would take hours. */
static void
a_line_full_of_nothing_is_read_at_once(void)
{
	static const struct {
		const char *nothing, *from;
	} lines[] = { { " ", "" }, { "*", "" }, { "\u2060", "Tom Hill" } };

	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autoptr(GString) mail = g_string_new("From: Ann Reid <ann@shop.example>\n"
						       "Content-Type: text/plain; charset=utf-8\n\n"
						       "Soon.\n\nOn 3 Mar 2020 Tom Hill");
		for (int n = 0; n < 100000; n++)
			g_string_append(mail, lines[i].nothing);
		g_string_append(mail, " wrote:\n> The box came empty.\n");
		g_autoptr(GBytes) raw = g_bytes_new(mail->str, mail->len);
		g_autoptr(Message) message = message_parse(raw, NULL);
		g_autoptr(Conversation) split = conversation_split(message, vocabulary, NULL, NULL);

		g_assert_cmpstr(split->customer, ==, "The box came empty.");
		g_assert_cmpstr(split->customer_from->name, ==, lines[i].from);
	}
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *rules = shipped_rules();
	const char *folders[] = { rules, NULL };

	g_test_init(&argc, &argv, NULL);
	message_init();
	vocabulary = attribution_load(folders, &error);
	g_assert_no_error(error);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/conversation/", cases[i].name, NULL);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), splits);
	}
	g_test_add_func("/conversation/a-line-full-of-nothing-is-read-at-once",
		a_line_full_of_nothing_is_read_at_once);
	int status = g_test_run();
	attribution_free(vocabulary);
	return status;
}
