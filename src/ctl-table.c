/* ctl-table.c - tables on a terminal (libsmartcols). SPDX-License-Identifier: MIT */
#include <libsmartcols/libsmartcols.h>
#include <string.h>

#include "table.h"

/* LEAST: of a cell that is cut; less tells nothing. */
enum { GAP = 2, LEAST = 8 };

typedef struct Column {
	TableColumn is;
	guint natural, width;
	bool is_left_out;
} Column;

struct Table {
	GArray *columns;
	GPtrArray *rows; /* of char **, clean */
	GPtrArray *inks; /* of Ink *, or NULL: plain */
	guint room;      /* 0: without end */
	guint id_length; /* so many bytes of each are enough; 0: whole */
	bool colour;
};

static Column *
column_of(const Table *table, guint i)
{
	return &g_array_index(table->columns, Column, i);
}

static char *
cell_of(const Table *table, guint row, guint column)
{
	return ((char **)table->rows->pdata[row])[column];
}

Table *
table_new(const TableColumn *columns, bool is_terminal, bool colour)
{
	Table *table = g_new0(Table, 1);

	table->columns = g_array_new(FALSE, TRUE, sizeof(Column));
	table->rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
	table->inks = g_ptr_array_new_with_free_func(g_free);
	table->room = is_terminal ? terminal_width() : 0;
	table->colour = colour;
	for (; columns->title != NULL; columns++) {
		Column column = { .is = *columns };
		column.is.title = g_strdup(columns->title);
		g_array_append_val(table->columns, column);
	}
	return table;
}

void
table_add(Table *table, const char *const *cells, const Ink *inks)
{
	guint n = table->columns->len;
	char **row = g_new0(char *, n + 1);

	for (guint i = 0; i < n; i++)
		row[i] = terminal_clean(cells[i]);
	g_ptr_array_add(table->rows, row);
	g_ptr_array_add(table->inks, inks != NULL ? g_memdup2(inks, n * sizeof(*inks)) : NULL);
}

/* ---- what fits ------------------------------------------------------------------------------- */

static guint
width_of(const char *text)
{
	const bool is_utf8 = g_get_charset(NULL);
	guint width = 0;

	for (; *text != '\0'; text = g_utf8_next_char(text)) {
		gunichar c = g_utf8_get_char(text);
		if (c >= 0x80 && !is_utf8) /* shown as "\xc3\xbc" */
			width += 4 * (guint)g_unichar_to_utf8(c, NULL);
		else
			width += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
	}
	return width;
}

/* As wide as its widest cell. */
static void
measure(const Table *table, guint i)
{
	Column *column = column_of(table, i);

	column->natural = 0;
	for (guint row = 0; row < table->rows->len; row++)
		column->natural = MAX(column->natural, width_of(cell_of(table, row, i)));
	column->width = MAX(column->natural, width_of(column->is.title));
}

/* By how much the table is too wide. */
static guint
excess(const Table *table)
{
	guint width = 0;

	for (guint i = 0; i < table->columns->len; i++)
		if (!column_of(table, i)->is_left_out)
			width += column_of(table, i)->width + (width > 0 ? GAP : 0);
	return table->room > 0 && width > table->room ? width - table->room : 0;
}

static void
leave_out_empty(Table *table, guint i)
{
	Column *column = column_of(table, i);

	column->is_left_out = column->is.may_go && column->natural == 0;
}

static bool
share_domain(const Table *table, guint i)
{
	const char *first = NULL;

	for (guint row = 0; row < table->rows->len; row++) {
		const char *cell = cell_of(table, row, i);
		const char *domain = strchr(cell, '@');
		if (*cell == '\0')
			continue;
		if (domain == NULL || domain == cell)
			return false;
		if (first != NULL && g_ascii_strcasecmp(first, domain) != 0)
			return false;
		first = domain;
	}
	return first != NULL;
}

static void
drop_domain(Table *table, guint i)
{
	if (column_of(table, i)->is.fit != TABLE_ADDRESS || !share_domain(table, i))
		return;
	for (guint row = 0; row < table->rows->len; row++) {
		char *cell = cell_of(table, row, i);
		cell[strcspn(cell, "@")] = '\0';
	}
	measure(table, i);
}

/* How much of an id 'show' and others need to find it. */
static void
look_up_ids(Table *table, Record *record)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();

	for (guint i = 0; table->room > 0 && i < table->columns->len; i++)
		for (guint row = 0;
			column_of(table, i)->is.fit == TABLE_ID && row < table->rows->len; row++)
			g_ptr_array_add(ids, cell_of(table, row, i));
	if (ids->len > 0)
		record_id_beginnings(record, ids, &table->id_length, NULL);
}

static void
cut_ids(Table *table, guint i)
{
	if (column_of(table, i)->is.fit != TABLE_ID || table->id_length == 0)
		return;
	for (guint row = 0; row < table->rows->len; row++) {
		char *cell = cell_of(table, row, i);
		cell[MIN(strlen(cell), table->id_length)] = '\0';
	}
	measure(table, i);
}

static bool
may_shrink(const Column *column)
{
	return !column->is_left_out && column->width > LEAST &&
	       (column->is.fit == TABLE_TEXT || column->is.fit == TABLE_PATH ||
		       column->is.fit == TABLE_ADDRESS);
}

/* Always the widest gives. */
static void
shrink(Table *table)
{
	for (guint much = excess(table); much > 0; much--) {
		Column *widest = NULL;
		for (guint i = 0; i < table->columns->len; i++) {
			Column *column = column_of(table, i);
			if (may_shrink(column) && (widest == NULL || column->width > widest->width))
				widest = column;
		}
		if (widest == NULL)
			return;
		widest->width--;
	}
}

/* False when none is left that may go. */
static bool
leave_out_last(Table *table)
{
	for (guint i = table->columns->len; i-- > 0;) {
		Column *column = column_of(table, i);
		if (column->is.may_go && !column->is_left_out) {
			column->is_left_out = true;
			return true;
		}
	}
	return false;
}

static void
fit(Table *table)
{
	static void (*const gently[])(
		Table * table, guint i) = { leave_out_empty, drop_domain, cut_ids };

	for (guint i = 0; i < table->columns->len; i++)
		measure(table, i);
	for (guint step = 0; step < G_N_ELEMENTS(gently); step++)
		for (guint i = 0; i < table->columns->len && excess(table) > 0; i++)
			gently[step](table, i);
	shrink(table);
	while (excess(table) > 0 && leave_out_last(table)) {
		for (guint i = 0; i < table->columns->len; i++)
			measure(table, i);
		shrink(table);
	}
}

/* The end of text that fits, or its beginning, with a mark where the rest was. */
static char *
cut_to(const char *text, guint width, bool keeps_end)
{
	const char *mark = g_get_charset(NULL) ? "…" : "~";
	const char *from = text, *to = text + strlen(text);
	guint all = width_of(text);

	if (all <= width)
		return g_strdup(text);
	while (from < to && width_of(from) > width - 1 && keeps_end)
		from = g_utf8_next_char(from);
	g_autofree char *kept = g_strdup(from);
	for (gsize length = strlen(kept); width_of(kept) > width - 1; kept[length] = '\0')
		length = (gsize)(g_utf8_prev_char(kept + length) - kept);
	return keeps_end ? g_strconcat(mark, kept, NULL) : g_strconcat(kept, mark, NULL);
}

/* ---- and onto the terminal --------------------------------------------------------------------
 */

static const char *const ink_names[N_INKS] = {
	[INK_PLAIN] = NULL,
	[INK_BOLD] = "bold",
	[INK_DIM] = "halfbright",
	[INK_RED] = "red",
	[INK_YELLOW] = "brown",
	[INK_GREEN] = "green",
};

static void
add_line(const Table *table, struct libscols_table *to, guint row)
{
	struct libscols_line *line = scols_table_new_line(to, NULL);
	const Ink *inks = table->inks->pdata[row];
	guint place = 0;

	for (guint i = 0; i < table->columns->len; i++) {
		const Column *column = column_of(table, i);
		if (column->is_left_out)
			continue;
		g_autofree char *cell =
			cut_to(cell_of(table, row, i), column->width, column->is.fit == TABLE_PATH);
		scols_line_set_data(line, place, cell);
		if (table->colour && inks != NULL && ink_names[inks[i]] != NULL)
			scols_cell_set_color(scols_line_get_cell(line, place), ink_names[inks[i]]);
		place++;
	}
}

bool
table_print(Table *table, Record *record)
{
	struct libscols_table *lines = scols_new_table();

	if (lines == NULL)
		g_error("out of memory");
	look_up_ids(table, record);
	fit(table);
	scols_table_enable_colors(lines, table->colour);
	scols_table_enable_maxout(lines, FALSE);
	scols_table_set_column_separator(lines, "  ");
	scols_table_set_termforce(lines, SCOLS_TERMFORCE_NEVER);
	for (guint i = 0; i < table->columns->len; i++) {
		const Column *column = column_of(table, i);
		if (!column->is_left_out)
			scols_table_new_column(lines, column->is.title, 0,
				column->is.is_number ? SCOLS_FL_RIGHT : 0);
	}
	for (guint row = 0; row < table->rows->len; row++)
		add_line(table, lines, row);
	bool is_written = scols_print_table(lines) == 0;
	scols_unref_table(lines);
	return is_written;
}

void
table_free(Table *table)
{
	if (table == NULL)
		return;
	for (guint i = 0; i < table->columns->len; i++)
		g_free((char *)column_of(table, i)->is.title);
	g_array_unref(table->columns);
	g_ptr_array_unref(table->rows);
	g_ptr_array_unref(table->inks);
	g_free(table);
}
