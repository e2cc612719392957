/* feelings.c - weighs the hits of the customer's rules. SPDX-License-Identifier: MIT */
#include "feelings.h"

#include "signs.h"

#include <string.h>

enum { MAX_QUOTE = 600, STRONG = 3, CLEAR = 2, FAINT = 1 };

/* Where a text shows a manner, and what its signs then add up to at most when that is calm. */
enum { MIN_MANNER = 20, CALM_SUM = 0 };

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

/* The hits that are the customer's own words: array of const Hit *. */
static GPtrArray *
own_hits(const Hits *hits, const Prose *prose)
{
	g_autoptr(GArray) quoted = quoted_spans(prose);
	GPtrArray *own = g_ptr_array_new();

	for (guint i = 0; i < hits->hits->len; i++) {
		const Hit *hit = &g_array_index(hits->hits, Hit, i);
		if (!is_quoted(quoted, hit->span))
			g_ptr_array_add(own, (gpointer)hit);
	}
	return own;
}

static bool
has_calm(const GPtrArray *own)
{
	for (guint i = 0; i < own->len; i++)
		if (((const Hit *)own->pdata[i])->rule->means == MEANS_CALM)
			return true;
	return false;
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
	       (hit->sentence != best->sentence || best->intensity == FAINT);
}

static Heard
hear_one(const GPtrArray *own, FeelingKind kind, bool is_calm)
{
	Heard heard = { .kind = kind };
	g_autoptr(GHashTable) rules = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < own->len; i++) {
		const Hit *hit = own->pdata[i];
		if (hit->rule->means == MEANS_FEELING && hit->rule->feeling == kind)
			hear(&heard, hit, rules);
	}
	if (heard.best == NULL)
		return heard;
	heard.intensity = heard.best->intensity;
	for (guint i = 0; i < own->len && heard.second == NULL; i++) {
		const Hit *hit = own->pdata[i];
		if (hit->rule->means == MEANS_FEELING && hit->rule->feeling == kind &&
			agrees(hit, heard.best))
			heard.second = hit;
	}
	if (heard.second != NULL && heard.intensity < STRONG &&
		(heard.intensity == CLEAR || feeling_is_negative(kind)))
		heard.intensity++;
	if (is_calm && !heard.is_explicit && heard.intensity > FAINT && feeling_is_negative(kind))
		heard.intensity--;
	return heard;
}

/* ---- all of them together ------------------------------------------------------------------ */

static int
trouble_weight(const Heard heard[N_FEELINGS])
{
	int weight = 0;

	for (int kind = 0; kind < N_FEELINGS; kind++)
		if (feeling_is_negative((FeelingKind)kind) && heard[kind].intensity >= CLEAR)
			weight += heard[kind].weight;
	return weight;
}

static void
forget(Heard *heard)
{
	heard->intensity = 0;
}

/* Is there a strong joyful sentence with no trouble in it? */
static bool
has_joy_of_its_own(const GPtrArray *own)
{
	for (guint i = 0; i < own->len; i++) {
		const Hit *joy = own->pdata[i];
		if (joy->rule->means != MEANS_FEELING || joy->rule->feeling != FEELING_JOY ||
			joy->intensity < STRONG)
			continue;
		bool is_alone = true;
		for (guint j = 0; j < own->len && is_alone; j++) {
			const Hit *hit = own->pdata[j];
			is_alone = hit->rule->means != MEANS_FEELING ||
				   hit->rule->feeling == FEELING_JOY || hit->intensity < CLEAR ||
				   hit->sentence != joy->sentence;
		}
		if (is_alone)
			return true;
	}
	return false;
}

static bool
has_words(const Prose *prose, guint least)
{
	guint words = 1;

	for (size_t i = 0; i < prose->length && words < least; i++)
		words += prose->text[i] == ' ';
	return words >= least;
}

/* One rule's word alone, nothing said outright, and a manner that is calm all through: a matter
 * told in passing. */
static void
settle_alone(Heard heard[N_FEELINGS], const GPtrArray *own, const Prose *prose)
{
	Heard *alone = NULL;
	guint n_rules = 0;

	for (int kind = 0; kind < N_FEELINGS; kind++) {
		if (!feeling_is_negative((FeelingKind)kind) || heard[kind].intensity < CLEAR)
			continue;
		alone = &heard[kind];
		n_rules += heard[kind].n_rules;
	}
	if (n_rules == 1 && !alone->is_explicit && alone->best->rule->intensity < STRONG &&
		has_words(prose, MIN_MANNER) && signs_sum(own) <= CALM_SUM)
		alone->intensity = FAINT;
}

/* A happy mail tells of the earlier trouble too; an unhappy one says thank you. */
static void
settle_joy(Heard heard[N_FEELINGS], const GPtrArray *own)
{
	Heard *joy = &heard[FEELING_JOY];
	int trouble = trouble_weight(heard);

	if (joy->intensity >= STRONG && joy->weight > trouble) {
		for (int kind = 0; kind < N_FEELINGS; kind++)
			if (feeling_is_negative((FeelingKind)kind) &&
				!(kind == FEELING_GRIEF && heard[kind].intensity == STRONG))
				forget(&heard[kind]);
		return;
	}
	if (trouble > 0 && !(joy->intensity >= STRONG && has_joy_of_its_own(own)))
		forget(joy);
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
feeling_from(const Heard *heard, const Prose *prose)
{
	Feeling *feeling = g_new0(Feeling, 1);

	feeling->kind = heard->kind;
	feeling->intensity = heard->intensity;
	feeling->is_explicit = heard->is_explicit;
	feeling->n_rules = heard->n_rules;
	feeling->rule = g_strdup(heard->best->rule->name);
	feeling->evidence = prose_quote(prose, heard->best->span);
	feeling->acknowledged = GRADE_NONE;
	feeling->by = g_strdup("");
	return feeling;
}

/* What no rule knew by its words may show in how it is told. */
static void
add_up_signs(GPtrArray *feelings, const GPtrArray *own, const Prose *prose)
{
	Signs signs;

	if (!signs_add_up(own, prose, &signs))
		return;
	for (guint i = 0; i < feelings->len; i++) {
		if (((const Feeling *)feelings->pdata[i])->kind == signs.kind) {
			g_ptr_array_remove_index(feelings, i);
			break;
		}
	}
	Feeling *feeling = g_new0(Feeling, 1);
	feeling->kind = signs.kind;
	feeling->intensity = CLEAR;
	feeling->n_rules = 1;
	feeling->rule = g_strdup(signs.rule->name);
	feeling->evidence = prose_quote(prose, signs.span);
	feeling->acknowledged = GRADE_NONE;
	feeling->by = g_strdup("");
	g_ptr_array_insert(feelings, 0, feeling);
	g_ptr_array_set_size(feelings, (gint)MIN(feelings->len, MAX_FEELINGS));
}

GPtrArray *
feelings_weigh(const Hits *hits, const Prose *prose)
{
	g_autoptr(GPtrArray) own = own_hits(hits, prose);
	GPtrArray *feelings = g_ptr_array_new_with_free_func(feeling_free);
	bool is_calm = has_calm(own);
	Heard heard[N_FEELINGS];

	for (int kind = 0; kind < N_FEELINGS; kind++)
		heard[kind] = hear_one(own, (FeelingKind)kind, is_calm);
	settle_alone(heard, own, prose);
	settle_joy(heard, own);
	qsort(heard, N_FEELINGS, sizeof(heard[0]), by_strength);
	for (int i = 0; i < MAX_FEELINGS && heard[i].intensity > 0; i++)
		g_ptr_array_add(feelings, feeling_from(&heard[i], prose));
	if (!is_calm && heard[0].intensity < CLEAR)
		add_up_signs(feelings, own, prose);
	return feelings;
}

guint
feelings_events(const Hits *hits, const Prose *prose)
{
	g_autoptr(GPtrArray) own = own_hits(hits, prose);
	guint events = 0;

	for (guint i = 0; i < own->len; i++) {
		const Hit *hit = own->pdata[i];
		if (hit->rule->means == MEANS_EVENT)
			events |= 1U << hit->rule->event;
	}
	return events;
}
