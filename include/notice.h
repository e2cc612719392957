/* notice.h - tells the agent what happened to a reply and what may help.
 *
 * Guidance, never a sentence to paste; the customer's own words, shortened; what one can do, in
 * order; until when, and what comes then. Goes to the person who authenticated, else to
 * whose reply it is: the author, or where that is nobody of ours whoever sent it.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_NOTICE_H
#define EMPATHY_NOTICE_H

#include <glib.h>
#include <stdbool.h>

#include "action.h"
#include "envelope.h"
#include "hold.h"
#include "judge.h"
#include "wording.h"

typedef struct Notice {
	NoticeKind kind;
	char *to;         /* address */
	char *message_id; /* without angle brackets */
	GBytes *mail;     /* with CRLF, ready for SMTP */
	char *token_hash; /* of the token it can be answered with; "" when it can't */
	gint64 latest;    /* it is sent by then, whatever other mail its reader gets; 0: no hurry */
} Notice;

/* The address notices about it go to; "" when there is none. Borrowed from the two. */
const char *notice_recipient(const Envelope *envelope, const Judgement *judgement);

/* The notice an action asks for: held or annotated. NULL when none is due: nothing performed that
 * an agent needs to hear of, notices not configured, nobody to tell. hold: NULL unless it is held.
 * now: seconds since 1970. */
Notice *notice_compose(const Wording *wording, const Rulebook *rulebook, const Settings *settings,
	const Envelope *envelope, const Judgement *judgement, const Action *action,
	const Hold *hold, GBytes *raw, gint64 now);
void notice_free(Notice *notice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Notice, notice_free)

/* Are notices configured at all? */
bool notice_is_possible(const Settings *settings);
/* A new one, without angle brackets; token: "" or the one it can be answered with, for mail
 * programs that keep no Reply-To. Caller frees. */
char *notice_message_id(
	const Settings *settings, const char *id, NoticeKind kind, const char *token);

#endif
