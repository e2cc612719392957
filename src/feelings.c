/* feelings.c - weighs the hits of the customer's rules. SPDX-License-Identifier: MIT */
#include "feelings.h"

#include "signs.h"

#include <string.h>

enum { MAX_QUOTE = 600, STRONG = 3, CLEAR = 2, FAINT = 1 };

/* What is found and how it is told, on the scale of the signs; fitted to mails of many trades, then
 * rounded. A calm mail that a rule trips over stays below, a grievance without a known word may get
 * there by its signs. */
enum {
	RULE_FOUND = 8,  /* a clear feeling, by a rule */
	RULES_AGREE = 1, /* each one more, up to MOST_AGREE */
	MOST_AGREE = 3,
	SAID_OUTRIGHT = 2, /* in so many words */
	SAID_STRONGLY = 1,
	FOUND_FAINT = 1,
	CALM_SAID = -5, /* "no hurry", "it is not a complaint" */
	GLAD = -5,
	DELIGHTED = -4, /* on top of it */
	BRIEF = -2,     /* and no rule found anything */
	ENOUGH = 6,
	BRIEF_WORDS = 30,
	SUM_WORRY = 3, /* of signs of worry alone: then it is that too */
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
hear_one(const GPtrArray *own, FeelingKind kind)
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
is_brief(const Prose *prose)
{
	guint words = 1;

	for (size_t i = 0; i < prose->length && words < BRIEF_WORDS; i++)
		words += prose->text[i] == ' ';
	return words < BRIEF_WORDS;
}

static int
weight_of_joy(int intensity)
{
	if (intensity < CLEAR)
		return 0;
	return intensity < STRONG ? GLAD : GLAD + DELIGHTED;
}

static int
weight_of_agreement(guint n_rules)
{
	return n_rules > 1 ? RULES_AGREE * (int)MIN(n_rules - 1, MOST_AGREE) : 0;
}

/* All that speaks for trouble in a text, less what speaks against it. */
static int
weigh_trouble(const Heard heard[N_FEELINGS], const GPtrArray *own, const Prose *prose)
{
	guint n_rules = 0;
	bool is_outright = false, is_strong = false, is_faint = false;

	for (int kind = 0; kind < N_FEELINGS; kind++) {
		const Heard *one = &heard[kind];
		if (!feeling_is_negative((FeelingKind)kind) || one->best == NULL)
			continue;
		is_faint |= one->intensity == FAINT;
		if (one->intensity < CLEAR)
			continue;
		n_rules += one->n_rules;
		is_outright |= one->is_explicit;
		is_strong |= one->best->intensity == STRONG;
	}
	return (n_rules > 0 ? RULE_FOUND : 0) + weight_of_agreement(n_rules) +
	       (is_outright ? SAID_OUTRIGHT : 0) + (is_strong ? SAID_STRONGLY : 0) +
	       (is_faint ? FOUND_FAINT : 0) + (has_calm(own) ? CALM_SAID : 0) +
	       weight_of_joy(heard[FEELING_JOY].intensity) +
	       (n_rules == 0 && !is_faint && is_brief(prose) ? BRIEF : 0) + signs_sum(own);
}

/* Said outright and strongly: nothing in the manner takes that back. */
static bool
is_beyond_doubt(const Heard *heard)
{
	return heard->is_explicit && heard->best->intensity == STRONG;
}

/* A date, a stake or a riddle that is only touched upon weighs in a mail that is troubled
 * altogether. */
static bool
is_meant(const Heard *heard)
{
	return heard->intensity == FAINT &&
	       (heard->kind == FEELING_URGENCY || heard->kind == FEELING_WORRY ||
		       heard->kind == FEELING_CONFUSION);
}

/* Too little of it, and what was found is only touched upon; enough, and what was touched upon is
 * meant. */
static void
settle_trouble(Heard heard[N_FEELINGS], bool is_enough)
{
	Heard *faint = NULL;
	bool any_clear = false;

	for (int kind = 0; kind < N_FEELINGS; kind++) {
		Heard *one = &heard[kind];
		if (!feeling_is_negative((FeelingKind)kind) || one->best == NULL)
			continue;
		if (!is_enough && one->intensity > FAINT && !is_beyond_doubt(one))
			one->intensity = FAINT;
		else if (is_enough && is_meant(one))
			one->intensity = CLEAR;
		any_clear |= one->intensity >= CLEAR;
		if (one->intensity == FAINT && (faint == NULL || one->weight > faint->weight))
			faint = one;
	}
	if (is_enough && !any_clear && faint != NULL)
		faint->intensity = CLEAR;
}

/* A happy mail tells of the earlier trouble too; an unhappy one says thank you; a kind word before
 * a question is courtesy. */
static void
settle_joy(Heard heard[N_FEELINGS], const GPtrArray *own, const Prose *prose)
{
	Heard *joy = &heard[FEELING_JOY];
	int trouble = trouble_weight(heard);

	if (joy->intensity == CLEAR && joy->n_rules == 1 && strchr(prose->text, '?') != NULL)
		joy->intensity = FAINT;

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

static void
add_told(GPtrArray *feelings, FeelingKind kind, const GPtrArray *own, const Prose *prose)
{
	Signs signs;

	if (feelings->len >= MAX_FEELINGS || !signs_strongest(own, prose, kind, &signs))
		return;
	Feeling *feeling = g_new0(Feeling, 1);
	feeling->kind = kind;
	feeling->intensity = CLEAR;
	feeling->n_rules = 1;
	feeling->rule = g_strdup(signs.rule->name);
	feeling->evidence = prose_quote(prose, signs.span);
	feeling->acknowledged = GRADE_NONE;
	feeling->by = g_strdup("");
	g_ptr_array_add(feelings, feeling);
}

/* What no rule knew by its words shows in how it is told. */
static void
add_by_signs(GPtrArray *feelings, const GPtrArray *own, const Prose *prose)
{
	add_told(feelings, FEELING_FRUSTRATION, own, prose);
	if (signs_of_worry(own) >= SUM_WORRY)
		add_told(feelings, FEELING_WORRY, own, prose);
}

/* Afraid, ashamed or in sorrow, and no word of anger: the manner alone may say that they are upset
 * too. */
static bool
is_upset_as_well(const Heard heard[N_FEELINGS], const GPtrArray *own)
{
	bool is_troubled = false;

	for (int i = 0; i < N_FEELINGS; i++) {
		if (heard[i].intensity < CLEAR || !feeling_is_negative(heard[i].kind))
			continue;
		if (feeling_family(heard[i].kind) == FAMILY_UPSET)
			return false;
		is_troubled = true;
	}
	return is_troubled && signs_sum(own) >= ENOUGH;
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
add_heard(GPtrArray *feelings, const Heard heard[N_FEELINGS], int least, const Prose *prose)
{
	for (int i = 0; i < N_FEELINGS && heard[i].intensity >= least; i++)
		if (feelings->len < MAX_FEELINGS && !has_feeling(feelings, heard[i].kind))
			g_ptr_array_add(feelings, feeling_from(&heard[i], prose));
}

GPtrArray *
feelings_weigh(const Hits *hits, const Prose *prose)
{
	g_autoptr(GPtrArray) own = own_hits(hits, prose);
	GPtrArray *feelings = g_ptr_array_new_with_free_func(feeling_free);
	Heard heard[N_FEELINGS];

	for (int kind = 0; kind < N_FEELINGS; kind++)
		heard[kind] = hear_one(own, (FeelingKind)kind);
	bool is_enough = weigh_trouble(heard, own, prose) >= ENOUGH;
	settle_trouble(heard, is_enough);
	settle_joy(heard, own, prose);
	qsort(heard, N_FEELINGS, sizeof(heard[0]), by_strength);
	add_heard(feelings, heard, CLEAR, prose);
	if (is_enough && feelings->len == 0)
		add_by_signs(feelings, own, prose);
	else if (is_enough && is_upset_as_well(heard, own))
		add_told(feelings, FEELING_FRUSTRATION, own, prose);
	add_heard(feelings, heard, FAINT, prose);
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
