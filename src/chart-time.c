/* chart-time.c - pictures with time from left to right: stacked columns, and a share with its
 * band. SPDX-License-Identifier: MIT */
#include "chart.h"

#include "markup.h"
#include "statistics.h"

enum { LEFT = 42, RIGHT = 10, TOP = 12, BOTTOM = 26, LABEL_EVERY = 58, WIDEST_COLUMN = 34 };

int
chart_time_height(const Chart *chart)
{
	return chart->width == CHART_WIDE ? 250 : 210;
}

/* Where a stretch of time is in the middle of. */
static double
middle_of(const Chart *chart, guint row)
{
	double room = chart->width - LEFT - RIGHT;

	return LEFT + room * (row + 0.5) / chart->figure->rows->len;
}

static double
height_of(const Chart *chart, double value, double top)
{
	return top > 0 ? (chart->height - TOP - BOTTOM) * value / top : 0;
}

/* SVG wants a point, whatever the locale. */
static const char *
number(double value, char text[G_ASCII_DTOSTR_BUF_SIZE])
{
	return g_ascii_formatd(text, G_ASCII_DTOSTR_BUF_SIZE, "%.1f", value);
}

static void
rectangle(const Chart *chart, double x, double y, double width, double height, const char *class)
{
	char a[G_ASCII_DTOSTR_BUF_SIZE], b[G_ASCII_DTOSTR_BUF_SIZE], c[G_ASCII_DTOSTR_BUF_SIZE],
		d[G_ASCII_DTOSTR_BUF_SIZE];

	markup(chart->out, "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\">",
		class, number(x, a), number(y, b), number(width, c), number(height, d));
}

/* 1, 2 or 5 with zeros behind: three to six lines below the top. */
static gint64
step_for(gint64 most)
{
	for (gint64 step = 1;; step *= 10) {
		if (most <= 5 * step)
			return step;
		if (most <= 10 * step)
			return 2 * step;
		if (most <= 25 * step)
			return 5 * step;
	}
}

static void
draw_lines(const Chart *chart, gint64 step, gint64 top, const char *unit)
{
	char y[G_ASCII_DTOSTR_BUF_SIZE];

	for (gint64 at = 0; at <= top; at += step) {
		g_autofree char *label = figures_count(at);
		number(chart->height - BOTTOM - height_of(chart, (double)at, (double)top), y);
		markup(chart->out,
			"<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>"
			"<text class=\"axis end\" x=\"%d\" y=\"%s\" dy=\"4\">%s%s</text>\n",
			LEFT, chart->width - RIGHT, y, y, LEFT - 6, y, label, unit);
	}
}

static void
draw_days(const Chart *chart)
{
	guint n = chart->figure->rows->len;
	guint room = (guint)(chart->width - LEFT - RIGHT) / LABEL_EVERY;
	guint every = MAX((n + room - 1) / MAX(room, 1), 1);
	char x[G_ASCII_DTOSTR_BUF_SIZE];

	for (guint row = 0; row < n; row += every) {
		g_autofree char *day =
			figures_day(chart->figures, figure_cell(chart->figure, row, 0));
		/* The last one stays within the picture. */
		double middle = MIN(middle_of(chart, row), chart->width - 24);
		markup(chart->out, "<text class=\"axis middle\" x=\"%s\" y=\"%d\">%s</text>\n",
			number(middle, x), chart->height - 8, day);
	}
}

static void
draw_column(const Chart *chart, guint row, double width, double top)
{
	const Figure *figure = chart->figure;
	double y = chart->height - BOTTOM;
	g_autofree char *day = figures_day(chart->figures, figure_cell(figure, row, 0));

	for (guint series = 1; series < figure_columns(figure->kind); series++) {
		gint64 n = figure_number(figure, row, series);
		double height = height_of(chart, (double)n, top);
		g_autofree char *class = chart_class(figure, series);
		g_autofree char *count = figures_count(n);
		if (n == 0)
			continue;
		y -= height;
		/* A seam between neighbours, for eyes that see their colours alike. */
		rectangle(chart, middle_of(chart, row) - width / 2, y, width, MAX(height - 1, 0.5),
			class);
		markup(chart->out, "<title>%s: %s %s</title></rect>", day,
			figure->kind->columns[series], count);
	}
	g_string_append_c(chart->out, '\n');
}

void
chart_draw_time(const Chart *chart)
{
	const Figure *figure = chart->figure;
	gint64 most = figure_most(figure);
	gint64 step = step_for(MAX(most, 1));
	gint64 top = (MAX(most, 1) + step - 1) / step * step;
	double room = (double)(chart->width - LEFT - RIGHT) / figure->rows->len;

	draw_lines(chart, step, top, "");
	for (guint row = 0; row < figure->rows->len; row++)
		draw_column(chart, row, MIN(room * 0.76, WIDEST_COLUMN), (double)top);
	draw_days(chart);
}

/* ---- a share over time ------------------------------------------------------------------------
 */

static Share
share_at(const Figure *figure, guint row)
{
	return share_of((guint)figure_number(figure, row, 1), (guint)figure_number(figure, row, 2));
}

static void
add_point(const Chart *chart, GString *points, guint row, double share)
{
	char x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];

	number(middle_of(chart, row), x);
	number(chart->height - BOTTOM - height_of(chart, 100 * share, 100), y);
	g_string_append_printf(points, "%s,%s ", x, y);
}

/* A stretch alone has no band beside it. */
static void
draw_span(const Chart *chart, guint row)
{
	Share share = share_at(chart->figure, row);
	char x[G_ASCII_DTOSTR_BUF_SIZE], y1[G_ASCII_DTOSTR_BUF_SIZE], y2[G_ASCII_DTOSTR_BUF_SIZE];
	double bottom = chart->height - BOTTOM;

	number(middle_of(chart, row), x);
	markup(chart->out, "<line class=\"span\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>", x, x,
		number(bottom - height_of(chart, 100 * share.low, 100), y1),
		number(bottom - height_of(chart, 100 * share.high, 100), y2));
}

/* From one stretch of time that has enough to say up to the last before one that has not. */
static void
draw_run(const Chart *chart, guint from, guint to)
{
	g_autoptr(GString) band = g_string_new(NULL);
	g_autoptr(GString) line = g_string_new(NULL);

	if (to - from == 1)
		draw_span(chart, from);
	for (guint row = from; row < to; row++) {
		add_point(chart, band, row, share_at(chart->figure, row).high);
		add_point(chart, line, row, share_at(chart->figure, row).value);
	}
	for (guint row = to; row > from; row--)
		add_point(chart, band, row - 1, share_at(chart->figure, row - 1).low);
	markup(chart->out,
		"<polygon class=\"band\" points=\"%s\"/><polyline class=\"trend\" points=\"%s\"/>\n",
		band->str, line->str);
}

static void
draw_dot(const Chart *chart, guint row, bool is_named)
{
	const Figure *figure = chart->figure;
	gint64 part = figure_number(figure, row, 1), whole = figure_number(figure, row, 2);
	char x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];
	double top =
		chart->height - BOTTOM - height_of(chart, 100 * share_at(figure, row).value, 100);
	g_autofree char *day = figures_day(chart->figures, figure_cell(figure, row, 0));
	g_autofree char *percent = figures_percent(part, whole);

	number(middle_of(chart, row), x);
	markup(chart->out,
		"<circle class=\"dot\" cx=\"%s\" cy=\"%s\" r=\"4\"><title>%s: %s of %" G_GINT64_FORMAT
		"</title></circle>",
		x, number(top, y), day, percent, whole);
	if (is_named)
		markup(chart->out, "<text class=\"value end\" x=\"%s\" y=\"%s\">%s</text>\n",
			number(MIN(middle_of(chart, row) + 14, chart->width - 2), x),
			number(top - 12, y), percent);
}

void
chart_draw_trend(const Chart *chart)
{
	const Figure *figure = chart->figure;
	guint n = figure->rows->len, last = 0;

	draw_lines(chart, 25, 100, " %");
	for (guint from = 0; from < n; from++) {
		guint to = from;
		while (to < n && figure_number(figure, to, 2) > 0)
			to++;
		if (to > from)
			draw_run(chart, from, to);
		from = to;
	}
	for (guint row = 0; row < n; row++)
		last = figure_number(figure, row, 2) > 0 ? row : last;
	for (guint row = 0; row < n; row++)
		if (figure_number(figure, row, 2) > 0)
			draw_dot(chart, row, row == last);
	draw_days(chart);
}
