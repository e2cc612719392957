/* moment.c - points in time as people say them. SPDX-License-Identifier: MIT */
#include "moment.h"

#include <string.h>

#include "setting.h"

const char *
moment_forms(void)
{
	return "today, yesterday, monday, 2026-01-31, any of these with 14:00 behind it, 14:00, now, "
	       "this week, last week, this month, last month, 2026-01, or how long ago: 90m, 4h, 3d, "
	       "2w, \"3 days ago\"";
}

static char *
in_utc(GDateTime *moment)
{
	g_autoptr(GDateTime) utc = g_date_time_to_utc(moment);

	return utc != NULL ? g_date_time_format(utc, "%Y-%m-%dT%H:%M:%S") : NULL;
}

static GDateTime *
midnight_of(GDateTime *moment)
{
	return g_date_time_new(g_date_time_get_timezone(moment), g_date_time_get_year(moment),
		g_date_time_get_month(moment), g_date_time_get_day_of_month(moment), 0, 0, 0);
}

/* 1 Monday to 7 Sunday; 0 when it is none. */
static int
weekday(const char *text)
{
	static const char *const names[] = { "monday", "tuesday", "wednesday", "thursday", "friday",
		"saturday", "sunday" };

	for (int i = 0; i < 7; i++)
		if (g_ascii_strcasecmp(text, names[i]) == 0 ||
			(strlen(text) == 3 && g_ascii_strncasecmp(text, names[i], 3) == 0))
			return i + 1;
	return 0;
}

/* All of text as up to three numbers with these separators between them: "2026-01-31" with '-'. */
static bool
read_numbers(const char *text, char separator, const int digits[3], int numbers_out[3], int least)
{
	int n = 0;

	for (;;) {
		const char *begin = text;
		for (numbers_out[n] = 0; g_ascii_isdigit(*text) && text - begin < digits[n]; text++)
			numbers_out[n] = numbers_out[n] * 10 + (*text - '0');
		if (text == begin)
			return false;
		n++;
		if (*text == '\0')
			return n >= least;
		if (*text++ != separator || n == 3)
			return false;
	}
}

static GDateTime *
day_of(const char *text, GDateTime *now)
{
	static const int digits[] = { 4, 2, 2 };
	int date[3] = { 0 };
	g_autoptr(GDateTime) today = midnight_of(now);

	if (g_ascii_strcasecmp(text, "today") == 0)
		return g_steal_pointer(&today);
	if (g_ascii_strcasecmp(text, "yesterday") == 0)
		return g_date_time_add_days(today, -1);
	if (weekday(text) > 0) {
		int back = (g_date_time_get_day_of_week(now) - weekday(text) + 7) % 7;
		return g_date_time_add_days(today, -(back == 0 ? 7 : back));
	}
	if (!read_numbers(text, '-', digits, date, 3) || date[0] < 1970)
		return NULL;
	return g_date_time_new(g_date_time_get_timezone(now), date[0], date[1], date[2], 0, 0, 0);
}

static GDateTime *
at_clock(GDateTime *day, const char *clock)
{
	static const int digits[] = { 2, 2, 2 };
	int time[3] = { 0 };

	if (!read_numbers(clock, ':', digits, time, 2))
		return NULL;
	return g_date_time_new(g_date_time_get_timezone(day), g_date_time_get_year(day),
		g_date_time_get_month(day), g_date_time_get_day_of_month(day), time[0], time[1],
		time[2]);
}

/* "3 days" as "3d", "2 hours 5 minutes" as "2h 5m"; what has no such word stays as it is. */
static char *
with_letters(const char *text)
{
	static const char *const words[] = { "second", "minute", "min", "hour", "day", "week" };
	g_auto(GStrv) parts = g_strsplit(text, " ", -1);

	for (char **part = parts; *part != NULL; part++) {
		for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
			g_autofree char *many = g_strconcat(words[i], "s", NULL);
			if (g_ascii_strcasecmp(*part, words[i]) == 0 ||
				g_ascii_strcasecmp(*part, many) == 0)
				g_strlcpy(*part, words[i], 2);
		}
	}
	return g_strjoinv(" ", parts);
}

static GDateTime *
how_long_ago(const char *text, GDateTime *now)
{
	gint64 seconds;
	g_autofree char *words =
		g_str_has_suffix(text, " ago") ? g_strndup(text, strlen(text) - 4) : g_strdup(text);
	g_autofree char *length = with_letters(words);

	/* Bare digits are more likely a year than seconds. */
	if (strspn(length, "0123456789") == strlen(length) || !duration_read(length, &seconds) ||
		seconds > 100 * 366 * 86400LL)
		return NULL;
	return g_date_time_add_seconds(now, -(double)seconds);
}

/* "this week", "last month", "2026-01": several days; NULL when it is none. */
static GDateTime *
read_span(const char *text, GDateTime *now, bool is_end)
{
	static const int digits[] = { 4, 2, 2 };
	int date[3] = { 0 };
	bool is_last = g_ascii_strncasecmp(text, "last ", 5) == 0;
	bool is_named = is_last || g_ascii_strncasecmp(text, "this ", 5) == 0;
	g_autoptr(GDateTime) today = midnight_of(now);
	int after = (is_end ? 1 : 0) - (is_last ? 1 : 0);

	if (is_named && g_ascii_strcasecmp(text + 5, "week") == 0)
		return g_date_time_add_days(
			today, 1 - g_date_time_get_day_of_week(today) + 7 * after);
	bool is_month = is_named && g_ascii_strcasecmp(text + 5, "month") == 0;
	if (!is_month && (strlen(text) != strlen("2026-01") ||
				 !read_numbers(text, '-', digits, date, 2) || date[0] < 1970))
		return NULL;
	g_autoptr(GDateTime) first = g_date_time_new(g_date_time_get_timezone(now),
		is_month ? g_date_time_get_year(now) : date[0],
		is_month ? g_date_time_get_month(now) : date[1], 1, 0, 0, 0);
	return first != NULL ? g_date_time_add_months(first, after) : NULL;
}

static char *
read_day(const char *text, GDateTime *now, bool is_end)
{
	bool is_clock = strchr(text, ' ') == NULL && strchr(text, ':') != NULL;
	bool is_last = g_ascii_strncasecmp(text, "last ", 5) == 0;
	g_auto(GStrv) words = g_strsplit(is_last ? text + 5 : text, " ", 2);
	if (is_last && (words[0] == NULL || weekday(words[0]) == 0))
		return NULL;
	g_autoptr(GDateTime) today = midnight_of(now);
	g_autoptr(GDateTime) of_today = is_clock ? at_clock(today, text) : NULL;
	if (of_today != NULL)
		return in_utc(of_today);
	g_autoptr(GDateTime) day = words[0] != NULL ? day_of(words[0], now) : NULL;

	if (day == NULL)
		return NULL;
	g_autoptr(GDateTime) moment = words[1] != NULL ? at_clock(day, g_strstrip(words[1]))
				      : is_end         ? g_date_time_add_days(day, 1)
						       : g_date_time_ref(day);
	return moment != NULL ? in_utc(moment) : NULL;
}

char *
moment_read(const char *text, GDateTime *now, bool is_end)
{
	g_autofree char *trimmed = g_strstrip(g_strdup(text));

	if (g_ascii_strcasecmp(trimmed, "now") == 0)
		return in_utc(now);
	g_autoptr(GDateTime) of_span = read_span(trimmed, now, is_end);
	if (of_span != NULL)
		return in_utc(of_span);
	g_autofree char *of_day = read_day(trimmed, now, is_end);
	if (of_day != NULL)
		return g_steal_pointer(&of_day);
	g_autoptr(GDateTime) exact =
		g_date_time_new_from_iso8601(trimmed, g_date_time_get_timezone(now));
	g_autoptr(GDateTime) ago = exact == NULL ? how_long_ago(trimmed, now) : NULL;
	if (exact == NULL && ago == NULL)
		return NULL;
	return in_utc(exact != NULL ? exact : ago);
}

char *
moment_show(const char *text, GDateTime *now)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GDateTime) moment = g_date_time_new_from_iso8601(text, utc);

	if (moment == NULL)
		return g_strdup(text);
	g_autoptr(GDateTime) local = g_date_time_to_timezone(moment, g_date_time_get_timezone(now));
	GTimeSpan age = g_date_time_difference(now, moment);
	bool is_recent = age > -6 * G_TIME_SPAN_DAY && age < 6 * G_TIME_SPAN_DAY;
	return g_date_time_format(local, is_recent ? "%a %H:%M" : "%Y-%m-%d %H:%M");
}

char *
moment_write(gint64 at)
{
	g_autoptr(GDateTime) moment = at != 0 ? g_date_time_new_from_unix_utc(at) : NULL;

	return moment != NULL ? g_date_time_format(moment, "%Y-%m-%dT%H:%M:%SZ") : g_strdup("");
}
