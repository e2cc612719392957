/* sendmail-files.h - the files of Sendmail's queues: each mail is a control file, qfID, or hfID
 * while it is held (quarantined), and its body, dfID. Their form is the manual's (Sendmail
 * Installation and Operation Guide, appendix B): `mailq` tells times to the minute and without
 * their year. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_SENDMAIL_FILES_H
#define EMPATHY_SENDMAIL_FILES_H

#include <glib.h>
#include <stdbool.h>

#include "queue.h"

/* More recipients and header fields than any server takes. */
#define SENDMAIL_MOST_CONTROL_BYTES ((gsize)16 * 1024 * 1024)

/* The folders of all queues of all groups, for the functions below; the caller unrefs them. NULL
 * with an error when the configuration cannot be read, or a queue is not there: all that is held
 * would seem to have vanished. */
GPtrArray *sendmail_folders(const char *config_directory, GError **error);

/* Every mail that lies there, each part of a split one (queue-sendmail.c) by itself. */
bool sendmail_visit(const GPtrArray *folders, QueueVisit visit, void *data, GError **error);

/* The path of a mail's file, by the beginning of its name ("qf", "hf", "df"); NULL when there is
 * none. Caller frees. */
char *sendmail_find_file(const GPtrArray *folders, const char *beginning, const char *queue_id);

/* Why it is held; "" when it is not. Caller frees. */
char *sendmail_reason(const GPtrArray *folders, const char *queue_id);

/* What stands in a plain file of at most so many bytes, else NULL: mail comes and goes while we
 * look, so a file that is gone is no error. Caller frees. */
GString *sendmail_contents(const char *path, gsize most);

#endif
