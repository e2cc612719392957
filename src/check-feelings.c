/* check-feelings.c - Are the feelings the customer raised taken up, in this customer's own case?
 * SPDX-License-Identifier: MIT */
#include "checks.h"

#include "acknowledgement.h"

#include <string.h>

enum { MANY_APOLOGIES = 4 }; /* sentences; past these it is about us again */

/* What a good answer would take up; used where the rule itself has no advice. */
static const char *const guidance[N_FEELINGS] = {
	[FEELING_FRUSTRATION] =
		"Name what it has cost them so far - how often, how long, what for.",
	[FEELING_ANGER] = "Own what went wrong, in their case, before anything else.",
	[FEELING_DISAPPOINTMENT] = "Say what they had counted on and did not get.",
	[FEELING_WORRY] = "Say what is certain about it and what will happen when.",
	[FEELING_CONFUSION] = "Say what was unclear about it before you explain.",
	[FEELING_URGENCY] = "Take up their date, and say whether it will be met.",
	[FEELING_IGNORED] = "Say that you saw how long nobody answered, and whose turn it is now.",
	[FEELING_LEAVING] = "Say that you see what brought them to it, without pressing them.",
	[FEELING_EMBARRASSMENT] = "Take the blame off them: say why it happens easily.",
	[FEELING_GRIEF] =
		"Say first that you are sorry for their loss, plainly, then make it easy.",
	[FEELING_JOY] = "Share it, and say to whom you will pass it on.",
};

/* What they let show, for a rule that does not say it better. */
static const char *const shown[N_FEELINGS] = {
	[FEELING_FRUSTRATION] = "They are frustrated.",
	[FEELING_ANGER] = "They are angry.",
	[FEELING_DISAPPOINTMENT] = "They are disappointed.",
	[FEELING_WORRY] = "They are worried.",
	[FEELING_CONFUSION] = "They are confused.",
	[FEELING_URGENCY] = "They are pressed for time.",
	[FEELING_IGNORED] = "They feel ignored.",
	[FEELING_LEAVING] = "They are about to leave.",
	[FEELING_EMBARRASSMENT] = "They are ashamed.",
	[FEELING_GRIEF] = "They grieve.",
	[FEELING_JOY] = "They are glad.",
};

/* Where no rule knew the feeling by its words, and all of the mail together speaks for it: no more
 * is claimed than that. */
static const char *const told[N_FAMILIES] = {
	[FAMILY_UPSET] = "It is told like a grievance.",
	[FAMILY_ANXIOUS] = "It is told like a worry.",
	[FAMILY_SHAME] = "It is told like something that is hard to say.",
	[FAMILY_GRIEF] = "It is told like a loss.",
	[FAMILY_JOY] = "It is told with joy.",
};

static const char *const done_about_it[] = {
	[GRADE_DISMISSIVE] = "The reply turns against them.",
	[GRADE_NONE] = "The reply goes past it.",
	[GRADE_FORMULA] = "The reply has only a phrase that would fit any mail.",
	[GRADE_GENERIC] = ("The reply takes it up in general words; so strong a feeling deserves "
			   "their own case."),
	[GRADE_SPECIFIC] = "",
};

const char *
check_feelings_says(const Rule *rule, FeelingKind kind)
{
	if (rule == NULL)
		return "";
	if (*rule->says != '\0')
		return rule->says;
	return rule->means != MEANS_FEELING ? told[feeling_family(kind)] : "";
}

const char *
check_feelings_guidance(FeelingKind kind)
{
	return guidance[kind];
}

/* What they raised, what the reply does about it, what might help; never a sentence to paste. */
static char *
advice_on(const Case *given, const Feeling *feeling, Grade grade)
{
	const Rule *rule = feeling->rule != NULL
				   ? rulebook_find(given->rulebook, given->language, feeling->rule)
				   : NULL;
	const char *says = check_feelings_says(rule, feeling->kind);
	bool advises = rule != NULL && *rule->advice != '\0';

	return g_strdup_printf("%s %s %s", *says != '\0' ? says : shown[feeling->kind],
		done_about_it[grade], advises ? rule->advice : guidance[feeling->kind]);
}

/* An earlier answer of ours in this thread took it up, and the customer only goes on. */
static bool
was_met_before(const Case *given, const Feeling *feeling)
{
	guint family = 1u << feeling_family(feeling->kind);

	if ((given->met_before & family) != 0)
		return true;
	if (feeling->intensity >= INTENSITY_STRONG || feeling->is_explicit)
		return false;
	if ((given->met_in_thread & family) != 0)
		return true;
	if (given->conversation == NULL)
		return false;
	for (guint i = 0; i < given->conversation->turns->len; i++) {
		const Turn *turn = given->conversation->turns->pdata[i];
		if (!turn->is_ours)
			continue;
		g_autoptr(Reply) earlier =
			reply_read(given->rulebook, given->language, turn->text, given->customer);
		return acknowledgement_first(earlier) < earlier->prose->n_sentences;
	}
	return false;
}

typedef bool (*Concerns)(FeelingKind kind);

static bool
is_grief(FeelingKind kind)
{
	return kind == FEELING_GRIEF;
}

static bool
is_joy(FeelingKind kind)
{
	return kind == FEELING_JOY;
}

/* Which of two to speak of: the stronger, else what is said in so many words, else what is felt
 * rather than how soon it must be. */
static bool
speaks_for(const Feeling *feeling, const Feeling *other)
{
	if (feeling->intensity != other->intensity)
		return feeling->intensity > other->intensity;
	if (feeling->is_explicit != other->is_explicit)
		return feeling->is_explicit;
	return other->kind == FEELING_URGENCY && feeling->kind != FEELING_URGENCY;
}

/* The strongest feeling of a group that asks for something, and how well the group was met. */
static const Feeling *
strongest_of(const Case *given, Concerns concerns, const Feeling **met_out)
{
	const Feeling *strongest = NULL;

	*met_out = NULL;
	for (guint i = 0; i < given->customer->feelings->len; i++) {
		const Feeling *feeling = given->customer->feelings->pdata[i];
		if (feeling->intensity < INTENSITY_CLEAR || !concerns(feeling->kind))
			continue;
		if (strongest == NULL || speaks_for(feeling, strongest))
			strongest = feeling;
		if (*met_out == NULL || feeling->acknowledged > (*met_out)->acknowledged)
			*met_out = feeling;
	}
	return strongest;
}

/* One feeling of the group that is certain makes it certain that something was raised. */
static Certainty
certainty_of(const Case *given, Concerns concerns, Grade grade)
{
	if (grade != GRADE_NONE && grade != GRADE_DISMISSIVE)
		return CERTAINTY_LIKELY;
	for (guint i = 0; i < given->customer->feelings->len; i++) {
		const Feeling *feeling = given->customer->feelings->pdata[i];
		if (feeling->intensity >= INTENSITY_CLEAR && concerns(feeling->kind) &&
			feeling_is_negative(feeling->kind) && feeling->is_certain)
			return CERTAINTY_SURE;
	}
	return CERTAINTY_LIKELY;
}

static bool
judge_group(const Case *given, Concerns concerns, Findings *findings)
{
	const Feeling *met, *strongest = strongest_of(given, concerns, &met);
	if (strongest == NULL)
		return false;

	Grade grade = met->acknowledged;
	g_autofree char *advice = advice_on(given, strongest, grade);
	if (grade >= GRADE_GENERIC) {
		findings_add(findings, CHECK_FEELINGS, RESULT_PASS, CERTAINTY_HINT,
			grade == GRADE_SPECIFIC ? "acknowledged-specific" : "acknowledged-generic",
			met->by, NULL);
		if (grade == GRADE_GENERIC && strongest->intensity >= INTENSITY_STRONG)
			findings_add(findings, CHECK_FEELINGS, RESULT_FAIL, CERTAINTY_HINT,
				strongest->rule, strongest->evidence, advice);
	} else if (was_met_before(given, strongest)) {
		findings_add(findings, CHECK_FEELINGS, RESULT_PASS, CERTAINTY_HINT,
			"acknowledged-earlier", NULL, NULL);
	} else {
		findings_add(findings, CHECK_FEELINGS, RESULT_FAIL,
			certainty_of(given, concerns, grade), strongest->rule, strongest->evidence,
			advice);
	}
	return true;
}

static void
judge_apologies(const Case *given, Findings *findings)
{
	const Reply *reply = given->reply;
	size_t last = 0;
	guint n = 0;

	for (size_t i = reply->first; i < reply->prose->n_sentences; i++) {
		if (reply_plays(reply, i, ROLE(MEANS_REGRET))) {
			last = i;
			n++;
		}
	}
	if (n < MANY_APOLOGIES)
		return;
	g_autofree char *words = prose_quote(reply->prose, reply->sentences[last].span);
	findings_add(findings, CHECK_FEELINGS, RESULT_FAIL, CERTAINTY_HINT, "many-apologies", words,
		"One apology that names the thing weighs more than many. Let the rest say what is "
		"being done.");
}

static void
run(const Case *given, Findings *findings)
{
	bool is_grieved = judge_group(given, is_grief, findings);
	bool is_upset = judge_group(given, feeling_is_shared, findings);

	/* Thanks in a mail of trouble are courtesy. */
	bool is_happy = !is_grieved && !is_upset && judge_group(given, is_joy, findings);
	if (!is_grieved && !is_upset && !is_happy)
		findings_add(findings, CHECK_FEELINGS, RESULT_NA, CERTAINTY_HINT, NULL, NULL, NULL);
	judge_apologies(given, findings);
}

const Check check_feelings = {
	.name = "feelings",
	.summary = "Are the feelings the customer raised taken up, in this customer's own case?",
	.run = run,
};
