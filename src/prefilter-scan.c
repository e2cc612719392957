/* prefilter-scan.c - looks through one text for all words of the prefilter.
 * SPDX-License-Identifier: MIT */
#include "config.h" /* HAVE_HYPERSCAN, memmem */

#include "prefilter.h"

#ifdef HAVE_HYPERSCAN
#include <string.h>

#include <hs/hs.h>

#include "literals.h"
#include "prefilter-tables.h"

PrefilterSpace *
prefilter_space_new(const Prefilter *prefilter)
{
	PrefilterSpace *space = g_new0(PrefilterSpace, 1);

	space->prefilter = prefilter;
	space->rows = g_new(Row, prefilter->n_clauses);
	if (hs_clone_scratch(prefilter->scratch, &space->scratch) != HS_SUCCESS)
		g_error("out of memory"); /* as GLib does everywhere else */
	return space;
}

void
prefilter_space_free(PrefilterSpace *space)
{
	if (space == NULL)
		return;
	hs_free_scratch(space->scratch);
	g_free(space->bits);
	g_free(space->row);
	g_free(space->other);
	g_free(space->rows);
	g_free(space->places);
	g_free(space->small);
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
	if (prose->length + 2 > space->most_bytes) {
		g_free(space->small);
		space->most_bytes = prose->length + 2;
		space->small = g_malloc(space->most_bytes);
	}
	memset(space->bits, 0, sizeof(*space->bits) * space->n_words * n_clauses);
	memset(space->rows, 0, sizeof(*space->rows) * n_clauses);
	space->n_places = 0;
	space->prose = prose;
	space->sentence = 0;
	space->marked = 0;
}

/* What stands in a word, in small letters; blanks for everything else. */
static const guint8 *
small_bytes(void)
{
	static guint8 table[256];
	static gsize is_made;

	if (g_once_init_enter(&is_made)) {
		for (guint c = 0; c < G_N_ELEMENTS(table); c++)
			table[c] = prefilter_is_word_byte((char)c)
					   ? (guint8)g_ascii_tolower((char)c)
					   : ' ';
		g_once_init_leave(&is_made, 1);
	}
	return table;
}

/* Gives whether the text is ASCII. */
static bool
make_small(PrefilterSpace *space)
{
	const guint8 *table = small_bytes();
	const char *text = space->prose->text;
	guint8 all = 0;

	space->small[0] = ' ';
	for (size_t i = 0; i < space->prose->length; i++) {
		all |= (guint8)text[i];
		space->small[i + 1] = (char)table[(guint8)text[i]];
	}
	space->small[space->prose->length + 1] = ' ';
	return (all & 0x80) == 0;
}

static size_t
sentence_at(const PrefilterSpace *space, size_t offset)
{
	const Sentence *sentences = space->prose->sentences;
	size_t at = space->sentence;

	if (offset < sentences[at].span.end && (at == 0 || offset >= sentences[at - 1].span.end))
		return at;
	return prose_sentence_at(space->prose, offset);
}

static void
add_place(PrefilterSpace *space, const Use *use, Span span)
{
	Row *row = &space->rows[use->clause];

	space->places[space->n_places++] = (Place){ .start = (guint32)span.start,
		.end = (guint32)span.end,
		.from = use->from,
		.to = use->to };
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
add_places(PrefilterSpace *space, Uses uses, Span span)
{
	const Use *use = space->prefilter->uses + uses.first;
	size_t n_words = space->n_words;
	bool has_room = make_room_for_places(space, uses.n);

	space->sentence = sentence_at(space, span.start);
	size_t first = space->sentence, last = sentence_at(space, span.end - 1);
	for (guint i = 0; i < uses.n; i++, use++) {
		guint64 *bits = space->bits + use->clause * n_words;
		bits[first / 64] |= (guint64)1 << (first % 64);
		bits[last / 64] |= (guint64)1 << (last % 64);
		if (has_room)
			add_place(space, use, span);
	}
}

/* Blanks of the literal stand for marks as well: nearly always it is a blank. */
static bool
is_exactly(const char *text, const Word *word)
{
	if (word->exactly == NULL)
		return true;
	const guint8 *table = small_bytes();

	for (guint i = 0; i < word->length; i++) {
		if (text[i] != word->exactly[i] && table[(guint8)text[i]] != word->exactly[i])
			return false;
	}
	return true;
}

/* The literal that has a mark of the text in it, if it really stands there. */
static void
try_by_mark(PrefilterSpace *space, const Word *word, size_t mark)
{
	const Prose *prose = space->prose;
	size_t start = mark - word->at, end = start + word->length;

	if (mark < word->at || end > prose->length || !is_exactly(prose->text + start, word) ||
		(word->has_left_edge && space->small[start] != ' ') ||
		(word->has_right_edge && space->small[end + 1] != ' '))
		return;
	add_places(space, word->uses, (Span){ start, end });
}

/* Marks are many and quickly told; places come in the order of their ends, more or less. */
static void
scan_marks(PrefilterSpace *space, size_t end)
{
	const Prefilter *prefilter = space->prefilter;
	const char *text = space->prose->text;

	for (; space->marked < end; space->marked++) {
		if (g_ascii_isalpha(text[space->marked]) || text[space->marked] == ' ')
			continue;
		guint mark = prefilter_mark_of(text[space->marked]);
		Uses uses = prefilter->marks[mark], words = prefilter->by_mark[mark];
		if (uses.n > 0)
			add_places(space, uses, (Span){ space->marked, space->marked + 1 });
		for (guint i = 0; i < words.n; i++)
			try_by_mark(space, &prefilter->words[words.first + i], space->marked);
	}
}

static int
on_word(unsigned int id, unsigned long long from, unsigned long long to, unsigned int flags,
	void *data)
{
	PrefilterSpace *space = data;
	const Word *word = &space->prefilter->words[id];
	size_t end = (size_t)to - 1 - word->has_right_edge, start = end - word->length;

	(void)from, (void)flags;
	/* The blanks around the text are edges, not blanks of a literal. */
	if (end < word->length || end > space->prose->length)
		return 0;
	if (!is_exactly(space->prose->text + start, word))
		return 0;
	scan_marks(space, end);
	add_places(space, word->uses, (Span){ start, end });
	return 0;
}

/* The two characters beyond ASCII that count as an ASCII letter when case is ignored: the Kelvin
 * sign and the long s. */
static bool
has_odd_letters(const Prose *prose)
{
	return memmem(prose->text, prose->length, "\xe2\x84\xaa", 3) != NULL ||
	       memmem(prose->text, prose->length, "\xc5\xbf", 2) != NULL;
}

/* A sentence that ends within a word would have an edge where the text has none. */
static bool
parts_words(const Prose *prose)
{
	for (size_t i = 0; i < prose->n_sentences; i++) {
		Span span = prose->sentences[i].span;
		if (span.start > 0 && prefilter_is_word_byte(prose->text[span.start - 1]) &&
			prefilter_is_word_byte(prose->text[span.start]))
			return true;
		if (prefilter_is_word_byte(prose->text[span.end - 1]) &&
			prefilter_is_word_byte(prose->text[span.end]))
			return true;
	}
	return false;
}

bool
prefilter_scan(const Prefilter *prefilter, PrefilterSpace *space, const Prose *prose)
{
	if (prose->length > G_MAXINT - 2 || parts_words(prose))
		return false;
	make_room(space, prose);
	if (!make_small(space) && has_odd_letters(prose))
		return false;
	if (hs_scan(prefilter->database, space->small, (unsigned int)prose->length + 2, 0,
		    space->scratch, on_word, space) != HS_SUCCESS)
		return false;
	scan_marks(space, prose->length);
	return true;
}

#else

PrefilterSpace *
prefilter_space_new(const Prefilter *prefilter)
{
	(void)prefilter;
	return NULL;
}

void
prefilter_space_free(PrefilterSpace *space)
{
	g_assert(space == NULL);
}

bool
prefilter_scan(const Prefilter *prefilter, PrefilterSpace *space, const Prose *prose)
{
	(void)prefilter, (void)space, (void)prose;
	return false;
}

#endif
