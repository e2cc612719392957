/* test-acknowledgement.c - how well a reply meets a feeling. SPDX-License-Identifier: MIT */
#include "given.h"

static Rulebook *rulebook;

#define REFUND                                                                             \
	"This is my third mail about the refund of 84.90 for the blue jacket. Nobody has " \
	"answered since 2 March and I am fed up.\n\nRuth"
#define TRANSFER                                                                             \
	"I sent 640 to the wrong account this morning and I can't sleep. The rent goes out " \
	"on Friday. Is the money gone?\n\nRuth"
#define MOTHER                                                                                 \
	"My mother died on Monday. Her subscription still sends her letters, and I find them " \
	"in the hall.\n\nRuth"
#define MUDDLE "I deleted the whole choir's address list, I am so ashamed. Is it gone?\n\nRuth"
#define CELLO                                                                                 \
	"The cello arrived and it sings. My daughter played until bedtime, thank you, thank " \
	"you!\n\nRuth"

#define DANCE "Seventy of us danced in your hall and the lights went out at nine.\n\nRuth"
#define PARCEL "The third parcel in a row came broken and I am fed up with it.\n\nRuth"
#define NUMBER "I have been waiting three weeks for order 77120, nobody answers.\n\nRuth"
#define WORRIED "My mother is dizzy from the new tablets and I am so worried.\n\nRuth"

static const struct {
	const char *name, *customer, *feelings, *reply;
	Grade expected;
} cases[] = {
	{ "straight-to-procedure", REFUND, "frustration 3",
		"Dear Ruth,\n\nRefunds are processed within 5 to 7 days.", GRADE_NONE },
	{ "thanks-for-contacting", REFUND, "frustration 3",
		"Dear Ruth,\n\nThank you for contacting us. Refunds take 5 days.", GRADE_NONE },
	{ "a-formula", REFUND, "frustration 3",
		"Dear Ruth,\n\nWe apologise for any inconvenience caused. Refunds take 5 days.",
		GRADE_FORMULA },
	{ "formulas-do-not-add-up", REFUND, "frustration 3",
		"Dear Ruth,\n\nWe sincerely apologise for the inconvenience. We understand your "
		"frustration. We value your feedback. Please be assured that we take this very "
		"seriously. We apologise for any inconvenience.",
		GRADE_FORMULA },
	{ "generic", REFUND, "frustration 3",
		"Dear Ruth,\n\nI can see why you are fed up with us. It will be paid today.",
		GRADE_GENERIC },
	{ "specific", REFUND, "frustration 3",
		"Dear Ruth,\n\nThree mails about one refund is too many, and I am sorry that "
		"nobody answered. It was paid an hour ago.",
		GRADE_SPECIFIC },
	{ "specific-over-two-sentences", REFUND, "frustration 3",
		"Dear Ruth,\n\nI am sorry, this should not have happened. You wrote three times "
		"about the blue jacket and heard nothing.",
		GRADE_SPECIFIC },
	{ "an-echo-is-not-specific", REFUND, "frustration 3",
		"Dear Ruth,\n\nI understand that this is frustrating, that this is your third mail "
		"about the refund of 84.90 for the blue jacket and nobody has answered since 2 "
		"March.",
		GRADE_GENERIC },
	{ "their-complaint-with-you-for-I-is-nothing", PARCEL, "frustration 2",
		"Dear Ruth,\n\nThe third parcel in a row came broken and you are fed up with it. "
		"Please ring us.",
		GRADE_NONE },
	{ "their-complaint-in-words-of-our-own", PARCEL, "frustration 2",
		"Dear Ruth,\n\nI am sorry that three parcels in a row reached you broken.",
		GRADE_SPECIFIC },
	{ "their-complaint-word-for-word-is-nothing", REFUND, "frustration 3",
		"Dear Ruth,\n\nThis is your third mail about the refund of 84.90 for the blue "
		"jacket. Nobody has answered since 2 March and you are fed up. Please ring us.",
		GRADE_NONE },
	{ "sorry-before-their-own-words", REFUND, "frustration 3",
		"Dear Ruth,\n\nI am so sorry that nobody has answered since 2 March and you are "
		"fed up.",
		GRADE_SPECIFIC },
	{ "cold-without-a-harsh-word", PARCEL, "frustration 2",
		"Dear Ruth,\n\nSuch parcels are usually only broken because of small boxes, so we "
		"recommend that you try others.",
		GRADE_DISMISSIVE },
	{ "the-same-words-from-somebody-who-helps", PARCEL, "frustration 2",
		"Dear Ruth,\n\nSuch parcels are usually only broken because of small boxes, so I'll "
		"send another in a stronger one today. If you like I can bring it to your door myself.",
		GRADE_NONE },
	{ "a-few-cold-words-are-none", PARCEL, "frustration 2",
		"Dear Ruth,\n\nParcels are usually packed by a machine.", GRADE_NONE },
	{ "a-number-makes-no-case", NUMBER, "frustration 3",
		"Dear Ruth,\n\nWe apologise for any inconvenience regarding order 77120.",
		GRADE_FORMULA },
	{ "a-number-after-a-bare-sorry", NUMBER, "frustration 3",
		"Dear Ruth,\n\nI am sorry about order 77120.", GRADE_FORMULA },
	{ "a-number-beside-the-case", NUMBER, "frustration 3",
		"Dear Ruth,\n\nI am sorry that order 77120 has kept you waiting three weeks.",
		GRADE_SPECIFIC },
	{ "a-polite-wish-is-a-formula", WORRIED, "worry 3",
		"Dear Ruth,\n\nPlease ask your doctor. We wish your mother a speedy recovery.",
		GRADE_FORMULA },
	{ "certainty-by-outcome", WORRIED, "worry 3",
		"Dear Ruth,\n\nThe tablets are the same ones, so you can stop worrying. Only the "
		"maker's name has changed.",
		GRADE_GENERIC },
	{ "a-verb-of-fear", WORRIED, "worry 3",
		"Dear Ruth,\n\nI understand that it scares you when your mother is dizzy.",
		GRADE_SPECIFIC },
	{ "frustration-said-to-the-bereaved", MOTHER, "grief 3",
		"Dear Ruth,\n\nOh, how frustrating! The letters stop today.", GRADE_DISMISSIVE },
	{ "no-harm-done-to-a-complaint", REFUND, "frustration 3",
		"Dear Ruth,\n\nAfter all, no harm done. It is paid.", GRADE_DISMISSIVE },
	{ "no-harm-done-to-the-ashamed", MUDDLE, "embarrassment 3",
		"Dear Ruth,\n\nNo harm done, please don't be embarrassed: the choir's list is back.",
		GRADE_SPECIFIC },
	{ "sorry-but", REFUND, "frustration 3",
		"Dear Ruth,\n\nI understand how you feel, but our policy does not allow refunds.",
		GRADE_FORMULA },
	{ "conditional-apology", REFUND, "frustration 3",
		"Dear Ruth,\n\nWe are sorry if our answer caused any upset.", GRADE_FORMULA },
	{ "a-name-makes-no-case", REFUND, "frustration 3",
		"Dear Ruth,\n\nWe are sorry to hear this, Ruth.", GRADE_FORMULA },
	{ "blame", REFUND, "frustration 3",
		"Dear Ruth,\n\nAs we already told you, refunds take time. You failed to enclose the "
		"slip.",
		GRADE_DISMISSIVE },
	{ "blame-after-a-formula", REFUND, "frustration 3",
		"Dear Ruth,\n\nWe apologise for any inconvenience. You failed to enclose the slip.",
		GRADE_DISMISSIVE },
	{ "delight-at-trouble", REFUND, "frustration 3",
		"Dear Ruth,\n\nWe are thrilled that you are enjoying the jacket!",
		GRADE_DISMISSIVE },
	{ "certainty-meets-worry", TRANSFER, "worry 3",
		"Dear Ruth,\n\nYour money is safe: the 640 has not left us. It is back on Tuesday.",
		GRADE_GENERIC },
	{ "worry-named-in-its-case", TRANSFER, "worry 3",
		"Dear Ruth,\n\nI can see why you could not sleep with the rent due on Friday.",
		GRADE_SPECIFIC },
	{ "one-answer-serves-two-feelings", TRANSFER, "worry 3, frustration 2",
		"Dear Ruth,\n\nI can see why you could not sleep with the rent due on Friday.",
		GRADE_SPECIFIC },
	{ "frustration-is-not-worry", TRANSFER, "worry 3",
		"Dear Ruth,\n\nI understand how frustrating this must be.", GRADE_FORMULA },
	{ "condolence", MOTHER, "grief 3",
		"Dear Ruth,\n\nI am very sorry for your loss. The letters stop today.",
		GRADE_GENERIC },
	{ "condolence-of-this-case", MOTHER, "grief 3",
		"Dear Ruth,\n\nI am so sorry that your mother has died. The letters stop today.",
		GRADE_SPECIFIC },
	{ "an-apology-is-no-condolence", MOTHER, "grief 3",
		"Dear Ruth,\n\nI can see why this is upsetting. The letters stop today.",
		GRADE_NONE },
	{ "inconvenience-to-the-bereaved", MOTHER, "grief 3",
		"Dear Ruth,\n\nWe apologise for any inconvenience. The letters stop today.",
		GRADE_DISMISSIVE },
	{ "shame-lifted", MUDDLE, "embarrassment 3",
		"Dear Ruth,\n\nPlease don't be embarrassed, that bin has caught many of us.",
		GRADE_GENERIC },
	{ "joy-shared", CELLO, "joy 3",
		"Dear Ruth,\n\nHow lovely that the cello sings! Marta, who set it up, will hear it.",
		GRADE_SPECIFIC },
	{ "joy-ignored", CELLO, "joy 3", "Dear Ruth,\n\nThe invoice is attached.", GRADE_NONE },
	{ "glad-of-what-was-only-guessed-to-be-trouble", DANCE, "frustration 2",
		"Dear Ruth,\n\nSeventy of you danced in our hall, how lovely!", GRADE_SPECIFIC },
	{ "glad-of-what-is-trouble-for-certain", DANCE, "frustration 3",
		"Dear Ruth,\n\nSeventy of you danced in our hall, how lovely!", GRADE_DISMISSIVE },
	{ "inconvenience-to-the-bereaved-about-their-case", MOTHER, "grief 3",
		"Dear Ruth,\n\nI understand how frustrating the letters after your mother's death "
		"must be.",
		GRADE_DISMISSIVE },
	{ "what-frustrates-beside-the-loss", MOTHER, "grief 3, frustration 2",
		"Dear Ruth,\n\nI understand how frustrating the letters after your mother's death "
		"must be.",
		GRADE_SPECIFIC },
	{ "joy-apologised-to-about-their-case", CELLO, "joy 3",
		"Dear Ruth,\n\nWe apologise for the inconvenience and the bad cello that your daughter had.",
		GRADE_DISMISSIVE },
	{ "joy-with-trouble-apologised-to", CELLO, "joy 3, frustration 1",
		"Dear Ruth,\n\nWe apologise for the inconvenience and the bad cello that your daughter had.",
		GRADE_SPECIFIC },
	{ "joy-apologised-to", CELLO, "joy 3",
		"Dear Ruth,\n\nWe apologise for any inconvenience. Your case is closed.",
		GRADE_DISMISSIVE },
};

static void
is_graded(gconstpointer data)
{
	guint n = GPOINTER_TO_UINT(data);
	g_autoptr(Customer) customer =
		given_customer(rulebook, cases[n].customer, cases[n].feelings, "");
	g_autoptr(Reply) reply = reply_read(rulebook, "en", cases[n].reply, customer);

	acknowledgement_grade(customer, reply);
	g_assert_cmpstr(grade_name(given_best_grade(customer)), ==, grade_name(cases[n].expected));
}

static void
a_faint_feeling_asks_for_nothing(void)
{
	g_autoptr(Customer) customer = given_customer(rulebook, REFUND, "frustration 1", "");
	g_autoptr(Reply) reply =
		reply_read(rulebook, "en", "Dear Ruth,\n\nRefunds take 5 days.", customer);

	acknowledgement_grade(customer, reply);
	g_assert_cmpint(given_best_grade(customer), ==, GRADE_NONE);
}

static void
what_met_it_is_quoted_exactly(void)
{
	g_autoptr(Customer) customer = given_customer(rulebook, REFUND, "frustration 3", "");
	g_autoptr(Reply) reply = reply_read(rulebook, "en",
		"Dear Ruth,\n\nThree mails about one refund\nis too many. Paid today.", customer);

	acknowledgement_grade(customer, reply);
	const Feeling *feeling = customer->feelings->pdata[0];
	g_assert_cmpstr(feeling->by, ==, "Three mails about one refund\nis too many.");
	g_assert_cmpuint(acknowledgement_first(reply), ==, reply->first);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	rulebook = given_rulebook();
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/acknowledgement/%s", cases[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_graded);
	}
	g_test_add_func("/acknowledgement/a-faint-feeling-asks-for-nothing",
		a_faint_feeling_asks_for_nothing);
	g_test_add_func(
		"/acknowledgement/what-met-it-is-quoted-exactly", what_met_it_is_quoted_exactly);
	int status = g_test_run();
	rulebook_unref(rulebook);
	return status;
}
