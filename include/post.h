/* post.h - hands one mail to an SMTP server (libcurl, behind this header). From the null sender, so
 * that nothing ever comes back. Any thread; takes at most a minute.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_POST_H
#define EMPATHY_POST_H

#include <glib.h>
#include <stdbool.h>

/* Call once, before the first thread. */
void post_init(void);
/* server: "host:port". for_good_out: on failure, whether the server will never take it. stop: ends
 * early when it becomes non-zero; may be NULL. */
bool post_send(const char *server, const char *to, GBytes *mail, const gint *stop,
	bool *for_good_out, GError **error);

#endif
