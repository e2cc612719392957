/* ctl-evaluate-print.c - the report of an evaluation. SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ctl-evaluate.h"
#include "terminal.h"

/* How much a line may say; what goes to a file says all. */
typedef enum Room { NARROW, MIDDLE, WIDE } Room;

static Room
room(void)
{
	guint width = terminal_text_width(112);

	return width >= 112 ? WIDE : width >= 80 ? MIDDLE : NARROW;
}

static void
print_share(Share share)
{
	if (isnan(share.value))
		printf("  %16s", "-");
	else
		printf("  %.2f (%.2f-%.2f)", share.value, share.low, share.high);
}

static void
print_kappa(double kappa)
{
	if (isnan(kappa))
		printf("  %5s", "-");
	else
		printf("  %5.2f", kappa);
}

/* Without its interval where there is no room for it; F1 always has one. */
static void
print_part(Share share, int width)
{
	if (room() == WIDE)
		print_share(share);
	else if (isnan(share.value))
		printf("  %*s", width, "-");
	else
		printf("  %*.2f", width, share.value);
}

static void
print_head(const char *title)
{
	printf("%-22s", title);
	if (room() > NARROW)
		printf(" %8s", "labelled");
	if (room() == WIDE)
		printf(" %6s %6s  %-16s  %-16s", "found", "right", "precision", "recall");
	else
		printf("  %9s  %6s", "precision", "recall");
	printf("  %-16s", "F1");
	if (room() > NARROW)
		printf("  %5s", "kappa");
	putchar('\n');
}

static void
print_tally(const char *name, const Tally *tally)
{
	printf("  %-20s", name);
	if (room() > NARROW)
		printf(" %8u", tally->right + tally->missed);
	if (room() == WIDE)
		printf(" %6u %6u", tally->right + tally->false_yes, tally->right);
	print_part(tally_precision(tally), 9);
	print_part(tally_recall(tally), 6);
	print_share(tally_f1(tally));
	if (room() > NARROW)
		print_kappa(tally_kappa(tally));
	putchar('\n');
}

static bool
says_something(const Tally *tally)
{
	return tally->right + tally->missed + tally->false_yes > 0;
}

static bool
is_averaged(MeasureGroup group)
{
	return group >= GROUP_FAMILIES;
}

/* The figure that decides whether a filter stays switched on. */
static void
print_false_alarms(const Evaluation *evaluation)
{
	if (evaluation->calm == 0)
		return;
	printf("Calm pairs flagged: %u of %u", evaluation->alarmed, evaluation->calm);
	print_share(share_of(evaluation->alarmed, evaluation->calm));
	puts("\n");
}

/* Nothing where nothing was labelled nor found. */
static void
print_group(const Evaluation *evaluation, MeasureGroup group)
{
	Tally all = evaluation_of_group(evaluation, group);

	if (!says_something(&all))
		return;
	print_head(measure_group_title(group));
	for (guint i = 0; i < n_measures; i++)
		if (measures[i].group == group && says_something(&evaluation->tallies[i]))
			print_tally(measures[i].name, &evaluation->tallies[i]);
	if (is_averaged(group))
		print_tally("all together", &all);
	putchar('\n');
}

void
evaluate_print_measures(const Evaluation *evaluation)
{
	print_false_alarms(evaluation);
	for (int group = 0; group < N_GROUPS; group++)
		print_group(evaluation, (MeasureGroup)group);
}

/* How often the grade is the same, of all and of those where both saw something to meet. */
static void
print_grade_shares(const Evaluation *evaluation)
{
	guint same = 0, all = 0, same_raised = 0, raised = 0;

	for (int i = 0; i < N_LABEL_GRADES; i++) {
		for (int j = 0; j < N_LABEL_GRADES; j++) {
			guint count = evaluation->grades[i][j];
			bool is_raised = i != GRADE_NOTHING && j != GRADE_NOTHING;
			all += count;
			same += i == j ? count : 0;
			raised += is_raised ? count : 0;
			same_raised += is_raised && i == j ? count : 0;
		}
	}
	printf("  %-20s", "same grade");
	print_share(share_of(same, all));
	print_kappa(kappa_of(&evaluation->grades[0][0], N_LABEL_GRADES));
	printf(" kappa\n  %-20s", "where both saw one");
	print_share(share_of(same_raised, raised));
	puts("\n");
}

/* A table of nothing but noughts says nothing. */
static bool
is_empty(const guint *counts, gsize n)
{
	for (gsize i = 0; i < n; i++)
		if (counts[i] != 0)
			return false;
	return true;
}

void
evaluate_print_grades(const Evaluation *evaluation)
{
	int name = room() == WIDE ? 20 : 11, cell = room() > NARROW ? 10 : 6;

	if (is_empty(&evaluation->grades[0][0], N_LABEL_GRADES * N_LABEL_GRADES))
		return;
	puts("HOW FEELINGS ARE MET: labelled (down) and found (across)");
	printf("  %-*s", name, "");
	for (int j = 0; j < N_LABEL_GRADES; j++)
		printf(" %*.*s", cell, cell, label_grade_name(j));
	putchar('\n');
	for (int i = 0; i < N_LABEL_GRADES; i++) {
		printf("  %-*s", name, label_grade_name(i));
		for (int j = 0; j < N_LABEL_GRADES; j++)
			printf(" %*u", cell, evaluation->grades[i][j]);
		putchar('\n');
	}
	print_grade_shares(evaluation);
}

static const char *const intensity_names[N_INTENSITIES] = { "not raised", "faint", "clear",
	"strong" };

/* What of either is the same, and what is one step off. */
static void
print_intensity_shares(const char *name, guint counts[N_INTENSITIES][N_INTENSITIES])
{
	guint all = 0, same = 0, near = 0;

	for (int i = 0; i < N_INTENSITIES; i++) {
		for (int j = 0; j < N_INTENSITIES; j++) {
			all += counts[i][j];
			same += i == j ? counts[i][j] : 0;
			near += i - j == 1 || j - i == 1 ? counts[i][j] : 0;
		}
	}
	if (all == 0)
		return;
	printf("  %-14s %6u", name, all);
	print_share(share_of(same, all));
	print_share(share_of(near, all));
	putchar('\n');
}

void
evaluate_print_intensities(const Evaluation *evaluation)
{
	guint all[N_INTENSITIES][N_INTENSITIES] = { { 0 } };
	int name = room() > NARROW ? 20 : 11;

	if (is_empty(&evaluation->intensities[0][0][0], N_FEELINGS * N_INTENSITIES * N_INTENSITIES))
		return;
	puts("HOW STRONG FEELINGS ARE: labelled (down) and found (across)");
	printf("  %-*s", name, "");
	for (int j = 0; j < N_INTENSITIES; j++)
		printf(" %10s", intensity_names[j]);
	putchar('\n');
	for (int i = 0; i < N_INTENSITIES; i++) {
		printf("  %-*s", name, intensity_names[i]);
		for (int j = 0; j < N_INTENSITIES; j++) {
			for (int kind = 0; kind < N_FEELINGS; kind++)
				all[i][j] += evaluation->intensities[kind][i][j];
			printf(" %10u", all[i][j]);
		}
		putchar('\n');
	}
	printf("\n  %-14s %6s  %-16s  %s\n", "", "either", "the same", "one step off");
	for (int kind = 0; kind < N_FEELINGS; kind++) {
		guint counts[N_INTENSITIES][N_INTENSITIES];
		memcpy(counts, evaluation->intensities[kind], sizeof(counts));
		print_intensity_shares(feeling_name((FeelingKind)kind), counts);
	}
	print_intensity_shares("all together", all);
	putchar('\n');
}

void
evaluate_print_rules(const Evaluation *evaluation)
{
	g_autoptr(GPtrArray) rules = evaluation_rules(evaluation);
	int name = room() == WIDE ? 32 : 24;

	printf("%-*s", name + 2, "RULES");
	if (room() > NARROW)
		printf(" %-16s", "means");
	printf(" %6s %8s %6s  %s\n", "hits", "labelled", "right", "precision");
	for (guint i = 0; i < rules->len; i++) {
		const RuleTally *rule = rules->pdata[i];
		printf("  %-*.*s", name, room() == WIDE ? -1 : name, rule->name);
		if (room() > NARROW)
			printf(" %-16.16s", means_name(rule->means));
		printf(" %6u", rule->hits);
		if (rule->known == 0) {
			printf(" %8s\n", "-");
			continue;
		}
		printf(" %8u %6u", rule->known, rule->right);
		print_part(share_of(rule->right, rule->known), 9);
		putchar('\n');
	}
}

static void
print_text(const char *title, const char *text)
{
	enum { COLUMN = 14, MOST = 400 };
	g_autofree char *clean = terminal_clean(text);
	g_autofree char *cut =
		g_utf8_strlen(clean, -1) > MOST ? g_utf8_substring(clean, 0, MOST) : NULL;
	g_autoptr(GString) out = g_string_new("");

	g_string_append_printf(out, "  %-*s", COLUMN - 2, title);
	terminal_wrap(out, cut != NULL ? cut : clean, COLUMN, COLUMN, false);
	fputs(out->str, stdout);
}

/* What stands behind our answer: the feelings with their words, the failed checks with theirs. */
static void
print_grounds(const Judgement *judgement)
{
	const GPtrArray *feelings =
		judgement->customer != NULL ? judgement->customer->feelings : NULL;

	for (guint i = 0; feelings != NULL && i < feelings->len; i++) {
		const Feeling *feeling = feelings->pdata[i];
		g_autofree char *line = g_strdup_printf("%s %d by %s: \"%s\"; %s \"%s\"",
			feeling_name(feeling->kind), feeling->intensity, feeling->rule,
			feeling->evidence, grade_name(feeling->acknowledged), feeling->by);
		print_text("felt", line);
	}
	for (guint i = 0; i < judgement->findings->len; i++) {
		const Finding *finding = judgement->findings->pdata[i];
		if (finding->result != RESULT_FAIL)
			continue;
		g_autofree char *line = g_strdup_printf("%s, %s%s%s: \"%s\"",
			checks[finding->check]->name, certainty_name(finding->certainty),
			*finding->rule != '\0' ? ", " : "", finding->rule, finding->evidence);
		print_text("fails", line);
	}
}

static void
append_disagreement(GString *out, const char *group, const char *name, Answer labelled)
{
	g_string_append_printf(out, "%s%s%s %s", out->len > 0 ? "; " : "", group, name,
		labelled == ANSWER_YES ? "missed" : "wrongly found");
}

/* Families repeat what feelings say, and the reply's deeds are the checks turned round. */
static void
collect(GString *out, const Labels *labels, const Judgement *judgement)
{
	static const char *const prefixes[N_GROUPS] = { "", "check ", "", "", "", "event " };

	for (guint i = 0; i < n_measures; i++) {
		const Measure *measure = &measures[i];
		Answer labelled = measure->labelled(labels, measure->which);
		Answer found = measure->found(judgement, measure->which);
		bool is_repeated = measure->group == GROUP_FAMILIES ||
				   (measure->group == GROUP_REPLY && measure->which != 0);
		if (labelled != ANSWER_UNKNOWN && labelled != found && !is_repeated)
			append_disagreement(out, prefixes[measure->group], measure->name, labelled);
	}
	int found = evaluation_grade(judgement);
	if (labels->grade >= 0 && labels->grade != found)
		g_string_append_printf(out, "%sgrade %s labelled, %s found",
			out->len > 0 ? "; " : "", label_grade_name(labels->grade),
			label_grade_name(found));
}

void
evaluate_print_errors(const Pair *pair, const Labels *labels, const Judgement *judgement)
{
	g_autoptr(GString) disagreements = g_string_new("");

	collect(disagreements, labels, judgement);
	if (disagreements->len == 0)
		return;
	g_autofree char *id = terminal_clean(pair->id);
	printf("%s: %s\n", id, disagreements->str);
	print_text("customer", pair->customer);
	print_text("reply", pair->reply);
	print_grounds(judgement);
	putchar('\n');
}
