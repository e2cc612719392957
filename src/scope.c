/* scope.c - is this mail ours to judge? SPDX-License-Identifier: MIT */
#include "scope.h"

static const char *const names[N_SKIPS] = {
	[SKIP_NONE] = "",
	[SKIP_SENDER] = "sender",
	[SKIP_CLIENT] = "client",
	[SKIP_RECIPIENT] = "recipient",
	[SKIP_NULL_SENDER] = "null-sender",
	[SKIP_AUTO_REPLY] = "auto-reply",
	[SKIP_BULK] = "bulk",
	[SKIP_OWN_NOTICE] = "own-notice",
	[SKIP_ENCRYPTED] = "encrypted",
	[SKIP_CALENDAR] = "calendar",
	[SKIP_FORWARD] = "forward",
	[SKIP_NOT_A_REPLY] = "not-a-reply",
	[SKIP_NO_REPLY_TEXT] = "no-reply-text",
	[SKIP_NO_CUSTOMER_TEXT] = "no-customer-text",
	[SKIP_LANGUAGE] = "language",
	[SKIP_TOO_BIG] = "too-big",
	[SKIP_UNREADABLE] = "unreadable",
};

const char *
skip_name(Skip skip)
{
	return names[skip];
}

Skip
scope_of_envelope(const Settings *settings, const Envelope *envelope)
{
	(void)settings, (void)envelope;
	return SKIP_NONE;
}

Skip
scope_of_message(const Message *message, const Conversation *conversation)
{
	(void)message, (void)conversation;
	return SKIP_NONE;
}
