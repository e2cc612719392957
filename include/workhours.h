/* workhours.h - a clock that stands still when nobody is at work.
 *
 * Hours are written "mon-fri 08:00-18:00, sat 09:00-12:00"; several spans may follow a day, and one
 * that ends before it begins ("22:00-06:00") goes on into the next day. Times are those of a place,
 * so a day on which the clocks change has the hours people work on it. Pure, immutable, any thread.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_WORKHOURS_H
#define EMPATHY_WORKHOURS_H

#include <glib.h>
#include <stdbool.h>

/* Beyond so many days nothing is looked for: the end of the last one is given. */
#define WORKHOURS_MOST_DAYS 3660

typedef struct WorkHours WorkHours;

/* hours "": always; zone: an IANA name such as "Europe/Berlin", "" is the machine's. What is not
 * valid counts as "": settings are checked when they are read. */
WorkHours *workhours_new(const char *hours, const char *zone);
void workhours_free(WorkHours *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WorkHours, workhours_free)

/* The moment at which so many seconds (not negative) of work will have passed; seconds since
 * 1970. */
gint64 workhours_add(const WorkHours *self, gint64 from, gint64 seconds);
/* The moment as its people write it: "2026-09-21 18:13 CEST"; caller frees. weekday_out (may be
 * NULL): "mon" to "sun", static. */
char *workhours_date(const WorkHours *self, gint64 at, const char **weekday_out);

bool workhours_are_valid(const char *hours);
bool time_zone_is_valid(const char *zone);

#endif
