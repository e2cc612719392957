/* acknowledgement.c - how the reply met each feeling. SPDX-License-Identifier: MIT */
#include "acknowledgement.h"

#include "manner.h"
#include "uptake.h"

static bool
asks(const Feeling *feeling)
{
	return feeling->intensity >= INTENSITY_CLEAR;
}

static void
set_grade(Feeling *feeling, Grade grade, const Reply *reply, size_t sentence)
{
	feeling->acknowledged = grade;
	g_free(feeling->by);
	feeling->by = sentence < reply->prose->n_sentences
			      ? prose_quote(reply->prose, reply->sentences[sentence].span)
			      : g_strdup("");
}

static void
grade_by(Feeling *feeling, const GArray *uptakes, const Reply *reply)
{
	const Uptake *best = NULL;

	for (guint i = 0; i < uptakes->len; i++) {
		const Uptake *uptake = &g_array_index(uptakes, Uptake, i);
		if (uptake_meets(uptake, feeling->kind) &&
			(best == NULL || uptake->grade > best->grade))
			best = uptake;
	}
	if (best != NULL)
		set_grade(feeling, best->grade, reply, best->sentence);
	else
		set_grade(feeling, GRADE_NONE, reply, reply->prose->n_sentences);
}

static size_t
first_with(const Reply *reply, guint roles)
{
	for (size_t i = reply->first; i < reply->prose->n_sentences; i++)
		if (reply_plays(reply, i, roles))
			return i;
	return reply->prose->n_sentences;
}

static size_t
first_graded(const Reply *reply, Grade least)
{
	for (guint i = 0; i < reply->uptakes->len; i++) {
		const Uptake *uptake = &g_array_index(reply->uptakes, Uptake, i);
		if (uptake->grade >= least)
			return uptake->sentence;
	}
	return reply->prose->n_sentences;
}

/* Where the reply turns against the customer, so that no stock phrase saves it. */
static size_t
turning_point(const Customer *customer, const Reply *reply)
{
	size_t none = reply->prose->n_sentences;
	size_t specific = first_graded(reply, GRADE_SPECIFIC);
	size_t harm = first_with(reply, ROLE(MEANS_DISMISSAL));
	size_t mismatch = uptake_mismatch(customer, reply);

	if (harm < none && specific == none)
		return harm;
	return mismatch < specific ? mismatch : none;
}

/* The best answer that a feeling which asks for one got. */
static Grade
grade_all(Customer *customer, const Reply *reply)
{
	Grade best = GRADE_NONE;

	for (guint i = 0; i < customer->feelings->len; i++) {
		Feeling *feeling = customer->feelings->pdata[i];
		if (!feeling_is_negative(feeling->kind))
			continue;
		grade_by(feeling, reply->uptakes, reply);
		if (asks(feeling))
			best = MAX(best, feeling->acknowledged);
	}
	return best;
}

/* Words that fit only what somebody feels are no turn of phrase, nor is it one to own the fault or
 * to say what it cost them. */
static bool
is_meant(const Customer *customer, const Reply *reply, const Uptake *uptake)
{
	if (uptake->grade < GRADE_GENERIC)
		return false;
	if (reply_plays(reply, uptake->sentence, ROLE(MEANS_RESPONSIBILITY) | ROLE(MEANS_EFFORT)))
		return true;
	for (guint i = 0; i < customer->feelings->len; i++) {
		const Feeling *feeling = customer->feelings->pdata[i];
		if (asks(feeling) && (uptake->fits & 1U << feeling->kind) != 0)
			return true;
	}
	return false;
}

static bool
is_any_meant(const Customer *customer, const Reply *reply)
{
	for (guint i = 0; i < reply->uptakes->len; i++)
		if (is_meant(customer, reply, &g_array_index(reply->uptakes, Uptake, i)))
			return true;
	return false;
}

/* Words for it, in an answer that is otherwise written as those are which leave it unmet. */
static Grade
take_for_formula(Customer *customer)
{
	for (guint i = 0; i < customer->feelings->len; i++) {
		Feeling *feeling = customer->feelings->pdata[i];
		if (feeling_is_negative(feeling->kind))
			feeling->acknowledged = MIN(feeling->acknowledged, GRADE_FORMULA);
	}
	return GRADE_FORMULA;
}

static void
set_dismissive(Customer *customer, const Reply *reply, size_t sentence)
{
	for (guint i = 0; i < customer->feelings->len; i++) {
		Feeling *feeling = customer->feelings->pdata[i];
		if (feeling_is_negative(feeling->kind))
			set_grade(feeling, GRADE_DISMISSIVE, reply, sentence);
	}
}

/* Gives the best grade. */
static Grade
grade_negative(Customer *customer, const Reply *reply, const Manner *manner)
{
	size_t none = reply->prose->n_sentences, turn = turning_point(customer, reply);
	Grade best = grade_all(customer, reply);

	if (manner->is_unmet && best >= GRADE_GENERIC && !is_any_meant(customer, reply))
		best = take_for_formula(customer);
	if (turn == none ||
		(best >= GRADE_GENERIC && !reply_plays(reply, turn, ROLE(MEANS_DISMISSAL))))
		return best;
	set_dismissive(customer, reply, turn);
	return GRADE_DISMISSIVE;
}

/* Trouble in stock phrases, told to somebody who names none. */
static bool
is_misplaced(const Customer *customer, const Reply *reply, size_t sentence)
{
	return customer_upset(customer) == 0 &&
	       reply_plays(reply, sentence, ROLE(MEANS_FORMULA) | ROLE(MEANS_WRONG_FEELING));
}

/* An apology to somebody who is happy did not read the mail, unless it tells the case of one who
 * had trouble too. */
static void
grade_joy(const Customer *customer, Feeling *joy, const Reply *reply)
{
	g_autoptr(GArray) uptakes = uptake_find_joy(reply);
	size_t none = reply->prose->n_sentences;
	size_t regret = first_with(reply, ROLE(MEANS_REGRET));
	size_t harm = first_with(reply, ROLE(MEANS_DISMISSAL));
	size_t specific = first_graded(reply, GRADE_SPECIFIC);

	grade_by(joy, uptakes, reply);
	if (harm < none)
		set_grade(joy, GRADE_DISMISSIVE, reply, harm);
	else if (specific < none && joy->acknowledged < GRADE_SPECIFIC &&
		 !is_misplaced(customer, reply, specific))
		set_grade(joy, GRADE_SPECIFIC, reply, specific);
	else if (regret < none && joy->acknowledged < GRADE_GENERIC)
		set_grade(joy, GRADE_DISMISSIVE, reply, regret);
}

static bool
is_guessed(const Customer *customer)
{
	for (guint i = 0; i < customer->feelings->len; i++) {
		const Feeling *feeling = customer->feelings->pdata[i];
		if (feeling_is_negative(feeling->kind) &&
			(feeling->intensity > INTENSITY_CLEAR || feeling->is_explicit))
			return false;
	}
	return true;
}

static bool
is_any_certain(const Customer *customer)
{
	for (guint i = 0; i < customer->feelings->len; i++) {
		const Feeling *feeling = customer->feelings->pdata[i];
		if (feeling_is_negative(feeling->kind) && feeling->is_certain)
			return true;
	}
	return false;
}

/* Trouble that was only guessed, and an answer that is glad of something of this very case: whoever
 * answered read the mail better. Not where all of the mail speaks for trouble. Gives whether it is
 * so. */
static bool
grade_by_gladness(Customer *customer, const Reply *reply)
{
	if (is_any_certain(customer))
		return false;
	size_t glad = uptake_gladness(reply, is_guessed(customer));
	if (glad == reply->prose->n_sentences)
		return false;
	for (guint i = 0; i < customer->feelings->len; i++) {
		Feeling *feeling = customer->feelings->pdata[i];
		if (feeling_is_negative(feeling->kind) && feeling->acknowledged < GRADE_GENERIC)
			set_grade(feeling, GRADE_SPECIFIC, reply, glad);
	}
	return true;
}

/* Nothing in it hurts by itself, but all of it together. Any word for the feeling asks for
 * certainty.
 */
static bool
is_too_cold(const Customer *customer, const Reply *reply, Grade best, const Manner *manner)
{
	if (best == GRADE_NONE)
		return manner->is_cold;
	return best < GRADE_SPECIFIC && manner->is_certain && !is_any_meant(customer, reply);
}

static void
grade_trouble(Customer *customer, const Reply *reply)
{
	Manner manner = manner_of(customer, reply);
	Grade best = grade_negative(customer, reply, &manner);
	/* Some are glad at whoever they turn away. */
	bool is_deaf = manner.is_certain && !is_guessed(customer);

	if (best == GRADE_DISMISSIVE)
		return;
	if (!is_deaf && grade_by_gladness(customer, reply))
		return;
	if (is_too_cold(customer, reply, best, &manner))
		set_dismissive(customer, reply, manner.sentence);
}

void
acknowledgement_grade(Customer *customer, const Reply *reply)
{
	bool is_negative = customer_upset(customer) >= INTENSITY_CLEAR;

	if (is_negative)
		grade_trouble(customer, reply);
	else
		grade_negative(customer, reply, &(Manner){ 0 });
	for (guint i = 0; i < customer->feelings->len; i++) {
		Feeling *feeling = customer->feelings->pdata[i];
		if (feeling->kind != FEELING_JOY)
			continue;
		if (!is_negative) {
			grade_joy(customer, feeling, reply);
		} else {
			g_autoptr(GArray) uptakes = uptake_find_joy(reply);
			grade_by(feeling, uptakes, reply);
		}
	}
}

guint
acknowledgement_families(const Customer *customer)
{
	guint met = 0, negative = 0;

	for (guint i = 0; i < customer->feelings->len; i++) {
		const Feeling *feeling = customer->feelings->pdata[i];
		guint family = 1u << feeling_family(feeling->kind);
		bool is_shared =
			feeling_is_negative(feeling->kind) && feeling->kind != FEELING_GRIEF;
		negative |= is_shared ? family : 0;
		if (asks(feeling) && feeling->acknowledged >= GRADE_GENERIC)
			met |= family;
	}
	return (met & negative) != 0 ? met | negative : met;
}

size_t
acknowledgement_first(const Reply *reply)
{
	return first_graded(reply, GRADE_GENERIC);
}
