/* script.c - fingerprints of sentences, and the macro files. SPDX-License-Identifier: MIT */
#include "script.h"

#include "errors.h"
#include "fnv.h"
#include "folder.h"

#include <string.h>

enum {
	SHORTEST = 5, /* words; fewer are what everybody says */
	MAX_FILE = 1024 * 1024,
	MAX_SENTENCES = 50000,
};

struct Scripts {
	GHashTable *sentences; /* guint64 (owned) -> file name (owned) */
};

/* ---- fingerprints ---- */

static bool
is_part_of_word(char byte)
{
	return g_ascii_isalnum(byte) || (byte & 0x80) != 0 ||
	       (byte != ' ' && strchr("'-_{}[]<>%$@/:", byte) != NULL);
}

/* Names, numbers, links, holes: whatever differs from one customer to the next. */
static bool
is_masked(const char *word, size_t length, bool is_first)
{
	if (!is_first && g_ascii_isupper(word[0]) && !(length == 1 && word[0] == 'I') &&
		!g_str_has_prefix(word, "I'"))
		return true;
	for (size_t i = 0; i < length; i++)
		if (!g_ascii_isalpha(word[i]) && strchr("0123456789{}[]<>%$@/_", word[i]) != NULL)
			return true;
	return false;
}

guint64
script_fingerprint(const Lexicon *lexicon, const Prose *prose, Span span)
{
	guint64 hash = FNV_START;
	guint n_words = 0;
	bool was_masked = false, is_first = true;
	g_autoptr(GString) word = g_string_new(NULL);

	for (size_t at = span.start; at < span.end;) {
		if (!is_part_of_word(prose->text[at])) {
			at++;
			continue;
		}
		size_t start = at;
		while (at < span.end && is_part_of_word(prose->text[at]))
			at++;
		bool mask = is_masked(prose->text + start, at - start, is_first);
		is_first = false;
		g_string_truncate(word, 0);
		if (!mask)
			lexicon_fold_append(lexicon, word, prose->text + start, at - start);
		if (!mask && word->len == 0)
			continue;
		/* However many words a name has. */
		if (!mask || !was_masked)
			hash = mask ? fnv_add(hash, "* ", 2)
				    : fnv_add(fnv_add(hash, word->str, word->len), " ", 1);
		n_words += !mask;
		was_masked = mask;
	}
	return n_words >= SHORTEST ? MAX(hash, 1) : 0;
}

/* ---- macro files ---- */

static char *
without_comments(char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++)
		if (lines[i][0] == '#')
			lines[i][0] = '\0';
	return g_strjoinv("\n", lines);
}

static gboolean
read_macro(Scripts *scripts, const Lexicon *lexicon, const char *path, const char *name,
	GError **error)
{
	g_autofree char *text = NULL;
	gsize length;

	if (!g_file_get_contents(path, &text, &length, error))
		return FALSE;
	if (length > MAX_FILE || !g_utf8_validate(text, (gssize)length, NULL)) {
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYNTAX,
			"%s:1: a macro file is UTF-8 of at most %d bytes", path, MAX_FILE);
		return FALSE;
	}
	g_autofree char *bare = without_comments(text);
	g_autoptr(Prose) prose = prose_new(bare);
	for (size_t i = 0; i < prose->n_sentences; i++) {
		guint64 print = script_fingerprint(lexicon, prose, prose->sentences[i].span);
		if (print != 0 && g_hash_table_size(scripts->sentences) < MAX_SENTENCES)
			g_hash_table_insert(scripts->sentences, g_memdup2(&print, sizeof(print)),
				g_strdup(name));
	}
	return TRUE;
}

bool
script_is_macro(const char *name)
{
	return *name != '.' && g_str_has_suffix(name, ".txt");
}

typedef struct Loading {
	Scripts *scripts;
	const Lexicon *lexicon;
} Loading;

static gboolean
read_macros(gpointer into, const char *language, const char *folder, GError **error)
{
	const Loading *loading = into;
	g_autoptr(GPtrArray) names = folder_names(folder, script_is_macro);

	(void)language;
	for (guint i = 0; names != NULL && i < names->len; i++) {
		const char *name = names->pdata[i];
		g_autofree char *path = g_build_filename(folder, name, NULL);
		if (!read_macro(loading->scripts, loading->lexicon, path, name, error))
			return FALSE;
	}
	return TRUE;
}

Scripts *
scripts_load(const char *const *folders, const Lexicon *lexicon, GError **error)
{
	g_autoptr(Scripts) scripts = g_new0(Scripts, 1);

	scripts->sentences = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
	Loading loading = { scripts, lexicon };
	if (!folder_read_languages(folders, "macros", read_macros, &loading, error))
		return NULL;
	return g_steal_pointer(&scripts);
}

void
scripts_free(Scripts *scripts)
{
	if (scripts == NULL)
		return;
	g_hash_table_unref(scripts->sentences);
	g_free(scripts);
}

const char *
scripts_find(const Scripts *scripts, guint64 fingerprint)
{
	return g_hash_table_lookup(scripts->sentences, &fingerprint);
}
