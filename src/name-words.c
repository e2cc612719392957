/* name-words.c - a text as words that may be names. SPDX-License-Identifier: MIT */
#include "name-words.h"

#include <string.h>

static void
word_clear(gpointer data)
{
	g_free(((NameWord *)data)->folded);
}

static gboolean
is_name_letter(gunichar letter, gboolean inside)
{
	if (letter < 128) {
		char c = (char)letter;
		return g_ascii_isalpha(c) || c == '&' ||
		       (inside && (g_ascii_isdigit(c) || c == '\'' || c == '-' || c == '_'));
	}
	return g_unichar_isalpha(letter) || g_unichar_ismark(letter) ||
	       (inside && (g_unichar_isdigit(letter) || letter == 0x2019 || letter == 0x2010));
}

/* One of them, as most are, is a byte. */
static gunichar
letter_at(const char *at)
{
	return (*at & 0x80) == 0 ? (gunichar)*at : g_utf8_get_char(at);
}

static void
note_what_follows(NameWord *word, const char *at, const char *end)
{
	while (at < end && (*at == ' ' || g_unichar_isspace(letter_at(at)))) {
		word->ends_line |= *at == '\n';
		at = g_utf8_next_char(at);
	}
	word->ends_line |= at >= end;
	word->after = at < end ? letter_at(at) : 0;
}

GArray *
name_words(const Lexicon *lexicon, const char *text, size_t length, guint at_most)
{
	GArray *words = g_array_sized_new(
		FALSE, TRUE, sizeof(NameWord), (guint)MIN(at_most, length / 5 + 1));
	const char *end = text + length;

	g_array_set_clear_func(words, word_clear);
	for (const char *at = text; at < end && words->len < at_most;) {
		gunichar first = letter_at(at);
		if (*at == ' ' || !is_name_letter(first, FALSE)) {
			at = g_utf8_next_char(at);
			continue;
		}
		g_array_set_size(words, words->len + 1);
		NameWord *word = &g_array_index(words, NameWord, words->len - 1);
		word->start = at;
		word->is_capital = !g_unichar_islower(first);
		while (at < end && (g_ascii_isalpha(*at) || is_name_letter(letter_at(at), TRUE)))
			at = g_utf8_next_char(at);
		word->length = (size_t)(at - word->start);
		word->folded = lexicon_fold(lexicon, word->start, (gssize)word->length);
		word->lists = lexicon_lists(lexicon, word->folded);
		word->is_title = name_word_is_in(word, WORDS_TITLE);
		note_what_follows(word, at, end);
	}
	return words;
}

size_t
name_words_match(const Lexicon *lexicon, WordList list, const GArray *words, guint at)
{
	const char *folded[8];
	size_t n = 0;

	if (at >= words->len ||
		(g_array_index(words, NameWord, at).lists >> N_WORD_LISTS & 1U << list) == 0)
		return 0;
	for (; n < G_N_ELEMENTS(folded) && at + n < words->len; n++)
		folded[n] = g_array_index(words, NameWord, at + n).folded;
	return lexicon_match(lexicon, list, folded, n);
}

gboolean
name_word_is_in(const NameWord *word, WordList list)
{
	return (word->lists & 1U << list) != 0;
}

gboolean
name_word_is_somebody(const NameWord *word)
{
	return !word->is_title && !name_word_is_in(word, WORDS_ANYBODY) &&
	       !name_word_is_in(word, WORDS_TOGETHER);
}

gboolean
name_word_may_be_name(const NameWord *word)
{
	return name_word_is_somebody(word) && !name_word_is_in(word, WORDS_NO_NAME);
}

gboolean
name_words_greet_again(const Lexicon *lexicon, const GArray *words, guint at)
{
	if (at + 1 >= words->len || name_words_match(lexicon, WORDS_GREETING, words, at) != 1)
		return FALSE;
	const NameWord *next = &g_array_index(words, NameWord, at + 1);

	return next->is_capital && (next->is_title || name_word_may_be_name(next));
}
