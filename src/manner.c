/* manner.c - what an answer adds up to. SPDX-License-Identifier: MIT */
#include "manner.h"

#include "uptake.h"

enum {
	CERTAIN = 22, /* of MANNER_COLD: told to whoever wrote it */
	FIRST_SENTENCES = 2,
	SOME_CASE = 1, /* weight of anchors; see reply.h */
	ALL_CASE = 3,
	BRIEF_WORDS = 20,
	LONG_WORDS = 80,
	NEVER = -1,
};

/* ---- the table --------------------------------------------------------------------------------
 */

static const char *const traits[N_MANNER_TRAITS] = {
	[MANNER_START] = "start",
	[MANNER_FORMULA] = "formula",
	[MANNER_GENERIC] = "generic",
	[MANNER_SPECIFIC] = "specific",
	[MANNER_EARLY] = "early",
	[MANNER_CASE] = "case",
	[MANNER_CASE_ALL] = "case-all",
	[MANNER_BRIEF] = "brief",
	[MANNER_LONG] = "long",
};

const char *
manner_sum_name(MannerSum sum)
{
	return sum == MANNER_UNMET ? "unmet" : "cold";
}

char *
manner_trait_name(int trait)
{
	return g_strdup(traits[trait]);
}

static void
say_nothing(int traits_out[][MOST_SUMS])
{
	for (int i = 0; i < N_MANNER_SUMS; i++)
		traits_out[MANNER_START][i] = NEVER;
}

const WeightsTable answers_table = {
	.file = "answers.weights",
	.rules = "rule about the answer",
	.sums = "unmet cold",
	.n_sums = N_MANNER_SUMS,
	.traits = "start, formula, generic, specific, early, case, case-all, brief and long",
	.n_traits = N_MANNER_TRAITS,
	.trait_name = manner_trait_name,
	.without = say_nothing,
};

/* ---- traits -----------------------------------------------------------------------------------
 */

static bool
meets_any(const Uptake *uptake, const Customer *customer)
{
	for (guint i = 0; i < customer->feelings->len; i++) {
		const Feeling *feeling = customer->feelings->pdata[i];
		if (feeling->intensity >= INTENSITY_CLEAR && feeling_is_negative(feeling->kind) &&
			uptake_meets(uptake, feeling->kind))
			return true;
	}
	return false;
}

/* The best grade; of several the first. */
static void
note_uptakes(const Customer *customer, const Reply *reply, int *traits_out)
{
	const GArray *uptakes = reply->uptakes;
	const Uptake *best = NULL;
	Grade met = GRADE_NONE;

	for (guint i = 0; i < uptakes->len; i++) {
		const Uptake *uptake = &g_array_index(uptakes, Uptake, i);
		if (best == NULL || uptake->grade > best->grade)
			best = uptake;
		if (uptake->grade > met && meets_any(uptake, customer))
			met = uptake->grade;
	}
	traits_out[MANNER_FORMULA] = met == GRADE_FORMULA;
	traits_out[MANNER_GENERIC] = met == GRADE_GENERIC;
	traits_out[MANNER_SPECIFIC] = met == GRADE_SPECIFIC;
	traits_out[MANNER_EARLY] = best != NULL && best->sentence < reply->first + FIRST_SENTENCES;
}

void
manner_traits(const Customer *customer, const Reply *reply, int traits_out[N_MANNER_TRAITS])
{
	double weight = reply->first < reply->prose->n_sentences
				? reply->sentences[reply->first].weight
				: 0;
	guint words = reply_words_before(reply, reply->prose->n_sentences);

	traits_out[MANNER_START] = 1;
	note_uptakes(customer, reply, traits_out);
	traits_out[MANNER_CASE] = weight >= SOME_CASE;
	traits_out[MANNER_CASE_ALL] = weight >= ALL_CASE;
	traits_out[MANNER_BRIEF] = words < BRIEF_WORDS;
	traits_out[MANNER_LONG] = words >= LONG_WORDS;
}

/* ---- sums -------------------------------------------------------------------------------------
 */

static void
add(int sums[N_MANNER_SUMS], const int weights[MOST_SUMS], int times)
{
	for (int i = 0; i < N_MANNER_SUMS; i++)
		sums[i] += times * weights[i];
}

static void
add_traits(const Customer *customer, const Reply *reply, int sums[N_MANNER_SUMS])
{
	int found[N_MANNER_TRAITS];

	manner_traits(customer, reply, found);
	for (int i = 0; i < N_MANNER_TRAITS; i++)
		add(sums, weights_of_trait(reply->weights, i), found[i]);
}

static bool
came_before(const Reply *reply, size_t i, guint n, const Rule *rule)
{
	for (guint k = 0; k < n; k++)
		if (reply_hit_at(reply, i, k)->rule == rule)
			return true;
	return false;
}

/* The rules of a sentence, each once an answer; what its small signs of coldness weigh together,
 * each once as well, and the heaviest of those that weigh anything. */
static int
add_rules(const Reply *reply, size_t i, GHashTable *seen, int sums[N_MANNER_SUMS],
	const Rule **heaviest_out)
{
	const Hit *hit;
	int cold = 0, most = 0;

	*heaviest_out = NULL;
	for (guint n = 0; (hit = reply_hit_at(reply, i, n)) != NULL; n++) {
		const Rule *rule = hit->rule;
		int weight = rule->weights[MANNER_COLD];
		if (g_hash_table_add(seen, (gpointer)rule))
			add(sums, rule->weights, 1);
		if (rule->means != MEANS_COLD || came_before(reply, i, n, rule))
			continue;
		cold += weight;
		if (weight > most) {
			most = weight;
			*heaviest_out = rule;
		}
	}
	return cold;
}

Manner
manner_of(const Customer *customer, const Reply *reply)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	Manner manner = { .sentence = reply->prose->n_sentences };
	int sums[N_MANNER_SUMS] = { 0 }, coldest = G_MININT;

	if (reply->weights == NULL)
		return manner;
	add_traits(customer, reply, sums);
	for (size_t i = reply->first; i < reply->prose->n_sentences; i++) {
		const Rule *heaviest;
		int cold = add_rules(reply, i, seen, sums, &heaviest);
		if (heaviest == NULL || cold <= coldest)
			continue;
		coldest = cold;
		manner.sentence = i;
		manner.rule = heaviest;
	}
	manner.is_unmet = sums[MANNER_UNMET] >= 0;
	/* It must be possible to say what is cold in it. */
	manner.is_cold = manner.rule != NULL && sums[MANNER_COLD] >= 0;
	manner.is_certain = manner.is_cold && sums[MANNER_COLD] >= CERTAIN;
	return manner;
}
