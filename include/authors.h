/* authors.h - whose words a quoted message is: ours or the customer's.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_AUTHORS_H
#define EMPATHY_AUTHORS_H

#include "conversation.h"

typedef enum Author {
	AUTHOR_UNKNOWN,
	AUTHOR_OURS,
	AUTHOR_CUSTOMER,
} Author;

/* from: as the attribution says. By address first: a recipient's is the customer's, the sender's
 * and our senders' are ours; then by name. */
Author author_of(
	const Message *message, const Address *from, ConversationIsOurs is_ours, const void *data);

#endif
