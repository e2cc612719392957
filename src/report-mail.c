/* report-mail.c - the figures of a report as mail programs can show them: tables, and styles on
 * each element, as many throw away all else. SPDX-License-Identifier: MIT */
#include "report.h"

#include "markup.h"
#include "terminal.h"

#define TEXT "font:15px/1.5 Helvetica,Arial,sans-serif;color:#1d2730;"
#define SMALL "font:13px/1.4 Helvetica,Arial,sans-serif;color:#56626e;"
/* Hundreds of cells have these, and some programs cut a mail off at 100 KB: the colour is the
 * page's. */
#define NAME "font:13px/1.3 Arial,sans-serif;padding:3px 8px 3px 0;"
#define NUMBER NAME "text-align:right;white-space:nowrap;"

#define LINK "font-weight:normal;color:#1f5f92;white-space:nowrap;"
#define CODE                                                                       \
	"font:12px/1.4 Menlo,Consolas,monospace;color:#1d2730;background:#f3f5f7;" \
	"padding:8px;margin:2px 0;white-space:pre-wrap;overflow-wrap:anywhere;word-break:break-word"

enum { BAR_PIXELS = 140 };

static void
add_words(GString *out, const char *style, const char *words)
{
	g_autofree char *clean = terminal_clean(words);

	markup(out, "<p style=\"%s\">“%s”</p>\n", style, clean);
}

/* A coloured cell beside an empty one: a bar to every mail program. */
static void
add_bar(GString *out, gint64 part, gint64 whole)
{
	int pixels = whole > 0 ? (int)(BAR_PIXELS * part / whole) : 0;

	g_string_append_printf(out,
		"<td width=\"%d\"><table role=\"presentation\" cellspacing=\"0\" cellpadding=\"0\"><tr>"
		"<td width=\"%d\" height=\"14\" bgcolor=\"#2f7fb8\" style=\"font-size:1px\">&nbsp;</td>"
		"</tr></table></td>",
		BAR_PIXELS, MAX(pixels, 1));
}

static void
add_bars(GString *out, const Figures *figures, const Figure *figure)
{
	bool is_share = figure->kind->shape != FIGURE_COUNTS;
	gint64 most = figure_most(figure);

	for (guint row = 0; row < figure->rows->len; row++) {
		gint64 n = figure_number(figure, row, 1);
		gint64 whole = is_share ? figure_number(figure, row, 2) : most;
		/* A stretch of time that has nothing to say. */
		if (whole == 0)
			continue;
		const char *name = figure_cell(figure, row, 0);
		g_autofree char *day = figure->kind->shape == FIGURE_TREND
					       ? figures_day(figures, name)
					       : g_strdup(figures_word(name));
		g_autofree char *count = figures_count(is_share ? whole : n);
		g_autofree char *percent = figures_percent(n, whole);
		markup(out, "<tr><td style=\"" NAME "\">%s</td>", day);
		add_bar(out, n, whole);
		markup(out,
			"<td style=\"" NUMBER "\">%s</td><td style=\"" SMALL "\">%s%s</td></tr>\n",
			is_share ? percent : count, is_share ? "of " : "", is_share ? count : "");
	}
}

static void
add_numbers(GString *out, const Figures *figures, const Figure *figure)
{
	guint n = figure_columns(figure->kind);

	g_string_append(out, "<tr><td></td>");
	for (guint column = 1; column < n; column++)
		markup(out, "<td style=\"" NUMBER "color:#56626e\">%s</td>",
			figure->kind->columns[column]);
	g_string_append(out, "</tr>\n");
	for (guint row = 0; row < figure->rows->len; row++) {
		const char *name = figure_cell(figure, row, 0);
		g_autofree char *day = figure->kind->shape == FIGURE_TIME
					       ? figures_day(figures, name)
					       : terminal_clean(figures_word(name));
		markup(out, "<tr><td style=\"" NAME "white-space:nowrap\">%s</td>", day);
		for (guint column = 1; column < n; column++)
			markup(out, "<td style=\"" NUMBER "\">%s</td>",
				figure_cell(figure, row, column));
		g_string_append(out, "</tr>\n");
	}
}

/* The page's, in light. */
static const char *const grade_colours[] = { "#7d1d07", "#c4500a", "#f0cf95", "#a3cbe6",
	"#12568c" };
static const char *const strength_colours[] = { "#bcd4e6", "#5b9bc8", "#174a75" };

static const char *
colour_of(const Figure *figure, guint series)
{
	return figure_columns(figure->kind) - 1 == G_N_ELEMENTS(strength_colours)
		       ? strength_colours[series - 1]
		       : grade_colours[(series - 1) % G_N_ELEMENTS(grade_colours)];
}

static void
add_colours(GString *out, const Figure *figure)
{
	g_string_append(out, "<tr><td></td><td colspan=\"3\" style=\"" SMALL "\">");
	for (guint series = 1; series < figure_columns(figure->kind); series++)
		markup(out, "<span style=\"color:%s\">&#9632;</span>&nbsp;%s ",
			colour_of(figure, series), figure->kind->columns[series]);
	markup(out, "<br>the share: %s or %s</td></tr>\n",
		figure->kind->columns[figure_columns(figure->kind) - 2],
		figure->kind->columns[figure_columns(figure->kind) - 1]);
}

/* The last two are what a reply is praised for, or what asks for something. */
static void
add_summary(GString *out, const Figure *figure, guint row)
{
	guint n = figure_columns(figure->kind);
	gint64 last = figure_number(figure, row, n - 2) + figure_number(figure, row, n - 1);
	g_autofree char *percent = figures_percent(last, figure_sum(figure, row));

	g_autofree char *count = figures_count(figure_sum(figure, row));

	markup(out,
		"<td style=\"" NUMBER "\">&nbsp;%s</td><td style=\"" SMALL
		"white-space:nowrap\">of %s</td>",
		percent, count);
}

/* The number of each part is its cell's title. */
static void
add_stacks(GString *out, const Figures *figures, const Figure *figure)
{
	guint n = figure_columns(figure->kind);
	(void)figures;

	add_colours(out, figure);
	for (guint row = 0; row < figure->rows->len; row++) {
		gint64 sum = MAX(figure_sum(figure, row), 1);
		markup(out,
			"<tr><td style=\"" NAME "\">%s</td><td><table role=\"presentation\""
			" cellspacing=\"0\" cellpadding=\"0\"><tr>",
			figures_word(figure_cell(figure, row, 0)));
		for (guint series = 1; series < n; series++) {
			gint64 part = figure_number(figure, row, series);
			int pixels = (int)(BAR_PIXELS * part / sum);
			if (part > 0)
				markup(out,
					"<td width=\"%d\" height=\"14\" bgcolor=\"%s\" title=\"%s: %s\""
					" style=\"font-size:1px\">&nbsp;</td>",
					MAX(pixels, 1), colour_of(figure, series),
					figure->kind->columns[series],
					figure_cell(figure, row, series));
		}
		g_string_append(out, "</tr></table></td>");
		add_summary(out, figure, row);
		g_string_append(out, "</tr>\n");
	}
}

static void
add_headline(GString *out, const Figures *figures, const Figure *figure)
{
	(void)figures;
	for (guint row = 0; row < figure->rows->len; row++) {
		gint64 part = figure_number(figure, row, 1), whole = figure_number(figure, row, 2);
		g_autofree char *percent = figures_percent(part, whole);
		g_autofree char *n = figures_count(part);
		g_autofree char *of = figures_count(whole);
		markup(out,
			"<tr><td style=\"" NUMBER "font-size:22px;font-weight:bold\">%s</td>"
			"<td style=\"" NAME
			"\">%s <span style=\"color:#56626e\">(%s of %s)</span></td></tr>\n",
			percent, figure_cell(figure, row, 0), n, of);
	}
}

static void
add_stories(GString *out, const Figures *figures, const Figure *figure)
{
	(void)figures;
	for (guint row = 0; row < figure->rows->len; row++) {
		g_autofree char *day = g_strndup(figure_cell(figure, row, 0), 10);
		g_string_append(
			out, "<tr><td style=\"border-left:4px solid #1f6f54;padding:4px 14px\">");
		add_words(out, SMALL "margin:0 0 6px", figure_cell(figure, row, 2));
		add_words(out, TEXT "margin:0 0 6px", figure_cell(figure, row, 3));
		markup(out, "<p style=\"" SMALL "margin:0 0 12px\">%s, %s</p></td></tr>\n",
			figure_cell(figure, row, 4), day);
	}
}

typedef void (*AddShape)(GString *out, const Figures *figures, const Figure *figure);

static const AddShape shapes[] = {
	[FIGURE_HEADLINE] = add_headline,
	[FIGURE_TIME] = add_numbers,
	[FIGURE_TREND] = add_bars,
	[FIGURE_COUNTS] = add_bars,
	[FIGURE_SHARES] = add_bars,
	[FIGURE_STACKS] = add_stacks,
	[FIGURE_TABLE] = add_numbers,
	[FIGURE_STORIES] = add_stories,
};

static void
add_figure(GString *out, const Figures *figures, const Figure *figure)
{
	guint number = figures_query_number(figures, figure);

	/* Some programs know but one of name and id. */
	markup(out,
		"<h3 style=\"" TEXT "font-weight:bold;margin:22px 0 2px\"><a name=\"%s\""
		" id=\"%s\"></a>%s",
		figure->kind->id, figure->kind->id, figure->kind->title);
	if (number > 0)
		markup(out, " <a href=\"#sql-%s\" style=\"" SMALL LINK "\">query&nbsp;%u</a>",
			figure->kind->id, number);
	g_string_append(out, "</h3>\n");
	if (figure->withheld != NULL || figure->rows->len == 0) {
		markup(out, "<p style=\"" SMALL "margin:2px 0\">%s</p>\n",
			figure->withheld != NULL ? figure->withheld : figure->kind->empty);
		return;
	}
	if (*figure->kind->says != '\0')
		markup(out, "<p style=\"" SMALL "margin:2px 0 6px\">%s</p>\n", figure->kind->says);
	g_string_append(out,
		"<div style=\"overflow-x:auto\"><table role=\"presentation\" cellspacing=\"0\""
		" cellpadding=\"0\">\n");
	shapes[figure->kind->shape](out, figures, figure);
	g_string_append(out, "</table></div>\n");
}

/* In the mail itself: what it needs to be believed is then never far. */
static void
add_queries(GString *out, const Figures *figures)
{
	g_string_append(out,
		"<h3 style=\"" TEXT "font-weight:bold;margin:28px 0 2px\">The queries</h3>\n"
		"<p style=\"" SMALL
		"margin:2px 0\">Each figure is one question to the record, word for"
		" word as it stands here and in the attached file.</p>\n");
	for (guint i = 0; i < figures->figures->len; i++) {
		const Figure *figure = figures->figures->pdata[i];
		guint number = figures_query_number(figures, figure);
		if (number == 0)
			continue;
		markup(out,
			"<p style=\"" SMALL
			"margin:14px 0 2px\"><a name=\"sql-%s\" id=\"sql-%s\"></a>"
			"%u. %s <a href=\"#%s\" style=\"" SMALL LINK "\">back to it</a></p>\n"
			"<pre style=\"" CODE "\">%s;</pre>\n",
			figure->kind->id, figure->kind->id, number, figure->kind->title,
			figure->kind->id, figure->sql);
	}
}

char *
report_mail(const Figures *figures)
{
	GString *out =
		g_string_new("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
			     "<meta name=\"viewport\" content=\"width=device-width\">");
	g_autofree char *title = report_title(figures);
	g_autofree char *last_day = figures_last_day(figures);

	markup(out,
		"<title>%s</title></head>\n<body style=\"margin:0 auto;padding:16px;max-width:640px;background:#fff;color:#1d2730\">\n"
		"<h2 style=\"font:bold 20px/1.3 Helvetica,Arial,sans-serif;color:#1d2730;margin:0\">%s</h2>\n",
		title, title);
	for (guint i = 0; i < figures->figures->len; i++) {
		const Figure *figure = figures->figures->pdata[i];
		if (figure_is_shown(figure))
			add_figure(out, figures, figure);
	}
	markup(out, "<p style=\"" SMALL "margin:24px 0 0\">%s</p>\n", figures_privacy());
	markup(out,
		"<p style=\"" SMALL "\">The same with pictures: "
		"<code>empathyctl report --since=%.10s --until=%s --html report.html</code></p>\n",
		figures->since, last_day);
	add_queries(out, figures);
	g_string_append(out, "</body></html>\n");
	return g_string_free(out, FALSE);
}
