/* html.h - HTML mail to lines of text, quoting and client containers kept (libxml2 SAX, push).
 * Linear in the size of the input; depth and output are bounded.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_HTML_H
#define EMPATHY_HTML_H

#include <glib.h>
#include <stdbool.h>

/* Lines of UTF-8 HTML, as message.h's Line. Never fails; *cut_out is set when a limit was reached.
 */
GPtrArray *html_to_lines(const char *html, gsize length, gboolean *cut_out);

/* How many visible, non-blank bytes the page has, roughly; quick: tags are skipped, not parsed. */
gsize html_visible_length(const char *html, gsize length);
/* Whether the markup knows what is quoted (a blockquote or a client's reply container). */
bool html_has_quote(const char *html, gsize length);

#endif
