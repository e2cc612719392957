/* ctl-check.c - empathyctl check: what would happen to these replies. SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ctl-compare.h"
#include "ctl-replies.h"
#include "explain.h"
#include "mailbox.h"
#include "memory.h"

static struct {
	gboolean json;
	gboolean text;
	gboolean pairs;
	gboolean colour;
	char *memory;
	char *customer;
	gint64 now;
} options;

static const GOptionEntry entries[] = {
	{ "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "One JSON object a line", NULL },
	{ "text", 0, 0, G_OPTION_ARG_NONE, &options.text,
		"Show who wrote which words: reply, signature, customer, older", NULL },
	{ "pairs", 0, 0, G_OPTION_ARG_NONE, &options.pairs,
		"Read JSON lines {\"id\", \"customer\", \"reply\"} in place of mail", NULL },
	{ "memory", 0, 0, G_OPTION_ARG_FILENAME, &options.memory,
		"Look for mail that a reply does not quote in the memory of this record", "DB" },
	{ "customer", 0, 0, G_OPTION_ARG_FILENAME, &options.customer,
		"Judge replies as answers to this mail, where they quote nothing", "FILE" },
	{ "now", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT64, &options.now, NULL, NULL },
	{ "color", 0, 0, G_OPTION_ARG_NONE, &options.colour, "Colour even when not on a terminal",
		NULL },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

typedef struct Run {
	const CtlGiven *given;
	bool colour;
	bool has_trouble;
	Past past;
	guint judged;
	guint of_verdict[VERDICT_REJECT + 1];
} Run;

static void
tell(Run *run, Judgement *judgement, const char *file)
{
	ctl_enforce(run->given->settings, judgement);
	g_autofree char *answer =
		options.json ? explain_json(judgement, file, options.text)
			     : explain_text(judgement, file, options.text, run->colour);

	if (!options.json && run->judged > 0)
		putchar('\n');
	fputs(answer, stdout);
	if (options.json)
		putchar('\n');
	run->judged++;
	run->of_verdict[judgement->verdict]++;
}

static void
on_mail(const char *name, GBytes *raw, void *data)
{
	Run *run = data;
	const CtlGiven *given = run->given;
	bool is_too_big = g_bytes_get_size(raw) > (gsize)given->settings->max_message_bytes;
	g_autoptr(Judgement) judgement =
		is_too_big ? judgement_skipped(given->rulebook, given->settings, NULL, SKIP_TOO_BIG)
			   : judge(given->rulebook, given->settings, NULL, raw, &run->past);

	tell(run, judgement, name);
}

static void
on_pair(const char *path, const Pair *pair, void *data)
{
	Run *run = data;
	g_autoptr(Judgement) judgement = judge_pair(run->given->rulebook, run->given->settings,
		pair->customer, pair->reply, pair->customer_name, pair->agent);

	g_free(judgement->id);
	judgement->id = g_strdup(pair->id);
	tell(run, judgement, options.json ? path : pair->id);
}

/* "12 read: 8 pass, 3 annotate, 1 hold" - at a glance, when there was more than one. */
static void
sum_up(const Run *run)
{
	if (options.json || run->judged < 2)
		return;
	printf("\n%u read:", run->judged);
	const char *separator = " ";
	for (int i = VERDICT_REJECT; i >= VERDICT_SKIP; i--) {
		if (run->of_verdict[i] == 0)
			continue;
		printf("%s%u %s", separator, run->of_verdict[i], verdict_name((Verdict)i));
		separator = ", ";
	}
	putchar('\n');
}

static int
status_of(const Run *run)
{
	if (run->has_trouble)
		return CTL_FAILED;
	if (run->judged == 0)
		return ctl_complain(CTL_FAILED, "there was no mail to judge");
	bool is_held = run->of_verdict[VERDICT_HOLD] + run->of_verdict[VERDICT_REJECT] > 0;
	return is_held ? CTL_NO : CTL_FINE;
}

/* ---- what is known from before --------------------------------------------------------------- */

typedef struct Before {
	const CtlGiven *given;
	GBytes *customer;
	MemoryAsk ask;
} Before;

static Remembered *
named_mail(const Rulebook *rulebook, const Envelope *envelope, const Message *message, void *data)
{
	const Before *before = data;

	(void)envelope, (void)message;
	return memory_given(rulebook, before->given->settings, before->customer);
}

static int
read_named_mail(Before *before)
{
	g_autoptr(GError) error = NULL;
	gsize length = 0;
	char *text = mailbox_contents(options.customer, &length, &error);
	if (text == NULL)
		return ctl_complain(CTL_FAILED, "%s", error->message);

	before->customer = g_bytes_new_take(text, length);
	g_autoptr(Remembered) mail = named_mail(before->given->rulebook, NULL, NULL, before);
	if (mail == NULL || *mail->seen != '\0')
		return ctl_complain(CTL_FAILED,
			"%s: no customer's mail that could be remembered%s%s", options.customer,
			mail != NULL ? ": " : "", mail != NULL ? mail->seen : "");
	return CTL_FINE;
}

static int
look_before(Before *before, Past *past)
{
	g_autoptr(GError) error = NULL;

	if (options.customer != NULL) {
		*past = (Past){ .customers_mail = named_mail, .data = before };
		return read_named_mail(before);
	}
	if (options.memory == NULL)
		return CTL_FINE;
	before->ask.settings = before->given->settings;
	before->ask.now = options.now != 0 ? options.now : g_get_real_time() / G_USEC_PER_SEC;
	before->ask.record = record_open_readonly(options.memory, &error);
	if (before->ask.record == NULL)
		return ctl_complain(CTL_FAILED, "%s", error->message);
	*past = memory_past(&before->ask);
	return CTL_FINE;
}

static void
before_clear(Before *before)
{
	g_clear_pointer(&before->customer, g_bytes_unref);
	g_clear_error(&before->ask.error);
	record_close(before->ask.record);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Before, before_clear)

static const char *
misuse(char *const *arguments)
{
	(void)arguments;
	if (options.pairs && (options.customer != NULL || options.memory != NULL))
		return "--customer and --memory are for mail that quotes nothing: pairs have the "
		       "customer's text";
	return NULL;
}

static int
check(const CtlGiven *given)
{
	static char *const standard_input[] = { (char *)"-", NULL };
	char *const *paths = given->arguments[0] != NULL ? given->arguments : standard_input;
	Run run = { .given = given };
	const ReplyVisitor visitor = { on_mail, on_pair, &run };

	if (given->arguments[0] == NULL && isatty(STDIN_FILENO))
		return ctl_complain(CTL_USAGE, "no mail given: name a file, a folder, or - for "
					       "standard input");
	g_auto(Before) before = { .given = given };
	int status = look_before(&before, &run.past);
	if (status != CTL_FINE)
		return status;
	run.colour = options.colour || (isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL);
	run.has_trouble = !ctl_read_replies(paths, options.pairs, &visitor);
	sum_up(&run);
	if (before.ask.error != NULL)
		return ctl_complain(CTL_FAILED, "%s cannot be looked up: %s", options.memory,
			before.ask.error->message);
	return status_of(&run);
}

const Command command_check = {
	.name = "check",
	.arguments = "[FILE|DIR|MBOX|MAILDIR|-]...",
	.summary = "judge replies as the filter would, without sending anything",
	.description =
		"Each mail is an agent's reply with the customer's message quoted in it. The verdict is\n"
		"the one enforcement would give: 'mode' counts as hold. From is the agent and To the\n"
		"customer. Exit status: 1 when a reply would be held or rejected, 3 when a file could\n"
		"not be read (the others are judged all the same).\n"
		"A reply that quotes nothing is judged by --customer, or by what --memory remembers of\n"
		"the customer it goes to.\n",
	.options = entries,
	.needs = NEEDS_SETTINGS | NEEDS_RULES,
	.misuse = misuse,
	.run = check,
};
