/* tnef.h - the text in winmail.dat, Outlook's own wrapping of a mail ([MS-OXTNEF]).
 * Bounded by the bytes given; linear. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_TNEF_H
#define EMPATHY_TNEF_H

#include <glib.h>
#include <stdbool.h>

/* The body as UTF-8, plain before HTML; NULL when there is none or the bytes are no TNEF. A body in
 * compressed RTF alone is not read. */
char *tnef_text(const guint8 *bytes, gsize length, bool *is_html_out);

#endif
