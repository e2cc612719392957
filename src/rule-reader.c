/* rule-reader.c - rules over a text, in dependency order: matches first, then conditions.
 * SPDX-License-Identifier: MIT */
#include "rule-reader.h"

#include <string.h>

#include "rule-reading.h"

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
	const GPtrArray *rules = reading->side->rules;

	for (guint i = 0; i < term->rules->len; i++) {
		guint index = g_array_index(term->rules, guint, i);
		if (!counts_for(rule, rules->pdata[index]))
			continue;
		for (guint at = reading->chains[index].first; at != 0;) {
			const Found *other = &g_array_index(reading->space->found, Found, at - 1);
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
	const GPtrArray *rules = reading->side->rules;
	const Term *term = rule->condition->pdata[0];

	for (guint i = 0; i < term->rules->len; i++) {
		guint index = g_array_index(term->rules, guint, i);
		if (!counts_for(rule, rules->pdata[index]))
			continue;
		for (guint at = reading->chains[index].first; at != 0;) {
			Hit hit = g_array_index(reading->space->found, Found, at - 1).hit;
			at = g_array_index(reading->space->found, Found, at - 1).next;
			hit.rule = &rule->rule;
			hit.intensity = rule->rule.intensity;
			reading_add(reading, rule, &hit);
		}
	}
}

static void
keep_what_holds(Reading *reading, const PackRule *rule)
{
	guint at = reading->chains[rule->index].first;
	Chain kept = { 0 };

	while (at != 0) {
		Found *found = &g_array_index(reading->space->found, Found, at - 1);
		guint next = found->next;
		if (holds(reading, rule, &found->hit)) {
			if (kept.first == 0)
				kept.first = at;
			else
				g_array_index(reading->space->found, Found, kept.last - 1).next =
					at;
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

	if (rule->rule.only == 0) /* as most rules */
		return true;
	for (int kind = 0; kind < N_FEELINGS; kind++) {
		guint64 bits = raised_bits((FeelingKind)kind, intensity);
		if ((rule->rule.only & (1U << kind)) != 0 && (raised & bits) == bits)
			return true;
	}
	return false;
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
		reading_match(reading, rule);
	else
		adopt(reading, rule);
	reading_apply_unless_text(reading, rule);
	if (reading->chains[rule->index].first != 0 &&
		(rule->condition != NULL || rule->before->len + rule->after->len > 0))
		keep_what_holds(reading, rule);
	if (reading->has_no_answer)
		g_ptr_array_add(reading->no_answer, (gpointer)&rule->rule);
}

/* Marks a rule and all that it asks for. */
static void
want(const Reading *reading, const PackRule *rule, bool *is_wanted)
{
	const GPtrArray *rules = reading->side->rules;
	const GPtrArray *lists[] = { rule->condition, rule->before, rule->after };

	if (is_wanted[rule->index])
		return;
	is_wanted[rule->index] = true;
	for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
		for (guint k = 0; lists[i] != NULL && k < lists[i]->len; k++) {
			const Term *term = lists[i]->pdata[k];
			for (guint n = 0; n < term->rules->len; n++)
				want(reading, rules->pdata[g_array_index(term->rules, guint, n)],
					is_wanted);
		}
	}
}

static bool
is_capital(char c)
{
	return (guint8)(c - 'A') < 26;
}

/* Three capitals in a row: one of them stands at every third place. */
static bool
has_capitals(const Prose *prose)
{
	for (size_t i = 2; i < prose->length; i += 3) {
		const char *at = prose->text + i;
		if (!is_capital(*at))
			continue;
		int before = !is_capital(at[-1]) ? 0 : !is_capital(at[-2]) ? 1 : 2;
		int behind = !is_capital(at[1]) ? 0 : !is_capital(at[2]) ? 1 : 2;
		if (before + behind >= 2)
			return true;
	}
	return false;
}

static bool
are_mostly_small(const Prose *prose)
{
	size_t n_small = 0, n_capitals = 0;

	for (size_t i = 0; i < prose->length; i++) {
		n_small += (guint8)(prose->text[i] - 'a') < 26;
		n_capitals += is_capital(prose->text[i]);
	}
	return n_small * 10 > (n_small + n_capitals) * 3;
}

/* Shouted words count only among others; other scripts have capitals too. */
static void
look_over(Reading *reading)
{
	if ((!reading->prose->is_ascii || has_capitals(reading->prose)) &&
		are_mostly_small(reading->prose))
		reading->loud |= LOUD_CAPITALS;
	if (reading->hints == NULL || prefilter_sentences(reading->prefilter, reading->hints,
					      pack_swearing(reading->pack), REACH_TEXT) != NULL)
		reading->loud |= LOUD_SWEARING;
	pattern_space_expect(reading->space->pattern, reading->prose->is_ascii);
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
	const GPtrArray *rules = reading->side->rules;

	for (guint i = 0; i < rules->len; i++) {
		const PackRule *rule = rules->pdata[i];
		GArray *into = rule->rule.mode == RULE_OBSERVE && rule != reading->request->alone
				       ? hits->observed
				       : hits->hits;
		for (guint at = reading->chains[i].first; at != 0;) {
			const Found *found = &g_array_index(reading->space->found, Found, at - 1);
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

/* Whoever reads the text with which they begin to pay makes them; others go on without meanwhile.
 */
static const Prefilter *
prefilter_of(const Pack *pack, Side which)
{
	Hints *hints = pack->sides[which].hints;
	const Prefilter *prefilter = g_atomic_pointer_get(&hints->prefilter);

	if (prefilter != NULL || g_atomic_int_get(&hints->n_read) > HINTS_PAY_AFTER)
		return prefilter;
	if (g_atomic_int_add(&hints->n_read, 1) == HINTS_PAY_AFTER)
		pack_make_hints(pack, which);
	return g_atomic_pointer_get(&hints->prefilter);
}

/* The hints for this text, if there can be any. */
static PrefilterSpace *
hints_for(Reading *reading, Side side)
{
	PrefilterSpace **space = &reading->space->prefilters[side];

	reading->prefilter = prefilter_of(reading->pack, side);
	if (reading->prefilter == NULL)
		return NULL;
	if (*space == NULL)
		*space = prefilter_space_new(reading->prefilter);
	return prefilter_scan(reading->prefilter, *space, reading->prose) ? *space : NULL;
}

static void
prepare(Reading *reading, const ReadRequest *request)
{
	const GPtrArray *rules = reading->side->rules;
	ReadSpace *space = space_take(reading->pack->spaces);

	reading->space = space;
	g_array_set_size(space->chains, rules->len);
	reading->chains = (Chain *)(void *)space->chains->data;
	/* Examples are short and look at few rules: hints would cost more than they save. */
	reading->hints = request->alone == NULL ? hints_for(reading, request->side) : NULL;
	if (reading->hints == NULL) {
		g_array_set_size(space->all, (guint)(request->prose->n_sentences / 64 + 1));
		memset(space->all->data, 0xff, space->all->len * sizeof(guint64));
	}
	look_over(reading);
}

static void
read_all(Reading *reading)
{
	const GPtrArray *rules = reading->side->rules;
	const PackRule *alone = reading->request->alone;
	guint only = reading->request->only;
	bool wants_all = alone == NULL && only == 0;
	g_autofree bool *is_wanted = wants_all ? NULL : g_new0(bool, rules->len);

	if (alone != NULL)
		want(reading, alone, is_wanted);
	for (guint i = 0; only != 0 && i < rules->len; i++) {
		const PackRule *rule = rules->pdata[i];
		if ((only & 1U << rule->rule.means) != 0)
			want(reading, rule, is_wanted);
	}
	for (guint i = 0; i < rules->len; i++) {
		if (wants_all || is_wanted[i])
			read_rule(reading, rules->pdata[i]);
	}
}

Hits *
rule_read(const ReadRequest *request)
{
	Hits *hits = hits_new();

	if (request->pack == NULL || request->prose->n_sentences == 0)
		return hits;
	Reading reading = { .request = request,
		.pack = request->pack,
		.side = &request->pack->sides[request->side],
		.prose = request->prose,
		.no_answer = hits->no_answer };
	prepare(&reading, request);
	read_all(&reading);
	collect(&reading, hits);
	pattern_space_expect(reading.space->pattern, false);
	space_give(request->pack->spaces, reading.space);
	return hits;
}
