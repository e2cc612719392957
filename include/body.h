/* body.h - the text parts of a mail, collected; which of the alternatives a person would read.
 *
 * Plain text is taken where it says as much as the HTML and keeps its quoting; the HTML where the
 * plain part is a stub or has lost what is quoted. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_BODY_H
#define EMPATHY_BODY_H

#include <glib.h>
#include <stdbool.h>

#include "plain.h"

#define BODY_MOST_TEXT ((gsize)1 << 20) /* bytes of text read from all parts together */

typedef struct Body Body; /* opaque */

Body *body_new(void);
void body_free(Body *body);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Body, body_free)

/* Valid UTF-8, in the order the parts stand. */
void body_add_plain(Body *body, const char *text, PlainFlow flow);
void body_add_html(Body *body, const char *html);
/* winmail.dat: used when there is no other text. */
void body_add_tnef(Body *body, const guint8 *bytes, gsize length);
/* Around the parts of a multipart/alternative. */
void body_open_choice(Body *body);
void body_close_choice(Body *body);

/* Of Line; never NULL. *cut_out is set when a limit was reached and else left alone. */
GPtrArray *body_lines(Body *body, gboolean *cut_out);
/* Whether the text is an armoured PGP message. */
bool body_is_encrypted(const Body *body);
/* Lines as one text, quote marks put back. */
char *body_text(const GPtrArray *lines);

#endif
