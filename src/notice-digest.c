/* notice-digest.c - several notices in one mail. SPDX-License-Identifier: MIT */
#include "notice-digest.h"

#include <string.h>

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

/* What a kind tells: of a reply that was not sent; of a mail to us, whose row has our own address
 * for a customer. */
static const struct {
	bool is_unsent, is_answer;
} kinds[N_NOTICES] = {
	[NOTICE_HELD] = { .is_unsent = true },
	[NOTICE_REMINDED] = { .is_unsent = true },
	[NOTICE_LEAD] = { .is_unsent = true },
	[NOTICE_RETURNED] = { .is_unsent = true },
	[NOTICE_DISCARDED] = { .is_unsent = true },
	[NOTICE_CONFIRMED] = { .is_answer = true },
	[NOTICE_REFUSED] = { .is_answer = true },
};

static NoticeKind
kind_of(const OutboxItem *item)
{
	NoticeKind kind = 0;

	while (kind + 1 < N_NOTICES && !g_str_equal(item->kind, notice_kind_name(kind)))
		kind++;
	return kind;
}

/* The id of the reply that an answer was about, as its header has it; "none" is the one of none.
 * Caller frees. */
static char *
id_in_mail(const OutboxItem *item)
{
	static const char start[] = NOTICE_HEADER ": ";
	gsize length = 0;
	const char *mail = g_bytes_get_data(item->mail, &length);
	const char *line = g_strstr_len(mail, (gssize)length, start);
	const char *id =
		line != NULL ? g_strstr_len(line, (gssize)length - (line - mail), "; id=") : NULL;

	if (id == NULL)
		return g_strdup("");
	id += strlen("; id=");
	gsize most = length - (gsize)(id - mail), n = 0;
	while (n < most && g_ascii_isalnum(id[n]))
		n++;
	g_autofree char *found = g_strndup(id, n);
	return g_strdup(g_str_equal(found, "none") ? "" : found);
}

static void
add_line(TemplateValues *values, const Wording *wording, const char *language,
	const OutboxItem *item)
{
	NoticeKind kind = kind_of(item);
	bool is_answer = kinds[kind].is_answer;
	g_autofree char *customer = wrap_excerpt(is_answer ? "" : item->customer, MOST_LETTERS);
	g_autofree char *id = is_answer ? id_in_mail(item) : g_strdup(item->id);
	TemplateValues *reply = template_values_add(values, "reply");

	template_values_set(
		reply, "kind", wording_word(wording, language, WORDS_KINDS, item->kind));
	template_values_set(reply, "id", id);
	template_values_set(reply, "customer", customer);
	if (kinds[kind].is_unsent)
		template_values_set(values, "held", "yes");
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
		add_line(values, wording, language, item);
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
