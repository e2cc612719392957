/* post.h - hands one mail to an SMTP server (libcurl, behind this header). From the null sender, so
 * that nothing ever comes back. Any thread; takes at most a minute.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_POST_H
#define EMPATHY_POST_H

#include <glib.h>
#include <stdbool.h>

#include "settings.h"

/* Call once, before the first thread. */
void post_init(void);
/* Where to, and how: [notice] smtp and its like. for_good_out: on failure, whether the server will
 * never take this mail; a login that fails is none of the mail's fault. stop: ends early when it
 * becomes non-zero; may be NULL. */
bool post_send(const Settings *settings, const char *to, GBytes *mail, const gint *stop,
	bool *for_good_out, GError **error);
/* Can the password be read, and by nobody else? True when none is needed. EMPATHY_ERROR_SYSTEM. */
bool post_check(const Settings *settings, GError **error);

#endif
