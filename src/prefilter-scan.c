/* prefilter-scan.c - looks through one text for all words of the prefilter.
 * SPDX-License-Identifier: MIT */
#include "config.h" /* memmem */

#include "prefilter.h"

#include <string.h>

#include "literals.h"
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
	g_free(space->seen);
	g_free(space);
}

/* ---- scanning ---------------------------------------------------------------------------------
 */

/* A stretch of the text has at most so many bytes more than characters. */
static size_t
further_bytes(const Prose *prose)
{
	size_t n = 0;

	if (prose->is_ascii)
		return 0;
	for (size_t i = 0; i < prose->length; i++)
		n += (prose->text[i] & 0xc0) == 0x80;
	return n;
}

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
	if (prose->length > space->most_seen) {
		g_free(space->seen);
		space->seen = g_malloc(prose->length);
		space->most_seen = prose->length;
	}
	/* Of no clause at all there is no room to clear. */
	if (n_clauses > 0) {
		memset(space->bits, 0, sizeof(*space->bits) * space->n_words * n_clauses);
		memset(space->rows, 0, sizeof(*space->rows) * n_clauses);
	}
	space->n_places = 0;
	space->prose = prose;
	space->n_further = further_bytes(prose);
	space->sentence = prose->n_sentences - 1;
}

/* That of an offset not behind the last one asked for. */
static size_t
sentence_back(PrefilterSpace *space, size_t offset)
{
	const Sentence *sentences = space->prose->sentences;

	while (space->sentence > 0 && offset < sentences[space->sentence - 1].span.end)
		space->sentence--;
	return space->sentence;
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
set_bits(PrefilterSpace *space, const Use *use, const Use *end, size_t sentence)
{
	guint64 *bits = space->bits + sentence / 64, bit = (guint64)1 << (sentence % 64);
	size_t n_words = space->n_words;

	for (; use < end; use++)
		bits[use->clause * n_words] |= bit;
}

/* Before those that the clauses have, for they start farther on. */
static void
add_places(PrefilterSpace *space, const Use *use, const Use *end, Span span)
{
	Row *rows = space->rows;
	Place *places = space->places;
	guint n = space->n_places;

	for (; use < end && use->is_aim; use++) {
		places[n++] = (Place){ (guint32)span.start, rows[use->clause].first,
			(guint16)(span.end - span.start), use->from, use->to };
		rows[use->clause].first = n;
	}
	space->n_places = n;
}

/* A unit that has all of a word has the sentence in which it begins. */
static void
on_word(guint word, gsize start, gsize end, void *data)
{
	PrefilterSpace *space = data;
	const guint *uses_of = space->prefilter->uses_of + word;
	const Use *first = space->prefilter->uses + uses_of[0];
	const Use *behind = space->prefilter->uses + uses_of[1];

	set_bits(space, first, behind, sentence_back(space, start));
	if (make_room_for_places(space, uses_of[1] - uses_of[0]))
		add_places(space, first, behind, (Span){ start, end });
}

/* The two characters beyond ASCII that count as an ASCII letter when case is ignored: the Kelvin
 * sign and the long s. */
static bool
has_odd_letters(const Prose *prose)
{
	return !prose->is_ascii &&
	       (memmem(prose->text, prose->length, "\xe2\x84\xaa", 3) != NULL ||
		       memmem(prose->text, prose->length, "\xc5\xbf", 2) != NULL);
}

/* A sentence that begins within a word would have an edge where the text has none; where one ends
 * within a word, the next one begins. */
static bool
parts_words(const Prose *prose)
{
	for (size_t i = 0; i < prose->n_sentences; i++) {
		size_t start = prose->sentences[i].span.start;
		if (start > 0 && literal_is_of_word(prose->text[start - 1]) &&
			literal_is_of_word(prose->text[start]))
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
	recognisers_see(prefilter->recognisers, prose->text, prose->length, space->seen);
	word_trie_scan(prefilter->words, prose->text, prose->length, on_word, space);
	return true;
}
