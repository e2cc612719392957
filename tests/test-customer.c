/* test-customer.c - whole mails: what the customer let show, how strongly, in which words.
 * SPDX-License-Identifier: MIT */
#include "customer.h"

#include <string.h>

#include "own-rules.h"

static Rulebook *rulebook;

static const struct {
	const char *name;
	const char *text;
	const char *expected; /* "feeling intensity" of the strongest two, by family; "" is calm */
} mails[] = {
	{ "a-question-is-calm",
		"Good morning,\n\ncould you tell me whether the 300 l water butt fits through a "
		"door of 80 cm? I'd fetch it on Saturday.\n\nMany thanks\nJonas Feld",
		"" },
	{ "a-fault-told-once-is-calm",
		"Hello, the left lamp of the mirror (order 4411) does not light. Is there a fuse "
		"I can change myself?\n\nIda",
		"" },
	{ "a-courtesy-is-no-fear",
		"Dear Mr Holt, I'm afraid our VAT number is missing from invoice 20931. Could I "
		"have a corrected copy? Kind regards, Ada Lund",
		"" },
	{ "a-date-is-no-deadline",
		"Hi, we'd like to book table 4 for Friday the 12th, six people, one high chair. "
		"See you then, Marta",
		"" },
	{ "a-dead-battery-is-no-death",
		"Hello, the battery of my bicycle lamp died after three winters. Which type do I "
		"need? Thanks, Ole",
		"" },
	{ "somebody-elses-words-are-not-the-writers",
		"For the training we need examples such as \"This is a disgrace, I am furious "
		"with you people\". Could you send ten more by Friday? Best wishes, Kim",
		"" },
	{ "nothing-presses",
		"The blue cups still have not arrived, but there is no hurry at all, the party is "
		"in autumn.\n\nBest\nLea",
		"" },
	{ "praise-is-joy-not-trouble",
		"I only wanted to say how happy we are with the sink. Your fitter went out of his "
		"way to carry it upstairs, although the lift was broken and he was late already.",
		"joy 3" },
	{ "the-third-letter",
		"This is my third letter about the boiler. I have had no reply to the others.",
		"ignored 3, frustration 2" },
	{ "said-in-so-many-words", "I am absolutely furious about this bill.", "anger 3" },
	{ "two-rules-make-it-strong",
		"I have been waiting for the engineer for five weeks. Every time I ring I am "
		"passed from one department to the next.",
		"frustration 3" },
	{ "a-death",
		"My mother died in March and letters in her name keep coming. Whom must I tell?",
		"grief 3" },
	{ "afraid-for-the-savings",
		"There are three payments I never made and I can't sleep. Is my money safe?",
		"worry 3" },
	{ "a-deadline-with-trouble", "The passports have not arrived and we fly on Friday.",
		"urgency 3" },
	{ "how-it-is-told-shows-it",
		"The cot was to come on the 3rd, then on the 9th. On the 9th I was at home from "
		"seven in the morning and it did not. At night my wife looked and your page had "
		"another date. So our son sleeps in a drawer now, and my neighbour laughs.",
		"frustration 2" },
	{ "a-story-with-thanks-is-calm",
		"Dear Ms Roos, on Monday we collected the cot and on Tuesday the mattress. Our son "
		"sleeps in it already. Could you tell us which sheets fit? Many thanks and kind "
		"regards, Nadia and Paul",
		"" },
	{ "told-and-nothing-else",
		"The locksmith you sent looked at our gate twice. It has no handle since.",
		"frustration 2" },
	{ "told-with-a-request-is-calm",
		"The locksmith you sent looked at our gate twice. It has no handle yet, could he "
		"bring one on Friday? Many thanks, Ann",
		"" },
	{ "ashamed", "I feel such a fool, I gave him the code.", "embarrassment 3" },
};

static char *
told(const Customer *customer)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < customer->feelings->len; i++) {
		const Feeling *feeling = customer->feelings->pdata[i];
		if (feeling->intensity >= 2)
			g_string_append_printf(out, "%s%s %d", out->len > 0 ? ", " : "",
				feeling_name(feeling->kind), feeling->intensity);
	}
	return g_string_free(out, FALSE);
}

static void
feels(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(Customer) customer = customer_read(rulebook, "en", mails[i].text, "");
	g_autofree char *got = told(customer);

	if (*mails[i].expected == '\0')
		g_assert_cmpstr(got, ==, "");
	else if (!g_str_has_prefix(got, mails[i].expected))
		g_assert_cmpstr(got, ==, mails[i].expected);
}

static void
evidence_is_quoted_as_written(void)
{
	const char *text = "Hello,\n\nI\xe2\x80\x99m  absolutely\nfurious about this bill.";
	g_autoptr(Customer) customer = customer_read(rulebook, "en", text, "");
	const Feeling *anger = customer_feels(customer, FEELING_ANGER);

	g_assert_nonnull(anger);
	g_assert_nonnull(strstr(text, anger->evidence));
	g_assert_nonnull(strstr(anger->evidence, "furious"));
	g_assert_true(anger->is_explicit);
	g_assert_cmpint(customer_upset(customer), ==, 3);
	g_assert_null(customer_feels(customer, FEELING_GRIEF));
}

static void
what_happened_only_implies(void)
{
	g_autoptr(Customer) customer = customer_read(
		rulebook, "en", "I have been waiting for my deposit for five weeks.", "");
	const Feeling *feeling = customer_feels(customer, FEELING_FRUSTRATION);

	g_assert_nonnull(feeling);
	g_assert_false(feeling->is_explicit);
}

static bool
is_certain(const char *text)
{
	g_autoptr(Customer) customer = customer_read(rulebook, "en", text, "");
	bool any = false;

	g_assert_cmpint(customer_upset(customer), >=, 2);
	for (guint i = 0; i < customer->feelings->len; i++)
		any |= ((const Feeling *)customer->feelings->pdata[i])->is_certain;
	return any;
}

static void
certain_is_what_all_of_it_says(void)
{
	g_assert_true(is_certain("I rang three times and nobody answers. You took the rent twice, "
				 "and I am angry."));
	g_assert_true(is_certain("My mother died on Sunday. Please close her account."));
	/* one word of it, and a question */
	g_assert_false(is_certain("I am frustrated with the new menu. Where is the print button?"));
}

static void
at_most_four_feelings(void)
{
	g_autoptr(Customer) customer = customer_read(rulebook, "en",
		"I am furious. I am so disappointed. I am very worried. I am ashamed. I am "
		"completely confused. I am exasperated. Nobody has replied since May. I feel "
		"heartbroken.",
		"");

	g_assert_cmpuint(customer->feelings->len, ==, 4);
	for (guint i = 1; i < customer->feelings->len; i++) {
		const Feeling *one = customer->feelings->pdata[i - 1];
		const Feeling *next = customer->feelings->pdata[i];
		g_assert_cmpint(one->intensity, >=, next->intensity);
	}
}

static void
events_are_noted_beside_feelings(void)
{
	g_autoptr(Customer) customer = customer_read(rulebook, "en",
		"My husband died in May. I am moving house on the 30th.", "Ann Lee");

	g_assert_cmpuint(customer->events & (1U << EVENT_BEREAVEMENT), !=, 0);
	g_assert_cmpuint(customer->events & (1U << EVENT_MOVING), !=, 0);
	g_assert_cmpuint(customer->events & (1U << EVENT_BABY), ==, 0);
	g_assert_cmpstr(customer->name, ==, "Ann Lee");
}

static void
nothing_written_is_calm(void)
{
	g_autoptr(Customer) customer = customer_read(rulebook, "en", "", NULL);

	g_assert_cmpuint(customer->feelings->len, ==, 0);
	g_assert_cmpint(customer_upset(customer), ==, 0);
	g_assert_cmpuint(customer->events, ==, 0);
	g_assert_cmpstr(customer->name, ==, "");
	customer_free(NULL);
}

/* What their rules ask for is read as well, and is no hole. */
static void
holes_are_found_but_not_all_of_many(void)
{
	static const guint many[] = { 0, 1, 19, 20, 21, 40 };
	g_auto(OwnRules) folder = own_rules_new("en/a.rules",
		"[about]\nside = reply\nmeans = signal\nmatch = /code/\nhit = h\nmiss = m\n"
		"[hole]\nmeans = placeholder\nmatch = /\\{\\w+\\}/\nif = about\nhit = h\nmiss = m\n");
	const char *folders[] = { folder, NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(Rulebook) own = rulebook_load(folders, &error);

	g_assert_no_error(error);
	for (guint i = 0; i < G_N_ELEMENTS(many); i++) {
		g_autoptr(GString) text = g_string_new("Hello.");
		for (guint k = 0; k < many[i]; k++)
			g_string_append_printf(text, " The code is {h%u}.", k);
		g_autoptr(Customer) customer = customer_read(own, "en", text->str, NULL);
		customer->holes = customer_find_holes(own, "en", customer);
		g_assert_cmpuint(customer->holes->len, ==, MIN(many[i], 20));
		for (guint k = 0; k < customer->holes->len; k++) {
			g_autofree char *hole = g_strdup_printf("{h%u}", k);
			g_assert_cmpstr(customer->holes->pdata[k], ==, hole);
		}
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_autofree char *rules = shipped_rules();
	const char *folders[] = { rules, NULL };
	g_autoptr(GError) error = NULL;

	rulebook = rulebook_load(folders, &error);
	g_assert_no_error(error);
	for (guint i = 0; i < G_N_ELEMENTS(mails); i++) {
		g_autofree char *path = g_strconcat("/customer/feels/", mails[i].name, NULL);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), feels);
	}
	g_test_add_func("/customer/evidence-is-quoted-as-written", evidence_is_quoted_as_written);
	g_test_add_func("/customer/what-happened-only-implies", what_happened_only_implies);
	g_test_add_func("/customer/certain-is-what-all-of-it-says", certain_is_what_all_of_it_says);
	g_test_add_func("/customer/at-most-four-feelings", at_most_four_feelings);
	g_test_add_func(
		"/customer/events-are-noted-beside-feelings", events_are_noted_beside_feelings);
	g_test_add_func("/customer/nothing-written-is-calm", nothing_written_is_calm);
	g_test_add_func("/customer/holes-are-found-but-not-all-of-many",
		holes_are_found_but_not_all_of_many);
	int status = g_test_run();
	rulebook_unref(rulebook);
	return status;
}
