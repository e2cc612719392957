/* recogniser-states.c - programs made into states.
 *
 * A state is where in its program a pattern may be after what it has taken so far, in the order in
 * which PCRE2 would try these places: what comes behind a match is not looked at. Places that take
 * nothing (edges, ends) let through only some of the symbols that may come next.
 * SPDX-License-Identifier: MIT */
#include "recogniser-states.h"

#include <string.h>

/* From there on everything may match. */
enum {
	MOST_OF_ONE = 500, /* states of a pattern */
	MOST_STATES = 1 << 17,
	MOST_CELLS = 1 << 20,
	MOST_KINDS = 1 << 15, /* rows of them */
};

#define ALL_ALIVE (~SYMBOL_BIT(SYMBOL_SKIP))

/* What the way to a place led past; with it, a place is an item: place * N_WAYS + way. */
enum { PAST_EDGE = 1, PAST_END = 2, PAST_GUESS = 4, N_WAYS = 8 };

typedef struct Machine {
	Program *program; /* NULL: only PCRE2 understands it */
	bool is_read;
	guint n_states;
} Machine;

typedef struct State {
	guint pattern;
	Before before;
	guint32 cell;         /* its first */
	guint items, n_items; /* those that take a symbol, or match before one */
	guint64 alive;
} State;

struct StateMaker {
	Machine *machines; /* by pattern */
	guint n_machines;
	State *states; /* by number */
	guint n_states, n_cells, n_kinds;
	GArray *items;              /* of guint: of all states */
	GHashTable *cells;          /* GBytes of what makes a state -> what cells say of it */
	GHashTable *kinds;          /* GBytes of a row -> its number */
	GArray *beginning;          /* of guint: items of the state that is asked for */
	GArray *open, *seen_places; /* of guint */
	GByteArray *seen;           /* of each place, a bit a way; clear between states */
};

/* ---- ways -------------------------------------------------------------------------------------
 */

/* The symbols that may come next on such a way. */
static guint64
let_through(Before before, guint way)
{
	const guint64 words = SYMBOLS_OF_WORDS;
	guint64 through = ALL_ALIVE;

	if ((way & PAST_EDGE) != 0 && before != BEFORE_EITHER)
		through &= before == BEFORE_WORD ? ~words : words | SYMBOL_BIT(SYMBOL_BEYOND);
	if ((way & PAST_END) != 0)
		through &= SYMBOL_BIT(SYMBOL_END);
	return through;
}

/* False: what follows from there was looked at, or comes first in any case. */
static bool
visit(StateMaker *maker, guint item)
{
	guint place = item / N_WAYS;
	guint8 *seen = &maker->seen->data[place];

	if ((*seen & (1 | 1 << item % N_WAYS)) != 0)
		return false;
	if (*seen == 0)
		g_array_append_val(maker->seen_places, place);
	*seen |= (guint8)(1 << item % N_WAYS);
	return true;
}

static void
forget(StateMaker *maker)
{
	for (guint i = 0; i < maker->seen_places->len; i++)
		maker->seen->data[g_array_index(maker->seen_places, guint, i)] = 0;
	g_array_set_size(maker->seen_places, 0);
}

static void
open_item(StateMaker *maker, guint place, guint way)
{
	guint item = place * N_WAYS + way;

	g_array_append_val(maker->open, item);
}

static bool
is_match(const Program *program, guint item)
{
	return g_array_index(program->code, Instruction, item / N_WAYS).operation ==
	       OPERATION_MATCH;
}

/* The symbols that an item takes, or before which it matches; none of any other. */
static guint64
taken_by(const Program *program, Before before, guint item)
{
	const Instruction *at = &g_array_index(program->code, Instruction, item / N_WAYS);
	guint64 through = let_through(before, item % N_WAYS);

	if (at->operation == OPERATION_TAKE)
		return through & g_array_index(program->sets, guint64, (guint)at->argument);
	return at->operation == OPERATION_MATCH ? through : 0;
}

/* Opens what follows from an item without a symbol, the first to be tried last. */
static void
follow(StateMaker *maker, const Program *program, Before before, guint item)
{
	guint next = item / N_WAYS + 1, way = item % N_WAYS;
	const Instruction *at = &g_array_index(program->code, Instruction, next - 1);

	switch (at->operation) {
	case OPERATION_TAKE:
	case OPERATION_MATCH:
		return;
	case OPERATION_SPLIT:
		open_item(maker, next + (guint)at->argument, way);
		open_item(maker, next, way);
		return;
	case OPERATION_SKIP:
		open_item(maker, next, way);
		open_item(maker, next + (guint)at->argument, way);
		return;
	case OPERATION_JUMP:
		open_item(maker, next + (guint)at->argument, way);
		return;
	case OPERATION_EDGE:
		open_item(maker, next, way | (before == BEFORE_EITHER ? PAST_GUESS : PAST_EDGE));
		return;
	case OPERATION_BEGIN:
		if (before == BEFORE_START)
			open_item(maker, next, way);
		return;
	case OPERATION_END:
		open_item(maker, next, way | PAST_END);
		return;
	case OPERATION_GUESS:
		open_item(maker, next, way | PAST_GUESS);
		return;
	}
}

/* ---- making states ----------------------------------------------------------------------------
 */

/* Adds to all items those to which a state's beginning leads, in the order of trying; gives the
 * symbols that lead on from it. */
static guint64
add_items(StateMaker *maker, const Program *program, Before before)
{
	guint64 alive = 0;
	bool is_done = false;

	g_array_set_size(maker->open, 0);
	for (guint i = maker->beginning->len; i-- > 0;)
		g_array_append_val(maker->open, g_array_index(maker->beginning, guint, i));
	while (maker->open->len > 0 && !is_done) {
		guint item = g_array_index(maker->open, guint, maker->open->len - 1);
		g_array_set_size(maker->open, maker->open->len - 1);
		if (!visit(maker, item))
			continue;
		follow(maker, program, before, item);
		guint64 taken = taken_by(program, before, item);
		if (taken != 0)
			g_array_append_val(maker->items, item);
		alive |= taken;
		is_done = is_match(program, item) && taken == ALL_ALIVE;
	}
	forget(maker);
	return alive;
}

/* Tells the symbols apart that may lead on to something else: into groups, of which all are alive
 * or none is. */
static void
group_symbols(const StateMaker *maker, const State *state, guint64 *groups)
{
	const Program *program = maker->machines[state->pattern].program;
	const guint64 words = SYMBOLS_OF_WORDS, beyond = SYMBOL_BIT(SYMBOL_BEYOND);
	const guint64 first[] = { words, beyond, ALL_ALIVE & ~words & ~beyond };
	guint n_groups = G_N_ELEMENTS(first);

	memcpy(groups, first, sizeof(first));
	for (guint i = state->items; i < state->items + state->n_items; i++) {
		guint64 taken =
			taken_by(program, state->before, g_array_index(maker->items, guint, i));
		for (guint k = n_groups; k-- > 0;) {
			guint64 rest = groups[k] & ~taken;
			if (rest == 0 || rest == groups[k])
				continue;
			groups[k] &= taken;
			groups[n_groups++] = rest;
		}
	}
}

/* Kinds are numbered from 1 on in the order of their first symbols; gives how many there are. */
static guint
sort_symbols(const StateMaker *maker, const State *state, guint8 *kinds)
{
	guint64 groups[N_SYMBOLS];
	guint n_kinds = 0;

	group_symbols(maker, state, groups);
	for (guint64 left = state->alive; left != 0;) {
		guint k = 0;
		while ((groups[k] & left & -left) == 0)
			k++;
		n_kinds++;
		for (guint64 group = groups[k]; group != 0; group &= group - 1)
			kinds[__builtin_ctzll(group)] = (guint8)n_kinds;
		left &= ~groups[k];
	}
	return n_kinds;
}

/* Many states have the same. */
static guint
row_of_kinds(States *states, const guint8 *kinds)
{
	StateMaker *maker = states->maker;
	g_autoptr(GBytes) asked = g_bytes_new_static(kinds, KINDS_ROW);
	gpointer known;

	if (g_hash_table_lookup_extended(maker->kinds, asked, NULL, &known))
		return GPOINTER_TO_UINT(known);
	guint8 *row = states->kinds[maker->n_kinds];
	memcpy(row, kinds, KINDS_ROW);
	g_hash_table_insert(
		maker->kinds, g_bytes_new_static(row, KINDS_ROW), GUINT_TO_POINTER(maker->n_kinds));
	return maker->n_kinds++;
}

/* Gives where the state's cells begin. */
static guint32
add_state(States *states, const State *state)
{
	StateMaker *maker = states->maker;
	guint8 kinds[KINDS_ROW] = { 0 };
	guint n_kinds = sort_symbols(maker, state, kinds);

	states->cells[state->cell] = row_of_kinds(states, kinds);
	maker->n_cells += 1 + n_kinds;
	maker->states[maker->n_states++] = *state;
	maker->machines[state->pattern].n_states++;
	return state->cell;
}

static bool
has_room(const StateMaker *maker, guint pattern)
{
	return maker->n_states < MOST_STATES && maker->n_cells < MOST_CELLS - KINDS_ROW &&
	       maker->n_kinds < MOST_KINDS && maker->machines[pattern].n_states < MOST_OF_ONE;
}

/* What the maker's beginning makes of a pattern. */
static guint32
make_state(States *states, guint pattern, Before before)
{
	StateMaker *maker = states->maker;
	const Program *program = maker->machines[pattern].program;
	State state = { pattern, before, maker->n_cells, maker->items->len, 0, 0 };

	state.alive = add_items(maker, program, before);
	state.n_items = maker->items->len - state.items;
	if (state.n_items == 0)
		return DEAD;
	guint first = g_array_index(maker->items, guint, state.items);
	if (is_match(program, first) && first % N_WAYS == PAST_GUESS) {
		g_array_set_size(maker->items, state.items);
		return MATCHED;
	}
	return add_state(states, &state);
}

/* The state for the maker's beginning, made when there is none yet. */
static guint32
state_for(States *states, guint pattern, Before before)
{
	StateMaker *maker = states->maker;
	const GArray *beginning = maker->beginning;
	guint head[] = { pattern, before };
	GByteArray *key = g_byte_array_new();

	g_byte_array_append(key, (const guint8 *)head, sizeof(head));
	g_byte_array_append(
		key, (const guint8 *)beginning->data, beginning->len * (guint)sizeof(guint));
	g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes(key);
	guint32 state = GPOINTER_TO_UINT(g_hash_table_lookup(maker->cells, bytes));
	if (state != UNKNOWN)
		return state;
	if (!has_room(maker, pattern))
		return MATCHED;
	state = make_state(states, pattern, before);
	g_hash_table_insert(maker->cells, g_bytes_ref(bytes), GUINT_TO_POINTER(state));
	return state;
}

guint32
states_first(States *states, guint pattern, Before before)
{
	const guint item = 0;

	if (states->maker->machines[pattern].program == NULL)
		return NOT_READ;
	g_array_set_size(states->maker->beginning, 0);
	g_array_append_val(states->maker->beginning, item);
	return state_for(states, pattern, before);
}

/* States are made in the order of their cells. */
static const State *
state_at(const StateMaker *maker, guint32 cell)
{
	guint first = 0, behind = maker->n_states;

	while (behind - first > 1) {
		guint middle = first + (behind - first) / 2;
		if (maker->states[middle].cell <= cell)
			first = middle;
		else
			behind = middle;
	}
	return &maker->states[first];
}

guint64
states_alive(const States *states, guint32 state)
{
	if (state < FIRST_STATE)
		return state == DEAD ? 0 : ALL_ALIVE;
	return state_at(states->maker, state)->alive;
}

/* Does it take PCRE2 to tell what becomes of an item at a symbol? */
static bool
is_guess(const Program *program, guint item, guint symbol)
{
	guint way = item % N_WAYS;

	if (symbol != SYMBOL_BEYOND)
		return (way & PAST_GUESS) != 0;
	return !is_match(program, item) || (way & (PAST_GUESS | PAST_EDGE)) != 0;
}

/* Makes the beginning of what follows a state by a symbol. MATCHED, HAS_ENDED: a match ends there,
 * which only what is in the beginning could undo. */
static guint32
begin_next(StateMaker *maker, const State *state, guint symbol)
{
	const Program *program = maker->machines[state->pattern].program;

	g_array_set_size(maker->beginning, 0);
	for (guint i = state->items; i < state->items + state->n_items; i++) {
		guint item = g_array_index(maker->items, guint, i);
		if ((taken_by(program, state->before, item) >> symbol & 1) == 0)
			continue;
		bool guess = is_guess(program, item, symbol);
		if (is_match(program, item))
			return guess ? MATCHED : HAS_ENDED;
		guint next = (item / N_WAYS + 1) * N_WAYS + (guess ? PAST_GUESS : 0);
		if (visit(maker, next))
			g_array_append_val(maker->beginning, next);
	}
	return UNKNOWN;
}

guint32
states_next(States *states, guint32 from, guint symbol)
{
	const State *state = state_at(states->maker, from);
	guint32 match = begin_next(states->maker, state, symbol);

	forget(states->maker);
	if (match == MATCHED)
		return MATCHED;
	guint32 next = state_for(states, state->pattern, states_before_of(symbol));
	return next == MATCHED ? MATCHED : next | match;
}

/* ---- all of them ------------------------------------------------------------------------------
 */

bool
states_has_program(const States *states, guint pattern)
{
	return states->maker->machines[pattern].is_read;
}

void
states_add_program(States *states, guint pattern, Program *program)
{
	StateMaker *maker = states->maker;

	maker->machines[pattern].program = program;
	maker->machines[pattern].is_read = true;
	if (program == NULL || program->code->len <= maker->seen->len)
		return;
	guint n_old = maker->seen->len;
	g_byte_array_set_size(maker->seen, program->code->len);
	memset(maker->seen->data + n_old, 0, maker->seen->len - n_old);
}

States *
states_new(guint n_patterns)
{
	States *states = g_new0(States, 1);
	StateMaker *maker = g_new0(StateMaker, 1);

	/* Memory that nobody touches costs nothing. */
	states->cells = g_new0(guint32, MOST_CELLS);
	states->kinds = g_malloc0((gsize)MOST_KINDS * KINDS_ROW);
	states->maker = maker;
	maker->machines = g_new0(Machine, n_patterns + 1);
	maker->n_machines = n_patterns;
	maker->states = g_new0(State, MOST_STATES);
	maker->n_cells = FIRST_STATE;
	maker->items = g_array_new(FALSE, FALSE, sizeof(guint));
	maker->open = g_array_new(FALSE, FALSE, sizeof(guint));
	maker->beginning = g_array_new(FALSE, FALSE, sizeof(guint));
	maker->seen_places = g_array_new(FALSE, FALSE, sizeof(guint));
	maker->seen = g_byte_array_new();
	maker->cells = g_hash_table_new_full(
		g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
	maker->kinds = g_hash_table_new_full(
		g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
	return states;
}

void
states_free(States *states)
{
	if (states == NULL)
		return;
	StateMaker *maker = states->maker;
	for (guint i = 0; i < maker->n_machines; i++)
		program_free(maker->machines[i].program);
	g_hash_table_unref(maker->cells);
	g_hash_table_unref(maker->kinds);
	g_byte_array_unref(maker->seen);
	g_array_unref(maker->seen_places);
	g_array_unref(maker->beginning);
	g_array_unref(maker->open);
	g_array_unref(maker->items);
	g_free(maker->states);
	g_free(maker->machines);
	g_free(maker);
	g_free(states->cells);
	g_free(states->kinds);
	g_free(states);
}
