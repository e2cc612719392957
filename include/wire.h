/* wire.h - the mail server's side: libmilter lives behind this one header.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_WIRE_H
#define EMPATHY_WIRE_H

#include <glib.h>
#include <stdbool.h>

#include "listener.h"
#include "service.h"
#include "settings.h"

/* Binds the socket and opens it to whom it may. EMPATHY_ERROR_SYSTEM when it cannot be had. */
bool wire_open(const Listener *listener, const Settings *settings, GError **error);
/* Serves until the process ends, or until libmilter stops or gives up: false. The service must
 * stay for as long as the process does: a connection may outlive the last message. */
bool wire_run(Service *service);

#endif
