/* notice-later.c - what is said after the first notice. SPDX-License-Identifier: MIT */
#include "notice-later.h"

#include "notice-mail.h"
#include "outbox.h"
#include "wrap.h"

enum { MOST_LETTERS = 200 };

static void
set_excerpt(TemplateValues *values, const char *name, const char *text)
{
	g_autofree char *excerpt = wrap_excerpt(text, MOST_LETTERS);

	template_values_set(values, name, excerpt);
}

static TemplateValues *
values_of(const Settings *settings, const Held *held)
{
	static const char *const expiries[] = {
		[ON_EXPIRY_RELEASE] = "release",
		[ON_EXPIRY_RETURN] = "return",
		[ON_EXPIRY_KEEP] = "keep",
	};
	TemplateValues *values = template_values_new();
	g_autofree char *time = notice_time(held->held_at);
	g_autofree char *until = notice_time(held->deadline);

	set_excerpt(values, "agent", held->agent);
	set_excerpt(values, "customer", held->customer);
	template_values_set(values, "time", time);
	template_values_set(values, "until", until);
	template_values_set(values, expiries[held->on_expiry], "yes");
	template_values_set(values, "lead", settings->notice_lead);
	template_values_set(values, "id", held->id);
	set_excerpt(values, "host", held->host);
	set_excerpt(values, "queue-id", held->queue_id);
	template_values_set(values, "failed", held->failed);
	return values;
}

/* Threads below the first notice, and with it below the reply. */
static Notice *
write_notice(const Wording *wording, const Settings *settings, const Held *held, NoticeKind kind,
	const char *to, const TemplateValues *values, gint64 now)
{
	if (*settings->notice_smtp == '\0' || *settings->notice_from == '\0' || *to == '\0')
		return NULL;
	const char *const references[] = { held->message_id, NULL };
	bool has_first = *held->notice_id != '\0';
	Notice *notice = g_new0(Notice, 1);
	g_autofree char *subject = wording_subject(wording, held->language, kind, values);
	g_autofree char *text = wording_text(wording, held->language, kind, values);
	g_autofree char *html = wording_html(wording, held->language, kind, values);
	g_autofree char *mark = g_strdup_printf("%s; id=%s", notice_kind_name(kind), held->id);

	notice->kind = kind;
	notice->to = g_strdup(to);
	notice->message_id = notice_message_id(settings, held->id, kind);
	const NoticeMail mail = {
		.from = settings->notice_from,
		.to = to,
		.message_id = notice->message_id,
		.in_reply_to = has_first ? held->notice_id : held->message_id,
		.references = has_first ? references : NULL,
		.mark = mark,
		.subject = subject,
		.text = text,
		.html = html,
		.now = now,
	};
	notice->mail = notice_mail_write(&mail);
	return notice;
}

Notice *
notice_reminder(const Wording *wording, const Settings *settings, const Held *held, gint64 now)
{
	g_autoptr(TemplateValues) values = values_of(settings, held);

	return write_notice(wording, settings, held, NOTICE_REMINDER, held->notify, values, now);
}

Notice *
notice_lead(const Wording *wording, const Settings *settings, const Held *held, gint64 now)
{
	g_autoptr(TemplateValues) values = values_of(settings, held);

	return write_notice(
		wording, settings, held, NOTICE_LEAD, settings->notice_lead, values, now);
}

Notice *
notice_ended(const Wording *wording, const Settings *settings, const Held *held, HoldEnd end,
	const char *actor, const char *reason, gint64 now)
{
	g_autoptr(TemplateValues) values = values_of(settings, held);

	template_values_set(values, hold_end_name(end), "yes");
	template_values_set(values, "expired", held->is_expired ? "yes" : "");
	set_excerpt(values, "actor", actor);
	set_excerpt(values, "reason", reason);
	return write_notice(wording, settings, held, NOTICE_ENDED, held->notify, values, now);
}

Notice *
notice_digest(const Wording *wording, const Settings *settings, const GPtrArray *items, gint64 now)
{
	const OutboxItem *first = items->pdata[0];
	g_autoptr(TemplateValues) values = template_values_new();
	g_autoptr(GPtrArray) mails = g_ptr_array_new();
	g_autofree char *count = g_strdup_printf("%u", items->len);
	const char *language = "en"; /* of several replies, in several languages perhaps */

	template_values_set(values, "count", count);
	for (guint i = 0; i < items->len; i++) {
		const OutboxItem *item = items->pdata[i];
		TemplateValues *reply = template_values_add(values, "reply");
		template_values_set(reply, "kind", item->kind);
		template_values_set(reply, "id", item->id);
		set_excerpt(reply, "customer", item->customer);
		g_ptr_array_add(mails, item->mail);
	}
	g_autofree char *subject = wording_subject(wording, language, NOTICE_DIGEST, values);
	g_autofree char *text = wording_text(wording, language, NOTICE_DIGEST, values);
	Notice *notice = g_new0(Notice, 1);
	notice->kind = NOTICE_DIGEST;
	notice->to = g_strdup(first->to);
	notice->message_id = notice_message_id(settings, first->id, NOTICE_DIGEST);
	const NoticeMail mail = {
		.from = settings->notice_from,
		.to = first->to,
		.message_id = notice->message_id,
		.in_reply_to = "",
		.mark = "digest",
		.subject = subject,
		.text = text,
		.notices = mails,
		.now = now,
	};
	notice->mail = notice_mail_write(&mail);
	return notice;
}
