/* test-tickets.c - which mark of a helpdesk's is on a mail. SPDX-License-Identifier: MIT */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "own-rules.h"
#include "tickets.h"

static Tickets *tickets;

/* Header lines, and what is found; mails as the helpdesks write them. */
static const struct {
	const char *name, *header, *text, *expected;
} cases[] = {
	{ "zendesk-reply",
		"Reply-To: Larkfield <support+id1AB2CD-3EF4@larkfield.zendesk.example>\n"
		"Message-ID: <1AB2CD3EF4_5e41e701f984_4bbecf1c70194_sprut@zendesk.com>\n"
		"In-Reply-To: <1AB2CD3EF4@zendesk.com> <1AB2CD3EF4_5e41e_4de_sprut@zendesk.com>\n",
		"", "zendesk:1AB2CD3EF4" },
	{ "zendesk-answered",
		"References: <1AB2CD3EF4@zendesk.com> <a@mail.example>\nMessage-ID: <b@mail.example>\n",
		"", "zendesk:1AB2CD3EF4" },
	{ "zendesk-by-text", "Message-ID: <b@mail.example>\n", "Thanks!\n\n[1AB2CD-3EF4]\n",
		"zendesk:1AB2CD3EF4" },
	{ "request-tracker",
		"Subject: [larkfield.example #4711] Re: Missing hinge\n"
		"Message-ID: <rt-5.0.3-1789590-1705617278-1683.4711-6-0@larkfield.example>\n"
		"References: <RT-Ticket-4711@larkfield.example>\n",
		"", "request-tracker:4711" },
	{ "request-tracker-subject-alone", "Subject: Re: [larkfield.example #4711] Missing hinge\n",
		"", "request-tracker:4711" },
	{ "zammad", "Subject: RE: Missing hinge [Ticket#1013611]\n", "", "zammad:1013611" },
	{ "chatwoot",
		"Reply-To: reply+7c11d2a4-0b1c-4d5e-8f90-123456789abc@mail.larkfield.example\n"
		"Message-ID: <conversation/7c11d2a4-0b1c-4d5e-8f90-123456789abc/messages/7@mail.example>\n",
		"", "chatwoot:7C11D2A40B1C4D5E8F90123456789ABC" },
	{ "chatwoot-first",
		"In-Reply-To: <account/1/conversation/7c11d2a4-0b1c-4d5e-8f90-123456789abc@mail.example>\n",
		"", "chatwoot:7C11D2A40B1C4D5E8F90123456789ABC" },
	{ "help-scout", "Subject: Re: Hinge\n", "Bye\n\n{#HS:123456789-4711#}\n",
		"help-scout:4711" },
	{ "freshdesk", "Subject: Re: [#8120] Discount code\n", "", "number-sign:8120" },
	{ "freshdesk-with-prefix", "Subject: [#Acme-8120] Discount code\n", "",
		"number-sign:ACME8120" },
	{ "osticket", "Subject: Re: Wrong drill bits [#118220]\n", "", "number-sign:118220" },
	{ "jira", "Subject: [JIRA] (LARK-118) Export fails\n", "", "jira:LARK118" },
	{ "none", "Subject: Re: Order #4711 (two boxes)\nMessage-ID: <x@mail.example>\n",
		"Order [4711] was late, see #12.", "" },
	{ "two", "Subject: Re: [#8120] and [Ticket#5533]\n", "", "zammad:5533 number-sign:8120" },
};

static void
found(gconstpointer data)
{
	guint n = GPOINTER_TO_UINT(data);
	g_autofree char *mail = g_strdup_printf("From: ann@customer.example\nTo: help@us.example\n"
						"%s\n%s",
		cases[n].header, cases[n].text);
	g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
	g_autoptr(Message) message = message_parse(raw, NULL);
	g_autoptr(GPtrArray) marks = tickets_of(tickets, message, NULL);

	g_ptr_array_add(marks, NULL);
	g_autofree char *all = g_strjoinv(" ", (char **)marks->pdata);
	g_assert_cmpstr(all, ==, cases[n].expected);
}

static void
recipients_of_the_envelope_count(void)
{
	const char mail[] = "From: ann@customer.example\n\nHello";
	g_autoptr(GBytes) raw = g_bytes_new_static(mail, sizeof mail - 1);
	g_autoptr(Message) message = message_parse(raw, NULL);
	g_autoptr(GPtrArray) recipients = g_ptr_array_new();

	g_ptr_array_add(recipients, (char *)"\xff\xfe+id1AB2CD-3EF4@x");
	g_ptr_array_add(recipients, (char *)"support+id1AB2CD-3EF4@larkfield.zendesk.example");
	g_autoptr(GPtrArray) marks = tickets_of(tickets, message, recipients);
	g_assert_cmpuint(marks->len, ==, 1);
	g_assert_cmpstr(marks->pdata[0], ==, "zendesk:1AB2CD3EF4");
}

/* A later folder's section stands in the place of ours; a mistake is named by its line. */
static void
folders_add_and_replace(void)
{
	g_autofree char *folder = g_dir_make_tmp("empathy-XXXXXX_tags", NULL);
	g_autofree char *file = g_build_filename(folder, "helpdesks.tags", NULL);
	g_autofree char *shipped = shipped_rules();
	const char *folders[] = { shipped, folder, NULL };
	const char mail[] = "From: a@b.example\nSubject: [#8120] Case 77/12\n\nHello";
	g_autoptr(GBytes) raw = g_bytes_new_static(mail, sizeof mail - 1);
	g_autoptr(Message) message = message_parse(raw, NULL);
	g_autoptr(GError) error = NULL;

	g_file_set_contents(file, "[number-sign]\nsubject = Case \\K\\d+/\\d+\n", -1, NULL);
	g_autoptr(Tickets) ours = tickets_load(folders, &error);
	g_assert_no_error(error);
	g_autoptr(GPtrArray) marks = tickets_of(ours, message, NULL);
	g_assert_cmpuint(marks->len, ==, 1);
	g_assert_cmpstr(marks->pdata[0], ==, "number-sign:77/12");

	g_file_set_contents(file, "[ours]\nsubjekt = x\n", -1, NULL);
	g_assert_null(tickets_load(folders, &error));
	g_assert_nonnull(strstr(error->message, "helpdesks.tags:2: unknown key 'subjekt'"));
	g_clear_error(&error);
	g_file_set_contents(file, "[ours]\nsubject = (\n", -1, NULL);
	g_assert_null(tickets_load(folders, &error));
	g_assert_nonnull(strstr(error->message, "helpdesks.tags:2: "));
	g_unlink(file);
	g_rmdir(folder);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_init();
	g_autofree char *rules = shipped_rules();
	const char *folders[] = { rules, NULL };
	tickets = tickets_load(folders, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/tickets/%s", cases[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), found);
	}
	g_test_add_func(
		"/tickets/recipients-of-the-envelope-count", recipients_of_the_envelope_count);
	g_test_add_func("/tickets/folders-add-and-replace", folders_add_and_replace);
	int status = g_test_run();
	tickets_free(tickets);
	return status;
}
