/* prefilter-tables.h - what prefilter.c makes of patterns, prefilter-scan.c finds in a text by it,
 * and prefilter-places.c answers from.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_PREFILTER_TABLES_H
#define EMPATHY_PREFILTER_TABLES_H

#include <glib.h>
#include <stdbool.h>

#include "prefilter.h"
#include "recogniser.h"
#include "word-trie.h"

/* A clause that a literal's occurrence meets, and how many characters behind the start of a match
 * it stands. */
typedef struct Use {
	guint32 clause : 31;
	guint32 is_aim : 1; /* of some pattern */
	guint16 from, to;   /* up to FARTHEST, which for to is any distance */
} Use;

enum {
	NO_AIM = G_MAXUINT,
	FARTHEST = G_MAXUINT16,
	MOST_PLACES = 1 << 16, /* of a text; then only its sentences are told apart */
};

/* Not a distance, on any machine: nothing may be added to it. */
#define NO_LIMIT G_MAXSIZE

struct Prefilter {
	WordTrie *words;
	guint *uses_of;  /* of each word, and one past the last: into uses */
	Use *uses;       /* of a word: those for an aim come first */
	GArray *clauses; /* of guint: each pattern's clauses, one pattern after another */
	guint *first;    /* of each pattern, and one past the last: into clauses */
	guint *aim;      /* of each pattern: its clause that tells where it begins, or NO_AIM */
	size_t *reach;   /* of each pattern: it begins so near its unit's end, or NO_LIMIT */
	Recognisers *recognisers;
	bool *is_anchored; /* of each pattern: it begins where its unit does, or not at all */
	guint n_clauses;   /* different ones */
};

/* Where a clause is met. */
typedef struct Place {
	guint32 start;    /* of the literal in the text */
	guint32 next;     /* index + 1 of the clause's next one, farther on; 0 at the end */
	guint16 length;   /* of the literal */
	guint16 from, to; /* its distance from the start of a match, as in its use */
} Place;

/* The places of one clause. */
typedef struct Row {
	guint32 first;     /* index + 1 */
	guint32 cursor;    /* the first that starts there ... */
	guint32 cursor_at; /* ... or behind it */
} Row;

struct PrefilterSpace {
	const Prefilter *prefilter;
	guint64 *bits; /* n_clauses times n_words: the sentences that meet each */
	guint64 *row;  /* the answer */
	guint64 *other;
	size_t n_words, most_words;
	Row *rows; /* n_clauses */
	Place *places;
	guint n_places, most_places;
	const Prose *prose;
	guint8 *seen; /* the prose as recognisers see it */
	size_t most_seen;
	size_t n_further; /* bytes of the text that begin no character */
	size_t sentence;  /* where the last word begins: the next one does there or before it */
};

#endif
