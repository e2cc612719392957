/* message.h - a mail as read: decoded header fields and the body a person would see.
 *
 * The only parser of mail (GMime, behind this header). Hostile input is expected: broken MIME gives
 * what can be read; limits on parts, depth and text are hard and each has its own mark.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_MESSAGE_H
#define EMPATHY_MESSAGE_H

#include <glib.h>
#include <stdbool.h>

typedef struct Address {
	char *name;    /* display name, decoded; "" when absent */
	char *address; /* "ann@example.com"; "" when absent */
} Address;

Address *address_new(const char *name, const char *address);
void address_free(Address *address);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Address, address_free)

/* One line of the body, plain or from HTML, before anybody asks who wrote it. */
typedef struct Line {
	char *text;  /* decoded, quote marks removed, no line end */
	int depth;   /* of quoting by '>' or by HTML; 0 is the writer's own level */
	guint marks; /* LineMark, what only the markup knew */
} Line;

typedef enum LineMark {
	LINE_SIGNATURE = 1 << 0,    /* inside a client's signature container */
	LINE_QUOTE_BEGINS = 1 << 1, /* a client's reply or forward container begins at this line */
	LINE_RULE = 1 << 2,         /* a horizontal rule or border stands right before this line */
	LINE_FORWARD = 1 << 3,      /* inside a client's forward container */
	LINE_ATTRIBUTION = 1 << 4,  /* inside a client's attribution container (gmail_attr ...) */
	LINE_BARE_QUOTE = 1 << 5,   /* inside a blockquote that no client marked as its own */
	LINE_INDENT = 1 << 6, /* inside what Gmail writes for indentation and quotation alike */
} LineMark;

typedef enum MessageMark {
	MESSAGE_ENCRYPTED = 1 << 0,   /* S/MIME or PGP: no text to read */
	MESSAGE_BOUNCE = 1 << 1,      /* multipart/report */
	MESSAGE_CALENDAR = 1 << 2,    /* an invitation or its answer */
	MESSAGE_HAS_FORWARD = 1 << 3, /* message/rfc822 attached or enclosed */
	MESSAGE_CUT = 1 << 4,         /* a limit was reached; the next three say which */
	MESSAGE_MANY_PARTS = 1 << 5,
	MESSAGE_DEEP_PARTS = 1 << 6,
	MESSAGE_LONG_TEXT = 1 << 7,
} MessageMark;

typedef struct Message {
	char *message_id;     /* without angle brackets; "" when absent */
	char *in_reply_to;    /* likewise */
	char **references;    /* oldest first; never NULL */
	char *subject;        /* decoded, one line; "" when absent */
	char *date;           /* ISO 8601 UTC, or "" */
	GPtrArray *from;      /* of Address */
	GPtrArray *to;        /* of Address: To, then Cc */
	guint n_to;           /* how many of them are To's */
	GPtrArray *reply_to;  /* of Address */
	char *auto_submitted; /* "" when absent; so the following */
	char *precedence;
	bool is_list;       /* List-Id, List-Unsubscribe and the like */
	bool is_own_notice; /* carries the mark that notice.c puts on what it sends */
	GPtrArray *lines;   /* of Line: the readable body (HTML rendered) */
	guint marks;        /* MessageMark */
} Message;

/* Call once, before the first thread. */
void message_init(void);
/* NULL with EMPATHY_ERROR_MAIL when there is no message in the bytes at all (empty input). */
Message *message_parse(GBytes *raw, GError **error);
void message_free(Message *message);
/* The readable body as plain text; caller frees. */
char *message_text(const Message *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Message, message_free)

#endif
