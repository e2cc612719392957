/* recogniser-states.c - programs made into states.
 *
 * A state is where in its program a pattern may be after what it has taken so far, in the order in
 * which PCRE2 would try these places: what comes behind a match is not looked at. Places that take
 * nothing (edges, ends) let through only some of the symbols that may come next.
 * SPDX-License-Identifier: MIT */
#include "recogniser-states.h"

#include <string.h>

enum {
	CACHE_LINE = 64,   /* bytes: where a row begins */
	MOST_OF_ONE = 500, /* states; from there on everything may match */
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
	guint items, n_items; /* those that take a symbol, or match before one */
	guint64 alive;
} State;

struct StateMaker {
	gpointer memory;   /* with the table in it */
	Machine *machines; /* by pattern */
	guint n_machines;
	State *states;              /* by number */
	guint n_states, n_ended;    /* next numbers */
	GArray *items;              /* of guint: of all states */
	GHashTable *ids;            /* GBytes of what makes a state -> number */
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

static void
fill_row(States *states, guint16 id, guint64 alive)
{
	guint16 *row = states->table + states_cell(id, 0);

	for (guint symbol = 0; symbol < N_SYMBOLS; symbol++)
		row[symbol] = (alive >> symbol & 1) != 0 ? UNKNOWN : DEAD;
	row[SYMBOL_SKIP] = id;
}

/* What the maker's beginning makes of a pattern. */
static guint16
make_state(States *states, guint pattern, Before before, bool has_ended)
{
	StateMaker *maker = states->maker;
	const Program *program = maker->machines[pattern].program;
	State state = { pattern, before, maker->items->len, 0, 0 };

	state.alive = add_items(maker, program, before);
	state.n_items = maker->items->len - state.items;
	if (state.n_items == 0)
		return has_ended ? ENDED : DEAD;
	guint first = g_array_index(maker->items, guint, state.items);
	if (is_match(program, first) && first % N_WAYS == PAST_GUESS) {
		g_array_set_size(maker->items, state.items);
		return MATCHED;
	}
	guint id = has_ended ? maker->n_ended++ : maker->n_states++;
	maker->states[id] = state;
	maker->machines[pattern].n_states++;
	fill_row(states, (guint16)id, state.alive);
	return (guint16)id;
}

/* The state for the maker's beginning, made when there is none yet. */
static guint16
state_for(States *states, guint pattern, Before before, bool has_ended)
{
	StateMaker *maker = states->maker;
	const GArray *beginning = maker->beginning;
	guint head[] = { pattern, before, has_ended };
	GByteArray *key = g_byte_array_new();

	g_byte_array_append(key, (const guint8 *)head, sizeof(head));
	g_byte_array_append(
		key, (const guint8 *)beginning->data, beginning->len * (guint)sizeof(guint));
	g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes(key);
	guint id = GPOINTER_TO_UINT(g_hash_table_lookup(maker->ids, bytes));
	if (id != UNKNOWN)
		return (guint16)id;
	if (maker->n_states >= ENDED || maker->n_ended >= MOST_STATES ||
		maker->machines[pattern].n_states >= MOST_OF_ONE)
		return MATCHED;
	id = make_state(states, pattern, before, has_ended);
	g_hash_table_insert(maker->ids, g_bytes_ref(bytes), GUINT_TO_POINTER(id));
	return (guint16)id;
}

guint16
states_first(States *states, guint pattern, Before before)
{
	const guint item = 0;

	if (states->maker->machines[pattern].program == NULL)
		return NOT_READ;
	g_array_set_size(states->maker->beginning, 0);
	g_array_append_val(states->maker->beginning, item);
	return state_for(states, pattern, before, false);
}

guint64
states_alive(const States *states, guint16 state)
{
	return state == MATCHED || state == NOT_READ ? ALL_ALIVE
						     : states->maker->states[state].alive;
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

/* Makes the beginning of what follows a state by a symbol; MATCHED, ENDED: a match ends there,
 * which only what is in the beginning could undo. */
static guint16
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
			return guess ? MATCHED : ENDED;
		guint next = (item / N_WAYS + 1) * N_WAYS + (guess ? PAST_GUESS : 0);
		if (visit(maker, next))
			g_array_append_val(maker->beginning, next);
	}
	return DEAD;
}

guint16
states_next(States *states, guint16 from, guint symbol)
{
	const State *state = &states->maker->states[from];
	guint16 match = begin_next(states->maker, state, symbol);

	forget(states->maker);
	if (match == MATCHED)
		return MATCHED;
	return state_for(states, state->pattern, states_before_of(symbol), match == ENDED);
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
	maker->memory = g_malloc0(states_cell(MOST_STATES, 0) * sizeof(guint16) + CACHE_LINE);
	states->table =
		(guint16 *)(((guintptr)maker->memory + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE);
	states->maker = maker;
	maker->machines = g_new0(Machine, n_patterns + 1);
	maker->n_machines = n_patterns;
	maker->states = g_new0(State, MOST_STATES);
	maker->n_states = FIRST_STATE;
	maker->n_ended = ENDED + 1;
	maker->items = g_array_new(FALSE, FALSE, sizeof(guint));
	maker->open = g_array_new(FALSE, FALSE, sizeof(guint));
	maker->beginning = g_array_new(FALSE, FALSE, sizeof(guint));
	maker->seen_places = g_array_new(FALSE, FALSE, sizeof(guint));
	maker->seen = g_byte_array_new();
	maker->ids = g_hash_table_new_full(
		g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
	fill_row(states, ENDED, 0);
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
	g_hash_table_unref(maker->ids);
	g_byte_array_unref(maker->seen);
	g_array_unref(maker->seen_places);
	g_array_unref(maker->beginning);
	g_array_unref(maker->open);
	g_array_unref(maker->items);
	g_free(maker->states);
	g_free(maker->memory);
	g_free(maker->machines);
	g_free(maker);
	g_free(states);
}
