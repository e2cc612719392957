/* evaluate.c - the table of measures, and filling it. SPDX-License-Identifier: MIT */
#include "evaluate.h"

#include <string.h>

static Answer
yes_if(bool condition)
{
	return condition ? ANSWER_YES : ANSWER_NO;
}

static Answer
opposite(Answer answer)
{
	return answer == ANSWER_UNKNOWN ? ANSWER_UNKNOWN : yes_if(answer == ANSWER_NO);
}

static bool
fails(const Judgement *judgement, CheckId check)
{
	for (guint i = 0; i < judgement->findings->len; i++) {
		const Finding *finding = judgement->findings->pdata[i];
		if (finding->check == check && finding->result == RESULT_FAIL &&
			(check != CHECK_NAME || finding->certainty != CERTAINTY_HINT))
			return true;
	}
	return false;
}

static bool
passes(const Judgement *judgement, CheckId check)
{
	for (guint i = 0; i < judgement->findings->len; i++) {
		const Finding *finding = judgement->findings->pdata[i];
		if (finding->check == check && finding->result != RESULT_PASS)
			return false;
	}
	return judgement->findings->len > 0;
}

/* The families raised with intensity 2 or more, as bits. */
static guint
families_labelled(const Labels *labels)
{
	guint families = 0;

	for (int i = 0; i < N_FEELINGS; i++)
		if (labels->intensity[i] >= INTENSITY_CLEAR)
			families |= 1u << feeling_family((FeelingKind)i);
	return families;
}

static guint
families_unsure(const Labels *labels)
{
	guint families = 0;

	for (int i = 0; i < N_FEELINGS; i++)
		if (labels->unsure & (1u << i))
			families |= 1u << feeling_family((FeelingKind)i);
	return families;
}

static guint
families_found(const Judgement *judgement)
{
	const GPtrArray *feelings =
		judgement->customer != NULL ? judgement->customer->feelings : NULL;
	guint families = 0;

	for (guint i = 0; feelings != NULL && i < feelings->len; i++) {
		const Feeling *feeling = feelings->pdata[i];
		if (feeling->intensity >= INTENSITY_CLEAR)
			families |= 1u << feeling_family(feeling->kind);
	}
	return families;
}

static const guint negative_families = ~(1u << FAMILY_JOY);

static Answer
labelled_needs_work(const Labels *labels, int which)
{
	(void)which;
	return labels->needs_work;
}

static Answer
found_verdict(const Judgement *judgement, int which)
{
	return yes_if((int)judgement->verdict >= which);
}

static Answer
labelled_failure(const Labels *labels, int which)
{
	switch ((CheckId)which) {
	case CHECK_FEELINGS:
		if (labels->grade < 0 || !labels->has_feelings)
			return ANSWER_UNKNOWN;
		return yes_if((families_labelled(labels) & negative_families) != 0 &&
			      labels->grade <= GRADE_FORMULA);
	case CHECK_ORDER:
		return opposite(labels->ack_first);
	case CHECK_ISSUE:
		return opposite(labels->restates);
	case CHECK_NAME:
		return labels->name_wrong;
	case CHECK_PLACEHOLDER:
		return labels->placeholder;
	case CHECK_TONE:
		return labels->harm;
	case CHECK_NEXT_STEP:
		return opposite(labels->next_step);
	case CHECK_SCRIPT:
	case CHECK_PRAISE:
	case N_CHECKS:
		break;
	}
	return ANSWER_UNKNOWN;
}

static Answer
found_failure(const Judgement *judgement, int which)
{
	return yes_if(fails(judgement, (CheckId)which));
}

static Answer
labelled_restates(const Labels *labels, int which)
{
	(void)which;
	return labels->restates;
}

static Answer
labelled_next_step(const Labels *labels, int which)
{
	(void)which;
	return labels->next_step;
}

static Answer
found_pass(const Judgement *judgement, int which)
{
	return yes_if(passes(judgement, (CheckId)which));
}

static Answer
labelled_addressed(const Labels *labels, int which)
{
	(void)which;
	return labels->addressed;
}

static Answer
found_addressed(const Judgement *judgement, int which)
{
	(void)which;
	return yes_if(judgement->reply != NULL && judgement->reply->is_addressed);
}

static Answer
labelled_negative(const Labels *labels, int which)
{
	(void)which;
	if (!labels->has_feelings)
		return ANSWER_UNKNOWN;
	return yes_if((families_labelled(labels) & negative_families) != 0);
}

static Answer
found_negative(const Judgement *judgement, int which)
{
	(void)which;
	return yes_if((families_found(judgement) & negative_families) != 0);
}

static Answer
labelled_family(const Labels *labels, int which)
{
	guint bit = 1u << which;

	if (!labels->has_feelings)
		return ANSWER_UNKNOWN;
	if (families_labelled(labels) & bit)
		return ANSWER_YES;
	return families_unsure(labels) & bit ? ANSWER_UNKNOWN : ANSWER_NO;
}

static Answer
found_family(const Judgement *judgement, int which)
{
	return yes_if((families_found(judgement) & (1u << which)) != 0);
}

static Answer
labelled_feeling(const Labels *labels, int which)
{
	if (!labels->has_feelings || (labels->unsure & (1u << which)))
		return ANSWER_UNKNOWN;
	return yes_if(labels->intensity[which] >= INTENSITY_CLEAR);
}

static Answer
found_feeling(const Judgement *judgement, int which)
{
	const Feeling *feeling = judgement->customer != NULL
					 ? customer_feels(judgement->customer, (FeelingKind)which)
					 : NULL;

	return yes_if(feeling != NULL && feeling->intensity >= INTENSITY_CLEAR);
}

static Answer
labelled_event(const Labels *labels, int which)
{
	return labels->has_events ? yes_if((labels->events & (1u << which)) != 0) : ANSWER_UNKNOWN;
}

static Answer
found_event(const Judgement *judgement, int which)
{
	return yes_if(
		judgement->customer != NULL && (judgement->customer->events & (1u << which)) != 0);
}

#define EVENT(name, id)                                             \
	{                                                           \
		GROUP_EVENTS, name, id, labelled_event, found_event \
	}
#define CHECK(name, id)                                                 \
	{                                                               \
		GROUP_CHECKS, name, id, labelled_failure, found_failure \
	}
#define FAMILY(name, id)                                                \
	{                                                               \
		GROUP_FAMILIES, name, id, labelled_family, found_family \
	}
#define FEELING(name, id)                                                 \
	{                                                                 \
		GROUP_FEELINGS, name, id, labelled_feeling, found_feeling \
	}

const Measure measures[] = {
	{ GROUP_VERDICT, "needs work", VERDICT_ANNOTATE, labelled_needs_work, found_verdict },
	{ GROUP_VERDICT, "needs work, held", VERDICT_HOLD, labelled_needs_work, found_verdict },
	{ GROUP_VERDICT, "upset, any way", 0, labelled_negative, found_negative },
	CHECK("feelings", CHECK_FEELINGS),
	CHECK("order", CHECK_ORDER),
	CHECK("issue", CHECK_ISSUE),
	CHECK("name", CHECK_NAME),
	CHECK("placeholder", CHECK_PLACEHOLDER),
	CHECK("tone", CHECK_TONE),
	CHECK("next-step", CHECK_NEXT_STEP),
	{ GROUP_REPLY, "restates the issue", CHECK_ISSUE, labelled_restates, found_pass },
	{ GROUP_REPLY, "addresses by name", 0, labelled_addressed, found_addressed },
	{ GROUP_REPLY, "says what is next", CHECK_NEXT_STEP, labelled_next_step, found_pass },
	FAMILY("upset", FAMILY_UPSET),
	FAMILY("anxious", FAMILY_ANXIOUS),
	FAMILY("shame", FAMILY_SHAME),
	FAMILY("grief", FAMILY_GRIEF),
	FAMILY("joy", FAMILY_JOY),
	FEELING("frustration", FEELING_FRUSTRATION),
	FEELING("anger", FEELING_ANGER),
	FEELING("disappointment", FEELING_DISAPPOINTMENT),
	FEELING("worry", FEELING_WORRY),
	FEELING("confusion", FEELING_CONFUSION),
	FEELING("urgency", FEELING_URGENCY),
	FEELING("ignored", FEELING_IGNORED),
	FEELING("leaving", FEELING_LEAVING),
	FEELING("embarrassment", FEELING_EMBARRASSMENT),
	FEELING("grief", FEELING_GRIEF),
	FEELING("joy", FEELING_JOY),
	EVENT("bereavement", EVENT_BEREAVEMENT),
	EVENT("illness", EVENT_ILLNESS),
	EVENT("separation", EVENT_SEPARATION),
	EVENT("baby", EVENT_BABY),
	EVENT("occasion", EVENT_OCCASION),
	EVENT("moving", EVENT_MOVING),
	EVENT("hardship", EVENT_HARDSHIP),
	EVENT("caring", EVENT_CARING),
	EVENT("distress", EVENT_DISTRESS),
};
const guint n_measures = G_N_ELEMENTS(measures);

const char *
measure_group_title(MeasureGroup group)
{
	static const char *const titles[N_GROUPS] = {
		[GROUP_VERDICT] = "VERDICT",
		[GROUP_CHECKS] = "CHECKS THAT FAIL",
		[GROUP_REPLY] = "WHAT THE REPLY DOES",
		[GROUP_FAMILIES] = "FAMILIES OF FEELINGS",
		[GROUP_FEELINGS] = "FEELINGS",
		[GROUP_EVENTS] = "LIFE EVENTS",
	};

	return titles[group];
}

Evaluation *
evaluation_new(void)
{
	Evaluation *evaluation = g_new0(Evaluation, 1);

	evaluation->tallies = g_new0(Tally, n_measures);
	evaluation->rules = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return evaluation;
}

void
evaluation_free(Evaluation *evaluation)
{
	if (evaluation == NULL)
		return;
	g_free(evaluation->tallies);
	g_hash_table_unref(evaluation->rules);
	g_free(evaluation);
}

/* The best grade counts, except that one feeling dismissed outweighs others met by a formula. */
int
evaluation_grade(const Judgement *judgement)
{
	const GPtrArray *feelings =
		judgement->customer != NULL ? judgement->customer->feelings : NULL;
	int best = GRADE_NOTHING;
	bool is_dismissed = false;

	for (guint i = 0; feelings != NULL && i < feelings->len; i++) {
		const Feeling *feeling = feelings->pdata[i];
		if (feeling->intensity < INTENSITY_CLEAR)
			continue;
		int grade = (int)feeling->acknowledged;
		best = best == GRADE_NOTHING ? grade : MAX(best, grade);
		is_dismissed |= grade == GRADE_DISMISSIVE;
	}
	return is_dismissed && best < GRADE_GENERIC ? GRADE_DISMISSIVE : best;
}

/* Feelings on which readers differed have no intensity that could be missed. */
static void
count_intensities(Evaluation *evaluation, const Judgement *judgement, const Labels *labels)
{
	for (int kind = 0; labels->has_feelings && kind < N_FEELINGS; kind++) {
		const Feeling *feeling =
			judgement->customer != NULL
				? customer_feels(judgement->customer, (FeelingKind)kind)
				: NULL;
		int labelled = labels->intensity[kind];
		int found = feeling != NULL ? feeling->intensity : 0;
		if (labelled + found > 0 && (labels->unsure & 1U << kind) == 0)
			evaluation->intensities[kind][labelled][found]++;
	}
}

static bool
is_calm(const Labels *labels)
{
	return labels->has_feelings && families_labelled(labels) == 0 &&
	       labels->needs_work == ANSWER_NO;
}

static bool
is_alarm(const Judgement *judgement)
{
	return judgement->verdict >= VERDICT_ANNOTATE;
}

void
evaluation_add(Evaluation *evaluation, const Rulebook *rulebook, const Judgement *judgement,
	const Labels *labels)
{
	evaluation->pairs++;
	evaluation->calm += is_calm(labels);
	evaluation->alarmed += is_calm(labels) && is_alarm(judgement);
	for (guint i = 0; i < n_measures; i++) {
		Answer labelled = measures[i].labelled(labels, measures[i].which);
		Answer found = measures[i].found(judgement, measures[i].which);
		if (labelled != ANSWER_UNKNOWN)
			tally_add(&evaluation->tallies[i], labelled == ANSWER_YES,
				found == ANSWER_YES);
	}
	if (labels->grade >= 0)
		evaluation->grades[labels->grade][evaluation_grade(judgement)]++;
	count_intensities(evaluation, judgement, labels);
	evaluation_count_rules(evaluation, rulebook, judgement, labels);
}

Tally
evaluation_of_group(const Evaluation *evaluation, MeasureGroup group)
{
	Tally all = { 0 };

	for (guint i = 0; i < n_measures; i++)
		if (measures[i].group == group)
			tally_join(&all, &evaluation->tallies[i]);
	return all;
}

Comparison *
comparison_new(void)
{
	Comparison *comparison = g_new0(Comparison, 1);

	comparison->answers = g_malloc0_n(n_measures, sizeof(*comparison->answers));
	return comparison;
}

void
comparison_free(Comparison *comparison)
{
	if (comparison == NULL)
		return;
	g_free(comparison->answers);
	g_free(comparison);
}

void
comparison_add(Comparison *comparison, const Judgement *first, const Judgement *second,
	const Labels *labels)
{
	for (guint i = 0; i < n_measures; i++) {
		const Measure *measure = &measures[i];
		Answer labelled = measure->labelled(labels, measure->which);
		bool a = measure->found(first, measure->which) == ANSWER_YES;
		bool b = measure->found(second, measure->which) == ANSWER_YES;
		if (labelled != ANSWER_UNKNOWN)
			comparison->answers[i][labelled == ANSWER_YES][a][b]++;
	}
	if (is_calm(labels))
		comparison->alarms[is_alarm(first)][is_alarm(second)]++;
	if (labels->grade >= 0)
		comparison->grades[labels->grade][evaluation_grade(first)]
				  [evaluation_grade(second)]++;
}
