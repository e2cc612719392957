/* word-table.c - a table with open addressing, at least half of it empty.
 * SPDX-License-Identifier: MIT */
#include "word-table.h"

#include <stdbool.h>
#include <string.h>

enum { FIRST_SLOTS = 64 };

typedef struct Slot {
	char *word; /* NULL: the slot is empty */
	gpointer value;
	guint32 hash;
} Slot;

struct WordTable {
	Slot *slots;
	guint n_slots; /* a power of two */
	guint n_words;
	GDestroyNotify free_value;
};

WordTable *
word_table_new(GDestroyNotify free_value)
{
	WordTable *table = g_new0(WordTable, 1);

	table->slots = g_new0(Slot, FIRST_SLOTS);
	table->n_slots = FIRST_SLOTS;
	table->free_value = free_value;
	return table;
}

static void
slot_clear(const WordTable *table, Slot *slot)
{
	if (slot->word != NULL && table->free_value != NULL)
		table->free_value(slot->value);
	g_free(slot->word);
}

void
word_table_free(WordTable *table)
{
	if (table == NULL)
		return;
	for (guint i = 0; i < table->n_slots; i++)
		slot_clear(table, &table->slots[i]);
	g_free(table->slots);
	g_free(table);
}

/* FNV-1a: words are short. */
static guint32
hash_of(const char *word)
{
	guint32 hash = 2166136261U;

	for (; *word != '\0'; word++)
		hash = (hash ^ (guchar)*word) * 16777619U;
	return hash ^ hash >> 15;
}

/* Where the word is, or would be put. */
static Slot *
slot_of(const WordTable *table, const char *word, guint32 hash)
{
	guint at = hash & (table->n_slots - 1);

	while (table->slots[at].word != NULL &&
		(table->slots[at].hash != hash || strcmp(table->slots[at].word, word) != 0))
		at = (at + 1) & (table->n_slots - 1);
	return &table->slots[at];
}

static void
grow(WordTable *table)
{
	Slot *old = table->slots;
	guint n_old = table->n_slots;

	table->n_slots *= 2;
	table->slots = g_new0(Slot, table->n_slots);
	for (guint i = 0; i < n_old; i++)
		if (old[i].word != NULL)
			*slot_of(table, old[i].word, old[i].hash) = old[i];
	g_free(old);
}

void
word_table_put(WordTable *table, const char *word, gpointer value)
{
	if (table->n_words * 2 >= table->n_slots)
		grow(table);
	guint32 hash = hash_of(word);
	Slot *slot = slot_of(table, word, hash);
	bool is_new = slot->word == NULL;

	slot_clear(table, slot);
	*slot = (Slot){ g_strdup(word), value, hash };
	table->n_words += is_new;
}

gpointer
word_table_get(const WordTable *table, const char *word)
{
	return slot_of(table, word, hash_of(word))->value;
}

guint
word_table_size(const WordTable *table)
{
	return table->n_words;
}
