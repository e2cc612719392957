/* report-sql.c - the queries behind a report's figures, as a file that runs.
 * SPDX-License-Identifier: MIT */
#include "report.h"

#include <string.h>

/* A comment ends with its line. */
static void
add_comment(GString *out, const char *text)
{
	g_auto(GStrv) lines = g_strsplit_set(text, "\r\n", -1);

	for (char **line = lines; *line != NULL; line++)
		g_string_append_printf(out, "-- %s\n", *line);
}

char *
report_sql(const Figures *figures)
{
	GString *out = g_string_new(NULL);
	g_autofree char *title = report_title(figures);

	add_comment(out, title);
	add_comment(out, "Ask the record again: sqlite3 -readonly -box RECORD <THIS-FILE");
	add_comment(out, "It answers the same, until rows are purged or more becomes of them.");
	for (guint i = 0; i < figures->figures->len; i++) {
		const Figure *figure = figures->figures->pdata[i];
		guint number = figures_query_number(figures, figure);
		if (number == 0)
			continue;
		g_autofree char *head = g_strdup_printf("%u. %s", number, figure->kind->title);
		g_string_append_c(out, '\n');
		add_comment(out, head);
		g_string_append_printf(out, "%s;\n", figure->sql);
	}
	return g_string_free(out, FALSE);
}
