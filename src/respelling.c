/* respelling.c - respelling.words of one language, read. SPDX-License-Identifier: MIT */
#include "respelling.h"

#include <stdbool.h>
#include <string.h>

#include "fold.h"
#include "inifile.h"
#include "word-table.h"

enum { MOST_WORDS = 2000, MOST_LETTERS = 20, SKETCHES = 4096 };

struct Respelling {
	WordTable *words; /* in small letters: as rules spell them */
	bool may_be[SKETCHES];
};

/* Its ends and its length tell most words from all that are respelled. */
static guint
sketch_of(const char *word, gsize length)
{
	guint first = (guchar)fold_ascii(word[0]), last = (guchar)fold_ascii(word[length - 1]);

	return (first * 37 + last * 5 + (guint)length * 211) % SKETCHES;
}

/* As folded text is: rules rely on single blanks. */
static bool
is_folded(const char *words)
{
	for (; *words != '\0'; words++)
		if (!g_ascii_isprint(*words) || *words == '`' || (*words == ' ' && words[1] == ' '))
			return false;
	return true;
}

static gboolean
read_entry(Respelling *respelling, const IniEntry *entry, const char *path, GError **error)
{
	gsize length = strlen(entry->key);

	for (const char *c = entry->key; *c != '\0'; c++) {
		if (!g_ascii_islower(*c) && !g_ascii_isdigit(*c))
			return inifile_error(error, path, entry->line,
				"\"%s\" is no word of small letters and digits", entry->key);
	}
	if (*entry->value == '\0' || !is_folded(entry->value) ||
		strlen(entry->value) > RESPELLING_GROWS * length)
		return inifile_error(error, path, entry->line,
			"%s: expected words in ASCII with single blanks, at most %d times as long",
			entry->key, RESPELLING_GROWS);
	if (length > MOST_LETTERS || word_table_size(respelling->words) >= MOST_WORDS)
		return inifile_error(error, path, entry->line,
			"more than %d words, or one of more than %d letters", MOST_WORDS,
			MOST_LETTERS);
	respelling->may_be[sketch_of(entry->key, length)] = true;
	word_table_put(respelling->words, entry->key, g_strdup(entry->value));
	return TRUE;
}

static gboolean
read_file(Respelling *respelling, const char *path, GError **error)
{
	g_autoptr(IniFile) file = inifile_load(path, error);
	if (file == NULL)
		return FALSE;

	for (guint i = 0; i < file->sections->len; i++) {
		const IniSection *section = file->sections->pdata[i];
		if (!g_str_equal(section->name, "respelling"))
			return inifile_error(error, path, section->line,
				"[%s] is not known; expected [respelling]", section->name);
		for (guint k = 0; k < section->entries->len; k++)
			if (!read_entry(respelling, section->entries->pdata[k], path, error))
				return FALSE;
	}
	return TRUE;
}

Respelling *
respelling_load(const char *const *folders, const char *language, GError **error)
{
	g_autoptr(Respelling) respelling = g_new0(Respelling, 1);

	respelling->words = word_table_new(g_free);
	for (guint i = 0; folders[i] != NULL; i++) {
		g_autofree char *path =
			g_build_filename(folders[i], language, "respelling.words", NULL);
		if (g_file_test(path, G_FILE_TEST_IS_REGULAR) &&
			!read_file(respelling, path, error))
			return NULL;
	}
	return g_steal_pointer(&respelling);
}

void
respelling_free(Respelling *respelling)
{
	if (respelling == NULL)
		return;
	word_table_free(respelling->words);
	g_free(respelling);
}

/* The word in small letters, and how many of its letters are capitals. */
static guint
lower(const char *word, gsize length, char small[MOST_LETTERS + 1])
{
	guint capitals = 0;

	for (gsize i = 0; i < length; i++) {
		small[i] = fold_ascii(word[i]);
		capitals += small[i] != word[i];
	}
	small[length] = '\0';
	return capitals;
}

gboolean
respelling_append(const Respelling *respelling, const char *word, gsize length, GString *to)
{
	char small[MOST_LETTERS + 1];

	if (length == 0 || length > MOST_LETTERS || !respelling->may_be[sketch_of(word, length)])
		return FALSE;
	guint capitals = lower(word, length, small);
	/* A capital alone is somebody's initial. */
	if (length == 1 && capitals > 0)
		return FALSE;
	const char *known = word_table_get(respelling->words, small);
	if (known == NULL)
		return FALSE;
	for (const char *c = known; *c != '\0'; c++) {
		bool is_capital = capitals == length || (c == known && g_ascii_isupper(*word));
		g_string_append_c(to, is_capital ? g_ascii_toupper(*c) : *c);
	}
	return TRUE;
}
