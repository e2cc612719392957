/* control.h - an agent's answer to a notice: a mail to the control address that carries the
 * reference and the one-time token of a held reply and begins with a word.
 *
 *   release: why    send it as it is        discard    withdraw it
 *   wrong: why      holding it was a mistake
 *
 * Reference and token stand in the address, "control+ID.TOKEN@domain", or in what the mail answers,
 * for mail programs that keep no Reply-To. "stories yes" and "stories no" need neither: they are
 * about the sender alone (consent.h), "stories no ID" about one reply of theirs, or of anybody's
 * when it is the lead. Else only the agent of the reply or the lead is heeded, when logged in or
 * trusted; a machine never is. The mail goes no further. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_CONTROL_H
#define EMPATHY_CONTROL_H

#include <glib.h>
#include <stdbool.h>

#include "envelope.h"
#include "held.h"
#include "rulebook.h"
#include "settings.h"
#include "wording.h"

typedef struct Control {
	char **actors;        /* addresses that may be the sender's; the first is answered */
	char *id, *token;     /* "" when it carries none */
	Wish wish;            /* the first word of what is newly written */
	char *story;          /* with WISH_STORIES_NO: the one that is meant; "" for all */
	const char *language; /* of that word; borrowed of the wording; NULL: none */
	char *reason;         /* one line; "" when none is given */
	bool is_machines;     /* never heeded, never answered */
	char *subject;        /* of the mail */
	char *message_id;     /* "" when it has none */
	char **references;    /* never NULL */
	Refusal refusal;      /* what control_judge() found */
	const char *by;       /* of actors: who may; NULL: nobody */
} Control;

/* Is all of it for the control address, from somebody who may speak there at all? */
bool control_is_meant(const Settings *settings, const Envelope *envelope);
/* raw NULL: too big to be kept; says nothing then. Never fails. Pure. */
Control *control_read(const Wording *wording, const Rulebook *rulebook, const Settings *settings,
	const Envelope *envelope, GBytes *raw);
void control_free(Control *control);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Control, control_free)

/* What the record knows of the reference. */
typedef struct ControlTarget {
	HeldReply *reply;       /* NULL: there is none */
	bool is_right, is_used; /* the token */
	gint64 story;           /* number of the one that is meant; 0: there is none */
	char *author;           /* of that; NULL: there is none */
} ControlTarget;
/* Frees what is in it. */
void control_target_clear(ControlTarget *target);

/* May it be done? Sets refusal and by. */
void control_judge(Control *control, const Settings *settings, const ControlTarget *target);
bool control_is_heeded(const Control *control);
/* One word for the log: what is done, or why nothing is. */
const char *control_outcome(const Control *control);
/* What is told about it; NULL: nobody of ours, or no notices. */
Notice *control_notice(const Control *control, const Wording *wording, const Settings *settings,
	const ControlTarget *target, gint64 now);

#endif
