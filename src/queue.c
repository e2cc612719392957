/* queue.c - the table of mail servers' queues. SPDX-License-Identifier: MIT */
#include "queue.h"

#include <string.h>

enum { LEAST_ID = 5, MOST_ID = 64 };

static const QueueBackend *const backends[MTA_SENDMAIL + 1] = {
	[MTA_POSTFIX] = &queue_postfix,
	[MTA_SENDMAIL] = &queue_sendmail,
};

const QueueBackend *
queue_backend(const Settings *settings)
{
	return backends[settings->queue_mta];
}

bool
queue_id_is_valid(const char *queue_id)
{
	size_t length = strlen(queue_id);

	for (const char *c = queue_id; *c != '\0'; c++)
		if (!g_ascii_isalnum(*c))
			return false;
	return length >= LEAST_ID && length <= MOST_ID;
}
