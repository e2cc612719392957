/* record-sentence.h - the table of how replies began: a fingerprint, and keyed hashes of the agent
 * and the customer; bounded in age and number. Any thread. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_RECORD_SENTENCE_H
#define EMPATHY_RECORD_SENTENCE_H

#include "record.h"
#include "script.h"

/* To how many other customers than this a sentence went since a time (seconds since 1970). False
 * when the record cannot be read. times_out is cleared first. */
bool record_sentence_times(Record *record, guint64 print, const char *agent, const char *customer,
	gint64 since, ScriptTimes *times_out, GError **error);

#endif
