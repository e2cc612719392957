/* notice-digest.h - several notices in one mail. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_NOTICE_DIGEST_H
#define EMPATHY_NOTICE_DIGEST_H

#include <glib.h>

#include "notice.h"

/* To the agent they all go to; items: of OutboxItem, at least one. */
Notice *notice_digest(
	const Wording *wording, const Settings *settings, const GPtrArray *items, gint64 now);

#endif
