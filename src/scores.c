/* scores.c - what a customer's text adds up to. SPDX-License-Identifier: MIT */
#include "scores.h"

enum {
	SHORT_WORDS = 12,
	BRIEF_WORDS = 30,
	LONG_WORDS = 60,
	LONGER_WORDS = 120,
	MOST_MORE = 3,
};

/* ---- the table ---------------------------------------------------------------------------------
 */

/* In the order of Trait, where they are none of a family's. */
static const char *const text_traits[FAMILY_TRAITS] = {
	[TRAIT_START] = "start",
	[TRAIT_CALM] = "calm",
	[TRAIT_SHORT] = "short",
	[TRAIT_BRIEF] = "brief",
	[TRAIT_LONG] = "long",
	[TRAIT_LONGER] = "longer",
};

static const char *const family_traits[N_FAMILY_TRAITS] = {
	[TRAIT_FOUND] = "",
	[TRAIT_MORE] = "-more",
	[TRAIT_OUTRIGHT] = "-outright",
	[TRAIT_STRONG] = "-strong",
	[TRAIT_TOUCHED] = "-touched",
};

/* Without a table: what a rule found is felt. */
enum { NOT_FELT = -1, FELT = 1 };

static void
weigh_found_alone(int traits_out[][MOST_SUMS])
{
	for (int score = 0; score < N_SCORES; score++)
		traits_out[TRAIT_START][score] = NOT_FELT;
	for (int i = 0; i < N_FAMILIES; i++) {
		int *found = traits_out[family_trait((FeelingFamily)i, TRAIT_FOUND)];
		found[family_score((FeelingFamily)i)] = FELT;
		if (i != FAMILY_JOY)
			found[SCORE_TROUBLE] = FELT;
	}
}

const char *
score_name(Score score)
{
	return score == SCORE_TROUBLE ? "trouble"
				      : family_name((FeelingFamily)((int)score - (int)SCORE_UPSET));
}

char *
trait_name(int trait)
{
	if (trait < (int)FAMILY_TRAITS)
		return g_strdup(text_traits[trait]);
	int of_family = trait - (int)FAMILY_TRAITS;
	return g_strconcat(family_name((FeelingFamily)(of_family / N_FAMILY_TRAITS)),
		family_traits[of_family % N_FAMILY_TRAITS], NULL);
}

const WeightsTable feelings_table = {
	.file = "feelings.weights",
	.rules = "rule about the customer",
	.sums = "trouble upset anxious shame grief joy",
	.n_sums = N_SCORES,
	.traits =
		"start, calm, short, brief, long, longer, and upset, anxious, shame, grief and joy, "
		"alone or with -more, -outright, -strong or -touched",
	.n_traits = N_TRAITS,
	.trait_name = trait_name,
	.without = weigh_found_alone,
};

/* ---- traits -----------------------------------------------------------------------------------
 */

/* Up to LONGER_WORDS of them. */
static guint
count_words(const Prose *prose)
{
	guint words = 1;

	for (size_t i = 0; i < prose->length && words < LONGER_WORDS; i++)
		words += prose->text[i] == ' ';
	return words;
}

static void
note_feeling(int *traits, const Hit *hit, GHashTable *clear_rules)
{
	FeelingFamily family = feeling_family(hit->rule->feeling);
	int *of_family = traits + family_trait(family, TRAIT_FOUND);

	if (hit->intensity == INTENSITY_FAINT)
		of_family[TRAIT_TOUCHED] = 1;
	if (hit->intensity < INTENSITY_CLEAR)
		return;
	if (g_hash_table_add(clear_rules, (gpointer)hit->rule)) {
		of_family[TRAIT_MORE] =
			MIN(MOST_MORE, of_family[TRAIT_MORE] + of_family[TRAIT_FOUND]);
		of_family[TRAIT_FOUND] = 1;
	}
	of_family[TRAIT_OUTRIGHT] |= hit->rule->is_explicit;
	of_family[TRAIT_STRONG] |= hit->intensity == INTENSITY_STRONG;
}

void
scores_traits(const GPtrArray *hits, const Prose *prose, int traits_out[N_TRAITS])
{
	g_autoptr(GHashTable) clear_rules = g_hash_table_new(NULL, NULL);
	guint words = count_words(prose);

	for (int i = 0; i < N_TRAITS; i++)
		traits_out[i] = 0;
	traits_out[TRAIT_START] = 1;
	traits_out[TRAIT_BRIEF] = words < BRIEF_WORDS;
	traits_out[TRAIT_SHORT] = words < SHORT_WORDS;
	traits_out[TRAIT_LONG] = words >= LONG_WORDS;
	traits_out[TRAIT_LONGER] = words >= LONGER_WORDS;
	for (guint i = 0; i < hits->len; i++) {
		const Hit *hit = hits->pdata[i];
		if (hit->rule->means == MEANS_CALM)
			traits_out[TRAIT_CALM] = 1;
		if (hit->rule->means == MEANS_FEELING)
			note_feeling(traits_out, hit, clear_rules);
	}
	for (int family = 0; family < N_FAMILIES; family++) {
		int *of_family = traits_out + family_trait((FeelingFamily)family, TRAIT_FOUND);
		if (of_family[TRAIT_FOUND])
			of_family[TRAIT_TOUCHED] = 0;
	}
}

/* ---- sums -------------------------------------------------------------------------------------
 */

static void
add(int scores[N_SCORES], const int weights[MOST_SUMS], int times)
{
	for (int i = 0; i < N_SCORES; i++)
		scores[i] += times * weights[i];
}

void
scores_add_up(
	const Weights *weights, const GPtrArray *hits, const Prose *prose, int scores_out[N_SCORES])
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	int traits[N_TRAITS];

	for (int i = 0; i < N_SCORES; i++)
		scores_out[i] = 0;
	scores_traits(hits, prose, traits);
	for (int i = 0; i < N_TRAITS; i++)
		add(scores_out, weights_of_trait(weights, i), traits[i]);
	for (guint i = 0; i < hits->len; i++) {
		const Rule *rule = ((const Hit *)hits->pdata[i])->rule;
		if (g_hash_table_add(seen, (gpointer)rule))
			add(scores_out, rule->weights, 1);
	}
}

/* ---- where it shows ---------------------------------------------------------------------------
 */

/* Does it speak for it, and in one sentence? */
static bool
speaks_in_sentence(const Hit *hit, Score score)
{
	return hit->rule->weights[score] > 0 && !hit->rule->of_whole_text;
}

/* Each rule counts once in a sentence; of several as heavy the last one, which is where it is
 * driven home. */
static size_t
heaviest_sentence(const GPtrArray *hits, const Prose *prose, Score score)
{
	g_autofree int *sums = g_new0(int, prose->n_sentences);
	g_autofree const Rule **last = g_new0(const Rule *, prose->n_sentences);
	size_t best = 0;

	for (guint i = 0; i < hits->len; i++) {
		const Hit *hit = hits->pdata[i];
		if (!speaks_in_sentence(hit, score) || last[hit->sentence] == hit->rule)
			continue;
		last[hit->sentence] = hit->rule;
		sums[hit->sentence] += hit->rule->weights[score];
		if (sums[hit->sentence] > sums[best] ||
			(sums[hit->sentence] == sums[best] && hit->sentence > best))
			best = hit->sentence;
	}
	return best;
}

/* A sign says more than a thing that is merely told of. */
static bool
says_more(const Rule *rule, const Rule *than, Score score)
{
	if (than == NULL || (rule->means == MEANS_SIGN) != (than->means == MEANS_SIGN))
		return than == NULL || rule->means == MEANS_SIGN;
	return rule->weights[score] > than->weights[score];
}

/* What says most in a sentence, or in the whole text where that has nothing of its own. */
static const Rule *
loudest_rule(const GPtrArray *hits, size_t sentence, Score score)
{
	const Rule *there = NULL, *anywhere = NULL;

	for (guint i = 0; i < hits->len; i++) {
		const Hit *hit = hits->pdata[i];
		if (hit->rule->weights[score] <= 0)
			continue;
		if (says_more(hit->rule, anywhere, score))
			anywhere = hit->rule;
		if (hit->sentence == sentence && !hit->rule->of_whole_text &&
			says_more(hit->rule, there, score))
			there = hit->rule;
	}
	return there != NULL ? there : anywhere;
}

bool
scores_loudest(const GPtrArray *hits, const Prose *prose, Score score, Loudest *loudest_out)
{
	if (prose->n_sentences == 0)
		return false;
	size_t sentence = heaviest_sentence(hits, prose, score);
	loudest_out->rule = loudest_rule(hits, sentence, score);
	loudest_out->span = prose->sentences[sentence].span;
	return loudest_out->rule != NULL;
}
