/* moment.h - points in time as people say them: "yesterday", "3d", "monday 14:00".
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_MOMENT_H
#define EMPATHY_MOMENT_H

#include <glib.h>
#include <stdbool.h>

/* Gives "2026-01-31T09:00:00" (UTC, comparable with the record's times). Understands: now, today,
 * yesterday, a weekday (the last one), "2026-01-31", each but now with or without "14:00" or
 * "14:00:30", which alone is of today; "2026-01-31T14:00:00Z"; this or last week or month,
 * "2026-01"; and how long ago: "90m", "4h", "3d", "2w", "3 days ago". Times are those of now's time
 * zone; weeks begin on Monday. is_end: a day, week or month means its end. NULL when it is none of
 * these; caller frees. */
char *moment_read(const char *text, GDateTime *now, bool is_end);
/* What moment_read() understands, for error messages. */
const char *moment_forms(void);
/* A time of the record for eyes, in local time: "Mon 14:02" within some days, past or to come, else
 * "2026-01-05 14:02".
 * What is no such time is given back as it is; caller frees. */
char *moment_show(const char *text, GDateTime *now);
/* Seconds since 1970 as the record writes them, "" for 0; caller frees. */
char *moment_write(gint64 at);

#endif
