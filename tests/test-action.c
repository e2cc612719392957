/* test-action.c - what a verdict leads to, and in which words. SPDX-License-Identifier: MIT */
#include "action.h"

#include <string.h>

/* A judgement as judge() gives it, with one failed check for each disposition asked for. */
static Judgement *
judged(Verdict verdict)
{
	Judgement *judgement = g_new0(Judgement, 1);

	judgement->id = g_strdup("em123xabc");
	judgement->findings = findings_new();
	judgement->verdict = verdict;
	judgement->reason = g_strdup("");
	judgement->language = g_strdup("en");
	judgement->agent = g_strdup("agent@example.com");
	judgement->to = g_strdup("ann@example.net");
	judgement->policy = g_strdup("default");
	judgement->rules_version = g_strdup("r1");
	judgement->source = "quoted";
	return judgement;
}

static Settings *
with_mode(Mode mode)
{
	Settings *settings = settings_load(NULL, NULL);
	Policy *policy = settings->policies->pdata[0];

	policy->mode = mode;
	for (int i = 0; i < N_CHECKS; i++)
		policy->dispositions[i] = DISPOSITION_REJECT;
	policy->dispositions[CHECK_ISSUE] = DISPOSITION_NOTE;
	return settings;
}

static const struct {
	const char *name;
	Verdict verdict;
	Mode mode;
	bool can_hold, can_reject;
	Verdict perform;
	bool has_header, has_note;
} cases[] = {
	{ "monitor-performs-nothing", VERDICT_REJECT, MODE_MONITOR, true, true, VERDICT_PASS, false,
		false },
	{ "a-skip-stays-a-skip", VERDICT_SKIP, MODE_REJECT, true, true, VERDICT_SKIP, false,
		false },
	{ "a-pass-says-so", VERDICT_PASS, MODE_HOLD, true, true, VERDICT_PASS, true, false },
	{ "annotate-adds-a-header", VERDICT_ANNOTATE, MODE_HOLD, true, true, VERDICT_ANNOTATE, true,
		false },
	{ "hold-holds", VERDICT_HOLD, MODE_HOLD, true, true, VERDICT_HOLD, true, false },
	{ "hold-in-mode-annotate-annotates", VERDICT_HOLD, MODE_ANNOTATE, true, true,
		VERDICT_ANNOTATE, true, false },
	{ "hold-where-the-server-cannot-annotates", VERDICT_HOLD, MODE_HOLD, false, true,
		VERDICT_ANNOTATE, true, true },
	{ "reject-rejects", VERDICT_REJECT, MODE_REJECT, true, true, VERDICT_REJECT, false, false },
	{ "reject-of-mail-not-by-smtp-holds", VERDICT_REJECT, MODE_REJECT, true, false,
		VERDICT_HOLD, true, true },
	{ "reject-of-mail-not-by-smtp-rejects-where-hold-is-not-to-be-had", VERDICT_REJECT,
		MODE_REJECT, false, false, VERDICT_REJECT, false, false },
};

static void
is_planned(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(Settings) settings = with_mode(cases[i].mode);
	g_autoptr(Judgement) judgement = judged(cases[i].verdict);
	g_autoptr(Action) action = action_plan(
		settings, judgement, "mta.test", cases[i].can_hold, cases[i].can_reject);

	g_assert_cmpint(action->perform, ==, cases[i].perform);
	g_assert_cmpint(action->header != NULL, ==, cases[i].has_header);
	g_assert_cmpint(action->note != NULL, ==, cases[i].has_note);
	g_assert_cmpint(action->hold_reason != NULL, ==, action->perform == VERDICT_HOLD);
	g_assert_cmpint(action->reply_text != NULL, ==, action->perform == VERDICT_REJECT);
}

static void
the_header_is_as_the_contract_says(void)
{
	g_autoptr(Settings) settings = with_mode(MODE_HOLD);
	g_autoptr(Judgement) judgement = judged(VERDICT_HOLD);

	findings_add(judgement->findings, CHECK_FEELINGS, RESULT_FAIL, CERTAINTY_SURE, "r",
		"my poor cat", "say so");
	findings_add(judgement->findings, CHECK_ORDER, RESULT_PASS, CERTAINTY_SURE, "", "", "");
	findings_add(judgement->findings, CHECK_ISSUE, RESULT_FAIL, CERTAINTY_SURE, "", "", "");
	findings_add(judgement->findings, CHECK_TONE, RESULT_FAIL, CERTAINTY_SURE, "", "", "");
	findings_add(judgement->findings, CHECK_TONE, RESULT_FAIL, CERTAINTY_SURE, "", "", "");
	g_autoptr(Action) action = action_plan(settings, judgement, "mta.test", true, true);
	g_assert_cmpstr(action->header, ==,
		"mta.test; verdict=hold; action=hold; failed=feelings,issue,tone; id=em123xabc; "
		"rules=r1; source=quoted");
	g_assert_cmpstr(action->hold_reason, ==, "em123xabc feelings,issue,tone");
}

static void
the_host_cannot_break_the_header(void)
{
	g_autoptr(Settings) settings = with_mode(MODE_HOLD);
	g_autoptr(Judgement) judgement = judged(VERDICT_PASS);
	g_autoptr(Action) action =
		action_plan(settings, judgement, "a;b\r\nBcc: \xc3\xa9", true, true);

	g_assert_true(g_str_has_prefix(action->header, "a?b??Bcc:???; verdict=pass;"));
	g_autoptr(Action) nameless = action_plan(settings, judgement, "", true, true);
	g_assert_true(g_str_has_prefix(nameless->header, "localhost; "));
}

static void
the_rejection_names_what_is_missing(void)
{
	g_autoptr(Settings) settings = with_mode(MODE_REJECT);
	g_autoptr(Judgement) judgement = judged(VERDICT_REJECT);

	for (int i = 0; i < N_CHECKS; i++)
		findings_add(judgement->findings, (CheckId)i, RESULT_FAIL, CERTAINTY_SURE, "",
			"words of the customer", "");
	g_autoptr(Action) action = action_plan(settings, judgement, "mta.test", true, true);
	g_assert_nonnull(strstr(action->reply_text, "a placeholder was left unfilled"));
	g_assert_nonnull(strstr(action->reply_text, "(em123xabc)"));
	g_assert_null(strstr(action->reply_text, "words"));
	g_assert_null(strstr(action->reply_text, "issue is"));
	g_assert_true(
		g_str_has_suffix(action->reply_text, "the subject with [as is: your reason]"));
	g_assert_cmpuint(strlen(action->reply_text), <=, 480);
}

static void
the_hold_reason_fits_the_mail_server(void)
{
	g_autoptr(Settings) settings = with_mode(MODE_HOLD);
	g_autoptr(Judgement) judgement = judged(VERDICT_HOLD);

	g_free(judgement->id);
	judgement->id = g_strnfill(90, 'x');
	for (int i = 0; i < N_CHECKS; i++)
		findings_add(
			judgement->findings, (CheckId)i, RESULT_FAIL, CERTAINTY_SURE, "", "", "");
	g_autoptr(Action) action = action_plan(settings, judgement, "mta.test", true, true);
	g_assert_cmpuint(strlen(action->hold_reason), ==, 100);
	g_assert_true(g_str_has_prefix(action->hold_reason, judgement->id));
}

static const struct {
	const char *name, *subject;
	Verdict verdict;
	OverrideMode mode;
	Skip skip;
	Verdict perform;
	OverrideAnswer answer;
	const char *overridden, *left;
} tags[] = {
	{ "the-agent's-word-lets-it-go", "Re: x [as is: urgent]", VERDICT_REJECT, OVERRIDE_JUSTIFY,
		SKIP_NONE, VERDICT_PASS, OVERRIDE_GRANTED, "urgent", "Re: x" },
	{ "and-takes-an-annotation-away", "Re: x [as is: urgent]", VERDICT_ANNOTATE,
		OVERRIDE_JUSTIFY, SKIP_NONE, VERDICT_PASS, OVERRIDE_GRANTED, "urgent", "Re: x" },
	{ "without-need-it-only-goes", "Re: x [as is: urgent]", VERDICT_PASS, OVERRIDE_JUSTIFY,
		SKIP_NONE, VERDICT_PASS, OVERRIDE_GRANTED, NULL, "Re: x" },
	{ "a-reason-is-needed", "Re: x [as is: ]", VERDICT_REJECT, OVERRIDE_JUSTIFY, SKIP_NONE,
		VERDICT_REJECT, OVERRIDE_NEEDS_REASON, NULL, "Re: x" },
	{ "and-the-policy-s-leave", "Re: x [as is: urgent]", VERDICT_REJECT, OVERRIDE_NONE,
		SKIP_NONE, VERDICT_REJECT, OVERRIDE_NOT_ALLOWED, NULL, "Re: x" },
	{ "a-stranger's-subject-stays", "Re: x [as is: urgent]", VERDICT_SKIP, OVERRIDE_JUSTIFY,
		SKIP_CLIENT, VERDICT_SKIP, OVERRIDE_NOT_ASKED, NULL, NULL },
	{ "a-machine's-too", "Re: x [as is: urgent]", VERDICT_SKIP, OVERRIDE_JUSTIFY,
		SKIP_AUTO_REPLY, VERDICT_SKIP, OVERRIDE_NOT_ASKED, NULL, NULL },
	{ "a-colleague-s-mail-goes-without-it", "Re: x [as is: urgent]", VERDICT_SKIP,
		OVERRIDE_JUSTIFY, SKIP_RECIPIENT, VERDICT_SKIP, OVERRIDE_GRANTED, NULL, "Re: x" },
	{ "no-tag", "Re: x", VERDICT_REJECT, OVERRIDE_JUSTIFY, SKIP_NONE, VERDICT_REJECT,
		OVERRIDE_NOT_ASKED, NULL, NULL },
};

static void
the_tag_is_heeded(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(Settings) settings = with_mode(MODE_REJECT);
	g_autoptr(Judgement) judgement = judged(tags[i].verdict);
	g_autofree char *mail = g_strdup_printf("Subject: %s\r\n\r\n", tags[i].subject);
	g_autoptr(GBytes) raw = g_bytes_new(mail, strlen(mail));
	g_autoptr(Action) action = action_plan(settings, judgement, "mta.test", true, true);
	Policy *policy = settings->policies->pdata[0];

	judgement->skip = tags[i].skip;
	policy->override = tags[i].mode;
	action_heed_tag(action, settings, judgement, raw, "mta.test");
	g_assert_cmpint(action->perform, ==, tags[i].perform);
	g_assert_cmpint(action->override, ==, tags[i].answer);
	g_assert_cmpstr(action->overridden, ==, tags[i].overridden);
	g_assert_cmpstr(action->subject, ==, tags[i].left);
	g_assert_cmpint(action->reply_text != NULL, ==, action->perform == VERDICT_REJECT);
	if (tags[i].overridden != NULL)
		g_assert_nonnull(strstr(action->header, "; action=pass; "));
	if (tags[i].answer == OVERRIDE_NEEDS_REASON)
		g_assert_true(g_str_has_prefix(action->reply_text,
			"Not sent as it is: the tag in the subject says no reason. Reply not sent:"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/action/%s", cases[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_planned);
	}
	for (guint i = 0; i < G_N_ELEMENTS(tags); i++) {
		g_autofree char *path = g_strdup_printf("/action/tag/%s", tags[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), the_tag_is_heeded);
	}
	g_test_add_func(
		"/action/the-header-is-as-the-contract-says", the_header_is_as_the_contract_says);
	g_test_add_func(
		"/action/the-host-cannot-break-the-header", the_host_cannot_break_the_header);
	g_test_add_func(
		"/action/the-rejection-names-what-is-missing", the_rejection_names_what_is_missing);
	g_test_add_func("/action/the-hold-reason-fits-the-mail-server",
		the_hold_reason_fits_the_mail_server);
	return g_test_run();
}
