/* log.h - what the daemon says to journald or syslog: the queue id first, none of anybody's words.
 * Bytes from outside are escaped. Any thread.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_LOG_H
#define EMPATHY_LOG_H

#include <glib.h>

/* error: an operator must act; warning: we coped; info: one line a message; debug: off. */
typedef enum LogLevel {
	LOG_LEVEL_ERROR,
	LOG_LEVEL_WARNING,
	LOG_LEVEL_INFO,
	LOG_LEVEL_DEBUG
} LogLevel;

void log_open(const char *name, LogLevel most);
/* queue_id NULL or "": not about a message. */
void log_say(LogLevel level, const char *queue_id, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* How a line of standard error says its level to journald: "<4>", or "" where somebody else reads
 * it. For programs that do not log. Static. */
const char *log_mark(LogLevel level);

#endif
