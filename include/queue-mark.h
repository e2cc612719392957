/* queue-mark.h - whose mail it is, by its header: the mark we put on what we judge.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_QUEUE_MARK_H
#define EMPATHY_QUEUE_MARK_H

#include <glib.h>
#include <stdbool.h>

typedef struct QueueMark {
	char *id, *action; /* of X-Empathy-Check; "" when it is not there */
	char *message_id;  /* without angle brackets; "" when there is none */
} QueueMark;

/* From a mail's header, with or without what follows. Never NULL. */
QueueMark *queue_mark_read(GBytes *mail);
/* Is it the mail that was judged under this id, with this Message-ID ("": it had none)? Without our
 * mark, which a mail server may have refused, the Message-ID has to say so. */
bool queue_mark_is_of(const QueueMark *mark, const char *id, const char *message_id);
void queue_mark_free(QueueMark *mark);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(QueueMark, queue_mark_free)

#endif
