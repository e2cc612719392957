/* literal-clauses.h - sets of strings while literals.c reads a pattern.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_LITERAL_CLAUSES_H
#define EMPATHY_LITERAL_CLAUSES_H

#include <glib.h>
#include <stdbool.h>

#include "literals.h"

/* Strings that a part of a pattern matches exactly; more of one part become a clause. */
enum { MOST_EXACT = 160 };

/* Characters that a part of a pattern matches, or that stand before it. */
typedef struct Extent {
	guint least, most; /* most: up to LITERAL_ANYWHERE */
} Extent;

Extent extent_add(Extent a, Extent b);

GPtrArray *strings_new(void); /* of char * */
GPtrArray *strings_of_one(const char *text);
/* Every string of one followed by every string of the other, if they stay few and short. */
bool strings_can_join(const GPtrArray *a, const GPtrArray *b);
/* Whether each may become a character longer, */
bool strings_can_grow(const GPtrArray *strings);
/* ... and makes it so. */
void strings_grow(GPtrArray *strings, char c);
GPtrArray *strings_join(const GPtrArray *a, const GPtrArray *b);

GPtrArray *clauses_new(void); /* of arrays of Literal */
/* Adds the strings as a clause that begins so far behind the start. */
void clauses_add(GPtrArray *clauses, const GPtrArray *strings, Extent before);
/* Adds a clause that either of two meets, with a copy of their literals. */
void clauses_add_either(GPtrArray *clauses, const GPtrArray *one, const GPtrArray *other);
/* So much more stands before all of them. */
void clauses_shift(GPtrArray *clauses, Extent by);
/* No word goes on before what stands at the very start. */
void clauses_begin_words(GPtrArray *clauses);

/* Takes away what nearly every sentence meets. */
void clauses_drop_idle(GPtrArray *clauses);
/* How much a clause tells: the more, the fewer texts meet it. */
double clause_worth(const GPtrArray *clause);
/* How well a clause tells where a match begins; negative when it does not. */
double clause_aim(const GPtrArray *clause);
/* The best by one of these measures; NULL when there is none. */
const GPtrArray *clauses_best(const GPtrArray *clauses, double (*measure)(const GPtrArray *clause));

#endif
