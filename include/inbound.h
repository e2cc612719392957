/* inbound.h - a customer's mail on its way in: read for what a later answer has to take up.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_INBOUND_H
#define EMPATHY_INBOUND_H

#include <glib.h>

#include "conversation.h"
#include "customer.h"
#include "message.h"
#include "rulebook.h"
#include "settings.h"

typedef struct Inbound {
	char *address;  /* whom an answer would go to */
	char *language; /* "" when too short to tell */
	char *read_in;  /* the language it was read in; "" when it was not */
	const char
		*seen; /* why it was not read: "encrypted", "too-big", "no-text", "language"; "" */
	Customer *customer; /* NULL when it was not */
	char *text;         /* the words read; "" */
} Inbound;

/* conversation: of that mail, whose writer is the customer. NULL: nothing to remember, as a machine
 * or somebody of ours wrote it. Never fails. */
Inbound *inbound_read(const Rulebook *rulebook, const Settings *settings, const Message *message,
	const Conversation *conversation);
void inbound_free(Inbound *inbound);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Inbound, inbound_free)

#endif
