/* scope.h - is this mail ours to judge? Each "no" has a reason, and each reason a row in the
 * record. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_SCOPE_H
#define EMPATHY_SCOPE_H

#include <glib.h>
#include <stdbool.h>

#include "conversation.h"
#include "envelope.h"
#include "message.h"
#include "settings.h"

typedef enum Skip {
	SKIP_NONE,             /* judge it */
	SKIP_SENDER,           /* "sender": not one of [support] senders */
	SKIP_CLIENT,           /* "client": neither authenticated nor trusted */
	SKIP_RECIPIENT,        /* "recipient": all in skip-recipients */
	SKIP_NULL_SENDER,      /* "null-sender": bounces */
	SKIP_AUTO_REPLY,       /* "auto-reply" */
	SKIP_BULK,             /* "bulk" */
	SKIP_OWN_NOTICE,       /* "own-notice" */
	SKIP_CONTROL,          /* "control": an answer to one of our notices */
	SKIP_ENCRYPTED,        /* "encrypted" */
	SKIP_CALENDAR,         /* "calendar" */
	SKIP_FORWARD,          /* "forward": a bare forward, nothing of the agent's own to judge */
	SKIP_NOT_A_REPLY,      /* "not-a-reply": by no field, no subject and no quote */
	SKIP_NO_REPLY_TEXT,    /* "no-reply-text": nothing newly written */
	SKIP_NO_CUSTOMER_TEXT, /* "no-customer-text": nothing quoted, nothing remembered */
	SKIP_LANGUAGE,         /* "language": no rule pack */
	SKIP_TOO_BIG,          /* "too-big" */
	SKIP_UNREADABLE,       /* "unreadable" */
	SKIP_INBOUND,          /* "inbound": from outside, to where customers write */
	SKIP_POISON,           /* "poison": judging it ended the daemon, see poison.h */
	N_SKIPS,
} Skip;

const char *skip_name(Skip skip);
/* The reasons of mail that was no reply of ours, for SQL: it says nothing about how many replies
 * could be judged. */
#define SCOPE_NO_REPLY_OF_OURS                                                             \
	"'inbound', 'sender', 'client', 'recipient', 'null-sender', 'auto-reply', 'bulk'," \
	" 'own-notice', 'control', 'calendar', 'forward', 'not-a-reply'"
/* What the envelope alone decides; not asked for files, which have no client. */
Skip scope_of_envelope(const Settings *settings, const Envelope *envelope);
/* What header and text decide. Some helpdesks stamp an agent's own answer auto-generated or bulk:
 * a person's text above a customer's is judged, or one that answers a remembered mail. */
Skip scope_of_message(const Message *message, const Conversation *conversation, bool is_remembered);
/* The same of two texts that came without a mail. */
Skip scope_of_pair(const char *customer, const char *reply);
/* Does the header say that it answers a mail? Of many helpdesks only the subject does. */
bool scope_is_answer(const Message *message);
/* Parts of that. What kind of mail it is, whoever wrote what in it. */
Skip scope_of_kind(const Message *message);
/* Sent by a machine, as the header says. is_persons: words of an agent's own that answer a
 * customer's, of which some helpdesks say so too. An answering machine quotes as well, but it says
 * "auto-replied", which no helpdesk says of its agents. */
Skip scope_of_stamp(const Message *message, bool is_persons);

#endif
