/* wire.h - the mail server's side: libmilter lives behind this one header.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_WIRE_H
#define EMPATHY_WIRE_H

#include <glib.h>
#include <stdbool.h>

#include "record.h"
#include "rulebook.h"
#include "settings.h"

/* Serves until SIGTERM. Reload (SIGUSR1) reads settings and rules again from the same path and
 * keeps the old ones when the new are bad. record may be NULL when it could not be opened and the
 * settings say to go on. EMPATHY_ERROR_SYSTEM when the socket cannot be had. */
bool wire_serve(const char *settings_path, Settings *settings, Rulebook *rulebook, Record *record,
	GError **error);

#endif
