/* verdict.h - from findings to a verdict, by policy. Pure.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_VERDICT_H
#define EMPATHY_VERDICT_H

#include <glib.h>
#include <stdbool.h>

#include "findings.h"

/* Ordered: a later one asks for more. Verdicts and modes use the same words. */
typedef enum Verdict {
	VERDICT_SKIP,
	VERDICT_PASS,
	VERDICT_ANNOTATE,
	VERDICT_HOLD,
	VERDICT_REJECT,
} Verdict;

/* What a policy does about a failed check. */
typedef enum Disposition {
	DISPOSITION_OFF,
	DISPOSITION_NOTE, /* recorded, nothing done */
	DISPOSITION_ANNOTATE,
	DISPOSITION_HOLD,
	DISPOSITION_REJECT,
} Disposition;

typedef enum Mode { MODE_MONITOR, MODE_ANNOTATE, MODE_HOLD, MODE_REJECT } Mode;

/* What one finding asks for under a policy. */
Verdict verdict_of_finding(const Disposition dispositions[N_CHECKS], const Finding *finding);
/* The strongest disposition over the failures, each capped by its certainty. */
Verdict verdict_reach(const Disposition dispositions[N_CHECKS], const Findings *findings);
/* What the mode lets happen of a verdict: monitor nothing, annotate at most a header, and so on. */
Verdict verdict_under_mode(Verdict wanted, Mode mode);
/* "feelings: worry met by none" - one line for people; caller frees. */
char *verdict_reason(
	Verdict verdict, const Disposition dispositions[N_CHECKS], const Findings *findings);

const char *verdict_name(Verdict verdict);

#endif
