/* action.c - what to do about a verdict: words for the header, the hold and the rejection.
 * SPDX-License-Identifier: MIT */
#include "action.h"

#include <string.h>

#include "checks.h"
#include "fold.h"
#include "subject.h"

/* What Postfix keeps of a reason for holding. */
#define HOLD_REASON_BYTES 100
/* An SMTP reply line has at most 512 bytes, with code and line end. */
#define REPLY_BYTES 480

/* What is missing, for the agent who reads a rejection. Nothing of anybody's words: it passes
 * through logs. */
static const char *const missing[N_CHECKS] = {
	[CHECK_FEELINGS] = "it does not take up how the customer feels",
	[CHECK_ORDER] = "it starts on the solution before any acknowledgement",
	[CHECK_ISSUE] = "it does not show what the customer's issue is",
	[CHECK_NAME] = "it greets somebody else than the customer",
	[CHECK_PLACEHOLDER] = "a placeholder was left unfilled",
	[CHECK_TONE] = "a phrase in it blames or dismisses the customer",
	[CHECK_SCRIPT] = "its opening is a script",
	[CHECK_NEXT_STEP] = "it does not say what happens next",
	[CHECK_PRAISE] = "",
};

static bool
has_failed(const Findings *findings, CheckId check)
{
	for (guint i = 0; i < findings->len; i++) {
		const Finding *finding = findings->pdata[i];
		if (finding->check == check && finding->result == RESULT_FAIL)
			return true;
	}
	return false;
}

static char *
failed_checks(const Findings *findings)
{
	GString *failed = g_string_new(NULL);

	for (int i = 0; i < N_CHECKS; i++) {
		if (has_failed(findings, (CheckId)i))
			g_string_append_printf(
				failed, "%s%s", failed->len > 0 ? "," : "", checks[i]->name);
	}
	return g_string_free(failed, FALSE);
}

/* What stands in a header, a queue reason or a reply must be ASCII without anything that could end
 * a line, a field or a statement. In place. */
static char *
plain(char *text, size_t most)
{
	if (strlen(text) > most)
		text[most] = '\0';
	for (char *c = text; *c != '\0'; c++) {
		if (!g_ascii_isprint(*c))
			*c = '?';
	}
	return text;
}

static char *
header_value(const Judgement *judgement, const Action *action, const char *host)
{
	g_autofree char *name = g_strdelimit(plain(g_strdup(host), 255), "; \"", '?');

	return g_strdup_printf("%s; verdict=%s; action=%s; failed=%s; id=%s; rules=%s; source=%s",
		*name != '\0' ? name : "localhost", verdict_name(judgement->verdict),
		verdict_name(action->perform), action->failed, judgement->id,
		judgement->rules_version, judgement->source);
}

static char *
reply_text(const Policy *policy, const Judgement *judgement)
{
	GString *text = g_string_new("Reply not sent:");
	const char *between = " ";

	for (int i = 0; i < N_CHECKS; i++) {
		if (policy->dispositions[i] == DISPOSITION_REJECT &&
			has_failed(judgement->findings, (CheckId)i)) {
			g_string_append_printf(text, "%s%s", between, missing[i]);
			between = "; ";
		}
	}
	g_string_append_printf(text, " (%s)", judgement->id);
	if (policy->override == OVERRIDE_JUSTIFY && *policy->override_tag != '\0' &&
		g_str_is_ascii(policy->override_tag)) {
		g_autofree char *example = override_example(policy, "your reason");
		g_string_append_printf(
			text, ". To send it as it is, end the subject with %s", example);
	}
	return plain(g_string_free(text, FALSE), REPLY_BYTES);
}

/* The verdict under the policy's mode, and less when the mail server cannot do it. */
static void
settle(Action *action, Verdict wanted, bool can_hold, bool can_reject)
{
	action->perform = wanted;
	if (action->perform == VERDICT_REJECT && !can_reject && can_hold) {
		action->perform = VERDICT_HOLD;
		action->note = "not submitted by SMTP: held rather than rejected";
	}
	if (action->perform == VERDICT_HOLD && !can_hold) {
		action->perform = VERDICT_ANNOTATE;
		action->note = "the mail server cannot hold";
	}
}

Action *
action_plan(const Settings *settings, const Judgement *judgement, const char *host, bool can_hold,
	bool can_reject)
{
	const Policy *policy = settings_policy(settings, judgement->agent);
	Action *action = g_new0(Action, 1);

	settle(action, verdict_under_mode(judgement->verdict, (Mode)policy->mode), can_hold,
		can_reject);
	action->failed = failed_checks(judgement->findings);
	if (judgement->verdict == VERDICT_SKIP || policy->mode == MODE_MONITOR)
		return action;
	if (action->perform == VERDICT_REJECT)
		action->reply_text = reply_text(policy, judgement);
	else
		action->header = header_value(judgement, action, host);
	if (action->perform == VERDICT_HOLD)
		action->hold_reason = plain(
			g_strdup_printf("%s %s", judgement->id, action->failed), HOLD_REASON_BYTES);
	return action;
}

/* Ours by envelope and client, and a person's: only then is the tag the agent's word. Mail that is
 * not judged for other reasons goes without it all the same. */
static bool
is_agents(Skip skip)
{
	switch (skip) {
	case SKIP_NONE:
	case SKIP_RECIPIENT:
	case SKIP_ENCRYPTED:
	case SKIP_CALENDAR:
	case SKIP_FORWARD:
	case SKIP_NOT_A_REPLY:
	case SKIP_NO_REPLY_TEXT:
	case SKIP_NO_CUSTOMER_TEXT:
	case SKIP_LANGUAGE:
		return true;
	default:
		return false;
	}
}

/* Was it there before the reply was written? Programs repeat a customer's subject with each "Re:".
 */
static bool
is_of_thread(const Judgement *judgement)
{
	if (judgement->has_their_tail)
		return true;
	if (judgement->message == NULL || judgement->conversation == NULL)
		return false;
	g_autofree char *tail = subject_tail(judgement->message->subject);
	g_autofree char *quoted = fold(judgement->conversation->older);

	return *tail != '\0' && strstr(quoted, tail) != NULL;
}

static void
let_pass(Action *action, const Judgement *judgement, const Override *override, const char *host)
{
	action->perform = VERDICT_PASS;
	action->note = "sent as it is, on the agent's word";
	action->overridden = g_strdup(override->reason);
	g_clear_pointer(&action->hold_reason, g_free);
	g_clear_pointer(&action->reply_text, g_free);
	g_free(action->header);
	action->header = header_value(judgement, action, host);
}

/* The one who reads a rejection wrote the tag: what was wrong with it comes first. */
static void
complain(Action *action, const char *what)
{
	char *text = g_strdup_printf("%s. %s", what, action->reply_text);

	g_free(action->reply_text);
	action->reply_text = plain(text, REPLY_BYTES);
}

void
action_heed_tag(Action *action, const Settings *settings, const Judgement *judgement, GBytes *raw,
	const char *host)
{
	const Policy *policy = settings_policy(settings, judgement->agent);
	g_autoptr(Override) override = raw != NULL && is_agents(judgement->skip)
					       ? override_find(policy->override_tag, raw)
					       : NULL;

	if (override == NULL || is_of_thread(judgement))
		return;
	action->override = override_answer(policy, override);
	action->subject = g_strdup(override->subject);
	if (action->perform <= VERDICT_PASS)
		return;
	if (action->override == OVERRIDE_GRANTED)
		let_pass(action, judgement, override, host);
	else if (action->reply_text != NULL)
		complain(
			action, action->override == OVERRIDE_NEEDS_REASON
					? "Not sent as it is: the tag in the subject says no reason"
					: "Not sent as it is: the policy does not allow that");
}

void
action_free(Action *action)
{
	if (action == NULL)
		return;
	g_free(action->failed);
	g_free(action->header);
	g_free(action->hold_reason);
	g_free(action->reply_text);
	g_free(action->overridden);
	g_free(action->subject);
	g_free(action);
}
