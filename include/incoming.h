/* incoming.h - one message while it comes in, piece by piece: the bytes for the reader of mail, a
 * hard limit, and how many header fields pretend to be ours. Not for several threads at once.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_INCOMING_H
#define EMPATHY_INCOMING_H

#include <glib.h>
#include <stdbool.h>

typedef struct Incoming {
	GString *raw; /* as it would stand in a file with CRLF */
	gsize max_bytes;
	bool is_too_big;      /* the limit was reached: what came after it was dropped */
	bool keeps_beginning; /* at the limit the rest is dropped, not the whole */
	bool is_cut;          /* and it was */
	bool has_body;
	guint n_spoofed; /* fields named as ours, the dropped ones too */
	/* The newest Received field tells of sendmail(1): Sendmail's hands mail in by SMTP, and
	 * says
	 * "(from user@localhost)" there. */
	bool was_submitted;
	bool has_trace; /* a Received field has come */
} Incoming;

Incoming *incoming_new(gsize max_bytes);
void incoming_free(Incoming *incoming);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Incoming, incoming_free)

/* From now on the beginning is enough, of so many bytes. */
void incoming_keep_beginning(Incoming *incoming, gsize bytes);
/* A field as mail servers give it: folded with bare LF, without the blank after the colon. */
void incoming_header(Incoming *incoming, const char *name, const char *value);
/* A piece of the body, not NUL-terminated, cut anywhere. */
void incoming_body(Incoming *incoming, const char *bytes, gsize length);
/* The whole message; incoming is empty afterwards. */
GBytes *incoming_take(Incoming *incoming);

#endif
