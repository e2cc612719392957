/* wrap.h - lines of plain text broken at a width people read on any screen.
 *
 * A line that is too long is broken at blanks; its indentation, "> " marks and list marks are kept,
 * so that a paragraph may be written as one line. Widths are in characters. A word without a blank
 * is never cut. Linear, any thread. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_WRAP_H
#define EMPATHY_WRAP_H

#include <glib.h>

/* Valid UTF-8 in and out; caller frees. Runs of empty lines become one. */
char *wrap_text(const char *text, glong width);
/* At most so many characters, blanks and line ends squeezed, cut at a blank with an ellipsis;
 * what is not UTF-8 is made so, marks that turn the direction go. Caller frees. */
char *wrap_excerpt(const char *text, glong most);

#endif
