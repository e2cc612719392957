/* findings.h - what the checks found: the vocabulary of verdict, notice and record.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_FINDINGS_H
#define EMPATHY_FINDINGS_H

#include <glib.h>

typedef enum CheckId {
	CHECK_FEELINGS,
	CHECK_ORDER,
	CHECK_ISSUE,
	CHECK_NAME,
	CHECK_PLACEHOLDER,
	CHECK_TONE,
	CHECK_SCRIPT,
	CHECK_NEXT_STEP,
	CHECK_PRAISE, /* never fails; last, for it looks at what the others found */
	N_CHECKS,
} CheckId;

typedef enum Result { RESULT_PASS, RESULT_FAIL, RESULT_NA } Result;

/* How far a failure may go, whatever the policy says: a hint is recorded, a likely one annotates,
 * a sure one does what the policy says. */
typedef enum Certainty { CERTAINTY_HINT, CERTAINTY_LIKELY, CERTAINTY_SURE } Certainty;

typedef struct Finding {
	CheckId check;
	Result result;
	Certainty certainty; /* of a failure */
	char *rule;          /* name of the rule, or of the check's own reason; "" when none */
	char *evidence;      /* exact words, of the customer or of the reply; "" when none */
	char *advice; /* guidance for the agent where it failed; what was done well, of praise */
} Finding;

/* A list that owns its findings; in the order of CheckId, a check may have several failures. */
typedef GPtrArray Findings;
Findings *findings_new(void);
/* Copies the strings; NULL is "". */
void findings_add(Findings *findings, CheckId check, Result result, Certainty certainty,
	const char *rule, const char *evidence, const char *advice);
const char *result_name(Result result);
const char *certainty_name(Certainty certainty);

#endif
