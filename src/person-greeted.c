/* person-greeted.c - whom a reply greets. SPDX-License-Identifier: MIT */
#include "person.h"

#include "name-words.h"

#include <string.h>

enum {
	MAX_GREETING = 160, /* bytes looked at for a greeting */
	MAX_GREETED_WORDS = 8,
};

/* "@4711 " and the like before anything is said */
static size_t
skip_handles(const char *text, size_t length)
{
	size_t at = 0;

	while (at < length && (text[at] == ' ' || text[at] == '@')) {
		if (text[at++] == '@')
			while (at < length && text[at] != ' ')
				at++;
	}
	return at;
}

static gboolean
ends_greeting(const NameWord *word)
{
	return name_word_is_before(word, ",!:;") || name_word_is_before_picture(word);
}

/* The "A." of "A. Silva" */
static gboolean
is_initial(const NameWords *words, guint at)
{
	const NameWord *word = &words->word[at];

	return word->is_capital && word->length == 1 && word->after == '.' && at + 1 < words->len &&
	       words->word[at + 1].is_capital;
}

static gboolean
may_be_greeted(const NameWords *words, guint at)
{
	const NameWord *word = &words->word[at];

	return word->is_title || is_initial(words, at) || name_word_is_in(word, WORDS_PARTICLE) ||
	       name_word_is_in(word, WORDS_TOGETHER) ||
	       (word->is_capital && !name_word_is_in(word, WORDS_NO_NAME));
}

/* How many words after the greeting words belong to it: titles, names, "and", "all". */
static guint
greeted_words(const Lexicon *lexicon, const NameWords *words, guint first)
{
	guint at = first;

	for (; at < words->len && at - first < MAX_GREETED_WORDS; at++) {
		const NameWord *word = &words->word[at];
		size_t anybody = name_words_match(lexicon, WORDS_ANYBODY, words, at);
		if (anybody > 0)
			at += (guint)anybody - 1;
		else if (at > first && name_words_greet_again(lexicon, words, at))
			continue;
		else if (!(at == first && ends_greeting(word)) && !may_be_greeted(words, at))
			return at;
		const NameWord *last = &words->word[at];
		if (last->after == ',' && name_words_greet_again(lexicon, words, at + 1))
			continue;
		if (ends_greeting(last) ||
			(last->after == '.' && !last->is_title && !is_initial(words, at)))
			return at + 1;
	}
	return at;
}

/* "Mrs Mulligan," without a word of greeting */
static gboolean
is_bare_address(const Lexicon *lexicon, const NameWords *words)
{
	if (words->len == 0)
		return FALSE;
	const NameWord *first = &words->word[0];
	if (first->is_title && first->is_capital && words->len > 1)
		return name_word_may_be_name(&words->word[1]) && words->word[1].is_capital;
	/* "Ugh, Tomasz": only a name that is known for one, for it may be any word. */
	return first->is_capital && first->after == ',' &&
	       lexicon_is_given_name(lexicon, first->folded) && name_word_may_be_name(first);
}

static char *
name_between(const Lexicon *lexicon, const NameWords *words, guint first, guint last)
{
	while (first < last) {
		size_t n = name_words_match(lexicon, WORDS_ANYBODY, words, first);
		if (n == 0)
			break;
		first += (guint)n;
	}
	if (first >= last)
		return NULL;
	const NameWord *from = &words->word[first];
	const NameWord *to = &words->word[last - 1];
	gboolean has_name = FALSE;
	for (guint i = first; i < last; i++)
		has_name |= name_word_is_somebody(&words->word[i]);
	return has_name ? g_strndup(from->start, (gsize)(to->start + to->length - from->start))
			: NULL;
}

/* "Hi Ann, ...", "Hi Ann - ..."; "Hi Quick update" greets nobody. Without a mark only a name that
 * is known for one counts. */
static gboolean
is_set_off(const Lexicon *lexicon, const NameWords *words, guint first, guint last)
{
	if (last <= first)
		return TRUE;
	const NameWord *end = &words->word[last - 1];
	if (end->after == 0 || name_word_is_before(end, ",!:;.?-(/") ||
		name_word_is_before_picture(end))
		return TRUE;
	for (guint i = first; i < last; i++) {
		const NameWord *word = &words->word[i];
		if (word->is_title || lexicon_is_given_name(lexicon, word->folded) ||
			name_word_is_in(word, WORDS_ANYBODY))
			return TRUE;
	}
	return FALSE;
}

/* "Hi. Thanks for": the greeting ended before any name; "Hi, Ann!" goes on. */
static gboolean
goes_on(const NameWords *words, guint first)
{
	if (first == 0 || first >= words->len)
		return first == 0;
	const NameWord *before = &words->word[first - 1];
	const NameWord *next = &words->word[first];

	if (before->after == '.')
		return FALSE;
	return !ends_greeting(before) ||
	       (next->is_capital && ends_greeting(next) && name_word_may_be_name(next));
}

/* The first line of a text, in bytes of folded text: a greeting does not wrap. */
static size_t
first_line(const Prose *prose, size_t most)
{
	bool has_begun = false;

	for (size_t i = 0; i < most; i++) {
		has_begun |= prose->text[i] != ' ';
		for (guint32 at = prose->origin[i]; has_begun && at < prose->origin[i + 1]; at++)
			if (prose->original[at] == '\n')
				return i;
	}
	return most;
}

char *
person_greeted(const Lexicon *lexicon, const Prose *reply, Span *span_out)
{
	/* A blank line ends the greeting even where the comma was forgotten. */
	size_t length = reply->n_sentences > 0 ? reply->sentences[0].span.end : reply->length;
	length = first_line(reply, MIN(length, (size_t)MAX_GREETING));
	while (length < reply->length && (reply->text[length] & 0xC0) == 0x80)
		length++;
	size_t start = skip_handles(reply->text, length);
	g_autoptr(NameWords) words = name_words(lexicon, reply->text + start, length - start, 16);

	*span_out = (Span){ 0, 0 };
	size_t n = name_words_match(lexicon, WORDS_GREETING, words, 0);
	if (n == 0 && !is_bare_address(lexicon, words)) {
		*span_out = (Span){ 0, start };
		return NULL;
	}
	guint first = (guint)n;
	guint last = goes_on(words, first) ? greeted_words(lexicon, words, first) : first;
	if (last == 0)
		return NULL;
	if (!is_set_off(lexicon, words, first, last))
		last = MAX(first, 1);
	const NameWord *end = &words->word[last - 1];
	span_out->end = (size_t)(end->start + end->length - reply->text);
	while (span_out->end < reply->length &&
		strchr(" ,!.:;-", reply->text[span_out->end]) != NULL)
		span_out->end++;
	return name_between(lexicon, words, first, last);
}
