/* test-reply.c - a reply's sentences, their roles, and what they take up. SPDX-License-Identifier:
 * MIT
 */
#include "given.h"

#include <string.h>

static Rulebook *rulebook;

static const char kettle[] = "Hello,\n\nthe kettle I bought on 3 May leaks at the handle, order "
			     "40712. I have written three times and nobody answered, the kitchen "
			     "floor is ruined and my patience is at an end now.\n\nRuth Calder";

static const struct {
	const char *name, *reply;
	Means means;
	bool expected;
} roles[] = {
	{ "an-apology-regrets", "I'm sorry that the kettle leaks.", MEANS_REGRET, true },
	{ "no-need-to-apologise", "There is no need to apologise.", MEANS_REGRET, false },
	{ "a-stock-phrase", "We apologise for any inconvenience caused.", MEANS_FORMULA, true },
	{ "thanks", "Thank you for contacting us today.", MEANS_THANKS, true },
	{ "a-feeling-named", "I can see why you are fed up with us.", MEANS_NAMES_FEELING, true },
	{ "a-side-taken", "Nobody should have to write three times.", MEANS_LEGITIMISES, true },
	{ "a-fault-owned", "That was our mistake.", MEANS_RESPONSIBILITY, true },
	{ "a-condolence", "I am very sorry for your loss.", MEANS_CONDOLENCE, true },
	{ "joy-shared", "How lovely to hear that it sings again!", MEANS_SHARES_JOY, true },
	{ "a-request", "Please send a photo of the handle.", MEANS_REQUEST, true },
	{ "a-promise", "I will ring you on Thursday.", MEANS_COMMITMENT, true },
	{ "a-deed", "I've refunded the kettle.", MEANS_SOLUTION, true },
	{ "blame", "You should have read the leaflet first.", MEANS_DISMISSAL, true },
	{ "not-blame", "You should not have had to write three times.", MEANS_DISMISSAL, false },
	{ "blame-in-quotes-is-reported", "He should not have told you to \"calm down\" at all.",
		MEANS_DISMISSAL, false },
	{ "taken-back", "I'm sorry about the floor, but our terms do not cover it.",
		MEANS_TAKEN_BACK, true },
	{ "a-hole-left", "Hello {{name}}, it left today.", MEANS_PLACEHOLDER, true },
};

static void
plays(gconstpointer data)
{
	guint n = GPOINTER_TO_UINT(data);
	g_autoptr(Customer) customer = given_customer(rulebook, kettle, "anger 3", "");
	g_autoptr(Reply) reply = reply_read(rulebook, "en", roles[n].reply, customer);
	bool found = false;

	for (size_t i = 0; i < reply->prose->n_sentences; i++)
		found |= reply_plays(reply, i, ROLE(roles[n].means));
	g_assert_cmpint(found, ==, roles[n].expected);
}

static void
the_greeting_is_a_sentence_of_its_own(void)
{
	g_autoptr(Customer) customer = given_customer(rulebook, kettle, "anger 3", "");
	g_autoptr(Reply) reply =
		reply_read(rulebook, "en", "Hi Ruth, sorry that it leaks. It is odd.", customer);

	g_assert_cmpstr(reply->greeted, ==, "Ruth");
	g_assert_true(reply->is_addressed);
	g_assert_cmpuint(reply->first, ==, 1);
	g_assert_cmpuint(reply->prose->n_sentences, ==, 3);
	g_assert_true(reply_plays(reply, 0, ROLE(MEANS_GREETING)));
	/* '^' finds what follows the greeting. */
	g_assert_nonnull(reply_hit(reply, 1, MEANS_REGRET));
	g_assert_cmpuint(reply_words_before(reply, 2), ==, 4);
}

static void
a_handle_in_its_own_line_is_one_too(void)
{
	g_autoptr(Customer) customer = given_customer(rulebook, kettle, "anger 3", "");
	g_autoptr(Reply) reply = reply_read(rulebook, "en", "@ruth\nit leaks no more", customer);
	const Prose *prose = reply->prose;

	g_assert_cmpuint(prose->n_sentences, ==, 2);
	g_autofree char *rest = prose_quote(prose, prose->sentences[1].span);
	g_assert_cmpstr(rest, ==, "it leaks no more");
}

static void
a_name_in_passing_addresses(void)
{
	static const struct {
		const char *text;
		bool expected;
	} cases[] = {
		{ "Oh no, Ruth! That is bad.", true },
		{ "Thanks Ruth. We will look.", true },
		{ "Sorry about the kettle, Ruth.", true },
		{ "Good catch Ruth. We will look.", true },
		{ "It is made by hand Ruth, each of them.", true },
		{ "Not slow at all, Mr Brandl: it is hidden well.", true },
		{ "@ruth_b Ruth, that is bad.", true },
		{ "We have told Ruth. She will look.", false },
		{ "It was packed by Tom and Ruth. We will look.", false },
		{ "We have a letter from your neighbour, Mr Brandl from no. 4.", false },
		{ "It is made in Solingen, Germany.", false },
		{ "We will look into it.\n\nCheers, Tom", false },
		{ "Sadly, it is broken.", false },
	};
	g_autoptr(Customer) customer = given_customer(rulebook, kettle, "anger 3", "");

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Reply) reply = reply_read(rulebook, "en", cases[i].text, customer);
		g_test_message("%s", cases[i].text);
		g_assert_cmpint(reply->is_addressed, ==, cases[i].expected);
	}
}

static void
their_own_words_handed_back_are_an_echo(void)
{
	g_autoptr(Customer) customer = given_customer(rulebook, kettle, "anger 3", "");
	g_autoptr(Reply) echo = reply_read(rulebook, "en",
		"I understand that you have written three times and nobody answered, the kitchen "
		"floor is ruined and your patience is at an end.",
		customer);
	g_autoptr(Reply) own = reply_read(rulebook, "en",
		"Three mails without an answer while the floor was being ruined is too many.",
		customer);

	g_assert_true(echo->sentences[0].is_echo);
	g_assert_false(own->sentences[0].is_echo);
	g_assert_false(own->sentences[0].is_mere_echo);
	g_assert_cmpfloat(own->sentences[0].weight, >, 0);
}

static void
weight_is_counted_within_a_span(void)
{
	g_autoptr(Customer) customer = given_customer(rulebook, kettle, "anger 3", "");
	g_autoptr(Reply) reply =
		reply_read(rulebook, "en", "The kettle is with us and so is the floor.", customer);
	Span whole = reply->sentences[0].span, none = { whole.end, whole.end };

	g_assert_cmpfloat(reply_weight_within(reply, 0, whole), ==, reply->sentences[0].weight);
	g_assert_cmpfloat(reply_weight_within(reply, 0, none), ==, 0);
}

static void
nothing_is_read_as_nothing(void)
{
	static const char *const texts[] = { "", " ", "\n\n", "\xff\xfe", "Hi", "@@@@", "Hi {{",
		"\"\"\"\"" };
	g_autoptr(Customer) customer = given_customer(rulebook, "", "", "");

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(Reply) reply = reply_read(rulebook, "en", texts[i], customer);
		acknowledgement_grade(customer, reply);
		g_assert_cmpuint(reply->first, <=, reply->prose->n_sentences);
	}
}

static void
one_meaning_can_be_asked_for_alone(void)
{
	g_autoptr(Prose) prose = prose_new("Dear {{first_name}}, we are sorry. It was sent today.");
	g_autoptr(Hits) all = rulebook_read(rulebook, "en", SIDE_REPLY, prose, 0);
	g_autoptr(Hits) holes =
		rulebook_read_only(rulebook, "en", SIDE_REPLY, prose, MEANS_PLACEHOLDER);
	guint n = 0;

	for (guint i = 0; i < all->hits->len; i++)
		n += g_array_index(all->hits, Hit, i).rule->means == MEANS_PLACEHOLDER;
	g_assert_cmpuint(n, >, 0);
	g_assert_cmpuint(n, <, all->hits->len);
	g_assert_cmpuint(holes->hits->len, ==, n);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	rulebook = given_rulebook();
	for (guint i = 0; i < G_N_ELEMENTS(roles); i++) {
		g_autofree char *path = g_strdup_printf("/reply/plays/%s", roles[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), plays);
	}
	g_test_add_func("/reply/the-greeting-is-a-sentence-of-its-own",
		the_greeting_is_a_sentence_of_its_own);
	g_test_add_func(
		"/reply/a-handle-in-its-own-line-is-one-too", a_handle_in_its_own_line_is_one_too);
	g_test_add_func("/reply/a-name-in-passing-addresses", a_name_in_passing_addresses);
	g_test_add_func(
		"/reply/one-meaning-can-be-asked-for-alone", one_meaning_can_be_asked_for_alone);
	g_test_add_func("/reply/their-own-words-handed-back-are-an-echo",
		their_own_words_handed_back_are_an_echo);
	g_test_add_func("/reply/weight-is-counted-within-a-span", weight_is_counted_within_a_span);
	g_test_add_func("/reply/nothing-is-read-as-nothing", nothing_is_read_as_nothing);
	int status = g_test_run();
	rulebook_unref(rulebook);
	return status;
}
