/* service.h - what all connections share: the settings and rules in force, the record, and how
 * many messages are under way. Safe from any thread.
 *
 * Settings and rulebook are one immutable, reference-counted snapshot: a message keeps the one it
 * began with, a reload puts another in its place.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_SERVICE_H
#define EMPATHY_SERVICE_H

#include <glib.h>
#include <stdbool.h>

#include "poison.h"
#include "record.h"
#include "rulebook.h"
#include "settings.h"
#include "wording.h"

typedef struct Snapshot {
	gint ref_count;
	Settings *settings;
	Rulebook *rulebook;
	Wording *wording; /* NULL: there is none, and no notice is wanted */
} Snapshot;

void snapshot_unref(Snapshot *snapshot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Snapshot, snapshot_unref)

typedef struct Service Service; /* opaque */

/* Reads a file of settings, its rules and what notices say. EMPATHY_ERROR_SYNTAX with file:line:,
 * or _SYSTEM. */
bool service_read(const char *settings_path, Settings **settings_out, Rulebook **rulebook_out,
	Wording **wording_out, GError **error);

/* Takes references, and poison (or NULL); record is borrowed. It stays until the process ends:
 * libmilter's threads may use it as long. */
Service *service_new(const char *settings_path, Settings *settings, Rulebook *rulebook,
	Wording *wording, Record *record, Poison *poison);
Record *service_record(const Service *service);
Poison *service_poison(const Service *service); /* or NULL */

/* What is in force now; the caller unrefs. */
Snapshot *service_snapshot(Service *service);
/* Reads everything again; on error the old stays in force. restart_out: which changed settings
 * only a restart brings into force, or NULL; caller frees. */
bool service_reload(Service *service, char **restart_out, GError **error);
/* Writes into the record what is in force, since when, and whether a reload failed since. */
bool service_tell_load(Service *service, GError **error);

/* Every message between its two: false when the service has closed and the message must not go
 * on. */
bool service_begin(Service *service);
void service_end(Service *service);
/* From now on no new connection is wanted. */
void service_turn_away(Service *service);
bool service_is_leaving(Service *service);
/* Waits until no message is under way, at most so long; then closes. Gives how many were left. */
guint service_leave(Service *service, int seconds);

#endif
