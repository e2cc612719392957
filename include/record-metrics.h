/* record-metrics.h - what the record has to say to whoever watches over us: Prometheus' text
 * exposition (version 0.0.4). A handle of its own, read only; nothing of anybody's words, and
 * nobody's name. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_RECORD_METRICS_H
#define EMPATHY_RECORD_METRICS_H

#include <glib.h>

#include "record.h"

/* now: seconds since 1970. NULL on error; caller frees. Some milliseconds, however long the record
 * is: counters are kept, not counted. */
char *record_metrics(Record *record, gint64 now, GError **error);

#endif
