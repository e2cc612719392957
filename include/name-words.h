/* name-words.h - a text as words that may be names: what person.c and vocative.c look at.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_NAME_WORDS_H
#define EMPATHY_NAME_WORDS_H

#include <glib.h>

#include "lexicon.h"

/* A run of letters, as written and as compared. */
typedef struct NameWord {
	const char *folded;
	const char *start;
	size_t length;
	gboolean is_capital; /* begins with one */
	gboolean is_title;
	guint lists;    /* lexicon_lists() of it */
	gunichar after; /* the first character after it that is no blank; 0 at the end */
	gboolean ends_line;
} NameWord;

typedef struct NameWords {
	NameWord *word; /* len of them */
	guint len;
	char *folds; /* what their folded point to */
} NameWords;

/* The words of a text, which must outlive them, at most some; it need not be terminated. */
NameWords *name_words(const Lexicon *lexicon, const char *text, size_t length, guint at_most);
void name_words_free(NameWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NameWords, name_words_free)
/* How many words from one on are an entry of a list; 0 when none. */
size_t name_words_match(const Lexicon *lexicon, WordList list, const NameWords *words, guint at);
/* "Dear Ann, dear Tom": does one that greets, and then a name, stand here? */
gboolean name_words_greet_again(const Lexicon *lexicon, const NameWords *words, guint at);
gboolean name_word_is_in(const NameWord *word, WordList list);
/* Does one of these signs come next? */
gboolean name_word_is_before(const NameWord *word, const char *signs);
/* Does a picture? */
gboolean name_word_is_before_picture(const NameWord *word);
/* Somebody's own name as far as the lists know: "An" and "May" are. */
gboolean name_word_is_somebody(const NameWord *word);
/* The same where nothing but the capital says that it is a name. */
gboolean name_word_may_be_name(const NameWord *word);

#endif
