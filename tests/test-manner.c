/* test-manner.c - answers.weights: what an answer to somebody who is upset adds up to.
 * SPDX-License-Identifier: MIT */
#include "manner.h"

#include <string.h>

#include "acknowledgement.h"
#include "errors.h"
#include "own-rules.h"

#define EXAMPLES "hit = h\nmiss = m\n"
#define SAYS EXAMPLES "says = It argues.\ntry = Say what you did.\n"

static const char rules[] =
	"[cross]\nmeans = anger 3\nexplicit = yes\nmatch = /\\bfurious\\b/\n" EXAMPLES
	"[grumpy]\nmeans = anger 2\nexplicit = yes\nmatch = /\\bgrumpy\\b/\n" EXAMPLES
	"[sigh]\nmeans = anger 2\nmatch = /\\bsigh\\b/\n" EXAMPLES
	"[glad]\nmeans = shares-joy\nmatch = /\\bhow lovely\\b/\n" SAYS
	"[side]\nmeans = legitimises\nmatch = /\\byou are right\\b/\n" EXAMPLES
	"[anger]\nmeans = names-feeling\nfits = anger\nmatch = /\\byour anger\\b/\n" EXAMPLES
	"[stock]\nmeans = formula\nmatch = /\\bsorry for the trouble\\b/\n" EXAMPLES
	"[terms]\nmeans = policy\nmatch = /\\bour terms\\b/\n" EXAMPLES
	"[usual]\nmeans = cold\nmatch = /\\busually\\b/\nmatch = /\\bas a rule\\b/\n" SAYS
	"[only]\nmeans = cold\nmatch = /\\bonly\\b/\n" SAYS
	"[others]\nmeans = cold\nmatch = /\\bother people\\b/\n" SAYS
	"[lecture]\nmeans = dismissal\nmatch = /\\bnext time\\b/\n" SAYS
	"[done]\nmeans = warm\nmatch = /\\btoday\\b/\n" SAYS;

#define CUSTOMER "I am furious. The blue lantern broke."
#define TEN_WORDS " one two three four five six seven eight nine ten"

static const char table[] = "[text]\nstart = -20 -10\n"
			    "[rules]\nterms = 25 0\nusual = 0 6\nothers = 0 33\ndone = -9 -9\n";

/* weights: NULL for no such file. The message of what is wrong, or NULL. */
static char *
load(const char *weights, Rulebook **rulebook_out)
{
	g_auto(OwnRules) folder = own_rules_new("en/a.rules", rules);
	const char *folders[] = { folder, NULL };
	g_autoptr(GError) error = NULL;

	if (weights != NULL)
		own_rules_put(folder, "en/answers.weights", weights);
	*rulebook_out = rulebook_load(folders, &error);
	return error != NULL ? g_strdup(error->message) : NULL;
}

static const struct {
	const char *name, *weights, *answer;
	Grade grade;
} answers[] = {
	{ "an-acknowledgement", table, "Hello,\n\nyou are right.", GRADE_GENERIC },
	{ "among-terms-it-is-a-formula", table, "Hello,\n\nyou are right. See our terms.",
		GRADE_FORMULA },
	{ "what-is-done-weighs-against-it", table,
		"Hello,\n\nyou are right. See our terms, it comes today.", GRADE_GENERIC },
	{ "the-feeling-by-its-name-stands", table, "Hello,\n\nI see your anger. See our terms.",
		GRADE_GENERIC },
	{ "a-sign-twice-counts-once", table, "Hello,\n\nit usually fits. It usually does.",
		GRADE_NONE },
	{ "cold", table, "Hello,\n\nother people like it.", GRADE_DISMISSIVE },
	{ "colder-than-warm", table, "Hello,\n\nother people like it. It comes today.",
		GRADE_DISMISSIVE },
	{ "warmer-than-cold", table, "Hello,\n\nit usually fits. It comes today.", GRADE_NONE },
	{ "met-is-not-cold", table,
		"Hello,\n\nyou are right, but other people like it. It comes today.",
		GRADE_GENERIC },
	{ "unless-all-of-it-is-cold", table, "Hello,\n\nyou are right, but other people like it.",
		GRADE_DISMISSIVE },
	{ "unless-it-is-met-in-their-case", table,
		"Hello,\n\nyou are right about the blue lantern that broke, but other people like it.",
		GRADE_SPECIFIC },
	{ "unless-just-what-was-felt-is-named", table,
		"Hello,\n\nI see your anger, but other people like it.", GRADE_GENERIC },
	{ "cold-behind-a-stock-phrase", "[text]\nstart = -20 -10\n[rules]\nothers = 0 20\n",
		"Hello,\n\nsorry for the trouble. Other people like it.", GRADE_FORMULA },
	{ "colder-than-a-stock-phrase", table,
		"Hello,\n\nsorry for the trouble. Other people like it.", GRADE_DISMISSIVE },
	{ "harsh", table, "Hello,\n\nlook first next time.", GRADE_DISMISSIVE },
	{ "harsh-and-warm", table, "Hello,\n\nlook first next time. It comes today.",
		GRADE_DISMISSIVE },
	{ "brief", "[text]\nstart = -20 -10\nbrief = 0 4\n[rules]\nusual = 0 6\n",
		"Hello,\n\nit usually fits.", GRADE_DISMISSIVE },
	{ "still-brief", "[text]\nstart = -20 -10\nbrief = 0 4\n[rules]\nusual = 0 6\n",
		"It usually fits" TEN_WORDS " and five and six and seven.", GRADE_DISMISSIVE },
	{ "not-brief", "[text]\nstart = -20 -10\nbrief = 0 4\n[rules]\nusual = 0 6\n",
		"It usually fits" TEN_WORDS " and five and six and seven more.", GRADE_NONE },
	{ "long", "[text]\nstart = -20 -10\nlong = 0 4\n[rules]\nusual = 0 6\n",
		"It usually fits. We have" TEN_WORDS TEN_WORDS TEN_WORDS TEN_WORDS TEN_WORDS
			TEN_WORDS TEN_WORDS " and five and six more.",
		GRADE_DISMISSIVE },
	{ "not-long", "[text]\nstart = -20 -10\nlong = 0 4\n[rules]\nusual = 0 6\n",
		"It usually fits. We have" TEN_WORDS TEN_WORDS TEN_WORDS TEN_WORDS TEN_WORDS
			TEN_WORDS TEN_WORDS " and five and six.",
		GRADE_NONE },
	{ "without-a-table-roles-decide", NULL, "Hello,\n\nyou are right. See our terms.",
		GRADE_GENERIC },
	{ "without-a-table-nothing-is-cold", NULL, "Hello,\n\nother people usually like it.",
		GRADE_NONE },
};

static void
is_graded(gconstpointer data)
{
	guint n = GPOINTER_TO_UINT(data);
	g_autoptr(Rulebook) rulebook = NULL;
	g_autofree char *wrong = load(answers[n].weights, &rulebook);

	g_assert_null(wrong);
	g_autoptr(Customer) customer = customer_read(rulebook, "en", CUSTOMER, "");
	g_autoptr(Reply) reply = reply_read(rulebook, "en", answers[n].answer, customer);
	acknowledgement_grade(customer, reply);
	const Feeling *feeling = customer->feelings->pdata[0];
	g_assert_cmpint(feeling->acknowledged, ==, answers[n].grade);
}

static const struct {
	const char *name, *weights, *message;
} bad[] = {
	{ "too-few", "[rules]\nusual = 1\n",
		":2: usual: 1 numbers where 2 are needed: unmet cold" },
	{ "too-many", "[rules]\nusual = 1 2 3\n", ":2: usual: expected 2 whole numbers" },
	{ "a-rule-about-the-customer", "[rules]\ncross = 1 2\n",
		":2: [cross] is no rule about the answer" },
	{ "no-such-trait", "[text]\ncalm = 1 2\n",
		":2: \"calm\" is no trait of a text; they are start, formula" },
};

static void
is_refused(gconstpointer data)
{
	guint n = GPOINTER_TO_UINT(data);
	Rulebook *rulebook = NULL;
	g_autofree char *wrong = load(bad[n].weights, &rulebook);

	g_assert_null(rulebook);
	g_assert_nonnull(wrong);
	if (strstr(wrong, bad[n].message) == NULL)
		g_test_message("%s", wrong);
	g_assert_nonnull(strstr(wrong, bad[n].message));
}

static const struct {
	const char *name, *weights, *answer, *rule, *sentence;
} coldest[] = {
	{ "the-coldest-sentence-is-named", table,
		"Hello,\n\nit usually fits. Other people like it.", "others",
		"Other people like it." },
	{ "what-a-sentence-says-in-two-ways-counts-once",
		"[text]\nstart = -20 -10\n[rules]\nusual = 0 12\nonly = 0 1\nothers = 0 20\n",
		"Hello,\n\nit usually is only so as a rule. Other people like it.", "others",
		"Other people like it." },
	{ "two-signs-together-are-colder-than-one",
		"[text]\nstart = -20 -10\n[rules]\nusual = 0 12\nonly = 0 11\nothers = 0 20\n",
		"Hello,\n\nit usually is only so. Other people like it.", "usual",
		"it usually is only so." },
};

static void
is_named(gconstpointer data)
{
	guint n = GPOINTER_TO_UINT(data);
	g_autoptr(Rulebook) rulebook = NULL;
	g_autofree char *wrong = load(coldest[n].weights, &rulebook);

	g_assert_null(wrong);
	g_autoptr(Customer) customer = customer_read(rulebook, "en", CUSTOMER, "");
	g_autoptr(Reply) reply = reply_read(rulebook, "en", coldest[n].answer, customer);
	Manner manner = manner_of(customer, reply);
	g_assert_true(manner.is_cold);
	g_assert_true(manner.is_certain);
	g_assert_cmpstr(manner.rule->name, ==, coldest[n].rule);
	g_autofree char *words = prose_quote(reply->prose, reply->sentences[manner.sentence].span);
	g_assert_cmpstr(words, ==, coldest[n].sentence);
}

static Grade
grade_of_gladness(const Rulebook *rulebook, const char *text)
{
	g_autoptr(Customer) customer = customer_read(rulebook, "en", text, "");
	g_autoptr(Reply) reply = reply_read(rulebook, "en",
		"Hello,\n\nhow lovely that the blue lantern hangs! Other people like it.",
		customer);

	acknowledgement_grade(customer, reply);
	const Feeling *feeling = customer->feelings->pdata[0];
	return feeling->acknowledged;
}

static void
gladness_makes_up_for_it_where_trouble_is_a_guess(void)
{
	g_autoptr(Rulebook) rulebook = NULL;
	g_autofree char *wrong = load(table, &rulebook);

	g_assert_null(wrong);
	g_assert_cmpint(
		grade_of_gladness(rulebook, "A sigh. The blue lantern hangs."), ==, GRADE_SPECIFIC);
	g_assert_cmpint(grade_of_gladness(rulebook, "I am grumpy. The blue lantern hangs."), ==,
		GRADE_DISMISSIVE);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(answers); i++) {
		g_autofree char *path = g_strconcat("/manner/", answers[i].name, NULL);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_graded);
	}
	for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autofree char *path = g_strconcat("/manner/refused/", bad[i].name, NULL);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_refused);
	}
	for (guint i = 0; i < G_N_ELEMENTS(coldest); i++) {
		g_autofree char *path = g_strconcat("/manner/", coldest[i].name, NULL);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_named);
	}
	g_test_add_func("/manner/gladness-makes-up-for-it-where-trouble-is-a-guess",
		gladness_makes_up_for_it_where_trouble_is_a_guess);
	return g_test_run();
}
