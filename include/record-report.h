/* record-report.h - asks the record what a report shows. A handle of its own, read only, and a
 * snapshot for each figure: what comes meanwhile is later than the time they are of.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_RECORD_REPORT_H
#define EMPATHY_RECORD_REPORT_H

#include "figures.h"
#include "record.h"

typedef struct ReportQuery {
	const char *since, *until; /* ISO 8601 UTC */
	const char *policy;        /* NULL or "": all */
	const char *made_at;       /* ISO 8601 UTC */
	const char *only;          /* this figure alone; NULL: all */
	bool per_agent;
	const char *const *authors; /* patterns: whose stories may be told; may be NULL */
} ReportQuery;

Figures *record_figures(Record *record, const ReportQuery *query, GError **error);

#endif
