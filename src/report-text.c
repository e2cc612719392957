/* report-text.c - the figures of a report for a terminal or a plain mail.
 * SPDX-License-Identifier: MIT */
#include "report.h"

#include <string.h>

#include "statistics.h"
#include "terminal.h"
#include "wrap.h"

enum { WIDTH = 78, BAR = 24, MOST_NAME = 30, MOST_NAME_OF_TABLE = 24, COLUMN = 11, COUNT = 9 };

typedef struct Text {
	GString *out;
	const Figures *figures;
	guint width; /* to wrap at */
	bool colour;
	bool is_numbered; /* as the queries are */
} Text;

static void
ink(const Text *text, Ink ink, const char *words)
{
	g_autofree char *clean = terminal_clean(words);

	terminal_ink(text->out, ink, text->colour, clean);
}

/* Wrapped. */
static void
ink_line(const Text *text, Ink ink, const char *words)
{
	g_autofree char *clean = terminal_clean(words);
	g_autofree char *lines = wrap_text(clean, text->width);

	terminal_ink(text->out, ink, text->colour, g_strchomp(lines));
	g_string_append_c(text->out, '\n');
}

/* Padded to a width in columns of a terminal, as far as one character is one column. */
static void
cell(const Text *text, const char *words, int width, bool is_number)
{
	g_autofree char *clean = terminal_clean(words);
	glong length = g_utf8_strlen(clean, -1);
	g_autofree char *pad = g_strnfill(length < width ? (gsize)(width - length) : 0, ' ');

	if (length > width) {
		g_autofree char *cut = g_utf8_substring(clean, 0, width - 1);
		g_string_append_printf(text->out, "%s…", cut);
		return;
	}
	g_string_append_printf(text->out, "%s%s", is_number ? pad : clean, is_number ? clean : pad);
}

static void
bar(const Text *text, gint64 part, gint64 whole, int most)
{
	gint64 halves = whole > 0 ? part * most * 2 / whole : 0;

	g_string_append(text->out, "  ");
	for (int i = 0; i < halves / 2; i++)
		g_string_append(text->out, "█");
	if (halves % 2 != 0)
		g_string_append(text->out, "▌");
}

/* Of the longest word in a column. */
static glong
word_width(const Figure *figure, guint column)
{
	glong width = 0;

	for (guint row = 0; row < figure->rows->len; row++)
		width = MAX(
			width, g_utf8_strlen(figures_word(figure_cell(figure, row, column)), -1));
	return width;
}

static int
name_width(const Figure *figure, int most)
{
	return (int)MIN(word_width(figure, 0), most);
}

/* Less where the terminal is narrow. */
static int
column_width(const Text *text, const Figure *figure, guint column, int name)
{
	guint n = figure_columns(figure->kind) - 1;
	int room = ((int)text->width - name - 2) / (int)n;
	glong digits = word_width(figure, column);

	/* With what stands between thousands. */
	return (int)CLAMP(digits + (digits - 1) / 3 + 1, MIN(room, COLUMN), 2 * COLUMN);
}

static void
write_headline(const Text *text, const Figure *figure)
{
	for (guint row = 0; row < figure->rows->len; row++) {
		gint64 part = figure_number(figure, row, 1), whole = figure_number(figure, row, 2);
		g_autofree char *share = figures_percent(part, whole);
		g_autofree char *of = figures_count(whole);
		g_autofree char *n = figures_count(part);
		g_string_append(text->out, "  ");
		cell(text, share, 7, true);
		g_string_append_printf(
			text->out, "  %s  (%s of %s)\n", figure_cell(figure, row, 0), n, of);
	}
}

static void
write_counts(const Text *text, const Figure *figure)
{
	int width = name_width(figure, MOST_NAME);
	gint64 most = figure_most(figure);
	int longest = MIN((int)text->width - width - COUNT - 4, BAR);

	for (guint row = 0; row < figure->rows->len; row++) {
		gint64 n = figure_number(figure, row, 1);
		g_autofree char *count = figures_count(n);
		g_string_append(text->out, "  ");
		cell(text, figures_word(figure_cell(figure, row, 0)), width, false);
		cell(text, count, COUNT, true);
		bar(text, n, most, longest);
		g_string_append_c(text->out, '\n');
	}
}

static void
write_shares(const Text *text, const Figure *figure)
{
	int width = name_width(figure, MOST_NAME);

	for (guint row = 0; row < figure->rows->len; row++) {
		gint64 part = figure_number(figure, row, 1), whole = figure_number(figure, row, 2);
		/* A stretch of time that has nothing to say. */
		if (whole == 0)
			continue;
		Share share = share_of((guint)part, (guint)whole);
		g_autofree char *percent = figures_percent(part, whole);
		g_autofree char *of = figures_count(whole);
		g_autofree char *range = g_strdup_printf(
			"%.0f to %.0f of 100, n = %s", 100 * share.low, 100 * share.high, of);
		bool is_day = figure->kind->shape == FIGURE_TREND;
		g_autofree char *day = figures_day(text->figures, figure_cell(figure, row, 0));
		g_string_append(text->out, "  ");
		cell(text, is_day ? day : figures_word(figure_cell(figure, row, 0)), MAX(width, 8),
			false);
		cell(text, percent, 8, true);
		g_string_append(text->out, "   ");
		ink(text, INK_DIM, range);
		g_string_append_c(text->out, '\n');
	}
}

/* To the right, and never without a blank before it. */
static void
table_cell(const Text *text, const char *words, int width)
{
	g_string_append_c(text->out, ' ');
	cell(text, words, width - 1, true);
}

/* Names on the left, then a column for each number. */
static void
write_table(const Text *text, const Figure *figure)
{
	const FigureKind *kind = figure->kind;
	int width = MAX(name_width(figure, MOST_NAME_OF_TABLE), 8);
	bool is_time = kind->shape == FIGURE_TIME;

	g_string_append(text->out, "  ");
	cell(text, "", width, false);
	for (guint column = 1; column < figure_columns(kind); column++)
		table_cell(text, kind->columns[column], column_width(text, figure, column, width));
	g_string_append_c(text->out, '\n');
	for (guint row = 0; row < figure->rows->len; row++) {
		g_autofree char *day = figures_day(text->figures, figure_cell(figure, row, 0));
		g_string_append(text->out, "  ");
		cell(text, is_time ? day : figures_word(figure_cell(figure, row, 0)), width, false);
		for (guint column = 1; column < figure_columns(kind); column++) {
			const char *value = figure_cell(figure, row, column);
			g_autofree char *count = figures_count(figure_number(figure, row, column));
			table_cell(text, g_ascii_isdigit(*value) ? count : value,
				column_width(text, figure, column, width));
		}
		g_string_append_c(text->out, '\n');
	}
}

static void
write_words(const Text *text, const char *who, const char *words)
{
	g_autofree char *clean = terminal_clean(words);
	g_autofree char *line = g_strdup_printf("    %s \"%s\"\n", who, clean);
	g_autofree char *wrapped = wrap_text(line, text->width);

	g_string_append(text->out, wrapped);
}

static void
write_stories(const Text *text, const Figure *figure)
{
	for (guint row = 0; row < figure->rows->len; row++) {
		g_autofree char *day = g_strndup(figure_cell(figure, row, 0), 10);
		g_autofree char *head = g_strdup_printf("%s, %s  %s", figure_cell(figure, row, 4),
			day, figure_cell(figure, row, 5));
		g_string_append(text->out, row > 0 ? "\n  " : "  ");
		ink(text, INK_GREEN, head);
		g_string_append_c(text->out, '\n');
		write_words(text, "The customer:", figure_cell(figure, row, 2));
		write_words(text, "The reply:", figure_cell(figure, row, 3));
	}
}

typedef void (*WriteShape)(const Text *text, const Figure *figure);

static const WriteShape shapes[] = {
	[FIGURE_HEADLINE] = write_headline,
	[FIGURE_TIME] = write_table,
	[FIGURE_TREND] = write_shares,
	[FIGURE_COUNTS] = write_counts,
	[FIGURE_SHARES] = write_shares,
	[FIGURE_STACKS] = write_table,
	[FIGURE_TABLE] = write_table,
	[FIGURE_STORIES] = write_stories,
};

static void
write_figure(const Text *text, const Figure *figure)
{
	guint number = text->is_numbered ? figures_query_number(text->figures, figure) : 0;

	ink(text, INK_BOLD, figure->kind->title);
	if (number > 0)
		g_string_append_printf(text->out, " [%u]", number);
	g_string_append_c(text->out, '\n');
	const char *why = figure->withheld != NULL ? figure->withheld : figure->kind->empty;
	if (figure->withheld == NULL && figure->rows->len > 0) {
		shapes[figure->kind->shape](text, figure);
	} else {
		g_autofree char *line = g_strdup_printf("  %s\n", why);
		g_autofree char *wrapped = wrap_text(line, text->width);
		g_string_append(text->out, wrapped);
	}
	g_string_append_c(text->out, '\n');
}

char *
report_title(const Figures *figures)
{
	g_autofree char *period = figures_period(figures);

	if (*figures->policy == '\0')
		return g_strdup_printf("How customers felt, and how we answered: %s", period);
	return g_strdup_printf(
		"How customers felt, and how we answered: %s, policy %s", period, figures->policy);
}

char *
report_stories(const Figures *figures, bool colour)
{
	const Text text = { g_string_new(NULL), figures, terminal_text_width(WIDTH), colour,
		false };

	write_stories(&text, figures_find(figures, "stories"));
	return g_string_free(text.out, FALSE);
}

static void
write_report(const Text *text)
{
	g_autofree char *title = report_title(text->figures);
	g_autofree char *privacy = wrap_text(figures_privacy(), text->width);

	ink_line(text, INK_BOLD, title);
	g_string_append(text->out, "\n");
	for (guint i = 0; i < text->figures->figures->len; i++) {
		const Figure *figure = text->figures->figures->pdata[i];
		if (figure_is_shown(figure))
			write_figure(text, figure);
	}
	g_string_append_printf(text->out, "%s\n", privacy);
}

char *
report_text(const Figures *figures, bool colour)
{
	const Text text = { g_string_new(NULL), figures, terminal_text_width(WIDTH), colour,
		false };
	g_autofree char *where = wrap_text(
		"The query behind each figure: the same with --sql, or linked with --html.\n",
		text.width);

	write_report(&text);
	g_string_append(text.out, where);
	return g_string_free(text.out, FALSE);
}

char *
report_mail_text(const Figures *figures, const char *file)
{
	const Text text = { g_string_new(NULL), figures, WIDTH, false, true };
	g_autofree char *where = g_strdup_printf(
		"Each figure is one question to the record. The number behind its title is that of "
		"its query in the attached file, %s, word for word.\n",
		file);
	g_autofree char *wrapped = wrap_text(where, WIDTH);

	write_report(&text);
	g_string_append(text.out, wrapped);
	return g_string_free(text.out, FALSE);
}
