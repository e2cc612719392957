/* log.c - what the daemon says to journald, syslog or a terminal. SPDX-License-Identifier: MIT */
#include "log.h"

#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <syslog.h>
#include <unistd.h>

/* More than this of a line is nothing that an operator reads. */
#define LONGEST_LINE 1000

typedef enum Place { PLACE_PLAIN, PLACE_JOURNAL, PLACE_SYSLOG } Place;

/* Written once by log_open(), before the first thread. */
static Place place = PLACE_PLAIN;
static LogLevel most_said = LOG_LEVEL_INFO;

static const int priorities[] = {
	[LOG_LEVEL_ERROR] = LOG_ERR,
	[LOG_LEVEL_WARNING] = LOG_WARNING,
	[LOG_LEVEL_INFO] = LOG_INFO,
	[LOG_LEVEL_DEBUG] = LOG_DEBUG,
};

/* journald says by device and inode which of our streams is its own; a shell's redirection may
 * have put another in place. */
static bool
is_journal(void)
{
	const char *stream = g_getenv("JOURNAL_STREAM");
	struct stat info;

	if (stream == NULL || fstat(STDERR_FILENO, &info) != 0)
		return false;
	g_autofree char *ours = g_strdup_printf("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT,
		(guint64)info.st_dev, (guint64)info.st_ino);
	return g_str_equal(stream, ours);
}

/* Somebody started us with nowhere to speak to. */
static bool
is_nowhere(void)
{
	struct stat info, nowhere;

	if (fstat(STDERR_FILENO, &info) != 0)
		return true;
	return S_ISCHR(info.st_mode) && stat("/dev/null", &nowhere) == 0 &&
	       info.st_rdev == nowhere.st_rdev;
}

void
log_open(const char *name, LogLevel most)
{
	most_said = most;
	place = is_journal() ? PLACE_JOURNAL : is_nowhere() ? PLACE_SYSLOG : PLACE_PLAIN;
	if (place == PLACE_SYSLOG)
		openlog(name, LOG_PID, LOG_MAIL);
}

const char *
log_mark(LogLevel level)
{
	static const char *const marks[] = {
		[LOG_LEVEL_ERROR] = "<3>",
		[LOG_LEVEL_WARNING] = "<4>",
		[LOG_LEVEL_INFO] = "<6>",
		[LOG_LEVEL_DEBUG] = "<7>",
	};

	return is_journal() ? marks[level] : "";
}

/* Control characters and everything beyond ASCII as \xNN: a log line is one line, whatever a mail
 * put into it. */
static void
append_escaped(GString *line, const char *text)
{
	for (; *text != '\0' && line->len < LONGEST_LINE; text++) {
		if (g_ascii_isprint(*text) && *text != '\\')
			g_string_append_c(line, *text);
		else
			g_string_append_printf(line, "\\x%02x", (guchar)*text);
	}
}

void
log_say(LogLevel level, const char *queue_id, const char *format, ...)
{
	if (level > most_said)
		return;
	va_list arguments;
	va_start(arguments, format);
	g_autofree char *text = g_strdup_vprintf(format, arguments);
	va_end(arguments);

	g_autoptr(GString) line = g_string_sized_new(256);
	if (place == PLACE_JOURNAL)
		g_string_append_printf(line, "<%d>", priorities[level]);
	if (queue_id != NULL && *queue_id != '\0') {
		append_escaped(line, queue_id);
		g_string_append(line, ": ");
	}
	append_escaped(line, text);
	if (place == PLACE_SYSLOG) {
		syslog(priorities[level], "%s", line->str);
		return;
	}
	g_string_append_c(line, '\n');
	/* In one piece, so that lines of several threads do not mix; nobody to tell when it fails.
	 */
	ssize_t written = write(STDERR_FILENO, line->str, line->len);
	(void)written;
}
