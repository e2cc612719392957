/* rule-match.c - a rule's own patterns over a text: match, unless, guards, boosters.
 * SPDX-License-Identifier: MIT */
#include <pthread.h> /* a thread sanitizer sees its locks, GLib's not */

#include "rule-reading.h"

/* Of one rule in one text: nobody reads on, and conditions compare hits with hits. */
enum { MOST_HITS = 200, MOST_SPACES = 32, MOST_TRIES = 8 };

/* The stretch of text a pattern is tried on. */
typedef struct Unit {
	Span span;
	size_t sentence;   /* its first */
	size_t last_start; /* a match that begins here or later belongs to the next unit */
} Unit;

static const Reach reach_of_scope[] = {
	[RULE_SENTENCE] = REACH_SENTENCE,
	[RULE_PAIR] = REACH_NEXT,
	[RULE_TEXT] = REACH_TEXT,
};

/* The first match within a stretch of text, from an offset in it on; relative to its start. */
static PatternAnswer
find(const Reading *reading, guint id, Span unit, size_t from, Span *found_out)
{
	const Pattern *pattern = reading->pack->patterns->pdata[id];
	const char *text = reading->prose->text + unit.start;
	size_t length = unit.end - unit.start;
	Span starts;

	if (reading->hints == NULL)
		return pattern_find(pattern, reading->space->pattern, text, length,
			(Span){ from, length }, found_out, NULL);
	guint n_tries = 0;
	size_t end;
	for (size_t at = unit.start + from;
		prefilter_next(reading->prefilter, reading->hints, id, unit, at, &starts, &end);
		at = starts.end + 1) {
		/* What may be nothing is PCRE2's to tell. */
		if (end != NOT_TOLD && end > starts.start) {
			*found_out = (Span){ starts.start - unit.start, end - unit.start };
			return PATTERN_HIT;
		}
		/* Where places tell so little, the rest is looked through at once. */
		if (++n_tries > MOST_TRIES)
			starts.end = unit.end;
		Span within = { starts.start - unit.start, starts.end - unit.start };
		while (within.start < length && (text[within.start] & 0xc0) == 0x80)
			within.start++; /* places are bytes, and no match begins in a letter */
		if (within.start > within.end)
			continue;
		PatternAnswer answer = pattern_find(
			pattern, reading->space->pattern, text, length, within, found_out, NULL);
		if (answer != PATTERN_MISS)
			return answer;
	}
	return PATTERN_MISS;
}

/* ---- unless -----------------------------------------------------------------------------------
 */

static bool
any_in(Reading *reading, const GArray *patterns, Span span)
{
	for (guint i = 0; i < patterns->len; i++) {
		Span found;
		PatternAnswer answer =
			find(reading, g_array_index(patterns, guint, i), span, 0, &found);

		if (answer == PATTERN_NO_ANSWER)
			reading->has_no_answer = true;
		if (answer != PATTERN_MISS)
			return true;
	}
	return false;
}

static Span
near_of(const Prose *prose, size_t sentence)
{
	size_t first = sentence > 0 ? sentence - 1 : 0;
	size_t last = MIN(sentence + 1, prose->n_sentences - 1);

	return (Span){ prose->sentences[first].span.start, prose->sentences[last].span.end };
}

static bool
is_excepted(Reading *reading, const PackRule *rule, const Unit *unit)
{
	return any_in(reading, rule->unless, unit->span) ||
	       (rule->unless_near->len > 0 &&
		       any_in(reading, rule->unless_near, near_of(reading->prose, unit->sentence)));
}

void
reading_apply_unless_text(Reading *reading, const PackRule *rule)
{
	if (reading->chains[rule->index].first != 0 &&
		any_in(reading, rule->unless_text, (Span){ 0, reading->prose->length }))
		reading->chains[rule->index] = (Chain){ 0 };
}

/* ---- match ------------------------------------------------------------------------------------
 */

void
reading_add(Reading *reading, const PackRule *rule, const Hit *hit)
{
	GArray *all = reading->space->found;
	Chain *chain = &reading->chains[rule->index];
	Found found = { *hit, 0 };

	if (chain->length >= MOST_HITS)
		return;
	/* Two patterns of a rule on the same words are one hit. */
	for (guint at = chain->first; at != 0;) {
		const Found *other = &g_array_index(all, Found, at - 1);
		if (other->hit.span.start == hit->span.start &&
			other->hit.span.end == hit->span.end)
			return;
		at = other->next;
	}
	g_array_append_val(all, found);
	if (chain->first == 0)
		chain->first = all->len;
	else
		g_array_index(all, Found, chain->last - 1).next = all->len;
	chain->last = all->len;
	chain->length++;
}

static bool
is_yes(Reading *reading, PatternAnswer answer)
{
	if (answer == PATTERN_NO_ANSWER)
		reading->has_no_answer = true;
	return answer == PATTERN_HIT;
}

static int
how_strong(Reading *reading, const PackRule *rule, const char *text, size_t length, Span match)
{
	const Pack *pack = reading->pack;
	PatternSpace *space = reading->space->pattern;
	int intensity = rule->rule.intensity;

	if (is_yes(reading, guard_boosts(pack, rule, space, text, length, match, reading->loud)))
		intensity++;
	if (is_yes(reading, guard_softens(pack, rule, space, text, match)))
		intensity--;
	return CLAMP(intensity, 1, 3);
}

static void
accept(Reading *reading, const PackRule *rule, const Unit *unit, Span match)
{
	const char *text = reading->prose->text + unit->span.start;
	size_t length = unit->span.end - unit->span.start;
	Hit hit = { .rule = &rule->rule, .intensity = rule->rule.intensity };

	hit.span = (Span){ unit->span.start + match.start, unit->span.start + match.end };
	hit.sentence = rule->scope == RULE_TEXT ? prose_sentence_at(reading->prose, hit.span.start)
						: unit->sentence;
	if (hit.intensity > 0 && (rule->boost || rule->boosts->len > 0))
		hit.intensity = how_strong(reading, rule, text, length, match);
	reading_add(reading, rule, &hit);
}

/* The first match in a unit that no guard refuses. */
static void
try_unit(Reading *reading, const PackRule *rule, guint pattern, const Unit *unit)
{
	const char *text = reading->prose->text + unit->span.start;
	size_t length = unit->span.end - unit->span.start;
	Span match = { 0, 0 };

	for (size_t from = 0; from < length; from = match.end) {
		PatternAnswer answer = find(reading, pattern, unit->span, from, &match);
		if (answer == PATTERN_HIT && unit->span.start + match.start >= unit->last_start)
			return;
		if (answer == PATTERN_HIT && rule->guards != 0) {
			answer = guard_refuses(
				reading->pack, rule, reading->space->pattern, text, length, match);
			if (answer == PATTERN_HIT)
				continue;
			answer = answer == PATTERN_MISS ? PATTERN_HIT : answer;
		}
		if (answer == PATTERN_NO_ANSWER)
			reading->has_no_answer = true;
		if (answer == PATTERN_HIT && !is_excepted(reading, rule, unit))
			accept(reading, rule, unit, match);
		return;
	}
}

static Unit
unit_of(const Prose *prose, RuleScope scope, size_t sentence)
{
	Span span = prose->sentences[sentence].span;
	Unit unit = { span, sentence, span.end };

	if (scope == RULE_PAIR && sentence + 1 < prose->n_sentences)
		unit.span.end = prose->sentences[sentence + 1].span.end;
	if (scope == RULE_TEXT) {
		unit.span = (Span){ 0, prose->length };
		unit.last_start = prose->length;
	}
	return unit;
}

static void
match_pattern(Reading *reading, const PackRule *rule, guint id)
{
	size_t n_units = rule->scope == RULE_TEXT ? 1 : reading->prose->n_sentences;
	const guint64 *rows = (const guint64 *)(const void *)reading->space->all->data;

	if (reading->hints != NULL)
		rows = prefilter_sentences(
			reading->prefilter, reading->hints, id, reach_of_scope[rule->scope]);
	for (size_t word = 0; rows != NULL && word * 64 < n_units; word++) {
		for (guint64 bits = rows[word]; bits != 0; bits &= bits - 1) {
			size_t n = word * 64 + (size_t)__builtin_ctzll(bits);
			if (n >= n_units || reading->chains[rule->index].length >= MOST_HITS)
				return;
			Unit unit = unit_of(reading->prose, rule->scope, n);
			try_unit(reading, rule, id, &unit);
		}
	}
}

void
reading_match(Reading *reading, const PackRule *rule)
{
	for (guint i = 0; i < rule->match->len; i++)
		match_pattern(reading, rule, g_array_index(rule->match, guint, i));
}

/* ---- spaces -----------------------------------------------------------------------------------
 */

struct SpacePool {
	pthread_mutex_t lock;
	ReadSpace *spaces[MOST_SPACES];
	guint n_spaces;
};

SpacePool *
space_pool_new(void)
{
	SpacePool *pool = g_new0(SpacePool, 1);

	pthread_mutex_init(&pool->lock, NULL);
	return pool;
}

static void
space_free(ReadSpace *space)
{
	pattern_space_free(space->pattern);
	for (int side = 0; side < N_SIDES; side++)
		prefilter_space_free(space->prefilters[side]);
	g_array_unref(space->found);
	g_array_unref(space->chains);
	g_array_unref(space->all);
	g_free(space);
}

void
space_pool_free(SpacePool *pool)
{
	if (pool == NULL)
		return;
	for (guint i = 0; i < pool->n_spaces; i++)
		space_free(pool->spaces[i]);
	pthread_mutex_destroy(&pool->lock);
	g_free(pool);
}

ReadSpace *
space_take(SpacePool *pool)
{
	ReadSpace *space = NULL;

	pthread_mutex_lock(&pool->lock);
	if (pool->n_spaces > 0)
		space = pool->spaces[--pool->n_spaces];
	pthread_mutex_unlock(&pool->lock);
	if (space != NULL)
		return space;
	space = g_new0(ReadSpace, 1);
	space->pattern = pattern_space_new();
	space->found = g_array_new(FALSE, FALSE, sizeof(Found));
	space->chains = g_array_new(FALSE, TRUE, sizeof(Chain));
	space->all = g_array_new(FALSE, FALSE, sizeof(guint64));
	return space;
}

void
space_give(SpacePool *pool, ReadSpace *space)
{
	g_array_set_size(space->found, 0);
	g_array_set_size(space->chains, 0);
	pthread_mutex_lock(&pool->lock);
	if (pool->n_spaces < MOST_SPACES) {
		pool->spaces[pool->n_spaces++] = space;
		space = NULL;
	}
	pthread_mutex_unlock(&pool->lock);
	if (space != NULL)
		space_free(space);
}
