/* word-trie.c - which of many words stand where in a text: a trie whose cells overlap ("double
 * array"), walked from every character. SPDX-License-Identifier: MIT */
#include "word-trie.h"

#include <stdbool.h>
#include <string.h>

#include "literals.h"

/* What a byte of text is to the trie: letters of either case, digits and '_' first. */
enum {
	SYMBOL_EDGE = 0,
	SYMBOL_LAST_OF_WORDS = 37,
	SYMBOL_BLANK = 38,
	SYMBOL_WORD = 59, /* no byte: the child that tells which word ends in a cell */
	SYMBOL_RARE = 60, /* marks that are not in often_met[] */
	SYMBOL_BEYOND = 61,
	SYMBOL_NONE = 62, /* behind the last byte, and behind the last symbol of a tail */
	SYMBOL_FREE = 63, /* no byte: of a cell that nobody has */
	N_SYMBOLS = 64,
	ROOT = 0,
	EDGE_ROOT = 1, /* of words that begin with an edge */
	N_ROOTS,
	FIRST_FREE = 64,
	LOOK_BACK = 64, /* cells */
};

static const char often_met[] = "'-.,!?:;()/$%&@#*+\"=";

/* The symbol that leads to it, what it is, and a number: its child by a symbol is at that number +
 * symbol. Small, because a walk is mostly waiting for memory. */
typedef guint32 Cell;

enum {
	CELL_SYMBOL = N_SYMBOLS - 1,
	CELL_HAS_EDGE = 1 << 6, /* a child by the edge, which is a leaf without a tail */
	CELL_HAS_WORD =
		1 << 7,        /* a word ends here: a child by SYMBOL_WORD has the ending's index */
	CELL_LEAF = 1 << 8,    /* only words spelt alike: the number is where their tail is, ... */
	CELL_NO_TAIL = 1 << 9, /* ... or the index of their ending */
	CELL_NUMBER = 10,      /* the bit at which it begins */
	MOST_NUMBERS = 1 << (32 - CELL_NUMBER),
};

typedef struct Ending {
	guint32 word : 30;
	guint32 is_same : 1;     /* as the next one, which ends here too */
	guint32 after_blank : 1; /* which it begins with */
} Ending;

/* A word in the order of the symbols. One that begins with a blank and a letter is as if it began
 * with an edge, for both are looked for from that letter. */
typedef struct Entry {
	char *symbols;
	guint length;
	guint word;
	bool after_blank;
} Entry;

struct WordTrie {
	guint8 symbols[256];
	guint64 pairs[N_ROOTS][N_SYMBOLS]; /* of the first symbol: a bit a second one */
	Cell *cells;
	Ending *endings;
	GByteArray *tails; /* index of the ending, symbols, SYMBOL_NONE; and so on */
};

/* ---- symbols ----------------------------------------------------------------------------------
 */

static void
make_symbols(WordTrie *trie)
{
	for (guint c = 1; c < 256; c++) {
		const char *mark = c < 128 ? strchr(often_met, (int)c) : NULL;
		guint symbol = c >= 128                   ? (guint)SYMBOL_BEYOND
			       : g_ascii_isalpha((char)c) ? (c | 0x20) - 'a' + 1
			       : g_ascii_isdigit((char)c) ? c - '0' + 27
			       : c == '_'                 ? (guint)SYMBOL_LAST_OF_WORDS
			       : g_ascii_isspace((char)c) ? (guint)SYMBOL_BLANK
			       : mark != NULL ? (guint)(SYMBOL_BLANK + 1 + mark - often_met)
					      : (guint)SYMBOL_RARE;
		trie->symbols[c] = (guint8)symbol;
	}
	trie->symbols[0] = SYMBOL_NONE;
	G_STATIC_ASSERT(SYMBOL_BLANK + sizeof(often_met) <= SYMBOL_WORD);
}

static bool
is_of_word(guint symbol)
{
	return symbol <= SYMBOL_LAST_OF_WORDS;
}

static int
by_symbols(gconstpointer a, gconstpointer b)
{
	const Entry *one = a, *other = b;
	int order = memcmp(one->symbols, other->symbols, MIN(one->length, other->length));

	return order != 0 ? order : (int)one->length - (int)other->length;
}

/* Sorted, as many as there are words. */
static Entry *
entries_of(const WordTrie *trie, const GPtrArray *words)
{
	Entry *entries = g_new0(Entry, words->len + 1);

	for (guint i = 0; i < words->len; i++) {
		const char *word = words->pdata[i];
		entries[i] = (Entry){ g_strdup(word), (guint)strlen(word), i, false };
		for (char *c = entries[i].symbols; *c != '\0'; c++)
			*c = *c == LITERAL_EDGE ? SYMBOL_EDGE : (char)trie->symbols[(guint8)*c];
		char *first = entries[i].symbols;
		entries[i].after_blank = first[0] == SYMBOL_BLANK && first[1] != SYMBOL_EDGE &&
					 is_of_word((guint)first[1]);
		if (entries[i].after_blank)
			*first = SYMBOL_EDGE;
	}
	qsort(entries, words->len, sizeof(Entry), by_symbols);
	return entries;
}

static Ending *
endings_of(const Entry *entries, guint n_entries)
{
	Ending *endings = g_new0(Ending, n_entries + 1);

	for (guint i = 0; i < n_entries; i++) {
		bool is_same = i + 1 < n_entries && by_symbols(&entries[i], &entries[i + 1]) == 0;
		endings[i] = (Ending){ entries[i].word & (MOST_NUMBERS - 1), is_same,
			entries[i].after_blank };
	}
	return endings;
}

/* The symbols that may stand at a place in a word, or behind it. */
static guint64
symbols_at(const Entry *word, guint place)
{
	if (place >= word->length)
		return ~(guint64)0;
	if (word->symbols[place] == SYMBOL_EDGE)
		return ~(guint64)0 << (SYMBOL_LAST_OF_WORDS + 1);
	return (guint64)1 << word->symbols[place];
}

/* No word begins with most pairs that stand in a text: a walk from there is saved. */
static void
note_pairs(WordTrie *trie, const Entry *entries, guint n_entries)
{
	for (guint i = 0; i < n_entries; i++) {
		guint start = entries[i].symbols[0] == SYMBOL_EDGE;
		guint64 first = symbols_at(&entries[i], start);
		bool is_one = (first & (first - 1)) == 0;
		guint64 second = is_one ? symbols_at(&entries[i], start + 1) : ~(guint64)0;
		for (; first != 0; first &= first - 1)
			trie->pairs[start == 0 ? ROOT : EDGE_ROOT][__builtin_ctzll(first)] |=
				second;
	}
}

/* ---- building ---------------------------------------------------------------------------------
 */

typedef struct Building {
	const Entry *entries;
	GByteArray *tails;
	GArray *cells;    /* of Cell */
	GArray *taken;    /* of guint64: a bit a cell */
	GArray *numbered; /* likewise: some cell's children begin there, if not with this one */
	guint first_free;
	guint farthest; /* number so far */
} Building;

static void
set_cell(Building *building, guint at, guint kind, guint number)
{
	Cell *cell = &g_array_index(building->cells, Cell, at);

	*cell = (*cell & CELL_SYMBOL) | kind | number << CELL_NUMBER;
}

static bool
has_bit(const GArray *bits, guint at)
{
	return (g_array_index(bits, guint64, at / 64) >> (at % 64) & 1) != 0;
}

static void
set_bit(GArray *bits, guint at)
{
	g_array_index(bits, guint64, at / 64) |= (guint64)1 << (at % 64);
}

/* Whether the 64 cells from one on are taken. */
static guint64
taken_from(const Building *building, guint at)
{
	const guint64 *bits = (const guint64 *)(const void *)building->taken->data + at / 64;

	return at % 64 == 0 ? bits[0] : bits[0] >> (at % 64) | bits[1] << (64 - at % 64);
}

static void
make_room(Building *building, guint number)
{
	guint n_words = number / 64 + 3;
	const Cell free_cell = SYMBOL_FREE;

	if (n_words <= building->taken->len)
		return;
	g_array_set_size(building->taken, n_words * 2);
	g_array_set_size(building->numbered, n_words * 2);
	while (building->cells->len < n_words * 2 * 64)
		g_array_append_val(building->cells, free_cell);
}

/* A number of its own where children by these symbols all find a place. */
static guint
place_for(Building *building, guint64 symbols)
{
	guint number = building->first_free;

	/* Gaps farther back are too few to be looked for again and again. */
	if (number + LOOK_BACK < building->farthest)
		number = building->farthest - LOOK_BACK;
	for (make_room(building, number); (taken_from(building, number) & symbols) != 0 ||
					  has_bit(building->numbered, number);
		make_room(building, number))
		number++;
	while (taken_from(building, building->first_free) == ~(guint64)0) {
		building->first_free += 64;
		make_room(building, building->first_free);
	}
	building->farthest = MAX(building->farthest, number);
	set_bit(building->numbered, number);
	for (guint symbol = 0; symbol < N_SYMBOLS; symbol++) {
		if ((symbols >> symbol & 1) == 0)
			continue;
		set_bit(building->taken, number + symbol);
		g_array_index(building->cells, Cell, number + symbol) = symbol;
	}
	return number;
}

static void
add_leaf(Building *building, guint at, guint entry, guint depth)
{
	const Entry *word = &building->entries[entry];
	static const guint8 end = SYMBOL_NONE;

	if (word->length == depth) {
		set_cell(building, at, CELL_LEAF | CELL_NO_TAIL, entry);
		return;
	}
	set_cell(building, at, CELL_LEAF, building->tails->len);
	g_byte_array_append(building->tails, (const guint8 *)&entry, sizeof(entry));
	g_byte_array_append(
		building->tails, (const guint8 *)word->symbols + depth, word->length - depth);
	g_byte_array_append(building->tails, &end, 1);
}

/* The entries [from, to) share depth symbols, and end in this cell or below it. */
static void
add_below(Building *building, guint at, guint from, guint to, guint depth)
{
	const Entry *entries = building->entries;
	bool has_word = entries[from].length == depth;
	guint64 symbols = has_word ? (guint64)1 << SYMBOL_WORD : 0;
	guint first = from;

	if (by_symbols(&entries[from], &entries[to - 1]) == 0) {
		add_leaf(building, at, from, depth);
		return;
	}
	while (entries[from].length == depth)
		from++;
	for (guint i = from; i < to; i++)
		symbols |= (guint64)1 << entries[i].symbols[depth];
	guint number = place_for(building, symbols);
	guint kind = (has_word ? CELL_HAS_WORD : 0) | ((symbols & 1) != 0 ? CELL_HAS_EDGE : 0);
	set_cell(building, at, kind, number);
	if (has_word)
		set_cell(building, number + SYMBOL_WORD, CELL_LEAF | CELL_NO_TAIL, first);
	for (guint next; from < to; from = next) {
		char symbol = entries[from].symbols[depth];
		for (next = from; next < to && entries[next].symbols[depth] == symbol; next++)
			;
		add_below(building, number + (guint)symbol, from, next, depth + 1);
	}
}

/* The first entries begin with an edge, which is what leads to their root. */
static void
add_all(Building *building, guint n_entries)
{
	guint n_with_edge = 0;

	while (n_with_edge < n_entries && building->entries[n_with_edge].symbols[0] == SYMBOL_EDGE)
		n_with_edge++;
	if (n_with_edge > 0)
		add_below(building, EDGE_ROOT, 0, n_with_edge, 1);
	if (n_with_edge < n_entries)
		add_below(building, ROOT, n_with_edge, n_entries, 0);
}

WordTrie *
word_trie_new(const GPtrArray *words)
{
	WordTrie *trie = g_new0(WordTrie, 1);

	make_symbols(trie);
	g_autofree Entry *entries = entries_of(trie, words);
	note_pairs(trie, entries, words->len);
	trie->endings = endings_of(entries, words->len);
	trie->tails = g_byte_array_new();
	Building building = { .entries = entries,
		.tails = trie->tails,
		.cells = g_array_new(FALSE, FALSE, sizeof(Cell)),
		.taken = g_array_new(FALSE, TRUE, sizeof(guint64)),
		.numbered = g_array_new(FALSE, TRUE, sizeof(guint64)),
		.first_free = FIRST_FREE };
	make_room(&building, FIRST_FREE);
	add_all(&building, words->len);
	g_array_unref(building.taken);
	g_array_unref(building.numbered);
	guint n_cells = building.cells->len;
	trie->cells = (Cell *)(void *)g_array_free(building.cells, FALSE);
	for (guint i = 0; i < words->len; i++)
		g_free(entries[i].symbols);
	if (MAX(n_cells, words->len) < MOST_NUMBERS && trie->tails->len < MOST_NUMBERS)
		return trie;
	word_trie_free(trie);
	return NULL;
}

void
word_trie_free(WordTrie *trie)
{
	if (trie == NULL)
		return;
	g_byte_array_unref(trie->tails);
	g_free(trie->cells);
	g_free(trie->endings);
	g_free(trie);
}

/* ---- scanning ---------------------------------------------------------------------------------
 */

typedef struct Scan {
	const WordTrie *trie;
	const guint8 *text;
	WordFound found;
	void *data;
} Scan;

static void
report(const Scan *scan, guint32 index, gsize start, gsize end)
{
	const Ending *ending = &scan->trie->endings[index];

	do {
		if (!ending->after_blank)
			scan->found(ending->word, start, end, scan->data);
		else if (start > 0 && scan->trie->symbols[scan->text[start - 1]] == SYMBOL_BLANK)
			scan->found(ending->word, start - 1, end, scan->data);
	} while ((ending++)->is_same);
}

/* What is left of the only word that begins like that. */
static void
walk_tail(const Scan *scan, const guint8 *tail, gsize start, gsize at)
{
	const guint8 *symbols = scan->trie->symbols;
	guint32 index;

	memcpy(&index, tail, sizeof(index));
	for (tail += sizeof(index); *tail == symbols[scan->text[at]] && *tail != SYMBOL_NONE;
		tail++)
		at++;
	if (*tail == SYMBOL_NONE || (*tail == SYMBOL_EDGE && !is_of_word(symbols[scan->text[at]])))
		report(scan, index, start, at);
}

static void
walk(const Scan *scan, Cell cell, gsize start)
{
	const Cell *cells = scan->trie->cells;
	const guint8 *symbols = scan->trie->symbols;

	for (gsize at = start;; at++) {
		guint32 number = cell >> CELL_NUMBER;
		if ((cell & CELL_NO_TAIL) != 0) {
			report(scan, number, start, at);
			return;
		}
		if ((cell & CELL_LEAF) != 0) {
			walk_tail(scan, scan->trie->tails->data + number, start, at);
			return;
		}
		guint symbol = symbols[scan->text[at]];
		if ((cell & CELL_HAS_WORD) != 0)
			report(scan, cells[number + SYMBOL_WORD] >> CELL_NUMBER, start, at);
		if ((cell & CELL_HAS_EDGE) != 0 && !is_of_word(symbol))
			report(scan, cells[number + SYMBOL_EDGE] >> CELL_NUMBER, start, at);
		cell = cells[number + symbol];
		if ((cell & CELL_SYMBOL) != symbol)
			return;
	}
}

static inline bool
may_begin(const WordTrie *trie, guint root, guint symbol, guint next)
{
	return (trie->pairs[root][symbol] >> next & 1) != 0;
}

void
word_trie_scan(const WordTrie *trie, const char *text, gsize length, WordFound found, void *data)
{
	const Scan scan = { trie, (const guint8 *)text, found, data };
	guint symbol = trie->symbols[scan.text[length]], next;

	for (gsize at = length; at-- > 0;) {
		next = symbol;
		symbol = trie->symbols[scan.text[at]];
		if (may_begin(trie, ROOT, symbol, next))
			walk(&scan, trie->cells[ROOT], at);
		if (may_begin(trie, EDGE_ROOT, symbol, next) && is_of_word(symbol) &&
			(at == 0 || !is_of_word(trie->symbols[scan.text[at - 1]])))
			walk(&scan, trie->cells[EDGE_ROOT], at);
	}
}
