/* ctl-evaluate.c - empathyctl evaluate: the rules against what careful readers said.
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ctl-compare.h"
#include "ctl-evaluate.h"
#include "ctl-replies.h"
#include "ctl.h"
#include "errors.h"
#include "mailbox.h"

static struct {
	gboolean errors;
	gboolean rules;
	char *compare;
} options;

static const GOptionEntry entries[] = {
	{ "errors", 0, 0, G_OPTION_ARG_NONE, &options.errors,
		"Show every disagreement with its evidence", NULL },
	{ "by-rule", 0, 0, G_OPTION_ARG_NONE, &options.rules,
		"Show how often each rule hit, and how often a label bore it out", NULL },
	{ "compare", 0, 0, G_OPTION_ARG_FILENAME, &options.compare,
		"Set a second rulebook beside the first (a folder that holds en/)", "DIR" },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

typedef struct Run {
	const CtlGiven *given;
	Rulebook *other; /* NULL unless comparing */
	Evaluation *first;
	Comparison *comparison;
	BadLines bad; /* of the file being read */
	bool has_trouble;
	guint unlabelled;
	guint skipped[N_SKIPS];
} Run;

static void
on_trouble(int line, const char *message, void *data)
{
	Run *run = data;

	bad_lines_tell(&run->bad, line, message);
}

static Judgement *
judge_one(const Run *run, const Rulebook *rulebook, const Pair *pair)
{
	return judge_pair(rulebook, run->given->settings, pair->customer, pair->reply,
		pair->customer_name, pair->agent);
}

/* What one rulebook skips is left out of both: they are compared over the same pairs. */
static void
measure(Run *run, const Pair *pair, const Labels *labels)
{
	const Rulebook *rulebook = run->given->rulebook;
	g_autoptr(Judgement) first = judge_one(run, rulebook, pair);
	g_autoptr(Judgement) second = run->other != NULL ? judge_one(run, run->other, pair) : NULL;
	Skip skip = first->skip != SKIP_NONE || second == NULL ? first->skip : second->skip;

	run->skipped[skip]++;
	if (skip != SKIP_NONE)
		return;
	evaluation_add(run->first, rulebook, first, labels);
	if (options.errors)
		evaluate_print_errors(pair, labels, first);
	if (second != NULL)
		comparison_add(run->comparison, first, second, labels);
}

static void
on_pair(const Pair *pair, void *data)
{
	Run *run = data;
	g_autoptr(GError) error = NULL;
	Labels labels;

	if (*pair->labels == '\0') {
		run->unlabelled++;
		return;
	}
	if (!labels_read(pair->labels, &labels, &error)) {
		on_trouble(pair->line, error->message, run);
		return;
	}
	measure(run, pair, &labels);
}

static bool
read_file(Run *run, const char *path)
{
	const PairsVisitor visitor = { on_pair, on_trouble, run };
	g_autoptr(GError) error = NULL;
	gsize length = 0;
	g_autofree char *text = mailbox_contents(path, &length, &error);

	if (text == NULL) {
		ctl_complain(CTL_FAILED, "%s", error->message);
		return false;
	}
	run->bad = (BadLines){ path, 0 };
	pairs_read(text, length, &visitor);
	run->has_trouble |= !bad_lines_end(&run->bad);
	return true;
}

/* "; 3 more not judged and left out: 2 language, 1 no-reply-text" */
static void
print_skipped(const Run *run)
{
	guint all = 0;

	for (int i = SKIP_NONE + 1; i < N_SKIPS; i++)
		all += run->skipped[i];
	if (all == 0)
		return;
	printf("; %u more not judged and left out:", all);
	const char *separator = " ";
	for (int i = SKIP_NONE + 1; i < N_SKIPS; i++) {
		if (run->skipped[i] == 0)
			continue;
		printf("%s%u %s", separator, run->skipped[i], skip_name((Skip)i));
		separator = ", ";
	}
}

static void
report(const Run *run)
{
	const Evaluation *first = run->first;

	printf("%u labelled %s, rules %s", first->pairs, first->pairs == 1 ? "pair" : "pairs",
		rulebook_version(run->given->rulebook));
	if (run->other != NULL)
		printf(" (A) and %s (B)", rulebook_version(run->other));
	print_skipped(run);
	if (run->unlabelled > 0)
		printf("; %u %s without labels left out", run->unlabelled,
			run->unlabelled == 1 ? "line" : "lines");
	puts("\n");
	if (run->other != NULL) {
		evaluate_print_comparison(run->comparison);
		return;
	}
	evaluate_print_measures(first);
	evaluate_print_grades(first);
	evaluate_print_intensities(first);
	if (options.rules)
		evaluate_print_rules(first);
}

static int
evaluate_files(Run *run)
{
	bool fine = true;

	for (char **path = run->given->arguments; *path != NULL; path++)
		fine &= read_file(run, *path);
	if (!fine)
		return CTL_FAILED;
	if (run->first->pairs == 0)
		return ctl_complain(CTL_FAILED, "there are no labelled pairs that can be judged");
	report(run);
	return run->has_trouble ? CTL_FAILED : CTL_FINE;
}

/* The rules are measured, not what a policy makes of them. */
static void
ask_all_checks(Settings *settings)
{
	for (guint i = 0; i < settings->policies->len; i++) {
		Disposition *dispositions = ((Policy *)settings->policies->pdata[i])->dispositions;
		for (int check = 0; check < N_CHECKS; check++)
			dispositions[check] = MAX(dispositions[check], DISPOSITION_NOTE);
	}
}

static int
evaluate(const CtlGiven *given)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Evaluation) first = evaluation_new();
	g_autoptr(Comparison) comparison = comparison_new();
	g_autoptr(Rulebook) other =
		options.compare != NULL ? ctl_rulebook_with(given, options.compare, &error) : NULL;
	Run run = { .given = given, .other = other, .first = first, .comparison = comparison };

	if (error != NULL)
		return ctl_complain(CTL_FAILED, "%s", error->message);
	ask_all_checks(given->settings);
	return evaluate_files(&run);
}

const Command command_evaluate = {
	.name = "evaluate",
	.arguments = "FILE.jsonl...",
	.summary = "measure the rules against replies that people have labelled",
	.description =
		"Each line is a pair as for 'check --pairs' with \"labels\", an object of: feelings,\n"
		"events, unsure, ack, ack_first, restates, addressed, next_step, needs_work, harm, name; what\n"
		"is absent counts neither way. empathyctl(1) says what each means and shows how to\n"
		"read the figures. In brackets stand 95 % intervals.\n",
	.options = entries,
	.needs = NEEDS_SETTINGS | NEEDS_RULES,
	.run = evaluate,
};
