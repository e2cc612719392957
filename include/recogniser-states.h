/* recogniser-states.h - where in their programs patterns may be, made one at a time as texts ask
 * for them. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_RECOGNISER_STATES_H
#define EMPATHY_RECOGNISER_STATES_H

#include "recogniser-program.h"

/* What the table may say besides a state's number. UNKNOWN: nobody has asked yet. MATCHED: there
 * may be a match, and only PCRE2 knows how far it goes. In ENDED and all states behind it a match
 * ended before the last symbol, and goes so far unless a later state says farther. */
enum {
	UNKNOWN,
	DEAD,
	MATCHED,
	NOT_READ,
	FIRST_STATE,
	ENDED = 0xC000,
	MOST_STATES = 0x10000,
};

/* What stands before the next symbol. */
typedef enum Before { BEFORE_START, BEFORE_NO_WORD, BEFORE_WORD, BEFORE_EITHER, N_BEFORES } Before;

/* Where in the table it says what follows a state by a symbol: each state has two cache lines. */
static inline size_t
states_cell(guint state, guint symbol)
{
	return (size_t)state << 6 | symbol;
}

typedef struct StateMaker StateMaker; /* opaque */

typedef struct States {
	guint16 *table; /* of each state, by symbol: read by any thread, atomically */
	StateMaker *maker;
} States;

States *states_new(guint n_patterns);
void states_free(States *states);

/* What follows is for one thread at a time. */

/* Takes the program over; NULL: the pattern's states are NOT_READ. */
void states_add_program(States *states, guint pattern, Program *program);
bool states_has_program(const States *states, guint pattern); /* even if NULL was added */
/* Both give MATCHED as well when there is no room for another state. */
guint16 states_first(States *states, guint pattern, Before before);
/* The symbols that may lead on from a state, a bit each; SYMBOL_SKIP leads nowhere new. */
guint64 states_alive(const States *states, guint16 state);
/* symbol: one that is. */
guint16 states_next(States *states, guint16 from, guint symbol);

/* Of what follows a symbol. */
static inline Before
states_before_of(guint symbol)
{
	if (symbol == SYMBOL_BEYOND || symbol == SYMBOL_SKIP)
		return BEFORE_EITHER;
	return recogniser_is_of_word(symbol) ? BEFORE_WORD : BEFORE_NO_WORD;
}

#endif
