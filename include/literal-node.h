/* literal-node.h - a part of a regular expression while literals.c reads it.
 *
 * A node is either exact - it matches just these few strings - or it asks for clauses. Strings grow
 * over neighbours while they are few; where they end, they become a clause.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_LITERAL_NODE_H
#define EMPATHY_LITERAL_NODE_H

#include "literal-clauses.h"

typedef struct Node {
	GPtrArray *exact;   /* of char *; NULL when it is not exact */
	Extent before;      /* what stands before the exact strings */
	GPtrArray *clauses; /* of arrays of Literal */
	Extent extent;      /* how much all of it matches */
	bool is_broken;     /* of a sequence being read: exact is only how it goes on */
	bool is_parting;    /* what it matches, if anything, ends with no letter, digit or '_' */
	bool is_last;       /* nothing of the text may follow */
} Node;

Node node_of_strings(GPtrArray *strings, Extent extent); /* takes them over */
Node node_of_character(char c);
/* Says something about a place, and matches nothing. */
Node node_of_place(const char *mark);
/* The end of the text. */
Node node_of_end(void);
/* One character of a kind, or of another. */
Node node_of_mark(char mark, char other);
Node node_of_any_character(void);
/* Matches something, who knows what. */
Node node_unknown(guint least, guint most);
void node_clear(Node *node);

/* The exact strings so far end here: they become a clause. */
void node_end_exact(Node *node);

/* A character that stands once, added to the exact strings; false: there are none, or they are long
 * enough. */
bool node_append_character(Node *whole, char c);
/* So many times at least and at most. */
void node_append_repeated(Node *whole, Node *next, int least, int most);
/* Either this or that, which is taken over. */
void node_join(Node *either, Node *other);

#endif
