/* feelings.c - weighs the hits of the customer's rules. SPDX-License-Identifier: MIT */
#include "feelings.h"

#include "scores.h"

#include <string.h>

enum {
	MAX_QUOTE = 600,
	SEVERAL = 2,  /* rules */
	CERTAIN = 20, /* of SCORE_TROUBLE: nine in ten such texts want an acknowledgement */
};

/* What all hits say of one feeling. */
typedef struct Heard {
	FeelingKind kind;
	int intensity;
	bool is_explicit;
	guint n_rules;
	int weight;        /* of all its hits together */
	const Hit *best;   /* the strongest, an explicit one first, then the earliest */
	const Hit *second; /* as strong as the best, by another rule that saw something else */
} Heard;

/* ---- whose words -------------------------------------------------------------------------- */

/* Spans between double quotes: what somebody else said, a title, a button. */
static GArray *
quoted_spans(const Prose *prose)
{
	GArray *spans = g_array_new(FALSE, FALSE, sizeof(Span));
	const char *open = strchr(prose->text, '"');

	while (open != NULL) {
		const char *close = strchr(open + 1, '"');
		if (close == NULL)
			break;
		if (close - open > MAX_QUOTE) { /* a stray mark */
			open = close;
			continue;
		}
		Span span = { (size_t)(open - prose->text), (size_t)(close + 1 - prose->text) };
		g_array_append_val(spans, span);
		open = strchr(close + 1, '"');
	}
	return spans;
}

static bool
is_quoted(const GArray *quoted, Span span)
{
	for (guint i = 0; i < quoted->len; i++) {
		const Span *one = &g_array_index(quoted, Span, i);
		if (span.start > one->start && span.end < one->end)
			return true;
	}
	return false;
}

GPtrArray *
feelings_own_hits(const Hits *hits, const Prose *prose)
{
	g_autoptr(GArray) quoted = quoted_spans(prose);
	GPtrArray *own = g_ptr_array_sized_new(hits->hits->len);

	for (guint i = 0; i < hits->hits->len; i++) {
		const Hit *hit = &g_array_index(hits->hits, Hit, i);
		if (!is_quoted(quoted, hit->span))
			g_ptr_array_add(own, (gpointer)hit);
	}
	return own;
}

/* ---- one feeling -------------------------------------------------------------------------- */

static bool
is_stronger(const Hit *hit, const Hit *than)
{
	if (hit->intensity != than->intensity)
		return hit->intensity > than->intensity;
	return hit->rule->is_explicit && !than->rule->is_explicit;
}

static void
hear(Heard *heard, const Hit *hit, GHashTable *rules)
{
	heard->weight += hit->intensity;
	heard->is_explicit |= hit->rule->is_explicit;
	if (g_hash_table_add(rules, (gpointer)hit->rule))
		heard->n_rules++;
	if (heard->best == NULL || is_stronger(hit, heard->best))
		heard->best = hit;
}

static bool
agrees(const Hit *hit, const Hit *best)
{
	return hit->intensity == best->intensity && hit->rule != best->rule &&
	       (hit->sentence != best->sentence || best->intensity == INTENSITY_FAINT);
}

/* Another rule that saw something else makes a feeling stronger. */
static void
look_for_second(Heard *heard, const GPtrArray *own)
{
	heard->intensity = heard->best->intensity;
	for (guint i = 0; i < own->len && heard->second == NULL; i++) {
		const Hit *hit = own->pdata[i];
		if (hit->rule->means == MEANS_FEELING && hit->rule->feeling == heard->kind &&
			agrees(hit, heard->best))
			heard->second = hit;
	}
	if (heard->second != NULL && heard->intensity < INTENSITY_STRONG &&
		(heard->intensity == INTENSITY_CLEAR || feeling_is_negative(heard->kind)))
		heard->intensity++;
}

static void
hear_all(const GPtrArray *own, Heard heard_out[N_FEELINGS])
{
	g_autoptr(GHashTable) rules = g_hash_table_new(NULL, NULL);

	for (int kind = 0; kind < N_FEELINGS; kind++)
		heard_out[kind] = (Heard){ .kind = (FeelingKind)kind };
	for (guint i = 0; i < own->len; i++) {
		const Hit *hit = own->pdata[i];
		if (hit->rule->means == MEANS_FEELING)
			hear(&heard_out[hit->rule->feeling], hit, rules);
	}
	for (int kind = 0; kind < N_FEELINGS; kind++)
		if (heard_out[kind].best != NULL)
			look_for_second(&heard_out[kind], own);
}

/* ---- all of them together ------------------------------------------------------------------ */

/* Which families are felt: bits of FeelingFamily. Where something is the matter and no family says
 * so by itself, the one that comes nearest. */
static guint
families_felt(const int scores[N_SCORES])
{
	guint felt = scores[SCORE_JOY] >= 0 ? 1U << FAMILY_JOY : 0;
	FeelingFamily nearest = FAMILY_UPSET;

	if (scores[SCORE_TROUBLE] < 0)
		return felt;
	for (int i = 0; i < FAMILY_JOY; i++) {
		FeelingFamily family = (FeelingFamily)i;
		if (scores[family_score(family)] >= 0)
			felt |= 1U << family;
		if (scores[family_score(family)] > scores[family_score(nearest)])
			nearest = family;
	}
	return felt | 1U << nearest;
}

/* Said outright and strongly: nothing in the manner takes that back. */
static bool
is_beyond_doubt(const Heard *heard)
{
	return heard->is_explicit && heard->best->intensity == INTENSITY_STRONG &&
	       feeling_is_negative(heard->kind);
}

/* Strong, outright or found twice, in a text that sounds like it from end to end: a reply may be
 * held on the strength of that. */
static bool
is_certain(const Heard *heard, int trouble)
{
	bool is_plain = heard->intensity >= INTENSITY_STRONG || heard->is_explicit ||
			heard->n_rules >= SEVERAL;

	return is_beyond_doubt(heard) || (is_plain && trouble >= CERTAIN);
}

/* A single find in a text that is not felt so is only touched upon. */
static void
settle(Heard heard[N_FEELINGS], guint felt)
{
	for (int i = 0; i < N_FEELINGS; i++) {
		Heard *one = &heard[i];
		bool is_felt = (felt & 1U << feeling_family(one->kind)) != 0;
		if (one->intensity > INTENSITY_FAINT && !is_felt && !is_beyond_doubt(one))
			one->intensity = INTENSITY_FAINT;
	}
}

/* Of what rules found in a family; NULL: nothing. */
static Heard *
weightiest(Heard heard[N_FEELINGS], FeelingFamily family)
{
	Heard *best = NULL;

	for (int i = 0; i < N_FEELINGS; i++) {
		Heard *one = &heard[i];
		if (feeling_family(one->kind) != family || one->best == NULL)
			continue;
		if (best == NULL || one->intensity > best->intensity ||
			(one->intensity == best->intensity && one->weight > best->weight))
			best = one;
	}
	return best;
}

static int
by_strength(gconstpointer a, gconstpointer b)
{
	const Heard *one = a, *other = b;

	if (one->intensity != other->intensity)
		return other->intensity - one->intensity;
	if (one->weight != other->weight)
		return other->weight - one->weight;
	return (int)one->kind - (int)other->kind;
}

static Feeling *
feeling_from(const Heard *heard, int trouble, const Prose *prose)
{
	Feeling *feeling = g_new0(Feeling, 1);

	feeling->kind = heard->kind;
	feeling->intensity = heard->intensity;
	feeling->is_explicit = heard->is_explicit;
	feeling->is_certain = is_certain(heard, trouble);
	feeling->rule = g_strdup(heard->best->rule->name);
	feeling->evidence = prose_quote(prose, heard->best->span);
	feeling->acknowledged = GRADE_NONE;
	feeling->by = g_strdup("");
	return feeling;
}

/* What no rule knew by its words shows in how it is told. */
static void
add_told(GPtrArray *feelings, FeelingFamily family, const GPtrArray *own, const Prose *prose)
{
	static const FeelingKind kinds[N_FAMILIES] = {
		[FAMILY_UPSET] = FEELING_FRUSTRATION,
		[FAMILY_ANXIOUS] = FEELING_WORRY,
		[FAMILY_SHAME] = FEELING_EMBARRASSMENT,
		[FAMILY_GRIEF] = FEELING_GRIEF,
	};
	Loudest loudest;

	if (feelings->len >= MAX_FEELINGS ||
		(!scores_loudest(own, prose, family_score(family), &loudest) &&
			!scores_loudest(own, prose, SCORE_TROUBLE, &loudest)))
		return;
	Feeling *feeling = g_new0(Feeling, 1);
	feeling->kind = kinds[family];
	feeling->intensity = INTENSITY_CLEAR;
	feeling->rule = g_strdup(loudest.rule->name);
	feeling->evidence = prose_quote(prose, loudest.span);
	feeling->acknowledged = GRADE_NONE;
	feeling->by = g_strdup("");
	g_ptr_array_add(feelings, feeling);
}

static bool
has_feeling(const GPtrArray *feelings, FeelingKind kind)
{
	for (guint i = 0; i < feelings->len; i++)
		if (((const Feeling *)feelings->pdata[i])->kind == kind)
			return true;
	return false;
}

/* Those of at least such an intensity that are not among them yet. */
static void
add_heard(GPtrArray *feelings, const Heard heard[N_FEELINGS], int least, int trouble,
	const Prose *prose)
{
	for (int i = 0; i < N_FEELINGS && heard[i].intensity >= least; i++)
		if (feelings->len < MAX_FEELINGS && !has_feeling(feelings, heard[i].kind))
			g_ptr_array_add(feelings, feeling_from(&heard[i], trouble, prose));
}

GPtrArray *
feelings_weigh(const Weights *weights, const GPtrArray *own, const Prose *prose)
{
	GPtrArray *feelings = g_ptr_array_new_with_free_func(feeling_free);
	Heard heard[N_FEELINGS];
	int scores[N_SCORES];
	guint only_told = 0;

	if (weights == NULL)
		return feelings;
	hear_all(own, heard);
	scores_add_up(weights, own, prose, scores);
	guint felt = families_felt(scores);
	settle(heard, felt);
	for (int i = 0; i < N_FAMILIES; i++) {
		if ((felt & 1U << i) == 0)
			continue;
		Heard *best = weightiest(heard, (FeelingFamily)i);
		if (best != NULL)
			best->intensity = MAX(best->intensity, INTENSITY_CLEAR);
		else if (i != FAMILY_JOY) /* a warm manner is only manners */
			only_told |= 1U << i;
	}
	qsort(heard, N_FEELINGS, sizeof(heard[0]), by_strength);
	add_heard(feelings, heard, INTENSITY_CLEAR, scores[SCORE_TROUBLE], prose);
	for (int i = 0; i < N_FAMILIES; i++)
		if ((only_told & 1U << i) != 0)
			add_told(feelings, (FeelingFamily)i, own, prose);
	add_heard(feelings, heard, INTENSITY_FAINT, scores[SCORE_TROUBLE], prose);
	return feelings;
}

guint
feelings_events(const GPtrArray *own)
{
	guint events = 0;

	for (guint i = 0; i < own->len; i++) {
		const Hit *hit = own->pdata[i];
		if (hit->rule->means == MEANS_EVENT)
			events |= 1U << hit->rule->event;
	}
	return events;
}
