/* conversation.c - who wrote which words. SPDX-License-Identifier: MIT */
#include "conversation.h"

Conversation *
conversation_split(const Message *message, const Attribution *attribution,
	ConversationIsOurs is_ours, const void *data)
{
	(void)message, (void)attribution, (void)is_ours, (void)data;
	Conversation *conversation = g_new0(Conversation, 1);
	conversation->reply = g_strdup("");
	conversation->signature = g_strdup("");
	conversation->customer = g_strdup("");
	conversation->customer_from = address_new("", "");
	conversation->customer_date = g_strdup("");
	conversation->older = g_strdup("");
	return conversation;
}

void
conversation_free(Conversation *conversation)
{
	if (conversation == NULL)
		return;
	g_free(conversation->reply);
	g_free(conversation->signature);
	g_free(conversation->customer);
	address_free(conversation->customer_from);
	g_free(conversation->customer_date);
	g_free(conversation->older);
	g_free(conversation);
}
