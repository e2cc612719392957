/* notice-draft.c - what all notices about one reply have in common. SPDX-License-Identifier: MIT */
#include "notice-draft.h"

#include <string.h>

#include "notice-mail.h"
#include "override.h"
#include "setting.h"
#include "subject.h"
#include "workhours.h"
#include "wrap.h"

enum { MOST_SUBJECT = 120 };

bool
notice_is_possible(const Settings *settings)
{
	return *settings->notice_smtp != '\0' && *settings->notice_from != '\0';
}

char *
notice_message_id(const Settings *settings, const char *id, NoticeKind kind, const char *token)
{
	const char *at = strrchr(settings->notice_from, '@');
	const char *domain = at != NULL && at[1] != '\0' ? at + 1 : "localhost";

	if (*token != '\0')
		return g_strdup_printf("%s.%s.%s@%s", id, notice_kind_name(kind), token, domain);
	return g_strdup_printf("%s.%s.%08x@%s", id, notice_kind_name(kind), g_random_int(), domain);
}

/* "control+ID.TOKEN@domain"; NULL when notices cannot be answered. */
static char *
reply_address(const Settings *settings, const char *id, const char *token)
{
	const char *control = settings->notice_control;
	const char *at = strchr(control, '@');

	if (at == NULL || *token == '\0')
		return NULL;
	return g_strdup_printf("%.*s+%s.%s%s", (int)(at - control), control, id, token, at);
}

void
notice_set_excerpt(TemplateValues *values, const char *name, const char *text, glong most)
{
	g_autofree char *excerpt = wrap_excerpt(text, most);

	template_values_set(values, name, excerpt);
}

void
notice_set_subject(TemplateValues *values, const char *subject)
{
	notice_set_excerpt(values, "subject", subject_without_marks(subject), MOST_SUBJECT);
}

void
notice_set_time(TemplateValues *values, const char *name, const Wording *wording,
	const char *language, const Policy *policy, gint64 at)
{
	g_autoptr(WorkHours) hours = workhours_new(policy->hours, policy->time_zone);
	const char *weekday = "";
	g_autofree char *date = workhours_date(hours, at, &weekday);
	g_autofree char *text = g_strdup_printf(
		"%s %s", wording_word(wording, language, WORDS_DAYS, weekday), date);

	template_values_set(values, name, text);
}

void
notice_set_policy(TemplateValues *values, const Settings *settings, const Policy *policy,
	OnExpiry on_expiry, const char *token)
{
	static const char *const names[] = { "then-release", "then-return", "then-keep" };
	bool may_override = policy->override == OVERRIDE_JUSTIFY;
	g_autofree char *limit = duration_write(policy->hold_limit);
	g_autofree char *tag = may_override && *policy->override_tag != '\0'
				       ? override_example(policy, "\xE2\x80\xA6")
				       : g_strdup("");

	template_values_set(values, "limit", limit);
	template_values_set(values, "hours", policy->hours);
	template_values_set(values, "tag", tag);
	template_values_set(values, "lead", settings->notice_lead);
	template_values_set(values, "control", *token != '\0' ? settings->notice_control : "");
	template_values_set(values, "override", may_override ? "yes" : "");
	template_values_set(values, names[on_expiry], "yes");
}

Notice *
notice_make(const Wording *wording, const Settings *settings, const NoticeDraft *draft,
	const TemplateValues *values)
{
	NoticeKind kind = draft->kind;
	g_autofree char *subject = wording_subject(wording, draft->language, kind, values);
	g_autofree char *text = wording_text(wording, draft->language, kind, values);
	g_autofree char *html = wording_html(wording, draft->language, kind, values);
	g_autofree char *mark = g_strdup_printf("%s; id=%s", notice_kind_name(kind), draft->id);
	g_autofree char *reply_to = reply_address(settings, draft->id, draft->token);
	Notice *notice = g_new0(Notice, 1);

	notice->kind = kind;
	notice->to = g_strdup(draft->to);
	notice->message_id =
		notice_message_id(settings, draft->id, kind, reply_to != NULL ? draft->token : "");
	notice->token_hash = hold_token_hash(reply_to != NULL ? draft->token : "");
	notice->latest = draft->latest;
	const NoticeMail mail = {
		.from = settings->notice_from,
		.to = draft->to,
		.reply_to = reply_to,
		.message_id = notice->message_id,
		.in_reply_to = draft->in_reply_to,
		.references = draft->references,
		.mark = mark,
		.subject = subject,
		.text = text,
		.html = html,
		.held = draft->attached,
		.is_all_there_is = kind == NOTICE_RETURNED,
		.words = draft->words,
		.now = draft->now,
	};
	notice->mail = notice_mail_write(&mail);
	return notice;
}

void
notice_free(Notice *notice)
{
	if (notice == NULL)
		return;
	g_free(notice->to);
	g_free(notice->message_id);
	g_free(notice->token_hash);
	g_bytes_unref(notice->mail);
	g_free(notice);
}
