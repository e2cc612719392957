/* scope.c - is this mail ours to judge? SPDX-License-Identifier: MIT */
#include "scope.h"

#include <stdbool.h>
#include <string.h>

#include "subject.h"

static const char *const names[N_SKIPS] = {
	[SKIP_NONE] = "",
	[SKIP_SENDER] = "sender",
	[SKIP_CLIENT] = "client",
	[SKIP_RECIPIENT] = "recipient",
	[SKIP_NULL_SENDER] = "null-sender",
	[SKIP_AUTO_REPLY] = "auto-reply",
	[SKIP_BULK] = "bulk",
	[SKIP_OWN_NOTICE] = "own-notice",
	[SKIP_CONTROL] = "control",
	[SKIP_ENCRYPTED] = "encrypted",
	[SKIP_CALENDAR] = "calendar",
	[SKIP_FORWARD] = "forward",
	[SKIP_NOT_A_REPLY] = "not-a-reply",
	[SKIP_NO_REPLY_TEXT] = "no-reply-text",
	[SKIP_NO_CUSTOMER_TEXT] = "no-customer-text",
	[SKIP_LANGUAGE] = "language",
	[SKIP_TOO_BIG] = "too-big",
	[SKIP_UNREADABLE] = "unreadable",
	[SKIP_INBOUND] = "inbound",
	[SKIP_POISON] = "poison",
};

const char *
skip_name(Skip skip)
{
	return names[skip];
}

static bool
skips_all_recipients(const Settings *settings, const GPtrArray *recipients)
{
	for (guint i = 0; i < recipients->len; i++) {
		if (!settings_skips_recipient(settings, recipients->pdata[i]))
			return false;
	}
	return recipients->len > 0;
}

/* From outside, to where customers write. */
static bool
is_inbound(const Settings *settings, const Envelope *envelope)
{
	if (settings_is_ours(settings, envelope->sender) || *envelope->auth_user != '\0')
		return false;
	for (guint i = 0; i < envelope->recipients->len; i++)
		if (settings_is_inbox(settings, envelope->recipients->pdata[i]))
			return true;
	return false;
}

Skip
scope_of_envelope(const Settings *settings, const Envelope *envelope)
{
	if (*envelope->sender == '\0')
		return SKIP_NULL_SENDER;
	if (is_inbound(settings, envelope))
		return SKIP_INBOUND;
	if (!settings_is_ours(settings, envelope->sender))
		return SKIP_SENDER;
	if (*envelope->auth_user == '\0' && !settings_trusts(settings, envelope->client_address))
		return SKIP_CLIENT;
	if (skips_all_recipients(settings, envelope->recipients))
		return SKIP_RECIPIENT;
	return SKIP_NONE;
}

static bool
is_blank(const char *text)
{
	return text[strspn(text, " \t\r\n")] == '\0';
}

Skip
scope_of_kind(const Message *message)
{
	if (message->is_own_notice)
		return SKIP_OWN_NOTICE;
	if ((message->marks & MESSAGE_BOUNCE) != 0)
		return SKIP_NULL_SENDER;
	if ((message->marks & MESSAGE_ENCRYPTED) != 0)
		return SKIP_ENCRYPTED;
	if ((message->marks & MESSAGE_CALENDAR) != 0)
		return SKIP_CALENDAR;
	return SKIP_NONE;
}

/* The first word of a field such as "auto-replied; owner-email=...". */
static bool
field_says(const char *field, const char *word)
{
	size_t length = strlen(word);

	field += strspn(field, " \t");
	return g_ascii_strncasecmp(field, word, length) == 0 &&
	       strchr(" \t;(", field[length]) != NULL;
}

Skip
scope_of_stamp(const Message *message, bool is_persons)
{
	const char *automatic = message->auto_submitted;

	if (field_says(automatic, "auto-replied") || field_says(automatic, "auto-notified") ||
		field_says(message->precedence, "auto_reply"))
		return SKIP_AUTO_REPLY;
	if (is_persons)
		return SKIP_NONE;
	if (!is_blank(automatic) && !field_says(automatic, "no"))
		return SKIP_AUTO_REPLY;
	if (message->is_list || field_says(message->precedence, "bulk") ||
		field_says(message->precedence, "list") || field_says(message->precedence, "junk"))
		return SKIP_BULK;
	return SKIP_NONE;
}

bool
scope_is_answer(const Message *message)
{
	return *message->in_reply_to != '\0' || message->references[0] != NULL ||
	       subject_is_reply(message->subject);
}

static Skip
scope_of_words(bool has_reply, bool has_customer)
{
	if (!has_reply)
		return SKIP_NO_REPLY_TEXT;
	return has_customer ? SKIP_NONE : SKIP_NO_CUSTOMER_TEXT;
}

Skip
scope_of_message(const Message *message, const Conversation *conversation, bool is_remembered)
{
	bool has_reply = !is_blank(conversation->reply);
	bool has_customer = is_remembered || !is_blank(conversation->customer);

	Skip skip = scope_of_kind(message);
	if (skip == SKIP_NONE)
		skip = scope_of_stamp(
			message, has_reply && has_customer && !conversation->is_forward);
	if (skip != SKIP_NONE)
		return skip;
	if (conversation->is_forward || ((message->marks & MESSAGE_HAS_FORWARD) != 0 && !has_reply))
		return SKIP_FORWARD;
	if (!scope_is_answer(message) && !has_customer)
		return SKIP_NOT_A_REPLY;
	return scope_of_words(has_reply, has_customer);
}

Skip
scope_of_pair(const char *customer, const char *reply)
{
	return scope_of_words(!is_blank(reply), !is_blank(customer));
}
