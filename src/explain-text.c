/* explain-text.c - a judgement told to people, evidence marked. SPDX-License-Identifier: MIT */
#include <string.h>

#include "explain.h"
#include "page.h"
#include "terminal.h"

enum { MOST_CONTEXT = 300 };

static void
quote(const Page *page, const Prose *prose, const char *evidence)
{
	g_autofree char *context = prose_sentence_around(prose, evidence, MOST_CONTEXT);
	g_autofree char *marked = terminal_marked(context, evidence);

	page_right_marked(page, marked);
}

static const char *const skip_meanings[N_SKIPS] = {
	[SKIP_NONE] = "",
	[SKIP_SENDER] = "the sender is none of [support] senders",
	[SKIP_CLIENT] = "the client neither logged in nor is trusted",
	[SKIP_RECIPIENT] = "all recipients are in skip-recipients",
	[SKIP_NULL_SENDER] = "a bounce has nobody to answer for it",
	[SKIP_AUTO_REPLY] = "a machine answered",
	[SKIP_BULK] = "a mailing to many",
	[SKIP_OWN_NOTICE] = "one of our own notices",
	[SKIP_CONTROL] = "an answer to one of our notices",
	[SKIP_ENCRYPTED] = "encrypted: there is no text to read",
	[SKIP_CALENDAR] = "an invitation or the answer to one",
	[SKIP_FORWARD] = "passed on, with nothing of the agent's own",
	[SKIP_NOT_A_REPLY] = "answers nobody",
	[SKIP_NO_REPLY_TEXT] = "nothing newly written",
	[SKIP_NO_CUSTOMER_TEXT] = "nothing of the customer's is quoted",
	[SKIP_LANGUAGE] = "there are no rules for this language",
	[SKIP_TOO_BIG] = "larger than max-message-bytes",
	[SKIP_UNREADABLE] = "no message could be read",
	[SKIP_INBOUND] = "it comes in from a customer",
	[SKIP_POISON] = "judging it ended the daemon",
};

static bool
is_more_than_a_hint(const Finding *finding)
{
	return finding->result == RESULT_FAIL && finding->certainty > CERTAINTY_HINT;
}

/* "  (tone, order)": what failed, at a glance. */
static void
append_failed(const Page *page, const Findings *findings)
{
	const char *separator = "  (";
	guint seen = 0;

	for (guint i = 0; i < findings->len; i++) {
		const Finding *finding = findings->pdata[i];
		if (!is_more_than_a_hint(finding) || (seen & (1u << finding->check)))
			continue;
		seen |= 1u << finding->check;
		g_string_append(page->out, separator);
		g_string_append(page->out, checks[finding->check]->name);
		separator = ", ";
	}
	if (seen != 0)
		g_string_append_c(page->out, ')');
}

static void
headline(const Page *page, const Judgement *judgement, const char *file)
{
	g_autofree char *verdict = g_ascii_strup(verdict_name(judgement->verdict), -1);
	g_autofree char *name = terminal_clean(file);

	page_ink(page, page_verdict_ink(verdict_name(judgement->verdict)), verdict);
	g_string_append(page->out, "  ");
	page_ink(page, INK_BOLD, name);
	append_failed(page, judgement->findings);
	g_string_append_c(page->out, '\n');
	if (judgement->verdict == VERDICT_SKIP) {
		page_label(page, INK_DIM, "not judged");
		g_autofree char *why = g_strdup_printf(
			"%s: %s", skip_name(judgement->skip), skip_meanings[judgement->skip]);
		page_right(page, why);
	}
}

static void
people(const Page *page, const Judgement *judgement)
{
	const char *name = judgement->customer != NULL ? judgement->customer->name : "";
	g_autofree char *line = g_strdup_printf("%s to %s%s%s%s%s",
		*judgement->agent != '\0' ? judgement->agent : "an agent",
		*name != '\0' ? name : "", *name != '\0' && *judgement->to != '\0' ? " <" : "",
		judgement->to, *name != '\0' && *judgement->to != '\0' ? ">" : "",
		*name == '\0' && *judgement->to == '\0' ? "a customer" : "");

	page_label(page, INK_DIM, "reply");
	page_right(page, line);
}

static void
show_source(const Page *page, const Judgement *judgement)
{
	const Remembered *remembered = judgement->remembered;
	if (remembered == NULL || !g_str_equal(judgement->source, "remembered"))
		return;
	g_autoptr(GDateTime) at = g_date_time_new_from_unix_local(remembered->at);
	g_autofree char *when = at != NULL && remembered->by != FOUND_GIVEN
					? g_date_time_format(at, " of %A %H:%M")
					: g_strdup("");
	g_autofree char *line = g_strdup_printf(
		"their mail%s, which the reply does not quote (found by: %s, %d %% sure)", when,
		found_name(remembered->by), found_confidence(remembered->by));

	page_label(page, INK_DIM, "answers");
	page_right(page, line);
}

static void
show_feeling(const Page *page, const Judgement *judgement, const Feeling *feeling)
{
	const Prose *reply = judgement->reply != NULL ? judgement->reply->prose : NULL;
	g_autofree char *what = g_strdup_printf(
		"%s, %s", feeling_name(feeling->kind), page_strength(feeling->intensity));
	bool asks = feeling->intensity >= INTENSITY_CLEAR;

	page_label(page, asks ? INK_BOLD : INK_PLAIN, what);
	quote(page, judgement->customer->prose, feeling->evidence);
	if (!asks && feeling->acknowledged == GRADE_NONE)
		return;
	page_label(page, page_met_ink(feeling->acknowledged), page_met(feeling->acknowledged));
	if (*feeling->by != '\0')
		quote(page, reply, feeling->by);
	else
		page_end(page);
}

static void
show_customer(const Page *page, const Judgement *judgement)
{
	const Customer *customer = judgement->customer;

	for (guint i = 0; i < customer->feelings->len; i++)
		show_feeling(page, judgement, customer->feelings->pdata[i]);
	if (customer->feelings->len == 0) {
		page_label(page, INK_DIM, "feelings");
		page_right(page, "none that show");
	}
	for (int i = 0; i < N_EVENTS; i++) {
		if (!(customer->events & (1u << i)))
			continue;
		page_label(page, INK_BOLD, "life event");
		page_right(page, event_name((EventKind)i));
	}
	if (customer->events == EVENT_UNTOLD) {
		page_label(page, INK_BOLD, "life event");
		page_right(page, "something happened; what is not kept");
	}
}

/* The customer's words that stand with a feeling above. */
static bool
is_shown(const Judgement *judgement, const char *evidence)
{
	const GPtrArray *feelings =
		judgement->customer != NULL ? judgement->customer->feelings : NULL;

	for (guint i = 0; feelings != NULL && i < feelings->len; i++) {
		const Feeling *feeling = feelings->pdata[i];
		if (g_str_equal(feeling->evidence, evidence))
			return true;
	}
	return false;
}

static void
show_failure(const Page *page, const Judgement *judgement, const Finding *finding)
{
	static const Ink inks[] = {
		[CERTAINTY_HINT] = INK_DIM,
		[CERTAINTY_LIKELY] = INK_YELLOW,
		[CERTAINTY_SURE] = INK_RED,
	};
	g_autofree char *what =
		g_strdup_printf("%s %s", finding->certainty == CERTAINTY_HINT ? "hint:" : "check:",
			checks[finding->check]->name);
	const Prose *prose = judgement->reply != NULL ? judgement->reply->prose : NULL;

	page_label(page, inks[finding->certainty], what);
	page_right(
		page, *finding->advice != '\0' ? finding->advice : checks[finding->check]->summary);
	if (*finding->evidence == '\0' || is_shown(judgement, finding->evidence))
		return;
	if (prose == NULL || strstr(prose->original, finding->evidence) == NULL)
		prose = judgement->customer != NULL ? judgement->customer->prose : NULL;
	g_string_append_printf(page->out, "%*s", PAGE_COLUMN, "");
	quote(page, prose, finding->evidence);
}

static void
show_praise(const Page *page, const Findings *findings)
{
	for (guint i = 0; i < findings->len; i++) {
		const Finding *finding = findings->pdata[i];
		if (finding->check != CHECK_PRAISE || finding->result != RESULT_PASS)
			continue;
		page_label(page, INK_GREEN, "well done");
		page_right(page, finding->advice);
	}
}

static bool
is_fine(const Finding *finding)
{
	return finding->result == RESULT_PASS;
}

static bool
is_off(const Finding *finding)
{
	return finding->result == RESULT_NA && g_str_equal(finding->rule, CHECK_IS_OFF);
}

static bool
is_beside_the_point(const Finding *finding)
{
	return finding->result == RESULT_NA && !is_off(finding);
}

/* "fine   name, tone": the checks that are so and have not failed, each once: feelings are answered
 * for one by one. */
static void
show_others(const Page *page, const Findings *findings, bool (*is_so)(const Finding *finding),
	const char *what)
{
	g_autoptr(GString) names = g_string_new("");
	bool has[N_CHECKS] = { false }, is_worse[N_CHECKS] = { false };

	for (guint i = 0; i < findings->len; i++) {
		const Finding *finding = findings->pdata[i];
		has[finding->check] |= is_so(finding);
		is_worse[finding->check] |= finding->result == RESULT_FAIL;
	}
	for (int i = 0; i < N_CHECKS; i++)
		if (has[i] && !is_worse[i] && i != CHECK_PRAISE)
			g_string_append_printf(
				names, "%s%s", names->len > 0 ? ", " : "", checks[i]->name);
	if (names->len == 0)
		return;
	page_label(page, INK_DIM, what);
	page_right(page, names->str);
}

/* What weighs most first. */
static void
show_findings(const Page *page, const Judgement *judgement)
{
	for (int certainty = CERTAINTY_SURE; certainty >= CERTAINTY_HINT; certainty--) {
		for (guint i = 0; i < judgement->findings->len; i++) {
			const Finding *finding = judgement->findings->pdata[i];
			if (finding->result == RESULT_FAIL && (int)finding->certainty == certainty)
				show_failure(page, judgement, finding);
		}
	}
	show_praise(page, judgement->findings);
	show_others(page, judgement->findings, is_fine, "fine");
	show_others(page, judgement->findings, is_beside_the_point, "does not apply");
	show_others(page, judgement->findings, is_off, "switched off");
}

static void
show_conversation(const Page *page, const Conversation *conversation)
{
	const Address *from = conversation->customer_from;
	g_autofree char *who = g_strdup_printf("customer's message%s%s%s%s%s%s",
		*from->name != '\0' || *from->address != '\0' ? ", by " : "", from->name,
		*from->name != '\0' && *from->address != '\0' ? " " : "", from->address,
		*conversation->customer_date != '\0' ? ", " : "", conversation->customer_date);
	g_autofree char *title = terminal_clean(who);

	page_part(page, "reply, newly written", conversation->reply);
	page_part(page, "signature", conversation->signature);
	page_part(page, title, conversation->customer);
	page_part(page, "older", conversation->older);
	page_part(page, "not read to its end: a limit was reached", conversation->limits);
}

char *
explain_text(const Judgement *judgement, const char *file, bool with_text, bool colour)
{
	const Page page = { g_string_new(""), colour };

	headline(&page, judgement, file);
	if (judgement->customer != NULL) {
		people(&page, judgement);
		show_source(&page, judgement);
		show_customer(&page, judgement);
	}
	show_findings(&page, judgement);
	if (with_text && judgement->conversation != NULL)
		show_conversation(&page, judgement->conversation);
	return g_string_free(page.out, FALSE);
}
