/* poison.h - mail whose judging ends the daemon is not judged for ever: the mail server brings it
 * back, and it would take the daemon down each time, for all others.
 *
 * A file beside the record notes by fingerprint which mails are being judged. What still stands in
 * it at the start was being judged when the daemon died; a mail for which that is so POISON_DEATHS
 * times is no more judged, for a day. Mail that was only nearby is told apart: of those that were
 * there once, one at a time is judged. Without the file (any trouble with it) all is judged, as
 * before.
 *
 * Written through to the file and not mapped: bytes given to the kernel outlive the process just as
 * well, and a full disk or a file cut short is an error then, no signal. Safe from any thread.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_POISON_H
#define EMPATHY_POISON_H

#include <glib.h>
#include <stdbool.h>

#include "envelope.h"

/* Of a mail that was being judged when the daemon died. */
enum { POISON_DEATHS = 2 };

typedef struct Poison Poison; /* opaque */

/* Beside a record, for the daemon. now: seconds since 1970. NULL with EMPATHY_ERROR_SYSTEM when
 * there can be no such file, or another daemon has it. */
Poison *poison_open(const char *database, gint64 now, GError **error);
void poison_free(Poison *poison);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Poison, poison_free)
/* How many mails were being judged when the daemon died last, as found by poison_open(). */
guint poison_found(const Poison *poison);

/* Who sends it, and the bytes of its body: a mail that comes again has other header fields. */
guint64 poison_print(const Envelope *envelope, const GString *raw);

/* A mail's place while it is judged; POISON_NO_PLACE: none, all are taken, or poison is NULL. */
enum { POISON_NO_PLACE = -1, POISON_REFUSED = -2 };
/* POISON_REFUSED: it is not to be judged. Else poison_leave() on the same thread, when it is
 * judged and written down. May wait for another that was suspect. poison may be NULL. */
int poison_enter(Poison *poison, guint64 print, const char *queue_id, gint64 now);
void poison_leave(Poison *poison, int place);

/* How many mails are refused now, and the queue id of the last of them; reads the file beside a
 * record without touching it. Caller frees. */
guint poison_count(const char *database, gint64 now, char **queue_id_out);

#endif
