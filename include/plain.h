/* plain.h - a text/plain body to lines: quote marks counted, flowed paragraphs joined.
 * Linear; the number of lines and their depth are bounded. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_PLAIN_H
#define EMPATHY_PLAIN_H

#include <glib.h>

#include "message.h"

enum {
	PLAIN_MOST_LINES = 20000,
	PLAIN_MOST_DEPTH = 60, /* deeper marks count as this depth */
};

typedef enum PlainFlow {
	PLAIN_FIXED,
	PLAIN_FLOWED,       /* format=flowed (RFC 3676): a line that ends in a blank goes on */
	PLAIN_FLOWED_DELSP, /* likewise, and that blank is not part of the text */
} PlainFlow;

Line *line_new(const char *text, gssize length, int depth, guint marks);
void line_free(Line *line);

/* Appends the lines of valid UTF-8 to lines (of Line). *cut_out is set when a limit was reached and
 * else left alone. */
void plain_to_lines(const char *text, PlainFlow flow, GPtrArray *lines, gboolean *cut_out);

#endif
