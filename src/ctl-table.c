/* ctl-table.c - tables on a terminal (libsmartcols). SPDX-License-Identifier: MIT */
#include <libsmartcols/libsmartcols.h>

#include "table.h"

struct Table {
	struct libscols_table *table;
	guint n_columns;
	bool colour;
};

Table *
table_new(const TableColumn *columns, bool is_terminal, bool colour)
{
	Table *table = g_new0(Table, 1);

	table->table = scols_new_table();
	if (table->table == NULL)
		g_error("out of memory");
	table->colour = colour;
	scols_table_enable_colors(table->table, colour);
	scols_table_enable_maxout(table->table, FALSE);
	scols_table_set_column_separator(table->table, "  ");
	if (!is_terminal)
		scols_table_set_termforce(table->table, SCOLS_TERMFORCE_NEVER);
	for (; columns[table->n_columns].title != NULL; table->n_columns++) {
		const TableColumn *column = &columns[table->n_columns];
		int flags = (is_terminal && column->may_shrink ? SCOLS_FL_TRUNC : 0) |
			    (column->is_number ? SCOLS_FL_RIGHT : 0);
		scols_table_new_column(table->table, column->title, 0, flags);
	}
	return table;
}

static const char *const ink_names[N_INKS] = {
	[INK_PLAIN] = NULL,
	[INK_BOLD] = "bold",
	[INK_DIM] = "halfbright",
	[INK_RED] = "red",
	[INK_YELLOW] = "brown",
	[INK_GREEN] = "green",
};

void
table_add(Table *table, const char *const *cells, const Ink *inks)
{
	struct libscols_line *line = scols_table_new_line(table->table, NULL);

	for (guint i = 0; i < table->n_columns; i++) {
		g_autofree char *clean = terminal_clean(cells[i]);
		scols_line_set_data(line, i, clean);
		if (table->colour && inks != NULL && ink_names[inks[i]] != NULL)
			scols_cell_set_color(scols_line_get_cell(line, i), ink_names[inks[i]]);
	}
}

bool
table_print(Table *table, FILE *to)
{
	scols_table_set_stream(table->table, to);
	return scols_print_table(table->table) == 0;
}

void
table_free(Table *table)
{
	if (table == NULL)
		return;
	scols_unref_table(table->table);
	g_free(table);
}
