/* origin.h - where a quoted message begins and who is said to have written it.
 *
 * Three ways in which mail programs say it: an attribution line ("On Monday, Ann wrote:"), a block
 * of header fields ("From: ... Sent: ..."), a separator ("-----Original Message-----"), alone or
 * followed by one another. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_ORIGIN_H
#define EMPATHY_ORIGIN_H

#include <glib.h>
#include <stdbool.h>

#include "attribution.h"
#include "rows.h"

typedef enum OriginKind {
	ORIGIN_LINE,      /* "On Monday, Ann wrote:" */
	ORIGIN_HEADER,    /* "From: ... Sent: ..." */
	ORIGIN_SEPARATOR, /* "-----Original Message-----", with or without a header */
	ORIGIN_FORWARD,   /* "Begin forwarded message:", likewise */
	ORIGIN_MARKER,    /* "type your reply above this line" */
	ORIGIN_ENTRY,     /* "Ann Reid, 3 March 2020, 10:15", in a helpdesk's list of messages */
} OriginKind;

typedef struct Origin {
	OriginKind kind;
	guint start; /* rows that say it */
	guint rows;
	gsize keep;     /* bytes of the first row's text before it: the writer's */
	bool is_strong; /* certain even when no quote mark follows */
	Address *from;  /* never NULL */
	char *date;     /* as written; "" when absent */
} Origin;

/* Strong, from nobody known. */
Origin *origin_new(OriginKind kind, guint start, guint rows);
void origin_free(Origin *origin);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Origin, origin_free)

/* The origin that begins at row i (or, for a header without a sender's line, that reaches up to
 * `least` above it); NULL when none does. */
Origin *origin_at(const Rows *rows, guint i, guint least, const Attribution *attribution);

/* The ways, each for itself; origin_at() asks them in order. */
Origin *attribution_line_at(const Rows *rows, guint i, const Attribution *attribution);
Origin *header_block_at(const Rows *rows, guint i, guint least, const Attribution *attribution);

Origin *thread_entry_at(const Rows *rows, guint i, const Attribution *attribution);
/* Marks what helpdesks and gateways write around people's words (Row.is_template); whether there is
 * any, or a line that says to reply above it: only then are there thread entries. */
bool thread_mark_templates(Rows *rows, const Attribution *attribution);

/* "Ann Reid <ann@a.example>", "ann@a.example", "Ann [mailto:ann@a.example]" and the like. */
Address *written_address(const char *text);

/* Reads name, address and date out of an attribution line's text as written. */
void origin_read_author(Origin *origin, const Attribution *attribution, const char *line);

/* Whether text holds a date or a time of day: "12.3.2020", "2020", "9:05". */
bool has_date(const char *text);
bool has_day(const char *text);
bool has_time(const char *text);

#endif
