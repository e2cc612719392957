/* recogniser.c - asks the states of a pattern's program; see recogniser-states.h.
 * SPDX-License-Identifier: MIT */
#include "recogniser.h"

#include <pthread.h> /* a thread sanitizer sees its locks, GLib's not */
#include <string.h>

#include "pattern.h"
#include "recogniser-states.h"

enum { FAR_ENOUGH = 250 /* bytes */ };

/* A place in a text: its symbol, and above that what stands before it. */
enum { PLACE_BEFORE = 6, PLACE_SYMBOL = (1 << PLACE_BEFORE) - 1 };
G_STATIC_ASSERT(N_SYMBOLS <= 1 << PLACE_BEFORE && N_BEFORES << PLACE_BEFORE <= 256);

/* How a pattern begins, by what stands before it. */
typedef struct Beginning {
	guint64 symbols[N_BEFORES]; /* a bit each with which it may; all: nobody has asked yet */
	guint32 states[N_BEFORES];  /* or UNKNOWN */
} Beginning;

struct Recognisers {
	GPtrArray *patterns;
	guint8 symbols[256];
	Beginning *beginnings; /* of each pattern */
	States *states;
	pthread_mutex_t lock; /* whoever makes states holds it */
};

static inline guint8
place_of(Before before, guint symbol)
{
	return (guint8)((guint)before << PLACE_BEFORE | symbol);
}

/* ---- what was not known yet -------------------------------------------------------------------
 */

/* What one thread has filled in meanwhile the next one finds. */
static guint32
fill_in_beginning(Recognisers *all, guint pattern, Before before)
{
	const Pattern *asked = all->patterns->pdata[pattern];
	Beginning *beginning = &all->beginnings[pattern];

	pthread_mutex_lock(&all->lock);
	if (!states_has_program(all->states, pattern))
		states_add_program(all->states, pattern,
			program_new(pattern_regex(asked),
				(pattern_flags(asked) & PATTERN_CASE_SENSITIVE) != 0));
	guint32 state = states_first(all->states, pattern, before);
	__atomic_store_n(
		&beginning->symbols[before], states_alive(all->states, state), __ATOMIC_RELAXED);
	__atomic_store_n(&beginning->states[before], state, __ATOMIC_RELEASE);
	pthread_mutex_unlock(&all->lock);
	return state;
}

static guint32
fill_in(Recognisers *all, guint32 from, guint symbol, guint32 *cell)
{
	pthread_mutex_lock(&all->lock);
	guint32 next = states_next(all->states, from, symbol);
	__atomic_store_n(cell, next, __ATOMIC_RELEASE);
	pthread_mutex_unlock(&all->lock);
	return next;
}

/* ---- seeing -----------------------------------------------------------------------------------
 */

void
recognisers_see(const Recognisers *all, const char *text, size_t length, guint8 *places)
{
	Before before = BEFORE_START;

	for (size_t i = 0; i < length; i++) {
		guint symbol = all->symbols[(guint8)text[i]];
		places[i] = place_of(before, symbol);
		before = states_before_of(symbol);
	}
}

/* ---- asking -----------------------------------------------------------------------------------
 */

static inline guint32
first_state(Recognisers *all, guint pattern, Before before)
{
	guint32 state = __atomic_load_n(&all->beginnings[pattern].states[before], __ATOMIC_ACQUIRE);

	return state != UNKNOWN ? state : fill_in_beginning(all, pattern, before);
}

static inline guint32
step(Recognisers *all, const States *states, guint32 from, guint symbol)
{
	guint32 *cells = states->cells + from;
	guint kind = states->kinds[cells[0]][symbol];

	if (kind == 0)
		return DEAD;
	guint32 next = __atomic_load_n(&cells[kind], __ATOMIC_ACQUIRE);
	return next != UNKNOWN ? next : fill_in(all, from, symbol, &cells[kind]);
}

/* Whether there may be a match that begins there, and where it ends. Far behind its beginning
 * hardly any is refused. */
static bool
run(Recognisers *all, guint32 state, const guint8 *places, Span unit, size_t start, size_t *end_out)
{
	const States states = *all->states; /* a copy is kept in registers */
	size_t far = MIN(unit.end, start + FAR_ENOUGH), end = NOT_TOLD;

	for (size_t at = start; at < far && state >= FIRST_STATE; at++) {
		guint symbol = places[at] & PLACE_SYMBOL;
		if (symbol == SYMBOL_SKIP)
			continue;
		state = step(all, &states, state, symbol);
		if ((state & HAS_ENDED) == 0)
			continue;
		end = at;
		state &= ~(guint32)HAS_ENDED;
	}
	if (state >= FIRST_STATE && far == unit.end) {
		state = step(all, &states, state, SYMBOL_END);
		if ((state & HAS_ENDED) != 0)
			end = unit.end;
		state &= ~(guint32)HAS_ENDED;
	}
	*end_out = state == DEAD ? end : NOT_TOLD;
	return state != DEAD || end != NOT_TOLD;
}

static inline bool
may_begin(const Beginning *beginning, guint8 place)
{
	guint64 symbols =
		__atomic_load_n(&beginning->symbols[place >> PLACE_BEFORE], __ATOMIC_RELAXED);

	return (symbols >> (place & PLACE_SYMBOL) & 1) != 0;
}

/* A unit is a text of its own: nothing stands before it, nor behind it. */
static inline guint8
place_at(const guint8 *places, Span unit, size_t at)
{
	guint symbol = at < unit.end ? places[at] & PLACE_SYMBOL : SYMBOL_END;
	Before before =
		at == unit.start ? BEFORE_START : states_before_of(places[at - 1] & PLACE_SYMBOL);

	return place_of(before, symbol);
}

/* Leaves out the places within a unit with which it cannot begin. */
static inline size_t
skip(const Beginning *beginning, const guint8 *places, Span unit, Span starts)
{
	size_t at = starts.start, end = MIN(starts.end + 1, unit.end);

	if (at == unit.start)
		return at;
	while (at < end && !may_begin(beginning, places[at]))
		at++;
	return at;
}

bool
recognisers_narrow(Recognisers *all, guint pattern, const guint8 *places, Span unit, Span *starts,
	size_t *end_out)
{
	const Beginning *beginning = &all->beginnings[pattern];
	Span left = *starts;

	for (; (left.start = skip(beginning, places, unit, left)) <= left.end; left.start++) {
		guint8 place = place_at(places, unit, left.start);
		guint32 first = first_state(all, pattern, (Before)(place >> PLACE_BEFORE));
		if (!may_begin(beginning, place) ||
			!run(all, first, places, unit, left.start, end_out))
			continue;
		if (first != NOT_READ)
			*starts = (Span){ left.start, left.start };
		return true;
	}
	return false;
}

/* ---- all of them ------------------------------------------------------------------------------
 */

Recognisers *
recognisers_new(const GPtrArray *patterns)
{
	Recognisers *all = g_new0(Recognisers, 1);

	all->patterns = g_ptr_array_ref((GPtrArray *)(gpointer)patterns);
	for (guint c = 0; c < G_N_ELEMENTS(all->symbols); c++)
		all->symbols[c] = recogniser_symbol((guint8)c);
	all->beginnings = g_new0(Beginning, patterns->len + 1);
	for (guint i = 0; i < patterns->len; i++)
		memset(all->beginnings[i].symbols, 0xff, sizeof(all->beginnings[i].symbols));
	all->states = states_new(patterns->len);
	pthread_mutex_init(&all->lock, NULL);
	return all;
}

void
recognisers_free(Recognisers *all)
{
	if (all == NULL)
		return;
	g_ptr_array_unref(all->patterns);
	pthread_mutex_destroy(&all->lock);
	states_free(all->states);
	g_free(all->beginnings);
	g_free(all);
}
