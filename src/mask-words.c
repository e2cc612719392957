/* mask-words.c - numbers.words of all languages, read and looked for.
 * SPDX-License-Identifier: MIT */
#include "mask-words.h"

#include <string.h>

#include "folder.h"
#include "inifile.h"

/* How many words back from a number one is looked for, how long it and the signs behind it are, and
 * how many there may be. */
enum { MOST_STEPS = 5, MOST_BYTES = 80, MOST_WORDS = 5000 };

/* What a word does: bits, as it may do more than one in several languages. */
typedef enum Does {
	DOES_TELL = 1,
	DOES_TELL_WITH = 2, /* a word between it and the number */
	DOES_STAND_BETWEEN = 4,
} Does;

static const struct {
	const char *name;
	Does does;
} sections[] = {
	{ "tell", DOES_TELL },
	{ "tell-with", DOES_TELL_WITH },
	{ "between", DOES_STAND_BETWEEN },
};

struct MaskWords {
	gint ref_count;
	GHashTable *does; /* char *, in small letters, to Does */
};

/* ---- loading -------------------------------------------------------------------------------- */

static bool
is_letter(gunichar c)
{
	return g_unichar_isalpha(c);
}

static bool
is_of_word(gunichar c)
{
	return is_letter(c) || c == '/';
}

static bool
is_word(const char *text)
{
	for (; *text != '\0'; text = g_utf8_next_char(text))
		if (!is_of_word(g_utf8_get_char(text)))
			return false;
	return true;
}

static gboolean
read_words(MaskWords *words, Does does, const char *path, const IniEntry *entry, GError **error)
{
	g_auto(GStrv) list = g_strsplit_set(entry->value, " \t", -1);

	if (!g_str_equal(entry->key, "words"))
		return inifile_error(
			error, path, entry->line, "unknown key '%s', expected 'words'", entry->key);
	for (char **word = list; *word != NULL; word++) {
		if (!is_word(*word))
			return inifile_error(error, path, entry->line,
				"\"%s\" is no word of letters and '/'", *word);
		if (**word == '\0')
			continue;
		char *small = g_utf8_strdown(*word, -1);
		guint known = GPOINTER_TO_UINT(g_hash_table_lookup(words->does, small));
		g_hash_table_insert(words->does, small, GUINT_TO_POINTER(known | does));
	}
	if (g_hash_table_size(words->does) > MOST_WORDS)
		return inifile_error(error, path, entry->line, "more than %d words", MOST_WORDS);
	return TRUE;
}

static gboolean
read_section(MaskWords *words, const char *path, const IniSection *section, GError **error)
{
	guint is = 0;

	while (is < G_N_ELEMENTS(sections) && !g_str_equal(section->name, sections[is].name))
		is++;
	if (is == G_N_ELEMENTS(sections))
		return inifile_error(error, path, section->line,
			"[%s] is not known; expected [tell], [tell-with] or [between]",
			section->name);
	for (guint i = 0; i < section->entries->len; i++)
		if (!read_words(words, sections[is].does, path, section->entries->pdata[i], error))
			return FALSE;
	return TRUE;
}

static gboolean
read_file(gpointer words, const char *language, const char *path, GError **error)
{
	(void)language;
	g_autoptr(IniFile) file = inifile_load(path, error);
	if (file == NULL)
		return FALSE;

	for (guint i = 0; i < file->sections->len; i++)
		if (!read_section(words, path, file->sections->pdata[i], error))
			return FALSE;
	return TRUE;
}

MaskWords *
mask_words_load(const char *const *folders, GError **error)
{
	g_autoptr(MaskWords) words = g_new0(MaskWords, 1);

	words->ref_count = 1;
	words->does = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	if (!folder_read_languages(folders, "numbers.words", read_file, words, error))
		return NULL;
	return g_steal_pointer(&words);
}

MaskWords *
mask_words_ref(MaskWords *words)
{
	if (words != NULL)
		g_atomic_int_inc(&words->ref_count);
	return words;
}

void
mask_words_unref(MaskWords *words)
{
	if (words == NULL || !g_atomic_int_dec_and_test(&words->ref_count))
		return;
	g_hash_table_unref(words->does);
	g_free(words);
}

/* ---- looking -------------------------------------------------------------------------------- */

bool
mask_words_is_sign(gunichar c)
{
	switch (g_unichar_type(c)) {
	case G_UNICODE_DASH_PUNCTUATION:
	case G_UNICODE_OPEN_PUNCTUATION:
	case G_UNICODE_CLOSE_PUNCTUATION:
	case G_UNICODE_INITIAL_PUNCTUATION:
	case G_UNICODE_FINAL_PUNCTUATION:
	/* Telephones put what cannot be seen around a number that is copied from their lists. */
	case G_UNICODE_FORMAT:
		return true;
	default:
		return g_unichar_isspace(c) ||
		       g_utf8_strchr(".:#=*_|<>\"'`\u00b0\u2116", -1, c) != NULL;
	}
}

/* The bytes of such characters at the end of a text, up to MOST_BYTES. */
static gsize
run_at_end(const char *text, gsize length, bool (*is_of_run)(gunichar c))
{
	const char *end = text + length, *start = end, *at = end;

	text = length > MOST_BYTES ? end - MOST_BYTES : text;
	while ((at = g_utf8_find_prev_char(text, at)) != NULL) {
		gunichar c = g_utf8_get_char_validated(at, start - at);
		if (c == (gunichar)-1 || c == (gunichar)-2 || !is_of_run(c))
			break;
		start = at;
	}
	return (gsize)(end - start);
}

static Does
what_does(const MaskWords *words, const char *word, gsize length)
{
	g_autofree char *small = g_utf8_strdown(word, (gssize)length);

	return (Does)GPOINTER_TO_UINT(g_hash_table_lookup(words->does, small));
}

/* The bytes of the word at the end of a text. Of "tel/fax", which is not known as "a/c" is, the
 * last alone is it. */
static gsize
word_at_end(const MaskWords *words, const char *text, gsize length, Does *does_out)
{
	gsize word = run_at_end(text, length, is_of_word);

	*does_out = what_does(words, text + length - word, word);
	if (*does_out != 0)
		return word;
	word = run_at_end(text, length, is_letter);
	*does_out = what_does(words, text + length - word, word);
	return word;
}

/* Back over "no.", "number is" and the like, to the word that counts. */
bool
mask_words_tell(const MaskWords *words, const char *before, gsize length)
{
	if (words == NULL || g_hash_table_size(words->does) == 0)
		return true;
	for (int i = 0; i < MOST_STEPS; i++) {
		length -= run_at_end(before, length, mask_words_is_sign);
		Does does = 0;
		length -= word_at_end(words, before, length, &does);
		if ((does & DOES_TELL) != 0 || ((does & DOES_TELL_WITH) != 0 && i > 0))
			return true;
		if ((does & DOES_STAND_BETWEEN) == 0)
			return false;
		/* "home" of "phone home/work" is the next. */
		if (length > 0 && before[length - 1] == '/')
			length--;
	}
	return false;
}
