/* memory.h - what customers write is kept when it comes in, and found again when the reply goes
 * out. Any thread.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_MEMORY_H
#define EMPATHY_MEMORY_H

#include "judge.h"
#include "past.h"
#include "record.h"

/* What a question to the memory needs; all borrowed but the error. */
typedef struct MemoryAsk {
	Record *record;
	const Settings *settings;
	gint64 now;    /* seconds since 1970 */
	GError *error; /* out: why it could not be answered, the first time; or NULL */
} MemoryAsk;

/* For judge(): looks into the record. ask must stay as long as it is used. A record that cannot be
 * read knows nothing, and ask has the error. */
Past memory_past(MemoryAsk *ask);

/* Keeps the mail that judge() read as inbound, and its outcome's row where the settings want one.
 * Does not wait for the disk; for a row a second at most. True also when it is still to be written.
 * Takes envelope and judgement. */
bool memory_keep(const MemoryAsk *ask, Rulebook *rulebook, Envelope *envelope, Judgement *judgement,
	GError **error);

/* The same as a value that never was in a record: for a mail a person names. raw: the customer's
 * mail. NULL when there is nothing to remember in it. Its text is kept by the settings. */
Remembered *memory_given(const Rulebook *rulebook, const Settings *settings, GBytes *raw);

#endif
