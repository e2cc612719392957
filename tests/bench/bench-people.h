/* bench-people.h - people who ask a record their questions, and programs that burn as much CPU
 * without a look at it. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_BENCH_PEOPLE_H
#define EMPATHY_BENCH_PEOPLE_H

#include <glib.h>

enum { MOST_PEOPLE = 16, MOST_QUESTIONS = 4000 };

typedef struct Person {
	guint number;
	gint64 until;
	gint64 costs[MOST_QUESTIONS]; /* of CPU, in microseconds */
	guint n;
} Person;

/* What they go by; set before anybody asks. */
typedef struct People {
	const char *program; /* ours, which burns */
	const char *ctl, *database;
	const char *shown; /* id of a reply */
	const char *now;   /* seconds since 1970 */
	gint64 pause_us;   /* between one's questions */
} People;
extern People people;

/* Threads of their own, each with its Person: asks until its time has come; then the same once
 * more without the record. */
void *people_ask(void *person);
void *people_burn(void *person);
/* The program that does it: so many microseconds of CPU, as text. Its exit status. */
int people_burn_alone(const char *microseconds);

#endif
