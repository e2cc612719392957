/* lexicon.c - words outside the rules. SPDX-License-Identifier: MIT */
#include "lexicon.h"

#include "errors.h"
#include "fold.h"
#include "folder.h"
#include "inifile.h"
#include "word-table.h"

#include <string.h>

/* Whose common words stand in where a language has none: business writes much English. */
#define FALLBACK "en"

enum { MAX_PHRASE_WORDS = 5, MAX_PHRASE = 200, MAX_ENTRIES = 20000 };

/* Of some words of a list: bits. */
typedef enum Phrase { PHRASE_ENDS = 1, PHRASE_GOES_ON = 2 } Phrase;

struct Lexicon {
	WordTable *lists[N_WORD_LISTS]; /* phrases, folded words joined by one blank, and what
					   they begin with: their Phrase */
	WordTable *words;               /* first words of phrases: lexicon_lists() of them */
	GHashTable *short_forms;        /* name -> GPtrArray of group numbers */
	GHashTable *letters;            /* letter outside Latin -> its Latin spelling */
	bool respells_ascii;            /* there is one that is no such letter */
	GHashTable *common;             /* language -> set of words */
	guint n_groups;
	guint n_entries;
};

static const char *const list_names[N_WORD_LISTS] = {
	[WORDS_GREETING] = "greetings",
	[WORDS_TITLE] = "titles",
	[WORDS_PARTICLE] = "particles",
	[WORDS_ANYBODY] = "anybody",
	[WORDS_TOGETHER] = "together",
	[WORDS_ORGANISATION] = "organisations",
	[WORDS_SIGN_OFF] = "sign-offs",
	[WORDS_INTRODUCTION] = "introductions",
	[WORDS_NO_NAME] = "no-names",
	[WORDS_BEFORE_NAME] = "before-name",
	[WORDS_OF_OTHERS] = "of-others",
	[WORDS_KIN] = "kin",
	[WORDS_WOMEN] = "women",
	[WORDS_MEN] = "men",
	[WORDS_TITLE_WOMEN] = "titles-of-women",
	[WORDS_TITLE_MEN] = "titles-of-men",
};

static void
append_folded(const Lexicon *lexicon, GString *out, gunichar letter)
{
	letter = g_unichar_tolower(letter);
	if (letter == '&' || letter == '-' || (letter < 128 && g_ascii_isalnum((gchar)letter))) {
		g_string_append_c(out, (gchar)letter);
		return;
	}
	const char *latin = g_hash_table_lookup(lexicon->letters, GUINT_TO_POINTER(letter));
	if (latin != NULL)
		g_string_append(out, latin);
	else if (letter >= 128 && g_unichar_isalpha(letter))
		g_string_append_unichar(out, letter);
}

/* The same for what most words are made of; false: there is more to it. */
static bool
append_ascii(GString *to, const char *word, size_t length)
{
	size_t start = to->len, used = start;

	g_string_set_size(to, start + length);
	for (size_t i = 0; i < length; i++) {
		if ((word[i] & 0x80) != 0) {
			g_string_truncate(to, start);
			return false;
		}
		if (g_ascii_isalnum(word[i]) || word[i] == '&' || word[i] == '-')
			to->str[used++] = fold_ascii(word[i]);
	}
	g_string_truncate(to, used);
	return true;
}

void
lexicon_fold_append(const Lexicon *lexicon, GString *to, const char *word, size_t length)
{
	const char *end = word + length;

	if (!lexicon->respells_ascii && append_ascii(to, word, length))
		return;
	for (const char *at = word; at < end; at = g_utf8_next_char(at)) {
		gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
		gunichar letter = g_unichar_tolower(g_utf8_get_char(at));
		/* What has its own spelling ("ø") first: it does not decompose. */
		if (g_hash_table_contains(lexicon->letters, GUINT_TO_POINTER(letter))) {
			append_folded(lexicon, to, letter);
			continue;
		}
		gsize n = g_unichar_fully_decompose(letter, TRUE, parts, G_N_ELEMENTS(parts));
		for (gsize i = 0; i < n; i++)
			if (!g_unichar_ismark(parts[i]))
				append_folded(lexicon, to, parts[i]);
	}
}

char *
lexicon_fold(const Lexicon *lexicon, const char *word, gssize length)
{
	GString *folded = g_string_new(NULL);

	lexicon_fold_append(lexicon, folded, word, length < 0 ? strlen(word) : (size_t)length);
	return g_string_free(folded, FALSE);
}

static char *
folded_phrase(const Lexicon *lexicon, const char *phrase)
{
	g_auto(GStrv) words = g_strsplit(phrase, " ", -1);
	g_autoptr(GPtrArray) folded = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; words[i] != NULL; i++) {
		g_autofree char *word = lexicon_fold(lexicon, words[i], -1);
		if (*word != '\0')
			g_ptr_array_add(folded, g_steal_pointer(&word));
	}
	if (folded->len == 0 || folded->len > MAX_PHRASE_WORDS)
		return NULL;
	g_ptr_array_add(folded, NULL);
	return g_strjoinv(" ", (char **)folded->pdata);
}

static void
note_word(Lexicon *lexicon, WordList list, const char *phrase)
{
	size_t length = strcspn(phrase, " ");
	g_autofree char *word = g_strndup(phrase, length);
	guint lists = lexicon_lists(lexicon, word) | 1U << (list + N_WORD_LISTS);

	if (phrase[length] == '\0')
		lists |= 1U << list;
	word_table_put(lexicon->words, word, GUINT_TO_POINTER(lists));
}

static void
note_phrase(WordTable *list, const char *phrase, Phrase what)
{
	guint known = GPOINTER_TO_UINT(word_table_get(list, phrase));

	word_table_put(list, phrase, GUINT_TO_POINTER(known | what));
}

static void
note_phrases(WordTable *list, const char *phrase)
{
	const char *blank = phrase;

	while ((blank = strchr(blank + 1, ' ')) != NULL) {
		g_autofree char *beginning = g_strndup(phrase, (gsize)(blank - phrase));
		note_phrase(list, beginning, PHRASE_GOES_ON);
	}
	note_phrase(list, phrase, PHRASE_ENDS);
}

/* "greetings = dear, good morning, ..." */
static gboolean
read_list(Lexicon *lexicon, WordList list, const IniEntry *entry, const char *path, GError **error)
{
	g_auto(GStrv) phrases = g_strsplit(entry->value, ",", -1);

	for (guint i = 0; phrases[i] != NULL; i++) {
		g_autofree char *phrase = folded_phrase(lexicon, g_strstrip(phrases[i]));
		if (phrase == NULL || strlen(phrase) >= MAX_PHRASE)
			return inifile_error(error, path, entry->line,
				"an entry of '%s' is empty or longer than %d words or %d bytes",
				entry->key, MAX_PHRASE_WORDS, MAX_PHRASE);
		if (++lexicon->n_entries > MAX_ENTRIES)
			return inifile_error(
				error, path, entry->line, "more than %d entries", MAX_ENTRIES);
		note_word(lexicon, list, phrase);
		note_phrases(lexicon->lists[list], phrase);
	}
	return TRUE;
}

/* "same = william bill will": one person may be called any of these. */
static void
read_group(Lexicon *lexicon, const IniEntry *entry)
{
	g_auto(GStrv) names = g_strsplit_set(entry->value, " ,", -1);
	guint group = lexicon->n_groups++;

	for (guint i = 0; names[i] != NULL; i++) {
		g_autofree char *name = lexicon_fold(lexicon, names[i], -1);
		if (*name == '\0' || ++lexicon->n_entries > MAX_ENTRIES)
			continue;
		GPtrArray *groups = g_hash_table_lookup(lexicon->short_forms, name);
		if (groups == NULL) {
			groups = g_ptr_array_new();
			g_hash_table_insert(lexicon->short_forms, g_steal_pointer(&name), groups);
		}
		g_ptr_array_add(groups, GUINT_TO_POINTER(group));
	}
}

/* "ß ss, ь": a letter and its spelling, which may be none */
static void
read_letters(Lexicon *lexicon, const IniEntry *entry)
{
	g_auto(GStrv) pairs = g_strsplit(entry->value, ",", -1);

	for (guint i = 0; pairs[i] != NULL; i++) {
		const char *pair = g_strstrip(pairs[i]);
		if (*pair == '\0' || ++lexicon->n_entries > MAX_ENTRIES)
			continue;
		gunichar letter = g_unichar_tolower(g_utf8_get_char(pair));
		char *latin = g_strdup(g_utf8_next_char(pair));
		lexicon->respells_ascii |= letter < 128;
		g_hash_table_insert(lexicon->letters, GUINT_TO_POINTER(letter), g_strstrip(latin));
	}
}

static void
read_common(Lexicon *lexicon, const char *language, const IniEntry *entry)
{
	g_auto(GStrv) words = g_strsplit_set(entry->value, " ", -1);
	GHashTable *common = g_hash_table_lookup(lexicon->common, language);

	if (common == NULL) {
		common = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
		g_hash_table_insert(lexicon->common, g_strdup(language), common);
	}
	for (guint i = 0; words[i] != NULL; i++)
		if (*words[i] != '\0' && ++lexicon->n_entries <= MAX_ENTRIES)
			g_hash_table_add(common, g_strdup(words[i]));
}

static gboolean
read_entry(Lexicon *lexicon, const char *language, const char *section, const IniEntry *entry,
	const char *path, GError **error)
{
	if (g_str_equal(section, "letters")) {
		read_letters(lexicon, entry);
		return TRUE;
	}
	if (g_str_equal(section, "short-forms")) {
		read_group(lexicon, entry);
		return TRUE;
	}
	if (g_str_equal(section, "common")) {
		read_common(lexicon, language, entry);
		return TRUE;
	}
	for (int list = 0; list < N_WORD_LISTS; list++)
		if (g_str_equal(section, list_names[list]))
			return read_list(lexicon, (WordList)list, entry, path, error);
	return inifile_error(error, path, entry->line, "unknown section '%s'", section);
}

static gboolean
read_file(gpointer lexicon, const char *language, const char *path, GError **error)
{
	g_autoptr(IniFile) file = inifile_load(path, error);
	if (file == NULL)
		return FALSE;
	for (guint i = 0; i < file->sections->len; i++) {
		const IniSection *section = file->sections->pdata[i];
		for (guint j = 0; j < section->entries->len; j++)
			if (!read_entry(lexicon, language, section->name,
				    section->entries->pdata[j], path, error))
				return FALSE;
	}
	return TRUE;
}

Lexicon *
lexicon_load(const char *const *folders, GError **error)
{
	g_autoptr(Lexicon) lexicon = g_new0(Lexicon, 1);

	for (int list = 0; list < N_WORD_LISTS; list++)
		lexicon->lists[list] = word_table_new(NULL);
	lexicon->words = word_table_new(NULL);
	lexicon->short_forms = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
	lexicon->letters = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	lexicon->common = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_hash_table_unref);
	if (!folder_read_languages(folders, "names.words", read_file, lexicon, error) ||
		!folder_read_languages(folders, "common.words", read_file, lexicon, error))
		return NULL;
	return g_steal_pointer(&lexicon);
}

void
lexicon_free(Lexicon *lexicon)
{
	if (lexicon == NULL)
		return;
	for (int list = 0; list < N_WORD_LISTS; list++)
		word_table_free(lexicon->lists[list]);
	word_table_free(lexicon->words);
	g_hash_table_unref(lexicon->short_forms);
	g_hash_table_unref(lexicon->letters);
	g_hash_table_unref(lexicon->common);
	g_free(lexicon);
}

size_t
lexicon_match(const Lexicon *lexicon, WordList list, const char *const *words, size_t n_words)
{
	char phrase[MAX_PHRASE] = "";
	size_t length = 0, longest = 0;
	guint known = PHRASE_GOES_ON;

	for (size_t n = 0; n < n_words && (known & PHRASE_GOES_ON) != 0; n++) {
		size_t more = strlen(words[n]);
		if (length + more + 2 > sizeof(phrase))
			return longest;
		if (n > 0)
			phrase[length++] = ' ';
		memcpy(phrase + length, words[n], more + 1);
		length += more;
		known = GPOINTER_TO_UINT(word_table_get(lexicon->lists[list], phrase));
		if ((known & PHRASE_ENDS) != 0)
			longest = n + 1;
	}
	return longest;
}

bool
lexicon_has(const Lexicon *lexicon, WordList list, const char *word)
{
	return (lexicon_lists(lexicon, word) & 1U << list) != 0;
}

guint
lexicon_lists(const Lexicon *lexicon, const char *word)
{
	return GPOINTER_TO_UINT(word_table_get(lexicon->words, word));
}

/* Without hyphens and doubled letters, "ae", "oe", "ue" taken for the umlauts they may stand for,
 * "y" for "i": the same name in another spelling. */
static char *
simplified(const char *name)
{
	GString *out = g_string_new(NULL);

	for (const char *at = name; *at != '\0'; at++) {
		char letter = *at == 'y' ? 'i' : *at;
		if (letter == '-' || (letter == 'e' && at > name && strchr("aou", at[-1]) != NULL))
			continue;
		if (out->len == 0 || out->str[out->len - 1] != letter)
			g_string_append_c(out, letter);
	}
	return g_string_free(out, FALSE);
}

static bool
share_a_group(const Lexicon *lexicon, const char *one, const char *other)
{
	const GPtrArray *left = g_hash_table_lookup(lexicon->short_forms, one);
	const GPtrArray *right = g_hash_table_lookup(lexicon->short_forms, other);

	for (guint i = 0; left != NULL && right != NULL && i < left->len; i++)
		for (guint j = 0; j < right->len; j++)
			if (left->pdata[i] == right->pdata[j])
				return true;
	return false;
}

/* "anna" in "anna-lena" */
static bool
is_half_of(const char *part, const char *name)
{
	if (strchr(name, '-') == NULL)
		return false;
	g_auto(GStrv) halves = g_strsplit(name, "-", -1);

	return g_strv_contains((const char *const *)halves, part);
}

/* "alex" of "alexandros", "beth" of "elizabeth": short, and well short of the whole. */
static bool
is_cut_of(const char *part, const char *name)
{
	size_t length = strlen(part), whole = strlen(name);

	if (whole < length + 2)
		return false;
	if (length == 1)
		return name[0] == part[0];
	return (length >= 3 && length <= 5 && g_str_has_prefix(name, part)) ||
	       (length >= 4 && g_str_has_suffix(name, part));
}

bool
lexicon_same_name(const Lexicon *lexicon, const char *one, const char *other)
{
	if (g_str_equal(one, other) || share_a_group(lexicon, one, other))
		return true;
	if (is_half_of(one, other) || is_half_of(other, one))
		return true;
	if (is_cut_of(one, other) || is_cut_of(other, one))
		return true;
	g_autofree char *left = simplified(one), *right = simplified(other);
	return g_str_equal(left, right);
}

bool
lexicon_may_be_in(const Lexicon *lexicon, WordList list, const char *name)
{
	GHashTableIter iter;
	gpointer full;

	if (lexicon_has(lexicon, list, name))
		return true;
	g_hash_table_iter_init(&iter, lexicon->short_forms);
	while (g_hash_table_iter_next(&iter, &full, NULL))
		if (lexicon_has(lexicon, list, full) && share_a_group(lexicon, name, full))
			return true;
	return false;
}

bool
lexicon_is_given_name(const Lexicon *lexicon, const char *name)
{
	return g_hash_table_contains(lexicon->short_forms, name) ||
	       lexicon_has(lexicon, WORDS_WOMEN, name) || lexicon_has(lexicon, WORDS_MEN, name);
}

bool
lexicon_is_common(const Lexicon *lexicon, const char *language, const char *word)
{
	GHashTable *common = g_hash_table_lookup(lexicon->common, language);

	if (common == NULL)
		common = g_hash_table_lookup(lexicon->common, FALLBACK);
	return common != NULL && g_hash_table_contains(common, word);
}
