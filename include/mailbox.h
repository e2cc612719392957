/* mailbox.h - where mails lie: files, folders, mbox, Maildir, standard input.
 *
 * A folder is read with all below it, in the order of names; in it, only what looks like mail is
 * taken (a name ending in .eml, or text that begins with a header field or an mbox line).
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_MAILBOX_H
#define EMPATHY_MAILBOX_H

#include <glib.h>
#include <stdbool.h>

typedef struct MailboxVisitor {
	/* name: the path, with "#3" for the third of an mbox. The bytes are borrowed. */
	void (*mail)(const char *name, GBytes *raw, void *data);
	void (*trouble)(const char *name, const char *message, void *data);
	void *data;
} MailboxVisitor;

/* "-" is standard input. What cannot be read is told, and the rest goes on. */
void mailbox_read(const char *path, const MailboxVisitor *visitor);
/* Does it begin as a mail or an mbox does? */
bool mailbox_is_mail(const char *text, gsize length);
/* The whole of a file or of standard input, at most 1 GiB; NULL with EMPATHY_ERROR_SYSTEM. */
char *mailbox_contents(const char *path, gsize *length_out, GError **error);

#endif
