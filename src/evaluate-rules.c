/* evaluate-rules.c - how often each rule hit, and was right. SPDX-License-Identifier: MIT */
#include <string.h>

#include "evaluate.h"

static Answer
at_least(const Labels *labels, int grade)
{
	if (labels->grade < 0 || labels->grade == GRADE_NOTHING)
		return ANSWER_UNKNOWN;
	return labels->grade >= grade ? ANSWER_YES : ANSWER_NO;
}

/* A feeling's rule is right when the reader saw a feeling of that family, however strong. */
static Answer
bears_out_feeling(const Rule *rule, const Labels *labels)
{
	FeelingFamily family = feeling_family(rule->feeling);

	if (!labels->has_feelings)
		return ANSWER_UNKNOWN;
	for (int i = 0; i < N_FEELINGS; i++)
		if (labels->intensity[i] > 0 && feeling_family((FeelingKind)i) == family)
			return ANSWER_YES;
	for (int i = 0; i < N_FEELINGS; i++)
		if ((labels->unsure & (1u << i)) && feeling_family((FeelingKind)i) == family)
			return ANSWER_UNKNOWN;
	return ANSWER_NO;
}

/* What the labels say of a hit; most roles of sentences are nobody's label. */
static Answer
bears_out(const Rule *rule, const Labels *labels)
{
	switch (rule->means) {
	case MEANS_FEELING:
		return bears_out_feeling(rule, labels);
	case MEANS_REGRET:
	case MEANS_FORMULA:
		return at_least(labels, GRADE_FORMULA);
	case MEANS_NAMES_FEELING:
	case MEANS_LEGITIMISES:
	case MEANS_RESPONSIBILITY:
	case MEANS_EFFORT:
	case MEANS_EVALUATION:
	case MEANS_CONDOLENCE:
	case MEANS_SHARES_JOY:
		return at_least(labels, GRADE_GENERIC);
	case MEANS_EVENT:
		if (!labels->has_events)
			return ANSWER_UNKNOWN;
		return labels->events & (1u << rule->event) ? ANSWER_YES : ANSWER_NO;
	case MEANS_DISMISSAL:
		return labels->grade == GRADE_DISMISSIVE ? ANSWER_YES : labels->harm;
	case MEANS_WRONG_FEELING:
		if (labels->grade < 0 || labels->grade == GRADE_NOTHING)
			return ANSWER_UNKNOWN;
		return labels->grade == GRADE_DISMISSIVE ? ANSWER_YES : ANSWER_NO;
	case MEANS_PLACEHOLDER:
		return labels->placeholder;
	case MEANS_GREETING:
		return labels->addressed;
	case MEANS_COMMITMENT:
	case MEANS_NEXT_STEP:
		return labels->next_step;
	default:
		return ANSWER_UNKNOWN;
	}
}

static void
count(Evaluation *evaluation, const Rule *rule, const Labels *labels)
{
	RuleTally *tally = g_hash_table_lookup(evaluation->rules, rule->name);
	Answer answer = bears_out(rule, labels);

	if (tally == NULL) {
		char *name = g_strdup(rule->name);
		tally = g_new0(RuleTally, 1);
		tally->name = name;
		tally->means = rule->means;
		g_hash_table_insert(evaluation->rules, name, tally);
	}
	tally->hits++;
	tally->known += answer != ANSWER_UNKNOWN;
	tally->right += answer == ANSWER_YES;
}

/* Each rule once, however often it hit. */
static void
count_hits(Evaluation *evaluation, const GArray *hits, const Labels *labels)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < hits->len; i++) {
		const Hit *hit = &g_array_index(hits, Hit, i);
		if (g_hash_table_add(seen, (gpointer)hit->rule))
			count(evaluation, hit->rule, labels);
	}
}

void
evaluation_count_rules(Evaluation *evaluation, const Rulebook *rulebook, const Judgement *judgement,
	const Labels *labels)
{
	if (judgement->customer == NULL || judgement->reply == NULL)
		return;
	g_autoptr(Hits) hits = rulebook_read(
		rulebook, judgement->language, SIDE_CUSTOMER, judgement->customer->prose, 0);
	count_hits(evaluation, hits->hits, labels);
	count_hits(evaluation, hits->observed, labels);
	if (judgement->reply->hits == NULL)
		return;
	count_hits(evaluation, judgement->reply->hits->hits, labels);
	count_hits(evaluation, judgement->reply->hits->observed, labels);
}

static gint
by_hits(gconstpointer a, gconstpointer b)
{
	const RuleTally *first = *(const RuleTally *const *)a;
	const RuleTally *second = *(const RuleTally *const *)b;

	if ((first->known > 0) != (second->known > 0))
		return first->known > 0 ? -1 : 1;
	if (first->hits != second->hits)
		return first->hits > second->hits ? -1 : 1;
	return strcmp(first->name, second->name);
}

GPtrArray *
evaluation_rules(const Evaluation *evaluation)
{
	GPtrArray *rules = g_ptr_array_new();
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, evaluation->rules);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		g_ptr_array_add(rules, value);
	g_ptr_array_sort(rules, by_hits);
	return rules;
}
