/* prefilter-places.c - where in a scanned text a pattern is worth trying.
 * SPDX-License-Identifier: MIT */
#include "prefilter.h"

#include <string.h>

#include "prefilter-tables.h"

enum { MOST_IN_UNIT = 64 }; /* of a clause; then the unit is tried as a whole */

/* ---- which sentences --------------------------------------------------------------------------
 */

/* A bit of the answer stands for its sentence and the next one. */
static void
widen(const guint64 *row, guint64 *out, size_t n_words)
{
	for (size_t i = 0; i < n_words; i++) {
		guint64 next = i + 1 < n_words ? row[i + 1] << 63 : 0;

		out[i] = row[i] | row[i] >> 1 | next;
	}
}

static void
spread(const guint64 *row, guint64 *out, size_t n_words)
{
	guint64 any = 0;

	for (size_t i = 0; i < n_words; i++)
		any |= row[i];
	memset(out, any != 0 ? 0xff : 0, n_words * sizeof(*out));
}

/* Texts of up to 64 sentences, as most are: a row is a word. */
static const guint64 *
one_word(const Prefilter *prefilter, PrefilterSpace *space, guint pattern)
{
	const guint *clauses = (const guint *)(const void *)prefilter->clauses->data;
	guint64 row = ~(guint64)0;

	for (guint i = prefilter->first[pattern]; i < prefilter->first[pattern + 1]; i++)
		row &= space->bits[clauses[i]];
	*space->row = row;
	return row != 0 ? space->row : NULL;
}

const guint64 *
prefilter_sentences(const Prefilter *prefilter, PrefilterSpace *space, guint pattern, Reach reach)
{
	guint64 any = ~(guint64)0;

	if (reach == REACH_SENTENCE && space->n_words == 1)
		return one_word(prefilter, space, pattern);
	memset(space->row, 0xff, space->n_words * sizeof(*space->row));
	for (guint i = prefilter->first[pattern]; i < prefilter->first[pattern + 1] && any != 0;
		i++) {
		const guint64 *row =
			space->bits + g_array_index(prefilter->clauses, guint, i) * space->n_words;
		if (reach == REACH_TEXT)
			spread(row, space->other, space->n_words);
		else if (reach != REACH_SENTENCE)
			widen(row, space->other, space->n_words);
		if (reach != REACH_SENTENCE)
			row = space->other;
		any = 0;
		for (size_t k = 0; k < space->n_words; k++)
			any |= space->row[k] &= row[k];
	}
	return any != 0 ? space->row : NULL;
}

/* ---- which places -----------------------------------------------------------------------------
 */

/* The first place of a clause that starts within a unit or behind it: index + 1, or 0. */
static guint32
seek(const PrefilterSpace *space, guint clause, size_t start)
{
	Row *row = &space->rows[clause];

	if (row->cursor == 0 || row->cursor_at > start)
		row->cursor = row->first;
	while (row->cursor != 0 && space->places[row->cursor - 1].start < start)
		row->cursor = space->places[row->cursor - 1].next;
	row->cursor_at = (guint32)start;
	return row->cursor;
}

/* The next place of a clause within a unit, from a place on; NULL: there is no other. */
static const Place *
place_in(const PrefilterSpace *space, guint32 *at, Span unit)
{
	while (*at != 0) {
		const Place *place = &space->places[*at - 1];
		if (place->start >= unit.end)
			return NULL;
		*at = place->next;
		if (place->start + place->length <= unit.end)
			return place;
	}
	return NULL;
}

/* Narrows starts to the first stretch from which the clause can be met. */
static bool
aim(const PrefilterSpace *space, guint clause, Span unit, Span *starts)
{
	guint32 at = seek(space, clause, unit.start);
	Span first = { G_MAXSIZE, 0 };
	const Place *place;

	for (guint n = 0; (place = place_in(space, &at, unit)) != NULL; n++) {
		if (n == MOST_IN_UNIT)
			return true;
		if (place->start < unit.start + place->from ||
			place->start - place->from < starts->start)
			continue;
		size_t most = place->to + space->n_further;
		bool is_near = place->to < FARTHEST && place->start > most;
		size_t start = is_near ? place->start - most : 0;
		start = MAX(start, starts->start);
		if (start < first.start)
			first = (Span){ start, place->start - place->from };
	}
	if (first.start == G_MAXSIZE)
		return false;
	*starts = first;
	return true;
}

/* From where a pattern that ends where its unit does can begin at the earliest. */
static size_t
earliest(const Prefilter *prefilter, const PrefilterSpace *space, guint pattern, Span unit)
{
	size_t reach = prefilter->reach[pattern];

	if (reach == NO_LIMIT || unit.end - unit.start <= reach + space->n_further)
		return unit.start;
	return unit.end - (reach + space->n_further);
}

/* The first stretch that the words leave. */
static bool
next_by_words(const Prefilter *prefilter, const PrefilterSpace *space, guint pattern, Span unit,
	size_t from, Span *starts_out)
{
	guint aiming = prefilter->aim[pattern];

	from = MAX(from, earliest(prefilter, space, pattern, unit));
	*starts_out = (Span){ from, unit.end };
	if (prefilter->is_anchored[pattern]) {
		*starts_out = (Span){ unit.start, unit.start };
		return from == unit.start;
	}
	if (from > unit.end)
		return false;
	return aiming == NO_AIM || space->n_places == MOST_PLACES ||
	       aim(space, aiming, unit, starts_out);
}

bool
prefilter_next(const Prefilter *prefilter, const PrefilterSpace *space, guint pattern, Span unit,
	size_t from, Span *starts_out, size_t *end_out)
{
	while (next_by_words(prefilter, space, pattern, unit, from, starts_out)) {
		from = starts_out->end + 1;
		if (recognisers_narrow(prefilter->recognisers, pattern, space->seen, unit,
			    starts_out, end_out))
			return true;
	}
	return false;
}
