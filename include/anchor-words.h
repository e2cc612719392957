/* anchor-words.h - the words by which anchors are found, for each language: rules/<language>/
 * anchors.words.
 *
 * Common words and weak ones, numbers in words, months, currencies: data, so that a language is
 * added without C. Stems are Snowball's.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_ANCHOR_WORDS_H
#define EMPATHY_ANCHOR_WORDS_H

#include <glib.h>

typedef struct AnchorWords AnchorWords; /* opaque, immutable, safe from any thread */

typedef enum AnchorWordFlags {
	ANCHOR_WORD_STOP = 1 << 0,
	ANCHOR_WORD_WEAK = 1 << 1,
	ANCHOR_WORD_UNIT = 1 << 2,       /* what is counted: "weeks", "calls" */
	ANCHOR_WORD_CURRENCY = 1 << 3,   /* "euros", "£" */
	ANCHOR_WORD_IDENTIFIER = 1 << 4, /* "order", "invoice": a number may follow */
	ANCHOR_WORD_VERSION = 1 << 5,    /* a version follows */
	ANCHOR_WORD_ORDINAL = 1 << 6,    /* "th" behind figures */
} AnchorWordFlags;

/* What is known of one word; of an unknown one nothing. */
typedef struct AnchorWord {
	guint flags;
	int number;       /* of a number in words, from 2; 0 when none */
	int month;        /* 1 to 12; 0 when none */
	const char *day;  /* a day's one name, "monday"; NULL when none */
	const char *same; /* "=" and the first of its row in [same]; "" when in none */
} AnchorWord;

/* Reads every <folder>/<language>/anchors.words; a later folder's file replaces the same language
 * of an earlier one. EMPATHY_ERROR_SYNTAX names file and line; what is no plain file is an error.
 */
AnchorWords *anchor_words_load(const char *const *folders, GError **error);
void anchor_words_free(AnchorWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AnchorWords, anchor_words_free)

/* One language's table, for many look-ups; NULL when there is none. Borrowed. */
typedef struct AnchorTable AnchorTable;
const AnchorTable *anchor_words_of(const AnchorWords *words, const char *language);
/* A lower-case word; never NULL. table may be NULL. */
const AnchorWord *anchor_word(const AnchorTable *table, const char *word);

#endif
