/* ctl-backtest.c - empathyctl backtest: what another rulebook would change.
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ctl-compare.h"
#include "ctl-replies.h"
#include "explain.h"
#include "page.h"
#include "recorded.h"

static struct {
	char *rules, *since, *until;
	gboolean pairs, recorded, json, colour;
} options;

static const GOptionEntry entries[] = {
	{ "rules", 0, 0, G_OPTION_ARG_FILENAME, &options.rules,
		"The rules to try, in place of the shipped ones (the folder that holds en/)",
		"DIR" },
	{ "pairs", 0, 0, G_OPTION_ARG_NONE, &options.pairs,
		"The files are JSON lines {\"id\", \"customer\", \"reply\"} in place of mail",
		NULL },
	{ "recorded", 0, 0, G_OPTION_ARG_NONE, &options.recorded,
		"What the record has whole texts of ([log] text = full)", NULL },
	{ "since", 0, 0, G_OPTION_ARG_STRING, &options.since, "With --recorded: from then on",
		"WHEN" },
	{ "until", 0, 0, G_OPTION_ARG_STRING, &options.until,
		"With --recorded: until then; a day counts to its end", "WHEN" },
	{ "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "Each change as one JSON object a line",
		NULL },
	{ "color", 0, 0, G_OPTION_ARG_NONE, &options.colour, "Colour even when not on a terminal",
		NULL },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

typedef struct Run {
	const CtlGiven *given;
	Rulebook *now, *then; /* in force, and to be tried */
	GString *changes;     /* for eyes */
	bool colour, has_trouble;
	guint judged, changed, n_too_large;
	guint counts[VERDICT_REJECT + 1][VERDICT_REJECT + 1]; /* verdict now, then */
} Run;

/* "feelings,tone": what failed for certain enough to be acted upon; caller frees. */
static char *
failures_of(const Judgement *judgement)
{
	GString *names = g_string_new("");
	guint seen = 0;

	for (guint i = 0; i < judgement->findings->len; i++) {
		const Finding *finding = judgement->findings->pdata[i];
		if (finding->result != RESULT_FAIL || finding->certainty == CERTAINTY_HINT ||
			(seen & 1u << finding->check) != 0)
			continue;
		seen |= 1u << finding->check;
		g_string_append_printf(
			names, "%s%s", names->len > 0 ? "," : "", checks[finding->check]->name);
	}
	return g_string_free(names, FALSE);
}

static void
print_json(const char *name, const Judgement *now, const Judgement *then, const char *failed_now,
	const char *failed_then)
{
	static const char *const names[] = { "id", "from", "to", "failed_from", "failed_to",
		"reason_from", "reason_to", NULL };
	const char *const values[] = { name, verdict_name(now->verdict),
		verdict_name(then->verdict), failed_now, failed_then, now->reason, then->reason,
		NULL };
	g_autofree char *line = explain_row(names, values);

	puts(line);
}

static void
add_side(Run *run, const char *label, const Judgement *judgement, const char *failed)
{
	const Page page = { run->changes, run->colour };
	const char *verdict = verdict_name(judgement->verdict);
	g_autofree char *left = g_strdup_printf("%s %s", label, verdict);
	bool has_reason = judgement->verdict != VERDICT_PASS;
	const char *otherwise = *failed != '\0' ? failed : "nothing failed";

	page_line(
		&page, page_verdict_ink(verdict), left, has_reason ? judgement->reason : otherwise);
}

static void
compare(Run *run, const char *name, Judgement *now, Judgement *then)
{
	ctl_enforce(run->given->settings, now);
	ctl_enforce(run->given->settings, then);
	g_autofree char *failed_now = failures_of(now);
	g_autofree char *failed_then = failures_of(then);

	run->judged++;
	run->counts[now->verdict][then->verdict]++;
	if (now->verdict == then->verdict && g_str_equal(failed_now, failed_then))
		return;
	run->changed++;
	if (options.json) {
		print_json(name, now, then, failed_now, failed_then);
		return;
	}
	g_autofree char *clean = terminal_clean(name);
	terminal_ink(run->changes, INK_BOLD, run->colour, clean);
	g_string_append_c(run->changes, '\n');
	add_side(run, "now:", now, failed_now);
	add_side(run, "then:", then, failed_then);
}

static void
on_mail(const char *name, GBytes *raw, void *data)
{
	Run *run = data;
	const Settings *settings = run->given->settings;

	if (g_bytes_get_size(raw) > (gsize)settings->max_message_bytes) {
		run->n_too_large++;
		return;
	}
	g_autoptr(Judgement) now = judge(run->now, settings, NULL, raw, NULL);
	g_autoptr(Judgement) then = judge(run->then, settings, NULL, raw, NULL);
	compare(run, name, now, then);
}

static void
compare_pair(Run *run, const char *id, const char *customer, const char *reply, const char *name,
	const char *agent)
{
	const Settings *settings = run->given->settings;
	g_autoptr(Judgement) now = judge_pair(run->now, settings, customer, reply, name, agent);
	g_autoptr(Judgement) then = judge_pair(run->then, settings, customer, reply, name, agent);

	compare(run, id, now, then);
}

static void
on_pair(const char *path, const Pair *pair, void *data)
{
	(void)path;
	compare_pair(data, pair->id, pair->customer, pair->reply, pair->customer_name, pair->agent);
}

static bool
on_recorded(const RecordedPair *pair, void *data)
{
	compare_pair(data, pair->id, pair->customer, pair->reply, NULL, pair->agent);
	return ferror(stdout) == 0;
}

static int
read_recorded(Run *run)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GDateTime) now = g_date_time_new_now_local();
	g_autofree char *since = NULL;
	g_autofree char *until = NULL;

	if (!ctl_moment("--since", options.since, now, false, &since) ||
		!ctl_moment("--until", options.until, now, true, &until))
		return CTL_USAGE;
	g_autoptr(Record) record = record_open_readonly(run->given->settings->log_database, &error);
	if (record == NULL || !recorded_pairs(record, since, until, on_recorded, run, &error))
		return ctl_complain(CTL_FAILED, "%s", error->message);
	return CTL_FINE;
}

/* Verdicts now (down) against then (across), those that occur. */
static void
print_counts(const Run *run)
{
	static const Verdict order[] = { VERDICT_PASS, VERDICT_ANNOTATE, VERDICT_HOLD,
		VERDICT_REJECT, VERDICT_SKIP };

	printf("%-14s", "NOW \\ THEN");
	for (guint j = 0; j < G_N_ELEMENTS(order); j++)
		printf(" %9s", verdict_name(order[j]));
	putchar('\n');
	for (guint i = 0; i < G_N_ELEMENTS(order); i++) {
		printf("%-14s", verdict_name(order[i]));
		for (guint j = 0; j < G_N_ELEMENTS(order); j++)
			printf(" %9u", run->counts[order[i]][order[j]]);
		putchar('\n');
	}
}

static guint
n_other_verdicts(const Run *run)
{
	guint n = run->judged;

	for (int i = 0; i <= VERDICT_REJECT; i++)
		n -= run->counts[i][i];
	return n;
}

static int
tell(const Run *run)
{
	if (run->n_too_large > 0)
		ctl_complain(CTL_FINE, "left out, as larger than max-message-bytes of [milter]: %u",
			run->n_too_large);
	if (run->judged == 0)
		return ctl_complain(CTL_FAILED,
			options.recorded
				? "the record has no whole texts of that time: these are kept "
				  "only with '[log] text = full'"
				: "there was nothing to judge");
	if (!options.json) {
		printf("%u judged; now by rules %s, then by %s\n\n", run->judged,
			rulebook_version(run->now), rulebook_version(run->then));
		print_counts(run);
		printf("\n%u change%s, %u of them to another verdict\n", run->changed,
			run->changed == 1 ? "" : "s", n_other_verdicts(run));
		if (run->changed > 0)
			printf("\n%s", run->changes->str);
	}
	if (run->has_trouble)
		return CTL_FAILED;
	return run->changed > 0 ? CTL_NO : CTL_FINE;
}

static int
read_all(Run *run)
{
	const ReplyVisitor visitor = { on_mail, on_pair, run };

	if (options.recorded)
		return read_recorded(run);
	run->has_trouble = !ctl_read_replies(run->given->arguments, options.pairs, &visitor);
	return CTL_FINE;
}

static int
backtest(const CtlGiven *given)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) changes = g_string_new("");

	if (options.rules == NULL)
		return ctl_complain(CTL_USAGE, "say which rules to try: --rules=DIR");
	if ((given->arguments[0] == NULL) != (options.recorded != FALSE) ||
		(options.recorded && options.pairs))
		return ctl_complain(CTL_USAGE, "name files or folders, or give --recorded");
	g_autoptr(Rulebook) now =
		ctl_rulebook((const char *const *)given->settings->rules_path, &error);
	g_autoptr(Rulebook) then =
		now != NULL ? ctl_rulebook_with(given, options.rules, &error) : NULL;
	if (then == NULL)
		return ctl_complain(CTL_FAILED, "%s", error->message);
	Run run = { .given = given, .now = now, .then = then, .changes = changes };
	run.colour = options.colour || (isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL);
	int status = read_all(&run);
	return status == CTL_FINE ? tell(&run) : status;
}

const Command command_backtest = {
	.name = "backtest",
	.arguments = "[FILE|DIR|MBOX|MAILDIR]...",
	.summary = "see what other rules would change, before they are in force",
	.description =
		"Judges the same replies twice, by the rules in force and by those of --rules, and shows\n"
		"how many verdicts change and each reply whose verdict or failed checks do. 'mode' counts\n"
		"as hold. Exit status: 1 when anything changes, 3 when a file could not be read.\n",
	.options = entries,
	.needs = NEEDS_SETTINGS,
	.run = backtest,
};
