/* notice.h - tells the agent what happened to a reply and what may help.
 *
 * Guidance, never a sentence to paste; the customer's own words, shortened; what one can do, in
 * order; until when, and what comes then. Goes to the person who authenticated, else to From.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_NOTICE_H
#define EMPATHY_NOTICE_H

#include <glib.h>
#include <stdbool.h>

#include "action.h"
#include "envelope.h"
#include "judge.h"
#include "wording.h"

typedef struct Notice {
	NoticeKind kind;
	char *to;         /* address */
	char *message_id; /* without angle brackets */
	GBytes *mail;     /* with CRLF, ready for SMTP */
} Notice;

/* The address notices about it go to; "" when there is none. Borrowed from the two. */
const char *notice_recipient(const Envelope *envelope, const Judgement *judgement);

/* The notice an action asks for: held or annotated. NULL when none is due: nothing performed that
 * an agent needs to hear of, notices not configured, nobody to tell. held_at: seconds since 1970.
 */
Notice *notice_compose(const Wording *wording, const Rulebook *rulebook, const Settings *settings,
	const Envelope *envelope, const Judgement *judgement, const Action *action, GBytes *raw,
	gint64 held_at);
void notice_free(Notice *notice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Notice, notice_free)

/* A new one, without angle brackets; caller frees. */
char *notice_message_id(const Settings *settings, const char *id, NoticeKind kind);
#endif
