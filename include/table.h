/* table.h - rows and columns for a terminal, a spreadsheet or a program.
 *
 * Cells come from mail and are hostile: for a terminal they are cleaned, for a spreadsheet nothing
 * that begins like a formula is left to be one.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_TABLE_H
#define EMPATHY_TABLE_H

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

#include "terminal.h"

/* One row of CSV (RFC 4180), line end included; caller frees. */
char *table_csv(const char *const *cells);

typedef struct TableColumn {
	const char *title;
	bool may_shrink; /* where the terminal is too narrow */
	bool is_number;  /* aligned to the right */
} TableColumn;

typedef struct Table Table; /* opaque */

/* columns end with a NULL title. is_terminal: fit into its width, with colour if asked for. */
Table *table_new(const TableColumn *columns, bool is_terminal, bool colour);
/* inks may be NULL, or has one for each cell. */
void table_add(Table *table, const char *const *cells, const Ink *inks);
/* False when it could not be written. */
bool table_print(Table *table, FILE *to);
void table_free(Table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_free)

#endif
