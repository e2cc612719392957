/* table-csv.c - rows for a spreadsheet that must not run them. SPDX-License-Identifier: MIT */
#include <string.h>

#include "table.h"

/* OWASP's list: what makes a spreadsheet take a cell for a formula, in East Asian locales in full
 * width as well. An apostrophe before it is text to all of them. */
static bool
begins_formula(const char *cell)
{
	static const char *const wide[] = { "\uff1d", "\uff0b", "\uff0d", "\uff20" };

	for (gsize i = 0; i < G_N_ELEMENTS(wide); i++)
		if (g_str_has_prefix(cell, wide[i]))
			return true;
	return *cell != '\0' && strchr("=+-@\t\r\n", *cell) != NULL;
}

static void
append_cell(GString *row, const char *cell)
{
	g_autofree char *valid = g_utf8_make_valid(cell, -1);
	bool is_formula = begins_formula(valid);

	if (!is_formula && strpbrk(valid, "\",;\r\n\t'") == NULL) {
		g_string_append(row, valid);
		return;
	}
	g_string_append_c(row, '"');
	if (is_formula)
		g_string_append_c(row, '\'');
	for (const char *at = valid; *at != '\0'; at++) {
		if (*at == '"')
			g_string_append_c(row, '"');
		g_string_append_c(row, *at);
	}
	g_string_append_c(row, '"');
}

char *
table_csv(const char *const *cells)
{
	GString *row = g_string_new("");

	for (gsize i = 0; cells[i] != NULL; i++) {
		if (i > 0)
			g_string_append_c(row, ',');
		append_cell(row, cells[i]);
	}
	g_string_append(row, "\r\n");
	return g_string_free(row, FALSE);
}
