/* test-checks.c - what each check says about a reply. SPDX-License-Identifier: MIT */
#include "given.h"

#include <string.h>

#include <glib/gstdio.h>

#include "script.h"

static Rulebook *rulebook;

#define REFUND                                                                                 \
	"This is my third mail about the refund of 84.90 for the blue jacket, order 7741902. " \
	"Nobody has answered since 2 March.\n\nRuth Calder"
#define CALM "Do you sell the blue jacket in a smaller size?\n\nRuth Calder"

#define FINE                                                                                  \
	"Dear Ruth,\n\nThree mails about one refund is too many, and I am sorry that nobody " \
	"answered. It was paid an hour ago."
#define BARE "Dear Ruth,\n\nRefunds are processed within 5 to 7 days."
/* More than anybody's patience before the first kind word. */
#define LATE                                                                                      \
	"Dear Ruth,\n\nPlease send the receipt to our returns desk. Refunds are processed "       \
	"within seven days of the arrival of the parcel at our returns desk in the north. "       \
	"Please note that the parcel must be closed with tape and that the label must be "        \
	"readable. You can print the label on our website under returns and bring the parcel to " \
	"any shop. I can see why you are fed up with us."

static const struct {
	const char *name, *customer, *feelings, *reply;
	CheckId check;
	Result result;
	Certainty certainty; /* of a failure */
	const char *rule;    /* %NULL: whichever */
} cases[] = {
	{ "feelings-unmet", REFUND, "anger 3", BARE, CHECK_FEELINGS, RESULT_FAIL, CERTAINTY_SURE,
		NULL },
	{ "feelings-unmet-on-weak-evidence", REFUND, "anger 2", BARE, CHECK_FEELINGS, RESULT_FAIL,
		CERTAINTY_LIKELY, NULL },
	{ "feelings-met-by-a-formula", REFUND, "anger 3",
		"Dear Ruth,\n\nWe apologise for any inconvenience.", CHECK_FEELINGS, RESULT_FAIL,
		CERTAINTY_LIKELY, NULL },
	{ "feelings-met", REFUND, "anger 3", FINE, CHECK_FEELINGS, RESULT_PASS, CERTAINTY_HINT,
		"acknowledged-specific" },
	{ "strong-feelings-met-in-general", REFUND, "anger 3",
		"Dear Ruth,\n\nI can see why you are fed up with us.", CHECK_FEELINGS, RESULT_FAIL,
		CERTAINTY_HINT, NULL },
	{ "faint-feelings-ask-for-nothing", REFUND, "anger 1", BARE, CHECK_FEELINGS, RESULT_NA,
		CERTAINTY_HINT, NULL },
	{ "grief-is-not-met-by-sympathy-for-anger", REFUND, "grief 3, anger 2",
		"Dear Ruth,\n\nI can see why you are fed up with us.", CHECK_FEELINGS, RESULT_FAIL,
		CERTAINTY_SURE, NULL },
	{ "thanks-beside-trouble-are-courtesy", REFUND, "anger 2, joy 2", FINE, CHECK_FEELINGS,
		RESULT_PASS, CERTAINTY_HINT, NULL },
	{ "many-apologies", REFUND, "anger 2",
		"Dear Ruth,\n\nI am sorry that nobody answered your three mails. We are sorry. We "
		"apologise. Sorry again for the refund.",
		CHECK_FEELINGS, RESULT_FAIL, CERTAINTY_HINT, "many-apologies" },
	{ "order-late", REFUND, "anger 3", LATE, CHECK_ORDER, RESULT_FAIL, CERTAINTY_LIKELY,
		"acknowledged-late" },
	{ "order-late-to-the-less-upset", REFUND, "anger 2", LATE, CHECK_ORDER, RESULT_FAIL,
		CERTAINTY_HINT, "acknowledged-late" },
	{ "order-business-first", REFUND, "anger 3",
		"Dear Ruth,\n\nPlease send the receipt to our returns desk, and we refund it within "
		"seven days. I can see why you are fed up with us.",
		CHECK_ORDER, RESULT_FAIL, CERTAINTY_HINT, "acknowledged-late" },
	{ "order-early", REFUND, "anger 3", FINE, CHECK_ORDER, RESULT_PASS, CERTAINTY_HINT, NULL },
	{ "order-danger-stopped-first", REFUND, "worry 3",
		"Dear Ruth,\n\nYour card is blocked since 8:37. I can see why you were afraid.",
		CHECK_ORDER, RESULT_PASS, CERTAINTY_HINT, NULL },
	{ "order-of-nothing", REFUND, "anger 3", BARE, CHECK_ORDER, RESULT_NA, CERTAINTY_HINT,
		NULL },
	{ "issue-named", REFUND, "", FINE, CHECK_ISSUE, RESULT_PASS, CERTAINTY_HINT,
		"issue-restated" },
	{ "issue-not-named", REFUND, "", "Dear Ruth,\n\nWe will look into this.", CHECK_ISSUE,
		RESULT_FAIL, CERTAINTY_HINT, "issue-not-named" },
	{ "issue-number-with-a-slip", REFUND, "",
		"Dear Ruth,\n\nYour order 7741920 was refunded today.", CHECK_ISSUE, RESULT_FAIL,
		CERTAINTY_SURE, "number-contradicted" },
	{ "name-right", REFUND, "", FINE, CHECK_NAME, RESULT_PASS, CERTAINTY_HINT, "name-right" },
	{ "name-wrong", REFUND, "", "Dear Magnus,\n\nIt left.", CHECK_NAME, RESULT_FAIL,
		CERTAINTY_SURE, "name-wrong" },
	{ "name-absent", REFUND, "", "Hello,\n\nIt left.", CHECK_NAME, RESULT_FAIL, CERTAINTY_HINT,
		"name-absent" },
	{ "another-order-of-the-same-kind", "My order AB-4711 has not come.", "",
		"Dear Ruth,\n\nYour order AB-9034 left us today.", CHECK_ISSUE, RESULT_FAIL,
		CERTAINTY_LIKELY, "number-contradicted" },
	{ "a-slip-in-an-order", "My order AB-4711 has not come.", "",
		"Dear Ruth,\n\nYour order AB-4717 left us today.", CHECK_ISSUE, RESULT_FAIL,
		CERTAINTY_SURE, "number-contradicted" },
	{ "another-date", "I ordered the lamp on 3 March and it is not here.", "",
		"Dear Ruth,\n\nYou ordered the lamp on 14 April, so it is under way.", CHECK_ISSUE,
		RESULT_FAIL, CERTAINTY_LIKELY, "date-contradicted" },
	{ "another-date-regretted", "Your van was to bring the sofa on 9 October.", "",
		"Dear Ruth,\n\nI'm sorry that the sofa did not come on 19 October.", CHECK_ISSUE,
		RESULT_FAIL, CERTAINTY_SURE, "date-contradicted" },
	{ "another-amount", "I paid 64.90 euros for the lamp.", "",
		"Dear Ruth,\n\nYou paid 81.50 euros for the lamp, as I see.", CHECK_ISSUE,
		RESULT_FAIL, CERTAINTY_LIKELY, "amount-contradicted" },
	{ "a-slip-in-an-amount", "I paid 64.90 euros for the lamp.", "",
		"Dear Ruth,\n\nYou paid 46.90 euros for the lamp, as I see.", CHECK_ISSUE,
		RESULT_FAIL, CERTAINTY_SURE, "amount-contradicted" },
	{ "name-in-passing", REFUND, "", "Oh no, Ruth. It left.", CHECK_NAME, RESULT_PASS,
		CERTAINTY_HINT, "name-right" },
	{ "placeholder-left", CALM, "", "Dear {{contact.first_name}},\n\nYes, we do.",
		CHECK_PLACEHOLDER, RESULT_FAIL, CERTAINTY_SURE, NULL },
	{ "a-hole-is-no-wrong-name", CALM, "", "Dear [CUSTOMER NAME],\n\nYes, we do.", CHECK_NAME,
		RESULT_NA, CERTAINTY_HINT, NULL },
	{ "placeholder-in-the-middle", CALM, "", "Dear Ruth,\n\nIt costs [INSERT AMOUNT] today.",
		CHECK_PLACEHOLDER, RESULT_FAIL, CERTAINTY_SURE, NULL },
	{ "placeholder-null", CALM, "", "Hi null,\n\nYes, we do.", CHECK_PLACEHOLDER, RESULT_FAIL,
		CERTAINTY_SURE, NULL },
	{ "placeholder-of-the-customer's", "My mailing says Hello {{name}}, why?", "",
		"Dear Ruth,\n\nWrite {{ name }} or *|NAME|* there.", CHECK_PLACEHOLDER, RESULT_PASS,
		CERTAINTY_HINT, NULL },
	{ "placeholder-none", CALM, "", FINE, CHECK_PLACEHOLDER, RESULT_PASS, CERTAINTY_HINT,
		NULL },
	{ "tone-blames", REFUND, "anger 2", "Dear Ruth,\n\nYou should have read the terms.",
		CHECK_TONE, RESULT_FAIL, CERTAINTY_LIKELY, "tone-your-fault" },
	{ "tone-fine", REFUND, "anger 2", FINE, CHECK_TONE, RESULT_PASS, CERTAINTY_HINT, NULL },
	{ "script-pasted", REFUND, "anger 2",
		"Dear Ruth,\n\nWe sincerely apologise for any inconvenience this may have caused "
		"you.",
		CHECK_SCRIPT, RESULT_FAIL, CERTAINTY_LIKELY, "script-macro" },
	{ "script-with-a-seam", REFUND, "anger 2",
		"Dear Ruth,\n\nWe sincerely apologise for any inconvenience this may have caused "
		"you. Three mails about one refund is too many.",
		CHECK_SCRIPT, RESULT_PASS, CERTAINTY_HINT, NULL },
	{ "script-to-the-calm", CALM, "",
		"Dear Ruth,\n\nThank you for contacting Fernhill customer support.", CHECK_SCRIPT,
		RESULT_NA, CERTAINTY_HINT, NULL },
	{ "next-step-clear", REFUND, "anger 2", "Dear Ruth,\n\nI will ring you on Thursday.",
		CHECK_NEXT_STEP, RESULT_PASS, CERTAINTY_HINT, NULL },
	{ "next-step-open", REFUND, "anger 2", "Dear Ruth,\n\nHow odd.", CHECK_NEXT_STEP,
		RESULT_FAIL, CERTAINTY_HINT, "next-step-absent" },
	{ "praise-for-a-strong-feeling-met-first", REFUND, "anger 3", FINE, CHECK_PRAISE,
		RESULT_PASS, CERTAINTY_HINT, "specific-and-first" },
	{ "no-praise-where-little-was-asked", REFUND, "anger 2", FINE, CHECK_PRAISE, RESULT_NA,
		CERTAINTY_HINT, NULL },
	{ "no-praise-for-what-is-general", REFUND, "anger 3",
		"Dear Ruth,\n\nI can see why you are fed up with us.", CHECK_PRAISE, RESULT_NA,
		CERTAINTY_HINT, NULL },
	{ "no-praise-for-the-late", REFUND, "anger 3",
		LATE " Three mails about one refund is too many.", CHECK_PRAISE, RESULT_NA,
		CERTAINTY_HINT, NULL },
	{ "no-praise-after-the-business", REFUND, "anger 3",
		"Dear Ruth,\n\nPlease send the receipt to our returns desk, and we refund it within "
		"seven days. Three mails about one refund is too many, and I am sorry that nobody "
		"answered.",
		CHECK_PRAISE, RESULT_NA, CERTAINTY_HINT, NULL },
	{ "no-praise-beside-a-wrong-name", REFUND, "anger 3",
		"Dear Mandy,\n\nThree mails about one refund is too many, and I am sorry that nobody "
		"answered.",
		CHECK_PRAISE, RESULT_NA, CERTAINTY_HINT, NULL },
};

static const Finding *
find(const Findings *findings, guint n)
{
	for (guint i = 0; i < findings->len; i++) {
		const Finding *finding = findings->pdata[i];
		bool is_same = finding->check == cases[n].check &&
			       finding->result == cases[n].result &&
			       (finding->result != RESULT_FAIL ||
				       finding->certainty == cases[n].certainty);
		if (is_same && (cases[n].rule == NULL || g_str_equal(cases[n].rule, finding->rule)))
			return finding;
	}
	return NULL;
}

static Findings *
findings_of(Customer *customer, const Reply *reply, const ScriptMemory *memory)
{
	static const char *const agents[] = { "callum", NULL };
	Case given = { .rulebook = rulebook,
		.language = "en",
		.customer = customer,
		.reply = reply,
		.agent_names = agents,
		.memory = memory,
		.is_mail = true };

	acknowledgement_grade(customer, reply);
	return checks_run(&given);
}

static void
says(gconstpointer data)
{
	guint n = GPOINTER_TO_UINT(data);
	g_autoptr(Customer) customer =
		given_customer(rulebook, cases[n].customer, cases[n].feelings, "Ruth Calder");
	g_autoptr(Reply) reply = reply_read(rulebook, "en", cases[n].reply, customer);
	g_autoptr(GPtrArray) findings = findings_of(customer, reply, NULL);
	const Finding *finding = find(findings, n);

	for (guint i = 0; i < findings->len; i++) {
		const Finding *each = findings->pdata[i];
		g_test_message("%s %s %s: %s", checks[each->check]->name, result_name(each->result),
			each->rule, each->evidence);
	}
	g_assert_nonnull(finding);
	if (finding != NULL && finding->result == RESULT_FAIL) {
		g_assert_cmpstr(finding->rule, !=, "");
		g_assert_cmpstr(finding->advice, !=, "");
	}
}

static void
every_check_says_something(void)
{
	g_autoptr(Customer) customer = given_customer(rulebook, "", "", "");
	g_autoptr(Reply) reply = reply_read(rulebook, "en", "", customer);
	g_autoptr(GPtrArray) findings = findings_of(customer, reply, NULL);
	guint said = 0;

	for (guint i = 0; i < findings->len; i++)
		said |= 1u << ((const Finding *)findings->pdata[i])->check;
	g_assert_cmpuint(said, ==, (1u << N_CHECKS) - 1);
}

/* What is not as the customer wrote, and not wrong either. */
static const struct {
	const char *customer, *reply;
} agreeing[] = {
	{ "My order AB-4711 has not come.", "Your new order number is AB-9034." },
	{ "My order AB-4711 has not come.",
		"Your order AB-4711 was split; your order AB-9034 is the "
		"other half." },
	{ "My order AB-4711 has not come.", "Our ticket number for this is AB-9034." },
	{ "My order AB-4711 has not come.", "Your invoice AB-9034 is attached." },
	{ "My order AB-4711 has not come.", "Your order 77120394 left us today." },
	{ "Neither order AB-4711 nor order AB-4712 has come.", "Your order AB-9034 left us." },
	{ "My customer number is 447110.", "Your order 903421 left us today." },
	{ "I ordered the lamp on 3 March.", "You will receive the lamp on 14 April." },
	{ "I ordered the lamp on 3 March.", "Your next visit on 14 April is booked." },
	{ "I ordered the lamp on 3 March.", "You ordered the lamp on March 3rd." },
	{ "I ordered the lamp on 3 March.", "You ordered the lamp on 03/03." },
	{ "I moved in on 3 March and ordered the lamp on 5 March.",
		"You ordered the lamp on 14 April." },
	{ "I moved in on 3 March.", "You ordered the lamp on 14 April." },
	{ "I paid 64.90 euros for the lamp.", "You paid 64.90 euros for the lamp." },
	{ "I paid 64.90 euros for the lamp.", "You paid 129.80 euros for both lamps together." },
	{ "I paid 60 euros for two lamps.", "You paid 30 euros for the lamp." },
	{ "I paid 64.90 euros for the lamp and 10 euros for the post.",
		"You paid 74.90 euros for the lamp." },
	{ "I paid 64.90 euros for the lamp.", "We refund 32 euros, half of what you paid." },
	{ "I paid 64.90 euros for the lamp.", "You paid between 50 and 60 euros for the lamp." },
	{ "I paid 64.90 euros for the lamp.", "You paid 12.50 euros for the bulbs." },
};

static void
what_only_differs_is_no_contradiction(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(agreeing); i++) {
		g_autoptr(Customer) customer =
			given_customer(rulebook, agreeing[i].customer, "", "Ruth Calder");
		g_autofree char *text = g_strconcat("Dear Ruth,\n\n", agreeing[i].reply, NULL);
		g_autoptr(Reply) reply = reply_read(rulebook, "en", text, customer);
		g_autoptr(GPtrArray) findings = findings_of(customer, reply, NULL);
		for (guint n = 0; n < findings->len; n++) {
			const Finding *finding = findings->pdata[n];
			if (g_str_has_suffix(finding->rule, "-contradicted"))
				g_test_message("%s: %s", agreeing[i].reply, finding->evidence);
			g_assert_false(g_str_has_suffix(finding->rule, "-contradicted"));
		}
	}
}

/* An earlier answer of ours in the thread, and a customer who only goes on. */
static Result
followed_up(const char *earlier, const char *feelings)
{
	g_autoptr(Customer) customer = given_customer(rulebook, REFUND, feelings, "Ruth Calder");
	g_autoptr(Reply) reply = reply_read(rulebook, "en", BARE, customer);
	static const char *const agents[] = { NULL };
	Turn turn = { .text = (char *)earlier, .is_ours = true };
	Conversation conversation = { .signature = (char *)"",
		.customer_from = address_new("Ruth Calder", ""),
		.turns = g_ptr_array_new() };
	Case given = { .rulebook = rulebook,
		.language = "en",
		.customer = customer,
		.reply = reply,
		.conversation = &conversation,
		.agent_names = agents,
		.is_mail = true };

	g_ptr_array_add(conversation.turns, &turn);
	acknowledgement_grade(customer, reply);
	g_autoptr(GPtrArray) findings = checks_run(&given);
	Result result = ((const Finding *)findings->pdata[0])->result;
	g_ptr_array_unref(conversation.turns);
	address_free(conversation.customer_from);
	return result;
}

static void
what_was_taken_up_earlier_is_closed(void)
{
	g_assert_cmpint(followed_up(FINE, "frustration 2"), ==, RESULT_PASS);
	g_assert_cmpint(followed_up(BARE, "frustration 2"), ==, RESULT_FAIL);
	/* ... until they raise it again, louder. */
	g_assert_cmpint(followed_up(FINE, "frustration 3"), ==, RESULT_FAIL);
}

static void
a_hole_within_a_hole_is_one(void)
{
	g_autoptr(Customer) customer = given_customer(rulebook, CALM, "", "Ruth Calder");
	g_autoptr(Reply) reply =
		reply_read(rulebook, "en", "Dear {{first_name}},\n\nYes, we do.", customer);
	g_autoptr(GPtrArray) findings = findings_of(customer, reply, NULL);
	guint n = 0;

	for (guint i = 0; i < findings->len; i++) {
		const Finding *each = findings->pdata[i];
		n += each->check == CHECK_PLACEHOLDER && each->result == RESULT_FAIL;
	}
	g_assert_cmpuint(n, ==, 1);
}

static void
a_name_is_shown_as_it_was_written(void)
{
	static const char written[] = "Mrs O\xe2\x80\x99Hara";
	g_autofree char *text = g_strdup_printf("Dear %s,\n\nIt left.", written);
	g_autoptr(Customer) customer = given_customer(rulebook, REFUND, "", "Ruth Calder");
	g_autoptr(Reply) reply = reply_read(rulebook, "en", text, customer);
	g_autoptr(GPtrArray) findings = findings_of(customer, reply, NULL);
	guint n = 0;

	for (guint i = 0; i < findings->len; i++) {
		const Finding *each = findings->pdata[i];
		if (each->check != CHECK_NAME)
			continue;
		g_assert_cmpstr(each->rule, ==, "name-wrong");
		g_assert_cmpstr(each->evidence, ==, written);
		n++;
	}
	g_assert_cmpuint(n, ==, 1);
}

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
	g_autoptr(GPtrArray) findings = findings_of(customer, reply, &memory);

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

static guint64
fingerprint_of(const char *text)
{
	g_autoptr(Prose) prose = prose_new(text);

	return script_fingerprint(rulebook_lexicon(rulebook), prose, (Span){ 0, prose->length });
}

static void
names_and_numbers_do_not_change_a_fingerprint(void)
{
	guint64 one = fingerprint_of("Thank you for your order 4711 of the Blue Kettle, dear Ann.");
	guint64 two = fingerprint_of("Thank you for your order A-99 of the Lamp, dear {{name}}.");

	g_assert_cmpuint(one, ==, two);
	g_assert_cmpuint(one, !=, fingerprint_of("Thank you for the order of the lamp, my dear."));
	g_assert_cmpuint(fingerprint_of("Many thanks."), ==, 0);
}

static void
a_broken_macro_file_is_an_error(void)
{
	g_autofree char *top = g_dir_make_tmp(NULL, NULL);
	g_autofree char *folder = g_build_filename(top, "en", "macros", NULL);
	g_autofree char *path = g_build_filename(folder, "bad.txt", NULL);
	g_autofree char *language = g_path_get_dirname(folder);
	const char *folders[] = { top, NULL };
	g_autoptr(GError) error = NULL;

	g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
	g_assert_true(g_file_set_contents(path, "Hello \xff there", -1, NULL));
	g_assert_null(scripts_load(folders, rulebook_lexicon(rulebook), &error));
	g_assert_nonnull(error);
	g_assert_true(strstr(error->message, "bad.txt:1: ") != NULL);
	g_assert_cmpint(g_remove(path), ==, 0);
	g_assert_cmpint(g_rmdir(folder), ==, 0);
	g_assert_cmpint(g_rmdir(language), ==, 0);
	g_assert_cmpint(g_rmdir(top), ==, 0);
}

/* A feeling that no rule knew by its words is not asserted. */
static void
what_is_only_told_is_no_assertion(void)
{
	Rule rule = { .means = MEANS_SIGN, .says = (char *)"" };

	g_assert_cmpstr(
		check_feelings_says(&rule, FEELING_ANGER), ==, "It is told like a grievance.");
	g_assert_cmpstr(check_feelings_says(&rule, FEELING_WORRY), ==, "It is told like a worry.");
	rule.means = MEANS_FEELING;
	g_assert_cmpstr(check_feelings_says(&rule, FEELING_ANGER), ==, "");
	rule.says = (char *)"They tell of a flood.";
	g_assert_cmpstr(check_feelings_says(&rule, FEELING_ANGER), ==, "They tell of a flood.");
	g_assert_cmpstr(check_feelings_says(NULL, FEELING_ANGER), ==, "");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	rulebook = given_rulebook();
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/checks/%s", cases[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), says);
	}
	g_test_add_func("/checks/what-only-differs-is-no-contradiction",
		what_only_differs_is_no_contradiction);
	g_test_add_func("/checks/every-check-says-something", every_check_says_something);
	g_test_add_func(
		"/checks/what-is-only-told-is-no-assertion", what_is_only_told_is_no_assertion);
	g_test_add_func(
		"/checks/what-was-taken-up-earlier-is-closed", what_was_taken_up_earlier_is_closed);
	g_test_add_func("/checks/a-hole-within-a-hole-is-one", a_hole_within_a_hole_is_one);
	g_test_add_func("/checks/what-was-sent-often-is-a-script", what_was_sent_often_is_a_script);
	g_test_add_func(
		"/checks/a-name-is-shown-as-it-was-written", a_name_is_shown_as_it_was_written);
	g_test_add_func("/checks/names-and-numbers-do-not-change-a-fingerprint",
		names_and_numbers_do_not_change_a_fingerprint);
	g_test_add_func("/checks/a-broken-macro-file-is-an-error", a_broken_macro_file_is_an_error);
	int status = g_test_run();
	rulebook_unref(rulebook);
	return status;
}
