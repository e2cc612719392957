/* decide.h - what is decided about one mail and written down before the mail server is answered:
 * everything at end of message that is not libmilter's.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_DECIDE_H
#define EMPATHY_DECIDE_H

#include <glib.h>
#include <stdbool.h>

#include "action.h"
#include "control.h"
#include "hold.h"
#include "judge.h"
#include "notice.h"
#include "poison.h"
#include "session.h"

typedef struct Decision {
	Judgement *judgement;
	Action *action;
	Hold *hold;       /* NULL unless it is to be held */
	Notice *notice;   /* NULL when nobody is told */
	Control *control; /* an answer to a notice, which goes no further; else NULL */
	GBytes *raw;      /* the mail as it came; NULL when it was too big to keep */
	gsize bytes;      /* of the mail, as far as it was kept in memory */
	Poison *poison;   /* borrowed; where the mail has its place while this lives */
	int place;
} Decision;

/* Before the body comes in: of a customer's mail only the beginning is wanted. */
void decide_prepare(Mail *mail);
/* Judges the mail, which has come in whole. can_hold, can_change: the mail server offered
 * quarantine, and lets header fields be changed. poison may be NULL. Never fails. To be freed on
 * the same thread. */
Decision *decide(Mail *mail, Record *record, Poison *poison, bool can_hold, bool can_change);
void decision_free(Decision *decision);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Decision, decision_free)

/* Row, hold and notice in one commit, on disk when it returns: what can't be stored is not done. Of
 * an answer to a notice also what it asks for. */
bool decision_record(Decision *decision, const Mail *mail, Record *record, GError **error);
/* For mail that is passed on although that failed: its row is written when that is possible again,
 * or counted as lost by record_finish(). Takes judgement and envelope. False: too many wait, it is
 * lost. */
bool decision_record_later(Decision *decision, Mail *mail, Record *record);

/* For a customer's mail that comes in (skip is SKIP_INBOUND): kept for the answer, soon. Takes
 * judgement and envelope. False: it could not be. */
bool decision_remember(Decision *decision, Mail *mail, Record *record, GError **error);

#endif
