/* test-mask.c - what is taken out of people's words, and what stays. SPDX-License-Identifier: MIT
 */
#include "mask.h"

#include <string.h>

#include "errors.h"
#include "own-rules.h"

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
	{ "an-account-behind-its-word-goes", "account no. 12345678, sort code 20-00-00",
		"account no. [number], sort code [number]" },
	{ "a-phone-in-one-run-behind-its-word-goes", "Call me on 5558675309, mobile: 7700900123",
		"Call me on [number], mobile: [number]" },
	{ "a-number-behind-a-word-of-another-language-goes",
		"Konto-Nr.: 12345678, compte 12345678, CUENTA 12345678, conto 12345678",
		"Konto-Nr.: [number], compte [number], CUENTA [number], conto [number]" },
	{ "any-blank-may-stand-before-a-number",
		"account\t1234567, account number is\r\n1234567, account\u00a01234567",
		"account\t[number], account number is\r\n[number], account\u00a0[number]" },
	{ "a-number-may-be-set-off",
		"account no. *1234567*, account no.: \u201c1234567\u201d, account \"1234567\", "
		"card [1234567], account <1234567>, tel: \u202a1234567\u202c",
		"account no. *[number]*, account no.: \u201c[number]\u201d, account \"[number]\", "
		"card [[number]], account <[number]>, tel: \u202a[number]\u202c" },
	{ "a-dash-may-stand-before-a-number",
		"account \u2013 1234567, account \u2014 1234567, account\u20131234567",
		"account \u2013 [number], account \u2014 [number], account\u2013[number]" },
	{ "a-word-in-brackets-may-stand-before-a-number",
		"phone (home) 1234567, phone [work]: 1234567",
		"phone (home) [number], phone [work]: [number]" },
	{ "a-few-digits-in-brackets-go-behind-a-word", "sort code (200000)",
		"sort code [number])" },
	{ "no-blank-need-stand-before-a-number", "tel.1234567, acct#1234567, Tel-1234567",
		"tel.[number], acct#[number], Tel-[number]" },
	{ "the-end-of-an-account-goes", "account ending in 1234567", "account ending in [number]" },
	{ "a-number-in-french-goes",
		"compte num\u00e9ro 1234567, compte n\u00b0 1234567, COMPTE N\u00b01234567, "
		"t\u00e9l\u00e9phone : 1234567, t\u00e9l. 1234567",
		"compte num\u00e9ro [number], compte n\u00b0 [number], COMPTE N\u00b0[number], "
		"t\u00e9l\u00e9phone : [number], t\u00e9l. [number]" },
	{ "a-number-in-spanish-goes",
		"cuenta n\u00ba 1234567, cuenta n.\u00ba 1234567, cuenta n\u00famero: 1234567, "
		"tel\u00e9fono 1234567, m\u00f3vil 1234567",
		"cuenta n\u00ba [number], cuenta n.\u00ba [number], cuenta n\u00famero: [number], "
		"tel\u00e9fono [number], m\u00f3vil [number]" },
	{ "a-number-in-italian-goes", "conto n. 1234567, il cellulare \u00e8 1234567",
		"conto n. [number], il cellulare \u00e8 [number]" },
	{ "a-number-in-german-goes",
		"Mobil: 1234567, Handynummer 1234567, Konto Nummer 1234567, Telefon ist 1234567, "
		"Telefon/Telefax: 1234567, Faxnummer 1234567",
		"Mobil: [number], Handynummer [number], Konto Nummer [number], Telefon ist [number], "
		"Telefon/Telefax: [number], Faxnummer [number]" },
	{ "a-phone-that-is-a-fax-goes",
		"tel/fax: 1234567, Tel./Fax 7654321, phone/fax:1234567, TEL/FAX No. 1234567, "
		"fax/tel 1234567, ph. 1234567, phone/mobile/whatsapp: 1234567, T\u00e9l./Fax : 1234567",
		"tel/fax: [number], Tel./Fax [number], phone/fax:[number], TEL/FAX No. [number], "
		"fax/tel [number], ph. [number], phone/mobile/whatsapp: [number], T\u00e9l./Fax : [number]" },
	{ "a-phone-that-is-a-fax-goes-in-groups", "Tel./Fax 0123-4567, tel/fax 12-34 56",
		"Tel./Fax [number], tel/fax [number]" },
	{ "slashes-may-stand-between-the-word-and-a-number",
		"phone home/work: 1234567, Tel./Nr. 1234567, call/text me/us on 1234567, "
		"customer/account number 1234567, ring/text me on 1234567",
		"phone home/work: [number], Tel./Nr. [number], call/text me/us on [number], "
		"customer/account number [number], ring/text me on [number]" },
	{ "of-words-with-a-slash-the-last-counts",
		"account/order 1234567, tel/order no. 1234567, n/a 1234567, phone: n/a 1234567, "
		"a/c/order 1234567, and/or 1234567",
		"account/order 1234567, tel/order no. 1234567, n/a 1234567, phone: n/a 1234567, "
		"a/c/order 1234567, and/or 1234567" },
	{ "a-known-word-with-a-slash-is-one", "a/c 1234567, A/C no. 1234567, w/c 1234567",
		"a/c [number], A/C no. [number], w/c 1234567" },
	{ "a-number-in-a-path-stays",
		"shop.example/card/1234567 https://shop.example/account/orders/1234567 /1234567 "
		"phone/1234567",
		"shop.example/card/1234567 https://shop.example/account/orders/1234567 /1234567 "
		"phone/1234567" },
	{ "a-part-that-is-a-ring-stays", "ring 123456 is the part number",
		"ring 123456 is the part number" },
	{ "a-number-to-ring-goes", "ring me on 1234567, or ring us at 1234567",
		"ring me on [number], or ring us at [number]" },
	{ "a-phone-in-curly-quotes-goes", "\u201c555-867-5309\u201d", "\u201c[number]\u201d" },
	{ "a-phone-behind-a-no-break-space-goes", "or\u00a0555-867-5309", "or\u00a0[number]" },
	{ "an-amount-behind-its-sign-stays", "\u20ac12345.67", "\u20ac12345.67" },
	{ "an-order-with-letters-and-dashes-stays", "AB\u20134711\u20132026",
		"AB\u20134711\u20132026" },
	{ "a-code-of-another-kind-stays", "code 12345678", "code 12345678" },
	{ "an-order-behind-another-word-stays", "call about order 12345678 on my account",
		"call about order 12345678 on my account" },
	{ "a-date-behind-a-word-stays", "account 2026-11-22", "account 2026-11-22" },
	{ "an-amount-behind-a-word-stays", "account 1.234.567", "account 1.234.567" },
	{ "little-behind-a-word-stays", "call 4711", "call 4711" },
	{ "an-order-number-stays", "order 12345678", "order 12345678" },
	{ "an-order-with-letters-stays", "AB-4711-2026", "AB-4711-2026" },
	{ "a-date-stays", "since 2026-11-22 or 22.11.2026", "since 2026-11-22 or 22.11.2026" },
	{ "an-amount-stays", "$1,234.56 and 84.90", "$1,234.56 and 84.90" },
	{ "a-bank-account-goes", "to DE89 3704 0044 0532 0130 00 please", "to [number] please" },
	{ "a-bank-account-in-one-run-goes", "DE89370400440532013000", "[number]" },
	{ "a-bank-account-with-letters-goes", "IBAN: GB82 WEST 1234 5698 7654 32.",
		"IBAN: [number]." },
	{ "a-bank-account-in-small-letters-goes", "gb82west12345698765432", "[number]" },
	{ "a-mistyped-account-still-loses-its-number", "DE88 3704 0044 0532 0130 00",
		"DE88 [number]" },
	{ "an-order-like-an-account-stays", "DE89-KX", "DE89-KX" },
	{ "a-bank-account-that-is-set-off-goes",
		"\u201cDE89 3704 0044 0532 0130 00\u201d, *DE89370400440532013000*, "
		"IBAN\u00a0DE89370400440532013000, IBAN=DE89370400440532013000",
		"\u201c[number]\u201d, *[number]*, IBAN\u00a0[number], IBAN=[number]" },
	{ "what-ends-like-a-bank-account-stays", "XDE89370400440532013000",
		"XDE89370400440532013000" },
	{ "a-domestic-account-goes", "12345678-12345678-12345678", "[number]" },
	{ "a-card-with-hyphens-goes", "4111-1111-1111-1111", "[number]" },
	{ "a-card-with-no-break-spaces-goes",
		"4111\xc2\xa0"
		"1111\xc2\xa0"
		"1111\xc2\xa0"
		"1111",
		"[number]" },
	{ "a-card-of-fifteen-digits-goes", "3782 822463 10005", "[number]" },
	{ "a-card-in-wide-digits-goes",
		"\xef\xbc\x94\xef\xbc\x91\xef\xbc\x91\xef\xbc\x91\xef\xbc\x91\xef\xbc\x91"
		"\xef\xbc\x91\xef\xbc\x91\xef\xbc\x91\xef\xbc\x91\xef\xbc\x91\xef\xbc\x91"
		"\xef\xbc\x91\xef\xbc\x91\xef\xbc\x91\xef\xbc\x91",
		"[number]" },
	{ "a-parcel-that-is-no-card-stays", "parcel 4111111111111112", "parcel 4111111111111112" },
	{ "a-shops-long-order-stays", "order 123-4567890-1234568", "order 123-4567890-1234568" },
	{ "a-phone-behind-its-word-goes", "Tel.+49 30 1234567", "Tel.[number]" },
	{ "a-phone-with-dots-goes", "555.867.5309", "[number]" },
	{ "a-phone-with-dashes-goes",
		"555\xe2\x80\x93"
		"867\xe2\x80\x93"
		"5309",
		"[number]" },
	{ "a-phone-in-threes-goes", "501 234 567", "[number]" },
	{ "a-phone-with-00-goes", "0049301234567", "[number]" },
	{ "an-amount-with-dots-stays", "1.234.567", "1.234.567" },
	{ "a-date-with-a-time-stays", "2026-11-22 14:30", "2026-11-22 14:30" },
	{ "a-span-of-dates-stays", "22.11.2026 - 24.11.2026", "22.11.2026 - 24.11.2026" },
	{ "a-version-stays", "4.2.1", "4.2.1" },
	{ "an-address-for-people-alone-goes", "ann (at) example.com or bob[at]b.test",
		"[address] or [address]" },
	{ "an-address-with-a-quoted-name-goes", "\"ann lee\"@example.com", "[address]" },
	{ "an-address-in-a-link-goes", "mailto:ann@example.com?subject=x",
		"mailto:[address]?subject=x" },
	{ "an-address-with-a-number-behind-plus-goes", "ann+12345678@example.com", "[address]" },
	{ "an-address-of-another-script-goes",
		"\xd0\xb0\xd0\xbd\xd1\x8f@\xd0\xb4\xd0\xbe\xd0\xbc.test", "[address]" },
	{ "an-at-in-brackets-alone-stays", "meet (at) noon", "meet (at) noon" },
	{ "letters-of-any-language-stay",
		"Gr\xc3\xbc\xc3\x9f"
		"e",
		"Gr\xc3\xbc\xc3\x9f"
		"e" },
};

static MaskWords *shipped;

static void
is_masked(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autofree char *masked = mask_text(shipped, cases[i].text);

	g_assert_cmpstr(masked, ==, cases[i].expected);
}

/* A text of nothing but signs, or of words, blanks and digits, must not take the square of its
 * length. */
static void
a_long_hostile_text_is_read_once(void)
{
	static const char *const parts[] = { "(", "\u201c", " ", "\u00a0", "\u2013", "*", "\x80",
		"\u201c1", " \t1", "no ", "no 1 ", "account", "\u0660 ", "(1", "/", "no/",
		"no/no 1 ", "/1" };

	for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autoptr(GString) text = g_string_new("account ");
		while (text->len < 200 * 1024)
			g_string_append(text, parts[i]);
		g_string_append(text, "x 1");
		g_autofree char *masked = mask_text(shipped, text->str);
		g_assert_true(g_str_has_prefix(masked, "account "));
		g_assert_true(g_str_has_suffix(masked, "x 1"));
	}
}

/* Whatever was cut in the middle: nothing behind the end is read. */
static void
a_text_cut_anywhere_is_masked(void)
{
	const char *text = "a\xe2\x80\x91 DE89 3704 0044 \xef\xbc\x94(at)b";

	for (gsize length = 0; length <= strlen(text); length++) {
		g_autofree char *cut = g_strndup(text, length);
		g_autofree char *masked = mask_text(shipped, cut);
		g_assert_cmpuint(strlen(masked), <=, strlen(text) + 16);
	}
}

static MaskWords *
load_shipped(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *rules = shipped_rules();
	const char *const folders[] = { rules, NULL };
	MaskWords *words = mask_words_load(folders, &error);

	g_assert_no_error(error);
	return words;
}

static void
without_words_every_long_number_is_somebodys(void)
{
	g_autofree char *masked = mask_text(NULL, "order 123456, 2026-11-22, 12345, 1.234.567");

	g_assert_cmpstr(masked, ==, "order [number], 2026-11-22, 12345, 1.234.567");
}

static void
a_folder_that_is_not_there_gives_no_words(void)
{
	static const char *const folders[] = { "/nowhere/at/all", NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(MaskWords) words = mask_words_load(folders, &error);
	g_autofree char *masked = mask_text(words, "order 123456");

	g_assert_no_error(error);
	g_assert_nonnull(words);
	g_assert_cmpstr(masked, ==, "order [number]");
}

/* Files of words of a site, beside the shipped ones. */
static const struct {
	const char *name, *text, *error; /* NULL: it is fine */
} files[] = {
	{ "own-words-are-added",
		"[tell]\nwords = Polis\xc3\xa9 x/y\n[between]\nwords = num\xc3\xa9ro\n", NULL },
	{ "a-section-that-is-none", "[tells]\nwords = x\n", ":1: [tells] is not known" },
	{ "a-key-that-is-none", "[tell]\nword = x\n", ":2: unknown key 'word'" },
	{ "a-word-that-is-none", "[tell]\nwords = x no.\n", ":2: \"no.\" is no word" },
};

static void
words_of_a_site(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(GError) error = NULL;
	g_auto(OwnRules) folder = own_rules_new("fr/numbers.words", files[i].text);
	const char *const folders[] = { folder, NULL };
	g_autoptr(MaskWords) words = mask_words_load(folders, &error);
	if (files[i].error != NULL) {
		g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYNTAX);
		g_assert_nonnull(strstr(error->message, files[i].error));
	} else {
		g_autofree char *masked = mask_text(words,
			"POLIS\xc3\x89 num\xc3\xa9ro 123456, x/y 123456, \xc3\xa9polis\xc3\xa9 123456");
		g_assert_no_error(error);
		g_assert_cmpstr(masked, ==,
			"POLIS\xc3\x89 num\xc3\xa9ro [number], x/y [number], \xc3\xa9polis\xc3\xa9 123456");
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	shipped = load_shipped();
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/mask/%s", cases[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_masked);
	}
	g_test_add_func("/mask/a-long-hostile-text-is-read-once", a_long_hostile_text_is_read_once);
	g_test_add_func("/mask/a-text-cut-anywhere-is-masked", a_text_cut_anywhere_is_masked);
	g_test_add_func("/mask/without-words-every-long-number-is-somebodys",
		without_words_every_long_number_is_somebodys);
	g_test_add_func("/mask/a-folder-that-is-not-there-gives-no-words",
		a_folder_that_is_not_there_gives_no_words);
	for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *path = g_strdup_printf("/mask/%s", files[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), words_of_a_site);
	}
	int status = g_test_run();
	mask_words_unref(shipped);
	return status;
}
