/* charset.h - bytes of a body to valid UTF-8, whatever their label says.
 * Never fails: what cannot be read becomes U+FFFD. Linear. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_CHARSET_H
#define EMPATHY_CHARSET_H

#include <glib.h>

/* label: as the mail says; NULL or unknown when it says nothing usable. The result has no NUL
 * inside. */
char *charset_to_utf8(const char *bytes, gsize length, const char *label);
/* The charset an HTML page names in its first kilobyte; NULL when none. */
char *charset_of_html(const char *bytes, gsize length);

#endif
