/* notice-mail.h - a notice as a mail: bytes ready for SMTP (GMime, behind this header).
 *
 * Auto-Submitted, X-Auto-Response-Suppress and X-Empathy-Notice keep machines from answering and
 * us from judging it. Nothing from outside can add a header field.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_NOTICE_MAIL_H
#define EMPATHY_NOTICE_MAIL_H

#include <glib.h>
#include <stdbool.h>

/* message.c knows our own by it. */
#define NOTICE_HEADER "X-Empathy-Notice"
/* A larger reply is attached as its text alone, but for one that is deleted elsewhere. */
#define NOTICE_MOST_ATTACHED (1024 * 1024)

typedef struct NoticeMail {
	const char *from, *to;         /* addresses */
	const char *reply_to;          /* NULL: answers go to from */
	const char *message_id;        /* ours, without angle brackets; so the next two */
	const char *in_reply_to;       /* "" when there is none */
	const char *const *references; /* oldest first; may be NULL */
	const char *mark;              /* value of X-Empathy-Notice: words of ours */
	const char *subject;
	const char *text;
	const char *html;             /* NULL when there is none */
	GBytes *held;                 /* the mail to attach as it was; NULL: none */
	bool is_all_there_is;         /* of it: attached whatever its size */
	const GPtrArray *notices;     /* of GBytes: mails of ours to attach; NULL: none */
	const char *file, *file_name; /* a text of ours to attach; NULL: none */
	const char *words; /* what the agent wrote, attached when held is too large; may be NULL */
	gint64 now;        /* seconds since 1970 */
} NoticeMail;

/* With CRLF. */
GBytes *notice_mail_write(const NoticeMail *mail);

#endif
