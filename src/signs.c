/* signs.c - small signs of trouble, added up. SPDX-License-Identifier: MIT */
#include "signs.h"

/* Does it speak for trouble? Frustration stands for all that does, worry for what names worry. */
static bool
is_sign_of(const Rule *rule, FeelingKind kind)
{
	return rule->means == MEANS_SIGN && rule->intensity > 0 &&
	       (kind != FEELING_WORRY || rule->feeling == FEELING_WORRY);
}

/* ... and in this sentence? */
static bool
tells_trouble(const Hit *hit, FeelingKind kind)
{
	return is_sign_of(hit->rule, kind) && !hit->rule->of_whole_text;
}

/* The sentence with the greatest weight of such signs, each counted once in it; of several the last
 * one, which is where it is driven home. */
static size_t
heaviest_sentence(const GPtrArray *hits, const Prose *prose, FeelingKind kind)
{
	g_autofree int *weights = g_new0(int, prose->n_sentences);
	g_autofree const Rule **last = g_new0(const Rule *, prose->n_sentences);
	size_t best = 0;

	for (guint i = 0; i < hits->len; i++) {
		const Hit *hit = hits->pdata[i];
		if (!tells_trouble(hit, kind) || last[hit->sentence] == hit->rule)
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
heaviest_rule(const GPtrArray *hits, size_t sentence, FeelingKind kind)
{
	const Rule *there = NULL, *anywhere = NULL;

	for (guint i = 0; i < hits->len; i++) {
		const Hit *hit = hits->pdata[i];
		if (!is_sign_of(hit->rule, kind))
			continue;
		if (anywhere == NULL || hit->rule->intensity > anywhere->intensity)
			anywhere = hit->rule;
		if (tells_trouble(hit, kind) && hit->sentence == sentence &&
			(there == NULL || hit->rule->intensity > there->intensity))
			there = hit->rule;
	}
	return there != NULL ? there : anywhere;
}

/* Each sign once, however often it is met. */
static int
sum_of(const GPtrArray *hits, bool is_worry_only)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	int sum = 0;

	for (guint i = 0; i < hits->len; i++) {
		const Rule *rule = ((const Hit *)hits->pdata[i])->rule;
		if (rule->means != MEANS_SIGN ||
			(is_worry_only && !is_sign_of(rule, FEELING_WORRY)))
			continue;
		if (g_hash_table_add(seen, (gpointer)rule))
			sum += rule->intensity;
	}
	return sum;
}

int
signs_sum(const GPtrArray *hits)
{
	return sum_of(hits, false);
}

int
signs_of_worry(const GPtrArray *hits)
{
	return sum_of(hits, true);
}

bool
signs_strongest(const GPtrArray *hits, const Prose *prose, FeelingKind kind, Signs *signs_out)
{
	if (prose->n_sentences == 0)
		return false;
	size_t sentence = heaviest_sentence(hits, prose, kind);
	signs_out->rule = heaviest_rule(hits, sentence, kind);
	signs_out->span = prose->sentences[sentence].span;
	return signs_out->rule != NULL;
}
