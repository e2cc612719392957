/* test-memory.c - what customers write is found again for the reply - and never for a reply to
 * somebody else. SPDX-License-Identifier: MIT */
#include <string.h>

#include "memory-desk.h"

/* ---- ways ---- */

/* What came in, what goes out, and by which way it is found. */
static const struct {
	const char *name, *in, *out, *expected;
} ways[] = {
	{ "in-reply-to", "Message-ID: <m1@home>\n", "In-Reply-To: <m1@home>\n",
		"remembered in-reply-to hold" },
	{ "references", "Message-ID: <m1@home>\n",
		"In-Reply-To: <t7@desk>\nReferences: <m1@home> <t7@desk>\n",
		"remembered references hold" },
	{ "thread", "Message-ID: <m2@home>\nReferences: <t7@desk> <r1@desk>\n",
		"In-Reply-To: <r3@desk>\nReferences: <t7@desk> <r3@desk>\n",
		"remembered thread hold" },
	{ "ticket-in-subject", "Message-ID: <m1@home>\nSubject: Re: [#8120] Kettle\n",
		"Subject: Re: [#8120] Kettle\n", "remembered ticket hold" },
	{ "ticket-in-identifier",
		"Message-ID: <m1@home>\nReferences: <x@home> <RT-Ticket-4711@shop>\n",
		"Message-ID: <rt-5.0.3-1-2-3.4711-6-0@shop>\n", "remembered ticket hold" },
	{ "subject", "Message-ID: <m1@home>\nSubject: Leaking kettle\n",
		"In-Reply-To: <t@desk>\nSubject: [Ticket#551] RE: Leaking  Kettle\n",
		"remembered subject hold" },
	{ "subject-alone-with-re", "Message-ID: <m1@home>\nSubject: Leaking kettle\n",
		"Subject: AW: Leaking kettle\n", "remembered subject hold" },
	{ "re-alone-is-not-sure-enough", "Message-ID: <m1@home>\nSubject: Leaking kettle\n",
		"Subject: Re: Your enquiry\n", "none latest no-customer-text" },
	{ "latest-is-not-sure-enough", "Message-ID: <m1@home>\nSubject: Leaking kettle\n",
		"In-Reply-To: <t@desk>\nSubject: Your enquiry\n", "none latest no-customer-text" },
	{ "not-by-address-alone", "Message-ID: <m1@home>\nSubject: Leaking kettle\n",
		"Subject: Our new catalogue\n", "none nothing not-a-reply" },
	{ "a-newsletter-with-the-subject", "Message-ID: <m1@home>\nSubject: Leaking kettle\n",
		"Subject: Leaking kettle\nPrecedence: bulk\n", "none nothing bulk" },
};

static void
is_found(Desk *desk, gconstpointer data)
{
	guint n = GPOINTER_TO_UINT(data);

	comes_in(desk, "ann@home.example", ways[n].in, COMPLAINT);
	desk->now += HOUR;
	reply_is(desk, "ann@home.example", ways[n].out, COLD, ways[n].expected);
}

static void
the_setting_says_how_sure(Desk *desk, gconstpointer unused)
{
	(void)unused;
	desk_open_with(desk, "[memory]\nconfidence = 50\n");
	comes_in(desk, "ann@home.example", "Message-ID: <m1@home>\n", COMPLAINT);
	desk->now += HOUR;
	reply_is(desk, "ann@home.example", "In-Reply-To: <t@desk>\nSubject: Enquiry\n", COLD,
		"remembered latest hold");
	reply_is(
		desk, "ann@home.example", "Subject: Re: Enquiry\n", COLD, "remembered latest hold");
	reply_is(desk, "ann@home.example", "Subject: Enquiry\n", COLD, "none nothing not-a-reply");
	desk->now += 4 * 24 * HOUR;
	reply_is(desk, "ann@home.example", "Subject: Re: Enquiry\n", COLD,
		"none nothing no-customer-text");
	reply_is(desk, "ann@home.example", "In-Reply-To: <t@desk>\nSubject: Enquiry\n", COLD,
		"none nothing no-customer-text");
}

static void
two_matters_at_once_are_ambiguous(Desk *desk, gconstpointer unused)
{
	(void)unused;
	comes_in(desk, "ann@home.example", "Message-ID: <m1@home>\nSubject: Kettle\n", COMPLAINT);
	comes_in(desk, "ann@home.example", "Message-ID: <m2@home>\nSubject: Invoice\n",
		"Hello, could you send me the invoice of order 9 again, please?\n");
	desk->now += HOUR;
	reply_is(desk, "ann@home.example", "In-Reply-To: <t@desk>\nSubject: Enquiry\n", COLD,
		"none nothing no-customer-text");
	reply_is(desk, "ann@home.example", "In-Reply-To: <t@desk>\nSubject: Re: Kettle\n", COLD,
		"remembered subject hold");
	reply_is(desk, "ann@home.example", "In-Reply-To: <t@desk>\nSubject: Re: Invoice\n", COLD,
		"remembered subject pass");
}

/* Without a Message-ID nothing says that two mails belong together. */
static void
mails_without_identifiers_are_each_their_own(Desk *desk, gconstpointer unused)
{
	(void)unused;
	comes_in(desk, "ann@home.example", "Subject: Kettle\n", COMPLAINT);
	desk->now += HOUR;
	reply_is(desk, "ann@home.example", "In-Reply-To: <t@desk>\nSubject: Re: Kettle\n", COLD,
		"remembered subject hold");
	comes_in(desk, "ann@home.example", "Subject: Kettle\n", "Hello, is the lid sold alone?\n");
	reply_is(desk, "ann@home.example", "In-Reply-To: <t@desk>\nSubject: Re: Kettle\n", COLD,
		"none nothing no-customer-text");
}

static void
what_was_written_last_in_a_thread_is_answered(Desk *desk, gconstpointer unused)
{
	(void)unused;
	comes_in(desk, "ann@home.example", "Message-ID: <m1@home>\n",
		"Hello, where is order 9, please? Ann\n");
	desk->now += HOUR;
	comes_in(desk, "ann@home.example",
		"Message-ID: <m2@home>\nIn-Reply-To: <r1@desk>\nReferences: <m1@home> <r1@desk>\n",
		COMPLAINT);
	desk->now += HOUR;
	reply_is(desk, "ann@home.example", "References: <m1@home>\n", COLD,
		"remembered references hold");
	reply_is(desk, "ann@home.example", "In-Reply-To: <m1@home>\n", COLD,
		"remembered in-reply-to pass");
}

static void
a_reply_teaches_the_ticket(Desk *desk, gconstpointer unused)
{
	(void)unused;
	comes_in(desk, "ann@home.example", "Message-ID: <m1@home>\nSubject: Kettle\n", COMPLAINT);
	/* The helpdesk's receipt, at once: a machine's. */
	reply_is(desk, "ann@home.example",
		"In-Reply-To: <m1@home>\nSubject: [#8120] Received\nAuto-Submitted: auto-generated\n",
		"We have received your request and will look into it.\n",
		"none in-reply-to auto-reply");
	desk->now += HOUR;
	reply_is(desk, "ann@home.example",
		"Subject: [#8120] Your request\nAuto-Submitted: auto-generated\n", COLD,
		"remembered ticket hold");
}

/* ---- whose ---- */

static void
forged_references_lead_nowhere(Desk *desk, gconstpointer unused)
{
	(void)unused;
	comes_in(desk, "ann@home.example", "Message-ID: <m1@home>\n", COMPLAINT);
	desk->now += HOUR;
	/* Mallory names Ann's mail; whoever answers Mallory must not read Ann's words. */
	comes_in(desk, "mallory@else.example",
		"Message-ID: <x1@else>\nIn-Reply-To: <m1@home>\nReferences: <m1@home>\n",
		"Hello, what are your opening hours on Saturday, please?\n");
	desk->now += HOUR;
	reply_is(desk, "mallory@else.example", "References: <m1@home>\n", COLD,
		"remembered thread pass");
	reply_is(desk, "mallory@else.example", "In-Reply-To: <m1@home>\n", COLD,
		"remembered thread pass");
	/* ... nor who answers Ann Mallory's. */
	reply_is(desk, "ann@home.example", "References: <m1@home> <x1@else>\n", COLD,
		"remembered references hold");
	reply_is(desk, "ann@home.example", "In-Reply-To: <x1@else>\n", COLD,
		"none latest no-customer-text");
}

static void
a_borrowed_identifier_takes_nobodys_place(Desk *desk, gconstpointer unused)
{
	g_autoptr(Judgement) judgement = NULL;

	(void)unused;
	comes_in(desk, "ann@home.example", "Message-ID: <m1@home>\n", COMPLAINT);
	comes_in(desk, "ann@home.example", "Message-ID: <m1@home>\n",
		"Hello, all is well, thank you so much, you are wonderful!\n");
	comes_in(desk, "mallory@else.example", "Message-ID: <m1@home>\n", "Hello, hours please?\n");
	g_assert_cmpint(desk_count(desk, "SELECT count(*) FROM memory"), ==, 2);
	desk->now += HOUR;
	judgement = goes_out(desk, "ann@home.example", "In-Reply-To: <m1@home>\n", COLD);
	expect(judgement, "remembered in-reply-to hold");
	/* To both at once, the identifier is nobody's. */
	reply_is(desk, "ann@home.example, mallory@else.example", "In-Reply-To: <m1@home>\n", COLD,
		"none nothing no-customer-text");
}

static void
somebody_elses_thread_stays_theirs(Desk *desk, gconstpointer unused)
{
	(void)unused;
	comes_in(desk, "ann@home.example", "Message-ID: <m1@home>\nSubject: [#8120] Kettle\n",
		COMPLAINT);
	desk->now += HOUR;
	/* Ann passed our answer on to Bob, who answers it himself. */
	comes_in(desk, "bob@home.example",
		"Message-ID: <b1@home>\nIn-Reply-To: <r1@desk>\nReferences: <m1@home> <r1@desk>\n"
		"Subject: Re: [#8120] Kettle\n",
		"Hello, I am her neighbour. Is the lid of the kettle sold by itself?\n");
	desk->now += HOUR;
	reply_is(desk, "bob@home.example", "In-Reply-To: <b1@home>\n", COLD,
		"remembered in-reply-to pass");
	reply_is(desk, "bob@home.example", "References: <m1@home>\n", COLD,
		"remembered thread pass");
	reply_is(desk, "bob@home.example", "Subject: [#8120] Kettle\n", COLD,
		"remembered ticket pass");
	reply_is(desk, "ann@home.example", "Subject: [#8120] Kettle\n", COLD,
		"remembered ticket hold");
	reply_is(desk, "ann@home.example", "References: <m1@home> <r1@desk> <b1@home>\n", COLD,
		"remembered references hold");
}

static void
two_customers_in_one_ticket_are_none(Desk *desk, gconstpointer unused)
{
	(void)unused;
	comes_in(desk, "ann@home.example", "Message-ID: <m1@home>\nSubject: [#8120] Kettle\n",
		COMPLAINT);
	comes_in(desk, "bob@home.example", "Message-ID: <b1@home>\nSubject: [#8120] Kettle\n",
		"Hello, is the lid sold by itself?\n");
	desk->now += HOUR;
	reply_is(desk, "ann@home.example, bob@home.example", "Subject: [#8120] Kettle\n", COLD,
		"none nothing not-a-reply");
	/* Who only listens does not matter. */
	reply_is(desk, "bob@home.example", "Cc: ann@home.example\nSubject: [#8120] Kettle\n", COLD,
		"remembered ticket pass");
}

static void
lists_and_machines_are_not_remembered(Desk *desk, gconstpointer unused)
{
	(void)unused;
	comes_in(desk, "ann@home.example",
		"Message-ID: <l1@list>\nList-Id: <kettles.example>\nPrecedence: list\n", COMPLAINT);
	comes_in(desk, "ann@home.example", "Message-ID: <l2@home>\nAuto-Submitted: auto-replied\n",
		"I am away until Monday.\n");
	g_assert_cmpint(desk_count(desk, "SELECT count(*) FROM memory"), ==, 0);
	reply_is(desk, "ann@home.example", "In-Reply-To: <l1@list>\n", COLD,
		"none nothing no-customer-text");
	/* An answer to the list is nobody's answer, though Ann wrote to us as well. */
	comes_in(desk, "ann@home.example", "Message-ID: <m1@home>\n", COMPLAINT);
	reply_is(desk, "kettles@list.example", "In-Reply-To: <m1@home>\n", COLD,
		"none nothing no-customer-text");
}

/* ---- quotes, threads ---- */

#define QUOTE                                                                                 \
	"\nOn 3 June Ann Lee <ann@home.example> wrote:\n"                                     \
	"> this is the third time I write about order 40712. Nobody has ever answered, the\n" \
	"> kettle leaks and I am really angry by now.\n"

static void
a_quote_wins_and_agrees_or_not(Desk *desk, gconstpointer unused)
{
	(void)unused;
	comes_in(desk, "ann@home.example", "Message-ID: <m1@home>\n", COMPLAINT);
	comes_in(desk, "ann@home.example", "Message-ID: <m2@home>\n",
		"Hello, could you please tell me how long the lid of the blue kettle is sold?\n");
	desk->now += HOUR;
	g_autoptr(Judgement) same =
		goes_out(desk, "ann@home.example", "In-Reply-To: <m1@home>\n", COLD QUOTE);
	expect(same, "quoted in-reply-to hold");
	g_assert_cmpstr(same->agrees, ==, "yes");
	g_autoptr(Judgement) other =
		goes_out(desk, "ann@home.example", "In-Reply-To: <m2@home>\n", COLD QUOTE);
	expect(other, "quoted in-reply-to hold");
	g_assert_cmpstr(other->agrees, ==, "no");
	g_assert_cmpint(desk_count(desk, "SELECT count(*) FROM outcomes WHERE source = 'quoted'"
					 " AND found = 'in-reply-to' AND agrees = 'yes'"),
		==, 1);
	g_assert_cmpint(
		desk_count(desk, "SELECT count(*) FROM outcomes WHERE agrees = 'no'"), ==, 1);
}

/* A guess at the mail answered that the quotation contradicts was wrong, and is not told. */
static void
a_guess_that_a_quote_contradicts_is_dropped(Desk *desk, gconstpointer unused)
{
	(void)unused;
	comes_in(desk, "ann@home.example", "Message-ID: <m2@home>\nSubject: Lid\n",
		"Hello, could you please tell me how long the lid of the blue kettle is sold?\n");
	desk->now += HOUR;
	reply_is(desk, "ann@home.example", "In-Reply-To: <t@desk>\nSubject: [#77] Kettle\n",
		COLD QUOTE, "quoted nothing hold");
	g_assert_cmpint(desk_count(desk, "SELECT count(*) FROM memory WHERE ticket <> 0"), ==, 0);
}

/* Judged as English would be to wrong an agent who answered in another language. */
static void
the_replys_language_counts(Desk *desk, gconstpointer unused)
{
	(void)unused;
	comes_in(desk, "ann@home.example", "Message-ID: <m1@home>\n", COMPLAINT);
	desk->now += HOUR;
	reply_is(desk, "ann@home.example", "In-Reply-To: <m1@home>\n",
		"Sehr geehrte Frau Lee,\n\nes tut uns sehr leid, dass Sie uns dreimal schreiben mussten "
		"und der Kessel undicht ist. Ein neuer geht morgen an Sie ab.\n\nSam\n",
		"none in-reply-to language");
}

static void
what_was_taken_up_is_closed_until_raised_again(Desk *desk, gconstpointer unused)
{
	(void)unused;
	comes_in(desk, "ann@home.example", "Message-ID: <m1@home>\n", COMPLAINT);
	desk->now += HOUR;
	reply_is(desk, "ann@home.example", "In-Reply-To: <m1@home>\n", KIND,
		"remembered in-reply-to pass");
	g_assert_cmpint(desk_count(desk, "SELECT closed <> 0 FROM memory"), ==, 1);
	reply_is(desk, "ann@home.example", "In-Reply-To: <m1@home>\n", COLD,
		"remembered in-reply-to pass");
	reply_is(desk, "ann@home.example", "In-Reply-To: <m1@home>\n", COLD QUOTE,
		"quoted in-reply-to pass");
	comes_in(desk, "ann@home.example", "Message-ID: <m2@home>\nReferences: <m1@home>\n",
		COMPLAINT);
	desk->now += HOUR;
	reply_is(desk, "ann@home.example", "In-Reply-To: <m2@home>\n", COLD,
		"remembered in-reply-to hold");
}

/* Who only goes on about it has not raised it again. */
static void
a_thread_goes_on(Desk *desk, gconstpointer unused)
{
	(void)unused;
	comes_in(desk, "ann@home.example", "Message-ID: <m1@home>\n", COMPLAINT);
	desk->now += HOUR;
	reply_is(desk, "ann@home.example", "In-Reply-To: <m1@home>\n", KIND,
		"remembered in-reply-to pass");
	comes_in(desk, "ann@home.example", "Message-ID: <m2@home>\nReferences: <m1@home>\n",
		GOES_ON);
	comes_in(desk, "ann@home.example", "Message-ID: <n1@home>\n", GOES_ON);
	desk->now += HOUR;
	reply_is(desk, "ann@home.example", "In-Reply-To: <m2@home>\n", COLD,
		"remembered in-reply-to pass");
	reply_is(desk, "ann@home.example", "In-Reply-To: <n1@home>\n", COLD,
		"remembered in-reply-to annotate");
}

static void
what_is_held_closes_nothing(Desk *desk, gconstpointer unused)
{
	(void)unused;
	desk_open_with(desk, "[policy]\nmode = hold\n");
	comes_in(desk, "ann@home.example", "Message-ID: <m1@home>\n", COMPLAINT);
	desk->now += HOUR;
	reply_is(desk, "ann@home.example", "In-Reply-To: <m1@home>\n", "Dear {{name}},\n" KIND,
		"remembered in-reply-to hold");
	g_assert_cmpint(desk_count(desk, "SELECT closed FROM memory"), ==, 0);
	/* Let go by somebody, it went out after all. */
	desk_run(desk, "UPDATE outcome SET state = 'released'");
	g_assert_cmpint(desk_count(desk, "SELECT closed <> 0 FROM memory"), ==, 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_init();
	rulebook = given_rulebook();
	for (guint i = 0; i < G_N_ELEMENTS(ways); i++) {
		g_autofree char *path = g_strconcat("/memory/found/", ways[i].name, NULL);
		g_test_add(path, Desk, GUINT_TO_POINTER(i), desk_open, is_found, desk_close);
	}
	add("the-setting-says-how-sure", the_setting_says_how_sure, false);
	add("two-matters-at-once-are-ambiguous", two_matters_at_once_are_ambiguous, true);
	add("mails-without-identifiers-are-each-their-own",
		mails_without_identifiers_are_each_their_own, true);
	add("what-was-written-last-in-a-thread-is-answered",
		what_was_written_last_in_a_thread_is_answered, true);
	add("a-reply-teaches-the-ticket", a_reply_teaches_the_ticket, true);
	add("forged-references-lead-nowhere", forged_references_lead_nowhere, true);
	add("a-borrowed-identifier-takes-nobodys-place", a_borrowed_identifier_takes_nobodys_place,
		true);
	add("somebody-elses-thread-stays-theirs", somebody_elses_thread_stays_theirs, true);
	add("two-customers-in-one-ticket-are-none", two_customers_in_one_ticket_are_none, true);
	add("lists-and-machines-are-not-remembered", lists_and_machines_are_not_remembered, true);
	add("a-quote-wins-and-agrees-or-not", a_quote_wins_and_agrees_or_not, true);
	add("a-guess-that-a-quote-contradicts-is-dropped",
		a_guess_that_a_quote_contradicts_is_dropped, true);
	add("the-replys-language-counts", the_replys_language_counts, true);
	add("what-was-taken-up-is-closed-until-raised-again",
		what_was_taken_up_is_closed_until_raised_again, true);
	add("a-thread-goes-on", a_thread_goes_on, true);
	add("what-is-held-closes-nothing", what_is_held_closes_nothing, false);
	int status = g_test_run();
	rulebook_unref(rulebook);
	return status;
}
