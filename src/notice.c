/* notice.c - tells the agent what happened to a reply. SPDX-License-Identifier: MIT */
#include "notice.h"

#include <string.h>

#include "checks.h"
#include "notice-mail.h"
#include "setting.h"
#include "workhours.h"
#include "wrap.h"

enum { MOST_QUOTED = 200, MOST_SUBJECT = 120, MOST_MISSING = 8 };

const char *
notice_recipient(const Envelope *envelope, const Judgement *judgement)
{
	if (strchr(envelope->auth_user, '@') != NULL)
		return envelope->auth_user;
	return *judgement->agent != '\0' ? judgement->agent : envelope->sender;
}

static void
set_excerpt(TemplateValues *values, const char *name, const char *text, glong most)
{
	g_autofree char *excerpt = wrap_excerpt(text, most);

	template_values_set(values, name, excerpt);
}

/* ---- what is missing --------------------------------------------------------------------------
 */

/* The feeling a finding speaks of: the one whose words it shows. */
static const Feeling *
feeling_of(const Customer *customer, const Finding *finding)
{
	if (customer == NULL || finding->check != CHECK_FEELINGS)
		return NULL;
	for (guint i = 0; i < customer->feelings->len; i++) {
		const Feeling *feeling = customer->feelings->pdata[i];
		if (g_str_equal(feeling->evidence, finding->evidence))
			return feeling;
	}
	return NULL;
}

/* Are these the customer's words? Only a finding about feelings quotes them. */
static bool
quotes_customer(const Finding *finding)
{
	return finding->check == CHECK_FEELINGS || finding->check == CHECK_ISSUE;
}

static const char *
what_is_the_matter(const Wording *wording, const char *language, const Rule *rule,
	const Feeling *feeling, const Finding *finding)
{
	if (feeling != NULL)
		return wording_word(
			wording, language, WORDS_MET, grade_name(feeling->acknowledged));
	if (rule != NULL && *rule->says != '\0')
		return rule->says;
	return wording_word(wording, language, WORDS_CHECKS, checks[finding->check]->name);
}

static void
add_missing(TemplateValues *values, const Wording *wording, const Rulebook *rulebook,
	const Judgement *judgement, const Finding *finding)
{
	const char *language = judgement->language;
	const Rule *rule = rulebook != NULL ? rulebook_find(rulebook, finding->rule) : NULL;
	const Feeling *feeling = feeling_of(judgement->customer, finding);
	const char *what = what_is_the_matter(wording, language, rule, feeling, finding);
	const char *advice = rule != NULL && *rule->advice != '\0' ? rule->advice : finding->advice;
	TemplateValues *item = template_values_add(values, "missing");

	template_values_set(item, "feeling",
		feeling != NULL ? wording_word(wording, language, WORDS_FEELINGS,
					  feeling_name(feeling->kind))
				: "");
	template_values_set(item, "what", what);
	set_excerpt(item, "words", quotes_customer(finding) ? finding->evidence : "", MOST_QUOTED);
	set_excerpt(item, "yours", quotes_customer(finding) ? "" : finding->evidence, MOST_QUOTED);
	template_values_set(item, "try", g_str_equal(advice, what) ? "" : advice);
}

/* Only what the policy acts upon: a note in the record is nothing to write home about. */
static guint
add_all_missing(TemplateValues *values, const Wording *wording, const Rulebook *rulebook,
	const Policy *policy, const Judgement *judgement)
{
	guint n = 0;

	for (guint i = 0; i < judgement->findings->len && n < MOST_MISSING; i++) {
		const Finding *finding = judgement->findings->pdata[i];
		if (verdict_of_finding(policy->dispositions, finding) < VERDICT_ANNOTATE)
			continue;
		add_missing(values, wording, rulebook, judgement, finding);
		n++;
	}
	return n;
}

/* ---- the rest of the message ------------------------------------------------------------------
 */

/* Without any number of "Re:" and the like before it. */
static const char *
bare_subject(const char *subject)
{
	static const char *const marks[] = { "re:", "aw:", "sv:", "antw:" };

	for (;;) {
		guint i = 0;
		while (*subject == ' ')
			subject++;
		while (i < G_N_ELEMENTS(marks) &&
			g_ascii_strncasecmp(subject, marks[i], strlen(marks[i])) != 0)
			i++;
		if (i == G_N_ELEMENTS(marks))
			return subject;
		subject += strlen(marks[i]);
	}
}

static void
set_times(TemplateValues *values, const Policy *policy, gint64 held_at)
{
	g_autoptr(WorkHours) hours = workhours_new(policy->hours, policy->time_zone);
	g_autofree char *time = workhours_date(hours, held_at, NULL);
	g_autofree char *until =
		workhours_date(hours, workhours_add(hours, held_at, policy->hold_limit), NULL);
	g_autofree char *limit = duration_write(policy->hold_limit);

	template_values_set(values, "time", time);
	template_values_set(values, "until", until);
	template_values_set(values, "limit", limit);
}

static void
set_values(TemplateValues *values, const Settings *settings, const Policy *policy,
	const Envelope *envelope, const Judgement *judgement, gint64 held_at)
{
	const Customer *customer = judgement->customer;
	const Message *message = judgement->message;

	template_values_set(values, "agent", notice_recipient(envelope, judgement));
	set_excerpt(values, "customer",
		customer != NULL && *customer->name != '\0' ? customer->name : judgement->to,
		MOST_SUBJECT);
	set_excerpt(values, "subject", message != NULL ? bare_subject(message->subject) : "",
		MOST_SUBJECT);
	template_values_set(values, "lead", settings->notice_lead);
	template_values_set(values, "id", judgement->id);
	set_excerpt(values, "host", envelope->host, MOST_SUBJECT);
	set_excerpt(values, "queue-id", envelope->queue_id, MOST_SUBJECT);
	template_values_set(values, "rules", judgement->rules_version);
	set_times(values, policy, held_at);
}

char *
notice_message_id(const Settings *settings, const char *id, NoticeKind kind)
{
	const char *at = strrchr(settings->notice_from, '@');

	return g_strdup_printf("%s.%s.%08x@%s", id, notice_kind_name(kind), g_random_int(),
		at != NULL && at[1] != '\0' ? at + 1 : "localhost");
}

static GBytes *
write_mail(const Wording *wording, const Settings *settings, const Judgement *judgement,
	const Notice *notice, const TemplateValues *values, GBytes *raw, gint64 now)
{
	const char *language = judgement->language;
	const Message *message = judgement->message;
	NoticeKind kind = notice->kind;
	g_autofree char *subject = wording_subject(wording, language, kind, values);
	g_autofree char *text = wording_text(wording, language, kind, values);
	g_autofree char *html = wording_html(wording, language, kind, values);
	g_autofree char *mark = g_strdup_printf("%s; id=%s", notice_kind_name(kind), judgement->id);
	NoticeMail mail = {
		.from = settings->notice_from,
		.to = notice->to,
		.message_id = notice->message_id,
		.in_reply_to = message != NULL ? message->message_id : "",
		.references = message != NULL ? (const char *const *)message->references : NULL,
		.mark = mark,
		.subject = subject,
		.text = text,
		.html = html,
		.held = kind == NOTICE_HELD ? raw : NULL,
		.words = kind == NOTICE_HELD && judgement->conversation != NULL
				 ? judgement->conversation->reply
				 : NULL,
		.now = now,
	};

	return notice_mail_write(&mail);
}

static bool
is_due(const Settings *settings, const Action *action)
{
	if (*settings->notice_smtp == '\0' || *settings->notice_from == '\0')
		return false;
	return action->perform == VERDICT_HOLD ||
	       (action->perform == VERDICT_ANNOTATE && settings->notice_coaching);
}

Notice *
notice_compose(const Wording *wording, const Rulebook *rulebook, const Settings *settings,
	const Envelope *envelope, const Judgement *judgement, const Action *action, GBytes *raw,
	gint64 held_at)
{
	const char *to = notice_recipient(envelope, judgement);
	const Policy *policy = settings_policy(settings, judgement->agent);

	if (!is_due(settings, action) || *to == '\0')
		return NULL;
	g_autoptr(TemplateValues) values = template_values_new();
	NoticeKind kind = action->perform == VERDICT_HOLD ? NOTICE_HELD : NOTICE_NOTE;
	guint n = add_all_missing(values, wording, rulebook, policy, judgement);
	if (kind == NOTICE_NOTE && n == 0)
		return NULL;
	set_values(values, settings, policy, envelope, judgement, held_at);
	template_values_set(values, "attached", kind == NOTICE_HELD && raw != NULL ? "yes" : "");

	Notice *notice = g_new0(Notice, 1);
	notice->kind = kind;
	notice->to = g_strdup(to);
	notice->message_id = notice_message_id(settings, judgement->id, kind);
	notice->mail = write_mail(wording, settings, judgement, notice, values, raw, held_at);
	return notice;
}

void
notice_free(Notice *notice)
{
	if (notice == NULL)
		return;
	g_free(notice->to);
	g_free(notice->message_id);
	g_bytes_unref(notice->mail);
	g_free(notice);
}
