/* test-attribution.c - the vocabulary: read strictly, asked by words. SPDX-License-Identifier: MIT
 */
#include "attribution.h"

#include <string.h>

#include "errors.h"
#include "own-rules.h"

static const char english[] =
	"[attribution]\nwrote = wrote\nwrote = has written\non = On\n"
	"[header]\nfrom = From\nsent = Date sent\n"
	"[signature]\nsent-from = Sent from my * phone\nsign-off = Kind regards\n";
static const char chinese[] = "[attribution]\nwrote = 写道\n[header]\nfrom = 发件人\n";

typedef struct Fixture {
	OwnRules top;
	Attribution *words;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data)
{
	(void)data;
	g_autoptr(GError) error = NULL;

	fixture->top = own_rules_new("en/attribution.words", english);
	own_rules_put(fixture->top, "zh/attribution.words", chinese);
	const char *folders[] = { fixture->top, NULL };
	fixture->words = attribution_load(folders, &error);
	g_assert_no_error(error);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
	(void)data;
	attribution_free(fixture->words);
	own_rules_end(fixture->top);
}

static void
ends_at_words(Fixture *fixture, gconstpointer data)
{
	(void)data;
	g_assert_cmpuint(attribution_begins(fixture->words, WORD_ON, "on monday"), ==, 2);
	g_assert_cmpuint(attribution_begins(fixture->words, WORD_ON, "once"), ==, 0);
	g_assert_cmpuint(attribution_begins(fixture->words, WORD_WROTE, "写道："), ==, 6);
	g_assert_true(attribution_is(fixture->words, WORD_SIGN_OFF, "kind regards"));
	g_assert_false(attribution_is(fixture->words, WORD_SIGN_OFF, "kind regards to you"));
	g_assert_false(attribution_is(fixture->words, WORD_SIGN_OFF, ""));
}

static void
finds_at_words(Fixture *fixture, gconstpointer data)
{
	(void)data;
	gsize length = 0;
	const char *text = "rewrote, ann has written";

	g_assert_cmpstr(
		attribution_finds(fixture->words, WORD_WROTE, text, &length), ==, "has written");
	g_assert_cmpuint(length, ==, strlen("has written"));
	g_assert_null(attribution_finds(fixture->words, WORD_WROTE, "rewrote it", NULL));
	/* No blanks between Chinese words. */
	g_assert_nonnull(attribution_finds(fixture->words, WORD_WROTE, "10:15写道", NULL));
}

static void
star_stands_for_words(Fixture *fixture, gconstpointer data)
{
	(void)data;
	g_assert_true(attribution_is(
		fixture->words, WORD_SENT_FROM, "sent from my very old and slow phone"));
	g_assert_false(attribution_is(fixture->words, WORD_SENT_FROM, "sent from my tablet"));
}

static void
knows_labels(Fixture *fixture, gconstpointer data)
{
	(void)data;
	const char *value = NULL;

	g_assert_cmpint(attribution_label(fixture->words, "from: ann", &value), ==, WORD_FROM);
	g_assert_cmpstr(value, ==, "ann");
	g_assert_cmpint(attribution_label(fixture->words, "date sent : x", &value), ==, WORD_SENT);
	g_assert_cmpint(attribution_label(fixture->words, "发件人:ann", &value), ==, WORD_FROM);
	g_assert_cmpint(attribution_label(fixture->words, "from ann", &value), ==, WORD_KINDS);
	g_assert_cmpint(attribution_label(fixture->words, "note: ann", &value), ==, WORD_KINDS);
}

static void
later_folder_replaces_a_language(void)
{
	g_auto(OwnRules) ours = own_rules_new("en/attribution.words", english);
	g_auto(OwnRules) theirs =
		own_rules_new("en/attribution.words", "[attribution]\nwrote = scribbled\n");
	g_autoptr(GError) error = NULL;
	const char *folders[] = { ours, theirs, NULL };
	g_autoptr(Attribution) words = attribution_load(folders, &error);

	g_assert_no_error(error);
	g_assert_true(attribution_is(words, WORD_WROTE, "scribbled"));
	g_assert_false(attribution_is(words, WORD_WROTE, "wrote"));
}

static const struct {
	const char *name;
	const char *text;
	const char *said;
} wrongs[] = {
	{ "an-unknown-kind", "[header]\nfrm = From\n", ":2: 'frm' is no kind of word" },
	{ "no-words", "[header]\n\nfrom =\n", ":3: 'from' needs words before any '*'" },
	{ "a-star-in-a-label", "[header]\nfrom = From *\n", ":2: 'from' needs words without '*'" },
};

static void
says_where_it_is_wrong(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_auto(OwnRules) top = own_rules_new("en/attribution.words", wrongs[i].text);
	g_autoptr(GError) error = NULL;
	const char *folders[] = { top, NULL };

	g_assert_null(attribution_load(folders, &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYNTAX);
	g_assert_true(g_str_has_suffix(error->message, wrongs[i].said));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define ASK(name, function) \
	g_test_add("/attribution/" name, Fixture, NULL, set_up, function, tear_down)
	ASK("a-phrase-ends-where-a-word-ends", ends_at_words);
	ASK("a-phrase-is-found-where-a-word-begins", finds_at_words);
	ASK("a-star-stands-for-any-words", star_stands_for_words);
	ASK("header-labels-are-known-with-their-values", knows_labels);
#undef ASK
	g_test_add_func("/attribution/a-later-folder-replaces-a-language",
		later_folder_replaces_a_language);
	for (gsize i = 0; i < G_N_ELEMENTS(wrongs); i++) {
		g_autofree char *path = g_strconcat("/attribution/refuses-", wrongs[i].name, NULL);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), says_where_it_is_wrong);
	}
	return g_test_run();
}
