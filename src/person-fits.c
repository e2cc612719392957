/* person-fits.c - is it the one who was greeted? SPDX-License-Identifier: MIT */
#include "person.h"

#include "name-words.h"

#include <string.h>

enum { MOST_WORDS = 24 }; /* of a greeting */

static gboolean
is_one_of(const Lexicon *lexicon, const char *word, const char *const *names)
{
	for (guint i = 0; names != NULL && names[i] != NULL; i++)
		if (lexicon_same_name(lexicon, word, names[i]))
			return TRUE;
	return FALSE;
}

static gboolean
is_latin(const char *word)
{
	return g_ascii_isalpha(*word);
}

/* Names in a script nobody here can compare with Latin letters. */
static gboolean
cannot_compare(const char *word, const char *const *names)
{
	for (guint i = 0; names[i] != NULL; i++)
		if (is_latin(names[i]) == is_latin(word))
			return FALSE;
	return TRUE;
}

static gboolean
is_greeted_by(const NameWords *greeted, const char *name)
{
	for (guint i = 0; i < greeted->len; i++)
		if (g_str_equal(greeted->word[i].folded, name))
			return TRUE;
	return FALSE;
}

/* "Tom" is a short form of a name that men have; so is "Jo", but not where Joanna is known. */
static gboolean
may_be_other(const Lexicon *lexicon, const char *const *names, guint at, WordList list,
	WordList opposite)
{
	if (!lexicon_may_be_in(lexicon, list, names[at]))
		return FALSE;
	for (guint i = 0; names[i] != NULL; i++)
		if (i != at && lexicon_has(lexicon, opposite, names[i]) &&
			lexicon_same_name(lexicon, names[at], names[i]))
			return FALSE;
	return TRUE;
}

/* "Dear Mr Sykes" to Joanna: a given name that only women have, a title that only men have. */
static gboolean
is_wrong_title(const Lexicon *lexicon, const NameWords *greeted, const char *const *names)
{
	gboolean title_of_man = FALSE, title_of_woman = FALSE, man = FALSE, woman = FALSE;
	gboolean maybe_man = FALSE, maybe_woman = FALSE;

	for (guint i = 0; i < greeted->len; i++) {
		const char *word = greeted->word[i].folded;
		title_of_man |= lexicon_has(lexicon, WORDS_TITLE_MEN, word);
		title_of_woman |= lexicon_has(lexicon, WORDS_TITLE_WOMEN, word);
	}
	for (guint i = 0; names != NULL && names[i] != NULL; i++) {
		/* "Dear Ms Frank" to Jutta Frank: not the first of their names, it is a surname. */
		if (i > 0 && is_greeted_by(greeted, names[i]))
			continue;
		man |= lexicon_has(lexicon, WORDS_MEN, names[i]);
		woman |= lexicon_has(lexicon, WORDS_WOMEN, names[i]);
		maybe_man |= may_be_other(lexicon, names, i, WORDS_MEN, WORDS_WOMEN);
		maybe_woman |= may_be_other(lexicon, names, i, WORDS_WOMEN, WORDS_MEN);
	}
	return (title_of_man && !title_of_woman && woman && !maybe_man) ||
	       (title_of_woman && !title_of_man && man && !maybe_woman);
}

/* Initials alone are nobody's name. */
static gboolean
is_anybody_known(const char *const *names)
{
	for (guint i = 0; names != NULL && names[i] != NULL; i++)
		if (strlen(names[i]) > 1)
			return TRUE;
	return FALSE;
}

/* An initial accuses nobody; nor does "Hi sunshine", for in small letters it may be any word, if it
 * is no name that is known for one. */
static gboolean
accuses(const Lexicon *lexicon, const NameWord *word)
{
	return strlen(word->folded) > 1 &&
	       (word->is_capital || lexicon_is_given_name(lexicon, word->folded));
}

NameFit
person_fits(const Lexicon *lexicon, const char *greeted, const char *const *names,
	const char *const *agent_names)
{
	gboolean is_known = is_anybody_known(names);
	if (greeted == NULL)
		return is_known ? NAME_ABSENT : NAME_UNKNOWN;

	g_autoptr(NameWords) words = name_words(lexicon, greeted, strlen(greeted), MOST_WORDS);
	guint n_right = 0, n_wrong = 0, n_agent = 0;
	gboolean is_together = FALSE;
	for (guint i = 0; i < words->len; i++) {
		const NameWord *word = &words->word[i];
		gboolean is_greeting = i > 0 && name_words_greet_again(lexicon, words, i);
		is_together |= is_greeting || name_word_is_in(word, WORDS_TOGETHER);
		if (is_greeting || !name_word_is_somebody(word) ||
			(name_word_is_in(word, WORDS_PARTICLE) && words->len > 1))
			continue;
		if (is_known && cannot_compare(word->folded, names))
			return NAME_UNKNOWN;
		if (is_one_of(lexicon, word->folded, names))
			n_right++;
		else if (is_one_of(lexicon, word->folded, agent_names))
			n_agent++;
		else
			n_wrong += accuses(lexicon, word);
	}
	if (n_agent > 0 && n_right == 0)
		return NAME_WRONG;
	if (!is_known)
		return NAME_UNKNOWN;
	if (is_wrong_title(lexicon, words, names))
		return NAME_WRONG;
	if (n_right == 0)
		return n_wrong > 0 ? NAME_WRONG : words->len > 0 ? NAME_UNKNOWN : NAME_ABSENT;
	/* "Dear Ann Miller" to Ann Lee: the surname is somebody else's. A first name alone known
	 * proves nothing about the surname. */
	return n_wrong > 0 && !is_together && names[1] != NULL ? NAME_WRONG : NAME_RIGHT;
}

gboolean
person_is_named(const Lexicon *lexicon, const Prose *prose, Span span, const char *const *names)
{
	g_autoptr(NameWords) words =
		name_words(lexicon, prose->text + span.start, span.end - span.start, 200);

	for (guint i = 0; i < words->len; i++) {
		const NameWord *word = &words->word[i];
		if (word->is_capital && name_word_may_be_name(word) && strlen(word->folded) > 1 &&
			is_one_of(lexicon, word->folded, names))
			return TRUE;
	}
	return FALSE;
}
