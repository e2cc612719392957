/* deadline.h - until when a thread waits: points on a clock that nobody sets, and condition
 * variables that go by it. Pure, but for the clock. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_DEADLINE_H
#define EMPATHY_DEADLINE_H

#include <glib.h>
#include <pthread.h>
#include <stdbool.h>
#include <time.h>

/* So long from now; not negative. */
struct timespec deadline_in(gint64 milliseconds);
bool deadline_is_past(const struct timespec *deadline);
struct timespec deadline_earlier(struct timespec one, struct timespec other);

/* For pthread_cond_timedwait() with these. pthread and not GLib's, so that ThreadSanitizer
 * understands them. */
void deadline_condition(pthread_cond_t *condition);

#endif
