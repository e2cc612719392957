/* test-wording.c - the shipped words can be read; an administrator's mistakes are named with file
 * and line. SPDX-License-Identifier: MIT */
#include "wording.h"

#include "errors.h"
#include "feeling.h"
#include "inifile.h"
#include "own-rules.h"
#include "wording-files.h"

static char *shipped;

static Wording *
load_with(const char *own, GError **error)
{
	const char *const folders[] = { shipped, own, NULL };

	return wording_load(folders, error);
}

static void
english_is_complete(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Wording) wording = load_with(NULL, &error);
	g_assert_no_error(error);

	for (int kind = 0; kind < N_FEELINGS; kind++)
		g_assert_cmpstr(wording_word(wording, "en", WORDS_FEELINGS,
					feeling_name((FeelingKind)kind)),
			!=, "");
	g_assert_cmpstr(
		wording_word(wording, "en", WORDS_FEELINGS, "ignored"), ==, "feeling ignored");
	g_assert_cmpstr(
		wording_word(wording, "xx", WORDS_FEELINGS, "ignored"), ==, "feeling ignored");
}

static const struct {
	const char *name, *language, *file, *text, *expected;
} refusals[] = {
	{ "an-unknown-hole", "en", "notice-held.txt", "Subject: a\n\nDear {{agnet}},\n",
		"notice-held.txt:3: there is nothing called \"agnet\"" },
	{ "no-subject", "en", "notice-held.txt", "Dear agent,\n",
		"notice-held.txt:1: the first line must be" },
	{ "an-open-section-in-html", "en", "notice-note.html", "<p>\n{{#lead}}\n",
		"notice-note.html:2: the section \"lead\" is never closed" },
	{ "html-alone", "fr", "notice-held.html", "<p>",
		"notice-held.html:1: there is no notice-" },
	{ "a-kind-there-is-not", "en", "notice-hold.txt", "Subject: a\n",
		"notice-hold.txt:1: there is no notice of that name" },
	{ "a-part-there-is-not", "en", "notice-held.txt", "Subject: a\n\n{{> wayz}}\n",
		"notice-held.txt:3: there is no part called \"wayz\"" },
	{ "a-mistake-in-a-part", "en", "notice-part-until.txt", "By {{untill}}\n",
		"notice-part-until.txt:1: there is nothing called \"untill\"" },
	{ "bytes-that-are-no-text", "en", "notice-held.txt", "Subject: \xFF\n", "not UTF-8" },
	{ "a-feeling-there-is-not", "de", "notice.words", "[feelings]\n\nwory = Sorge\n",
		"notice.words:3: unknown name \"wory\"" },
	{ "a-section-there-is-not", "de", "notice.words", "[moods]\n",
		"notice.words:1: unknown section [moods]" },
};

static void
is_refused(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(GError) error = NULL;
	g_autofree char *name = g_build_filename(refusals[i].language, refusals[i].file, NULL);
	g_auto(OwnRules) own = own_rules_new(name, refusals[i].text);

	g_assert_null(load_with(own, &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYNTAX);
	g_test_message("%s", error->message);
	g_assert_nonnull(g_strstr_len(error->message, -1, refusals[i].expected));
}

static void
without_english_there_is_nothing(void)
{
	const char *const folders[] = { "/nonexistent/rules", NULL };
	g_autoptr(GError) error = NULL;

	g_assert_null(wording_load(folders, &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM);
}

static void
ones_own_text_takes_the_shipped_html_along(void)
{
	g_auto(OwnRules) own =
		own_rules_new("en/notice-held.txt", "Subject: Wait, {{agent}}\n\nHello.\n");
	g_autoptr(GError) error = NULL;
	g_autoptr(Wording) wording = load_with(own, &error);
	g_assert_no_error(error);
	g_autoptr(TemplateValues) values = template_values_new();
	template_values_set(values, "agent", "Sam");
	g_autofree char *subject = wording_subject(wording, "en", NOTICE_HELD, values);
	g_autofree char *text = wording_text(wording, "en", NOTICE_HELD, values);
	g_autofree char *note = wording_html(wording, "en", NOTICE_NOTE, values);

	g_assert_cmpstr(subject, ==, "Wait, Sam");
	g_assert_cmpstr(text, ==, "Hello.\n");
	g_assert_null(wording_html(wording, "en", NOTICE_HELD, values));
	g_assert_nonnull(note);
}

/* German is a language pack of notices: whatever English says, it says as well. */
static void
german_is_complete(void)
{
	g_autoptr(Wording) wording = load_with(NULL, NULL);
	g_autoptr(TemplateValues) values = template_values_new();
	g_autofree char *path = g_build_filename(shipped, "en", "notice.words", NULL);
	g_autoptr(IniFile) words = inifile_load(path, NULL);

	for (int kind = 0; kind < N_NOTICES; kind++) {
		g_autofree char *english = wording_text(wording, "en", (NoticeKind)kind, values);
		g_autofree char *german = wording_text(wording, "de", (NoticeKind)kind, values);
		g_autofree char *html = wording_html(wording, "de", (NoticeKind)kind, values);
		g_autofree char *other = wording_html(wording, "en", (NoticeKind)kind, values);
		g_assert_cmpstr(german, !=, english);
		g_assert_cmpstr(html, !=, other);
	}
	for (guint i = 0; i < words->sections->len; i++) {
		const IniSection *section = words->sections->pdata[i];
		WordGroup group = (WordGroup)word_group_from_name(section->name);
		for (guint j = 0; j < section->entries->len; j++) {
			const IniEntry *entry = section->entries->pdata[j];
			g_assert_cmpstr(wording_word(wording, "de", group, entry->key), !=,
				wording_word(wording, "en", group, entry->key));
		}
	}
	g_assert_cmpint(wording_wish(wording, "Freigeben", NULL), ==, WISH_RELEASE);
	g_assert_cmpint(wording_wish(wording,
				"ZUR\xC3\x9C"
				"CKZIEHEN",
				NULL),
		==, WISH_DISCARD);
	g_assert_cmpint(wording_wish(wording, "release", NULL), ==, WISH_RELEASE);
	g_assert_cmpint(wording_wish(wording, "nothing", NULL), ==, WISH_NONE);
	g_assert_cmpint(wording_wish(wording, "", NULL), ==, WISH_NONE);
}

static void
a_part_of_one_s_own_is_in_all_that_name_it(void)
{
	g_auto(OwnRules) own = own_rules_new("en/notice-part-foot.txt", "-- \nCall 4711.\n");
	g_autoptr(Wording) wording = load_with(own, NULL);
	g_autoptr(TemplateValues) values = template_values_new();
	g_autofree char *held = wording_text(wording, "en", NOTICE_HELD, values);
	g_autofree char *note = wording_text(wording, "en", NOTICE_NOTE, values);
	g_autofree char *german = wording_text(wording, "de", NOTICE_NOTE, values);

	g_assert_true(g_str_has_suffix(held, "-- \nCall 4711.\n"));
	g_assert_true(g_str_has_suffix(note, "-- \nCall 4711.\n"));
	g_assert_false(g_str_has_suffix(german, "-- \nCall 4711.\n"));
}

static void
another_language_speaks_for_itself(void)
{
	g_auto(OwnRules) own =
		own_rules_new("fr/notice-held.txt", "Subject: Angehalten\n\nGuten Tag.\n");
	g_autoptr(Wording) wording = load_with(own, NULL);
	g_autoptr(TemplateValues) values = template_values_new();
	g_autofree char *held = wording_subject(wording, "fr", NOTICE_HELD, values);
	g_autofree char *note = wording_subject(wording, "fr", NOTICE_NOTE, values);

	g_assert_cmpstr(held, ==, "Angehalten");
	g_assert_true(g_str_has_prefix(note, "[Sent"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	shipped = shipped_rules();
	for (guint i = 0; i < G_N_ELEMENTS(refusals); i++) {
		g_autofree char *path = g_strdup_printf("/wording/refuses/%s", refusals[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_refused);
	}
	g_test_add_func("/wording/english-is-complete", english_is_complete);
	g_test_add_func(
		"/wording/without-english-there-is-nothing", without_english_there_is_nothing);
	g_test_add_func("/wording/one's-own-text-takes-the-shipped-html-along",
		ones_own_text_takes_the_shipped_html_along);
	g_test_add_func("/wording/german-is-complete", german_is_complete);
	g_test_add_func("/wording/a-part-of-one's-own-is-in-all-that-name-it",
		a_part_of_one_s_own_is_in_all_that_name_it);
	g_test_add_func(
		"/wording/another-language-speaks-for-itself", another_language_speaks_for_itself);
	int result = g_test_run();
	g_free(shipped);
	return result;
}
