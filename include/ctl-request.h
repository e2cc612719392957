/* ctl-request.h - how commands ask something of the record: at once by whoever may write it, else
 * by a file that the queue's worker takes in (request.h).
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_CTL_REQUEST_H
#define EMPATHY_CTL_REQUEST_H

#include "ctl.h"

/* The whole id behind an id, its beginning, or a queue id; caller frees. NULL: it was said why,
 * with the exit status in *status_out. */
char *ctl_whole_id(const CtlGiven *given, const char *id, int *status_out);
/* Says why record_story() or record_find_id() failed; the exit status: CTL_NO when several ids
 * begin so. */
int ctl_cannot_find(const GError *error);

/* The account that asks, in its own name also by sudo; caller frees. */
char *ctl_who_asks(void);
/* Asks and says on stderr what came of it; id is whole, or "" where none is
 * meant. now: seconds since 1970. The exit status:
 * CTL_NO when the answer is no. */
int ctl_request(const CtlGiven *given, const char *kind, const char *id, const char *reason,
	const char *value, gint64 now);

#endif
