/* pairs.h - JSON lines of a helpdesk's export: {"id", "customer", "reply", "customer_name"?,
 * "agent"?}, other members are nobody's business here.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_PAIRS_H
#define EMPATHY_PAIRS_H

#include <glib.h>
#include <stdbool.h>

typedef struct Pair {
	char *id; /* "line N" when there is none */
	char *customer;
	char *reply;
	char *customer_name; /* "" when absent */
	char *agent;         /* "" when absent */
	char *labels; /* the JSON text of "labels", or of a line that is labelled itself; else "" */
	int line;
} Pair;

typedef struct PairsVisitor {
	void (*pair)(const Pair *pair, void *data);
	void (*trouble)(int line, const char *message, void *data);
	void *data;
} PairsVisitor;

/* Blank lines are passed over; a bad one is told, and the rest goes on. Of mail, or of one list of
 * objects, only that is told. */
void pairs_read(const char *text, gsize length, const PairsVisitor *visitor);

#endif
