/* coldness.c - small signs of a cold answer, added up. SPDX-License-Identifier: MIT */
#include "coldness.h"

/* Fitted to answers of many trades, then rounded. */
enum {
	FELT = 8,
	CERTAIN = 10,
	PER_COLD = 2, /* each sign; those of the densest sentence count once more */
	PER_WARM = -1,
	PER_WEIGHT = 2, /* of their case in the first sentence: it speaks of nothing else */
	MOST_WEIGHT = 3,
	BUSINESS = -1, /* that is what it begins with */
};

static const guint business =
	ROLE(MEANS_REQUEST) | ROLE(MEANS_POLICY) | ROLE(MEANS_COMMITMENT) | ROLE(MEANS_SOLUTION);

/* What a reply does, and what that weighs: who promises something, or says at least what one says,
 * is not cold, and gladness where somebody is upset is. */
static const struct {
	guint roles;
	int weight;
} manners[] = {
	{ ROLE(MEANS_COMMITMENT), -2 },
	{ ROLE(MEANS_FORMULA), -2 },
	{ ROLE(MEANS_REGRET), -1 },
	{ ROLE(MEANS_SHARES_JOY) | ROLE(MEANS_WRONG_FEELING), 1 },
};

/* The signs of a sentence, each once; all of them are noted in seen. */
static guint
signs_in(const Reply *reply, size_t sentence, GHashTable *seen, const Rule **first_out)
{
	g_autoptr(GHashTable) here = g_hash_table_new(NULL, NULL);
	const Hit *hit;

	*first_out = NULL;
	for (guint n = 0; (hit = reply_hit_at(reply, sentence, n)) != NULL; n++) {
		if (hit->rule->means == MEANS_COLD && g_hash_table_add(here, (gpointer)hit->rule) &&
			*first_out == NULL)
			*first_out = hit->rule;
		if (hit->rule->means == MEANS_COLD || hit->rule->means == MEANS_WARM)
			g_hash_table_add(seen, (gpointer)hit->rule);
	}
	return g_hash_table_size(here);
}

static int
weight_of_signs(GHashTable *rules)
{
	GHashTableIter each;
	gpointer rule;
	int weight = 0;

	g_hash_table_iter_init(&each, rules);
	while (g_hash_table_iter_next(&each, &rule, NULL))
		weight += ((const Rule *)rule)->means == MEANS_COLD ? PER_COLD : PER_WARM;
	return weight;
}

static int
weight_of_manner(const Reply *reply)
{
	const ReplySentence *first = &reply->sentences[reply->first];
	guint roles = 0;
	double told = first->is_echo || first->is_mere_echo ? 0 : MIN(first->weight, MOST_WEIGHT);
	int weight = (int)(told * PER_WEIGHT);

	for (size_t i = reply->first; i < reply->prose->n_sentences; i++)
		roles |= reply->sentences[i].roles;
	for (guint i = 0; i < G_N_ELEMENTS(manners); i++)
		weight += (roles & manners[i].roles) != 0 ? manners[i].weight : 0;
	return weight + ((first->roles & business) != 0 ? BUSINESS : 0);
}

/* What is said in one sentence weighs more than the same scattered over many: its signs count once
 * more. */
Coldness
coldness_of(const Reply *reply)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	Coldness cold = { .sentence = reply->prose->n_sentences };
	guint most = 0;

	for (size_t i = reply->first; i < reply->prose->n_sentences; i++) {
		const Rule *first;
		if (!reply_plays(reply, i, ROLE(MEANS_COLD) | ROLE(MEANS_WARM)))
			continue;
		guint signs = signs_in(reply, i, seen, &first);
		if (signs <= most)
			continue;
		most = signs;
		cold.sentence = i;
		cold.rule = first;
	}
	if (cold.rule == NULL)
		return cold;
	int weight = weight_of_signs(seen) + (int)most + weight_of_manner(reply);
	cold.is_felt = weight >= FELT;
	cold.is_certain = weight >= CERTAIN;
	return cold;
}
