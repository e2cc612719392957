/* rows.h - the body's lines, made ready for asking who wrote them.
 * Borrowed from the Message, which must outlive them. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_ROWS_H
#define EMPATHY_ROWS_H

#include <glib.h>
#include <stdbool.h>

#include "attribution.h"
#include "message.h"

typedef enum RowKind {
	ROW_TEXT,
	ROW_MACHINE,   /* written by a program: attribution, separator, marker */
	ROW_SIGNATURE, /* sign-off, name block, disclaimer */
} RowKind;

typedef struct Row {
	const char *text; /* as shown */
	const char *fold; /* as compared; "" when nothing is to be seen */
	gsize length;     /* of fold */
	guint32 kinds;    /* attribution_kinds() of fold */
	int depth;        /* of quoting */
	guint marks;      /* LineMark */
	int level;        /* 0: the writer's; n: the n-th message below */
	RowKind kind;
	bool is_template; /* of a helpdesk or a gateway, not of a person */
	gsize keep;       /* bytes of text that stand before an attribution in the same line */
	int turn;         /* index of the quoted message; -1 for the writer's own text */
} Row;

typedef struct Rows {
	Row *row;
	guint count;
	char *folds;
} Rows;

Rows *rows_new(const GPtrArray *lines, const Attribution *attribution);
void rows_free(Rows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rows, rows_free)

bool row_is_blank(const Row *row);
/* The next row with something to see, from i on; rows->count when there is none. */
guint rows_next(const Rows *rows, guint i);
/* attribution_finds() in what is compared. */
const char *row_finds(
	const Row *row, const Attribution *attribution, WordKind kind, gsize *length_out);
/* Nothing but dashes, underscores, equals signs and the like. */
bool row_is_ruled(const Row *row);

#endif
