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

/* paths: NULL-terminated; "-" is standard input. What cannot be read is said on stderr, and the
 * rest goes on; false when there was such. */
bool ctl_read_replies(char *const *paths, bool are_pairs, const ReplyVisitor *visitor);

#endif
