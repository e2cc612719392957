/* test-check-tone.c - harsh words. SPDX-License-Identifier: MIT */
#include "checked.h"

/* No sentence of it is harsh. */
#define COLD                                                                                       \
	"Refunds are usually processed within seven days, and it is the same for everybody else. " \
	"Most people find the terms quite clear. As you know, it is not something that we can change."
#define LOSS "My mother died on Sunday. Please close her account, nobody answers.\n\nRuth Calder"

static const CheckCase cases[] = {
	{ "blames", REFUND, "anger 2", "Dear Ruth,\n\nYou should have read the terms.", RESULT_FAIL,
		CERTAINTY_LIKELY, "tone-your-fault" },
	{ "cold-as-a-whole", REFUND, "anger 3", "Dear Ruth,\n\n" COLD, RESULT_FAIL,
		CERTAINTY_LIKELY, "cold-kind" },
	{ "cold-to-a-faint-feeling", REFUND, "anger 1", "Dear Ruth,\n\n" COLD, RESULT_PASS,
		CERTAINTY_HINT, NULL },
	{ "cold-to-nobody", CALM, "", "Dear Ruth,\n\n" COLD, RESULT_PASS, CERTAINTY_HINT, NULL },
	{ "cold-but-met", REFUND, "anger 3", FINE " " COLD, RESULT_PASS, CERTAINTY_HINT, NULL },
	{ "delight-at-trouble", REFUND, "anger 3",
		"Dear Ruth,\n\nWe are thrilled that you enjoy the jacket!", RESULT_FAIL,
		CERTAINTY_LIKELY, "wrong-feeling-joy" },
	{ "another-feeling", LOSS, "grief 3", "Dear Ruth,\n\nI know how frustrating this must be.",
		RESULT_PASS, CERTAINTY_HINT, NULL },
	{ "another-feeling-and-cold", LOSS, "grief 3",
		"Dear Ruth,\n\nI know how frustrating this must be. " COLD, RESULT_PASS,
		CERTAINTY_HINT, NULL },
	{ "cold-to-grief", LOSS, "grief 3", "Dear Ruth,\n\n" COLD, RESULT_FAIL, CERTAINTY_LIKELY,
		NULL },
	{ "fine", REFUND, "anger 2", FINE, RESULT_PASS, CERTAINTY_HINT, NULL },
};

static guint
count_failures(const char *text)
{
	g_autoptr(Customer) customer = given_customer(rulebook, REFUND, "anger 2", "Ruth Calder");
	g_autoptr(Reply) reply = reply_read(rulebook, "en", text, customer);
	g_autoptr(GPtrArray) findings = checked(customer, reply, NULL);
	guint n = 0;

	for (guint i = 0; i < findings->len; i++) {
		const Finding *finding = findings->pdata[i];
		n += finding->check == CHECK_TONE && finding->result == RESULT_FAIL;
	}
	return n;
}

static void
each_sentence_counts_once_and_three_are_enough(void)
{
	g_assert_cmpuint(count_failures("Calm down, you should have read the terms."), ==, 1);
	g_assert_cmpuint(count_failures("Calm down. You should have read the terms."), ==, 2);
	g_assert_cmpuint(count_failures("Calm down. You should have read the terms. No harm done. "
					"Calm down. You should have read them."),
		==, 3);
}

int
main(int argc, char **argv)
{
	checked_start(&argc, &argv);
	checked_add(CHECK_TONE, cases, G_N_ELEMENTS(cases));
	g_test_add_func("/check-tone/each-sentence-counts-once-and-three-are-enough",
		each_sentence_counts_once_and_three_are_enough);
	return checked_run();
}
