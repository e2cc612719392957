/* prefilter.c - Hyperscan lives here. SPDX-License-Identifier: MIT */
#include "config.h" /* memmem */

#include "prefilter.h"

#include <string.h>

#include "literals.h"
#include "pattern.h"

#ifdef HAVE_HYPERSCAN
#include <hs/hs.h>

#include "prefilter-database.h"

/* What a literal's occurrence helps: one clause, if its ends are as the clause wants them. */
typedef struct Use {
	guint clause;
	guint edges;
} Use;

enum { LEFT_EDGE = 1, RIGHT_EDGE = 2 };

typedef struct Literal {
	guint length;
	guint first_use, n_uses; /* in uses */
} Literal;

struct Prefilter {
	hs_database_t *database;
	hs_scratch_t *scratch; /* only to be cloned */
	Literal *literals;
	GArray *uses;       /* of Use */
	GArray *clauses;    /* of guint: each pattern's clauses, one pattern after another */
	guint *first;       /* of each pattern, and one past the last: into clauses */
	guint n_clauses;    /* different ones */
	GArray *marks[128]; /* of guint, clauses: literals of one character; digits at '0' */
};

struct PrefilterSpace {
	hs_scratch_t *scratch;
	guint64 *rows; /* n_clauses times n_words */
	guint64 *row;  /* the answer */
	guint64 *other;
	size_t n_words, most_words;
	const Prefilter *prefilter;
	const Prose *prose;
	size_t sentence; /* of the last occurrence: the next one is mostly near */
};

/* ---- words into tables ------------------------------------------------------------------------
 */

typedef struct Building {
	Prefilter *prefilter;
	GHashTable *clause_ids;  /* its literals joined -> number + 1 */
	GHashTable *literal_ids; /* core -> number + 1 */
	GPtrArray *cores;        /* of char *, by number */
	GPtrArray *uses;         /* of GArray of Use, by number */
} Building;

static guint
literal_id(Building *building, const char *core)
{
	guint id = GPOINTER_TO_UINT(g_hash_table_lookup(building->literal_ids, core));

	if (id != 0)
		return id - 1;
	char *kept = g_strdup(core);
	g_ptr_array_add(building->cores, kept);
	g_ptr_array_add(building->uses, g_array_new(FALSE, FALSE, sizeof(Use)));
	g_hash_table_insert(building->literal_ids, kept, GUINT_TO_POINTER(building->cores->len));
	return building->cores->len - 1;
}

/* Where the clauses of a literal of one character stand. */
static guint
mark_of(char c)
{
	if (g_ascii_isdigit(c) || c == LITERAL_DIGIT)
		return '0';
	return (c & 0x80) != 0 ? (guint)LITERAL_BEYOND : (guint)c;
}

static void
add_use(Building *building, const char *literal, guint clause)
{
	Use use = { .clause = clause };
	size_t length = strlen(literal);

	if (*literal == LITERAL_EDGE) {
		use.edges |= LEFT_EDGE;
		literal++;
		length--;
	}
	if (length > 0 && literal[length - 1] == LITERAL_EDGE) {
		use.edges |= RIGHT_EDGE;
		length--;
	}
	if (length == 1) {
		GArray **mark = &building->prefilter->marks[mark_of(*literal)];
		if (*mark == NULL)
			*mark = g_array_new(FALSE, FALSE, sizeof(guint));
		g_array_append_val(*mark, clause);
		return;
	}
	g_autofree char *core = g_strndup(literal, length);
	guint id = literal_id(building, core);
	g_array_append_val((GArray *)building->uses->pdata[id], use);
}

/* Shared vocabulary makes many patterns ask for the same clause. */
static guint
clause_id(Building *building, const GPtrArray *clause)
{
	g_autoptr(GString) key = g_string_new(NULL);

	for (guint i = 0; i < clause->len; i++)
		g_string_append_printf(key, "%s\n", (const char *)clause->pdata[i]);
	guint id = GPOINTER_TO_UINT(g_hash_table_lookup(building->clause_ids, key->str));
	if (id != 0)
		return id - 1;
	id = building->prefilter->n_clauses++;
	g_hash_table_insert(building->clause_ids, g_strdup(key->str), GUINT_TO_POINTER(id + 1));
	for (guint i = 0; i < clause->len; i++)
		add_use(building, clause->pdata[i], id);
	return id;
}

static void
add_patterns(Building *building, const GPtrArray *patterns)
{
	Prefilter *prefilter = building->prefilter;

	prefilter->first = g_new(guint, patterns->len + 1);
	for (guint i = 0; i < patterns->len; i++) {
		prefilter->first[i] = prefilter->clauses->len;
		if (patterns->pdata[i] == NULL || pattern_may_be_empty(patterns->pdata[i]))
			continue;
		g_autoptr(GPtrArray) clauses = literals_required(pattern_regex(patterns->pdata[i]));
		for (guint k = 0; k < clauses->len; k++) {
			guint id = clause_id(building, clauses->pdata[k]);
			g_array_append_val(prefilter->clauses, id);
		}
	}
	prefilter->first[patterns->len] = prefilter->clauses->len;
}

static void
lay_out_uses(Building *building)
{
	Prefilter *prefilter = building->prefilter;

	prefilter->literals = g_new(Literal, building->cores->len);
	for (guint i = 0; i < building->cores->len; i++) {
		const GArray *uses = building->uses->pdata[i];
		prefilter->literals[i] =
			(Literal){ .length = (guint)strlen(building->cores->pdata[i]),
				.first_use = prefilter->uses->len,
				.n_uses = uses->len };
		g_array_append_vals(prefilter->uses, uses->data, uses->len);
	}
}

Prefilter *
prefilter_new(const GPtrArray *patterns, const char *cache)
{
	Prefilter *prefilter = g_new0(Prefilter, 1);
	g_autoptr(GHashTable) clause_ids =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) literal_ids = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GPtrArray) cores = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) uses = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	Building building = { prefilter, clause_ids, literal_ids, cores, uses };

	prefilter->uses = g_array_new(FALSE, FALSE, sizeof(Use));
	prefilter->clauses = g_array_new(FALSE, FALSE, sizeof(guint));
	add_patterns(&building, patterns);
	lay_out_uses(&building);
	if (cores->len > 0 && hs_valid_platform() == HS_SUCCESS)
		prefilter->database = prefilter_database_open(cores, cache);
	if (prefilter->database == NULL ||
		hs_alloc_scratch(prefilter->database, &prefilter->scratch) != HS_SUCCESS) {
		prefilter_free(prefilter);
		return NULL;
	}
	return prefilter;
}

void
prefilter_free(Prefilter *prefilter)
{
	if (prefilter == NULL)
		return;
	hs_free_scratch(prefilter->scratch);
	hs_free_database(prefilter->database);
	for (guint i = 0; i < G_N_ELEMENTS(prefilter->marks); i++)
		g_clear_pointer(&prefilter->marks[i], g_array_unref);
	g_free(prefilter->literals);
	g_array_unref(prefilter->uses);
	g_array_unref(prefilter->clauses);
	g_free(prefilter->first);
	g_free(prefilter);
}

/* ---- scanning ---------------------------------------------------------------------------------
 */

PrefilterSpace *
prefilter_space_new(const Prefilter *prefilter)
{
	PrefilterSpace *space = g_new0(PrefilterSpace, 1);

	space->prefilter = prefilter;
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
	g_free(space->rows);
	g_free(space->row);
	g_free(space->other);
	g_free(space);
}

static void
make_room(PrefilterSpace *space, const Prose *prose)
{
	space->n_words = prose->n_sentences / 64 + 1;
	if (space->n_words > space->most_words) {
		g_free(space->rows);
		g_free(space->row);
		g_free(space->other);
		space->rows = g_new(guint64, space->n_words * space->prefilter->n_clauses);
		space->row = g_new(guint64, space->n_words);
		space->other = g_new(guint64, space->n_words);
		space->most_words = space->n_words;
	}
	memset(space->rows, 0, sizeof(guint64) * space->n_words * space->prefilter->n_clauses);
}

static bool
is_word_byte(char c)
{
	return g_ascii_isalnum(c) || c == '_';
}

static size_t
sentence_at(PrefilterSpace *space, size_t offset)
{
	const Sentence *sentences = space->prose->sentences;
	size_t at = space->sentence;

	if (offset < sentences[at].span.end && (at == 0 || offset >= sentences[at - 1].span.end))
		return at;
	return prose_sentence_at(space->prose, offset);
}

static int
on_literal(unsigned int id, unsigned long long from, unsigned long long to, unsigned int flags,
	void *data)
{
	PrefilterSpace *space = data;
	const Literal *literal = &space->prefilter->literals[id];
	const char *text = space->prose->text;
	size_t start = (size_t)to - literal->length;
	guint missing = 0;

	(void)from, (void)flags;
	space->sentence = sentence_at(space, start);
	size_t first = space->sentence, last = sentence_at(space, (size_t)to - 1);
	if (start > space->prose->sentences[first].span.start && is_word_byte(text[start - 1]))
		missing |= LEFT_EDGE;
	if (to < space->prose->sentences[last].span.end && is_word_byte(text[to]))
		missing |= RIGHT_EDGE;
	for (guint i = 0; i < literal->n_uses; i++) {
		Use use = g_array_index(space->prefilter->uses, Use, literal->first_use + i);
		if ((use.edges & missing) != 0)
			continue;
		guint64 *row = space->rows + use.clause * space->n_words;
		row[first / 64] |= (guint64)1 << (first % 64);
		row[last / 64] |= (guint64)1 << (last % 64);
	}
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

/* Single characters are many and quickly told. */
static void
scan_marks(const Prefilter *prefilter, PrefilterSpace *space)
{
	const Prose *prose = space->prose;

	for (size_t n = 0; n < prose->n_sentences; n++) {
		size_t end = n + 1 < prose->n_sentences ? prose->sentences[n + 1].span.start
							: prose->length;
		for (size_t at = n > 0 ? prose->sentences[n].span.start : 0; at < end; at++) {
			char c = prose->text[at];
			const GArray *clauses = prefilter->marks[mark_of(c)];
			for (guint i = 0; clauses != NULL && i < clauses->len; i++)
				space->rows[g_array_index(clauses, guint, i) * space->n_words +
					    n / 64] |= (guint64)1 << (n % 64);
		}
	}
}

bool
prefilter_scan(const Prefilter *prefilter, PrefilterSpace *space, const Prose *prose)
{
	if (has_odd_letters(prose) || prose->length > G_MAXINT)
		return false;
	make_room(space, prose);
	space->prose = prose;
	space->sentence = 0;
	scan_marks(prefilter, space);
	return hs_scan(prefilter->database, prose->text, (unsigned int)prose->length, 0,
		       space->scratch, on_literal, space) == HS_SUCCESS;
}

/* A bit of the answer stands for its sentence and what a unit reaches beyond it. */
static void
widen(const guint64 *row, guint64 *out, size_t n_words, Reach reach)
{
	for (size_t i = 0; i < n_words; i++) {
		guint64 next = i + 1 < n_words ? row[i + 1] << 63 : 0;
		guint64 before = i > 0 ? row[i - 1] >> 63 : 0;

		out[i] = row[i] | row[i] >> 1 | next;
		if (reach == REACH_NEAR)
			out[i] |= row[i] << 1 | before;
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

static bool
has_bit(const guint64 *row, size_t bit, size_t n_words)
{
	return bit / 64 < n_words && (row[bit / 64] >> (bit % 64) & 1) != 0;
}

static bool
is_met(const guint64 *row, size_t sentence, Reach reach, size_t n_words)
{
	if (reach == REACH_TEXT) {
		for (size_t i = 0; i < n_words; i++) {
			if (row[i] != 0)
				return true;
		}
		return false;
	}
	return has_bit(row, sentence, n_words) ||
	       (reach != REACH_SENTENCE && has_bit(row, sentence + 1, n_words)) ||
	       (reach == REACH_NEAR && sentence > 0 && has_bit(row, sentence - 1, n_words));
}

bool
prefilter_may_match(const Prefilter *prefilter, const PrefilterSpace *space, guint pattern,
	Reach reach, size_t sentence)
{
	for (guint i = prefilter->first[pattern]; i < prefilter->first[pattern + 1]; i++) {
		guint clause = g_array_index(prefilter->clauses, guint, i);
		if (!is_met(space->rows + clause * space->n_words, sentence, reach, space->n_words))
			return false;
	}
	return true;
}

const guint64 *
prefilter_sentences(const Prefilter *prefilter, PrefilterSpace *space, guint pattern, Reach reach)
{
	guint64 any = ~(guint64)0;

	memset(space->row, 0xff, space->n_words * sizeof(*space->row));
	for (guint i = prefilter->first[pattern]; i < prefilter->first[pattern + 1] && any != 0;
		i++) {
		const guint64 *row =
			space->rows + g_array_index(prefilter->clauses, guint, i) * space->n_words;
		if (reach == REACH_TEXT)
			spread(row, space->other, space->n_words);
		else if (reach != REACH_SENTENCE)
			widen(row, space->other, space->n_words, reach);
		if (reach != REACH_SENTENCE)
			row = space->other;
		any = 0;
		for (size_t k = 0; k < space->n_words; k++)
			any |= space->row[k] &= row[k];
	}
	return any != 0 ? space->row : NULL;
}

#else

Prefilter *
prefilter_new(const GPtrArray *patterns, const char *cache)
{
	(void)patterns, (void)cache;
	return NULL;
}

void
prefilter_free(Prefilter *prefilter)
{
	g_assert(prefilter == NULL);
}

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

bool
prefilter_may_match(const Prefilter *prefilter, const PrefilterSpace *space, guint pattern,
	Reach reach, size_t sentence)
{
	(void)prefilter, (void)space, (void)pattern, (void)reach, (void)sentence;
	return true;
}

const guint64 *
prefilter_sentences(const Prefilter *prefilter, PrefilterSpace *space, guint pattern, Reach reach)
{
	(void)prefilter, (void)space, (void)pattern, (void)reach;
	return NULL;
}

#endif
