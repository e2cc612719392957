/* test-check-script.c - what is pasted, or sent to everybody. SPDX-License-Identifier: MIT */
#include "checked.h"

static const CheckCase cases[] = {
	{ "pasted", REFUND, "anger 2",
		"Dear Ruth,\n\nWe sincerely apologise for any inconvenience this may have caused "
		"you.",
		RESULT_FAIL, CERTAINTY_LIKELY, "script-macro" },
	{ "with-a-seam", REFUND, "anger 2",
		"Dear Ruth,\n\nWe sincerely apologise for any inconvenience this may have caused "
		"you. Three mails about one refund is too many.",
		RESULT_PASS, CERTAINTY_HINT, NULL },
	{ "to-the-calm", CALM, "",
		"Dear Ruth,\n\nThank you for contacting Fernhill customer support.", RESULT_NA,
		CERTAINTY_HINT, NULL },
};

static ScriptTimes
sent_before(guint64 fingerprint, const void *data)
{
	g_assert_cmpuint(fingerprint, !=, 0);
	return *(const ScriptTimes *)data;
}

/* The rule that says so, or "". */
static char *
script_rule(const char *text, const char *feelings, ScriptTimes times)
{
	ScriptMemory memory = { sent_before, &times, 3, 6 };
	g_autoptr(Customer) customer = given_customer(rulebook, REFUND, feelings, "Ruth Calder");
	g_autoptr(Reply) reply = reply_read(rulebook, "en", text, customer);
	g_autoptr(GPtrArray) findings = checked(customer, reply, &memory);

	for (guint i = 0; i < findings->len; i++) {
		const Finding *finding = findings->pdata[i];
		if (finding->check == CHECK_SCRIPT && finding->result == RESULT_FAIL)
			return g_strdup(finding->rule);
	}
	return g_strdup("");
}

#define COMMON_DAYS "Dear Ruth,\n\nSuch days do come along for all of us now and then."

static const struct {
	const char *text, *feelings;
	ScriptTimes times;
	const char *rule;
} sent[] = {
	{ COMMON_DAYS, "anger 2", { 3, 3 }, "script-repeated" },
	{ COMMON_DAYS, "anger 2", { 2, 5 }, "" },
	{ COMMON_DAYS, "anger 2", { 0, 6 }, "script-of-team" },
	/* Nobody minds who is not upset. */
	{ COMMON_DAYS, "", { 50, 50 }, "" },
	/* A sentence about this very case beside it. */
	{ COMMON_DAYS " Your refund of 84.90 euros for the kettle should have been there in May.",
		"anger 2", { 50, 50 }, "" },
	/* Said after the solution it may be as standard as it likes. */
	{ "Dear Ruth,\n\nPlease send us your IBAN.\n\nSuch days do come along for all of us now "
	  "and then.",
		"anger 2", { 50, 50 }, "" },
};

static void
what_was_sent_often_is_a_script(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(sent); i++) {
		g_autofree char *rule = script_rule(sent[i].text, sent[i].feelings, sent[i].times);
		g_assert_cmpstr(rule, ==, sent[i].rule);
	}
}

int
main(int argc, char **argv)
{
	checked_start(&argc, &argv);
	checked_add(CHECK_SCRIPT, cases, G_N_ELEMENTS(cases));
	g_test_add_func(
		"/check-script/what-was-sent-often-is-a-script", what_was_sent_often_is_a_script);
	return checked_run();
}
