/* test-phrases.c - single sentences, by what they are: tests/phrases/. SPDX-License-Identifier: MIT
 */
#include "given.h"

#include <string.h>

static Rulebook *rulebook;

static const char lift[] = "The lift in our house has been broken again since Tuesday and nobody "
			   "answers my calls. My neighbour is in a wheelchair. I've had it with "
			   "you.\n\nPetra Brandt";
static const char cello[] = "The cello arrived this morning and it sings! My daughter played until "
			    "bedtime. Please tell Jonas thank you.\n\nPetra Brandt";

static const char codes[] = "I read the codes from my card to a man who rang and said that he was "
			    "from the bank. I was a cashier for thirty years.\n\nPetra Brandt";
static const char brother[] =
	"My brother died on 3 May. I am closing his account with you; he liked "
	"the garden page, and I have his password on a card in his "
	"handwriting.\n\nPetra Brandt";
static const char letter[] =
	"I have read the letter three times. First it says that I owe 90 euros, "
	"then that I get 40 back. What do I have to do?\n\nPetra Brandt";
static const char passport[] = "My passport is still in your office and my flight to my sister's "
			       "wedding leaves tomorrow at 6.\n\nPetra Brandt";

typedef bool (*Expectation)(const Customer *customer, const Findings *findings);

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

static bool
is_blame(const Customer *customer, const Findings *findings)
{
	(void)customer;
	return has_failed(findings, CHECK_TONE);
}

static bool
is_no_blame(const Customer *customer, const Findings *findings)
{
	return !is_blame(customer, findings);
}

static bool
is_hole(const Customer *customer, const Findings *findings)
{
	(void)customer;
	return has_failed(findings, CHECK_PLACEHOLDER);
}

static bool
is_no_hole(const Customer *customer, const Findings *findings)
{
	return !is_hole(customer, findings);
}

static bool
takes_up(const Customer *customer, const Findings *findings)
{
	(void)findings;
	return given_best_grade(customer) >= GRADE_GENERIC;
}

static bool
takes_up_nothing(const Customer *customer, const Findings *findings)
{
	return !takes_up(customer, findings);
}

static const struct {
	const char *file, *customer, *feelings;
	Expectation expected;
} cases[] = {
	{ "blame", lift, "frustration 2", is_blame },
	{ "courtesy", lift, "frustration 2", is_no_blame },
	{ "formula", lift, "anger 3", takes_up_nothing },
	{ "genuine", lift, "anger 3", takes_up },
	{ "goes-past", lift, "anger 3", takes_up_nothing },
	{ "joy-shared", cello, "joy 3", takes_up },
	{ "joy-missed", cello, "joy 3", takes_up_nothing },
	{ "shame-lifted", codes, "embarrassment 3", takes_up },
	{ "shame-missed", codes, "embarrassment 3", takes_up_nothing },
	{ "grief-met", brother, "grief 3", takes_up },
	{ "grief-missed", brother, "grief 3", takes_up_nothing },
	{ "muddle-owned", letter, "confusion 3", takes_up },
	{ "muddle-missed", letter, "confusion 3", takes_up_nothing },
	{ "haste-met", passport, "urgency 3", takes_up },
	{ "haste-missed", passport, "urgency 3", takes_up_nothing },
	{ "holes", cello, "", is_hole },
	{ "no-holes", cello, "", is_no_hole },
};

/* A sentence that greets stands first, any other after a greeting. */
static char *
reply_of(const char *sentence)
{
	static const char *const greetings[] = { "Dear ", "Hi ", "Hello " };

	for (guint i = 0; i < G_N_ELEMENTS(greetings); i++)
		if (g_str_has_prefix(sentence, greetings[i]))
			return g_strdup_printf("%s\n\nThe part is ordered.", sentence);
	return g_strdup_printf("Dear Ms Brandt,\n\n%s", sentence);
}

static bool
is_as_expected(guint n, const char *sentence)
{
	static const char *const agents[] = { NULL };
	g_autofree char *text = reply_of(sentence);
	g_autoptr(Customer) customer =
		given_customer(rulebook, cases[n].customer, cases[n].feelings, "");
	g_autoptr(Reply) reply = reply_read(rulebook, "en", text, customer);
	Case given = { .rulebook = rulebook,
		.language = "en",
		.customer = customer,
		.reply = reply,
		.agent_names = agents,
		.is_mail = true };

	acknowledgement_grade(customer, reply);
	g_autoptr(GPtrArray) findings = checks_run(&given);
	return cases[n].expected(customer, findings);
}

static bool
grieves(const Customer *customer)
{
	const Feeling *grief = customer_feels(customer, FEELING_GRIEF);

	return grief != NULL && grief->intensity >= INTENSITY_CLEAR;
}

static bool
is_upset(const Customer *customer)
{
	return customer_upset(customer) >= INTENSITY_CLEAR;
}

static bool
is_calm(const Customer *customer)
{
	return !is_upset(customer);
}

/* What customers write: each line is a mail. */
static const struct {
	const char *file;
	bool (*expected)(const Customer *customer);
} told[] = {
	{ "tells-grief", grieves },
	{ "tells-haste", is_upset },
	{ "tells-fear", is_upset },
	{ "tells-leaving", is_upset },
	{ "tells-nothing", is_calm },
};

static bool
is_told(guint n, const char *sentence)
{
	g_autoptr(Customer) customer = customer_read(rulebook, "en", sentence, "");

	return told[n].expected(customer);
}

static void
check_lines(const char *file, guint n, bool (*is_right)(guint n, const char *sentence))
{
	guint lines = 0;
	const char *top = g_getenv("top_srcdir");
	g_autofree char *name = g_strconcat(file, ".txt", NULL);
	g_autofree char *path =
		g_build_filename(top != NULL ? top : ".", "tests", "phrases", name, NULL);
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;

	g_file_get_contents(path, &text, NULL, &error);
	g_assert_no_error(error);
	g_auto(GStrv) sentences = g_strsplit(text, "\n", -1);
	for (guint i = 0; sentences[i] != NULL; i++) {
		if (*sentences[i] == '\0' || g_str_has_prefix(sentences[i], "# "))
			continue;
		lines++;
		if (!is_right(n, sentences[i])) {
			g_test_message("%s:%u: %s", name, i + 1, sentences[i]);
			g_test_fail();
		}
	}
	g_assert_cmpuint(lines, >, 5);
}

static void
every_reply_is_what_it_is(gconstpointer data)
{
	guint n = GPOINTER_TO_UINT(data);

	check_lines(cases[n].file, n, is_as_expected);
}

static void
every_mail_tells_what_it_tells(gconstpointer data)
{
	guint n = GPOINTER_TO_UINT(data);

	check_lines(told[n].file, n, is_told);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	rulebook = given_rulebook();
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/phrases/%s", cases[i].file);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), every_reply_is_what_it_is);
	}
	for (guint i = 0; i < G_N_ELEMENTS(told); i++) {
		g_autofree char *path = g_strdup_printf("/phrases/%s", told[i].file);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), every_mail_tells_what_it_tells);
	}
	int status = g_test_run();
	rulebook_unref(rulebook);
	return status;
}
