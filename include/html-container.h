/* html-container.h - what mail programs mean by an element: a quotation, a signature, a reply's
 * header, text nobody sees. Known by class, id, type and style; the table is in the .c file.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_HTML_CONTAINER_H
#define EMPATHY_HTML_CONTAINER_H

#include <glib.h>

typedef enum ContainerMark {
	CONTAINER_BLOCK = 1 << 0,         /* begins and ends lines */
	CONTAINER_QUOTE = 1 << 1,         /* a client's quotation: one level deeper inside */
	CONTAINER_BARE_QUOTE = 1 << 2,    /* a blockquote nobody marked: deeper, but perhaps own */
	CONTAINER_HIDDEN = 1 << 3,        /* not shown */
	CONTAINER_SIGNATURE = 1 << 4,     /* a client's signature */
	CONTAINER_ATTRIBUTION = 1 << 5,   /* "On Monday, Ann wrote:" */
	CONTAINER_QUOTE_BEGINS = 1 << 6,  /* from here on everything is quoted */
	CONTAINER_FORWARD = 1 << 7,       /* a forwarded message inside */
	CONTAINER_PREFORMATTED = 1 << 8,  /* line ends count */
	CONTAINER_RULE = 1 << 9,          /* a line drawn before it */
	CONTAINER_PARAGRAPH = 1 << 10,    /* a blank line after it */
	CONTAINER_BREAK = 1 << 11,        /* one line end */
	CONTAINER_ITEM = 1 << 12,         /* of a list */
	CONTAINER_VOID = 1 << 13,         /* has no end tag */
	CONTAINER_CELL = 1 << 14,         /* of a table: a blank between */
	CONTAINER_MAYBE_INDENT = 1 << 15, /* Gmail's indentation looks like its quotation */
	CONTAINER_GMAIL = 1 << 16,        /* Gmail's reply container, set by html.c */
} ContainerMark;

/* attributes: name, value, name, value, ..., NULL; or NULL. name is lower case. */
guint html_container_marks(const char *name, const char *const *attributes);

#endif
