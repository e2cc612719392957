/* recorded.h - texts that the record has kept ([log] text = full), to be judged or labelled again.
 * Addresses and numbers in them are masked. Times are ISO 8601 UTC; NULL is no limit. Any thread.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_RECORDED_H
#define EMPATHY_RECORDED_H

#include <glib.h>
#include <stdbool.h>

#include "record.h"

typedef struct RecordedPair {
	const char *id, *agent, *customer, *reply;
} RecordedPair;

typedef bool (*RecordedVisit)(const RecordedPair *pair, void *data); /* false stops */
/* Oldest first. */
bool recorded_pairs(Record *record, const char *since, const char *until, RecordedVisit visit,
	void *data, GError **error);

/* Those that people have labelled, each one line of JSON as labels.h reads it. Labels on which
 * people differ are left out, and those of the check feelings, which say too little. */
typedef bool (*RecordedLine)(const char *json, void *data);
bool recorded_labelled(Record *record, const char *since, const char *until, RecordedLine visit,
	void *data, GError **error);

#endif
