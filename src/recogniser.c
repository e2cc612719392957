/* recogniser.c - programs made into states, one at a time, as texts ask for them.
 *
 * A state is where in its program a pattern may be after what it has taken so far. Places that take
 * nothing (edges, ends) are decided when the next symbol is known. SPDX-License-Identifier: MIT */
#include "recogniser.h"

#include <pthread.h> /* a thread sanitizer sees its locks, GLib's not */
#include <string.h>

#include "pattern.h"
#include "recogniser-program.h"

/* What a cell of the table may say besides a state's number. */
enum { UNKNOWN, DEAD, MATCHED, NOT_READ, FIRST_STATE };

enum {
	MOST_STATES = 1 << 16, /* of all patterns; from there on everything may match */
	MOST_OF_ONE = 500,
	FAR_ENOUGH = 100, /* bytes */
};

/* What stands before the next symbol. */
typedef enum Before { BEFORE_START, BEFORE_NO_WORD, BEFORE_WORD, BEFORE_EITHER, N_BEFORES } Before;

typedef struct State {
	guint pattern;
	Before before;
	GArray *places; /* of guint, into the program's code */
} State;

struct Recognisers {
	GPtrArray *patterns;
	guint8 symbols[256];
	guint8 before[256]; /* Before, of what follows such a byte */
	/* Read without the lock; 0 is what is not known yet. */
	guint64 *first;                /* of each pattern: a bit a symbol with which it may begin */
	guint16 (*initial)[N_BEFORES]; /* of each pattern */
	guint16 *table;                /* of each state, by symbol */
	pthread_mutex_t lock;          /* of all that follows */
	Program **programs;            /* NULL until used, or when only PCRE2 understands it */
	guint *n_states_of;
	GArray *states;  /* of State, by number */
	GHashTable *ids; /* GBytes of what makes a state -> number */
};

/* ---- making states ----------------------------------------------------------------------------
 */

typedef struct Closure {
	const Program *program;
	Before before;
	guint symbol; /* the next one */
	GArray *open;
	GArray *seen;   /* of guint8, by place */
	GArray *places; /* behind those that take the symbol */
	bool is_matched;
} Closure;

static bool
is_edge(const Closure *closure)
{
	if (closure->before == BEFORE_EITHER || closure->symbol == SYMBOL_BEYOND)
		return true;
	return (closure->before == BEFORE_WORD) != recogniser_is_of_word(closure->symbol);
}

static void
visit(Closure *closure, gint place)
{
	guint8 *seen = &g_array_index(closure->seen, guint8, (guint)place);

	if (*seen == 0)
		g_array_append_val(closure->open, place);
	*seen = 1;
}

static void
take_step(Closure *closure, gint place)
{
	const Instruction *at = &g_array_index(closure->program->code, Instruction, (guint)place);
	gint next = place + 1;

	switch (at->operation) {
	case OPERATION_TAKE:
		if ((g_array_index(closure->program->sets, guint64, (guint)at->argument) >>
				    closure->symbol &
			    1) != 0)
			g_array_append_val(closure->places, next);
		return;
	case OPERATION_SPLIT:
		visit(closure, next);
		visit(closure, next + at->argument);
		return;
	case OPERATION_JUMP:
		visit(closure, next + at->argument);
		return;
	case OPERATION_EDGE:
		if (is_edge(closure))
			visit(closure, next);
		return;
	case OPERATION_BEGIN:
		if (closure->before == BEFORE_START)
			visit(closure, next);
		return;
	case OPERATION_END:
		if (closure->symbol == SYMBOL_END)
			visit(closure, next);
		return;
	case OPERATION_MATCH:
		closure->is_matched = true;
		return;
	}
}

static int
by_number(gconstpointer a, gconstpointer b)
{
	guint one = *(const guint *)a, other = *(const guint *)b;

	return (one > other) - (one < other);
}

/* The number of a state, which takes places over; MATCHED when there is no room for another. */
static guint16
state_for(Recognisers *all, guint pattern, Before before, GArray *places)
{
	g_array_sort(places, by_number);
	guint head[] = { pattern, before };
	GByteArray *key = g_byte_array_new();
	g_byte_array_append(key, (const guint8 *)head, sizeof(head));
	g_byte_array_append(key, (const guint8 *)places->data, places->len * (guint)sizeof(guint));
	g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes(key);

	guint id = GPOINTER_TO_UINT(g_hash_table_lookup(all->ids, bytes));
	if (id == 0 && all->states->len < MOST_STATES && all->n_states_of[pattern] < MOST_OF_ONE) {
		State state = { pattern, before, g_array_ref(places) };
		id = all->states->len;
		g_array_append_val(all->states, state);
		all->n_states_of[pattern]++;
		g_hash_table_insert(all->ids, g_bytes_ref(bytes), GUINT_TO_POINTER(id));
	}
	g_array_unref(places);
	return id != 0 ? (guint16)id : MATCHED;
}

static Before
before_of(guint symbol)
{
	if (symbol == SYMBOL_BEYOND || symbol == SYMBOL_SKIP)
		return BEFORE_EITHER;
	return recogniser_is_of_word(symbol) ? BEFORE_WORD : BEFORE_NO_WORD;
}

static guint16
next_state(Recognisers *all, guint16 from, guint symbol)
{
	const State *state = &g_array_index(all->states, State, from);
	guint pattern = state->pattern;

	if (symbol == SYMBOL_SKIP)
		return from;
	const Program *program = all->programs[pattern];
	g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(gint));
	g_autoptr(GArray) seen = g_array_new(FALSE, TRUE, sizeof(guint8));
	Closure closure = { program, state->before, symbol, open, seen,
		g_array_new(FALSE, FALSE, sizeof(guint)), false };

	g_array_set_size(seen, program->code->len);
	for (guint i = 0; i < state->places->len; i++)
		visit(&closure, (gint)g_array_index(state->places, guint, i));
	while (open->len > 0 && !closure.is_matched) {
		gint place = g_array_index(open, gint, open->len - 1);
		g_array_set_size(open, open->len - 1);
		take_step(&closure, place);
	}
	if (!closure.is_matched && closure.places->len > 0)
		return state_for(all, pattern, before_of(symbol), closure.places);
	g_array_unref(closure.places);
	return closure.is_matched ? MATCHED : DEAD;
}

static guint16
first_state(Recognisers *all, guint pattern, Before before)
{
	GArray *places = g_array_new(FALSE, TRUE, sizeof(guint));

	g_array_set_size(places, 1);
	return state_for(all, pattern, before, places);
}

/* The symbols with which a match may begin, whatever stands before it; all when there is no program
 * or it may match nothing. */
static guint64
first_symbols(const Program *program)
{
	static const guint64 every = ~((guint64)1 << SYMBOL_SKIP);
	guint64 first = (guint64)1 << SYMBOL_END;

	if (program == NULL)
		return every;
	g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(gint));
	g_autoptr(GArray) seen = g_array_new(FALSE, TRUE, sizeof(guint8));
	Closure closure = { .program = program, .open = open, .seen = seen };
	g_array_set_size(seen, program->code->len);
	visit(&closure, 0);
	while (open->len > 0) {
		gint place = g_array_index(open, gint, open->len - 1);
		const Instruction *at = &g_array_index(program->code, Instruction, (guint)place);
		g_array_set_size(open, open->len - 1);
		if (at->operation == OPERATION_MATCH)
			return every;
		if (at->operation == OPERATION_TAKE)
			first |= g_array_index(program->sets, guint64, (guint)at->argument);
		else if (at->operation != OPERATION_JUMP)
			visit(&closure, place + 1);
		if (at->operation == OPERATION_JUMP || at->operation == OPERATION_SPLIT)
			visit(&closure, place + 1 + at->argument);
	}
	return first;
}

/* ---- asking -----------------------------------------------------------------------------------
 */

/* What one thread has filled in meanwhile the next one finds. */
static guint64
fill_in_pattern(Recognisers *all, guint pattern)
{
	const Pattern *asked = all->patterns->pdata[pattern];

	pthread_mutex_lock(&all->lock);
	if (all->first[pattern] == 0) {
		all->programs[pattern] = program_new(
			pattern_regex(asked), (pattern_flags(asked) & PATTERN_CASE_SENSITIVE) != 0);
		__atomic_store_n(&all->first[pattern], first_symbols(all->programs[pattern]),
			__ATOMIC_RELEASE);
	}
	guint64 first = all->first[pattern];
	pthread_mutex_unlock(&all->lock);
	return first;
}

static guint16
fill_in_first(Recognisers *all, guint pattern, Before before)
{
	pthread_mutex_lock(&all->lock);
	guint16 state = all->programs[pattern] != NULL ? first_state(all, pattern, before)
						       : (guint16)NOT_READ;
	__atomic_store_n(&all->initial[pattern][before], state, __ATOMIC_RELEASE);
	pthread_mutex_unlock(&all->lock);
	return state;
}

static guint16
fill_in(Recognisers *all, guint16 from, guint symbol)
{
	pthread_mutex_lock(&all->lock);
	guint16 state = next_state(all, from, symbol);
	__atomic_store_n(&all->table[from * N_SYMBOLS + symbol], state, __ATOMIC_RELEASE);
	pthread_mutex_unlock(&all->lock);
	return state;
}

static inline guint16
step(Recognisers *all, guint16 from, guint symbol)
{
	guint16 next = __atomic_load_n(&all->table[from * N_SYMBOLS + symbol], __ATOMIC_ACQUIRE);

	return next != UNKNOWN ? next : fill_in(all, from, symbol);
}

static guint16
start_state(Recognisers *all, guint pattern, const char *text, Span unit, size_t start)
{
	Before before =
		start == unit.start ? BEFORE_START : (Before)all->before[(guint8)text[start - 1]];
	guint16 state = __atomic_load_n(&all->initial[pattern][before], __ATOMIC_ACQUIRE);

	return state != UNKNOWN ? state : fill_in_first(all, pattern, before);
}

/* How it ends for a match that would begin there. Far behind its beginning hardly any is refused.
 */
static guint16
run(Recognisers *all, guint pattern, const char *text, Span unit, size_t start)
{
	guint16 state = start_state(all, pattern, text, unit, start);
	size_t end = MIN(unit.end, start + FAR_ENOUGH);

	for (size_t at = start; at < end && state >= FIRST_STATE; at++)
		state = step(all, state, all->symbols[(guint8)text[at]]);
	if (state < FIRST_STATE)
		return state;
	return end == unit.end ? step(all, state, SYMBOL_END) : (guint16)MATCHED;
}

bool
recognisers_narrow(Recognisers *all, guint pattern, const char *text, Span unit, Span *starts)
{
	guint64 first = __atomic_load_n(&all->first[pattern], __ATOMIC_ACQUIRE);

	if (first == 0)
		first = fill_in_pattern(all, pattern);
	for (size_t at = starts->start; at <= starts->end; at++) {
		guint symbol = at < unit.end ? all->symbols[(guint8)text[at]] : SYMBOL_END;
		if ((first >> symbol & 1) == 0)
			continue;
		guint16 state = run(all, pattern, text, unit, at);
		if (state == DEAD)
			continue;
		if (state != NOT_READ)
			*starts = (Span){ at, at };
		return true;
	}
	return false;
}

/* ---- all of them ------------------------------------------------------------------------------
 */

static void
state_clear(gpointer data)
{
	g_array_unref(((State *)data)->places);
}

Recognisers *
recognisers_new(const GPtrArray *patterns)
{
	Recognisers *all = g_new0(Recognisers, 1);
	State none = { 0 };

	all->patterns = g_ptr_array_ref((GPtrArray *)(gpointer)patterns);
	for (guint c = 0; c < G_N_ELEMENTS(all->symbols); c++) {
		all->symbols[c] = recogniser_symbol((guint8)c);
		all->before[c] = (guint8)before_of(all->symbols[c]);
	}
	all->first = g_new0(guint64, patterns->len + 1);
	all->initial = g_malloc0_n(patterns->len + 1, sizeof(*all->initial));
	all->programs = g_new0(Program *, patterns->len + 1);
	all->n_states_of = g_new0(guint, patterns->len + 1);
	/* Memory that nobody touches costs nothing. */
	all->table = g_new0(guint16, (gsize)MOST_STATES * N_SYMBOLS);
	all->states = g_array_new(FALSE, FALSE, sizeof(State));
	for (none.pattern = 0; all->states->len < FIRST_STATE;) {
		none.places = g_array_new(FALSE, FALSE, sizeof(guint));
		g_array_append_val(all->states, none);
	}
	g_array_set_clear_func(all->states, state_clear);
	all->ids = g_hash_table_new_full(
		g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
	pthread_mutex_init(&all->lock, NULL);
	return all;
}

void
recognisers_free(Recognisers *all)
{
	if (all == NULL)
		return;
	for (guint i = 0; i < all->patterns->len; i++)
		program_free(all->programs[i]);
	g_ptr_array_unref(all->patterns);
	pthread_mutex_destroy(&all->lock);
	g_hash_table_unref(all->ids);
	g_array_unref(all->states);
	g_free(all->table);
	g_free(all->n_states_of);
	g_free(all->programs);
	g_free(all->initial);
	g_free(all->first);
	g_free(all);
}
