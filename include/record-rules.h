/* record-rules.h - what the daemon judges by, told to the record for whoever watches over it. One
 * row: the last word counts. Any thread. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_RECORD_RULES_H
#define EMPATHY_RECORD_RULES_H

#include <glib.h>
#include <stdbool.h>

#include "record.h"

typedef struct RulesLoad {
	const char *version; /* in force */
	guint generation;    /* loads that succeeded since the daemon started, the first is 1 */
	gint64 loaded;       /* when it last did; seconds since 1970 */
	bool is_fine;        /* false: one failed since */
} RulesLoad;

/* Waits for the commit. */
bool record_rules_load(Record *record, const RulesLoad *load, GError **error);

#endif
