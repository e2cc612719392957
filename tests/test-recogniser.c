/* test-recogniser.c - never refuses a place from which PCRE2 finds a match, and most others; tells
 * where it ends as PCRE2 does.
 * SPDX-License-Identifier: MIT */
#include "recogniser.h"

#include <string.h>

#include "pattern.h"

/* places: from which it may match, each with a blank behind it. */
static const struct {
	const char *name, *regex, *text, *places;
	guint flags;
} cases[] = {
	{ "plain-words", "no refund", "No refund, no re-fund", "0 ", 0 },
	{ "capitals-that-matter", "No", "no No NO", "3 ", PATTERN_CASE_SENSITIVE },
	{ "capitals-that-matter-in-a-group", "a(?-i:B)c", "aBC abc", "0 ", 0 },
	{ "edges", "\\bcat\\b", "cat cats bobcat a-cat", "0 18 ", 0 },
	{ "edges-beside-what-is-beyond-ascii-are-left-open", "\\bcat\\b",
		"\u00e9cat \u00e9 cat\u00e9", "2 9 ", 0 },
	{ "the-beginning", "^cat", "cat cat", "0 ", 0 },
	{ "the-end", "cat$", "cat cat", "4 ", 0 },
	{ "alternatives", "(?:dog|cat|cow)s", "cats dog cows", "0 9 ", 0 },
	{ "an-alternative-of-nothing", "a(?:|b)c", "ac abc adc", "0 3 ", 0 },
	{ "perhaps", "e-?mails?\\b", "email e-mails e--mail", "0 6 ", 0 },
	{ "any-number", "xa*y", "xy xaaay xby", "0 3 ", 0 },
	{ "one-at-least", "xa+y", "xy xaaay", "3 ", 0 },
	{ "counted", "xa{2,3}y", "xay xaay xaaay xaaaay", "4 9 ", 0 },
	{ "counted-from", "xa{2,}y", "xay xaay xaaaaaaaaay", "4 9 ", 0 },
	{ "counted-up", "x(?:ab){0,2}y", "xy xaby xababy xabababy", "0 3 8 ", 0 },
	{ "many-are-any", "xa{10,}y", "xy xaaaaaaaaaaaay", "3 ", 0 },
	{ "words", "no \\w+ yet", "no answer yet, no, yet", "0 ", 0 },
	{ "anything-but-words", "a\\Wb", "a.b a\u00e9b axb", "0 4 ", 0 },
	{ "digits", "\\d+ euros", "12 euros x euros", "0 1 ", 0 },
	{ "a-class", "x[abc]y", "xay xdy", "0 ", 0 },
	{ "a-class-of-others", "x[^ab]y", "xay xdy x.y", "4 8 ", 0 },
	{ "a-range", "x[a-c]y", "xby xdy", "0 ", 0 },
	{ "kinds-in-a-class", "x[\\w'-]y", "x'y x y x_y", "0 8 ", 0 },
	{ "characters-by-number", "[\\x{2600}-\\x{27bf}]", "a \u2615 \u00e9", "2 6 ", 0 },
	{ "a-range-between-escapes", "[\\+-\\/]", "a,b", "0 1 2 3 ", 0 },
	{ "a-bracket-in-a-class", "x[]a]y", "x]y xay xby", "0 4 ", 0 },
	{ "a-character-beyond-ascii", "caf\u00e9s", "caf\u00e9s cafes", "0 ", 0 },
	{ "any-character", "x.y", "x\u00e9y xy x\u4e00y", "0 8 ", 0 },
	{ "what-is-looked-at-is-taken-as-seen", "cat(?!s)", "cats", "0 ", 0 },
	{ "looking-behind-as-well", "(?<!a )cat", "a cat", "2 ", 0 },
	{ "nothing-at-all", "x*", "ab", "0 1 2 ", 0 },
	{ "what-was-met-before", "(a)\\1", "aa b", "0 1 ", 0 },
	{ "a-match-that-begins-later", "cat \\Ksat", "cat sat, sat", "0 ", 0 },
	{ "what-only-pcre2-understands", "\\Qa\\E", "aa b", "0 1 2 3 4 ", 0 },
	{ "flags-half-way", "a(?i)b", "ab", "0 1 2 ", 0 },
};

/* The caller frees. */
static guint8 *
see(const Recognisers *recognisers, const char *text)
{
	guint8 *seen = g_malloc(strlen(text) + 1);

	recognisers_see(recognisers, text, strlen(text), seen);
	return seen;
}

static char *
places(Recognisers *recognisers, const char *text)
{
	Span unit = { 0, strlen(text) };
	GString *found = g_string_new(NULL);
	g_autofree guint8 *seen = see(recognisers, text);

	for (size_t at = 0; at <= unit.end; at++) {
		Span starts = { at, at };
		size_t end;
		if (recognisers_narrow(recognisers, 0, seen, unit, &starts, &end))
			g_string_append_printf(found, "%zu ", at);
	}
	return g_string_free(found, FALSE);
}

static Recognisers *
recogniser_of(const char *regex, guint flags, GPtrArray *patterns)
{
	g_autofree char *message = NULL;
	Pattern *pattern = pattern_new(regex, flags, &message);

	g_assert_nonnull(pattern);
	g_ptr_array_add(patterns, pattern);
	return recognisers_new(patterns);
}

static void
is_recognised(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(GPtrArray) patterns =
		g_ptr_array_new_with_free_func((GDestroyNotify)pattern_free);
	Recognisers *recognisers = recogniser_of(cases[i].regex, cases[i].flags, patterns);

	/* Once more by what the first time left behind. */
	for (int time = 0; time < 2; time++) {
		g_autofree char *found = places(recognisers, cases[i].text);
		g_assert_cmpstr(found, ==, cases[i].places);
	}
	recognisers_free(recognisers);
}

static void
narrows_to_the_first(void)
{
	g_autoptr(GPtrArray) patterns =
		g_ptr_array_new_with_free_func((GDestroyNotify)pattern_free);
	Recognisers *recognisers = recogniser_of("\\bcat", 0, patterns);
	const char *text = "a dog, a cat, a cat";
	g_autofree guint8 *seen = see(recognisers, text);
	Span unit = { 0, strlen(text) }, starts = { 2, 18 };
	size_t end;

	g_assert_true(recognisers_narrow(recognisers, 0, seen, unit, &starts, &end));
	g_assert_cmpuint(starts.start, ==, 9);
	g_assert_cmpuint(starts.end, ==, 9);
	g_assert_cmpuint(end, ==, 12);
	starts = (Span){ 10, 15 };
	g_assert_false(recognisers_narrow(recognisers, 0, seen, unit, &starts, &end));
	/* Of a stretch of its own: it begins there, and ends before the word does. */
	unit = (Span){ 16, 18 };
	starts = unit;
	g_assert_false(recognisers_narrow(recognisers, 0, seen, unit, &starts, &end));
	recognisers_free(recognisers);
}

/* What stands around a unit is nothing to it. */
static void
begins_and_ends_with_its_unit(void)
{
	static const char *const regexes[] = { "^cat$", "\\bcat\\b", "(?<!s)cat(?!s)" };
	const char *text = "scats";

	for (guint i = 0; i < G_N_ELEMENTS(regexes); i++) {
		g_autoptr(GPtrArray) patterns =
			g_ptr_array_new_with_free_func((GDestroyNotify)pattern_free);
		Recognisers *recognisers = recogniser_of(regexes[i], 0, patterns);
		g_autofree guint8 *seen = see(recognisers, text);
		Span unit = { 1, 4 }, starts = unit;
		size_t end;
		g_assert_true(recognisers_narrow(recognisers, 0, seen, unit, &starts, &end));
		g_assert_cmpuint(starts.start, ==, 1);
		recognisers_free(recognisers);
	}
}

static const char *
one_of(GRand *random, const char *const *pieces, guint n)
{
	return pieces[g_rand_int_range(random, 0, (gint32)n)];
}

static char *
some_text(GRand *random)
{
	static const char *const pieces[] = { "a", "b", "A", "B", "_", "1", " ", ".", "c", "k",
		"\u00e9", "'", "-", "email", "no", "cat", "xaay" };
	GString *text = g_string_new(NULL);

	for (gint32 n = g_rand_int_range(random, 0, 30); n > 0; n--)
		g_string_append(text, one_of(random, pieces, G_N_ELEMENTS(pieces)));
	return g_string_free(text, FALSE);
}

/* Often no regular expression at all. */
static void
append_regex(GRand *random, GString *regex, int depth)
{
	static const char *const pieces[] = { "a", "b", "A", "B", "_", "1", " ", "c", "k", "\\w",
		"\\b", "[^a]", "[ab]", "[^\\w]", "[a-c1]", "[^\\s.]", "[\\d_-]", "[^_]", "[^1]",
		"[\\x{e0}-\\x{ff}]", "\\s", "\\d", "\\D", "\\W", "\\S", ".", "^", "$", "\u00e9",
		"\\.", "\\B", "\\1", "\\K" };
	static const char *const groups[] = { "(?:", "(?>", "(?=", "(?!", "(?-i:", "(?i:", "(" };
	static const char *const quantifiers[] = { "", "", "", "?", "*", "+", "{2}", "{1,3}",
		"{0,2}", "{2,}", "??", "*?", "++", "{8}", "{0,9}" };

	for (gint32 n = g_rand_int_range(random, 1, 5); n > 0; n--) {
		if (depth == 0 || g_rand_int_range(random, 0, 4) > 0) {
			g_string_append(regex, one_of(random, pieces, G_N_ELEMENTS(pieces)));
		} else {
			g_string_append(regex, one_of(random, groups, G_N_ELEMENTS(groups)));
			append_regex(random, regex, depth - 1);
			g_string_append_c(regex, '|');
			append_regex(random, regex, depth - 1);
			g_string_append_c(regex, ')');
		}
		g_string_append(regex, one_of(random, quantifiers, G_N_ELEMENTS(quantifiers)));
	}
}

typedef struct Counts {
	guint hits, told;
} Counts;

/* Each place: PCRE2 finds a match where one is told, and none is refused. */
static void
compare(Recognisers *recognisers, const Pattern *pattern, PatternSpace *space, const char *text,
	Counts *counts)
{
	g_autofree guint8 *seen = see(recognisers, text);
	Span unit = { 0, strlen(text) };

	for (size_t at = 0; at <= unit.end; at++) {
		Span starts = { at, at }, found = { 0, 0 };
		size_t end = NOT_TOLD;
		if ((text[at] & 0xc0) == 0x80)
			continue;
		PatternAnswer answer =
			pattern_find(pattern, space, text, unit.end, starts, &found, NULL);
		if (answer == PATTERN_NO_ANSWER)
			continue;
		bool is_hit = answer == PATTERN_HIT;
		bool may_be = recognisers_narrow(recognisers, 0, seen, unit, &starts, &end);
		if ((is_hit && !may_be) ||
			(may_be && end != NOT_TOLD && (!is_hit || found.end != end)))
			g_error("/%s/ at %zu of \"%s\": %d to %zu, told %d to %zu",
				pattern_regex(pattern), at, text, is_hit, found.end, may_be, end);
		counts->hits += is_hit;
		counts->told += is_hit && end != NOT_TOLD;
	}
}

static void
is_right(void)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(99);
	PatternSpace *space = pattern_space_new();
	Counts counts = { 0, 0 };

	for (int i = 0; i < 1500; i++) {
		g_autoptr(GString) regex = g_string_new(NULL);
		g_autofree char *message = NULL;
		append_regex(random, regex, 2);
		g_autoptr(Pattern) pattern =
			pattern_new(regex->str, i % 2 == 0 ? PATTERN_CASE_SENSITIVE : 0, &message);
		if (pattern == NULL)
			continue;
		g_autoptr(GPtrArray) patterns = g_ptr_array_new();
		g_ptr_array_add(patterns, pattern);
		Recognisers *recognisers = recognisers_new(patterns);
		for (int k = 0; k < 6; k++) {
			g_autofree char *text = some_text(random);
			compare(recognisers, pattern, space, text, &counts);
		}
		recognisers_free(recognisers);
	}
	g_assert_cmpuint(counts.hits, >, 10000);
	g_assert_cmpuint(counts.told, >, 3000);
	pattern_space_free(space);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/recogniser/", cases[i].name, NULL);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_recognised);
	}
	g_test_add_func("/recogniser/narrows-to-the-first", narrows_to_the_first);
	g_test_add_func("/recogniser/begins-and-ends-with-its-unit", begins_and_ends_with_its_unit);
	g_test_add_func("/recogniser/is-right-about-what-it-tells", is_right);
	return g_test_run();
}
