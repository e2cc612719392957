/* test-word-trie.c - finds what a plain search finds. SPDX-License-Identifier: MIT */
#include "word-trie.h"

#include <stdbool.h>
#include <string.h>

#include "literals.h"

typedef struct Telling {
	const GPtrArray *words;
	GString *told;
	gsize last;
} Telling;

static void
tell(guint word, gsize start, gsize end, void *data)
{
	Telling *telling = data;

	bool has_blank = ((const char *)telling->words->pdata[word])[0] == ' ';
	g_assert_cmpuint(start + has_blank, <=, telling->last);
	telling->last = start + has_blank;
	g_string_append_printf(telling->told, "%zu-%zu %u\n", start, end, word);
}

static int
by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static char *
sorted(const char *lines)
{
	g_auto(GStrv) parts = g_strsplit(lines, "\n", -1);

	qsort(parts, g_strv_length(parts), sizeof(*parts), by_text);
	return g_strjoinv("\n", parts);
}

static char *
found(const GPtrArray *words, const char *text)
{
	WordTrie *trie = word_trie_new(words);
	g_autoptr(GString) told = g_string_new(NULL);
	Telling telling = { words, told, strlen(text) };

	word_trie_scan(trie, text, strlen(text), tell, &telling);
	word_trie_free(trie);
	return sorted(told->str);
}

static bool
is_of_word(char c)
{
	return g_ascii_isalnum(c) || c == '_';
}

/* The end of a word that starts there, or 0. */
static gsize
end_at(const char *word, const char *text, gsize start)
{
	gsize length = strlen(word);
	bool has_left = word[0] == LITERAL_EDGE, has_right = word[length - 1] == LITERAL_EDGE;
	gsize end = start + length - has_left - has_right;

	if (end > strlen(text) ||
		g_ascii_strncasecmp(text + start, word + has_left, end - start) != 0 ||
		(has_left && start > 0 && is_of_word(text[start - 1])) ||
		(has_right && is_of_word(text[end])))
		return 0;
	return end;
}

static char *
searched(const GPtrArray *words, const char *text)
{
	g_autoptr(GString) told = g_string_new(NULL);

	for (gsize start = 0; text[start] != '\0'; start++) {
		for (guint i = 0; i < words->len; i++) {
			gsize end = end_at(words->pdata[i], text, start);
			if (end > 0)
				g_string_append_printf(told, "%zu-%zu %u\n", start, end, i);
		}
	}
	return sorted(told->str);
}

/* No two alike. */
static GPtrArray *
some_words(GRand *random, const char *letters, gint32 n)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);

	for (gint32 i = 0; i < n; i++) {
		g_autoptr(GString) word = g_string_new(NULL);
		gint32 length = g_rand_int_range(random, 1, 7);
		for (gint32 k = 0; k < length; k++)
			g_string_append_c(word,
				letters[g_rand_int_range(random, 0, (gint32)strlen(letters))]);
		if (is_of_word(word->str[0]) && g_rand_boolean(random))
			g_string_prepend_c(word, LITERAL_EDGE);
		if (is_of_word(word->str[word->len - 1]) && g_rand_boolean(random))
			g_string_append_c(word, LITERAL_EDGE);
		if (!g_ptr_array_find_with_equal_func(words, word->str, g_str_equal, NULL))
			g_ptr_array_add(words, g_strdup(word->str));
	}
	return words;
}

static void
finds_what_a_plain_search_finds(void)
{
	static const char *const letters[] = { "ab", "abcdefghijkl ", "no'- t1_", "aeiou .,!?9" };
	g_autoptr(GRand) random = g_rand_new_with_seed(815);
	guint n_found = 0;

	for (gint32 round = 0; round < 200; round++) {
		const char *of = letters[round % (gint32)G_N_ELEMENTS(letters)];
		g_autoptr(GPtrArray) words = some_words(random, of, 1 + round * 3);
		g_autoptr(GString) text = g_string_new(NULL);
		for (int i = 0; i < 300; i++) {
			char c = of[g_rand_int_range(random, 0, (gint32)strlen(of))];
			g_string_append_c(text, g_rand_boolean(random) ? c : g_ascii_toupper(c));
			if (i % 50 == 49)
				g_string_append(text, "\u00e9");
		}
		g_autofree char *by_trie = found(words, text->str);
		g_autofree char *plainly = searched(words, text->str);
		g_assert_cmpstr(by_trie, ==, plainly);
		n_found += *by_trie != '\0';
	}
	g_assert_cmpuint(n_found, >, 100);
}

static const struct {
	const char *name, *words, *text, *found; /* words: parted by '|', '<' and '>' are edges */
} cases[] = {
	{ "letters-of-either-case", "refund", "No ReFund!", "3-9 0" },
	{ "edges", "<fund>|fund", "refund fund funds", "12-16 1|2-6 1|7-11 0|7-11 1" },
	{ "the-text-ends-a-word", "<no>", "no", "0-2 0" },
	{ "what-is-beyond-ascii-ends-a-word", "<caf>", "caf\u00e9", "0-3 0" },
	{ "a-character-beyond-ascii", "\x80", "a\u00e9", "1-2 0|2-3 0" },
	{ "a-word-and-its-beginning", "no|not|nothing", "nothing", "0-2 0|0-3 1|0-7 2" },
	{ "rare-marks-are-one", "a{|a}", "a}", "0-2 0|0-2 1" },
	{ "no-more-text-than-there-is", "nothing", "noth", "" },
	{ "no-words", "", "anything", "" },
};

static void
is_found(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(GPtrArray) words = g_ptr_array_new();
	g_autofree char *all = g_strdelimit(g_strdup(cases[i].words), "<>", LITERAL_EDGE);
	g_auto(GStrv) parts = g_strsplit(all, "|", -1);

	for (guint k = 0; parts[k] != NULL && *parts[k] != '\0'; k++)
		g_ptr_array_add(words, parts[k]);
	g_autofree char *got = g_strdelimit(found(words, cases[i].text), "\n", '|');
	const char *lines = *got == '|' ? got + 1 : got; /* the end of the last line */

	g_assert_cmpstr(lines, ==, cases[i].found);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/word-trie/", cases[i].name, NULL);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_found);
	}
	g_test_add_func(
		"/word-trie/finds-what-a-plain-search-finds", finds_what_a_plain_search_finds);
	return g_test_run();
}
