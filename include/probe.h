/* probe.h - knocks at a socket as the mail server would: under its account, in the folder it lives
 * in, with the first words of the milter protocol.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_PROBE_H
#define EMPATHY_PROBE_H

#include <glib.h>
#include <stdbool.h>

#include "endpoint.h"

typedef struct Probe {
	int number;         /* errno of what failed; 0: somebody answers */
	bool is_milter;     /* the answer was one of the protocol */
	guint32 version;    /* of the protocol, as the daemon has it */
	guint32 actions;    /* SMFIF_* bits that the daemon wants to use */
	bool was_as_server; /* under that account; false: under our own, for want of root */
} Probe;

/* How a filter holds mail: a bit of actions. */
#define PROBE_ACTION_HOLD 0x20u

/* user: "" or "root" for our own account. root: a folder to live in, "" for none; it takes effect
 * for root alone. Waits some seconds at most. */
void probe_milter(const Endpoint *endpoint, const char *user, const char *root, Probe *probe_out);
/* Does anybody accept a connection there? 0, or errno. */
int probe_listener(const Endpoint *endpoint);
/* The first part of a path that keeps the account out, and how; NULL: none does. As modes tell;
 * caller frees. */
char *probe_path_trouble(const char *path, const char *user);
/* The first folder on the way to a path that its group or all may write; NULL: none. Caller frees.
 */
char *probe_loose_folder(const char *path);

#endif
