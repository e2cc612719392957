/* notice-later.c - what is said about a reply after it was held. SPDX-License-Identifier: MIT */
#include "notice-later.h"

#include "message.h"
#include "notice-draft.h"
#include "record-sql.h"

enum { MOST_LETTERS = 120 };

/* "release", "return" or "keep", as the record has it. */
static OnExpiry
on_expiry_of(const HeldReply *reply)
{
	for (int i = ON_EXPIRY_RELEASE; i <= ON_EXPIRY_KEEP; i++)
		if (g_str_equal(on_expiry_name((OnExpiry)i), reply->on_expiry))
			return (OnExpiry)i;
	return ON_EXPIRY_KEEP;
}

static const char *
name_of_customer(const HeldReply *reply, const Message *message)
{
	for (guint i = 0; message != NULL && i < message->to->len; i++) {
		const Address *to = message->to->pdata[i];
		if (g_ascii_strcasecmp(to->address, reply->customer) == 0 && *to->name != '\0')
			return to->name;
	}
	return reply->customer;
}

static void
set_values(TemplateValues *values, const Wording *wording, const Settings *settings,
	const NoticeDraft *draft, const HeldReply *reply, const Message *message)
{
	const Policy *policy = settings_policy(settings, reply->agent);
	bool is_ours = g_str_equal(reply->request.actor, RECORD_OURSELVES);

	notice_set_policy(values, settings, policy, on_expiry_of(reply), draft->token);
	notice_set_time(values, "time", wording, draft->language, policy, reply->held);
	notice_set_time(values, "until", wording, draft->language, policy, reply->expires);
	notice_set_subject(values, message != NULL ? message->subject : "");
	notice_set_excerpt(values, "customer", name_of_customer(reply, message), MOST_LETTERS);
	template_values_set(values, "language", draft->language);
	template_values_set(values, "agent", reply->agent);
	template_values_set(values, "expired", is_ours ? "yes" : "");
	notice_set_excerpt(values, "by", is_ours ? "" : reply->request.actor, MOST_LETTERS);
	notice_set_excerpt(values, "reason", is_ours ? "" : reply->request.reason, 500);
	template_values_set(values, "id", reply->id);
	notice_set_excerpt(values, "host", reply->host, MOST_LETTERS);
	notice_set_excerpt(values, "queue-id", reply->queue_id, MOST_LETTERS);
	template_values_set(values, "attached", draft->attached != NULL ? "yes" : "");
}

/* A reminder comes before the lead is told, the lead is told before the end. */
static gint64
latest_of(NoticeKind kind, const HeldReply *reply)
{
	if (kind == NOTICE_REMINDED)
		return reply->tell_lead;
	return kind == NOTICE_LEAD ? reply->expires : 0;
}

Notice *
notice_later(const Wording *wording, const Settings *settings, NoticeKind kind,
	const HeldReply *reply, GBytes *mail, gint64 now)
{
	const char *to = kind == NOTICE_LEAD ? settings->notice_lead : reply->recipient;
	bool can_answer = kind == NOTICE_REMINDED || kind == NOTICE_LEAD;

	if (!notice_is_possible(settings) || *to == '\0')
		return NULL;
	g_autoptr(Message) message = mail != NULL ? message_parse(mail, NULL) : NULL;
	g_autofree char *token =
		can_answer && *settings->notice_control != '\0' ? hold_token_new() : g_strdup("");
	g_autofree char *words =
		kind == NOTICE_RETURNED && message != NULL ? message_text(message) : NULL;
	g_autoptr(TemplateValues) values = template_values_new();
	const NoticeDraft draft = {
		.kind = kind,
		.language = reply->language,
		.id = reply->id,
		.to = to,
		.in_reply_to = reply->message_id,
		.references = message != NULL ? (const char *const *)message->references : NULL,
		.token = token,
		.attached = kind == NOTICE_RETURNED ? mail : NULL,
		.words = words,
		.latest = latest_of(kind, reply),
		.now = now,
	};
	set_values(values, wording, settings, &draft, reply, message);
	return notice_make(wording, settings, &draft, values);
}
