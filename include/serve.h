/* serve.h - the daemon's life: begins to serve, reloads at SIGUSR1, leaves at SIGTERM.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_SERVE_H
#define EMPATHY_SERVE_H

#include <glib.h>
#include <stdbool.h>

#include "record.h"
#include "rulebook.h"
#include "settings.h"
#include "wording.h"

/* Before the first thread: each inherits it. */
void serve_block_signals(void);
/* Serves until SIGTERM, SIGINT or SIGHUP. Reload reads settings and rules again from the same path
 * and keeps the old ones when the new are bad. From the main thread. EMPATHY_ERROR_SYSTEM when the
 * socket cannot be had or libmilter gives up. */
bool serve(const char *settings_path, Settings *settings, Rulebook *rulebook, Wording *wording,
	Record *record, GError **error);

#endif
