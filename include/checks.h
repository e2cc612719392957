/* checks.h - what a check is: one question about a reply, one file (check-*.c), one row.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_CHECKS_H
#define EMPATHY_CHECKS_H

#include <glib.h>
#include <stdbool.h>

#include "conversation.h"
#include "customer.h"
#include "findings.h"
#include "reply.h"

/* Everything about one answer to one customer; all borrowed, read only. */
typedef struct Case {
	const Rulebook *rulebook;
	const char *language;
	const Customer *customer; /* feelings already graded by acknowledgement.c */
	const Reply *reply;
	const Conversation *conversation; /* NULL for a bare pair */
	const char *customer_address;     /* they write from; "" when unknown */
	const char *const *agent_names;   /* never NULL */
	/* Bits of FeelingFamily that earlier replies took up: of this very mail, and of the
	 * customer's earlier mails in the thread. */
	guint met_before, met_in_thread;
	/* Bits of CheckId that the policy does not ask. */
	guint off;
	const ScriptMemory *memory; /* of what was sent before; NULL when nobody remembers */
	bool is_mail; /* false for a pair of short texts: no greeting is expected there */
} Case;

typedef struct Check {
	const char *name;    /* as in settings, JSON and the record */
	const char *summary; /* the question it asks, one line */
	void (*run)(const Case *given, Findings *findings);
} Check;

extern const Check check_feelings, check_order, check_issue, check_name, check_placeholder,
	check_tone, check_script, check_next_step, check_praise;

/* Indexed by CheckId. */
extern const Check *const checks[N_CHECKS];
/* What is known of how a feeling shows, by the rule that saw it (may be NULL): what it says itself,
 * or that nothing but the telling speaks for it; else "". */
const char *check_feelings_says(const Rule *rule, FeelingKind kind);
/* What a good answer to a feeling takes up, where the rule that saw it has no advice of its own. */
const char *check_feelings_guidance(FeelingKind kind);
/* "feelings, order, ...": all of them, for messages; caller frees. */
char *checks_names(void);
bool check_from_name(const char *name, CheckId *id_out);
/* The rule of a finding that does not apply, as the policy switched its check off. */
#define CHECK_IS_OFF "off"
/* Runs all that are not off; each adds at least one finding, n/a where it is. */
Findings *checks_run(const Case *given);

#endif
