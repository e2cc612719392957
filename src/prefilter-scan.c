/* prefilter-scan.c - looks through one text for all words of the prefilter.
 * SPDX-License-Identifier: MIT */
#include "config.h" /* memmem */

#include "prefilter.h"

#include <string.h>

#include "prefilter-tables.h"

PrefilterSpace *
prefilter_space_new(const Prefilter *prefilter)
{
	PrefilterSpace *space = g_new0(PrefilterSpace, 1);

	space->prefilter = prefilter;
	space->rows = g_new(Row, prefilter->n_clauses);
	return space;
}

void
prefilter_space_free(PrefilterSpace *space)
{
	if (space == NULL)
		return;
	g_free(space->bits);
	g_free(space->row);
	g_free(space->other);
	g_free(space->rows);
	g_free(space->places);
	g_free(space);
}

/* ---- scanning ---------------------------------------------------------------------------------
 */

static void
make_room(PrefilterSpace *space, const Prose *prose)
{
	guint n_clauses = space->prefilter->n_clauses;

	space->n_words = prose->n_sentences / 64 + 1;
	if (space->n_words > space->most_words) {
		g_free(space->bits);
		g_free(space->row);
		g_free(space->other);
		space->bits = g_new(guint64, space->n_words * n_clauses);
		space->row = g_new(guint64, space->n_words);
		space->other = g_new(guint64, space->n_words);
		space->most_words = space->n_words;
	}
	/* Of no clause at all there is no room to clear. */
	if (n_clauses > 0) {
		memset(space->bits, 0, sizeof(*space->bits) * space->n_words * n_clauses);
		memset(space->rows, 0, sizeof(*space->rows) * n_clauses);
	}
	space->n_places = 0;
	space->prose = prose;
	space->sentence = 0;
}

/* At an offset not before the last one asked for. */
static size_t
sentence_from(const Prose *prose, size_t sentence, size_t offset)
{
	while (offset >= prose->sentences[sentence].span.end && sentence + 1 < prose->n_sentences)
		sentence++;
	return sentence;
}

static void
add_place(PrefilterSpace *space, const Use *use, Span span)
{
	Row *row = &space->rows[use->clause];

	space->places[space->n_places++] = (Place){ (guint32)span.start, 0,
		(guint16)(span.end - span.start), use->from, use->to };
	if (row->first == 0)
		row->first = space->n_places;
	else
		space->places[row->last - 1].next = space->n_places;
	row->last = space->n_places;
}

/* False: there are too many, for this text from now on. */
static bool
make_room_for_places(PrefilterSpace *space, guint n)
{
	if (space->n_places + n > MOST_PLACES) {
		space->n_places = MOST_PLACES;
		return false;
	}
	if (space->n_places + n > space->most_places) {
		space->most_places = MAX(1024 + n, space->most_places * 2);
		space->places = g_renew(Place, space->places, space->most_places);
	}
	return true;
}

static void
set_bit(PrefilterSpace *space, guint clause, size_t sentence)
{
	space->bits[clause * space->n_words + sentence / 64] |= (guint64)1 << (sentence % 64);
}

static void
on_word(guint word, gsize start, gsize end, void *data)
{
	PrefilterSpace *space = data;
	Uses uses = space->prefilter->uses_of[word];
	const Use *use = space->prefilter->uses + uses.first;
	bool has_room = make_room_for_places(space, uses.n);

	space->sentence = sentence_from(space->prose, space->sentence, start);
	size_t first = space->sentence, last = sentence_from(space->prose, first, end - 1);
	for (guint i = 0; i < uses.n; i++) {
		set_bit(space, use[i].clause, first);
		if (last != first)
			set_bit(space, use[i].clause, last);
		if (has_room && use[i].is_aim)
			add_place(space, &use[i], (Span){ start, end });
	}
}

/* The two characters beyond ASCII that count as an ASCII letter when case is ignored: the Kelvin
 * sign and the long s. */
static bool
has_odd_letters(const Prose *prose)
{
	return memmem(prose->text, prose->length, "\xe2\x84\xaa", 3) != NULL ||
	       memmem(prose->text, prose->length, "\xc5\xbf", 2) != NULL;
}

static bool
is_word_byte(char c)
{
	return g_ascii_isalnum(c) || c == '_';
}

/* A sentence that ends within a word would have an edge where the text has none. */
static bool
parts_words(const Prose *prose)
{
	for (size_t i = 0; i < prose->n_sentences; i++) {
		Span span = prose->sentences[i].span;
		if (span.start > 0 && is_word_byte(prose->text[span.start - 1]) &&
			is_word_byte(prose->text[span.start]))
			return true;
		if (is_word_byte(prose->text[span.end - 1]) && is_word_byte(prose->text[span.end]))
			return true;
	}
	return false;
}

bool
prefilter_scan(const Prefilter *prefilter, PrefilterSpace *space, const Prose *prose)
{
	if (prose->length > G_MAXINT32 || has_odd_letters(prose) || parts_words(prose))
		return false;
	make_room(space, prose);
	word_trie_scan(prefilter->words, prose->text, prose->length, on_word, space);
	return true;
}
