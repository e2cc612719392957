/* test-anchors.c - what is this customer's own, and whether a reply takes it up.
 * SPDX-License-Identifier: MIT */
#include "anchors.h"

#include <string.h>

#include "own-rules.h"

static AnchorWords *words;

static const char *const kind_names[] = {
	[ANCHOR_AMOUNT] = "amount",
	[ANCHOR_ID] = "id",
	[ANCHOR_DATE] = "date",
	[ANCHOR_COUNT] = "count",
	[ANCHOR_VERSION] = "version",
	[ANCHOR_QUOTED] = "quoted",
	[ANCHOR_WORD] = "word",
};

/* "kind key, kind key" of all, in order. */
static char *
told(const GPtrArray *anchors)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < anchors->len; i++) {
		const Anchor *anchor = anchors->pdata[i];
		g_string_append_printf(out, "%s%s %s", out->len > 0 ? ", " : "",
			kind_names[anchor->kind], anchor->key);
	}
	return g_string_free(out, FALSE);
}

static const struct {
	const char *name;
	const char *text;
	const char *expected;
} extracted[] = {
	{ "amount-with-sign-before", "It was £84.90.", "amount 84.90" },
	{ "amount-with-decimal-comma", "It was 84,90 €.", "amount 84.90" },
	{ "amount-with-grouping-point", "It was EUR 1.234,50.", "amount 1234.50" },
	{ "amount-with-grouping-comma", "It was $1,234.50.", "amount 1234.50" },
	{ "amount-with-grouping-blank", "It was 1 234,50 €.", "amount 1234.50" },
	{ "amount-without-cents", "It was 40 euros.", "amount 40.00" },
	{ "amount-with-one-decimal", "It was CHF 12.5.", "amount 12.50" },
	{ "amount-without-currency", "It was 84.90.", "amount 84.90" },
	{ "order-with-letters", "My order AB-4711.", "word order, id AB-4711" },
	{ "order-in-figures", "My order 4711.", "word order, id 4711" },
	{ "number-behind-a-hash", "About #4711.", "id 4711" },
	{ "tracking-code", "Where is JD0146000012345?", "id JD0146000012345" },
	{ "number-with-slash", "About 77/41902.", "id 77/41902" },
	{ "long-number", "About 100200300.", "id 100200300" },
	{ "day-before-month", "On 24 March.", "date 03-24" },
	{ "day-of-month", "On the 24th of March.", "date 03-24" },
	{ "month-before-day", "On March 24th.", "date 03-24" },
	{ "iso-date", "On 2024-03-24.", "date 03-24" },
	{ "figured-date", "On 24.03.2024.", "date 03-24" },
	{ "american-date", "On 3/24/2024.", "date 03-24" },
	{ "day-alone", "By the 24th.", "date d24" },
	{ "letters-longer-when-small", "The ȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺȺ kettle.", "word kettl" },
	{ "a-word-beyond-measure", "The abcdefghijklmnopqrstuvwxyzabcdefghijklmno kettle.",
		"word kettl" },
	{ "addresses-are-nobodys-case", "Write to lamp@shop.example or https://lamp.example now.",
		"" },
	{ "nor-a-handle-and-its-name", "@LampShopCares your lampshop sent a rake.", "word rake" },
	{ "weekday", "Until Thursday.", "date thursday" },
	{ "time-of-day", "At 17:30.", "date 17:30" },
	{ "count-in-words", "For three weeks.", "count 3" },
	{ "ordinal", "The fourth letter.", "count 4, word letter" },
	{ "ordinal-in-figures", "The 4th letter.", "count 4, word letter" },
	{ "version-with-dots", "It is 4.2.1.", "version 4.2.1" },
	{ "version-behind-its-word", "It is version 12.", "word version, version 12" },
	{ "quoted-words", "It says \"no such user\".", "quoted no such user" },
	{ "stems", "The dishwashers are leaking.", "word dishwash, word leak" },
	{ "common-words-are-none", "Hello, please help me with this problem.", "" },
	{ "names-are-none", "Zephyr writes about the kettle.", "word kettl" },
	{ "measures-are-figures", "The 16GB one.", "count 16gb" },
	{ "hostile-figures", "9999999999999999999999999999.99 1..2 ,.,. 1/2/3/4/5 \xe2\x82\xac",
		"id 9999999999999999999999999999.99, count 2, id 1/2/3/4/5" },
};

static void
extracts(gconstpointer data)
{
	static const char *const names[] = { "zephyr", NULL };
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(Prose) prose = prose_new(extracted[i].text);
	g_autoptr(Anchors) anchors = anchors_extract(words, prose, "en", names);
	g_autofree char *got = told(anchors_all(anchors));

	g_assert_cmpstr(got, ==, extracted[i].expected);
}

static const struct {
	const char *name;
	const char *customer;
	const char *reply;
	const char *expected;
} met[] = {
	{ "amount-in-another-notation", "I paid 84,90 € twice.", "The EUR 84.90 come back.",
		"amount 84.90" },
	{ "amount-without-its-cents", "I paid £84.00.", "The 84 pounds come back.",
		"amount 84.00" },
	{ "another-amount", "I paid £84.90.", "The £85.90 come back.", "" },
	{ "date-in-another-notation", "It was due on 3 May.", "It left on May 3rd.", "date 05-03" },
	{ "day-of-a-full-date", "It was due on 24 March.", "By the 24th it will be there.",
		"date 03-24" },
	{ "same-day-of-another-month", "It was due on 24 March.", "It comes on 24 May.", "" },
	{ "order-without-its-hyphen", "Order AB-4711.", "I looked up AB4711.", "id AB-4711" },
	{ "count-as-figures", "I wrote three times.", "You wrote 3 times.", "count 3" },
	{ "word-by-its-stem", "The dishwasher leaks.", "A leaking dishwasher is no joke.",
		"word leak, word dishwash" },
	{ "same-thing-by-another-name", "My suitcase is lost.", "We search for your luggage.",
		"word suitcas" },
	{ "error-text", "It says \"Code 12: lethal\".", "\"code 12: lethal\" means the lid.",
		"word code, count 12, word lethal, quoted code 12: lethal" },
	{ "each-once", "The kettle.", "Kettle, kettle, kettle.", "word kettl" },
	{ "nothing-of-the-case", "The dishwasher leaks.", "Thank you for your mail.", "" },
};

static void
meets(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(Prose) customer = prose_new(met[i].customer);
	g_autoptr(Prose) reply = prose_new(met[i].reply);
	g_autoptr(Anchors) anchors = anchors_extract(words, customer, "en", NULL);
	g_autoptr(GPtrArray) found = anchors_found_in(anchors, reply, (Span){ 0, reply->length });
	g_autofree char *got = told(found);

	g_assert_cmpstr(got, ==, met[i].expected);
	for (guint j = 0; j < found->len; j++) {
		const Anchor *anchor = found->pdata[j];
		g_assert_cmpuint(anchor->span.end, <=, reply->length);
		g_assert_cmpuint(anchor->span.start, <, anchor->span.end);
	}
}

static void
small_numbers_and_topics_weigh_half(void)
{
	g_autoptr(Prose) prose = prose_new("Two kettles in 1 parcel, three weeks.");
	g_autoptr(Anchors) anchors = anchors_extract(words, prose, "en", NULL);
	const GPtrArray *all = anchors_all(anchors);
	static const double weights[] = { 0.5, 1.0, 0.5, 1.0 };

	g_assert_cmpuint(all->len, ==, G_N_ELEMENTS(weights));
	for (guint i = 0; i < all->len; i++)
		g_assert_cmpfloat(((const Anchor *)all->pdata[i])->weight, ==, weights[i]);
}

static void
a_language_without_words_still_has_numbers(void)
{
	g_autoptr(Prose) prose = prose_new("Objednávka AB-4711 za 84,90 €.");
	g_autoptr(Anchors) anchors = anchors_extract(words, prose, "cs", NULL);
	g_autofree char *got = told(anchors_all(anchors));

	g_assert_nonnull(strstr(got, "id AB-4711"));
	g_assert_nonnull(strstr(got, "84.90"));
}

static void
a_huge_text_gives_a_bounded_number(void)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < 20000; i++)
		g_string_append_printf(text, "word%c%c%c \"quoted %u\" ", 'a' + i % 26,
			'a' + i / 26 % 26, 'a' + i / 676 % 26, i);
	g_autoptr(Prose) prose = prose_new(text->str);
	g_autoptr(Anchors) anchors = anchors_extract(words, prose, "en", NULL);
	g_assert_cmpuint(anchors_all(anchors)->len, <=, 700);
	g_assert_cmpuint(anchors_all(anchors)->len, >=, 100);
}

static void
a_wrong_file_is_told_with_its_line(void)
{
	g_auto(OwnRules) folder = own_rules_new("xx/anchors.words", "[months]\nbrumaire = 13\n");
	const char *folders[] = { folder, NULL };
	g_autoptr(GError) error = NULL;

	g_autoptr(AnchorWords) wrong = anchor_words_load(folders, &error);
	g_assert_null(wrong);
	g_assert_nonnull(error);
	g_assert_nonnull(strstr(error->message, "anchors.words:2: "));
}

/* A language's file is replaced whole, the other languages stay; a folder that is not there has
 * none. */
static void
a_later_folder_replaces_a_language(void)
{
	g_auto(OwnRules) shipped = own_rules_new("xx/anchors.words", "[months]\nbrumaire = 2\n");
	g_auto(OwnRules) own = own_rules_new("xx/anchors.words", "[months]\nnivose = 4\n");
	const char *folders[] = { shipped, "/nowhere/at/all", own, NULL };
	g_autoptr(GError) error = NULL;

	own_rules_put(shipped, "yy/anchors.words", "[months]\nfloreal = 8\n");
	g_autoptr(AnchorWords) both = anchor_words_load(folders, &error);
	g_assert_no_error(error);
	const AnchorTable *replaced = anchor_words_of(both, "xx");
	g_assert_cmpint(anchor_word(replaced, "brumaire")->month, ==, 0);
	g_assert_cmpint(anchor_word(replaced, "nivose")->month, ==, 4);
	g_assert_cmpint(anchor_word(anchor_words_of(both, "yy"), "floreal")->month, ==, 8);
	g_assert_null(anchor_words_of(both, "zz"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_autofree char *rules = shipped_rules();
	const char *folders[] = { rules, NULL };
	g_autoptr(GError) error = NULL;

	words = anchor_words_load(folders, &error);
	g_assert_no_error(error);
	for (guint i = 0; i < G_N_ELEMENTS(extracted); i++) {
		g_autofree char *path = g_strconcat("/anchors/extracted/", extracted[i].name, NULL);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), extracts);
	}
	for (guint i = 0; i < G_N_ELEMENTS(met); i++) {
		g_autofree char *path = g_strconcat("/anchors/met/", met[i].name, NULL);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), meets);
	}
	g_test_add_func("/anchors/small-numbers-and-topics-weigh-half",
		small_numbers_and_topics_weigh_half);
	g_test_add_func("/anchors/a-language-without-words-still-has-numbers",
		a_language_without_words_still_has_numbers);
	g_test_add_func(
		"/anchors/a-huge-text-gives-a-bounded-number", a_huge_text_gives_a_bounded_number);
	g_test_add_func(
		"/anchors/a-wrong-file-is-told-with-its-line", a_wrong_file_is_told_with_its_line);
	g_test_add_func(
		"/anchors/a-later-folder-replaces-a-language", a_later_folder_replaces_a_language);
	int status = g_test_run();
	anchor_words_free(words);
	return status;
}
