/* queue-lock.h - one worker at a time: a file beside the record, locked while a round lasts. Gone
 * with the process, however it ends. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_QUEUE_LOCK_H
#define EMPATHY_QUEUE_LOCK_H

#include <glib.h>

/* Waits so long at most. -1 with EMPATHY_ERROR_SYSTEM. */
int queue_lock(const char *database, int seconds, GError **error);
void queue_unlock(int lock);

#endif
