/* prefilter-tables.h - what prefilter.c makes of patterns, prefilter-scan.c finds in a text by it,
 * and prefilter-places.c answers from.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_PREFILTER_TABLES_H
#define EMPATHY_PREFILTER_TABLES_H

#include <glib.h>
#include <stdbool.h>

#include "prefilter.h"

struct hs_database;
struct hs_scratch;

/* A clause that a literal's occurrence meets, and how far behind the start of a match it stands. */
typedef struct Use {
	guint clause;
	guint from, to;
} Use;

typedef struct Uses {
	guint first, n; /* in Prefilter.uses */
} Uses;

/* A literal; the marks in it are blanks where Hyperscan looks for it, and edges one blank more. */
typedef struct Word {
	guint length;
	bool has_left_edge, has_right_edge;
	char *exactly; /* to compare with the text, where there are marks in it; or NULL */
	guint at;      /* of one looked for by a mark in it: how far into it that stands */
	Uses uses;
} Word;

enum {
	N_MARKS = 128,
	NO_AIM = G_MAXUINT,
	MOST_PLACES = 1 << 16, /* of a text; then only its sentences are told apart */
};

struct Prefilter {
	struct hs_database *database;
	struct hs_scratch *scratch; /* only to be cloned */
	Word *words;                /* those that Hyperscan looks for first, then by mark */
	guint n_words;
	Use *uses;
	GArray *clauses;     /* of guint: each pattern's clauses, one pattern after another */
	guint *first;        /* of each pattern, and one past the last: into clauses */
	guint *aim;          /* of each pattern: its clause that tells where it begins, or NO_AIM */
	bool *is_anchored;   /* of each pattern: it begins where its unit does, or not at all */
	guint n_clauses;     /* different ones */
	Uses marks[N_MARKS]; /* literals of one character; digits at '0' */
	Uses by_mark[N_MARKS]; /* in words: those short or without letters */
};

/* Where a clause is met. */
typedef struct Place {
	guint32 start, end; /* of the literal in the text */
	guint32 from, to;   /* its distance from the start of a match */
	guint32 next;       /* index + 1 of the clause's next one, by end; 0 at the end */
} Place;

/* The places of one clause. */
typedef struct Row {
	guint32 first, last; /* index + 1 */
	guint32 cursor;      /* the first that ends behind ... */
	guint32 cursor_at;   /* ... this offset */
} Row;

struct PrefilterSpace {
	const Prefilter *prefilter;
	struct hs_scratch *scratch;
	guint64 *bits; /* n_clauses times n_words: the sentences that meet each */
	guint64 *row;  /* the answer */
	guint64 *other;
	size_t n_words, most_words;
	Row *rows; /* n_clauses */
	Place *places;
	guint n_places, most_places;
	char *small; /* the text as words are looked for in it, a blank before and behind */
	size_t most_bytes;
	const Prose *prose;
	size_t sentence; /* of the last place: the next one is mostly near */
	size_t marked;   /* up to here marks have been looked for */
};

/* Which of the marks a byte of text is. */
guint prefilter_mark_of(char c);
/* Does it stay as it is where words are looked for? */
static inline bool
prefilter_is_word_byte(char c)
{
	return g_ascii_isalnum(c) || c == '_';
}

#endif
