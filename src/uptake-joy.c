/* uptake-joy.c - which sentences share a joy. SPDX-License-Identifier: MIT */
#include "uptake.h"

/* How much of the customer's case a sentence has: with a glad word, and without one. */
static const double WEIGHT_SHARED = 1.0, WEIGHT_TOLD = 2.0;

/* Sentences that have the case for another end. */
static const guint other_ends = ROLE(MEANS_REQUEST) | ROLE(MEANS_POLICY) | ROLE(MEANS_DISMISSAL);

enum { ZONE = 3 }; /* sentences from the first, in which joy is shared for itself */

/* A glad word that counts without the case, too. */
static bool
shares_outright(const Reply *reply, size_t i)
{
	const Hit *hit;

	for (guint n = 0; (hit = reply_hit_at(reply, i, n)) != NULL; n++)
		if (hit->rule->means == MEANS_SHARES_JOY && !hit->rule->needs_anchor)
			return true;
	return false;
}

static bool
regrets(const Reply *reply)
{
	for (size_t i = reply->first; i < reply->prose->n_sentences; i++)
		if (reply_plays(reply, i, ROLE(MEANS_REGRET)))
			return true;
	return false;
}

static Grade
read_joy(const Reply *reply, size_t i, bool is_zone)
{
	double weight = reply->sentences[i].weight;

	if (reply_plays(reply, i, ROLE(MEANS_SHARES_JOY)) && weight >= WEIGHT_SHARED)
		return GRADE_SPECIFIC;
	if (shares_outright(reply, i))
		return GRADE_GENERIC;
	if (is_zone && weight >= WEIGHT_TOLD && !reply_plays(reply, i, other_ends))
		return GRADE_SPECIFIC;
	return reply_plays(reply, i, ROLE(MEANS_THANKS)) ? GRADE_FORMULA : GRADE_NONE;
}

GArray *
uptake_find_joy(const Reply *reply)
{
	GArray *uptakes = g_array_new(FALSE, FALSE, sizeof(Uptake));
	size_t zone = regrets(reply) ? 0 : reply->first + ZONE;

	for (size_t i = reply->first; i < reply->prose->n_sentences; i++) {
		Grade grade = read_joy(reply, i, i < zone);
		Uptake uptake = { i, grade, UPTAKE_JOY, 1u << FEELING_JOY };
		if (grade > GRADE_NONE)
			g_array_append_val(uptakes, uptake);
	}
	return uptakes;
}

/* Glad, and full of the case: "Seven hours! We danced when we read of the clean hair." */
static bool
is_full_of_it(const Reply *reply, size_t i, bool is_glad)
{
	return is_glad && reply->sentences[i].weight >= WEIGHT_TOLD &&
	       !reply->sentences[i].is_echo && !reply_plays(reply, i, other_ends);
}

size_t
uptake_gladness(const Reply *reply, bool is_guessed)
{
	static const guint glad = ROLE(MEANS_SHARES_JOY) | ROLE(MEANS_WRONG_FEELING);
	static const guint other = ROLE(MEANS_REQUEST) | ROLE(MEANS_POLICY) |
				   ROLE(MEANS_COMMITMENT) | ROLE(MEANS_SOLUTION) |
				   ROLE(MEANS_THANKS) | ROLE(MEANS_DISMISSAL);
	size_t none = reply->prose->n_sentences, end = MIN(reply->first + ZONE, none);
	bool is_glad = false;

	if (regrets(reply))
		return none;
	for (size_t i = reply->first; i < end; i++)
		is_glad |= reply_plays(reply, i, ROLE(MEANS_SHARES_JOY));
	for (size_t i = reply->first; i < end; i++)
		if (is_full_of_it(reply, i, is_glad) ||
			(is_guessed && reply_plays(reply, i, glad) &&
				!reply_plays(reply, i, other) &&
				reply->sentences[i].weight >= WEIGHT_SHARED))
			return i;
	return none;
}
