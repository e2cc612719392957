/* lexicon.h - what a language knows of words outside its rules: greetings, titles, short forms of
 * names, sign-offs, and the common words that say nothing about a case.
 *
 * Data in rules/<language>/names.words and common.words (inifile syntax). Names do not stop at
 * borders, so the lists of names are one over all languages; common words are per language.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_LEXICON_H
#define EMPATHY_LEXICON_H

#include <glib.h>
#include <stdbool.h>

typedef struct Lexicon Lexicon; /* opaque, immutable, safe from any thread */

typedef enum WordList {
	WORDS_GREETING,     /* "good morning", "sehr geehrte" */
	WORDS_TITLE,        /* "Mrs", "Doctor", "Herr" */
	WORDS_PARTICLE,     /* "van", "de la", part of a name but none alone */
	WORDS_ANYBODY,      /* greeted, but nobody's name: "customer", "team", "there" */
	WORDS_TOGETHER,     /* between two people greeted: "and", "und" */
	WORDS_ORGANISATION, /* in a display name: not a person's */
	WORDS_SIGN_OFF,     /* "kind regards", "thanks" */
	WORDS_INTRODUCTION, /* "my name is" */
	WORDS_NO_NAME,      /* often with a capital at a line's start, never a name */
	WORDS_BEFORE_NAME,  /* "thanks", "sorry": a capital after it calls somebody */
	WORDS_OF_OTHERS,    /* "with", "told": a name after it is talked about, not called */
	WORDS_KIN,          /* "mother", "husband" */
	WORDS_WOMEN,        /* given names of women only, as far as anybody knows */
	WORDS_MEN,
	WORDS_TITLE_WOMEN, /* "Mrs", "Frau" */
	WORDS_TITLE_MEN,
	N_WORD_LISTS,
} WordList;

/* Later folders add to earlier ones. EMPATHY_ERROR_SYNTAX with file:line:. */
Lexicon *lexicon_load(const char *const *folders, GError **error);
void lexicon_free(Lexicon *lexicon);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lexicon, lexicon_free)

/* A word as the lexicon compares it: lower case, Latin letters, no accents, no dots, quotes; a
 * hyphen stays. Caller frees. */
char *lexicon_fold(const Lexicon *lexicon, const char *word, gssize length);
/* The same, for one word of many. */
void lexicon_fold_append(const Lexicon *lexicon, GString *to, const char *word, size_t length);

/* How many of the folded words, from the first, are an entry of the list; 0 when none. */
size_t lexicon_match(
	const Lexicon *lexicon, WordList list, const char *const *words, size_t n_words);
bool lexicon_has(const Lexicon *lexicon, WordList list, const char *word);
/* All lists that have the folded word, as bits of WordList; those that have an entry beginning with
 * it as the bits from N_WORD_LISTS on. */
guint lexicon_lists(const Lexicon *lexicon, const char *word);
/* Two folded first names that may be one person's: the same, a short form, another spelling. */
bool lexicon_same_name(const Lexicon *lexicon, const char *one, const char *other);
/* Is a name, or one that it is a short form of, in a list? "Tom" may be a man's as "Thomas" is. */
bool lexicon_may_be_in(const Lexicon *lexicon, WordList list, const char *name);
/* Is it one of the given names that the lists know? They know few. */
bool lexicon_is_given_name(const Lexicon *lexicon, const char *name);
/* Does a folded word say nothing about a case in this language? English is asked where the language
 * has no such words. */
bool lexicon_is_common(const Lexicon *lexicon, const char *language, const char *word);

#endif
