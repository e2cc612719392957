/* anchor-words.c - anchors.words of every language, read. SPDX-License-Identifier: MIT */
#include "anchor-words.h"

#include "errors.h"
#include "folder.h"
#include "inifile.h"
#include "word-table.h"

#include <string.h>

enum { MAX_WORDS = 20000, MAX_NUMBER = 1000000 };

static const AnchorWord unknown = { .same = "" };

struct AnchorTable {
	WordTable *words;     /* of AnchorWord */
	GStringChunk *chunks; /* what the entries point to */
};

struct AnchorWords {
	GHashTable *languages; /* char * -> AnchorTable */
};

/* What a section's keys say of each word of their value. */
typedef enum ListKind { LIST_FLAG, LIST_SAME, LIST_DAY, LIST_NUMBER, LIST_MONTH } ListKind;

static const struct List {
	const char *section;
	const char *key; /* NULL: the key is the word itself, the value a number */
	ListKind kind;
	guint flag;
} lists[] = {
	{ "stop", "words", LIST_FLAG, ANCHOR_WORD_STOP },
	{ "weak", "words", LIST_FLAG, ANCHOR_WORD_WEAK },
	{ "units", "words", LIST_FLAG, ANCHOR_WORD_UNIT },
	{ "identifiers", "words", LIST_FLAG, ANCHOR_WORD_IDENTIFIER },
	{ "ordinals", "endings", LIST_FLAG, ANCHOR_WORD_ORDINAL },
	{ "versions", "words", LIST_FLAG, ANCHOR_WORD_VERSION },
	{ "currencies", "row", LIST_FLAG, ANCHOR_WORD_CURRENCY },
	{ "same", "row", LIST_SAME, 0 },
	{ "days", "row", LIST_DAY, 0 },
	{ "numbers", NULL, LIST_NUMBER, 0 },
	{ "months", NULL, LIST_MONTH, 0 },
};

static void
table_free(gpointer data)
{
	AnchorTable *table = data;

	word_table_free(table->words);
	g_string_chunk_free(table->chunks);
	g_free(table);
}

static AnchorTable *
table_new(void)
{
	AnchorTable *table = g_new0(AnchorTable, 1);

	table->words = word_table_new(g_free);
	table->chunks = g_string_chunk_new(4096);
	return table;
}

static AnchorWord *
entry_for(AnchorTable *table, const char *word)
{
	g_autofree char *lower = g_utf8_strdown(word, -1);
	AnchorWord *entry = word_table_get(table->words, lower);

	if (entry == NULL) {
		entry = g_memdup2(&unknown, sizeof(unknown));
		word_table_put(table->words, lower, entry);
	}
	return entry;
}

static void
note_word(AnchorTable *table, const struct List *list, const char *word, const char *first)
{
	AnchorWord *entry = entry_for(table, word);

	entry->flags |= list->flag;
	if (list->kind == LIST_SAME && *entry->same == '\0') {
		g_autofree char *same = g_strconcat("=", first, NULL);
		entry->same = g_string_chunk_insert_const(table->chunks, same);
	}
	if (list->kind == LIST_DAY)
		entry->day = g_string_chunk_insert_const(table->chunks, first);
}

static gboolean
read_words(AnchorTable *table, const struct List *list, const IniEntry *entry, const char *path,
	GError **error)
{
	g_auto(GStrv) words = g_strsplit_set(entry->value, " \t", -1);
	const char *first = NULL;

	for (guint i = 0; words[i] != NULL; i++) {
		if (*words[i] == '\0')
			continue;
		if (first == NULL)
			first = words[i];
		note_word(table, list, words[i], first);
	}
	if (first == NULL)
		return inifile_error(error, path, entry->line, "'%s' lists no word", entry->key);
	if (word_table_size(table->words) > MAX_WORDS)
		return inifile_error(error, path, entry->line, "more than %d words", MAX_WORDS);
	return TRUE;
}

static gboolean
read_number(AnchorTable *table, const struct List *list, const IniEntry *entry, const char *path,
	GError **error)
{
	guint64 number = 0;
	guint64 limit = list->kind == LIST_MONTH ? 12 : MAX_NUMBER;

	if (!g_ascii_string_to_unsigned(entry->value, 10, 1, limit, &number, NULL))
		return inifile_error(error, path, entry->line,
			"'%s' must be a whole number from 1 to %" G_GUINT64_FORMAT, entry->key,
			limit);
	AnchorWord *word = entry_for(table, entry->key);
	if (list->kind == LIST_MONTH)
		word->month = (int)number;
	else
		word->number = (int)number;
	return TRUE;
}

static gboolean
read_section(AnchorTable *table, const IniFile *file, const IniSection *section, GError **error)
{
	const struct List *list = NULL;

	for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
		if (g_str_equal(lists[i].section, section->name))
			list = &lists[i];
	if (list == NULL)
		return inifile_error(
			error, file->path, section->line, "unknown section '[%s]'", section->name);
	for (guint i = 0; i < section->entries->len; i++) {
		const IniEntry *entry = section->entries->pdata[i];
		if (list->key == NULL) {
			if (!read_number(table, list, entry, file->path, error))
				return FALSE;
			continue;
		}
		if (!g_str_equal(entry->key, list->key))
			return inifile_error(error, file->path, entry->line,
				"unknown key '%s', expected '%s'", entry->key, list->key);
		if (!read_words(table, list, entry, file->path, error))
			return FALSE;
	}
	return TRUE;
}

static AnchorTable *
table_load(const char *path, GError **error)
{
	g_autoptr(IniFile) file = inifile_load(path, error);
	if (file == NULL)
		return NULL;
	AnchorTable *table = table_new();

	for (guint i = 0; i < file->sections->len; i++) {
		if (!read_section(table, file, file->sections->pdata[i], error)) {
			table_free(table);
			return NULL;
		}
	}
	return table;
}

static gboolean
read_file(gpointer into, const char *language, const char *path, GError **error)
{
	AnchorWords *words = into;
	AnchorTable *table = table_load(path, error);
	if (table == NULL)
		return FALSE;

	g_hash_table_replace(words->languages, g_strdup(language), table);
	return TRUE;
}

AnchorWords *
anchor_words_load(const char *const *folders, GError **error)
{
	g_autoptr(AnchorWords) words = g_new0(AnchorWords, 1);

	words->languages = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, table_free);
	if (!folder_read_languages(folders, "anchors.words", read_file, words, error))
		return NULL;
	return g_steal_pointer(&words);
}

void
anchor_words_free(AnchorWords *words)
{
	if (words == NULL)
		return;
	g_hash_table_unref(words->languages);
	g_free(words);
}

const AnchorTable *
anchor_words_of(const AnchorWords *words, const char *language)
{
	return words != NULL ? g_hash_table_lookup(words->languages, language) : NULL;
}

const AnchorWord *
anchor_word(const AnchorTable *table, const char *word)
{
	const AnchorWord *entry = table != NULL ? word_table_get(table->words, word) : NULL;

	return entry != NULL ? entry : &unknown;
}
