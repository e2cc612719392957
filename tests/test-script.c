/* test-script.c - what makes two sentences one script. SPDX-License-Identifier: MIT */
#include <string.h>

#include "given.h"
#include "own-rules.h"
#include "script.h"

static Rulebook *rulebook;

static guint64
fingerprint_of(const char *text)
{
	g_autoptr(Prose) prose = prose_new(text);

	return script_fingerprint(rulebook_lexicon(rulebook), prose, (Span){ 0, prose->length });
}

static void
names_and_numbers_do_not_change_a_fingerprint(void)
{
	guint64 one = fingerprint_of("Thank you for your order 4711 of the Blue Kettle, dear Ann.");
	guint64 two = fingerprint_of("Thank you for your order A-99 of the Lamp, dear {{name}}.");

	g_assert_cmpuint(one, ==, two);
	g_assert_cmpuint(one, !=, fingerprint_of("Thank you for the order of the lamp, my dear."));
	g_assert_cmpuint(fingerprint_of("Many thanks."), ==, 0);
}

static void
a_broken_macro_file_is_an_error(void)
{
	g_auto(OwnRules) top = own_rules_new("en/macros/bad.txt", "Hello \xff there");
	const char *folders[] = { top, NULL };
	g_autoptr(GError) error = NULL;

	g_assert_null(scripts_load(folders, rulebook_lexicon(rulebook), &error));
	g_assert_nonnull(error);
	g_assert_true(strstr(error->message, "bad.txt:1: ") != NULL);
}

#define PASTED "We value the loyalty of all our customers."

/* The file's name where the sentence is known by it, "" else. */
static char *
known_by(const Rulebook *rules)
{
	g_autoptr(Prose) prose = prose_new(PASTED);
	guint64 print =
		script_fingerprint(rulebook_lexicon(rules), prose, (Span){ 0, prose->length });
	const char *name = scripts_find(rulebook_scripts(rules), print);

	return g_strdup(name != NULL ? name : "");
}

/* An editor leaves hidden files, and a folder of no language is nobody's: what is not read must not
 * make another version, nor the other way round. */
static void
a_macro_that_is_read_is_part_of_the_version(void)
{
	static const struct {
		const char *file, *name;
	} rows[] = { { "en/macros/.loyal.txt", "" }, { "en/macros/loyal.txt~", "" },
		{ "en/macros/.loyal.txt.swp", "" }, { "en_GB/macros/loyal.txt", "" },
		{ ".x/macros/loyal.txt", "" }, { "english/macros/loyal.txt", "" },
		{ "en/macros/loyal.txt", "loyal.txt" } };

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_auto(OwnRules) top = own_rules_new("en/a.rules",
			"[a]\nmeans = signal\nmatch = /cat/\nhit = cat\nmiss = dog\n");
		const char *folders[] = { top, NULL };
		g_autoptr(Rulebook) before = rulebook_load(folders, NULL);
		own_rules_put(top, rows[i].file, PASTED "\n");
		g_autoptr(Rulebook) after = rulebook_load(folders, NULL);
		g_autofree char *name = known_by(after);
		bool is_same = g_str_equal(rulebook_version(before), rulebook_version(after));
		g_assert_cmpstr(name, ==, rows[i].name);
		g_assert_true(is_same == (*name == '\0'));
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	rulebook = given_rulebook();
	g_test_add_func("/script/names-and-numbers-do-not-change-a-fingerprint",
		names_and_numbers_do_not_change_a_fingerprint);
	g_test_add_func("/script/a-broken-macro-file-is-an-error", a_broken_macro_file_is_an_error);
	g_test_add_func("/script/a-macro-that-is-read-is-part-of-the-version",
		a_macro_that_is_read_is_part_of_the_version);
	int status = g_test_run();
	rulebook_unref(rulebook);
	return status;
}
