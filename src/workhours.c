/* workhours.c - a clock that stands still when nobody is at work. SPDX-License-Identifier: MIT */
#include "workhours.h"

#include <string.h>

enum { MINUTES = 24 * 60, DAYS = 7, MOST_LETTERS = 1024 };

static const char *const day_names[DAYS] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

struct WorkHours {
	GTimeZone *zone;
	bool is_always;
	bool is_open[DAYS][MINUTES];
};

/* ---- reading ----------------------------------------------------------------------------------
 */

/* "mon", "monday"; -1 when it is no day. */
static int
read_day(const char *word)
{
	static const char *const rests[DAYS] = { "day", "sday", "nesday", "rsday", "day", "urday",
		"day" };

	for (int day = 0; day < DAYS; day++)
		if (g_ascii_strncasecmp(word, day_names[day], 3) == 0 &&
			(word[3] == '\0' || g_ascii_strcasecmp(word + 3, rests[day]) == 0))
			return day;
	return -1;
}

/* "mon" or "mon-fri", over the weekend too; false when it is neither. */
static bool
read_days(const char *word, bool days[DAYS])
{
	g_auto(GStrv) ends = g_strsplit(word, "-", 3);
	guint n = g_strv_length(ends);
	int first = n >= 1 ? read_day(ends[0]) : -1;
	int last = n == 2 ? read_day(ends[1]) : first;

	if (n > 2 || first < 0 || last < 0)
		return false;
	for (int day = first;; day = (day + 1) % DAYS) {
		days[day] = true;
		if (day == last)
			return true;
	}
}

/* "8:00", "24:00"; -1 when it is no time of a day. */
static int
read_time(const char *word)
{
	int hours = 0, minutes = 0;
	size_t digits = strspn(word, "0123456789");

	if (digits < 1 || digits > 2 || word[digits] != ':' || !g_ascii_isdigit(word[digits + 1]) ||
		!g_ascii_isdigit(word[digits + 2]) || word[digits + 3] != '\0')
		return -1;
	for (size_t i = 0; i < digits; i++)
		hours = hours * 10 + (word[i] - '0');
	minutes = (word[digits + 1] - '0') * 10 + (word[digits + 2] - '0');
	return minutes < 60 && hours * 60 + minutes <= MINUTES ? hours * 60 + minutes : -1;
}

static void
open_span(WorkHours *self, int day, int from, int to)
{
	if (to <= from) {
		open_span(self, (day + 1) % DAYS, 0, to);
		to = MINUTES;
	}
	for (int minute = from; minute < to; minute++)
		self->is_open[day][minute] = true;
}

static bool
read_span(WorkHours *self, const char *word, const bool days[DAYS])
{
	g_auto(GStrv) ends = g_strsplit(word, "-", 3);
	bool are_two = g_strv_length(ends) == 2;
	int from = are_two ? read_time(ends[0]) : -1;
	int to = are_two ? read_time(ends[1]) : -1;

	if (from < 0 || to < 0 || from == to || from == MINUTES)
		return false;
	for (int day = 0; day < DAYS; day++) {
		if (!days[day])
			continue;
		if (to == 0)
			open_span(self, day, from, MINUTES);
		else
			open_span(self, day, from, to);
	}
	return true;
}

/* Days, then spans: "mon wed 08:00-12:00 13:00-17:00". */
static bool
read_item(WorkHours *self, const char *item)
{
	g_auto(GStrv) words = g_strsplit_set(item, " \t", -1);
	bool days[DAYS] = { false };
	bool has_day = false, has_span = false;

	for (char **word = words; *word != NULL; word++) {
		if (**word == '\0')
			continue;
		if (!has_span && read_days(*word, days))
			has_day = true;
		else if (has_day && read_span(self, *word, days))
			has_span = true;
		else
			return false;
	}
	return has_span;
}

static bool
read_hours(WorkHours *self, const char *hours)
{
	g_auto(GStrv) items = g_strsplit(hours, ",", -1);

	if (strlen(hours) > MOST_LETTERS)
		return false;
	for (char **item = items; *item != NULL; item++)
		if (!read_item(self, *item))
			return false;
	return items[0] != NULL;
}

bool
workhours_are_valid(const char *hours)
{
	g_autofree WorkHours *self = g_new0(WorkHours, 1);

	return *hours == '\0' || read_hours(self, hours);
}

static GTimeZone *
find_zone(const char *name)
{
	/* A path or a colon would be read as something else than a name. */
	if (*name == '/' || *name == ':' || strstr(name, "..") != NULL || strlen(name) > 64)
		return NULL;
	return g_time_zone_new_identifier(name);
}

bool
time_zone_is_valid(const char *zone)
{
	g_autoptr(GTimeZone) found = *zone != '\0' ? find_zone(zone) : NULL;

	return *zone == '\0' || found != NULL;
}

WorkHours *
workhours_new(const char *hours, const char *zone)
{
	WorkHours *self = g_new0(WorkHours, 1);

	self->zone = *zone != '\0' ? find_zone(zone) : NULL;
	if (self->zone == NULL)
		self->zone = g_time_zone_new_local();
	self->is_always = *hours == '\0' || !read_hours(self, hours);
	return self;
}

void
workhours_free(WorkHours *self)
{
	if (self == NULL)
		return;
	g_time_zone_unref(self->zone);
	g_free(self);
}

/* ---- asking -----------------------------------------------------------------------------------
 */

static gint64
moment_of(const WorkHours *self, const GDate *day, int minute)
{
	g_autoptr(GDateTime) time = g_date_time_new(self->zone, g_date_get_year(day),
		(int)g_date_get_month(day), g_date_get_day(day), minute / 60, minute % 60, 0);

	return time != NULL ? g_date_time_to_unix(time) : 0;
}

/* A time that comes twice on the day the clocks go back: GLib gives the later one, and work begins
 * at the earlier. */
static gint64
first_moment_of(const WorkHours *self, const GDate *day, int minute)
{
	gint64 at = moment_of(self, day, minute);
	g_autoptr(GDateTime) earlier_utc = g_date_time_new_from_unix_utc(at - 60 * 60);
	g_autoptr(GDateTime) earlier =
		earlier_utc != NULL ? g_date_time_to_timezone(earlier_utc, self->zone) : NULL;

	if (earlier != NULL &&
		g_date_time_get_hour(earlier) * 60 + g_date_time_get_minute(earlier) == minute)
		return at - 60 * 60;
	return at;
}

/* The end of a span; 24:00 is the next day's beginning. */
static gint64
end_moment_of(const WorkHours *self, const GDate *day, int minute)
{
	GDate next = *day;

	if (minute < MINUTES)
		return moment_of(self, day, minute);
	g_date_add_days(&next, 1);
	return first_moment_of(self, &next, 0);
}

/* The next span of the day that begins at or after *from; moves both. */
static bool
next_span(const bool is_open[MINUTES], int *from, int *to)
{
	while (*from < MINUTES && !is_open[*from])
		(*from)++;
	for (*to = *from; *to < MINUTES && is_open[*to];)
		(*to)++;
	return *from < MINUTES;
}

/* Takes the day's working time after from off seconds; true when that was enough, with the moment
 * in at_out, which otherwise is the end of the day's work. */
static bool
spend_day(const WorkHours *self, const GDate *day, gint64 from, gint64 *seconds, gint64 *at_out)
{
	const bool *is_open = self->is_open[g_date_get_weekday(day) - G_DATE_MONDAY];

	for (int start = 0, end = 0; next_span(is_open, &start, &end); start = end) {
		gint64 begins = MAX(from, first_moment_of(self, day, start));
		gint64 ends = end_moment_of(self, day, end);
		if (ends <= begins)
			continue;
		if (*seconds <= ends - begins) {
			*at_out = begins + *seconds;
			return true;
		}
		*seconds -= ends - begins;
		*at_out = ends;
	}
	return false;
}

static GDateTime *
local_time(const WorkHours *self, gint64 at)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at);

	return utc != NULL ? g_date_time_to_timezone(utc, self->zone) : NULL;
}

gint64
workhours_add(const WorkHours *self, gint64 from, gint64 seconds)
{
	g_autoptr(GDateTime) local = local_time(self, from);
	gint64 at = from;
	GDate day;

	if (self->is_always || local == NULL || seconds <= 0)
		return from + MAX(seconds, 0);
	g_date_clear(&day, 1);
	g_date_set_dmy(&day, (GDateDay)g_date_time_get_day_of_month(local),
		(GDateMonth)g_date_time_get_month(local), (GDateYear)g_date_time_get_year(local));
	for (int i = 0; i < WORKHOURS_MOST_DAYS; i++) {
		if (spend_day(self, &day, from, &seconds, &at))
			break;
		g_date_add_days(&day, 1);
	}
	return at;
}

char *
workhours_date(const WorkHours *self, gint64 at, const char **weekday_out)
{
	g_autoptr(GDateTime) local = local_time(self, at);

	if (weekday_out != NULL)
		*weekday_out =
			local != NULL ? day_names[g_date_time_get_day_of_week(local) - 1] : "";
	return local != NULL ? g_date_time_format(local, "%Y-%m-%d %H:%M %Z") : g_strdup("");
}
