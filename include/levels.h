/* levels.h - how deep in the thread each line stands: 0 is the writer's own text, n the n-th
 * message below, whether clients said so with '>', with markup or with a header block alone.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_LEVELS_H
#define EMPATHY_LEVELS_H

#include <glib.h>
#include <stdbool.h>

#include "attribution.h"
#include "origin.h"
#include "rows.h"

enum {
	LEVELS_MOST = 40,
	QUOTED_MOST = 300, /* what goes beyond is read as part of the last */
};

/* A quoted message, as found; its rows carry its index in Row.turn. */
typedef struct Quoted {
	int level;
	Address *from; /* borrowed from the origins; NULL when nothing says */
	const char *date;
	OriginKind kind;
	bool has_origin;
	bool has_text;
} Quoted;

typedef struct Levels {
	GPtrArray *origins; /* of Origin, by row; owned */
	GArray *quoted;     /* of Quoted, in order of appearance */
	bool has_forward;   /* the first quoted message is a forward */
	bool is_cut;
} Levels;

/* Fills level, kind and turn of the rows. is_forward: the subject says that the mail passes
 * something on. Linear. */
Levels *levels_find(Rows *rows, const Attribution *attribution, bool is_forward);
void levels_free(Levels *levels);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Levels, levels_free)

#endif
