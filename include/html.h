/* html.h - HTML mail to lines of text, quoting and client containers kept (libxml2 SAX, push).
 * Linear in the size of the input; depth and output are bounded.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_HTML_H
#define EMPATHY_HTML_H

#include <glib.h>

/* Lines of UTF-8 HTML, as message.h's Line. Never fails; *cut_out is set when a limit was reached.
 */
GPtrArray *html_to_lines(const char *html, gsize length, gboolean *cut_out);

#endif
