/* action.h - what to do about a verdict, as data: wire.c carries it out, record.c writes it down.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_ACTION_H
#define EMPATHY_ACTION_H

#include <glib.h>
#include <stdbool.h>

#include "envelope.h"
#include "judge.h"
#include "override.h"

typedef struct Action {
	Verdict perform;   /* after mode and after what the mail server can do */
	char *failed;      /* "feelings,tone": checks that failed and are not off; may be "" */
	char *header;      /* value of X-Empathy-Check; NULL: none is added */
	char *hold_reason; /* begins with our id; at most 100 bytes of ASCII; NULL unless held */
	char *reply_text;  /* of the SMTP rejection, ASCII; NULL unless rejected */
	const char *note;  /* why it is not what verdict and mode ask for; NULL when it is */
	OverrideAnswer override; /* to an agent's word that it goes as it is */
	char *overridden;        /* why, when that changed what is done; else NULL */
	char *subject; /* to take the place of the mail's, folded with LF; NULL: it stays */
} Action;

/* can_hold: the mail server offered quarantine. can_reject: somebody waits for the answer; mail
 * given to sendmail(1) would come back as a bounce, so it is held instead where that is possible.
 */
Action *action_plan(const Settings *settings, const Judgement *judgement, const char *host,
	bool can_hold, bool can_reject);
/* The agent's tag in the subject of raw (NULL: too big to be kept), when the sender is ours: what
 * was planned becomes a pass if the policy grants it, and the subject goes without it anyhow. */
void action_heed_tag(Action *action, const Settings *settings, const Judgement *judgement,
	GBytes *raw, const char *host);
void action_free(Action *action);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Action, action_free)

/* The name of the header that carries the verdict. */
#define ACTION_HEADER "X-Empathy-Check"

#endif
