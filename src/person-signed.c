/* person-signed.c - may somebody have signed by a name or a title that is not known of them?
 * SPDX-License-Identifier: MIT */
#include "person.h"

#include <string.h>

#include "person-own.h"

/* "I spoke to Robert." tells of him, "Robert (her carer)." may be his. */
static bool
stands_in_signature(const Lexicon *lexicon, const char *part, const char *folded)
{
	g_autoptr(NameWords) words = name_words(lexicon, part, strlen(part), MOST_SIGNED);
	bool is_sentence = strlen(part) > 0 && strchr(".!?", part[strlen(part) - 1]) != NULL;
	guint first = (guint)name_words_match(lexicon, WORDS_SIGN_OFF, words, 0);

	for (guint i = first; i < words->len; i++) {
		const NameWord *word = &words->word[i];
		if (is_sentence && !word->is_capital)
			return false;
		if (word->is_capital && lexicon_same_name(lexicon, folded, word->folded))
			return true;
	}
	return false;
}

static bool
fits_any(const Lexicon *lexicon, const char *folded, const char *const *names)
{
	for (guint i = 0; names[i] != NULL; i++)
		if (lexicon_same_name(lexicon, folded, names[i]))
			return true;
	return false;
}

static bool
fits_words(const Lexicon *lexicon, const char *folded, const NameWords *words)
{
	for (guint i = 0; i < words->len; i++)
		if (lexicon_same_name(lexicon, folded, words->word[i].folded))
			return true;
	return false;
}

/* "Anna Bauer" is on the letter, and Knut signed it: a title may be his. */
static bool
another_signed(const Lexicon *lexicon, const char *display, const GPtrArray *lines,
	const char *const *names)
{
	g_autoptr(NameWords) shown = name_words(lexicon, display, strlen(display), MOST_NAMES);

	if (shown->len == 0)
		return false;
	for (guint i = 0; names[i] != NULL; i++)
		if (!fits_words(lexicon, names[i], shown))
			return true;
	for (guint k = 0; k < person_count_signing(lines); k++) {
		const char *part = person_signing_part(lines->pdata[k]);
		g_autoptr(NameWords) words = name_words(lexicon, part, strlen(part), MOST_SIGNED);
		for (guint i = 0; i < words->len; i++)
			if (words->word[i].is_capital && name_word_may_be_name(&words->word[i]) &&
				lexicon_is_given_name(lexicon, words->word[i].folded) &&
				!fits_words(lexicon, words->word[i].folded, shown))
				return true;
	}
	return false;
}

enum { OF_WOMAN = 1, OF_MAN = 2 };

/* What tells a gender without doubt: "Sr", "Pan" and "Don" may be somebody's name. */
static guint
title_tells(const Lexicon *lexicon, const NameWord *word)
{
	static const char *const plain[] = { "mr", "mrs", "ms", "miss", "mister", "herr", "frau",
		"madame", "monsieur", NULL };

	if (!word->is_capital || !g_strv_contains(plain, word->folded))
		return 0;
	return lexicon_has(lexicon, WORDS_TITLE_WOMEN, word->folded) ? OF_WOMAN : OF_MAN;
}

static guint
titles_in(const Lexicon *lexicon, const char *text)
{
	g_autoptr(NameWords) words = name_words(lexicon, text, strlen(text), MOST_SIGNED);
	guint found = 0;

	for (guint i = 0; i < words->len; i++)
		found |= title_tells(lexicon, &words->word[i]);
	return found;
}

/* A line with one of their own names in it: "Dear Mr Poole" is another's title. */
static bool
names_them(const Lexicon *lexicon, const char *text, const char *const *names)
{
	g_autoptr(NameWords) words = name_words(lexicon, text, strlen(text), MOST_SIGNED);

	for (guint i = 0; i < words->len; i++)
		if (fits_any(lexicon, words->word[i].folded, names))
			return true;
	return false;
}

/* "Mr & Mrs Calder" at the end, or on the letter: either may be meant. */
static bool
is_title_written(const Lexicon *lexicon, const char *display, const GPtrArray *lines,
	const char *greeted, const char *const *names)
{
	guint called = titles_in(lexicon, greeted);
	guint written = titles_in(lexicon, display);

	for (guint i = 0; i < person_count_signing(lines); i++) {
		const char *part = person_signing_part(lines->pdata[i]);
		if (names_them(lexicon, part, names))
			written |= titles_in(lexicon, part);
	}
	return (called & written) != 0;
}

bool
person_may_have_signed(const Lexicon *lexicon, const char *display, const char *text,
	const char *greeted, const char *const *names)
{
	g_autoptr(GPtrArray) lines = person_last_lines(text);
	g_autoptr(NameWords) words = name_words(lexicon, greeted, strlen(greeted), MOST_SIGNED);
	bool all_known = true;

	for (guint k = 0; k < words->len; k++) {
		const NameWord *word = &words->word[k];
		if (!name_word_is_somebody(word) || word->length < 2 ||
			fits_any(lexicon, word->folded, names))
			continue;
		all_known = false;
		for (guint i = 0; i < person_count_signing(lines); i++)
			if (stands_in_signature(
				    lexicon, person_signing_part(lines->pdata[i]), word->folded))
				return true;
	}
	return all_known && (is_title_written(lexicon, display, lines, greeted, names) ||
				    another_signed(lexicon, display, lines, names));
}

/* The titles before a name, as in "Regards, Mrs U. Berg". */
static guint
titles_before_name(const Lexicon *lexicon, const char *text, bool is_signed)
{
	g_autoptr(NameWords) words = name_words(lexicon, text, strlen(text), MOST_SIGNED);
	guint first = is_signed ? (guint)name_words_match(lexicon, WORDS_SIGN_OFF, words, 0) : 0;
	bool begins = first + 1 < words->len && title_tells(lexicon, &words->word[first]) != 0 &&
		      person_all_may_sign(lexicon, words, first, true);

	return begins ? titles_in(lexicon, text) : 0;
}

bool
person_told_other_title(const Lexicon *lexicon, const char *display, const char *text,
	const char *greeted, const char *const *names)
{
	g_autoptr(GPtrArray) lines = person_last_lines(text);
	guint told = titles_before_name(lexicon, display, false);
	guint called = titles_in(lexicon, greeted);

	for (guint i = 0; i < person_count_signing(lines); i++)
		told |= titles_before_name(lexicon, person_signing_part(lines->pdata[i]), true);
	return told != 0 && called != 0 && (told & called) == 0 &&
	       !another_signed(lexicon, display, lines, names);
}
