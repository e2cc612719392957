/* traces.h - what a text leaves behind for later comparing: which words and which runs of words
 * stood in it, as bits, and which numbers, as hashes. Enough to tell an echo or a quotation of it,
 * not enough to read it.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_TRACES_H
#define EMPATHY_TRACES_H

#include <glib.h>
#include <stdbool.h>

#include "prose.h"

typedef struct Traces Traces; /* opaque, immutable, any thread */

Traces *traces_new(const Prose *prose);
void traces_free(Traces *traces);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Traces, traces_free)

/* What of this text's own words a span of another hands back. */
typedef enum {
	ECHO_NONE,
	ECHO_CLAUSE, /* a clause, after no more than "I understand that" */
	ECHO_MOST,   /* it is mostly them */
	ECHO_MERE,   /* ... and next to nothing else */
} Echo;

Echo traces_echo(const Traces *traces, const Prose *other, Span span);
/* Did this number or code stand in it? As codes.h spells it. */
bool traces_has_code(const Traces *traces, const char *code);
/* Which share of this one's runs of words the other has too; 1 when there are none to compare. */
double traces_shared(const Traces *traces, const Traces *other);

/* For keeping: a floating value of type TRACES_FORMAT, and back. The bytes may come from anywhere:
 * any value of the type gives traces. */
#define TRACES_FORMAT "(aqaqau)"
GVariant *traces_save(const Traces *traces);
Traces *traces_restore(GVariant *saved);

static inline bool
traces_is_word_byte(char byte)
{
	return g_ascii_isalnum(byte) || (byte & 0x80) != 0;
}

#endif
