/* hold.h - the promise a held reply is: until when, what comes then, and whose word counts for it.
 *
 * The policy's terms at the moment of holding, which later changes of the policy do not touch.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_HOLD_H
#define EMPATHY_HOLD_H

#include <glib.h>

#include "settings.h"

/* Seconds since 1970. */
typedef struct HoldPlan {
	gint64 held;
	gint64 remind;    /* the agent, at a quarter of the limit; its hours are the policy's */
	gint64 tell_lead; /* at half of it */
	gint64 expires;
} HoldPlan;

/* Pure. */
HoldPlan hold_plan(const Policy *policy, gint64 now);

typedef struct Hold {
	HoldPlan plan;
	OnExpiry on_expiry;
	OverrideMode override;
	char *recipient;  /* of notices; "" when there is nobody */
	char *token;      /* for the notice alone, never stored; "" when there is no randomness */
	char *token_hash; /* what the record keeps of it */
} Hold;

Hold *hold_new(const Policy *policy, const char *recipient, gint64 now);
void hold_free(Hold *hold);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Hold, hold_free)

/* 128 random bits, as 32 characters that are safe anywhere in a mail; "" when the system has no
 * randomness. Caller frees. */
char *hold_token_new(void);
/* SHA-256 in hexadecimal; "" for "", which no token has. Caller frees. */
char *hold_token_hash(const char *token);

/* As the record has it: "release", "return", "keep"; "none", "justify". */
const char *on_expiry_name(OnExpiry on_expiry);
const char *override_mode_name(OverrideMode override);

#endif
