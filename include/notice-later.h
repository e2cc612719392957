/* notice-later.h - what is said after the first notice: reminders, the lead, how it ended, and
 * several in one mail. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_NOTICE_LATER_H
#define EMPATHY_NOTICE_LATER_H

#include <glib.h>

#include "held.h"
#include "notice.h"

/* NULL when notices are not configured or nobody can be told; likewise below. */
Notice *notice_reminder(
	const Wording *wording, const Settings *settings, const Held *held, gint64 now);
Notice *notice_lead(const Wording *wording, const Settings *settings, const Held *held, gint64 now);
/* actor and reason "" are left out. */
Notice *notice_ended(const Wording *wording, const Settings *settings, const Held *held,
	HoldEnd end, const char *actor, const char *reason, gint64 now);

/* One mail around several to the same agent; items: of OutboxItem, at least one. */
Notice *notice_digest(
	const Wording *wording, const Settings *settings, const GPtrArray *items, gint64 now);

#endif
