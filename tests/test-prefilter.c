/* test-prefilter.c - hints change how fast rules are read, never what they find.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "inifile.h"
#include "literals.h"
#include "own-rules.h"
#include "pattern.h"
#include "prefilter.h"
#include "rulebook.h"

/* Clauses joined by " & ", literals by "|"; an edge is '<' or '>'. */
static const struct {
	const char *name, *regex, *clauses;
} required[] = {
	{ "plain-words", "no refund", "no refund" },
	{ "capitals-are-small", "No ReFund", "no refund" },
	{ "edges", "\\bno refund\\b", "<no refund>" },
	{ "an-edge-inside-says-nothing", "no\\b refund", "no refund" },
	{ "an-edge-beside-a-mark-says-nothing", "\\b'd be\\b", "'d be>" },
	{ "alternatives", "(?:no|not any) refund", "no refund|not any refund" },
	{ "alternatives-at-the-top", "never|\\bnot\\b", "<not>|never" },
	{ "an-alternative-of-anything-asks-for-nothing", "never|\\w+", "" },
	{ "an-optional-letter", "e-?mails?", "e-mail|email" },
	{ "a-gap-parts", "refund (?:\\w+ )?money", "refund  & <money" },
	{ "what-may-be-absent-is-not-asked-for", "(?:a\\w+bc)?refund", "refund" },
	{ "the-end-of-a-part-is-not-the-part", "xyz(?:abc\\w*bcd)def", "xyz & abc & bcd & def" },
	{ "repeated-at-least-once", "(?:very )+sorry", "very  & <sorry" },
	{ "repeated-perhaps-never", "(?:very )*sorry", "sorry" },
	{ "a-counted-repetition", "(?:very ){2,3}sorry", "very  & <sorry" },
	{ "blanks-come-alone", "no\\s+re-?\\s*fund",
		"no re fund|no re- fund|no re-fund|no refund" },
	{ "a-small-class", "apologi[sz]e", "apologise|apologize" },
	{ "a-long-range-is-a-gap", "room [a-z]x", "room " },
	{ "a-short-range", "\\b[4-6]th\\b", "<4th>|<5th>|<6th>" },
	{ "a-negated-class-is-a-gap", "abc[^x]bcd", "abc & bcd" },
	{ "a-bracket-in-a-class", "ab[]x]cd", "ab]cd|abxcd" },
	{ "looking-ahead-asks-for-nothing", "refund(?! fee)(?=s)", "refund" },
	{ "looking-behind-asks-for-nothing", "(?<!no )refund", "refund" },
	{ "escapes", "who\\? me\\.", "who? me." },
	{ "properties-are-gaps", "abc\\p{Lu}bcd", "abc & bcd" },
	{ "letters-beyond-ascii-are-gaps", "caf\u00e9 au lait", " au lait & caf & ^" },
	{ "a-single-letter-that-is-a-word", "\\bi\\b", "<i>" },
	{ "few-letters-within-words-are-not-worth-it", "(?:th|i)", "" },
	{ "flags-for-a-group", "(?-i:ABC)", "abc" },
	{ "what-is-not-understood-asks-for-nothing", "(?R)abc", "" },
	{ "nor-back-references-in-words", "\\Qabc\\E", "" },
	{ "nor-flags-half-way", "(?i)abc", "" },
	{ "lazy-and-possessive", "abc+?bcd++def", "abc & bcd & def" },
	{ "digits", "\\d+ euros", "0|^ &  euros" },
	{ "digits-or-words", "(?:\\d+|two|three)x?", "0|^|three|two" },
	{ "digits-that-may-be-absent", "\\d*abc", "abc" },
	{ "a-telling-mark", "\\w+\\?", "?" },
	{ "marks-that-tell-nothing", "\\w+,", "" },
	{ "a-match-that-begins-later", "cat \\Ksat", "cat sat" },
	{ "what-is-cut", "absolutely nothing", "absolutely not" },
	{ "what-begins-alike", "(?:refund|refunds|refunded) me",
		"refund me|refunded me|refunds me" },
	{ "an-edge-before-alternatives", "\\b(?:not|\\w+ no) refund", " no|<not &  refund" },
	{ "everything", ".*", "" },
};

static int
by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Clauses in any order: compared sorted. */
static char *
told(const char *regex)
{
	guint reach;
	g_autoptr(GPtrArray) clauses = literals_required(regex, &reach);
	g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < clauses->len; i++) {
		const GPtrArray *clause = clauses->pdata[i];
		GString *part = g_string_new(NULL);
		for (guint k = 0; k < clause->len; k++) {
			const char *literal = ((const Literal *)clause->pdata[k])->text;
			g_string_append(part, k > 0 ? "|" : "");
			for (const char *c = literal; *c != '\0'; c++)
				g_string_append_c(part, *c == LITERAL_DIGIT    ? '0'
							: *c == LITERAL_BEYOND ? '^'
							: *c != LITERAL_EDGE   ? *c
							: c == literal         ? '<'
									       : '>');
		}
		g_ptr_array_add(parts, g_string_free(part, FALSE));
	}
	g_ptr_array_sort(parts, by_text);
	g_ptr_array_add(parts, NULL);
	return g_strjoinv(" & ", (char **)parts->pdata);
}

static char *
sorted(const char *clauses)
{
	g_auto(GStrv) parts = g_strsplit(clauses, " & ", -1);

	qsort(parts, g_strv_length(parts), sizeof(*parts), by_text);
	return g_strjoinv(" & ", parts);
}

static void
is_required(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autofree char *got = told(required[i].regex);
	g_autofree char *expected = sorted(required[i].clauses);

	g_assert_cmpstr(got, ==, expected);
}

/* How far before a text's end a match begins that ends there. */
static void
reaches_to_the_end(void)
{
	static const struct {
		const char *regex;
		guint reach;
	} rows[] = {
		{ "cat$", 3 },
		{ "(?:big )?cat[.!]{0,2}$", 9 },
		{ "\\bcat\\b[^.]{0,40}$|mice$", 43 },
		{ "(?:cat|dog(?:gy)?$)$", 5 },
		{ "caf\u00e9$", 4 },
		{ "cat", LITERAL_ANYWHERE },
		{ "cat.*$", LITERAL_ANYWHERE },
		{ "cat$|dog", LITERAL_ANYWHERE },
		{ "cat(?: sat$)?", LITERAL_ANYWHERE },
		{ "(?=cat$)cat", LITERAL_ANYWHERE },
		{ "(cat) \\1$", LITERAL_ANYWHERE },
		{ "(?i)cat$", LITERAL_ANYWHERE },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		guint reach;
		g_ptr_array_unref(literals_required(rows[i].regex, &reach));
		g_test_message("%s", rows[i].regex);
		g_assert_cmpuint(reach, ==, rows[i].reach);
	}
}

/* ---- the same answers -------------------------------------------------------------------------
 */

static char *
hits_told(const Rulebook *rulebook, Side side, const char *text)
{
	g_autoptr(Prose) prose = rulebook_prose(rulebook, "en", text);
	g_autoptr(Hits) hits = rulebook_read(rulebook, "en", side, prose, ~(guint64)0);
	GString *got = g_string_new(NULL);

	for (guint i = 0; i < hits->hits->len; i++) {
		const Hit *hit = &g_array_index(hits->hits, Hit, i);
		g_string_append_printf(got, "%s %zu-%zu %zu %d\n", hit->rule->name, hit->span.start,
			hit->span.end, hit->sentence, hit->intensity);
	}
	return g_string_free(got, FALSE);
}

/* Every example of every shipped rule. */
static GPtrArray *
examples(const char *folder)
{
	GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *path = g_build_filename(folder, "en", NULL);
	g_autoptr(GDir) directory = g_dir_open(path, 0, NULL);
	const char *name;

	g_assert_nonnull(directory);
	while ((name = g_dir_read_name(directory)) != NULL) {
		if (!g_str_has_suffix(name, ".rules"))
			continue;
		g_autofree char *file_path = g_build_filename(path, name, NULL);
		g_autoptr(IniFile) file = inifile_load(file_path, NULL);
		g_assert_nonnull(file);
		for (guint i = 0; i < file->sections->len; i++) {
			const IniSection *section = file->sections->pdata[i];
			for (guint k = 0; k < section->entries->len; k++) {
				const IniEntry *entry = section->entries->pdata[k];
				if (g_str_equal(entry->key, "hit") ||
					g_str_equal(entry->key, "miss"))
					g_ptr_array_add(texts, g_strdup(entry->value));
			}
		}
	}
	return texts;
}

/* Some examples together, with what could lead hints astray between them. */
static char *
mixture(GRand *random, const GPtrArray *texts)
{
	static const char *const glue[] = { " ", "\n\n", ". ", ", ", "!!", "\u00e9", " \u212a",
		"\u017f", "\u0663 ", "\n- ", "...", "\u3002", " (", "\u200b", "\xff", "_" };
	GString *text = g_string_new(NULL);
	gint32 n = g_rand_int_range(random, 1, 12);

	for (gint32 i = 0; i < n; i++) {
		const char *example = texts->pdata[g_rand_int_range(random, 0, (gint32)texts->len)];
		g_autofree char *other = g_rand_int_range(random, 0, 4) == 0
						 ? g_ascii_strup(example, -1)
						 : g_strdup(example);
		g_string_append(text, other);
		g_string_append(
			text, glue[g_rand_int_range(random, 0, (gint32)G_N_ELEMENTS(glue))]);
	}
	return g_string_free(text, FALSE);
}

static void
hints_change_nothing(void)
{
	g_autofree char *shipped = shipped_rules();
	const char *folders[] = { shipped, NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(Rulebook) hinted = rulebook_load(folders, &error);
	g_assert_no_error(error);
	g_autoptr(Rulebook) plain = rulebook_load(folders, &error);
	g_assert_no_error(error);
	g_autoptr(GPtrArray) texts = examples(shipped);
	g_autoptr(GRand) random = g_rand_new_with_seed(4711);
	guint n_hits = 0;

	rulebook_make_hints(hinted);
	rulebook_try_everything(plain);
	for (guint i = 0; i < 160; i++) {
		g_autofree char *text = mixture(random, texts);
		Side side = i % 2 == 0 ? SIDE_CUSTOMER : SIDE_REPLY;
		g_autofree char *with = hits_told(hinted, side, text);
		g_autofree char *without = hits_told(plain, side, text);
		if (!g_str_equal(with, without))
			g_test_message("%s", text);
		g_assert_cmpstr(with, ==, without);
		n_hits += *with != '\0';
	}
	g_assert_cmpuint(n_hits, >, 40);
}

/* More sentences than a word has bits, and a match in each of the odd places. */
static void
many_sentences_keep_their_places(void)
{
	g_auto(OwnRules) folder = own_rules_new("en/a.rules",
		"[a]\nmeans = signal\nmatch = /big cat/\nhit = h\nmiss = m\n"
		"[b]\nmeans = signal\nscope = pair\nmatch = /cat\\. small dog/\nhit = h\nmiss = m\n"
		"[c]\nmeans = signal\nmatch = /big cat/\nunless-near = /small dog/\nhit = h\nmiss = m\n"
		"[d]\nmeans = signal\nscope = text\nmatch = /small.*huge/\nhit = h\nmiss = m\n");
	const char *folders[] = { folder, NULL };
	g_autoptr(GString) text = g_string_new(NULL);

	for (int i = 0; i < 190; i++)
		g_string_append(text, i == 63 || i == 128 ? "A big cat. "
				      : i == 64           ? "Small dog. "
				      : i == 189          ? "A huge cow. "
							  : "Nothing here. ");
	g_autoptr(Rulebook) hinted = rulebook_load(folders, NULL);
	g_autoptr(Rulebook) plain = rulebook_load(folders, NULL);
	rulebook_make_hints(hinted);
	rulebook_try_everything(plain);
	g_autofree char *with = hits_told(hinted, SIDE_CUSTOMER, text->str);
	g_autofree char *without = hits_told(plain, SIDE_CUSTOMER, text->str);
	g_assert_cmpstr(with, ==, without);
	for (const char *name = "abcd"; *name != '\0'; name++)
		g_assert_nonnull(strchr(with, *name));
}

/* Letters of more bytes than one lengthen how far before the end a match may begin; where it may
 * begin anywhere, there is nothing to lengthen. */
static void
long_letters_hide_no_match(void)
{
	g_auto(OwnRules) folder = own_rules_new("en/a.rules",
		"[a]\nmeans = signal\nmatch = /\\bcat\\b/\nhit = h\nmiss = m\n"
		"[b]\nmeans = signal\nmatch = /\\bwarm\\b.{0,5}$/\nhit = h\nmiss = m\n");
	const char *folders[] = { folder, NULL };

	g_autoptr(Rulebook) hinted = rulebook_load(folders, NULL);
	rulebook_make_hints(hinted);
	g_autofree char *with =
		hits_told(hinted, SIDE_CUSTOMER, "The cat and I had a warm \u00e9t\u00e9.");
	g_assert_cmpstr(with, ==, "a 4-7 0 0\nb 20-31 0 0\n");
}

/* A rule, and a text with a piece of it repeated; where hits begin and end. */
static const struct {
	const char *name, *keys;
	const char *start, *piece;
	int times;
	const char *end;
	const char *hits;
} edges[] = {
	{ "all-of-the-text", "match = /cat/", "cat", "", 0, "", "0-3 " },
	{ "one-mark", "match = /\\?/", "?", "", 0, "", "0-1 " },
	{ "the-first-and-the-last-digit", "match = /\\d euros/", "Now 0 euros. Then 9 euros.", "",
		0, "", "4-11 18-25 " },
	{ "nothing-is-needed", "match = /\\w+,/", "Well, no.", "", 0, "", "0-5 " },
	{ "the-last-word-of-all", "match = /cat|dog/", "A dog.", "", 0, "", "2-5 " },
	{ "the-end-of-a-unit-alone", "match = /dog/\nunless = /(?<=cat)$/", "A dog and a ", "", 0,
		"cat", "" },
	{ "each-sentence-in-its-word", "match = /big cat/", "", "Fine. ", 63,
		"A big cat. A big cat. A cat.", "380-387 391-398 " },
	{ "words-of-two-sentences", "scope = pair\nmatch = /cat.{0,9}dog/", "", "Fine. ", 63,
		"A cat. A dog. Fine.", "380-390 " },
	{ "no-blank-between-sentences", "match = /cat sat/", "It came today.Cat sat there.", "", 0,
		"", "14-21 " },
	{ "a-sentence-begins-within-a-word", "match = /\\br\\b/", "Hello.\n\n4. open", "", 0, "",
		"10-11 " },
	{ "the-kelvin-sign", "match = /kitten/", "A \u212aitten.", "", 0, "", "2-10 " },
	{ "the-long-s", "match = /cats/", "Two cat\u017f.", "", 0, "", "4-9 " },
	{ "letters-of-many-bytes", "match = /\\bwarm\\b.{0,5}$/", "Warm", "\U0001f321", 5, "",
		"0-24 " },
	{ "many-places-of-a-unit", "match = /\\bcat\\b.{0,3}dog/", "", "cat ", 70, "cat dog.",
		"280-287 " },
	{ "more-places-than-are-kept", "scope = text\nmatch = /\\bcat\\b.{0,9}dog/", "", "cat ",
		66000, "dog.", "263988-264003 " },
	{ "farther-on-than-is-told", "scope = text\nmatch = /[xy].{0,65535}cat/", "x", " a", 32767,
		" cat", "0-65539 " },
	{ "longer-than-anywhere-is-far", "scope = text\nmatch = /big cat/", "A big cat. ",
		"nothing ", 130000, "", "2-9 " },
};

static char *
spans_told(const char *rules, const char *text, bool with_hints)
{
	g_auto(OwnRules) folder = own_rules_new("en/a.rules", rules);
	const char *folders[] = { folder, NULL };
	g_autoptr(GError) error = NULL;

	own_rules_put(folder, "en/respelling.words", "[respelling]\n4 = four\n");
	g_autoptr(Rulebook) rulebook = rulebook_load(folders, &error);
	g_assert_no_error(error);
	if (with_hints)
		rulebook_make_hints(rulebook);
	else
		rulebook_try_everything(rulebook);
	g_autoptr(Prose) prose = rulebook_prose(rulebook, "en", text);
	g_autoptr(Hits) hits = rulebook_read(rulebook, "en", SIDE_CUSTOMER, prose, 0);
	GString *got = g_string_new(NULL);
	g_assert_cmpuint(hits->no_answer->len, ==, 0);
	for (guint i = 0; i < hits->hits->len; i++) {
		Span span = g_array_index(hits->hits, Hit, i).span;
		g_string_append_printf(got, "%zu-%zu ", span.start, span.end);
	}
	return g_string_free(got, FALSE);
}

static void
no_edge_is_missed(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autofree char *rules =
		g_strdup_printf("[a]\nmeans = signal\n%s\nhit = h\nmiss = m\n", edges[i].keys);
	g_autoptr(GString) text = g_string_new(edges[i].start);

	for (int k = 0; k < edges[i].times; k++)
		g_string_append(text, edges[i].piece);
	g_string_append(text, edges[i].end);
	g_autofree char *with = spans_told(rules, text->str, true);
	g_autofree char *without = spans_told(rules, text->str, false);
	g_assert_cmpstr(with, ==, without);
	g_assert_cmpstr(with, ==, edges[i].hits);
}

/* Without this all of the above would say nothing: sentences are really left out, and places. */
static void
hints_leave_much_out(void)
{
	static const struct {
		const char *regex;
		Reach reach;
		guint64 sentences;
	} rows[] = {
		{ "\\bcat\\b.{0,9}dog", REACH_SENTENCE, 1 << 3 },
		{ "\\bcat\\b.{0,9}dog", REACH_NEXT, 1 << 0 | 1 << 2 | 1 << 3 },
		{ "\\bcat\\b.{0,9}dog", REACH_TEXT, ~(guint64)0 },
		{ "\\bcat\\b", REACH_SENTENCE, 1 << 0 | 1 << 3 },
		{ "\\bcow\\b", REACH_TEXT, 0 },
		{ "\\w+", REACH_SENTENCE, ~(guint64)0 },
	};
	g_autoptr(GPtrArray) patterns =
		g_ptr_array_new_with_free_func((GDestroyNotify)pattern_free);
	g_autoptr(Prose) prose = prose_new("A cat. A dog. Nothing. The cat and a dog.");
	Span unit = prose->sentences[3].span, starts;
	size_t end;

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
		g_ptr_array_add(patterns, pattern_new(rows[i].regex, 0, &(char *){ NULL }));
	Prefilter *prefilter = prefilter_new(patterns);
	g_assert_nonnull(prefilter);
	PrefilterSpace *space = prefilter_space_new(prefilter);
	g_assert_true(prefilter_scan(prefilter, space, prose));
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		const guint64 *found = prefilter_sentences(prefilter, space, i, rows[i].reach);
		g_assert_cmpuint(found != NULL ? *found : 0, ==, rows[i].sentences);
	}
	g_assert_true(prefilter_next(prefilter, space, 0, unit, unit.start, &starts, &end));
	g_assert_cmpuint(starts.start, ==, unit.start + strlen("The "));
	g_assert_cmpuint(starts.end, ==, starts.start);
	g_assert_false(prefilter_next(prefilter, space, 0, unit, starts.start + 1, &starts, &end));
	prefilter_space_free(space);
	prefilter_free(prefilter);
}

static gpointer
read_many(gpointer data)
{
	const Rulebook *rulebook = data;

	for (int i = 0; i < 60; i++) {
		g_autofree char *hits =
			hits_told(rulebook, SIDE_CUSTOMER, "A cat. No \u00e9t\u00e9.");
		g_assert_cmpstr(hits, ==, "a 2-5 0 0\n");
	}
	return NULL;
}

/* Nobody asked for the hints: they are made while texts are being read. */
static void
threads_share_a_rulebook(void)
{
	g_auto(OwnRules) folder = own_rules_new(
		"en/a.rules", "[a]\nmeans = signal\nmatch = /\\bcat\\b/\nhit = h\nmiss = m\n");
	const char *folders[] = { folder, NULL };
	GThread *threads[4];

	g_autoptr(Rulebook) rulebook = rulebook_load(folders, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
		threads[i] = g_thread_new(NULL, read_many, rulebook);
	for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
		g_thread_join(threads[i]);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(required); i++) {
		g_autofree char *path = g_strconcat("/prefilter/literals-", required[i].name, NULL);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_required);
	}
	g_test_add_func("/prefilter/reaches-to-the-end", reaches_to_the_end);
	for (guint i = 0; i < G_N_ELEMENTS(edges); i++) {
		g_autofree char *path = g_strconcat("/prefilter/edge-", edges[i].name, NULL);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), no_edge_is_missed);
	}
	g_test_add_func("/prefilter/hints-leave-much-out", hints_leave_much_out);
	g_test_add_func("/prefilter/hints-change-nothing", hints_change_nothing);
	g_test_add_func(
		"/prefilter/many-sentences-keep-their-places", many_sentences_keep_their_places);
	g_test_add_func("/prefilter/long-letters-hide-no-match", long_letters_hide_no_match);
	g_test_add_func("/prefilter/threads-share-a-rulebook", threads_share_a_rulebook);
	return g_test_run();
}
