/* envelope.c - plain data about one delivery. SPDX-License-Identifier: MIT */
#include "envelope.h"

#include <string.h>

Envelope *
envelope_new(void)
{
	Envelope *envelope = g_new0(Envelope, 1);

	envelope->host = g_strdup("");
	envelope->queue_id = g_strdup("");
	envelope->sender = g_strdup("");
	envelope->recipients = g_ptr_array_new_with_free_func(g_free);
	envelope->client_address = g_strdup("");
	envelope->auth_user = g_strdup("");
	return envelope;
}

void
envelope_free(Envelope *envelope)
{
	if (envelope == NULL)
		return;
	g_free(envelope->host);
	g_free(envelope->queue_id);
	g_free(envelope->sender);
	g_ptr_array_unref(envelope->recipients);
	g_free(envelope->client_address);
	g_free(envelope->auth_user);
	g_free(envelope);
}

char *
envelope_bare_address(const char *argument)
{
	size_t length = strlen(argument);

	if (length >= 2 && argument[0] == '<' && argument[length - 1] == '>')
		return g_strndup(argument + 1, length - 2);
	return g_strdup(argument);
}
