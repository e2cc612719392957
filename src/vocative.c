/* vocative.c - a name called in passing. SPDX-License-Identifier: MIT */
#include "vocative.h"

#include "name-words.h"

#include <string.h>

enum { BEGINNING = 600, MOST_WORDS = 120 };

static const NameWord *
word_at(const NameWords *words, guint i)
{
	return &words->word[i];
}

/* DHL, NASA: an abbreviation; ANN is one as well as not. */
static gboolean
is_abbreviation(const NameWord *word)
{
	for (size_t i = 0; i < word->length; i++)
		if (g_ascii_islower(word->start[i]))
			return FALSE;
	return word->length > 3;
}

static gboolean
looks_like_name(const NameWord *word)
{
	if (!word->is_capital || word->length < 2 || is_abbreviation(word) ||
		!name_word_may_be_name(word))
		return FALSE;
	for (size_t i = 0; i < word->length; i++)
		if (g_ascii_isdigit(word->start[i]) || word->start[i] == '_')
			return FALSE;
	return TRUE;
}

/* The last character before a word that is no blank; 0 at the beginning. */
static char
sign_before(const Prose *prose, const NameWord *word)
{
	const char *at = word->start;

	while (at > prose->text && at[-1] == ' ')
		at--;
	return at > prose->text ? at[-1] : '\0';
}

static gboolean
ends_call(const NameWords *words, guint i)
{
	const NameWord *word = word_at(words, i);

	if (word->after == 0 || name_word_is_before(word, ".!?,:;") ||
		name_word_is_before_picture(word))
		return TRUE;
	return i + 1 < words->len && name_word_is_in(word_at(words, i + 1), WORDS_TOGETHER);
}

/* ", Ann." but not "in York, Leeds." nor a sign-off's "Cheers, Ann" at the end */
static gboolean
is_called_after_comma(const Lexicon *lexicon, const Prose *prose, const NameWords *words, guint i)
{
	const NameWord *word = word_at(words, i);

	if (i == 0 || sign_before(prose, word) != ',' || !ends_call(words, i))
		return FALSE;
	const NameWord *before = word_at(words, i - 1);
	if (before->is_capital && before->length > 3 && i > 1)
		return FALSE;
	for (guint back = 1; back <= 3 && back <= i; back++)
		if (name_words_match(lexicon, WORDS_SIGN_OFF, words, i - back) == back)
			return i + 1 < words->len;
	return TRUE;
}

/* "Thanks Ann!", "Sorry about this Ann." */
static gboolean
is_called_after_word(const Prose *prose, const NameWords *words, guint i)
{
	const NameWord *word = word_at(words, i);

	if (i == 0 || !name_word_is_before(word, ".!,"))
		return FALSE;
	char sign = sign_before(prose, word);
	return (g_ascii_isalnum(sign) || sign == '\'') &&
	       name_word_is_in(word_at(words, i - 1), WORDS_BEFORE_NAME);
}

/* "Good catch Ann.", but not "I told Ann." nor "thanks, Ann" at the end */
static gboolean
is_called_by_given_name(const Lexicon *lexicon, const Prose *prose, const NameWords *words, guint i)
{
	const NameWord *word = word_at(words, i);

	if (i == 0 || i + 1 >= words->len || !ends_call(words, i) ||
		!lexicon_is_given_name(lexicon, word->folded))
		return FALSE;
	const NameWord *before = word_at(words, i - 1);
	return g_ascii_isalnum(sign_before(prose, word)) && !before->ends_line &&
	       (!before->is_capital || i == 1) && !name_word_is_in(before, WORDS_OF_OTHERS) &&
	       !name_word_is_in(before, WORDS_KIN);
}

/* ", Mr Brandl:" */
static gboolean
is_called_by_title(const Prose *prose, const NameWords *words, guint i)
{
	if (i == 0 || i + 1 >= words->len || !word_at(words, i)->is_title)
		return FALSE;
	return sign_before(prose, word_at(words, i)) == ',' &&
	       looks_like_name(word_at(words, i + 1)) && ends_call(words, i + 1);
}

/* "@ann_b" is no name; "@ann_b Ann, we" begins with one. */
static guint
first_after_handle(const Prose *prose, const NameWords *words)
{
	guint i = 0;

	while (i < words->len) {
		char sign = sign_before(prose, word_at(words, i));
		if (sign != '@' && sign != '_')
			break;
		i++;
	}
	return i;
}

/* "Emily, we", not "Confirmed, we" nor "Sadly, we" */
static gboolean
is_called_first(
	const Lexicon *lexicon, const char *language, const Prose *prose, const NameWords *words)
{
	guint at = first_after_handle(prose, words);
	if (at == words->len)
		return FALSE;
	const NameWord *first = word_at(words, at);
	static const char *const endings[] = { "ly", "ing", "ed" };
	for (guint i = 0; i < G_N_ELEMENTS(endings); i++)
		if (g_str_has_suffix(first->folded, endings[i]))
			return lexicon_is_given_name(lexicon, first->folded) && first->after == ',';
	return first->after == ',' && looks_like_name(first) &&
	       name_words_match(lexicon, WORDS_SIGN_OFF, words, at) == 0 &&
	       !lexicon_is_common(lexicon, language, first->folded);
}

bool
vocative_in(const Lexicon *lexicon, const char *language, const Prose *reply)
{
	size_t length = MIN(reply->length, (size_t)BEGINNING);
	while (length < reply->length && (reply->text[length] & 0xC0) == 0x80)
		length++;
	g_autoptr(NameWords) words = name_words(lexicon, reply->text, length, MOST_WORDS);

	if (is_called_first(lexicon, language, reply, words))
		return true;
	for (guint i = 0; i < words->len; i++)
		if (is_called_by_title(reply, words, i) ||
			(looks_like_name(word_at(words, i)) &&
				(is_called_after_comma(lexicon, reply, words, i) ||
					is_called_after_word(reply, words, i) ||
					is_called_by_given_name(lexicon, reply, words, i))))
			return true;
	return false;
}
