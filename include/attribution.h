/* attribution.h - how mail programs, in each language, say who wrote the quoted text.
 *
 * "On Monday, Ann wrote:", "Von: ... Gesendet: ...", "-----Original Message-----", "Sent from my
 * phone", "Kind regards": words are data in rules/<language>/attribution.words, one file a
 * language, so that a language is added without C. Mail mixes languages (the client speaks one, its
 * user another), so all files together are one vocabulary.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_ATTRIBUTION_H
#define EMPATHY_ATTRIBUTION_H

#include <glib.h>
#include <stdbool.h>

typedef struct Attribution Attribution; /* opaque, immutable, safe from any thread */

/* What a phrase of the vocabulary is for; the words that name them in the files are in the .c. */
typedef enum WordKind {
	WORD_WROTE,        /* "wrote", in "On ... Ann wrote:" */
	WORD_ON,           /* "On", what begins such a line */
	WORD_SELF,         /* "I", a writer telling, not a client attributing */
	WORD_FILLER,       /* "at", "user": stands between the date and the name */
	WORD_FROM,         /* header labels, without the colon; WORD_FROM to WORD_OTHER in a row */
	WORD_SENT,         /* "Sent", "Date" */
	WORD_TO,           /* "To" */
	WORD_CC,           /* "Cc", "Bcc" */
	WORD_SUBJECT,      /* "Subject" */
	WORD_OTHER,        /* "Reply-To", "Importance", "Organization" */
	WORD_ORIGINAL,     /* "Original message", between dashes */
	WORD_FORWARDED,    /* "Forwarded message" */
	WORD_FORWARDED_BY, /* "Forwarded by", followed by a name */
	WORD_PREFIX,       /* "Fwd", before a forward's subject */
	WORD_REPLY_ABOVE,  /* "type your reply above this line", anywhere in a line */
	WORD_SENT_FROM,    /* "Sent from my *" */
	WORD_SIGN_OFF,     /* "Kind regards" */
	WORD_DISCLAIMER,   /* "the intended recipient", anywhere in a line */
	WORD_POSTED,       /* "commented", in a helpdesk's "Ann Reid commented:" */
	WORD_TEMPLATE,     /* what a helpdesk writes around a message, from a line's beginning */
	WORD_TICKET,       /* "Ticket", what begins a helpdesk's line about a message */
	WORD_BANNER,       /* "this email originated from outside", anywhere in a line */
	WORD_KINDS,
} WordKind;

/* Reads every <folder>/<language>/attribution.words of the folders; a later folder's file replaces
 * the same language of an earlier one. EMPATHY_ERROR_SYNTAX names file and line. */
Attribution *attribution_load(const char *const *folders, GError **error);
void attribution_free(Attribution *attribution);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Attribution, attribution_free)

/* Text in the following is folded (fold.h). A phrase ends where a word ends; '*' in a phrase of the
 * files stands for any words. */

/* The length of the longest phrase of the kind that text begins with; 0 for none. */
gsize attribution_begins(const Attribution *attribution, WordKind kind, const char *text);
/* Whether text is a phrase of the kind, whole. */
bool attribution_is(const Attribution *attribution, WordKind kind, const char *text);
/* The first phrase of the kind anywhere in text, from a word's beginning; NULL for none. */
const char *attribution_finds(
	const Attribution *attribution, WordKind kind, const char *text, gsize *length_out);
/* Bits of WordKind: attribution_finds() may find such a phrase in text; for those who ask for many.
 */
guint32 attribution_kinds(const Attribution *attribution, const char *text);
/* The header label (WORD_FROM to WORD_OTHER) that text begins with, and where its value begins;
 * WORD_KINDS when it begins with none. */
WordKind attribution_label(
	const Attribution *attribution, const char *text, const char **value_out);

#endif
