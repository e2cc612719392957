/* held-next.h - what comes next for a held reply, and when, in words.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_HELD_NEXT_H
#define EMPATHY_HELD_NEXT_H

#include <glib.h>

#include "held.h"

/* What becomes of it, by the name of a request or of [policy] on-expiry: "it is let go". Static or
 * the name itself. */
const char *held_fate(const char *name);
/* "Mon 14:02: it is let go", "asked for by kim: it is deleted in the next minute". "" when it is
 * not held any more. Callers free. now: its time zone counts. */
char *held_next(const HeldReply *reply, GDateTime *now);
/* The same for a table: "Mon 14:02", "release", "-". */
char *held_until(const HeldReply *reply, GDateTime *now);
/* When somebody was told, of reply->reminded or reply->lead_told; 0: nobody was. */
gint64 held_told_at(const HeldReply *reply, gint64 at);
/* What was said to whom meanwhile: "reminded, lead told"; may be "". */
char *held_said(const HeldReply *reply);

#endif
