/* report-page.c - the figures of a report as one self-contained page.
 * SPDX-License-Identifier: MIT */
#include "report.h"

#include "chart.h"
#include "markup.h"
#include "report-style.h"
#include "terminal.h"

/* The words of mail: nothing in them turns the line around or hides. */
static void
add_words(GString *out, const char *element, const char *class, const char *words)
{
	g_autofree char *clean = terminal_clean(words);

	g_string_append_printf(out, "<%s class=\"%s\">", element, class);
	markup(out, "%s", clean);
	g_string_append_printf(out, "</%s>\n", element);
}

static void
add_headline(GString *out, const Figure *figure)
{
	g_string_append(out, "<dl class=\"tiles\">\n");
	for (guint row = 0; row < figure->rows->len; row++) {
		gint64 part = figure_number(figure, row, 1), whole = figure_number(figure, row, 2);
		g_autofree char *share = figures_percent(part, whole);
		g_autofree char *n = figures_count(part);
		g_autofree char *of = figures_count(whole);
		markup(out,
			"<div class=\"tile\"><dt>%s</dt><dd><span class=\"big\">%s</span>"
			"<span class=\"dim\">%s of %s</span></dd></div>\n",
			figure_cell(figure, row, 0), share, n, of);
	}
	g_string_append(out, "</dl>\n");
}

static void
add_stories(GString *out, const Figure *figure)
{
	for (guint row = 0; row < figure->rows->len; row++) {
		g_autofree char *day = g_strndup(figure_cell(figure, row, 0), 10);
		g_string_append(out, "<blockquote class=\"story\">\n");
		add_words(out, "p", "customer", figure_cell(figure, row, 2));
		add_words(out, "p", "reply", figure_cell(figure, row, 3));
		markup(out, "<footer>%s, %s, about %s</footer></blockquote>\n",
			figure_cell(figure, row, 4), day, figure_cell(figure, row, 1));
	}
}

static void
add_legend(GString *out, const Figure *figure)
{
	guint n = figure_columns(figure->kind);

	if (figure->kind->palette == NULL || n < 4)
		return;
	g_string_append(out, "<ul class=\"legend\">");
	for (guint series = 1; series < n; series++) {
		g_autofree char *class = chart_class(figure, series);
		markup(out, "<li><span class=\"swatch %s\"></span>%s</li>", class,
			figure->kind->columns[series]);
	}
	g_string_append(out, "</ul>\n");
}

static void
add_cell(GString *out, const Figures *figures, const Figure *figure, guint row, guint column)
{
	const char *text = figure_cell(figure, row, column);
	bool is_number = column > 0 && g_ascii_isdigit(*text);
	bool is_time = figure->kind->shape == FIGURE_TIME || figure->kind->shape == FIGURE_TREND;

	if (is_number) {
		g_autofree char *count = figures_count(figure_number(figure, row, column));
		markup(out, "<td class=\"number\">%s</td>", count);
		return;
	}
	g_autofree char *day = is_time ? figures_day(figures, text) : NULL;
	g_autofree char *clean = terminal_clean(day != NULL ? day : figures_word(text));
	if (column == 0)
		markup(out, "<th scope=\"row\">%s</th>", clean);
	else
		markup(out, "<td>%s</td>", clean);
}

/* By its first row. */
static bool
has_numbers(const Figure *figure, guint column)
{
	return column > 0 && figure->rows->len > 0 &&
	       g_ascii_isdigit(*figure_cell(figure, 0, column));
}

static void
add_table(GString *out, const Figures *figures, const Figure *figure)
{
	guint n = figure_columns(figure->kind);

	markup(out,
		"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table><thead><tr>",
		figure->kind->title);
	for (guint column = 0; column < n; column++)
		markup(out, "<th scope=\"col\"%s>%s</th>",
			has_numbers(figure, column) ? " class=number" : "",
			figure->kind->columns[column]);
	g_string_append(out, "</tr></thead><tbody>\n");
	for (guint row = 0; row < figure->rows->len; row++) {
		g_string_append(out, "<tr>");
		for (guint column = 0; column < n; column++)
			add_cell(out, figures, figure, row, column);
		g_string_append(out, "</tr>\n");
	}
	g_string_append(out, "</tbody></table></div>\n");
}

static void
add_picture(GString *out, const Figures *figures, const Figure *figure)
{
	add_legend(out, figure);
	chart_write(out, figures, figure, CHART_WIDE);
	chart_write(out, figures, figure, CHART_NARROW);
	g_string_append(out, "<details><summary>The numbers</summary>\n");
	add_table(out, figures, figure);
	g_string_append(out, "</details>\n");
}

static void
add_content(GString *out, const Figures *figures, const Figure *figure)
{
	if (figure->withheld != NULL || figure->rows->len == 0)
		markup(out, "<p class=\"empty\">%s</p>\n",
			figure->withheld != NULL ? figure->withheld : figure->kind->empty);
	else if (chart_is_drawn(figure))
		add_picture(out, figures, figure);
	else if (figure->kind->shape == FIGURE_HEADLINE)
		add_headline(out, figure);
	else if (figure->kind->shape == FIGURE_STORIES)
		add_stories(out, figure);
	else
		add_table(out, figures, figure);
}

static void
add_figure(GString *out, const Figures *figures, const Figure *figure)
{
	const FigureKind *kind = figure->kind;

	/* What stands before the first section is one itself. */
	markup(out,
		*kind->section == '\0'
			? "<section class=\"figure\" id=\"%s\"><div class=\"head\"><h2>%s</h2>"
			: "<section class=\"figure\" id=\"%s\"><div class=\"head\"><h3>%s</h3>",
		kind->id, kind->title);
	if (*figure->sql != '\0')
		markup(out,
			"<a class=\"query\" href=\"#sql-%s\">the query<span class=\"hidden\">"
			" behind: %s</span></a>",
			kind->id, kind->title);
	g_string_append(out, "</div>\n");
	if (*kind->says != '\0' && figure->withheld == NULL)
		markup(out, "<p class=\"says\">%s%s</p>\n", kind->says, chart_says(figure));
	add_content(out, figures, figure);
	g_string_append(out, "</section>\n");
}

static void
add_figures(GString *out, const Figures *figures)
{
	const char *section = "";

	for (guint i = 0; i < figures->figures->len; i++) {
		const Figure *figure = figures->figures->pdata[i];
		if (!figure_is_shown(figure))
			continue;
		if (!g_str_equal(section, figure->kind->section))
			markup(out, "<h2>%s</h2>\n", figure->kind->section);
		section = figure->kind->section;
		add_figure(out, figures, figure);
	}
}

static void
add_queries(GString *out, const Figures *figures)
{
	g_string_append(out, "<h2 id=\"counted\">How this was counted</h2>\n");
	markup(out, "<p>%s</p>\n", figures_privacy());
	g_string_append(out,
		"<p>Each figure is one question to the record, word for word as it stands here. Run it "
		"with <code>sqlite3 -readonly</code> and it answers the same, until rows are purged or "
		"something more becomes of them.</p>\n");
	for (guint i = 0; i < figures->figures->len; i++) {
		const Figure *figure = figures->figures->pdata[i];
		if (*figure->sql == '\0')
			continue;
		markup(out,
			"<section class=\"sql\" id=\"sql-%s\"><h3>%s</h3><pre><code>%s;</code></pre>"
			"<p class=\"query\"><a href=\"#%s\">Back to the figure<span class=\"hidden\">: %s</span></a></p></section>\n",
			figure->kind->id, figure->kind->title, figure->sql, figure->kind->id,
			figure->kind->title);
	}
}

char *
report_page(const Figures *figures)
{
	GString *out = g_string_new(
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<meta name=\"color-scheme\" content=\"light dark\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
	g_autofree char *title = report_title(figures);
	g_autofree char *period = figures_period(figures);
	g_autofree char *made = g_strndup(figures->made_at, 16);

	markup(out, "<title>%s</title>\n", title);
	g_string_append_printf(out, "<style>\n%s</style>\n</head>\n<body>\n<main>\n", report_style);
	markup(out,
		"<header><h1>How customers felt, and how we answered</h1>\n<p class=\"dim\">%s%s%s. Made %s UTC."
		" <a href=\"#counted\">How this was counted</a></p></header>\n",
		period, *figures->policy != '\0' ? ", policy " : "", figures->policy,
		g_strdelimit(made, "T", ' '));
	add_figures(out, figures);
	add_queries(out, figures);
	g_string_append(out, "</main>\n</body>\n</html>\n");
	return g_string_free(out, FALSE);
}
