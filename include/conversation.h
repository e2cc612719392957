/* conversation.h - who wrote which words.
 *
 * The agent's new text, the agent's signature, the customer's newest message, and the rest in
 * levels with their authors. Decided by author (attribution's name and address against recipients
 * and our own senders), never by position alone. doc/SPLITTING.md says what we call what.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_CONVERSATION_H
#define EMPATHY_CONVERSATION_H

#include <glib.h>
#include <stdbool.h>

#include "attribution.h"
#include "message.h"

/* One earlier message of the thread, as quoted. */
typedef struct Turn {
	char *text;
	Address *from; /* as the attribution says; both fields "" when it says nothing */
	char *date;    /* as written in the attribution; "" when absent */
	bool is_ours;  /* written by one of our senders */
} Turn;

typedef struct Conversation {
	char *reply;            /* newly written text; answers between quotes joined in order */
	char *signature;        /* sign-off, name block, disclaimer, "sent from" */
	char *customer;         /* newest message by the customer; "" when nothing is quoted */
	Address *customer_from; /* never NULL */
	char *customer_date;    /* as written; "" when unknown */
	char *older;            /* everything below, attribution lines included */
	GPtrArray *turns; /* of Turn, newest first: all quoted messages, the customer's included */
	bool is_forward;  /* the quoted part is a forward, not the mail being answered */
	bool is_interleaved;
	char *limits; /* which were reached: of "parts nesting text quotes"; "" when none was */
} Conversation;

/* Says whether an address is one of our own; data is the caller's. NULL: only From is ours. */
typedef bool (*ConversationIsOurs)(const char *address, const void *data);

/* Never fails: text it does not understand is the agent's. Linear in the size of the message. */
Conversation *conversation_split(const Message *message, const Attribution *attribution,
	ConversationIsOurs is_ours, const void *data);
void conversation_free(Conversation *conversation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Conversation, conversation_free)

#endif
