/* rule-reader.c - rules over a text: match, unless, guards, then conditions, in dependency order.
 * SPDX-License-Identifier: MIT */
#include "rule-reader.h"

#include <string.h>

/* A hit while the text is being read: hits of one rule are chained. */
typedef struct Found {
	Hit hit;
	guint next; /* index + 1 of the rule's next one, 0 at the end */
} Found;

typedef struct Chain {
	guint first, last; /* index + 1 into found, 0 when empty */
	guint length;
} Chain;

/* Of one rule in one text: nobody reads on, and conditions compare hits with hits. */
enum { MOST_HITS = 200 };

typedef struct Reading {
	const ReadRequest *request;
	const Prose *prose;
	PatternSpace *space;
	GArray *found; /* of Found */
	Chain *chains; /* one a rule of the side */
	bool *is_wanted;
	bool has_no_answer; /* of the rule at work */
	bool is_shouted_text;
	GPtrArray *no_answer;
} Reading;

/* The stretch of text a pattern is tried on. */
typedef struct Unit {
	Span span;
	size_t sentence;   /* its first */
	size_t last_start; /* a match that begins here or later belongs to the next unit */
} Unit;

static const Pattern *
pattern_at(const Reading *reading, const GArray *ids, guint i)
{
	return reading->request->pack->patterns->pdata[g_array_index(ids, guint, i)];
}

/* ---- unless -----------------------------------------------------------------------------------
 */

static bool
any_in(Reading *reading, const GArray *patterns, Span span)
{
	for (guint i = 0; i < patterns->len; i++) {
		Span found;
		PatternAnswer answer = pattern_find(pattern_at(reading, patterns, i),
			reading->space, reading->prose->text + span.start, span.end - span.start, 0,
			&found, NULL);
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
	return (rule->unless->len > 0 && any_in(reading, rule->unless, unit->span)) ||
	       (rule->unless_near->len > 0 &&
		       any_in(reading, rule->unless_near, near_of(reading->prose, unit->sentence)));
}

/* ---- match ------------------------------------------------------------------------------------
 */

static void
add_found(Reading *reading, const PackRule *rule, const Hit *hit)
{
	Chain *chain = &reading->chains[rule->index];
	Found found = { *hit, 0 };

	if (chain->length >= MOST_HITS)
		return;
	/* Two patterns of a rule on the same words are one hit. */
	for (guint at = chain->first; at != 0;) {
		const Found *other = &g_array_index(reading->found, Found, at - 1);
		if (other->hit.span.start == hit->span.start &&
			other->hit.span.end == hit->span.end)
			return;
		at = other->next;
	}
	g_array_append_val(reading->found, found);
	if (chain->first == 0)
		chain->first = reading->found->len;
	else
		g_array_index(reading->found, Found, chain->last - 1).next = reading->found->len;
	chain->last = reading->found->len;
	chain->length++;
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
	if (hit.intensity > 0 && hit.intensity < 3 && (rule->boost || rule->boosts->len > 0)) {
		PatternAnswer louder = guard_boosts(reading->request->pack, rule, reading->space,
			text, length, match, reading->is_shouted_text);
		if (louder == PATTERN_HIT)
			hit.intensity++;
		if (louder == PATTERN_NO_ANSWER)
			reading->has_no_answer = true;
	}
	add_found(reading, rule, &hit);
}

/* The first match in a unit that no guard refuses. */
static void
try_unit(Reading *reading, const PackRule *rule, const Pattern *pattern, const Unit *unit)
{
	const char *text = reading->prose->text + unit->span.start;
	size_t length = unit->span.end - unit->span.start;
	Span match = { 0, 0 };

	for (size_t from = 0; from < length; from = match.end) {
		PatternAnswer answer =
			pattern_find(pattern, reading->space, text, length, from, &match, NULL);
		if (answer == PATTERN_HIT && unit->span.start + match.start >= unit->last_start)
			return;
		if (answer == PATTERN_HIT && rule->guards != 0) {
			answer = guard_refuses(
				reading->request->pack, rule, reading->space, text, length, match);
			if (answer == PATTERN_HIT)
				continue;
			answer = answer == PATTERN_MISS ? PATTERN_HIT : answer;
		}
		if (answer == PATTERN_NO_ANSWER)
			reading->has_no_answer = true;
		if (answer != PATTERN_HIT || is_excepted(reading, rule, unit))
			return;
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
match_rule(Reading *reading, const PackRule *rule)
{
	const Prose *prose = reading->prose;
	size_t n_units = rule->scope == RULE_TEXT ? 1 : prose->n_sentences;

	for (guint i = 0; i < rule->match->len; i++) {
		for (size_t n = 0; n < n_units && reading->chains[rule->index].length < MOST_HITS;
			n++) {
			Unit unit = unit_of(prose, rule->scope, n);
			try_unit(reading, rule, pattern_at(reading, rule->match, i), &unit);
		}
	}
	if (reading->chains[rule->index].first != 0 && rule->unless_text->len > 0 &&
		any_in(reading, rule->unless_text, (Span){ 0, prose->length }))
		reading->chains[rule->index] = (Chain){ 0 };
}

/* ---- conditions -------------------------------------------------------------------------------
 */

static bool
overlaps(Span a, Span b)
{
	return a.start < b.end && b.start < a.end;
}

/* May a rule count in another's condition? One that is only observed must change nothing. */
static bool
counts_for(const PackRule *asking, const PackRule *asked)
{
	return asked->rule.mode == RULE_ON ||
	       (asked->rule.mode == RULE_OBSERVE && asking->rule.mode != RULE_ON);
}

typedef bool (*Fits)(const PackRule *rule, const Hit *hit, const Hit *other);

static bool
has_fitting(
	const Reading *reading, const PackRule *rule, const Term *term, const Hit *hit, Fits fits)
{
	const GPtrArray *rules = reading->request->pack->sides[reading->request->side].rules;

	for (guint i = 0; i < term->rules->len; i++) {
		guint index = g_array_index(term->rules, guint, i);
		if (!counts_for(rule, rules->pdata[index]))
			continue;
		for (guint at = reading->chains[index].first; at != 0;) {
			const Found *other = &g_array_index(reading->found, Found, at - 1);
			if (fits(rule, hit, &other->hit))
				return true;
			at = other->next;
		}
	}
	return false;
}

static bool
is_within(const PackRule *rule, const Hit *hit, const Hit *other)
{
	size_t distance = hit->sentence > other->sentence ? hit->sentence - other->sentence
							  : other->sentence - hit->sentence;

	return distance <= (size_t)rule->within;
}

static bool
is_beside(const PackRule *rule, const Hit *hit, const Hit *other)
{
	return is_within(rule, hit, other) && !overlaps(hit->span, other->span);
}

static bool
is_before(const PackRule *rule, const Hit *hit, const Hit *other)
{
	(void)rule;
	return hit->span.end <= other->span.start;
}

static bool
is_after(const PackRule *rule, const Hit *hit, const Hit *other)
{
	(void)rule;
	return hit->span.start >= other->span.end;
}

static bool
holds(const Reading *reading, const PackRule *rule, const Hit *hit)
{
	/* Without match, the hit itself is one of the first term's. */
	for (guint i = rule->match->len == 0 ? 1 : 0;
		rule->condition != NULL && i < rule->condition->len; i++) {
		const Term *term = rule->condition->pdata[i];
		if (has_fitting(reading, rule, term, hit,
			    term->is_negative ? is_within : is_beside) == term->is_negative)
			return false;
	}
	for (guint i = 0; i < rule->before->len; i++) {
		if (!has_fitting(reading, rule, rule->before->pdata[i], hit, is_before))
			return false;
	}
	for (guint i = 0; i < rule->after->len; i++) {
		if (!has_fitting(reading, rule, rule->after->pdata[i], hit, is_after))
			return false;
	}
	return true;
}

/* A rule without match takes over the hits of the first thing it asks for. */
static void
adopt(Reading *reading, const PackRule *rule)
{
	const GPtrArray *rules = reading->request->pack->sides[reading->request->side].rules;
	const Term *term = rule->condition->pdata[0];

	for (guint i = 0; i < term->rules->len; i++) {
		guint index = g_array_index(term->rules, guint, i);
		if (!counts_for(rule, rules->pdata[index]))
			continue;
		for (guint at = reading->chains[index].first; at != 0;) {
			Hit hit = g_array_index(reading->found, Found, at - 1).hit;
			at = g_array_index(reading->found, Found, at - 1).next;
			hit.rule = &rule->rule;
			hit.intensity = rule->rule.intensity;
			add_found(reading, rule, &hit);
		}
	}
}

static void
keep_what_holds(Reading *reading, const PackRule *rule)
{
	guint at = reading->chains[rule->index].first;
	Chain kept = { 0 };

	while (at != 0) {
		Found *found = &g_array_index(reading->found, Found, at - 1);
		guint next = found->next;
		if (holds(reading, rule, &found->hit)) {
			if (kept.first == 0)
				kept.first = at;
			else
				g_array_index(reading->found, Found, kept.last - 1).next = at;
			kept.last = at;
			found->next = 0;
		}
		at = next;
	}
	reading->chains[rule->index] = kept;
}

/* ---- all rules --------------------------------------------------------------------------------
 */

static bool
is_raised(const PackRule *rule, guint64 raised)
{
	int intensity = MAX(1, rule->only_intensity);

	for (int kind = 0; kind < N_FEELINGS; kind++) {
		guint64 bits = raised_bits((FeelingKind)kind, intensity);
		if ((rule->rule.only & (1U << kind)) != 0 && (raised & bits) == bits)
			return true;
	}
	return rule->rule.only == 0;
}

static void
read_rule(Reading *reading, const PackRule *rule)
{
	bool is_alone = rule == reading->request->alone;

	if ((rule->rule.mode == RULE_OFF && !is_alone) ||
		!is_raised(rule, reading->request->raised))
		return;
	reading->has_no_answer = false;
	if (rule->match->len > 0)
		match_rule(reading, rule);
	else
		adopt(reading, rule);
	if (rule->match->len == 0 && rule->unless_text->len > 0 &&
		reading->chains[rule->index].first != 0 &&
		any_in(reading, rule->unless_text, (Span){ 0, reading->prose->length }))
		reading->chains[rule->index] = (Chain){ 0 };
	if (reading->chains[rule->index].first != 0 &&
		(rule->condition != NULL || rule->before->len + rule->after->len > 0))
		keep_what_holds(reading, rule);
	if (reading->has_no_answer)
		g_ptr_array_add(reading->no_answer, (gpointer)&rule->rule);
}

static void
want(Reading *reading, const PackRule *rule)
{
	const GPtrArray *rules = reading->request->pack->sides[reading->request->side].rules;
	const GPtrArray *lists[] = { rule->condition, rule->before, rule->after };

	if (reading->is_wanted[rule->index])
		return;
	reading->is_wanted[rule->index] = true;
	for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
		for (guint k = 0; lists[i] != NULL && k < lists[i]->len; k++) {
			const Term *term = lists[i]->pdata[k];
			for (guint n = 0; n < term->rules->len; n++)
				want(reading, rules->pdata[g_array_index(term->rules, guint, n)]);
		}
	}
}

/* Most of its letters are capitals: they say nothing then. */
static bool
is_shouted(const Prose *prose)
{
	size_t n_small = 0, n_letters = 0;

	for (size_t i = 0; i < prose->length; i++) {
		n_small += g_ascii_islower(prose->text[i]);
		n_letters += g_ascii_isalpha(prose->text[i]);
	}
	return n_small * 10 <= n_letters * 3;
}

static int
by_position(gconstpointer a, gconstpointer b)
{
	const Hit *one = a, *other = b;

	if (one->span.start != other->span.start)
		return one->span.start < other->span.start ? -1 : 1;
	if (one->span.end != other->span.end)
		return one->span.end < other->span.end ? -1 : 1;
	return strcmp(one->rule->name, other->rule->name);
}

static void
collect(const Reading *reading, Hits *hits)
{
	const GPtrArray *rules = reading->request->pack->sides[reading->request->side].rules;

	for (guint i = 0; i < rules->len; i++) {
		const PackRule *rule = rules->pdata[i];
		GArray *into = rule->rule.mode == RULE_OBSERVE && rule != reading->request->alone
				       ? hits->observed
				       : hits->hits;
		for (guint at = reading->chains[i].first; at != 0;) {
			const Found *found = &g_array_index(reading->found, Found, at - 1);
			g_array_append_val(into, found->hit);
			at = found->next;
		}
	}
	g_array_sort(hits->hits, by_position);
	g_array_sort(hits->observed, by_position);
}

static Hits *
hits_new(void)
{
	Hits *hits = g_new0(Hits, 1);

	hits->hits = g_array_new(FALSE, FALSE, sizeof(Hit));
	hits->observed = g_array_new(FALSE, FALSE, sizeof(Hit));
	hits->no_answer = g_ptr_array_new();
	return hits;
}

Hits *
rule_read(const ReadRequest *request)
{
	Hits *hits = hits_new();

	if (request->pack == NULL || request->prose->n_sentences == 0)
		return hits;
	const GPtrArray *rules = request->pack->sides[request->side].rules;
	g_autofree Chain *chains = g_new0(Chain, rules->len);
	g_autofree bool *is_wanted = g_new0(bool, rules->len);
	Reading reading = { .request = request,
		.prose = request->prose,
		.chains = chains,
		.is_wanted = is_wanted };

	reading.found = g_array_new(FALSE, FALSE, sizeof(Found));
	reading.no_answer = hits->no_answer;
	reading.space = pattern_space_new();
	reading.is_shouted_text = is_shouted(request->prose);
	if (request->alone != NULL)
		want(&reading, request->alone);
	for (guint i = 0; i < rules->len; i++) {
		if (request->alone == NULL || is_wanted[i])
			read_rule(&reading, rules->pdata[i]);
	}
	collect(&reading, hits);
	pattern_space_free(reading.space);
	g_array_unref(reading.found);
	return hits;
}
