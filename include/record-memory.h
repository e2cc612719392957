/* record-memory.h - the table of what customers wrote: one row a mail, found by index, bounded in
 * age and number. Whoever it is about stands there as keyed hashes only; the key is in the same
 * database, so that a hash says nothing anywhere else. Any thread.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_RECORD_MEMORY_H
#define EMPATHY_RECORD_MEMORY_H

#include <glib.h>
#include <stdbool.h>

#include "record.h"
#include "remembered.h"

/* A text under the database's key; kind tells addresses from identifiers. Never 0, which is none:
 * "" gives 0. */
gint64 record_memory_hash(GBytes *secret, const char *kind, const char *text);
/* The same of somebody's address, in capitals or not: of a customer's, of an agent's. */
gint64 record_memory_customer(GBytes *secret, const char *address);
gint64 record_memory_agent(GBytes *secret, const char *address);
/* The key; the caller unrefs. NULL: the record cannot be read, or has none. */
GBytes *record_memory_secret(Record *record, GError **error);

/* ---- keeping ---- */

typedef struct MemoryRow {
	gint64 at;                        /* seconds since 1970 */
	gint64 message, parent, root;     /* Message-IDs: its own, answered, the first */
	gint64 customer, ticket, subject; /* hashes, 0 for none */
	gint64 tail;                      /* likewise: what the subject ends with, subject.h */
	char *language;                   /* "" when unknown */
	char *seen;                       /* why there is nothing else; "" */
	GBytes *half;                     /* memo.h; NULL when only seen */
	char *text;                       /* the words, masked; "" */
} MemoryRow;

void memory_row_free(MemoryRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MemoryRow, memory_row_free)

/* Writes it in the next commit, beside an outcome's row (judgement NULL: none), and waits for it at
 * most so long; then it is written all the same, but nobody waits. A mail of the same customer's
 * with the same Message-ID is kept once. most: rows there may be; the oldest go. Takes row,
 * envelope and judgement. */
typedef struct MemoryKeep {
	MemoryRow *row;       /* may be NULL: only the outcome */
	Envelope *envelope;   /* of the outcome; NULL without one */
	Judgement *judgement; /* likewise */
	Rulebook *rulebook;   /* what it was read by; a reference is taken */
	gint64 most;
} MemoryKeep;

bool record_memory_keep(Record *record, MemoryKeep *keep, int milliseconds, GError **error);

/* ---- finding ---- */

/* Hashes of what a reply tells of the mail it answers; arrays of gint64, best first. */
typedef struct MemoryQuestion {
	GArray *answered;   /* In-Reply-To */
	GArray *references; /* newest first */
	GArray *tickets;
	GArray *customers; /* those it goes to: nobody else's mail is ever found */
	gint64 subject;
	gint64 recent;   /* the customer's latest counts from this time on ... */
	bool may_be_any; /* ... if at all: it is a reply, and to one customer */
} MemoryQuestion;

typedef struct MemoryFound {
	gint64 number; /* 0: nothing */
	FoundBy by;
	gint64 customer; /* which of those asked for */
	MemoryRow *row;
	guint closed, thread_closed; /* see Remembered */
} MemoryFound;

void memory_found_clear(MemoryFound *found);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MemoryFound, memory_found_clear)

/* False when the record cannot be read. found_out is cleared first. */
bool record_memory_find(
	Record *record, const MemoryQuestion *question, MemoryFound *found_out, GError **error);

/* ---- forgetting ---- */

/* All that a customer wrote, by address, and how replies to them began; gives how many mails that
 * were. The same for what an agent of that address wrote. Waits for the commit. */
bool record_memory_forget(Record *record, const char *address, guint *n_out, GError **error);

/* ---- honesty ---- */

/* What became of outgoing replies, for reports and the doctor: how many were judged by a quote, by
 * memory, and not, with why. since: ISO 8601 UTC, "" for ever. */
typedef struct MemoryShare {
	const char *source; /* "quoted", "remembered", "none" */
	const char *found;  /* name of FoundBy, or "" */
	const char *reason; /* of a skip; "" for a judged one */
	gint64 replies;
} MemoryShare;
typedef bool (*MemoryShareVisit)(const MemoryShare *share, void *data);
bool record_memory_shares(
	Record *record, const char *since, MemoryShareVisit visit, void *data, GError **error);

typedef struct MemoryStock {
	gint64 rows, with_content, bytes, oldest, newest; /* seconds since 1970; 0 when empty */
} MemoryStock;
bool record_memory_stock(Record *record, MemoryStock *stock_out, GError **error);

#endif
