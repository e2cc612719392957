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

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	rulebook = given_rulebook();
	g_test_add_func("/script/names-and-numbers-do-not-change-a-fingerprint",
		names_and_numbers_do_not_change_a_fingerprint);
	g_test_add_func("/script/a-broken-macro-file-is-an-error", a_broken_macro_file_is_an_error);
	int status = g_test_run();
	rulebook_unref(rulebook);
	return status;
}
