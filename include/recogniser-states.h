/* recogniser-states.h - where in their programs patterns may be, made one at a time as texts ask
 * for them. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_RECOGNISER_STATES_H
#define EMPATHY_RECOGNISER_STATES_H

#include "recogniser-program.h"

/* What a cell may say besides where a state's cells begin. UNKNOWN: nobody has asked yet. MATCHED:
 * there may be a match, and only PCRE2 knows how far it goes. HAS_ENDED, beside the others: a match
 * ended before the last symbol, and goes so far unless what follows says farther. */
enum {
	UNKNOWN,
	DEAD,
	MATCHED,
	NOT_READ,
	FIRST_STATE,
	HAS_ENDED = 1 << 30,
};

/* What stands before the next symbol. */
typedef enum Before { BEFORE_START, BEFORE_NO_WORD, BEFORE_WORD, BEFORE_EITHER, N_BEFORES } Before;

typedef struct StateMaker StateMaker; /* opaque */

/* A state tells few symbols apart, so its cells are few: one that says which row of kinds is its,
 * and one a kind that says what follows. Kind 0 leads nowhere. */
enum { KINDS_ROW = 64 };

typedef struct States {
	guint32 *cells;             /* read by any thread, atomically */
	guint8 (*kinds)[KINDS_ROW]; /* rows: the kind of each symbol */
	StateMaker *maker;
} States;

States *states_new(guint n_patterns);
void states_free(States *states);

/* What follows is for one thread at a time. */

/* Takes the program over; NULL: the pattern's states are NOT_READ. */
void states_add_program(States *states, guint pattern, Program *program);
bool states_has_program(const States *states, guint pattern); /* even if NULL was added */
/* Both give MATCHED as well when there is no room for another state. */
guint32 states_first(States *states, guint pattern, Before before);
/* The symbols that may lead on from a state, a bit each; SYMBOL_SKIP leads nowhere new. */
guint64 states_alive(const States *states, guint32 state);
/* symbol: one that is. The same for all of its kind. */
guint32 states_next(States *states, guint32 from, guint symbol);

/* Of what follows a symbol. */
static inline Before
states_before_of(guint symbol)
{
	if (symbol == SYMBOL_BEYOND || symbol == SYMBOL_SKIP)
		return BEFORE_EITHER;
	return recogniser_is_of_word(symbol) ? BEFORE_WORD : BEFORE_NO_WORD;
}

#endif
