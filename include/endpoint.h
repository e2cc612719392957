/* endpoint.h - where a program listens, in the four ways in which people write it: libmilter's and
 * Sendmail's (unix:/path, local:/path, /path, inet:port@host), Postfix's (unix:path,
 * inet:host:port), and that of a server for mail (host:port, smtp://host:port). Pure, but for
 * endpoint_is_same(), which looks at the disk, and the two that look up a name.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_ENDPOINT_H
#define EMPATHY_ENDPOINT_H

#include <glib.h>
#include <stdbool.h>

struct addrinfo; /* <netdb.h> */

typedef struct Endpoint {
	char *path; /* NULL unless it is a unix socket */
	char *host; /* NULL unless it is not; "" is every address of this machine */
	guint port;
} Endpoint;

/* NULL when it is none. Caller frees. */
Endpoint *endpoint_of_milter(const char *text);
/* root: the folder a relative path is below, and any path of a program that lives in it. */
Endpoint *endpoint_of_postfix(const char *text, const char *root, bool is_chrooted);
Endpoint *endpoint_of_server(const char *text);
void endpoint_free(Endpoint *endpoint);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Endpoint, endpoint_free)

/* Links are followed; "localhost" is 127.0.0.1. Either may be NULL: not the same. */
bool endpoint_is_same(const Endpoint *one, const Endpoint *other);
/* Would a caller at `caller` reach who listens at `listener`? As above, but one who listens at all
 * addresses is at each. */
bool endpoint_reaches(const Endpoint *caller, const Endpoint *listener);
/* The addresses behind its host and port, NULL for none; 0, or an EAI_*. Not for a path. The caller
 * gives them to freeaddrinfo(). */
int endpoint_look_up(const Endpoint *endpoint, struct addrinfo **found_out);
/* Why its host cannot be looked up; NULL: it can, or there is none. */
const char *endpoint_host_trouble(const Endpoint *endpoint);
/* As each writes it; caller frees. */
char *endpoint_for_sendmail(const Endpoint *endpoint);
/* root: the server's queue directory; a socket below it is written relative to it, so that it is
 * found in a chroot and out of it. */
char *endpoint_for_postfix(const Endpoint *endpoint, const char *root);
/* The path as seen from inside root, "" when it is not below it. Borrowed. */
const char *endpoint_below(const char *path, const char *root);

#endif
