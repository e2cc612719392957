/* markup.h - HTML and SVG, written so that no value can become markup.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_MARKUP_H
#define EMPATHY_MARKUP_H

#include <glib.h>

/* Appends; the format is ours, and every %s in it is escaped for text and for attributes in double
 * quotes. What is not UTF-8 or not visible is made harmless. The only way a value gets into a page
 * or picture. */
void markup(GString *out, const char *format, ...) G_GNUC_PRINTF(2, 3);

#endif
