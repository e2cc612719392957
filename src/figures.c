/* figures.c - the numbers of a report, and words for them. SPDX-License-Identifier: MIT */
#include "figures.h"

#include <string.h>

enum { DAYS_BY_DAY = 21, DAYS_BY_WEEK = 200, MOST_STRETCHES = 400 };

static void
figure_free(gpointer data)
{
	Figure *figure = data;

	g_free(figure->sql);
	g_ptr_array_unref(figure->rows);
	g_free(figure);
}

void
figures_free(Figures *figures)
{
	if (figures == NULL)
		return;
	g_free(figures->since);
	g_free(figures->until);
	g_free(figures->policy);
	g_free(figures->made_at);
	g_ptr_array_unref(figures->figures);
	g_free(figures);
}

static void
row_free(gpointer data)
{
	g_strfreev(data);
}

/* The first ten characters of an ISO 8601 time; NULL when it is no day. */
static GDateTime *
day_of(const char *text)
{
	int date[3] = { 0 };

	for (int i = 0, at = 0; i < 3 && (int)strlen(text) >= 10; at += i == 0 ? 5 : 3, i++)
		for (int k = 0; k < (i == 0 ? 4 : 2); k++)
			date[i] = date[i] * 10 + (text[at + k] - '0');
	if (date[0] < 1 || date[1] < 1 || date[1] > 12 || date[2] < 1 || date[2] > 31)
		return NULL;
	return g_date_time_new_utc(date[0], date[1], date[2], 0, 0, 0);
}

/* Days for a fortnight, then weeks for half a year, then months. */
static FigureStretch
stretch_of(const char *since, const char *until)
{
	g_autoptr(GDateTime) first = day_of(since);
	g_autoptr(GDateTime) last = day_of(until);

	if (first == NULL || last == NULL)
		return STRETCH_MONTH;
	gint64 days = g_date_time_difference(last, first) / G_TIME_SPAN_DAY;
	if (days <= DAYS_BY_DAY)
		return STRETCH_DAY;
	return days <= DAYS_BY_WEEK ? STRETCH_WEEK : STRETCH_MONTH;
}

Figures *
figures_new(const char *since, const char *until, const char *policy, const char *made_at)
{
	Figures *figures = g_new0(Figures, 1);

	figures->since = g_strdup(since);
	figures->until = g_strdup(until);
	figures->policy = g_strdup(policy != NULL ? policy : "");
	figures->made_at = g_strdup(made_at);
	figures->stretch = stretch_of(since, until);
	figures->figures = g_ptr_array_new_with_free_func(figure_free);
	return figures;
}

Figure *
figures_add(Figures *figures, const FigureKind *kind)
{
	Figure *figure = g_new0(Figure, 1);

	figure->kind = kind;
	figure->sql = g_strdup("");
	figure->rows = g_ptr_array_new_with_free_func(row_free);
	g_ptr_array_add(figures->figures, figure);
	return figure;
}

const Figure *
figures_find(const Figures *figures, const char *id)
{
	for (guint i = 0; i < figures->figures->len; i++) {
		const Figure *figure = figures->figures->pdata[i];
		if (g_str_equal(figure->kind->id, id))
			return figure;
	}
	return NULL;
}

bool
figure_is_shown(const Figure *figure)
{
	return figure->withheld == NULL || figure->kind->about != FIGURE_ABOUT_AGENTS;
}

guint
figures_query_number(const Figures *figures, const Figure *figure)
{
	guint number = 0;

	for (guint i = 0; i < figures->figures->len; i++) {
		const Figure *one = figures->figures->pdata[i];
		number += *one->sql != '\0';
		if (one == figure)
			return *one->sql != '\0' ? number : 0;
	}
	return 0;
}

guint
figure_columns(const FigureKind *kind)
{
	guint n = 0;

	while (kind->columns[n] != NULL)
		n++;
	return n;
}

const char *
figure_cell(const Figure *figure, guint row, guint column)
{
	return ((char **)figure->rows->pdata[row])[column];
}

gint64
figure_number(const Figure *figure, guint row, guint column)
{
	return g_ascii_strtoll(figure_cell(figure, row, column), NULL, 10);
}

gint64
figure_sum(const Figure *figure, guint row)
{
	gint64 sum = 0;

	for (guint column = 1; column < figure_columns(figure->kind); column++)
		sum += figure_number(figure, row, column);
	return sum;
}

gint64
figure_most(const Figure *figure)
{
	gint64 most = 0;

	for (guint row = 0; row < figure->rows->len; row++)
		most = MAX(most, figure_sum(figure, row));
	return most;
}

/* ---- time -------------------------------------------------------------------------------------
 */

static GDateTime *
begin_of(GDateTime *day, FigureStretch stretch)
{
	if (stretch == STRETCH_WEEK)
		return g_date_time_add_days(day, 1 - g_date_time_get_day_of_week(day));
	if (stretch == STRETCH_MONTH)
		return g_date_time_add_days(day, 1 - g_date_time_get_day_of_month(day));
	return g_date_time_ref(day);
}

static GDateTime *
next_of(GDateTime *day, FigureStretch stretch)
{
	if (stretch == STRETCH_MONTH)
		return g_date_time_add_months(day, 1);
	return g_date_time_add_days(day, stretch == STRETCH_WEEK ? 7 : 1);
}

static char **
zeros(const char *day, guint n)
{
	char **row = g_new0(char *, n + 1);

	row[0] = g_strdup(day);
	for (guint i = 1; i < n; i++)
		row[i] = g_strdup("0");
	return row;
}

/* Does a day begin at the end of the time, or after it? */
static bool
is_over(const char *day, const char *until)
{
	int order = strncmp(day, until, 10);
	bool is_midnight = strlen(until) <= 10 || g_str_has_prefix(until + 10, "T00:00:00");

	return order > 0 || (order == 0 && is_midnight);
}

void
figures_fill_time(const Figures *figures, Figure *figure)
{
	guint at = 0;

	if (figure->rows->len == 0)
		return;
	const char *earliest = figure_cell(figure, 0, 0);
	g_autoptr(GDateTime) first =
		day_of(strcmp(figures->since, earliest) < 0 ? figures->since : earliest);
	g_autoptr(GDateTime) day = first != NULL ? begin_of(first, figures->stretch) : NULL;
	for (int n = 0; day != NULL && n < MOST_STRETCHES; n++, at++) {
		g_autofree char *name = g_date_time_format(day, "%Y-%m-%d");
		bool is_there =
			at < figure->rows->len && g_str_equal(figure_cell(figure, at, 0), name);
		if (!is_there && is_over(name, figures->until))
			return;
		if (!is_there)
			g_ptr_array_insert(
				figure->rows, (gint)at, zeros(name, figure_columns(figure->kind)));
		GDateTime *next = next_of(day, figures->stretch);
		g_date_time_unref(day);
		day = next;
	}
}

/* ---- words ------------------------------------------------------------------------------------
 */

static const struct {
	const char *word, *means;
} words[] = {
	{ "superseded", "replaced by a later reply" },
	{ "overridden", "sent as is, with a reason" },
	{ "released", "let go" },
	{ "expired", "let go when its time was up" },
	{ "returned", "given back to its author" },
	{ "discarded", "withdrawn" },
	{ "vanished", "gone from the queue" },
	{ "held", "still held" },
	{ "language", "no rules for the language" },
	{ "no-customer-text", "nothing of the customer's" },
	{ "no-reply-text", "nothing newly written" },
	{ "not-a-reply", "not a reply" },
	{ "auto-reply", "written by a machine" },
	{ "forward", "a bare forward" },
	{ "sender", "not one of our senders" },
	{ "client", "from outside" },
	{ "recipient", "to colleagues" },
	{ "null-sender", "a bounce" },
	{ "own-notice", "our own notices" },
	{ "control", "an answer to a notice" },
	{ "encrypted", "encrypted" },
	{ "calendar", "an invitation" },
	{ "bulk", "a mailing" },
	{ "too-big", "too large to read" },
	{ "unreadable", "unreadable" },
	{ "poison", "ended the daemon" },
	{ "none", "neither" },
	{ "quoted", "quoted" },
	{ "remembered in-reply-to", "remembered, by its id" },
	{ "remembered references", "remembered, by an id in it" },
	{ "remembered thread", "remembered, by its thread" },
	{ "remembered ticket", "remembered, by its ticket" },
	{ "remembered subject", "remembered, by its subject" },
	{ "remembered latest", "remembered, the newest" },
};

const char *
figures_word(const char *word)
{
	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_equal(words[i].word, word))
			return words[i].means;
	return word;
}

char *
figures_percent(gint64 part, gint64 whole)
{
	if (whole <= 0)
		return g_strdup("-");
	double percent = 100.0 * (double)part / (double)whole;
	/* Neither all nor nothing unless it is. */
	if (percent > 0 && percent < 1)
		return g_strdup_printf("%.1f %%", MAX(percent, 0.1));
	if (percent > 99 && percent < 100)
		return g_strdup_printf("%.1f %%", MIN(percent, 99.9));
	return g_strdup_printf("%.0f %%", percent);
}

char *
figures_count(gint64 number)
{
	GString *text = g_string_new(NULL);

	g_string_append_printf(text, "%" G_GINT64_FORMAT, number);
	for (gssize at = (gssize)text->len - 3; at > (number < 0 ? 1 : 0); at -= 3)
		g_string_insert_c(text, at, ',');
	return g_string_free(text, FALSE);
}

char *
figures_day(const Figures *figures, const char *day)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
		"Aug", "Sep", "Oct", "Nov", "Dec" };
	g_autoptr(GDateTime) date = day_of(day);

	if (date == NULL)
		return g_strdup(day);
	const char *month = months[g_date_time_get_month(date) - 1];
	if (figures->stretch == STRETCH_MONTH)
		return g_strdup_printf("%s %d", month, g_date_time_get_year(date));
	return g_strdup_printf("%d %s", g_date_time_get_day_of_month(date), month);
}

char *
figures_last_day(const Figures *figures)
{
	g_autoptr(GDateTime) first = day_of(figures->since);
	g_autoptr(GDateTime) end = day_of(figures->until);

	if (first == NULL || end == NULL)
		return g_strdup(figures->until);
	/* A period that ends at midnight ends with the day before. */
	bool is_midnight =
		strlen(figures->until) < 16 || g_str_has_prefix(figures->until + 10, "T00:00");
	g_autoptr(GDateTime) last = g_date_time_add_days(
		end, is_midnight && g_date_time_compare(first, end) < 0 ? -1 : 0);
	return g_date_time_format(last, "%Y-%m-%d");
}

char *
figures_period(const Figures *figures)
{
	g_autoptr(GDateTime) first = day_of(figures->since);
	g_autofree char *from =
		first != NULL ? g_date_time_format(first, "%Y-%m-%d") : g_strdup(figures->since);
	g_autofree char *to = figures_last_day(figures);

	return g_strdup_printf("%s to %s", from, to);
}

const char *
figures_privacy(void)
{
	return "This is about teams, and no ranking. There is nothing per author unless the "
	       "configuration says [log] per-agent = yes. A row or a share that stands for fewer "
	       "than five messages is left out, but for counts over time and of what became of "
	       "holds; how replies were written is not shown where "
	       "fewer than five people wrote them, in all or in one row: what so few do is what "
	       "one of them does. "
	       "An override is never held against anybody. Days and hours are UTC; weeks begin on "
	       "Monday.";
}
