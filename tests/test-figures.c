/* test-figures.c - numbers and times of a report as people read them, and markup that holds.
 * SPDX-License-Identifier: MIT */
#include "figures.h"

#include <string.h>

#include "chart.h"
#include "markup.h"
#include "report.h"

static const FigureKind time_kind = { .id = "t",
	.section = "S",
	.title = "T",
	.says = "",
	.shape = FIGURE_TIME,
	.columns = { "from", "a", "b", NULL },
	.palette = "family",
	.empty = "none",
	.sql = "" };
static const FigureKind share_kind = { .id = "s",
	.section = "S",
	.title = "<T>",
	.says = "\"&",
	.shape = FIGURE_SHARES,
	.columns = { "x", "part", "of", NULL },
	.empty = "none",
	.sql = "" };

static void
add_row(Figure *figure, const char *cells)
{
	g_ptr_array_add(figure->rows, g_strsplit(cells, "|", -1));
}

static char *
first_column(const Figure *figure)
{
	GString *text = g_string_new(NULL);

	for (guint row = 0; row < figure->rows->len; row++)
		g_string_append_printf(text, "%s%s=%s", row > 0 ? " " : "",
			figure_cell(figure, row, 0), figure_cell(figure, row, 1));
	return g_string_free(text, FALSE);
}

static const struct {
	const char *name, *since, *until, *rows, *filled;
} times[] = {
	{ "days-without-mail", "2026-02-26T10:00:00", "2026-03-02T10:00:00",
		"2026-02-27|1|0 2026-03-01|2|0",
		"2026-02-26=0 2026-02-27=1 2026-02-28=0 2026-03-01=2 2026-03-02=0" },
	{ "an-end-at-midnight", "2026-02-26T00:00:00", "2026-03-01T00:00:00",
		"2026-02-26|1|0 2026-02-28|2|0", "2026-02-26=1 2026-02-27=0 2026-02-28=2" },
	{ "weeks", "2026-01-01T00:00:00", "2026-02-02T00:00:00", "2026-01-05|1|0 2026-01-19|2|0",
		"2025-12-29=0 2026-01-05=1 2026-01-12=0 2026-01-19=2 2026-01-26=0" },
	{ "months", "2025-05-01T00:00:00", "2026-02-01T00:00:00", "2025-11-01|1|0 2026-01-01|2|0",
		"2025-05-01=0 2025-06-01=0 2025-07-01=0 2025-08-01=0 2025-09-01=0 2025-10-01=0 2025-11-01=1 2025-12-01=0 2026-01-01=2" },
	{ "nothing", "2026-01-01T00:00:00", "2026-02-02T00:00:00", "", "" },
	{ "days-that-are-none", "2026-01-01T00:00:00", "2026-02-02T00:00:00", "2025-13-01|1|0",
		"2025-13-01=1" },
};

static void
time_runs_evenly(gconstpointer data)
{
	guint n = GPOINTER_TO_UINT(data);
	g_autoptr(Figures) figures =
		figures_new(times[n].since, times[n].until, NULL, times[n].until);
	Figure *figure = figures_add(figures, &time_kind);
	g_auto(GStrv) rows = g_strsplit(times[n].rows, " ", -1);

	for (char **row = rows; *row != NULL; row++)
		add_row(figure, *row);
	figures_fill_time(figures, figure);
	g_autofree char *filled = first_column(figure);
	g_assert_cmpstr(filled, ==, times[n].filled);
}

static void
shares_are_neither_all_nor_nothing_unless_they_are(void)
{
	static const struct {
		gint64 part, whole;
		const char *text;
	} shares[] = { { 0, 0, "-" }, { 0, 7, "0 %" }, { 7, 7, "100 %" }, { 1, 3, "33 %" },
		{ 1, 2000, "0.1 %" }, { 1, 100000, "0.1 %" }, { 199999, 200000, "99.9 %" },
		{ 993, 1000, "99.3 %" } };

	for (guint i = 0; i < G_N_ELEMENTS(shares); i++) {
		g_autofree char *text = figures_percent(shares[i].part, shares[i].whole);
		g_assert_cmpstr(text, ==, shares[i].text);
	}
}

static void
counts_have_commas(void)
{
	static const struct {
		gint64 number;
		const char *text;
	} counts[] = { { 0, "0" }, { 999, "999" }, { 1000, "1,000" }, { 1234567, "1,234,567" },
		{ -1234, "-1,234" }, { -123, "-123" } };

	for (guint i = 0; i < G_N_ELEMENTS(counts); i++) {
		g_autofree char *text = figures_count(counts[i].number);
		g_assert_cmpstr(text, ==, counts[i].text);
	}
}

static void
a_period_ends_with_its_last_day(void)
{
	g_autoptr(Figures) whole =
		figures_new("2026-01-01T00:00:00", "2026-02-01T00:00:00", NULL, "");
	g_autoptr(Figures) part =
		figures_new("2026-01-01T09:00:00", "2026-02-01T09:00:00", NULL, "");
	g_autofree char *one = figures_period(whole);
	g_autofree char *other = figures_period(part);

	g_assert_cmpstr(one, ==, "2026-01-01 to 2026-01-31");
	g_assert_cmpstr(other, ==, "2026-01-01 to 2026-02-01");
}

/* Pictures of extremes: they are written, well formed, and no number is nan or inf. */
static void
pictures_of_extremes(void)
{
	g_autoptr(Figures) figures =
		figures_new("2026-01-01T00:00:00", "2026-01-09T00:00:00", NULL, "");
	Figure *time = figures_add(figures, &time_kind);
	Figure *shares = figures_add(figures, &share_kind);
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GError) error = NULL;

	add_row(time, "2026-01-01|0|0");
	add_row(shares, "<b>&\"'|0|0");
	add_row(shares,
		"all of a name that is far too long for the room it has|2000000000|2000000000");
	g_string_append(out, "<all>");
	for (guint i = 0; i < figures->figures->len; i++) {
		chart_write(out, figures, figures->figures->pdata[i], CHART_WIDE);
		chart_write(out, figures, figures->figures->pdata[i], CHART_NARROW);
	}
	g_string_append(out, "</all>");
	g_autoptr(GMarkupParseContext) parser = g_markup_parse_context_new(
		&(GMarkupParser){ .start_element = NULL }, 0, NULL, NULL);
	g_assert_true(g_markup_parse_context_parse(parser, out->str, -1, &error));
	g_assert_true(g_markup_parse_context_end_parse(parser, &error));
	g_assert_no_error(error);
	g_assert_null(strstr(out->str, "nan"));
	g_assert_null(strstr(out->str, "inf\""));
	g_assert_null(strstr(out->str, "<b>"));
}

static void
markup_escapes_every_value(void)
{
	g_autoptr(GString) out = g_string_new(NULL);

	markup(out, "<a title=\"%s\">%s</a>", "\"><script>", "a & 'b' <c>\x01");
	g_assert_null(strstr(out->str, "<script"));
	g_assert_null(strstr(out->str, "\"\""));
	g_assert_null(strchr(out->str, '\x01'));
	g_assert_nonnull(strstr(out->str, "a &amp; "));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(times); i++) {
		g_autofree char *path = g_strdup_printf("/figures/time/%s", times[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), time_runs_evenly);
	}
	g_test_add_func("/figures/shares", shares_are_neither_all_nor_nothing_unless_they_are);
	g_test_add_func("/figures/counts", counts_have_commas);
	g_test_add_func("/figures/period", a_period_ends_with_its_last_day);
	g_test_add_func("/figures/pictures-of-extremes", pictures_of_extremes);
	g_test_add_func("/markup/escapes-every-value", markup_escapes_every_value);
	return g_test_run();
}
