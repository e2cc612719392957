/* queue.h - the mail server's queue, as far as held mail is concerned: a table of backends, one a
 * mail server.
 *
 * All but list need root. Every call runs the server's own programs (program.h) with fixed
 * arguments and the configuration directory of [queue], if one is set. A backend is told a queue id
 * only after queue_id_is_valid(), and none is acted upon that list did not show; that it is the
 * right mail is the caller's to check. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_QUEUE_H
#define EMPATHY_QUEUE_H

#include <glib.h>
#include <stdbool.h>

#include "settings.h"

typedef struct QueuedMail {
	const char *queue_id;
	bool is_held;
	gint64 arrived;     /* seconds since 1970; 0 when the server does not tell */
	const char *reason; /* of the hold, where the server keeps it; "" else */
} QueuedMail;

typedef void (*QueueVisit)(const QueuedMail *mail, void *data);

typedef struct QueueBackend {
	const char *name;
	/* Every mail in the queue, held or not; borrowed for the call. */
	bool (*list)(const char *config_directory, QueueVisit visit, void *data, GError **error);
	/* Its header, with_body also what follows, as they would be delivered, with LF; caller
	 * unrefs. */
	GBytes *(*read)(
		const char *config_directory, const char *queue_id, bool with_body, GError **error);
	/* Out of hold; no mail is an error only where the server says so. */
	bool (*release)(const char *config_directory, const char *queue_id, GError **error);
	/* Tries to deliver what is not held, now. */
	bool (*deliver)(const char *config_directory, const char *queue_id, GError **error);
	/* Deletes it, if it is held. */
	bool (*discard)(const char *config_directory, const char *queue_id, GError **error);
} QueueBackend;

/* NULL when there is none for [queue] mta. */
const QueueBackend *queue_backend(const Settings *settings);
/* Letters and digits, enough of them: never an option, never a word such as ALL. */
bool queue_id_is_valid(const char *queue_id);

extern const QueueBackend queue_postfix, queue_sendmail;

#endif
