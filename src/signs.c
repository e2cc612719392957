/* signs.c - small signs of trouble, added up. SPDX-License-Identifier: MIT */
#include "signs.h"

enum { SUM_WORRY = 4 }; /* of signs of worry alone: then it is that */

/* Does it speak for trouble, and in this sentence? */
static bool
tells_trouble(const Hit *hit)
{
	return hit->rule->means == MEANS_SIGN && hit->rule->intensity > 0 &&
	       !hit->rule->of_whole_text;
}

/* The sentence with the greatest weight of signs, each counted once in it; of several the last one,
 * which is where it is driven home. */
static size_t
heaviest_sentence(const GPtrArray *hits, const Prose *prose)
{
	g_autofree int *weights = g_new0(int, prose->n_sentences);
	g_autofree const Rule **last = g_new0(const Rule *, prose->n_sentences);
	size_t best = 0;

	for (guint i = 0; i < hits->len; i++) {
		const Hit *hit = hits->pdata[i];
		if (!tells_trouble(hit) || last[hit->sentence] == hit->rule)
			continue;
		last[hit->sentence] = hit->rule;
		weights[hit->sentence] += hit->rule->intensity;
		if (weights[hit->sentence] > weights[best] ||
			(weights[hit->sentence] == weights[best] && hit->sentence > best))
			best = hit->sentence;
	}
	return best;
}

/* The heaviest sign of a sentence, or of the whole text where that has none of its own. */
static const Rule *
heaviest_rule(const GPtrArray *hits, size_t sentence)
{
	const Rule *there = NULL, *anywhere = NULL;

	for (guint i = 0; i < hits->len; i++) {
		const Hit *hit = hits->pdata[i];
		if (hit->rule->means != MEANS_SIGN || hit->rule->intensity < 0)
			continue;
		if (anywhere == NULL || hit->rule->intensity > anywhere->intensity)
			anywhere = hit->rule;
		if (tells_trouble(hit) && hit->sentence == sentence &&
			(there == NULL || hit->rule->intensity > there->intensity))
			there = hit->rule;
	}
	return there != NULL ? there : anywhere;
}

/* Each sign once, however often it is met. */
static int
sum_of(const GPtrArray *hits, int *worry_out)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	int sum = 0;

	*worry_out = 0;
	for (guint i = 0; i < hits->len; i++) {
		const Rule *rule = ((const Hit *)hits->pdata[i])->rule;
		if (rule->means != MEANS_SIGN || !g_hash_table_add(seen, (gpointer)rule))
			continue;
		sum += rule->intensity;
		if (rule->feeling == FEELING_WORRY)
			*worry_out += rule->intensity;
	}
	return sum;
}

int
signs_sum(const GPtrArray *hits)
{
	int worry;

	return sum_of(hits, &worry);
}

bool
signs_any_against(const GPtrArray *hits)
{
	for (guint i = 0; i < hits->len; i++) {
		const Rule *rule = ((const Hit *)hits->pdata[i])->rule;
		if (rule->means == MEANS_SIGN && rule->intensity < 0)
			return true;
	}
	return false;
}

bool
signs_strongest(const GPtrArray *hits, const Prose *prose, Signs *signs_out)
{
	int worry;

	if (prose->n_sentences == 0)
		return false;
	sum_of(hits, &worry);
	size_t sentence = heaviest_sentence(hits, prose);
	signs_out->kind = worry >= SUM_WORRY ? FEELING_WORRY : FEELING_FRUSTRATION;
	signs_out->rule = heaviest_rule(hits, sentence);
	signs_out->span = prose->sentences[sentence].span;
	return signs_out->rule != NULL;
}
