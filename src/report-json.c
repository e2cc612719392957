/* report-json.c - the figures of a report for programs. SPDX-License-Identifier: MIT */
#include "report.h"

#include <json-glib/json-glib.h>

#include "json-value.h"

static void
put(JsonBuilder *to, const char *name, const char *text)
{
	json_builder_set_member_name(to, name);
	json_builder_add_string_value(to, text);
}

static void
put_cells(JsonBuilder *to, const char *const *cells)
{
	json_builder_begin_array(to);
	for (; *cells != NULL; cells++)
		json_builder_add_string_value(to, *cells);
	json_builder_end_array(to);
}

/* Numbers where the shape has numbers. */
static void
put_row(JsonBuilder *to, const Figure *figure, guint row)
{
	bool has_words =
		figure->kind->shape == FIGURE_TABLE || figure->kind->shape == FIGURE_STORIES;

	json_builder_begin_array(to);
	for (guint column = 0; column < figure_columns(figure->kind); column++) {
		const char *cell = figure_cell(figure, row, column);
		bool is_number = has_words ? figure->kind->shape == FIGURE_TABLE && column > 0 &&
						     g_ascii_isdigit(*cell)
					   : column > 0;
		if (is_number)
			json_builder_add_int_value(to, figure_number(figure, row, column));
		else
			json_builder_add_string_value(to, cell);
	}
	json_builder_end_array(to);
}

static void
put_figure(JsonBuilder *to, const Figure *figure)
{
	json_builder_begin_object(to);
	put(to, "id", figure->kind->id);
	put(to, "title", figure->kind->title);
	put(to, "sql", figure->sql);
	put(to, "withheld", figure->withheld != NULL ? figure->withheld : "");
	json_builder_set_member_name(to, "columns");
	put_cells(to, figure->kind->columns);
	json_builder_set_member_name(to, "rows");
	json_builder_begin_array(to);
	for (guint row = 0; row < figure->rows->len; row++)
		put_row(to, figure, row);
	json_builder_end_array(to);
	json_builder_end_object(to);
}

char *
report_json(const Figures *figures)
{
	g_autoptr(JsonBuilder) to = json_builder_new();

	json_builder_begin_object(to);
	put(to, "since", figures->since);
	put(to, "until", figures->until);
	put(to, "policy", figures->policy);
	json_builder_set_member_name(to, "agents");
	json_builder_add_int_value(to, figures->n_agents);
	json_builder_set_member_name(to, "figures");
	json_builder_begin_array(to);
	for (guint i = 0; i < figures->figures->len; i++)
		put_figure(to, figures->figures->pdata[i]);
	json_builder_end_array(to);
	json_builder_end_object(to);
	g_autoptr(JsonNode) root = json_builder_get_root(to);
	return value_line(root);
}
