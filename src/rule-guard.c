/* rule-guard.c - who says it, whether it is denied or only imagined, and how loudly.
 *
 * The words are the pack's ([define] NEGATION and so on); here is only where to look for them.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "rule-pack.h"

/* How far before a match each kind of word still speaks about it, in bytes. */
enum {
	NEGATION_REACH = 60,
	BOOSTER_REACH = 40,
	DAMPENER_REACH = 30,
	HYPOTHETICAL_REACH = 120,
	PRONOUN_REACH = 400,
};

/* The text before a match, no more than reach bytes of it. */
static const char *
before_match(const char *unit, size_t match_start, size_t reach, size_t *length_out)
{
	size_t from = match_start > reach ? match_start - reach : 0;

	while (from < match_start && (unit[from] & 0xc0) == 0x80)
		from++;
	*length_out = match_start - from;
	return unit + from;
}

static PatternAnswer
find_before(const Pattern *pattern, PatternSpace *space, const char *unit, Span match, size_t reach,
	Span *found_out, bool *group_out)
{
	size_t length;

	if (pattern == NULL)
		return PATTERN_MISS;
	const char *text = before_match(unit, match.start, reach, &length);
	return pattern_find(
		pattern, space, text, length, (Span){ 0, length }, found_out, group_out);
}

/* "He came late and I am angry": the match says itself whose feeling it is. */
static bool
begins_with_first_person(const GuardWords *words, PatternSpace *space, const char *unit, Span match)
{
	const char *word = unit + match.start;
	size_t length = 0;
	bool is_third = false;
	Span pronoun;

	while (length < match.end - match.start && word[length] != ' ')
		length++;
	return words->pronoun != NULL &&
	       pattern_find(words->pronoun, space, word, length, (Span){ 0, length }, &pronoun,
		       &is_third) == PATTERN_HIT &&
	       !is_third;
}

/* "not happy", but "not only happy", and not "nothing works, and I am unhappy". */
static PatternAnswer
is_negated(const GuardWords *words, PatternSpace *space, const char *unit, Span match)
{
	Span negation, exception;
	size_t length;
	PatternAnswer answer =
		find_before(words->negation, space, unit, match, NEGATION_REACH, &negation, NULL);

	if (answer != PATTERN_HIT)
		return answer;
	const char *text = before_match(unit, match.start, NEGATION_REACH, &length);
	if (memchr(text + negation.start, ',', length - negation.start) != NULL &&
		begins_with_first_person(words, space, unit, match))
		return PATTERN_MISS;
	if (words->not_negation == NULL)
		return PATTERN_HIT;
	answer = pattern_find(words->not_negation, space, text + negation.start,
		negation.end - negation.start, (Span){ 0, negation.end - negation.start },
		&exception, NULL);
	if (answer == PATTERN_NO_ANSWER)
		return answer;
	return answer == PATTERN_HIT ? PATTERN_MISS : PATTERN_HIT;
}

static PatternAnswer
is_somebody_else(const GuardWords *words, PatternSpace *space, const char *unit, Span match)
{
	Span pronoun;
	bool is_third = false;

	if (begins_with_first_person(words, space, unit, match))
		return PATTERN_MISS;
	PatternAnswer answer =
		find_before(words->pronoun, space, unit, match, PRONOUN_REACH, &pronoun, &is_third);

	return answer == PATTERN_HIT && !is_third ? PATTERN_MISS : answer;
}

static bool
is_question(const char *unit, size_t length)
{
	while (length > 0 && strchr(" \"')]", unit[length - 1]) != NULL)
		length--;
	return length > 0 && unit[length - 1] == '?';
}

PatternAnswer
guard_refuses(const Pack *pack, const PackRule *rule, PatternSpace *space, const char *unit,
	size_t length, Span match)
{
	const GuardWords *words = &pack->words;
	PatternAnswer answer = PATTERN_MISS;
	Span found;

	if ((rule->guards & GUARD_QUESTION) != 0 && is_question(unit, length))
		return PATTERN_HIT;
	if ((rule->guards & GUARD_NEGATION) != 0)
		answer = is_negated(words, space, unit, match);
	if (answer == PATTERN_MISS && (rule->guards & GUARD_FIRST) != 0)
		answer = is_somebody_else(words, space, unit, match);
	if (answer == PATTERN_MISS && (rule->guards & GUARD_HYPOTHETICAL) != 0)
		answer = find_before(
			words->hypothetical, space, unit, match, HYPOTHETICAL_REACH, &found, NULL);
	return answer;
}

static bool
has_marks(const char *unit, size_t length)
{
	for (size_t i = 0; i + 1 < length; i++) {
		if ((unit[i] == '!' || unit[i] == '?') && unit[i + 1] == '!')
			return true;
	}
	return false;
}

static PatternAnswer
find_in_unit(const Pattern *pattern, PatternSpace *space, const char *unit, size_t length)
{
	Span found;

	if (pattern == NULL)
		return PATTERN_MISS;
	return pattern_find(pattern, space, unit, length, (Span){ 0, length }, &found, NULL);
}

PatternAnswer
guard_boosts(const Pack *pack, const PackRule *rule, PatternSpace *space, const char *unit,
	size_t length, Span match, guint loud)
{
	const GuardWords *words = &pack->words;
	PatternAnswer answer = PATTERN_MISS;
	Span found;

	for (guint i = 0; i < rule->boosts->len && answer == PATTERN_MISS; i++)
		answer = find_in_unit(pack->patterns->pdata[g_array_index(rule->boosts, guint, i)],
			space, unit, length);
	if (answer != PATTERN_MISS || !rule->boost)
		return answer;
	if (has_marks(unit, length))
		return PATTERN_HIT;
	answer = find_before(words->booster, space, unit, match, BOOSTER_REACH, &found, NULL);
	if (answer == PATTERN_MISS && (loud & LOUD_SWEARING) != 0)
		answer = find_in_unit(words->swearword, space, unit, length);
	/* Somebody who writes everything in capitals is not louder here than there. */
	if (answer == PATTERN_MISS && (loud & LOUD_CAPITALS) != 0)
		answer = find_in_unit(words->capitals, space, unit, length);
	return answer;
}

/* "I am a bit worried": many matches begin before the word for how much, so it may stand in them.
 */
PatternAnswer
guard_softens(
	const Pack *pack, const PackRule *rule, PatternSpace *space, const char *unit, Span match)
{
	size_t before;
	Span found;

	if (!rule->boost || pack->words.dampener == NULL)
		return PATTERN_MISS;
	const char *text = before_match(unit, match.start, DAMPENER_REACH, &before);
	size_t length = before + match.end - match.start;
	PatternAnswer answer = pattern_find(
		pack->words.dampener, space, text, length, (Span){ 0, length }, &found, NULL);
	return answer == PATTERN_HIT && found.end < before ? PATTERN_MISS : answer;
}
