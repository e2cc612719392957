/* agreement.h - machine and people beside each other: per check, and per rule.
 *
 * Labels count as the view labels says: the last word of each person about each check, disputes
 * once they are decided. Times are ISO 8601 UTC; NULL or "" is no limit. Any thread.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_AGREEMENT_H
#define EMPATHY_AGREEMENT_H

#include <glib.h>
#include <stdbool.h>

#include "record.h"
#include "statistics.h"

typedef struct CheckAgreement {
	char *check; /* "verdict" for the reply as a whole */
	Tally tally; /* yes: it failed; labelled is what people say, found what the machine said */
} CheckAgreement;

typedef struct RuleAgreement {
	char *rule, *check;
	guint failed;     /* replies in which it stood behind a failure, hints left out */
	guint held;       /* of these, held */
	guint overridden; /* sent as they were on their agent's word */
	guint labelled;   /* of which people said something that counts */
	guint disagreed;  /* that it was no failure */
} RuleAgreement;

/* Owned by the caller; NULL on error. The verdict first, then the checks by name. */
GPtrArray *agreement_of_checks(
	Record *record, const char *since, const char *until, GError **error);
/* Of rules about which anybody said anything, the most doubtful first. */
GPtrArray *agreement_of_rules(Record *record, const char *since, const char *until, GError **error);

/* Of all labels, the share in which machine and people say the same. */
Share agreement_share(const Tally *tally);
Share agreement_overridden(const RuleAgreement *rule);
Share agreement_disagreed(const RuleAgreement *rule);
/* Fewer cases than this say nothing about a rule. */
enum { AGREEMENT_FEWEST = 5 };
/* From 0 to 1: above it a rule is named. */
#define AGREEMENT_THRESHOLD 0.3
bool agreement_is_doubtful(const RuleAgreement *rule, double threshold);

#endif
