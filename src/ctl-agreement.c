/* ctl-agreement.c - empathyctl agreement: machine and people beside each other, and the rules that
 * people do not bear out. SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "agreement.h"
#include "ctl.h"
#include "explain.h"
#include "moment.h"
#include "table.h"

static struct {
	char *since, *until;
	int threshold;
	gboolean json;
} options = { .threshold = (int)(AGREEMENT_THRESHOLD * 100) };

static const GOptionEntry entries[] = {
	{ "since", 0, 0, G_OPTION_ARG_STRING, &options.since,
		"Replies from then on: today, monday, 2026-01-31, 4h, 3d", "WHEN" },
	{ "until", 0, 0, G_OPTION_ARG_STRING, &options.until, "Until then; a day counts to its end",
		"WHEN" },
	{ "threshold", 0, 0, G_OPTION_ARG_INT, &options.threshold,
		"Name rules above this share of overrides or disagreement (30)", "PERCENT" },
	{ "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "One JSON object a line", NULL },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

/* "50 % (19-81 %)"; caller frees. */
static char *
share_text(Share share)
{
	if (isnan(share.value))
		return g_strdup("-");
	return g_strdup_printf(
		"%.0f %% (%.0f-%.0f %%)", share.value * 100, share.low * 100, share.high * 100);
}

static void
print_checks(const GPtrArray *by_check)
{
	printf("%-12s %7s  %6s %6s %6s %6s  %-16s %6s\n", "PEOPLE SAY", "labels", "fail", "fail",
		"pass", "pass", "agreement", "kappa");
	printf("%-12s %7s  %6s %6s %6s %6s\n", "WE SAID", "", "fail", "pass", "fail", "pass");
	for (guint i = 0; i < by_check->len; i++) {
		const CheckAgreement *agreement = by_check->pdata[i];
		const Tally *tally = &agreement->tally;
		double kappa = tally_kappa(tally);
		g_autofree char *share = share_text(agreement_share(tally));
		g_autofree char *beyond =
			isnan(kappa) ? g_strdup("-") : g_strdup_printf("%.2f", kappa);
		printf("%-12s %7u  %6u %6u %6u %6u  %-16s %6s\n", agreement->check,
			tally->right + tally->false_yes + tally->missed + tally->both_no,
			tally->right, tally->missed, tally->false_yes, tally->both_no, share,
			beyond);
	}
}

static const TableColumn columns[] = {
	{ .title = "RULE", .fit = TABLE_TEXT },
	{ .title = "CHECK", .may_go = true },
	{ .title = "FAILED", .is_number = true },
	{ .title = "OVERRIDDEN", .is_number = true },
	{ .title = "OF HELD", .is_number = true },
	{ .title = "DISAGREED", .is_number = true },
	{ .title = "OF LABELLED", .is_number = true },
	{ .title = NULL },
};

static bool
print_rules(const GPtrArray *by_rule)
{
	g_autoptr(Table) table = table_new(columns, isatty(STDOUT_FILENO), false);

	for (guint i = 0; i < by_rule->len; i++) {
		const RuleAgreement *rule = by_rule->pdata[i];
		g_autofree char *failed = g_strdup_printf("%u", rule->failed);
		g_autofree char *n_overridden = g_strdup_printf("%u", rule->overridden);
		g_autofree char *overridden = share_text(agreement_overridden(rule));
		g_autofree char *n_disagreed = g_strdup_printf("%u", rule->disagreed);
		g_autofree char *disagreed = share_text(agreement_disagreed(rule));
		const char *const cells[] = { rule->rule, rule->check, failed, n_overridden,
			overridden, n_disagreed, disagreed, NULL };
		table_add(table, cells, NULL);
	}
	putchar('\n');
	return table_print(table, NULL);
}

/* What to do about a rule that people do not bear out. Without its rulebook the place is not
 * known; a check's own reasons are no rules of any file. */
static void
name_rule(const RuleAgreement *doubtful, const Rulebook *rulebook)
{
	const Rule *rule = rulebook != NULL ? rulebook_find(rulebook, NULL, doubtful->rule) : NULL;

	printf("\n%s misfires: ", doubtful->rule);
	if (doubtful->overridden > 0)
		printf("overridden in %u of %u held", doubtful->overridden,
			MAX(doubtful->held, doubtful->overridden));
	if (doubtful->disagreed > 0)
		printf("%speople disagreed in %u of %u", doubtful->overridden > 0 ? "; " : "",
			doubtful->disagreed, doubtful->labelled);
	if (rule != NULL)
		printf(".\n  To watch it without consequences, add 'mode = observe' to [%s], "
		       "%s:%d.\n",
			rule->name, rule->file, rule->line);
	else
		printf(".\n  The reason is the check's own: set '%s = note' in [policy] to watch it "
		       "without consequences.\n",
			doubtful->check);
}

static void
print_json(const GPtrArray *by_check, const GPtrArray *by_rule)
{
	for (guint i = 0; i < by_check->len; i++) {
		const CheckAgreement *agreement = by_check->pdata[i];
		const Tally *tally = &agreement->tally;
		Share share = agreement_share(tally);
		printf("{\"check\":\"%s\",\"both_fail\":%u,\"only_people_fail\":%u,"
		       "\"only_machine_fails\":%u,\"both_pass\":%u,\"agreement\":%.4f,"
		       "\"low\":%.4f,\"high\":%.4f}\n",
			agreement->check, tally->right, tally->missed, tally->false_yes,
			tally->both_no, share.value, share.low, share.high);
	}
	for (guint i = 0; i < by_rule->len; i++) {
		const RuleAgreement *rule = by_rule->pdata[i];
		static const char *const names[] = { "rule", "check", NULL };
		const char *const values[] = { rule->rule, rule->check, NULL };
		g_autofree char *line = explain_row(names, values);
		line[strlen(line) - 1] = '\0';
		printf("%s,\"failed\":%u,\"held\":%u,\"overridden\":%u,\"labelled\":%u,"
		       "\"disagreed\":%u,\"doubtful\":%s}\n",
			line, rule->failed, rule->held, rule->overridden, rule->labelled,
			rule->disagreed,
			agreement_is_doubtful(rule, options.threshold / 100.0) ? "true" : "false");
	}
}

static int
tell(const CtlGiven *given, const GPtrArray *by_check, const GPtrArray *by_rule)
{
	g_autoptr(Rulebook) rulebook = NULL;

	if (by_check->len > 0)
		print_checks(by_check);
	if (by_rule->len > 0 && !print_rules(by_rule))
		return ctl_unwritten();
	for (guint i = 0; i < by_rule->len; i++) {
		if (!agreement_is_doubtful(by_rule->pdata[i], options.threshold / 100.0))
			continue;
		if (rulebook == NULL)
			rulebook = rulebook_load(
				(const char *const *)given->settings->rules_path, NULL);
		name_rule(by_rule->pdata[i], rulebook);
	}
	return CTL_FINE;
}

static int
agreement(const CtlGiven *given)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GDateTime) now = g_date_time_new_now_local();
	g_autofree char *since = NULL;
	g_autofree char *until = NULL;

	if (given->arguments[0] != NULL)
		return ctl_complain(CTL_USAGE, "'%s' is one word too many", given->arguments[0]);
	if (options.threshold < 0 || options.threshold > 100)
		return ctl_complain(CTL_USAGE, "--threshold is a percentage, from 0 to 100");
	if (!ctl_moment("--since", options.since, now, false, &since) ||
		!ctl_moment("--until", options.until, now, true, &until))
		return CTL_USAGE;
	g_autoptr(GPtrArray) by_check = agreement_of_checks(given->record, since, until, &error);
	g_autoptr(GPtrArray) by_rule =
		by_check != NULL ? agreement_of_rules(given->record, since, until, &error) : NULL;
	if (by_rule == NULL)
		return ctl_complain(CTL_FAILED, "%s", error->message);
	if (by_check->len + by_rule->len == 0)
		return ctl_complain(CTL_NO,
			"nobody has said anything yet: see 'empathyctl sample' and 'label'");
	if (!options.json)
		return tell(given, by_check, by_rule);
	print_json(by_check, by_rule);
	return CTL_FINE;
}

const Command command_agreement = {
	.name = "agreement",
	.arguments = "",
	.summary = "set what people said beside what the filter said",
	.description =
		"Of every check that people labelled: how often both said the same, with the 95 %\n"
		"interval, and kappa, the agreement beyond chance. Of every rule: how often its\n"
		"failures were overridden or disagreed with. Rules above the threshold, with at least\n"
		"5 cases, are named with the line to change. Exit status: 1 when there are no labels.\n",
	.options = entries,
	.needs = NEEDS_SETTINGS | NEEDS_RECORD | TAKES_RULES,
	.run = agreement,
};
