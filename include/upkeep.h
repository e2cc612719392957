/* upkeep.h - the record as a file: purged, scrubbed, copied, looked over. For commands; the daemon
 * does its own share (record-purge.c).
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_UPKEEP_H
#define EMPATHY_UPKEEP_H

#include <glib.h>
#include <stdbool.h>

#include "record.h"

/* Outcomes judged before then (ISO 8601 UTC) that are not held, and how many are and stay. */
bool upkeep_count_before(
	Record *record, const char *before, guint *n_out, guint *held_out, GError **error);
/* Deletes them, and what the settings no longer keep of customers' mails and of how replies began;
 * is_for_all: of these also what is from before. The record must have its writer. The bytes are
 * gone after upkeep_scrub(). */
bool upkeep_purge(Record *record, const Settings *settings, const char *before, bool is_for_all,
	GError **error);

/* Gives freed pages back and empties the log: nothing deleted is in the bytes of either afterwards.
 * A file of at most 64 MB, or any if is_anew, is written anew, for which a daemon's rows wait
 * (about 7 ms a megabyte); else they wait for some pages at a time, and what programs before 0.1
 * left between rows stays. False with EMPATHY_ERROR_SYSTEM, also when somebody kept reading what
 * was there before. */
bool upkeep_scrub(Record *record, bool is_anew, GError **error);
/* The same after a person was taken out, whose name the text is; but a file above 64 MB, where
 * mail would wait too long, is only written anew when the text still stands in its bytes. Where it
 * is not, pieces of their other words that an older program left between rows stay until
 * upkeep_scrub() writes it anew. */
bool upkeep_scrub_of(Record *record, const char *text, bool *is_rewritten_out, GError **error);
/* Does the text stand anywhere in the bytes of the file or its log, in capitals or not? */
bool upkeep_stands(Record *record, const char *text, bool *stands_out, GError **error);
/* In how many mails that are still to be sent: these are of other people's replies. */
bool upkeep_notices_with(Record *record, const char *text, guint *n_out, GError **error);

/* A copy as of now, in one file, while others read and write; needs no right to write here. record:
 * the file's path; it may be of an older version. The name must be free; nothing is left there on
 * failure. */
bool upkeep_backup(const char *record, const char *path, gint64 *bytes_out, GError **error);

/* Could a row be written now? Takes the write lock and lets go of it. */
bool upkeep_can_write(Record *record, GError **error);

/* Looks it over; told is called for each thing with whether it is as it should be, and with what
 * was found. False with an error when it could not be read to the end. */
typedef void (*UpkeepTold)(const char *what, bool is_fine, const char *found, void *data);
bool upkeep_check(Record *record, UpkeepTold told, void *data, GError **error);

#endif
