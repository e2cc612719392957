/* wording.c - what our notices say. SPDX-License-Identifier: MIT */
#include "wording.h"

#include <string.h>

#include "errors.h"
#include "inifile.h"
#include "wording-files.h"
#include "wrap.h"

enum { TEXT_WIDTH = 72, MOST_NAME = 80 };

/* ---- one language -----------------------------------------------------------------------------
 */

typedef struct Language {
	Template *subjects[N_NOTICES]; /* NULL: this language has not got it */
	Template *texts[N_NOTICES];
	Template *htmls[N_NOTICES];
	GHashTable *words[N_WORD_GROUPS];
} Language;

struct Wording {
	gint ref_count;
	GHashTable *languages; /* char * to Language */
};

static Language *
language_new(void)
{
	Language *language = g_new0(Language, 1);

	for (guint i = 0; i < N_WORD_GROUPS; i++)
		language->words[i] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return language;
}

static void
language_free(gpointer data)
{
	Language *language = data;

	for (guint i = 0; i < N_NOTICES; i++) {
		template_free(language->subjects[i]);
		template_free(language->texts[i]);
		template_free(language->htmls[i]);
	}
	for (guint i = 0; i < N_WORD_GROUPS; i++)
		g_hash_table_unref(language->words[i]);
	g_free(language);
}

/* ---- templates --------------------------------------------------------------------------------
 */

typedef struct Loader {
	GHashTable *files;
	const char *language;
	const char *ending; /* ".txt" or ".html" */
} Loader;

/* In the language, else in English: what several languages share needs no copy. */
static bool
find_part(const char *name, const void *data, TemplateSource *source_out)
{
	const Loader *loader = data;
	const char *const languages[] = { loader->language, WORDING_FALLBACK };

	if (strlen(name) > MOST_NAME)
		return false;
	g_autofree char *file_name = g_strdup_printf("part-%s%s", name, loader->ending);
	for (guint i = 0; i < G_N_ELEMENTS(languages); i++) {
		const WordingFile *file = wording_file(loader->files, languages[i], file_name);
		if (file == NULL)
			continue;
		*source_out = (TemplateSource){ file->path, 1, file->text };
		return true;
	}
	return false;
}

static Template *
parse(const Loader *loader, NoticeKind kind, const TemplateSource *source, GError **error)
{
	const TemplateParts parts = { find_part, loader };
	bool is_html = g_str_equal(loader->ending, ".html");

	return template_parse(is_html ? TEMPLATE_HTML : TEMPLATE_TEXT, source, wording_names(kind),
		&parts, error);
}

static gboolean
take_text(Language *language, const Loader *loader, NoticeKind kind, const WordingFile *file,
	GError **error)
{
	static const char mark[] = "Subject: ";
	size_t first = strcspn(file->text, "\n");

	if (!g_str_has_prefix(file->text, mark))
		return inifile_error(
			error, file->path, 1, "the first line must be \"Subject: ...\"");
	g_autofree char *line =
		g_strstrip(g_strndup(file->text + strlen(mark), first - strlen(mark)));
	const TemplateSource subject = { file->path, 1, line };
	const TemplateSource body = { file->path, 2,
		file->text[first] == '\n' ? file->text + first + 1 : "" };
	language->subjects[kind] = parse(loader, kind, &subject, error);
	if (language->subjects[kind] == NULL)
		return FALSE;
	language->texts[kind] = parse(loader, kind, &body, error);
	return language->texts[kind] != NULL;
}

static gboolean
read_kind(Language *language, GHashTable *files, const char *name, NoticeKind kind, GError **error)
{
	Loader loader = { files, name, ".txt" };
	g_autofree char *text_name = g_strconcat(notice_kind_name(kind), ".txt", NULL);
	g_autofree char *html_name = g_strconcat(notice_kind_name(kind), ".html", NULL);
	const WordingFile *text = wording_file(files, name, text_name);
	const WordingFile *html = wording_file(files, name, html_name);

	if (text == NULL && html != NULL)
		return inifile_error(
			error, html->path, 1, "there is no notice-%s for it", text_name);
	if (text == NULL)
		return TRUE;
	if (!take_text(language, &loader, kind, text, error))
		return FALSE;
	/* Whoever writes a text anew has said nothing with the HTML of the old one. */
	if (html == NULL || html->folder < text->folder)
		return TRUE;
	loader.ending = ".html";
	const TemplateSource body = { html->path, 1, html->text };
	language->htmls[kind] = parse(&loader, kind, &body, error);
	return language->htmls[kind] != NULL;
}

/* ---- words ------------------------------------------------------------------------------------
 */

static gboolean
take_section(Language *language, const char *path, const IniSection *section, GError **error)
{
	int group = word_group_from_name(section->name);

	if (group < 0)
		return inifile_error(error, path, section->line,
			"unknown section [%s]; there are [feelings], [met], [checks], [days], "
			"[kinds], [answers] and [refusals]",
			section->name);
	for (guint i = 0; i < section->entries->len; i++) {
		const IniEntry *entry = section->entries->pdata[i];
		if (!word_is_known((WordGroup)group, entry->key))
			return inifile_error(error, path, entry->line,
				"unknown name \"%s\" in [%s]", entry->key, section->name);
		g_hash_table_replace(
			language->words[group], g_strdup(entry->key), g_strdup(entry->value));
	}
	return TRUE;
}

static gboolean
read_words(Language *language, const char *path, GError **error)
{
	g_autoptr(IniFile) file = inifile_load(path, error);

	if (file == NULL)
		return FALSE;
	for (guint i = 0; i < file->sections->len; i++)
		if (!take_section(language, path, file->sections->pdata[i], error))
			return FALSE;
	return TRUE;
}

/* ---- all of them ------------------------------------------------------------------------------
 */

static gboolean
read_language(Wording *wording, GHashTable *files, const char *name, GError **error)
{
	const WordingFiles *own = g_hash_table_lookup(files, name);
	Language *language = language_new();

	g_hash_table_insert(wording->languages, g_strdup(name), language);
	for (guint kind = 0; kind < N_NOTICES; kind++)
		if (!read_kind(language, files, name, (NoticeKind)kind, error))
			return FALSE;
	for (guint i = 0; i < own->words->len; i++)
		if (!read_words(language, own->words->pdata[i], error))
			return FALSE;
	return TRUE;
}

static const Language *
language_of(const Wording *wording, const char *name)
{
	return g_hash_table_lookup(wording->languages, name);
}

static gboolean
check_fallback(const Wording *wording, GError **error)
{
	const Language *english = language_of(wording, WORDING_FALLBACK);

	for (guint kind = 0; kind < N_NOTICES; kind++) {
		if (english != NULL && english->texts[kind] != NULL)
			continue;
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"no " WORDING_FALLBACK "/notice-%s.txt in any folder of rules",
			notice_kind_name((NoticeKind)kind));
		return FALSE;
	}
	return TRUE;
}

Wording *
wording_load(const char *const *folders, GError **error)
{
	g_autoptr(GHashTable) files = wording_files_read(folders, error);
	g_autoptr(Wording) wording = g_new0(Wording, 1);
	GHashTableIter each;
	gpointer name;

	wording->ref_count = 1;
	wording->languages = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, language_free);
	if (files == NULL)
		return NULL;
	g_hash_table_iter_init(&each, files);
	while (g_hash_table_iter_next(&each, &name, NULL))
		if (!read_language(wording, files, name, error))
			return NULL;
	return check_fallback(wording, error) ? g_steal_pointer(&wording) : NULL;
}

Wording *
wording_ref(Wording *wording)
{
	g_atomic_int_inc(&wording->ref_count);
	return wording;
}

void
wording_unref(Wording *wording)
{
	if (wording == NULL || !g_atomic_int_dec_and_test(&wording->ref_count))
		return;
	g_hash_table_unref(wording->languages);
	g_free(wording);
}

/* ---- what they say ----------------------------------------------------------------------------
 */

/* The language itself when it has this kind, else English. */
static const Language *
speaker(const Wording *wording, const char *name, NoticeKind kind)
{
	const Language *language = language_of(wording, name);

	if (language != NULL && language->texts[kind] != NULL)
		return language;
	return language_of(wording, WORDING_FALLBACK);
}

char *
wording_subject(
	const Wording *wording, const char *language, NoticeKind kind, const TemplateValues *values)
{
	return template_fill(speaker(wording, language, kind)->subjects[kind], values);
}

char *
wording_text(
	const Wording *wording, const char *language, NoticeKind kind, const TemplateValues *values)
{
	g_autofree char *text =
		template_fill(speaker(wording, language, kind)->texts[kind], values);

	return wrap_text(text, TEXT_WIDTH);
}

char *
wording_html(
	const Wording *wording, const char *language, NoticeKind kind, const TemplateValues *values)
{
	const Template *html = speaker(wording, language, kind)->htmls[kind];

	return html != NULL ? template_fill(html, values) : NULL;
}

const char *
wording_word(const Wording *wording, const char *language, WordGroup group, const char *name)
{
	const char *const order[] = { language, WORDING_FALLBACK };

	for (guint i = 0; i < G_N_ELEMENTS(order); i++) {
		const Language *spoken = language_of(wording, order[i]);
		const char *word =
			spoken != NULL ? g_hash_table_lookup(spoken->words[group], name) : NULL;
		if (word != NULL)
			return word;
	}
	return name;
}

/* One of the words of a list with commas between. */
static bool
is_among(const char *list, const char *word)
{
	g_auto(GStrv) words = g_strsplit(list, ",", -1);
	g_autofree char *wanted = g_utf8_casefold(word, -1);

	for (char **one = words; *one != NULL; one++) {
		g_autofree char *folded = g_utf8_casefold(g_strstrip(*one), -1);
		if (g_str_equal(folded, wanted))
			return true;
	}
	return false;
}

Wish
wording_wish(const Wording *wording, const char *word, const char **language_out)
{
	GHashTableIter each;
	gpointer name, data;

	if (*word == '\0')
		return WISH_NONE;
	g_hash_table_iter_init(&each, wording->languages);
	while (g_hash_table_iter_next(&each, &name, &data)) {
		const Language *language = data;
		for (int wish = WISH_NONE + 1; wish < N_WISHES; wish++) {
			const char *list = g_hash_table_lookup(
				language->words[WORDS_ANSWERS], wish_name((Wish)wish));
			if (list == NULL || !is_among(list, word))
				continue;
			if (language_out != NULL)
				*language_out = name;
			return (Wish)wish;
		}
	}
	return WISH_NONE;
}
