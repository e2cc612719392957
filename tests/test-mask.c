/* test-mask.c - what is taken out of people's words, and what stays. SPDX-License-Identifier: MIT
 */
#include "mask.h"

#include <glib.h>

static const struct {
	const char *name;
	const char *text;
	const char *expected;
} cases[] = {
	{ "nothing-to-mask-stays", "I am still waiting.", "I am still waiting." },
	{ "an-empty-text-stays", "", "" },
	{ "an-address-goes", "write to ann.o'neil+shop@mail.example.com.", "write to [address]." },
	{ "an-address-in-brackets-goes", "<ann@example.com>", "<[address]>" },
	{ "two-addresses-go", "a@b.test, c@d.test", "[address], [address]" },
	{ "an-address-that-begins-with-a-number-goes", "4711@example.com", "[address]" },
	{ "an-at-sign-alone-stays", "3 @ 2.50", "3 @ 2.50" },
	{ "a-handle-stays", "tell @annshop", "tell @annshop" },
	{ "a-card-in-groups-goes", "card 4111 1111 1111 1111 was charged",
		"card [number] was charged" },
	{ "a-card-in-one-run-goes", "4111111111111111", "[number]" },
	{ "a-phone-with-country-goes", "call +49 (0)30 123 45 67 now", "call [number] now" },
	{ "a-phone-with-hyphens-goes", "555-867-5309", "[number]" },
	{ "a-phone-in-one-run-goes", "call 03012345678.", "call [number]." },
	{ "an-order-number-stays", "order 12345678", "order 12345678" },
	{ "an-order-with-letters-stays", "AB-4711-2026", "AB-4711-2026" },
	{ "a-date-stays", "since 2026-11-22 or 22.11.2026", "since 2026-11-22 or 22.11.2026" },
	{ "an-amount-stays", "$1,234.56 and 84.90", "$1,234.56 and 84.90" },
	{ "a-bank-account-loses-its-number", "DE89 3704 0044 0532 0130 00", "DE89 [number]" },
	{ "letters-of-any-language-stay",
		"Gr\xc3\xbc\xc3\x9f"
		"e",
		"Gr\xc3\xbc\xc3\x9f"
		"e" },
};

static void
is_masked(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autofree char *masked = mask_text(cases[i].text);

	g_assert_cmpstr(masked, ==, cases[i].expected);
}

/* A text of nothing but signs must not take the square of its length. */
static void
a_long_hostile_text_is_read_once(void)
{
	g_autofree char *signs = g_strnfill(1024 * 1024, '(');
	g_autofree char *masked = mask_text(signs);

	g_assert_cmpstr(masked, ==, signs);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/mask/%s", cases[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_masked);
	}
	g_test_add_func("/mask/a-long-hostile-text-is-read-once", a_long_hostile_text_is_read_once);
	return g_test_run();
}
