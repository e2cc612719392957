/* test-prose.c - folding, the way back, and where sentences end. SPDX-License-Identifier: MIT */
#include "prose.h"

#include <string.h>

#include "own-rules.h"

static const struct {
	const char *name, *text, *folded;
} folds[] = {
	{ "nothing", "", "" },
	{ "blanks-alone", " \n\t\n ", "" },
	{ "curly-quotes-are-straight", "I\u2019m \u201csorry\u201d `so\u00b4",
		"I'm \"sorry\" 'so'" },
	{ "a-no-break-space-is-a-blank", "84\u00a0EUR\u202f!", "84 EUR !" },
	{ "zero-width-characters-are-gone", "fru\u200bstra\u00adted\ufeff", "frustrated" },
	{ "dashes-are-hyphens", "a\u2014b \u2013 c", "a-b - c" },
	{ "an-ellipsis-is-three-stops", "well\u2026", "well..." },
	{ "a-run-of-blanks-is-one", "  a \t  b  ", "a b" },
	{ "a-line-wrap-is-a-blank", "a\r\n  b\rc\n\nd", "a b c d" },
	{ "accents-are-joined-to-their-letter", "cafe\u0301", "caf\u00e9" },
	{ "an-accent-on-nothing-stays", "\u0301a", "\u0301a" },
	{ "bytes-that-are-not-utf8-are-replaced", "a\xe9z", "a\ufffdz" },
	{ "control-characters-are-blanks", "a\x01z", "a z" },
	{ "emoji-lose-their-selector", "\u2764\ufe0f!", "\u2764!" },
};

static void
is_folded(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(Prose) prose = prose_new(folds[i].text);

	g_assert_cmpstr(prose->text, ==, folds[i].folded);
	g_assert_cmpuint(prose->length, ==, strlen(folds[i].folded));
	for (size_t at = 0; at < prose->length; at++)
		g_assert_cmpuint(prose->origin[at], <=, prose->origin[at + 1]);
}

/* ---- words typed in haste ---------------------------------------------------------------------
 */

static const char hasty[] = "[respelling]\nim = I'm\nu = you\ncant = can't\nalot = a lot\n";

static const struct {
	const char *name, *text, *folded;
} respelled[] = {
	{ "in-the-middle", "so im here", "so I'm here" },
	{ "at-both-ends", "u cant", "you can't" },
	{ "before-marks", "im, u? (cant) alot.", "I'm, you? (can't) a lot." },
	{ "a-capital-stays", "Cant you? CANT YOU?", "Can't you? CAN'T YOU?" },
	{ "an-initial-is-no-word", "U. Berg and U", "U. Berg and U" },
	{ "part-of-a-word", "image, cantina, you'im", "image, cantina, you'im" },
	{ "abbreviations-handles-addresses", "e.u.r @im #cant a/u u@b.example im.example",
		"e.u.r @im #cant a/u u@b.example im.example" },
	{ "beside-other-letters", "\u00e9u u\u00e9", "\u00e9u u\u00e9" },
	{ "every-word-grows", "u u u u u u u u u u u u",
		"you you you you you you you you you you you you" },
	{ "an-accent-after-growing", "u u u u u cafe\u0301", "you you you you you caf\u00e9" },
};

static Respelling *
respelling_of(const char *text, GError **error)
{
	g_auto(OwnRules) folder = own_rules_new("en/respelling.words", text);
	const char *folders[] = { folder, NULL };

	return respelling_load(folders, "en", error);
}

static void
is_respelled(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(Respelling) respelling = respelling_of(hasty, NULL);
	g_autoptr(Prose) prose = prose_respelled(respelled[i].text, respelling);

	g_assert_cmpstr(prose->text, ==, respelled[i].folded);
	for (size_t at = 0; at < prose->length; at++)
		g_assert_cmpuint(prose->origin[at], <=, prose->origin[at + 1]);
}

/* Evidence is the writer's own, whole words of it. */
static void
respelled_words_are_quoted_as_written(void)
{
	g_autoptr(Respelling) respelling = respelling_of(hasty, NULL);
	g_autoptr(Prose) prose = prose_respelled("ok, im cross", respelling);
	const char *verb = strstr(prose->text, "'m cross");
	Span span = { (size_t)(verb - prose->text), prose->length };
	Span half = { 4, 5 };

	g_autofree char *quote = prose_quote(prose, span);
	g_assert_cmpstr(quote, ==, "im cross");
	g_autofree char *word = prose_quote(prose, half);
	g_assert_cmpstr(word, ==, "im");
}

static const struct {
	const char *name, *text, *message;
} unsound[] = {
	{ "another-section", "[words]\nim = I'm\n", ":1: [words] is not known" },
	{ "no-small-letters", "[respelling]\nIm = I'm\n", ":2: \"Im\" is no word" },
	{ "nothing", "[respelling]\nim =\n", ":2: im: expected words in ASCII" },
	{ "too-long", "[respelling]\nu = you and all\n", ":2: u: expected words in ASCII" },
	{ "not-ascii", "[respelling]\nuber = \u00fcber\n", ":2: uber: expected words in ASCII" },
	{ "two-blanks", "[respelling]\nalot = a  lot\n", ":2: alot: expected words in ASCII" },
	{ "another-blank", "[respelling]\nalot = a\tlot\n", ":2: alot: expected words in ASCII" },
	{ "another-quote", "[respelling]\nim = I`m\n", ":2: im: expected words in ASCII" },
};

static void
is_unsound(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(GError) error = NULL;

	g_assert_null(respelling_of(unsound[i].text, &error));
	g_assert_nonnull(error);
	if (strstr(error->message, unsound[i].message) == NULL)
		g_test_message("%s", error->message);
	g_assert_nonnull(strstr(error->message, unsound[i].message));
}

/* Expected: sentences joined by '|', a new paragraph by '||'. */
static const struct {
	const char *name, *text, *sentences;
} splits[] = {
	{ "one-sentence-without-a-stop", "no stop here", "no stop here" },
	{ "stops-questions-exclamations", "It broke. Why? Help! Now.",
		"It broke.|Why?|Help!|Now." },
	{ "runs-of-marks-are-one-end", "Why?!! Tell me...", "Why?!!|Tell me..." },
	{ "closing-quotes-belong-to-the-sentence", "He said \"no.\" Then he left.",
		"He said \"no.\"|Then he left." },
	{ "quoted-exclamations-do-not-end", "\"Stop!\" he said and left.",
		"\"Stop!\" he said and left." },
	{ "an-aside-does-not-end", "It broke (again!) and again.", "It broke (again!) and again." },
	{ "titles", "Dear Mr. Jones and Dr. Ames, hello.", "Dear Mr. Jones and Dr. Ames, hello." },
	{ "numbers-after-no", "See no. 5 of it. I said no. Then I left.",
		"See no. 5 of it.|I said no.|Then I left." },
	{ "etc-before-small-letters", "Cables, etc. are missing, screws etc. We wait.",
		"Cables, etc. are missing, screws etc.|We wait." },
	{ "times", "Come at 5 p.m. or at 6 a.m. It is late.",
		"Come at 5 p.m. or at 6 a.m.|It is late." },
	{ "for-example", "Things, e.g. Bolts, fell.", "Things, e.g. Bolts, fell." },
	{ "initials", "I spoke to J. Smith. So did I. Fine.",
		"I spoke to J. Smith.|So did I.|Fine." },
	{ "decimals-and-versions", "It cost 84.90 and runs 2.1.3 now. Ok.",
		"It cost 84.90 and runs 2.1.3 now.|Ok." },
	{ "addresses", "See www.shop.Example or a.b@shop.Example now. Ok.",
		"See www.shop.Example or a.b@shop.Example now.|Ok." },
	{ "a-company-that-is-a-domain", "I asked Booking.Com about it. Ok.",
		"I asked Booking.Com about it.|Ok." },
	{ "no-blank-after-the-stop", "It came today.But nobody rang.Then it left.",
		"It came today.|But nobody rang.|Then it left." },
	{ "pictures-behind-the-mark", "So sorry! \xF0\x9F\x99\x8F We look.\xF0\x9F\x98\x8A Bye",
		"So sorry! \xF0\x9F\x99\x8F|We look.\xF0\x9F\x98\x8A|Bye" },
	{ "no-blank-after-exclamations", "help!!please do", "help!!|please do" },
	{ "writers-without-capitals", "i waited. nobody came. why? i left",
		"i waited.|nobody came.|why?|i left" },
	{ "short-words-before-small-letters", "it is 5 ft. by 6 ft. and wide",
		"it is 5 ft. by 6 ft. and wide" },
	{ "ellipsis-goes-on-with-small-letters", "I waited... and waited\u2026 Nobody came.",
		"I waited... and waited\u2026|Nobody came." },
	{ "a-blank-line-ends-and-begins-a-paragraph", "Hello Ann\n\nit broke",
		"Hello Ann||it broke" },
	{ "a-wrap-goes-on", "this line was wrapped by the mail program at\nthe usual place. Ok.",
		"this line was wrapped by the mail program at\nthe usual place.|Ok." },
	{ "a-short-line-before-a-capital-ends",
		"Hi Ann,\nIt broke on the first day and I want my money.",
		"Hi Ann,|It broke on the first day and I want my money." },
	{ "a-wrap-before-a-name-goes-on",
		"I was told on the telephone last week by your colleague\nMaria that it would come.\nIt did not, and I have been waiting for it ever since that.",
		"I was told on the telephone last week by your colleague\nMaria that it would come.|It did not, and I have been waiting for it ever since that." },
	{ "list-items-are-paragraphs-without-marks", "Please:\n- send it\n- pack it\n2. wait",
		"Please:||send it||pack it||wait" },
	{ "an-empty-item-is-no-sentence", "+ \n\nz\n\n- \n\nA b.", "z||A b." },
	{ "numbers-of-a-list-in-one-line-do-not-end", "1. Open the box.", "Open the box." },
	{ "a-mark-at-the-very-start", "- first", "first" },
	{ "other-scripts", "\u4f60\u597d\u3002\u518d\u89c1\u3002",
		"\u4f60\u597d\u3002|\u518d\u89c1\u3002" },
	{ "devanagari",
		"\u0928\u092e\u0938\u094d\u0924\u0947\u0964 \u0927\u0928\u094d\u092f\u0935\u093e\u0926\u0964",
		"\u0928\u092e\u0938\u094d\u0924\u0947\u0964|\u0927\u0928\u094d\u092f\u0935\u093e\u0926\u0964" },
	{ "accented-text-as-plain", "C'est cass\u00e9. Vraiment? Oui.",
		"C'est cass\u00e9.|Vraiment?|Oui." },
	{ "a-colon-goes-on", "Really?: yes", "Really?: yes" },
};

static void
is_split(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(Prose) prose = prose_new(splits[i].text);
	g_autoptr(GString) got = g_string_new(NULL);
	size_t end = 0;

	for (size_t n = 0; n < prose->n_sentences; n++) {
		const Sentence *sentence = &prose->sentences[n];
		g_autofree char *words = prose_quote(prose, sentence->span);
		if (n > 0)
			g_string_append(
				got, sentence->paragraph > sentence[-1].paragraph ? "||" : "|");
		g_string_append(got, words);
		g_assert_cmpuint(sentence->span.start, >=, end);
		g_assert_cmpuint(sentence->span.start, <, sentence->span.end);
		end = sentence->span.end;
	}
	g_assert_cmpuint(end, <=, prose->length);
	g_assert_cmpstr(got->str, ==, splits[i].sentences);
}

static void
quotes_are_the_writers_own_words(void)
{
	static const char text[] = "Well\u2026  I\u2019m\r\nvery\u00a0\u201cupset\u201d!";
	g_autoptr(Prose) prose = prose_new(text);
	const char *found = strstr(prose->text, "I'm very \"upset\"");

	g_assert_nonnull(found);
	size_t start = (size_t)(found - prose->text);
	g_autofree char *words = prose_quote(prose, (Span){ start, start + 16 });
	g_assert_cmpstr(words, ==, "I\u2019m\r\nvery\u00a0\u201cupset\u201d");
	g_autofree char *ellipsis = prose_quote(prose, (Span){ 0, 5 });
	g_assert_cmpstr(ellipsis, ==, "Well\u2026");
	g_autofree char *all = prose_quote(prose, (Span){ 0, prose->length });
	g_assert_cmpstr(all, ==, text);
	g_autofree char *nothing = prose_quote(prose, (Span){ 3, 3 });
	g_assert_cmpstr(nothing, ==, "");
	g_autofree char *beyond = prose_quote(prose, (Span){ 1000, 2000 });
	g_assert_cmpstr(beyond, ==, "");
}

static void
words_are_quoted_in_their_sentence(void)
{
	g_autoptr(Prose) prose = prose_new("Good day. The lamp\u2019s cord is torn, again. Bye.");
	const struct {
		const char *words;
		size_t most;
		const char *quote;
	} cases[] = {
		{ "cord is torn", 99, "The lamp\u2019s cord is torn, again." },
		{ "cord is torn", 20, "cord is torn" },
		{ "wire is torn", 99, "wire is torn" },
		{ "", 99, "" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *quote =
			prose_sentence_around(prose, cases[i].words, cases[i].most);
		g_assert_cmpstr(quote, ==, cases[i].quote);
	}
	g_autofree char *bare = prose_sentence_around(NULL, "torn", 99);
	g_assert_cmpstr(bare, ==, "torn");
}

static void
an_offset_finds_its_sentence(void)
{
	g_autoptr(Prose) prose = prose_new("One. Two.\n\nThree.");
	g_autoptr(Prose) empty = prose_new("");

	g_assert_cmpuint(prose->n_sentences, ==, 3);
	g_assert_cmpuint(prose_sentence_at(prose, 0), ==, 0);
	g_assert_cmpuint(prose_sentence_at(prose, 3), ==, 0);
	g_assert_cmpuint(prose_sentence_at(prose, 4), ==, 1);
	g_assert_cmpuint(prose_sentence_at(prose, 5), ==, 1);
	g_assert_cmpuint(prose_sentence_at(prose, 10), ==, 2);
	g_assert_cmpuint(prose_sentence_at(prose, 9999), ==, 2);
	g_assert_cmpuint(prose_sentence_at(empty, 0), ==, 0);
}

/* Made to be slow for a program that looks back or ahead without a limit. */
static void
hostile_text_is_read_to_its_end(void)
{
	static const char *const pieces[] = { "aa.Aa", ".", "!?", "\"')", "- \n", "\u3002",
		"\u0301", "\r\n \n", "ab@cd.Ef" };

	for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
		GString *text = g_string_new(NULL);
		while (text->len < 300000)
			g_string_append(text, pieces[i]);
		g_autofree char *all = g_string_free(text, FALSE);
		g_autoptr(Prose) prose = prose_new(all);
		g_assert_cmpuint(prose->length, <=, strlen(all));
		g_assert_cmpuint(prose->origin[prose->length], <=, strlen(all));
	}
}

/* From each of its letters a pattern may go to its end: 17,000 took a rule five seconds. */
static void
a_word_has_its_length(void)
{
	g_autoptr(GString) text = g_string_new("So ");

	for (int i = 0; i < 20000; i++)
		g_string_append(text, i % 3 == 0 ? "\u00e9" : "a");
	g_string_append(text, "-end now.");
	g_autoptr(Prose) prose = prose_new(text->str);
	const char *rest = strchr(prose->text, '-');
	g_assert_cmpstr(rest, ==, "-end now.");
	g_assert_cmpint(g_utf8_pointer_to_offset(prose->text, rest), ==, strlen("So ") + 200);
	g_autofree char *quoted = prose_quote(prose, prose->sentences[0].span);
	g_assert_cmpstr(quoted, ==, text->str);
}

/* As from each word of a sentence: 8000 took a rule forty seconds. */
static void
a_sentence_has_its_length(void)
{
	static const char *const words[] = { "ASAP ", "\u4f60\u597d", "a, b - " };

	for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		while (text->len < 50000)
			g_string_append(text, words[i]);
		g_autoptr(Prose) prose = prose_new(text->str);
		size_t at = 0;
		for (size_t n = 0; n < prose->n_sentences; n++) {
			Span span = prose->sentences[n].span;
			g_assert_cmpuint(span.end - span.start, <=, 2000);
			g_assert_cmpuint(span.end, >, span.start);
			g_assert_cmpuint(span.start - at, <=, 1);
			g_assert_cmpint(prose->text[span.start] & 0xc0, !=, 0x80);
			at = span.end;
		}
		g_assert_cmpuint(prose->length - at, <=, 1);
	}
}

static gpointer
split_many(gpointer data)
{
	(void)data;
	for (int i = 0; i < 200; i++) {
		g_autoptr(Prose) prose =
			prose_new("\u4f60\u597d\u3002\u518d\u89c1\u3002 And so on. Ok.");
		g_assert_cmpuint(prose->n_sentences, ==, 4);
	}
	return NULL;
}

static void
threads_do_not_meet(void)
{
	GThread *threads[4];

	for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
		threads[i] = g_thread_new(NULL, split_many, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
		g_thread_join(threads[i]);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(folds); i++) {
		g_autofree char *path = g_strconcat("/prose/folds-", folds[i].name, NULL);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_folded);
	}
	for (guint i = 0; i < G_N_ELEMENTS(splits); i++) {
		g_autofree char *path = g_strconcat("/prose/splits-", splits[i].name, NULL);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_split);
	}
	g_test_add_func(
		"/prose/quotes-are-the-writers-own-words", quotes_are_the_writers_own_words);
	g_test_add_func("/prose/an-offset-finds-its-sentence", an_offset_finds_its_sentence);
	g_test_add_func(
		"/prose/words-are-quoted-in-their-sentence", words_are_quoted_in_their_sentence);
	g_test_add_func("/prose/hostile-text-is-read-to-its-end", hostile_text_is_read_to_its_end);
	g_test_add_func("/prose/a-word-has-its-length", a_word_has_its_length);
	g_test_add_func("/prose/a-sentence-has-its-length", a_sentence_has_its_length);
	g_test_add_func("/prose/threads-do-not-meet", threads_do_not_meet);
	for (guint i = 0; i < G_N_ELEMENTS(respelled); i++) {
		g_autofree char *path = g_strconcat("/prose/respelled/", respelled[i].name, NULL);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_respelled);
	}
	for (guint i = 0; i < G_N_ELEMENTS(unsound); i++) {
		g_autofree char *path = g_strconcat("/prose/unsound/", unsound[i].name, NULL);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_unsound);
	}
	g_test_add_func("/prose/respelled-and-quoted", respelled_words_are_quoted_as_written);
	return g_test_run();
}
