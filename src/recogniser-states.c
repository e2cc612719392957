/* recogniser-states.c - programs made into states.
 *
 * A state is where in its program a pattern may be after what it has taken so far. Places that take
 * nothing (edges, ends) let through only some of the symbols that may come next.
 * SPDX-License-Identifier: MIT */
#include "recogniser-states.h"

#include <string.h>

enum {
	MOST_STATES = 1 << 16, /* of all patterns; from there on everything may match */
	MOST_OF_ONE = 500,
};

#define BIT(symbol) ((guint64)1 << (symbol))
#define ALL_ALIVE (~BIT(SYMBOL_SKIP))

/* What the way to a place led past; with it, a place is an item: place * N_WAYS + way. */
enum { PAST_EDGE = 1, PAST_END = 2, N_WAYS = 4 };

typedef struct Machine {
	Program *program; /* NULL: only PCRE2 understands it */
	bool is_read;
	guint n_states;
} Machine;

typedef struct State {
	guint pattern;
	Before before;
	guint items, n_items; /* those that take a symbol */
	guint64 alive;
} State;

struct StateMaker {
	Machine *machines; /* by pattern */
	guint n_machines;
	GArray *states;   /* of State, by number */
	GArray *items;    /* of guint */
	GHashTable *ids;  /* GBytes of what makes a state -> number */
	GArray *open;     /* of guint: the items of one state */
	GByteArray *seen; /* of each place, a bit a way; clear between states */
	GArray *places;   /* of guint */
};

/* ---- ways -------------------------------------------------------------------------------------
 */

Before
states_before_of(guint symbol)
{
	if (symbol == SYMBOL_BEYOND || symbol == SYMBOL_SKIP)
		return BEFORE_EITHER;
	return recogniser_is_of_word(symbol) ? BEFORE_WORD : BEFORE_NO_WORD;
}

/* The symbols that may come next on such a way. */
static guint64
let_through(Before before, guint way)
{
	const guint64 words = BIT(SYMBOL_DIGIT + 1) - 1;
	guint64 through = ALL_ALIVE;

	if ((way & PAST_EDGE) != 0 && before != BEFORE_EITHER)
		through &= before == BEFORE_WORD ? ~words : words | BIT(SYMBOL_BEYOND);
	if ((way & PAST_END) != 0)
		through &= BIT(SYMBOL_END);
	return through;
}

static void
visit(StateMaker *maker, guint place, guint way)
{
	guint8 *seen = &maker->seen->data[place];
	guint item = place * N_WAYS + way;

	if ((*seen & (1 | 1 << way)) != 0)
		return;
	*seen |= (guint8)(1 << way);
	g_array_append_val(maker->open, item);
}

/* The symbols that an item takes, or after which there is a match. */
static guint64
taken_by(const Program *program, Before before, guint item)
{
	const Instruction *at = &g_array_index(program->code, Instruction, item / N_WAYS);
	guint64 through = let_through(before, item % N_WAYS);

	return at->operation == OPERATION_TAKE
		       ? through & g_array_index(program->sets, guint64, (guint)at->argument)
		       : through;
}

static bool
is_match(const Program *program, guint item)
{
	return g_array_index(program->code, Instruction, item / N_WAYS).operation ==
	       OPERATION_MATCH;
}

/* Opens what follows from an item without a symbol; gives the symbols with which it goes on. */
static guint64
follow(StateMaker *maker, const Program *program, Before before, guint item)
{
	guint next = item / N_WAYS + 1, way = item % N_WAYS;
	const Instruction *at = &g_array_index(program->code, Instruction, next - 1);

	switch (at->operation) {
	case OPERATION_TAKE:
	case OPERATION_MATCH:
		return taken_by(program, before, item);
	case OPERATION_SPLIT:
		visit(maker, next, way);
		visit(maker, next + (guint)at->argument, way);
		return 0;
	case OPERATION_JUMP:
		visit(maker, next + (guint)at->argument, way);
		return 0;
	case OPERATION_EDGE:
		visit(maker, next, before == BEFORE_EITHER ? way : way | PAST_EDGE);
		return 0;
	case OPERATION_BEGIN:
		if (before == BEFORE_START)
			visit(maker, next, way);
		return 0;
	case OPERATION_END:
		visit(maker, next, way | PAST_END);
		return 0;
	}
	return 0;
}

/* ---- making states ----------------------------------------------------------------------------
 */

static void
fill_row(guint16 *row, guint16 id, guint64 alive, guint64 matched)
{
	for (guint symbol = 0; symbol < N_SYMBOLS; symbol++)
		row[symbol] = (matched >> symbol & 1) != 0 ? MATCHED
			      : (alive >> symbol & 1) != 0 ? UNKNOWN
							   : DEAD;
	row[SYMBOL_SKIP] = id;
}

/* What the maker's places make of a pattern. */
static guint16
make_state(States *states, guint pattern, Before before)
{
	StateMaker *maker = states->maker;
	const Program *program = maker->machines[pattern].program;
	State state = { pattern, before, maker->items->len, 0, 0 };
	guint64 matched = 0;

	g_array_set_size(maker->open, 0);
	for (guint i = 0; i < maker->places->len; i++)
		visit(maker, g_array_index(maker->places, guint, i), 0);
	for (guint i = 0; i < maker->open->len; i++) {
		guint item = g_array_index(maker->open, guint, i);
		guint64 symbols = follow(maker, program, before, item);
		state.alive |= symbols;
		if (is_match(program, item))
			matched |= symbols;
		else if (symbols != 0)
			g_array_append_val(maker->items, item);
	}
	for (guint i = 0; i < maker->open->len; i++)
		maker->seen->data[g_array_index(maker->open, guint, i) / N_WAYS] = 0;
	state.n_items = maker->items->len - state.items;
	if (state.alive == 0 || matched == ALL_ALIVE) {
		g_array_set_size(maker->items, state.items);
		return state.alive == 0 ? DEAD : MATCHED;
	}
	guint id = maker->states->len;
	g_array_append_val(maker->states, state);
	maker->machines[pattern].n_states++;
	fill_row(states->table + (gsize)id * N_SYMBOLS, (guint16)id, state.alive, matched);
	return (guint16)id;
}

static int
by_number(gconstpointer a, gconstpointer b)
{
	guint one = *(const guint *)a, other = *(const guint *)b;

	return (one > other) - (one < other);
}

/* The state for the maker's places, made when there is none yet. */
static guint16
state_for(States *states, guint pattern, Before before)
{
	StateMaker *maker = states->maker;
	GArray *places = maker->places;
	guint head[] = { pattern, before };

	g_array_sort(places, by_number);
	GByteArray *key = g_byte_array_new();
	g_byte_array_append(key, (const guint8 *)head, sizeof(head));
	g_byte_array_append(key, (const guint8 *)places->data, places->len * (guint)sizeof(guint));
	g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes(key);
	guint id = GPOINTER_TO_UINT(g_hash_table_lookup(maker->ids, bytes));
	if (id != UNKNOWN)
		return (guint16)id;
	if (maker->states->len >= MOST_STATES || maker->machines[pattern].n_states >= MOST_OF_ONE)
		return MATCHED;
	id = make_state(states, pattern, before);
	g_hash_table_insert(maker->ids, g_bytes_ref(bytes), GUINT_TO_POINTER(id));
	return (guint16)id;
}

guint16
states_first(States *states, guint pattern, Before before)
{
	const guint beginning = 0;

	if (states->maker->machines[pattern].program == NULL)
		return NOT_READ;
	g_array_set_size(states->maker->places, 0);
	g_array_append_val(states->maker->places, beginning);
	return state_for(states, pattern, before);
}

guint64
states_alive(const States *states, guint16 state)
{
	if (state == MATCHED || state == NOT_READ)
		return ALL_ALIVE;
	return g_array_index(states->maker->states, State, state).alive;
}

guint16
states_next(States *states, guint16 from, guint symbol)
{
	StateMaker *maker = states->maker;
	State state = g_array_index(maker->states, State, from);
	const Program *program = maker->machines[state.pattern].program;

	g_array_set_size(maker->places, 0);
	for (guint i = state.items; i < state.items + state.n_items; i++) {
		guint item = g_array_index(maker->items, guint, i), next = item / N_WAYS + 1;
		if ((taken_by(program, state.before, item) >> symbol & 1) != 0)
			g_array_append_val(maker->places, next);
	}
	return state_for(states, state.pattern, states_before_of(symbol));
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
	states->table = g_new0(guint16, (gsize)MOST_STATES * N_SYMBOLS);
	states->maker = maker;
	maker->machines = g_new0(Machine, n_patterns + 1);
	maker->n_machines = n_patterns;
	maker->states = g_array_new(FALSE, TRUE, sizeof(State));
	maker->items = g_array_new(FALSE, FALSE, sizeof(guint));
	maker->open = g_array_new(FALSE, FALSE, sizeof(guint));
	maker->places = g_array_new(FALSE, FALSE, sizeof(guint));
	maker->seen = g_byte_array_new();
	maker->ids = g_hash_table_new_full(
		g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
	g_array_set_size(maker->states, FIRST_STATE);
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
	g_array_unref(maker->places);
	g_array_unref(maker->open);
	g_array_unref(maker->items);
	g_array_unref(maker->states);
	g_free(maker->machines);
	g_free(maker);
	g_free(states->table);
	g_free(states);
}
