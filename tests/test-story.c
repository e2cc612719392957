/* test-story.c - what is told of a reply names nobody. SPDX-License-Identifier: MIT */
#include "story.h"

#include <glib.h>

static const struct {
	const char *name, *text, *customer, *told;
} cases[] = {
	{ "nobody-is-named", "Three mails about one refund is too many.", "kim.lo@x.example",
		"Three mails about one refund is too many." },
	{ "a-greeting", "Dear Kim Lo, three mails is too many.", "",
		"Dear [name], three mails is too many." },
	{ "thanks", "Thank you, Kim. You waited for weeks.", "",
		"Thank you [name]. You waited for weeks." },
	{ "thanks-for-something", "Thank you for the photo.", "", "Thank you for the photo." },
	{ "a-title", "You are right, Mrs O'Hara.", "", "You are right, Mrs [name]." },
	{ "a-part-of-the-address", "It was your mistake to wait, kim, not ours.",
		"kim.lo@x.example", "It was your mistake to wait, [name], not ours." },
	{ "only-whole-words", "The kimono tore.", "kim@x.example", "The kimono tore." },
	{ "an-address-and-a-number", "Write to kim@x.example or call +49 30 1234567.", "",
		"Write to [address] or call [number]." },
	{ "the-number-of-an-order",
		"I am sorry that order 4711 and parcel 12-3456 are late by 3 days.", "",
		"I am sorry that order [number] and parcel [number] are late by 3 days." },
	{ "a-hostile-address", "Anything.", "(((*[a@x.example", "Anything." },
	{ "somebody-else", "I am so sorry that Arthur Drury, your father, died on Friday.", "",
		"I am so sorry that [name], your father, died on Friday." },
	{ "the-writer", "Yes, I'm sorry, and I will ring on 3 May. Three weeks is too long.", "",
		"Yes, I'm sorry, and I will ring on 3 May. Three weeks is too long." },
	{ "beyond-ascii", "It went to \xc3\x89milie in K\xc3\xb6ln.", "",
		"It went to [name] in [name]." },
	{ "not-even-utf-8", "Dear K\xff,", "", "Dear K\xef\xbf\xbd," },
};

static void
is_told(gconstpointer data)
{
	guint n = GPOINTER_TO_UINT(data);
	g_autofree char *told = story_mask(cases[n].text, cases[n].customer);

	g_assert_cmpstr(told, ==, cases[n].told);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/story/%s", cases[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_told);
	}
	return g_test_run();
}
