/* recogniser.c - asks the states of a pattern's program; see recogniser-states.h.
 * SPDX-License-Identifier: MIT */
#include "recogniser.h"

#include <pthread.h> /* a thread sanitizer sees its locks, GLib's not */

#include "pattern.h"
#include "recogniser-states.h"

enum { FAR_ENOUGH = 250 /* bytes */ };

/* Of a pattern behind what stands before it. */
typedef struct Beginning {
	guint64 symbols; /* a bit each with which it may begin; 0: nobody has asked yet */
	guint16 state;
} Beginning;

struct Recognisers {
	GPtrArray *patterns;
	guint8 symbols[256];
	guint8 before[256];                 /* Before, of what follows such a byte */
	Beginning (*beginnings)[N_BEFORES]; /* of each pattern */
	States *states;
	pthread_mutex_t lock; /* whoever makes states holds it */
};

/* ---- what was not known yet -------------------------------------------------------------------
 */

/* What one thread has filled in meanwhile the next one finds. */
static guint64
fill_in_beginning(Recognisers *all, guint pattern, Before before)
{
	const Pattern *asked = all->patterns->pdata[pattern];
	Beginning *beginning = &all->beginnings[pattern][before];

	pthread_mutex_lock(&all->lock);
	if (!states_has_program(all->states, pattern))
		states_add_program(all->states, pattern,
			program_new(pattern_regex(asked),
				(pattern_flags(asked) & PATTERN_CASE_SENSITIVE) != 0));
	if (beginning->symbols == 0) {
		beginning->state = states_first(all->states, pattern, before);
		guint64 symbols = states_alive(all->states, beginning->state);
		__atomic_store_n(
			&beginning->symbols, symbols | (guint64)1 << SYMBOL_END, __ATOMIC_RELEASE);
	}
	guint64 symbols = beginning->symbols;
	pthread_mutex_unlock(&all->lock);
	return symbols;
}

static guint16
fill_in(Recognisers *all, guint16 from, guint symbol)
{
	pthread_mutex_lock(&all->lock);
	guint16 state = states_next(all->states, from, symbol);
	__atomic_store_n(&all->states->table[from * N_SYMBOLS + symbol], state, __ATOMIC_RELEASE);
	pthread_mutex_unlock(&all->lock);
	return state;
}

/* ---- asking -----------------------------------------------------------------------------------
 */

static inline bool
may_begin(Recognisers *all, guint pattern, Before before, guint symbol)
{
	guint64 symbols =
		__atomic_load_n(&all->beginnings[pattern][before].symbols, __ATOMIC_ACQUIRE);

	if (symbols == 0)
		symbols = fill_in_beginning(all, pattern, before);
	return (symbols >> symbol & 1) != 0;
}

static inline guint16
step(Recognisers *all, guint16 from, guint symbol)
{
	guint16 next =
		__atomic_load_n(&all->states->table[from * N_SYMBOLS + symbol], __ATOMIC_ACQUIRE);

	return next != UNKNOWN ? next : fill_in(all, from, symbol);
}

/* Whether there may be a match that begins there, and where it ends. Far behind its beginning
 * hardly any is refused. */
static bool
run(Recognisers *all, guint16 state, const char *text, Span unit, size_t start, size_t *end_out)
{
	size_t far = MIN(unit.end, start + FAR_ENOUGH), end = NOT_TOLD;

	for (size_t at = start; at < far && state >= FIRST_STATE; at++) {
		guint symbol = all->symbols[(guint8)text[at]];
		state = step(all, state, symbol);
		if (state >= ENDED && symbol != SYMBOL_SKIP)
			end = at;
	}
	if (state >= FIRST_STATE && far == unit.end) {
		state = step(all, state, SYMBOL_END);
		end = state >= ENDED ? unit.end : end;
	}
	bool is_told = state == DEAD || state == ENDED;
	*end_out = is_told ? end : NOT_TOLD;
	return !is_told || end != NOT_TOLD;
}

bool
recognisers_narrow(
	Recognisers *all, guint pattern, const char *text, Span unit, Span *starts, size_t *end_out)
{
	for (size_t at = starts->start; at <= starts->end; at++) {
		guint symbol = at < unit.end ? all->symbols[(guint8)text[at]] : SYMBOL_END;
		Before before =
			at == unit.start ? BEFORE_START : (Before)all->before[(guint8)text[at - 1]];
		if (!may_begin(all, pattern, before, symbol))
			continue;
		guint16 first = all->beginnings[pattern][before].state;
		if (!run(all, first, text, unit, at, end_out))
			continue;
		if (first != NOT_READ)
			*starts = (Span){ at, at };
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
	for (guint c = 0; c < G_N_ELEMENTS(all->symbols); c++) {
		all->symbols[c] = recogniser_symbol((guint8)c);
		all->before[c] = (guint8)states_before_of(all->symbols[c]);
	}
	all->beginnings = g_malloc0_n(patterns->len + 1, sizeof(*all->beginnings));
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
