/* name-words.c - a text as words that may be names. SPDX-License-Identifier: MIT */
#include "name-words.h"

#include <string.h>

enum { FIRST_PICTURE = 0x2600 };

void
name_words_free(NameWords *words)
{
	if (words == NULL)
		return;
	g_free(words->word);
	g_free(words->folds);
	g_free(words);
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

static gboolean
is_space(const char *at)
{
	return (*at & 0x80) == 0 ? g_ascii_isspace(*at) : g_unichar_isspace(g_utf8_get_char(at));
}

static gboolean
is_small(gunichar letter)
{
	return letter < 128 ? g_ascii_islower((char)letter) : g_unichar_islower(letter);
}

static void
note_what_follows(NameWord *word, const char *at, const char *end)
{
	while (at < end && is_space(at)) {
		word->ends_line |= *at == '\n';
		at = g_utf8_next_char(at);
	}
	word->ends_line |= at >= end;
	word->after = at < end ? letter_at(at) : 0;
}

static const char *
word_end(const char *at, const char *end)
{
	while (at < end && *at != ' ') {
		if (g_ascii_isalpha(*at))
			at++;
		else if (is_name_letter(letter_at(at), TRUE))
			at = g_utf8_next_char(at);
		else
			break;
	}
	return at;
}

static NameWord *
add_word(NameWords *words, guint *room)
{
	if (words->len == *room)
		words->word = g_renew(NameWord, words->word, *room *= 2);
	return &words->word[words->len++];
}

/* Their foldings stand one behind the other. */
static void
take_folds(NameWords *words, GString *folds)
{
	const char *folded = words->folds = g_string_free(folds, FALSE);

	for (guint i = 0; i < words->len; i++) {
		words->word[i].folded = folded;
		folded += strlen(folded) + 1;
	}
}

NameWords *
name_words(const Lexicon *lexicon, const char *text, size_t length, guint at_most)
{
	NameWords *words = g_new0(NameWords, 1);
	guint room = (guint)MIN(at_most, length / 5 + 1);
	GString *folds = g_string_sized_new(length + 1);
	const char *end = text + length;

	words->word = g_new(NameWord, room);
	for (const char *at = text; at < end && words->len < at_most;) {
		gunichar first = letter_at(at);
		if (*at == ' ' || !is_name_letter(first, FALSE)) {
			at = g_utf8_next_char(at);
			continue;
		}
		NameWord *word = add_word(words, &room);
		*word = (NameWord){ .start = at, .is_capital = !is_small(first) };
		at = word_end(at, end);
		word->length = (size_t)(at - word->start);
		gsize fold = folds->len;
		lexicon_fold_append(lexicon, folds, word->start, word->length);
		word->lists = lexicon_lists(lexicon, folds->str + fold);
		g_string_append_c(folds, '\0');
		word->is_title = name_word_is_in(word, WORDS_TITLE);
		note_what_follows(word, at, end);
	}
	take_folds(words, folds);
	return words;
}

size_t
name_words_match(const Lexicon *lexicon, WordList list, const NameWords *words, guint at)
{
	const char *folded[8];
	size_t n = 0;

	if (at >= words->len || (words->word[at].lists >> N_WORD_LISTS & 1U << list) == 0)
		return 0;
	for (; n < G_N_ELEMENTS(folded) && at + n < words->len; n++)
		folded[n] = words->word[at + n].folded;
	return lexicon_match(lexicon, list, folded, n);
}

gboolean
name_word_is_in(const NameWord *word, WordList list)
{
	return (word->lists & 1U << list) != 0;
}

gboolean
name_word_is_before(const NameWord *word, const char *signs)
{
	return word->after != 0 && g_utf8_strchr(signs, -1, word->after) != NULL;
}

gboolean
name_word_is_before_picture(const NameWord *word)
{
	return word->after >= FIRST_PICTURE &&
	       g_unichar_type(word->after) == G_UNICODE_OTHER_SYMBOL;
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
name_words_greet_again(const Lexicon *lexicon, const NameWords *words, guint at)
{
	if (at + 1 >= words->len || name_words_match(lexicon, WORDS_GREETING, words, at) != 1)
		return FALSE;
	const NameWord *next = &words->word[at + 1];

	return next->is_capital && (next->is_title || name_word_may_be_name(next));
}
