/* notice-draft.h - what all notices about one reply have in common: the parts of the mail and the
 * values that several templates name. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_NOTICE_DRAFT_H
#define EMPATHY_NOTICE_DRAFT_H

#include <glib.h>

#include "notice.h"

/* Borrowed, all of it. */
typedef struct NoticeDraft {
	NoticeKind kind;
	const char *language;
	const char *id;                /* of the reply */
	const char *to;                /* address */
	const char *in_reply_to;       /* without angle brackets; "" when there is none */
	const char *const *references; /* oldest first; may be NULL */
	const char *token;             /* with which it can be answered; "": it can't */
	GBytes *attached;              /* the reply as it was; NULL: none */
	const char *words;             /* what the agent wrote, if that is too large; may be NULL */
	gint64 latest;                 /* as in Notice */
	gint64 now;
} NoticeDraft;

Notice *notice_make(const Wording *wording, const Settings *settings, const NoticeDraft *draft,
	const TemplateValues *values);

/* At most so many letters of one line. */
void notice_set_excerpt(TemplateValues *values, const char *name, const char *text, glong most);
/* Without any number of "Re:" and the like before it. */
void notice_set_subject(TemplateValues *values, const char *subject);
/* "Monday 2026-09-21 14:13 CEST", as it is where the policy's people work. */
void notice_set_time(TemplateValues *values, const char *name, const Wording *wording,
	const char *language, const Policy *policy, gint64 at);
/* What one can do and what comes then, as the policy says. token: as in NoticeDraft. */
void notice_set_policy(TemplateValues *values, const Settings *settings, const Policy *policy,
	OnExpiry on_expiry, const char *token);

#endif
