/* literal-clauses.h - sets of strings while literals.c reads a pattern.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_LITERAL_CLAUSES_H
#define EMPATHY_LITERAL_CLAUSES_H

#include <glib.h>
#include <stdbool.h>

/* Strings that a part of a pattern matches exactly; more of one part become a clause. */
enum { MOST_EXACT = 160 };

GPtrArray *strings_new(void); /* of char * */
GPtrArray *strings_of_one(const char *text);
/* Every string of one followed by every string of the other, if they stay few and short. */
bool strings_can_join(const GPtrArray *a, const GPtrArray *b);
GPtrArray *strings_join(const GPtrArray *a, const GPtrArray *b);

GPtrArray *clauses_new(void); /* of arrays of char * */
/* Adds a copy of the strings as a clause, if asking for them tells anything. */
void clauses_add(GPtrArray *clauses, const GPtrArray *strings);
/* How much a clause tells: the more, the fewer texts meet it. */
double clause_worth(const GPtrArray *clause);
const GPtrArray *clauses_best(const GPtrArray *clauses); /* NULL when there is none */

#endif
