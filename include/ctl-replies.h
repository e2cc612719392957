/* ctl-replies.h - the replies a command is given to judge: mails, wherever they lie, or pairs.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_CTL_REPLIES_H
#define EMPATHY_CTL_REPLIES_H

#include <glib.h>
#include <stdbool.h>

#include "pairs.h"

typedef struct ReplyVisitor {
	void (*mail)(const char *name, GBytes *raw, void *data);
	void (*pair)(const char *path, const Pair *pair, void *data);
	void *data;
} ReplyVisitor;

/* Complaints about one file's lines: the first few are said, of the rest how many there are. */
typedef struct BadLines {
	const char *path;
	guint n;
} BadLines;

void bad_lines_tell(BadLines *bad, int line, const char *message);
/* After the last line; true when there was none. */
bool bad_lines_end(const BadLines *bad);

/* paths: NULL-terminated; "-" is standard input. What cannot be read is said on stderr, and the
 * rest goes on; false when there was such. */
bool ctl_read_replies(char *const *paths, bool are_pairs, const ReplyVisitor *visitor);

#endif
