/* notice-digest.c - several notices in one mail. SPDX-License-Identifier: MIT */
#include "notice-digest.h"

#include "notice-mail.h"
#include "outbox.h"
#include "wrap.h"

enum { MOST_LETTERS = 200 };

/* Of several replies, in several languages perhaps: that of most of them. */
static const char *
language_of_most(const GPtrArray *items)
{
	const char *language = WORDING_FALLBACK;
	guint most = 0;

	for (guint i = 0; i < items->len; i++) {
		const char *one = ((const OutboxItem *)items->pdata[i])->language;
		guint n = 0;
		for (guint j = i; j < items->len; j++)
			n += g_str_equal(one, ((const OutboxItem *)items->pdata[j])->language);
		if (n > most && *one != '\0') {
			most = n;
			language = one;
		}
	}
	return language;
}

Notice *
notice_digest(const Wording *wording, const Settings *settings, const GPtrArray *items, gint64 now)
{
	const OutboxItem *first = items->pdata[0];
	g_autoptr(TemplateValues) values = template_values_new();
	g_autoptr(GPtrArray) mails = g_ptr_array_new();
	g_autofree char *count = g_strdup_printf("%u", items->len);
	const char *language = language_of_most(items);

	template_values_set(values, "language", language);
	template_values_set(values, "count", count);
	for (guint i = 0; i < items->len; i++) {
		const OutboxItem *item = items->pdata[i];
		g_autofree char *customer = wrap_excerpt(item->customer, MOST_LETTERS);
		TemplateValues *reply = template_values_add(values, "reply");
		template_values_set(
			reply, "kind", wording_word(wording, language, WORDS_KINDS, item->kind));
		if (g_str_equal(item->kind, notice_kind_name(NOTICE_HELD)))
			template_values_set(values, "held", "yes");
		template_values_set(reply, "id", item->id);
		template_values_set(reply, "customer", customer);
		g_ptr_array_add(mails, item->mail);
	}
	g_autofree char *subject = wording_subject(wording, language, NOTICE_DIGEST, values);
	g_autofree char *text = wording_text(wording, language, NOTICE_DIGEST, values);
	g_autofree char *html = wording_html(wording, language, NOTICE_DIGEST, values);
	Notice *notice = g_new0(Notice, 1);
	notice->kind = NOTICE_DIGEST;
	notice->to = g_strdup(first->to);
	notice->token_hash = g_strdup("");
	notice->message_id = notice_message_id(settings, first->id, NOTICE_DIGEST, "");
	const NoticeMail mail = {
		.from = settings->notice_from,
		.to = first->to,
		.message_id = notice->message_id,
		.in_reply_to = "",
		.mark = "digest",
		.subject = subject,
		.text = text,
		.html = html,
		.notices = mails,
		.now = now,
	};
	notice->mail = notice_mail_write(&mail);
	return notice;
}
