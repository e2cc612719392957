/* about.h - one person in the record: all that is kept about them, told or taken out.
 *
 * A person is an address (a customer's or an agent's) or the name of an account that labelled or
 * decided something; capitals make no difference. A table in about.c says of every table of the
 * record where people stand in it: a test fails when one is missing there.
 * Any thread. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_ABOUT_H
#define EMPATHY_ABOUT_H

#include <glib.h>
#include <stdbool.h>

#include "record.h"

typedef struct AboutCount {
	guint customer;   /* replies to them */
	guint agent;      /* replies by them */
	guint held;       /* of both, held now: these are left as they are */
	guint remembered; /* mails of theirs, for replies that quote nothing */
	guint others;     /* rows that name them elsewhere: labels, requests, notices, events */
} AboutCount;

/* Nobody is called nothing, as the filter itself, or as those who were forgotten. */
bool about_is_person(const char *name);
/* How much there is. */
bool about_count(Record *record, const char *person, AboutCount *count_out, GError **error);
bool about_is_nobody(const AboutCount *count);

/* Takes the person's name out of every row, and everybody's words out of the replies to or by them;
 * what remains are counts. The record must have its writer. The bytes are gone
 * after upkeep_scrub(). */
bool about_forget(Record *record, const char *person, AboutCount *count_out, GError **error);

/* Each row is one JSON object, of a section such as "outcomes" or "labels"; sections come one after
 * the other. False stops. */
typedef bool (*AboutVisit)(const char *section, const char *json, void *data);
bool about_tell(Record *record, const char *person, AboutVisit visit, void *data, GError **error);

/* Does the table in about.c say where people stand in that one of the record's? For tests. */
bool about_knows(const char *table);

#endif
