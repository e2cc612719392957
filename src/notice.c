/* notice.c - tells the agent what happened to a reply. SPDX-License-Identifier: MIT */
#include "notice.h"

#include <string.h>

#include "checks.h"
#include "notice-draft.h"

enum { MOST_QUOTED = 200, MOST_LETTERS = 120, MOST_MISSING = 8, MOST_ALSO = 3 };

const char *
notice_recipient(const Envelope *envelope, const Judgement *judgement)
{
	if (strchr(envelope->auth_user, '@') != NULL)
		return envelope->auth_user;
	return *judgement->agent != '\0' ? judgement->agent : envelope->sender;
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

/* Caller frees. */
static char *
what_is_the_matter(const Wording *wording, const char *language, const Rule *rule,
	const Feeling *feeling, const Finding *finding)
{
	const char *says = feeling != NULL ? check_feelings_says(rule, feeling->kind)
			   : rule != NULL  ? rule->says
					   : "";

	if (feeling != NULL)
		return g_strconcat(says, *says != '\0' ? " " : "",
			wording_word(
				wording, language, WORDS_MET, grade_name(feeling->acknowledged)),
			NULL);
	if (*says != '\0')
		return g_strdup(says);
	return g_strdup(
		wording_word(wording, language, WORDS_CHECKS, checks[finding->check]->name));
}

/* What might help: the rule's own advice first. A finding's advice about a feeling begins with what
 * is the matter, which the notice says in words of its language. */
static const char *
what_to_try(const Rule *rule, const Feeling *feeling, const Finding *finding)
{
	if (rule != NULL && *rule->advice != '\0')
		return rule->advice;
	return feeling != NULL ? check_feelings_guidance(feeling->kind) : finding->advice;
}

/* By the same measure as the check: what is clear needs a word of its own, what is strong this
 * customer's own case. */
static bool
is_unmet(const Feeling *feeling)
{
	if (feeling->intensity >= INTENSITY_STRONG)
		return feeling->acknowledged < GRADE_SPECIFIC;
	return feeling->intensity == INTENSITY_CLEAR && feeling->acknowledged < GRADE_GENERIC;
}

/* Would one good acknowledgement have met both, and is the other worth words of its own? */
static bool
goes_with(const Feeling *named, const Feeling *other)
{
	return other != named && feeling_is_shared(named->kind) && feeling_is_shared(other->kind) &&
	       is_unmet(other) && *other->evidence != '\0';
}

/* Is it within one of those that are quoted already? */
static bool
is_said(const GPtrArray *quotes, const char *quote)
{
	for (guint i = 0; i < quotes->len; i++)
		if (strstr(quotes->pdata[i], quote) != NULL)
			return true;
	return false;
}

/* Strongest first; none in words that stand there already. */
static void
add_also(TemplateValues *item, const Wording *wording, const char *language,
	const Customer *customer, const Feeling *named, const char *quote)
{
	g_autoptr(GPtrArray) quotes = g_ptr_array_new_with_free_func(g_free);

	g_ptr_array_add(quotes, g_strdup(quote));
	for (int intensity = INTENSITY_STRONG; intensity >= INTENSITY_CLEAR; intensity--) {
		for (guint i = 0; i < customer->feelings->len && quotes->len <= MOST_ALSO; i++) {
			const Feeling *other = customer->feelings->pdata[i];
			if (other->intensity != intensity || !goes_with(named, other))
				continue;
			g_autofree char *words = prose_sentence_around(
				customer->prose, other->evidence, MOST_LETTERS);
			if (is_said(quotes, words))
				continue;
			TemplateValues *also = template_values_add(item, "also");
			const char *name = feeling_name(other->kind);
			template_values_set(also, "feeling",
				wording_word(wording, language, WORDS_FEELINGS, name));
			notice_set_excerpt(also, "words", words, MOST_LETTERS);
			g_ptr_array_add(quotes, g_steal_pointer(&words));
		}
	}
}

/* Of the customer the whole sentence: a few words of it can look as if they said nothing. Caller
 * frees. */
static char *
quote_customer(const Customer *customer, const Feeling *feeling)
{
	if (feeling == NULL)
		return g_strdup("");
	return prose_sentence_around(customer->prose, feeling->evidence, MOST_QUOTED);
}

static void
add_missing(TemplateValues *values, const Wording *wording, const Rulebook *rulebook,
	const Judgement *judgement, const Finding *finding)
{
	const char *language = judgement->language;
	const Rule *rule =
		rulebook != NULL ? rulebook_find(rulebook, language, finding->rule) : NULL;
	const Feeling *feeling = feeling_of(judgement->customer, finding);
	g_autofree char *what = what_is_the_matter(wording, language, rule, feeling, finding);
	g_autofree char *words = quote_customer(judgement->customer, feeling);
	const char *advice = what_to_try(rule, feeling, finding);
	TemplateValues *item = template_values_add(values, "missing");

	template_values_set(item, "feeling",
		feeling != NULL ? wording_word(wording, language, WORDS_FEELINGS,
					  feeling_name(feeling->kind))
				: "");
	if (feeling != NULL)
		add_also(item, wording, language, judgement->customer, feeling, words);
	template_values_set(item, "what", what);
	notice_set_excerpt(item, "words", words, MOST_QUOTED);
	notice_set_excerpt(item, "yours", feeling != NULL ? "" : finding->evidence, MOST_QUOTED);
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

static void
set_values(TemplateValues *values, const Wording *wording, const Settings *settings,
	const Envelope *envelope, const Judgement *judgement, const Action *action, gint64 now)
{
	const Customer *customer = judgement->customer;
	const Message *message = judgement->message;
	const Policy *policy = settings_policy(settings, judgement->agent);

	notice_set_excerpt(values, "customer",
		customer != NULL && *customer->name != '\0' ? customer->name : judgement->to,
		MOST_LETTERS);
	notice_set_subject(values, message != NULL ? message->subject : "");
	notice_set_time(values, "time", wording, judgement->language, policy, now);
	if (g_str_equal(judgement->source, "remembered"))
		notice_set_time(values, "their-mail", wording, judgement->language, policy,
			judgement->remembered->at);
	template_values_set(values, "language", judgement->language);
	template_values_set(values, "agent", notice_recipient(envelope, judgement));
	template_values_set(values, "id", judgement->id);
	notice_set_excerpt(values, "host", envelope->host, MOST_LETTERS);
	notice_set_excerpt(values, "queue-id", envelope->queue_id, MOST_LETTERS);
	template_values_set(values, "rules", judgement->rules_version);
	template_values_set(
		values, "reason-missing", action->override == OVERRIDE_NEEDS_REASON ? "yes" : "");
	template_values_set(
		values, "not-allowed", action->override == OVERRIDE_NOT_ALLOWED ? "yes" : "");
}

static void
set_promise(TemplateValues *values, const Wording *wording, const Settings *settings,
	const Judgement *judgement, const Hold *hold)
{
	const Policy *policy = settings_policy(settings, judgement->agent);

	notice_set_time(values, "until", wording, judgement->language, policy, hold->plan.expires);
	notice_set_policy(values, settings, policy, hold->on_expiry, hold->token);
}

static bool
is_due(const Settings *settings, const Action *action)
{
	return notice_is_possible(settings) &&
	       (action->perform == VERDICT_HOLD ||
		       (action->perform == VERDICT_ANNOTATE && settings->notice_coaching));
}

static NoticeDraft
draft_of(const Judgement *judgement, const char *to, const Hold *hold, GBytes *raw, gint64 now)
{
	const Message *message = judgement->message;
	bool has_words = hold != NULL && judgement->conversation != NULL;

	return (NoticeDraft){
		.kind = hold != NULL ? NOTICE_HELD : NOTICE_NOTE,
		.language = judgement->language,
		.id = judgement->id,
		.to = to,
		.in_reply_to = message != NULL ? message->message_id : "",
		.references = message != NULL ? (const char *const *)message->references : NULL,
		.token = hold != NULL ? hold->token : "",
		.attached = hold != NULL ? raw : NULL,
		.words = has_words ? judgement->conversation->reply : NULL,
		.latest = hold != NULL ? hold->plan.remind : 0,
		.now = now,
	};
}

Notice *
notice_compose(const Wording *wording, const Rulebook *rulebook, const Settings *settings,
	const Envelope *envelope, const Judgement *judgement, const Action *action,
	const Hold *hold, GBytes *raw, gint64 now)
{
	const char *to = notice_recipient(envelope, judgement);
	const Policy *policy = settings_policy(settings, judgement->agent);

	if (!is_due(settings, action) || *to == '\0')
		return NULL;
	g_autoptr(TemplateValues) values = template_values_new();
	guint n = add_all_missing(values, wording, rulebook, policy, judgement);
	if (hold == NULL && n == 0)
		return NULL;
	const NoticeDraft draft = draft_of(judgement, to, hold, raw, now);
	set_values(values, wording, settings, envelope, judgement, action, now);
	template_values_set(values, "attached", draft.attached != NULL ? "yes" : "");
	if (hold != NULL)
		set_promise(values, wording, settings, judgement, hold);
	return notice_make(wording, settings, &draft, values);
}
