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

static void
every_line_is_what_it_is(gconstpointer data)
{
	guint n = GPOINTER_TO_UINT(data), lines = 0;
	const char *top = g_getenv("top_srcdir");
	g_autofree char *name = g_strconcat(cases[n].file, ".txt", NULL);
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
		if (!is_as_expected(n, sentences[i])) {
			g_test_message("%s:%u: %s", name, i + 1, sentences[i]);
			g_test_fail();
		}
	}
	g_assert_cmpuint(lines, >, 5);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	rulebook = given_rulebook();
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/phrases/%s", cases[i].file);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), every_line_is_what_it_is);
	}
	int status = g_test_run();
	rulebook_unref(rulebook);
	return status;
}
