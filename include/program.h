/* program.h - runs a program of the system's: fixed arguments, no shell, nothing inherited but the
 * time zone.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_PROGRAM_H
#define EMPATHY_PROGRAM_H

#include <glib.h>
#include <stdbool.h>

/* What a program may print, and how long it mostly may take. */
#define PROGRAM_MOST_BYTES ((gsize)128 * 1024 * 1024)
enum { PROGRAM_MOST_SECONDS = 120 };

/* Runs argv (NULL-terminated) to its end, for so many seconds at most. argv[0] is a bare name,
 * looked for in the system's own folders; standard input is empty. Gives what it printed in
 * output_out (may be NULL), caller unrefs. False with EMPATHY_ERROR_SYSTEM when it is not there,
 * fails (with the last line it said on standard error), prints too much or takes too long, and is
 * killed then. Any thread. */
bool program_run(const char *const *argv, int seconds, GBytes **output_out, GError **error);
/* The same for PROGRAM_MOST_SECONDS, as text; caller frees. NULL with an error. */
char *program_text(const char *const *argv, GError **error);

#endif
