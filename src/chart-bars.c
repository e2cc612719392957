/* chart-bars.c - pictures with a bar for each name: counts, shares, and parts of a whole.
 *
 * On a wide one names stand to the left of their bars, on a narrow one above them.
 * SPDX-License-Identifier: MIT */
#include "chart.h"

#include <string.h>

#include "markup.h"
#include "statistics.h"

enum {
	TOP = 4,
	NAMES = 190,        /* room on the left */
	NAMED = 18,         /* room above */
	THICK = 18,         /* of a bar */
	APART = 12,         /* between bars */
	VALUES = 122,       /* room for what is written after a bar of shares */
	COUNTS = 62,        /* ... and of a count */
	LEAST_LABELLED = 32 /* a part narrower than this has no room for its number */
};

static bool
is_wide(const Chart *chart)
{
	return chart->width == CHART_WIDE;
}

static int
row_height(const Chart *chart)
{
	return THICK + APART + (is_wide(chart) ? 0 : NAMED);
}

int
chart_bars_height(const Chart *chart)
{
	return 2 * TOP + (int)chart->figure->rows->len * row_height(chart) - APART + 2;
}

static int
left_of(const Chart *chart)
{
	return is_wide(chart) ? NAMES : 1;
}

/* The top of a row's bar. */
static int
top_of(const Chart *chart, guint row)
{
	return TOP + (int)row * row_height(chart) + (is_wide(chart) ? 0 : NAMED);
}

static void
draw_name(const Chart *chart, guint row)
{
	const char *name = figures_word(figure_cell(chart->figure, row, 0));
	g_autofree char *cut = g_utf8_strlen(name, -1) > 30 ? g_utf8_substring(name, 0, 29) : NULL;
	int y = top_of(chart, row) + (is_wide(chart) ? 13 : -6);

	markup(chart->out, "<text class=\"name%s\" x=\"%d\" y=\"%d\">%s%s</text>",
		is_wide(chart) ? " end" : "", is_wide(chart) ? NAMES - 10 : 1, y,
		cut != NULL ? cut : name, cut != NULL ? "…" : "");
}

static void
draw_bar(
	const Chart *chart, guint row, double from, double to, const char *class, const char *title)
{
	char x[G_ASCII_DTOSTR_BUF_SIZE], width[G_ASCII_DTOSTR_BUF_SIZE];

	g_ascii_formatd(x, sizeof x, "%.1f", left_of(chart) + from);
	g_ascii_formatd(width, sizeof width, "%.1f", MAX(to - from, 1));
	markup(chart->out,
		"<rect class=\"%s\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\"><title>%s</title></rect>",
		class, x, top_of(chart, row), width, THICK, title);
}

static void
draw_words(const Chart *chart, guint row, double at, const char *class, const char *words)
{
	char x[G_ASCII_DTOSTR_BUF_SIZE];

	g_ascii_formatd(x, sizeof x, "%.1f", left_of(chart) + at);
	markup(chart->out, "<text class=\"%s\" x=\"%s\" y=\"%d\">%s</text>", class, x,
		top_of(chart, row) + 13, words);
}

void
chart_draw_counts(const Chart *chart)
{
	const Figure *figure = chart->figure;
	double room = chart->width - left_of(chart) - COUNTS;
	gint64 most = MAX(figure_most(figure), 1);

	for (guint row = 0; row < figure->rows->len; row++) {
		gint64 n = figure_number(figure, row, 1);
		double end = room * (double)n / (double)most;
		g_autofree char *count = figures_count(n);
		draw_name(chart, row);
		draw_bar(chart, row, 0, end, "share1", count);
		draw_words(chart, row, end + 8, "value", count);
		g_string_append_c(chart->out, '\n');
	}
}

/* The interval in which the true share lies. */
static void
draw_interval(const Chart *chart, guint row, double room, Share share)
{
	char low[G_ASCII_DTOSTR_BUF_SIZE], high[G_ASCII_DTOSTR_BUF_SIZE];
	int y = top_of(chart, row) + THICK / 2;

	g_ascii_formatd(low, sizeof low, "%.1f", left_of(chart) + room * share.low);
	g_ascii_formatd(high, sizeof high, "%.1f", left_of(chart) + room * share.high);
	markup(chart->out, "<path class=\"interval\" d=\"M%s %d H%s M%s %d v8 M%s %d v8\"/>", low,
		y, high, low, y - 4, high, y - 4);
}

void
chart_draw_shares(const Chart *chart)
{
	const Figure *figure = chart->figure;
	double room = chart->width - left_of(chart) - VALUES;

	for (guint row = 0; row < figure->rows->len; row++) {
		gint64 part = figure_number(figure, row, 1), whole = figure_number(figure, row, 2);
		Share share = share_of((guint)part, (guint)whole);
		g_autofree char *class = chart_class(figure, 1);
		g_autofree char *percent = figures_percent(part, whole);
		g_autofree char *of = figures_count(whole);
		g_autofree char *title = g_strdup_printf("%" G_GINT64_FORMAT " of %s", part, of);
		g_autofree char *n = g_strdup_printf("of %s", of);
		draw_name(chart, row);
		draw_bar(chart, row, 0, room, "track", title);
		if (part > 0)
			draw_bar(chart, row, 0, room * share.value, class, title);
		draw_interval(chart, row, room, share);
		draw_words(chart, row, room + 8, "value", percent);
		draw_words(chart, row, room + 62, "axis", n);
		g_string_append_c(chart->out, '\n');
	}
}

/* Grades are shares of their own row; strengths are counts, comparable among rows. */
static bool
is_each_whole(const Figure *figure)
{
	return g_str_equal(figure->kind->palette, "grade");
}

static void
draw_part(const Chart *chart, guint row, guint series, double from, double to)
{
	const Figure *figure = chart->figure;
	gint64 n = figure_number(figure, row, series), whole = figure_sum(figure, row);
	g_autofree char *class = chart_class(figure, series);
	g_autofree char *count = figures_count(n);
	g_autofree char *percent = figures_percent(n, whole);
	g_autofree char *title = g_strdup_printf("%s, %s: %s of %" G_GINT64_FORMAT,
		figures_word(figure_cell(figure, row, 0)), figure->kind->columns[series], count,
		whole);
	g_autofree char *on = g_strdup_printf("on-%s middle", class);

	/* The seam again. */
	draw_bar(chart, row, from, to - 1, class, title);
	if (to - from >= LEAST_LABELLED)
		draw_words(
			chart, row, (from + to) / 2, on, is_each_whole(figure) ? percent : count);
}

void
chart_draw_stacks(const Chart *chart)
{
	const Figure *figure = chart->figure;
	double room = chart->width - left_of(chart) - COUNTS;
	gint64 most = MAX(figure_most(figure), 1);

	for (guint row = 0; row < figure->rows->len; row++) {
		gint64 sum = figure_sum(figure, row), so_far = 0;
		gint64 whole = MAX(is_each_whole(figure) ? sum : most, 1);
		g_autofree char *count = figures_count(sum);
		draw_name(chart, row);
		for (guint series = 1; series < figure_columns(figure->kind); series++) {
			gint64 n = figure_number(figure, row, series);
			if (n > 0)
				draw_part(chart, row, series, room * (double)so_far / (double)whole,
					room * (double)(so_far + n) / (double)whole);
			so_far += n;
		}
		draw_words(chart, row, room * (double)sum / (double)whole + 8, "axis", count);
		g_string_append_c(chart->out, '\n');
	}
}
