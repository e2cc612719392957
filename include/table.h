/* table.h - rows and columns for a terminal, a spreadsheet or a program.
 *
 * Cells come from mail and are hostile: for a terminal they are cleaned, for a spreadsheet nothing
 * that begins like a formula is left to be one.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_TABLE_H
#define EMPATHY_TABLE_H

#include <glib.h>
#include <stdbool.h>

#include "record.h"
#include "terminal.h"

/* One row of CSV (RFC 4180), line end included; caller frees. */
char *table_csv(const char *const *cells);

/* What a cell loses where the terminal is too narrow for all of its table. */
typedef enum TableFit {
	TABLE_WHOLE,   /* nothing */
	TABLE_TEXT,    /* its end */
	TABLE_PATH,    /* its beginning */
	TABLE_ADDRESS, /* the domain, if all of the column have the same; then its end */
	TABLE_ID,      /* what nobody needs to find it in the record */
} TableFit;

typedef struct TableColumn {
	const char *title;
	TableFit fit;
	bool is_number; /* aligned to the right */
	bool may_go;    /* left out, where nothing else helps or it is empty; the last one first */
} TableColumn;

typedef struct Table Table; /* opaque */

/* columns end with a NULL title. is_terminal: fit into its width; colour: if asked for. */
Table *table_new(const TableColumn *columns, bool is_terminal, bool colour);
/* inks may be NULL, or has one for each cell. */
void table_add(Table *table, const char *const *cells, const Ink *inks);
/* On stdout; record: where its ids are from, NULL when it has no TABLE_ID. False when it could not
 * be written. */
bool table_print(Table *table, Record *record);
void table_free(Table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_free)

#endif
