/* rows.c - the body's lines, made ready. SPDX-License-Identifier: MIT */
#include "rows.h"

#include "fold.h"

#include <string.h>

Rows *
rows_new(const GPtrArray *lines, const Attribution *attribution)
{
	Rows *rows = g_new0(Rows, 1);
	GString *folds = g_string_sized_new(4096);
	g_autofree gsize *at = g_new(gsize, lines->len + 1);

	rows->count = lines->len;
	rows->row = g_new0(Row, lines->len + 1);
	for (guint i = 0; i < lines->len; i++) {
		const Line *line = lines->pdata[i];
		Row *row = &rows->row[i];
		row->text = line->text;
		row->depth = line->depth;
		row->marks = line->marks;
		row->turn = -1;
		at[i] = folds->len;
		gsize before = folds->len;
		fold_append(folds, line->text);
		row->length = folds->len - before;
		g_string_append_c(folds, '\0');
	}
	rows->folds = g_string_free(folds, FALSE);
	for (guint i = 0; i < lines->len; i++) {
		rows->row[i].fold = rows->folds + at[i];
		rows->row[i].kinds = attribution_kinds(attribution, rows->row[i].fold);
	}
	return rows;
}

void
rows_free(Rows *rows)
{
	if (rows == NULL)
		return;
	g_free(rows->row);
	g_free(rows->folds);
	g_free(rows);
}

bool
row_is_blank(const Row *row)
{
	return row->length == 0;
}

guint
rows_next(const Rows *rows, guint i)
{
	while (i < rows->count && row_is_blank(&rows->row[i]))
		i++;
	return i;
}

const char *
row_finds(const Row *row, const Attribution *attribution, WordKind kind, gsize *length_out)
{
	return (row->kinds & 1U << kind) != 0
		       ? attribution_finds(attribution, kind, row->fold, length_out)
		       : NULL;
}

bool
row_is_ruled(const Row *row)
{
	return row->length > 0 && strspn(row->fold, "-_=~+#. ") == row->length;
}
