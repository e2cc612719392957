/* word-table.h - words and what is known of each: for texts in which every word is looked up, at
 * three fifths of what a GHashTable asks for it. Filled by one thread, then safe from any.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_WORD_TABLE_H
#define EMPATHY_WORD_TABLE_H

#include <glib.h>

typedef struct WordTable WordTable; /* opaque */

/* free_value may be NULL. */
WordTable *word_table_new(GDestroyNotify free_value);
void word_table_free(WordTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WordTable, word_table_free)

/* Copies the word, takes the value over, which is not NULL; it replaces what was known before. */
void word_table_put(WordTable *table, const char *word, gpointer value);
/* Borrowed; NULL: nothing is known of the word. */
gpointer word_table_get(const WordTable *table, const char *word);
/* How many words it has. */
guint word_table_size(const WordTable *table);

#endif
