/* notice-later.h - what is said about a reply after it was held, from what the record knows of it:
 * the reminder, the word to the lead, and its end.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_NOTICE_LATER_H
#define EMPATHY_NOTICE_LATER_H

#include <glib.h>

#include "held.h"
#include "notice.h"

/* kind: NOTICE_REMINDED, _RELEASED, _RETURNED and _DISCARDED to the agent, _LEAD to [notice] lead.
 * mail: as the queue has it, with LF or CRLF; subject, customer's name and thread are taken from
 * its header, and a returned reply is attached; may be NULL. Who asked, and why, is reply->request.
 * NULL: nobody can be told. */
Notice *notice_later(const Wording *wording, const Settings *settings, NoticeKind kind,
	const HeldReply *reply, GBytes *mail, gint64 now);

#endif
