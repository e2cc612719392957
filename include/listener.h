/* listener.h - the place where the mail server finds us: ours alone, and open to whom it may.
 *
 * libmilter binds the socket; what it does not do is here: it takes away the socket of a living
 * daemon without asking, fails on one left behind, and knows no group and no mode.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_LISTENER_H
#define EMPATHY_LISTENER_H

#include <glib.h>
#include <stdbool.h>

typedef struct Listener Listener; /* opaque: holds a lock file while it lives */

/* specification: "unix:/path" or "inet:port@host". Removes a socket nobody listens to any more.
 * EMPATHY_ERROR_SYSTEM when another daemon answers there, or something else is in the way. */
Listener *listener_claim(const char *specification, GError **error);
/* As libmilter wants it; "inet:port" alone is this machine, not all the world. Borrowed. */
const char *listener_address(const Listener *listener);
/* Sets the error that libmilter could not bind it; number: its errno, 0 for none. Always false. */
bool listener_is_unbound(const Listener *listener, int number, GError **error);
/* Is there such a group? For a unix socket; an empty one is our own. */
bool listener_knows_group(const char *specification, const char *group, GError **error);
/* After the binding: who may connect. An empty group leaves our own; nothing to do for inet. */
bool listener_admit(const Listener *listener, const char *group, int mode, GError **error);
/* Takes the socket away. */
void listener_release(Listener *listener);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Listener, listener_release)

#endif
