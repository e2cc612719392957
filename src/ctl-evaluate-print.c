/* ctl-evaluate-print.c - the report of an evaluation. SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ctl-evaluate.h"
#include "terminal.h"

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

static void
print_tally(const char *name, const Tally *tally)
{
	printf("  %-20s %8u %6u %6u", name, tally->right + tally->missed,
		tally->right + tally->false_yes, tally->right);
	print_share(tally_precision(tally));
	print_share(tally_recall(tally));
	print_share(tally_f1(tally));
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

void
evaluate_print_measures(const Evaluation *evaluation)
{
	print_false_alarms(evaluation);
	for (int group = 0; group < N_GROUPS; group++) {
		const char *title = measure_group_title((MeasureGroup)group);
		printf("%-22s %8s %6s %6s  %-16s  %-16s  %-16s  %5s\n", title, "labelled", "found",
			"right", "precision", "recall", "F1", "kappa");
		for (guint i = 0; i < n_measures; i++)
			if ((int)measures[i].group == group &&
				says_something(&evaluation->tallies[i]))
				print_tally(measures[i].name, &evaluation->tallies[i]);
		if (is_averaged((MeasureGroup)group)) {
			Tally all = evaluation_of_group(evaluation, (MeasureGroup)group);
			print_tally("all together", &all);
		}
		putchar('\n');
	}
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

void
evaluate_print_grades(const Evaluation *evaluation)
{
	puts("HOW FEELINGS ARE MET: labelled (down) and found (across)");
	printf("  %-20s", "");
	for (int j = 0; j < N_LABEL_GRADES; j++)
		printf(" %10s", label_grade_name(j));
	putchar('\n');
	for (int i = 0; i < N_LABEL_GRADES; i++) {
		printf("  %-20s", label_grade_name(i));
		for (int j = 0; j < N_LABEL_GRADES; j++)
			printf(" %10u", evaluation->grades[i][j]);
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
	printf("  %-20s %10u  ", name, all);
	print_share(share_of(same, all));
	print_share(share_of(near, all));
	putchar('\n');
}

void
evaluate_print_intensities(const Evaluation *evaluation)
{
	guint all[N_INTENSITIES][N_INTENSITIES] = { { 0 } };

	puts("HOW STRONG FEELINGS ARE: labelled (down) and found (across)");
	printf("  %-20s", "");
	for (int j = 0; j < N_INTENSITIES; j++)
		printf(" %10s", intensity_names[j]);
	putchar('\n');
	for (int i = 0; i < N_INTENSITIES; i++) {
		printf("  %-20s", intensity_names[i]);
		for (int j = 0; j < N_INTENSITIES; j++) {
			for (int kind = 0; kind < N_FEELINGS; kind++)
				all[i][j] += evaluation->intensities[kind][i][j];
			printf(" %10u", all[i][j]);
		}
		putchar('\n');
	}
	printf("\n  %-20s %10s  %-17s%s\n", "", "either", "the same", "one step off");
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

	printf("%-34s %-16s %6s %8s %6s  %s\n", "RULES", "means", "hits", "labelled", "right",
		"precision");
	for (guint i = 0; i < rules->len; i++) {
		const RuleTally *rule = rules->pdata[i];
		printf("  %-32s %-16s %6u", rule->name, means_name(rule->means), rule->hits);
		if (rule->known == 0) {
			printf(" %8s\n", "-");
			continue;
		}
		printf(" %8u %6u", rule->known, rule->right);
		print_share(share_of(rule->right, rule->known));
		putchar('\n');
	}
}

static void
print_pair_of_figures(const char *name, double first, double second)
{
	printf("  %-24s", name);
	if (isnan(first) || isnan(second)) {
		printf(" %6s %6s\n", "-", "-");
		return;
	}
	printf(" %6.2f %6.2f  %+.2f\n", first, second, second - first);
}

void
evaluate_print_comparison(const Evaluation *first, const Evaluation *second)
{
	for (int group = 0; group < N_GROUPS; group++) {
		printf("%-26s %6s %6s  %s\n", measure_group_title((MeasureGroup)group), "A", "B",
			"B - A");
		for (guint i = 0; i < n_measures; i++) {
			const Tally *a = &first->tallies[i], *b = &second->tallies[i];
			if ((int)measures[i].group != group || !says_something(a))
				continue;
			g_autofree char *f1 = g_strdup_printf("%s, F1", measures[i].name);
			print_pair_of_figures(f1, tally_f1(a).value, tally_f1(b).value);
			if (measures[i].group != GROUP_VERDICT)
				continue;
			print_pair_of_figures(
				"  precision", tally_precision(a).value, tally_precision(b).value);
			print_pair_of_figures(
				"  recall", tally_recall(a).value, tally_recall(b).value);
			print_pair_of_figures("  kappa", tally_kappa(a), tally_kappa(b));
		}
		putchar('\n');
	}
	print_pair_of_figures("calm pairs flagged", share_of(first->alarmed, first->calm).value,
		share_of(second->alarmed, second->calm).value);
	print_pair_of_figures("grade, kappa", kappa_of(&first->grades[0][0], N_LABEL_GRADES),
		kappa_of(&second->grades[0][0], N_LABEL_GRADES));
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
