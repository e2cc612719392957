/* test-rule-errors.c - what a person is told about a rule file that cannot be read.
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "errors.h"
#include "own-rules.h"
#include "rulebook.h"

#define EXAMPLES "hit = h\nmiss = m\n"
#define A "[a]\nmeans = signal\nmatch = /x/\n" EXAMPLES

/* The message begins with the file; a.rules is the file, so ":3: ..." is how the rest goes on. */
static const struct {
	const char *name, *text, *message;
} cases[] = {
	{ "a-line-that-is-nothing", "[a]\nnonsense\n", ":2: expected \"key = value\"" },
	{ "keys-before-a-rule", "means = signal\n", ":1: \"means\" stands before the first" },
	{ "a-name-with-capitals", "[Rule]\n",
		":1: [Rule] is no name for a rule; use small letters" },
	{ "a-name-of-two-words", "[a b]\n", ":1: [a b] is no name for a rule" },
	{ "two-rules-of-a-name", A A, ":6: [a] stands at " },
	{ "an-unknown-key", "[a]\nmaches = /x/\n", ":2: \"maches\" is no key of a rule" },
	{ "a-key-twice", "[a]\nmeans = signal\nmeans = signal\n",
		":3: \"means\" stands twice in [a]" },
	{ "no-meaning", "[a]\nmatch = /x/\n" EXAMPLES, ":1: [a] says nothing of what it means" },
	{ "an-unknown-meaning", "[a]\nmeans = rage 2\n",
		":2: means: \"rage 2\" is nothing a rule can" },
	{ "a-feeling-without-intensity", "[a]\nmeans = worry\n", ":2: means: a feeling needs its" },
	{ "a-feeling-too-strong", "[a]\nmeans = worry 4\n", ":2: means: a feeling needs its" },
	{ "an-unknown-event", "[a]\nmeans = event party\n", ":2: means: expected one event: " },
	{ "nothing-to-match", "[a]\nmeans = signal\n" EXAMPLES,
		":1: [a] has neither match nor if" },
	{ "no-hit", "[a]\nmeans = signal\nmatch = /x/\nmiss = m\n", ":1: [a] has no hit" },
	{ "no-miss", "[a]\nmeans = signal\nmatch = /x/\nhit = h\n", ":1: [a] has no miss" },
	{ "an-empty-hit", "[a]\nhit =\n", ":2: hit: an example needs words" },
	{ "a-pattern-without-slashes", "[a]\nmatch = x\n", ":2: match: expected /regex/" },
	{ "a-pattern-with-an-unknown-flag", "[a]\nmatch = /x/i\n", ":2: match: expected /regex/" },
	{ "an-empty-pattern", "[a]\nmatch = //\n", ":2: match: " },
	{ "a-bad-pattern", "[a]\nmatch = /a(b/\n",
		":2: match: missing closing parenthesis at offset 3" },
	{ "a-bad-pattern-says-near-what", "[a]\nmatch = /a(b/\n", "near \"a(b\"" },
	{ "escapes-of-other-languages", "[a]\nmatch = /\\u00a3/\n",
		":2: match: PCRE2 does not support" },
	{ "a-define-that-is-not-there", "[a]\nmatch = /{PET}/\n",
		":2: match: {PET} is not defined" },
	{ "a-define-with-a-dollar", "[define]\nPET = cat\n[a]\nmatch = /${PET}/\n",
		":4: match: a define is used as {NAME}, without" },
	{ "a-define-of-itself", "[define]\nP = a{Q}\nQ = b{P}\n" A,
		":2: P: {P} is nested more than 8" },
	{ "a-define-twice", "[define]\nP = a\nP = b\n", ":3: {P} is defined at " },
	{ "a-define-in-small-letters", "[define]\npet = a\n",
		":2: \"pet\" is no name for a define" },
	{ "an-empty-define", "[define]\nP =\n", ":2: {P} is empty" },
	{ "a-define-that-grows",
		"[define]\nA = {B}{B}{B}{B}{B}{B}{B}{B}{B}{B}\n"
		"B = {C}{C}{C}{C}{C}{C}{C}{C}{C}{C}\nC = {D}{D}{D}{D}{D}{D}{D}{D}{D}{D}\n"
		"D = {E}{E}{E}{E}{E}{E}{E}{E}{E}{E}\nE = aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n" A,
		":2: A: longer than 49152 bytes" },
	{ "guard-words-that-are-no-pattern", "[define]\nNEGATION = a(\n" A,
		":2: NEGATION: missing" },
	{ "a-guard-without-words", "[a]\nmeans = worry 2\nguard = negation\nmatch = /x/\n" EXAMPLES,
		":1: [a] has a guard without words" },
	{ "an-unknown-guard", "[a]\nguard = night\n",
		":2: guard: \"night\" is not known; expected one" },
	{ "an-unknown-scope", "[a]\nscope = page\n", ":2: scope: \"page\" is not known; expected" },
	{ "an-unknown-mode", "[a]\nmode = maybe\n",
		":2: mode: \"maybe\" is not known; expected on" },
	{ "an-unknown-side", "[a]\nside = both\n",
		":2: side: \"both\" is not known; expected customer" },
	{ "a-side-against-its-meaning",
		"[a]\nmeans = worry 2\nside = reply\nmatch = /x/\n" EXAMPLES,
		":1: [a] is on the wrong side" },
	{ "yes-or-no", "[a]\nexplicit = perhaps\n",
		":2: explicit: \"perhaps\" is not known; expected" },
	{ "an-explicit-signal", "[a]\nmeans = signal\nexplicit = yes\nmatch = /x/\n" EXAMPLES,
		":1: [a] means no feeling; boost and explicit" },
	{ "a-boosted-signal", "[a]\nmeans = signal\nboost = yes\nmatch = /x/\n" EXAMPLES,
		":1: [a] means no feeling; boost and explicit" },
	{ "an-unknown-feeling", "[a]\nonly = rage\n",
		":2: only: \"rage\" is no feeling; they are" },
	{ "no-feeling", "[a]\nfits = ,\n", ":2: fits: \",\" is not known; expected one or more" },
	{ "only-for-replies", "[a]\nmeans = worry 2\nonly = joy\nmatch = /x/\n" EXAMPLES,
		":1: [a] looks at the customer; only" },
	{ "intensity-without-only",
		"[a]\nmeans = regret\nonly-intensity = 2\nmatch = /x/\n" EXAMPLES,
		":1: [a] has only-intensity without only" },
	{ "a-tag-with-capitals", "[a]\ntag = Pet\n",
		":2: tag: \"Pet\" is not known; expected words" },
	{ "guards-without-match",
		"[a]\nmeans = worry 2\nif = b\nscope = pair\n" EXAMPLES
		"[b]\nmeans = signal\nmatch = /x/\n" EXAMPLES,
		":1: [a] has no match that guard" },
	{ "a-condition-on-nobody", "[a]\nmeans = signal\nif = nobody\n" EXAMPLES,
		":3: if: there is no rule or tag \"nobody\"" },
	{ "a-condition-on-the-other-side",
		"[a]\nmeans = signal\nif = b\n" EXAMPLES
		"[b]\nmeans = regret\nmatch = /x/\n" EXAMPLES,
		":3: if: [b] is about the other side" },
	{ "a-condition-on-itself",
		"[a]\nmeans = signal\nif = b\n" EXAMPLES "[b]\nmeans = signal\nif = a\n" EXAMPLES,
		":1: [a] asks for itself" },
	{ "a-condition-half-negative", A "[b]\nmeans = signal\nif = a | !a\n" EXAMPLES,
		":8: if: of alternatives all or none" },
	{ "a-condition-of-absence-alone", A "[b]\nmeans = signal\nif = !a\n" EXAMPLES,
		":8: if: without match the first thing" },
	{ "a-distance-that-is-none", A "[b]\nmeans = signal\nif = a within reach\n" EXAMPLES,
		":8: if: within takes a number" },
	{ "an-empty-condition", "[a]\nmeans = signal\nif =\n" EXAMPLES,
		":3: if: \"\" is not known" },
	{ "an-unfinished-condition", A "[b]\nmeans = signal\nif = a &\n" EXAMPLES,
		":8: if: there is no rule or tag \"\"" },
	{ "before-and-not", A "[b]\nmeans = signal\nmatch = /y/\nbefore = !a\n" EXAMPLES,
		":9: before: takes a rule or tag" },
};

static void
is_refused(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_auto(OwnRules) folder = own_rules_new("en/a.rules", cases[i].text);
	g_autofree char *file = g_build_filename(folder, "en", "a.rules", NULL);
	const char *folders[] = { folder, NULL };
	g_autoptr(GError) error = NULL;

	g_assert_null(rulebook_load(folders, &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYNTAX);
	g_assert_true(g_str_has_prefix(error->message, file));
	if (strstr(error->message, cases[i].message) == NULL)
		g_test_message("%s", error->message);
	g_assert_nonnull(strstr(error->message, cases[i].message));
}

static void
too_many_defines(void)
{
	g_autoptr(GString) text = g_string_new(A "[define]\n");

	for (int i = 0; i < 5001; i++)
		g_string_append_printf(text, "D%d = x\n", i);
	g_auto(OwnRules) folder = own_rules_new("en/a.rules", text->str);
	const char *folders[] = { folder, NULL };
	g_autoptr(GError) error = NULL;
	g_assert_null(rulebook_load(folders, &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYNTAX);
	g_assert_true(
		g_str_has_suffix(error->message, ":5007: more than 5000 defines in a language"));
}

static void
no_rules_at_all(void)
{
	g_autofree char *folder = g_dir_make_tmp(NULL, NULL);
	const char *folders[] = { folder, NULL };
	g_autoptr(GError) error = NULL;

	g_assert_null(rulebook_load(folders, &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM);
	g_assert_nonnull(strstr(error->message, folder));
	g_rmdir(folder);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/rule-errors/", cases[i].name, NULL);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_refused);
	}
	g_test_add_func("/rule-errors/too-many-defines", too_many_defines);
	g_test_add_func("/rule-errors/no-rules-at-all", no_rules_at_all);
	return g_test_run();
}
