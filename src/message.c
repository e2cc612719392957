/* message.c - the only parser of mail. SPDX-License-Identifier: MIT */
#include "message.h"

#include "errors.h"

Address *
address_new(const char *name, const char *address)
{
	Address *result = g_new0(Address, 1);

	result->name = g_strdup(name != NULL ? name : "");
	result->address = g_strdup(address != NULL ? address : "");
	return result;
}

void
address_free(Address *address)
{
	if (address == NULL)
		return;
	g_free(address->name);
	g_free(address->address);
	g_free(address);
}

void
message_init(void)
{
}

Message *
message_parse(GBytes *raw, GError **error)
{
	(void)raw;
	g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_MAIL, "not read yet");
	return NULL;
}

void
message_free(Message *message)
{
	g_free(message);
}
