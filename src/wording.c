/* wording.c - what our notices say. SPDX-License-Identifier: MIT */
#include "wording.h"

#include <glib/gstdio.h>
#include <string.h>

#include "checks.h"
#include "errors.h"
#include "feeling.h"
#include "inifile.h"
#include "wrap.h"

#define FALLBACK "en"
enum { TEXT_WIDTH = 72 };

/* ---- what templates may name ------------------------------------------------------------------
 */

static const TemplateName names_of_missing[] = {
	{ "feeling", NULL }, /* "worry"; empty when it is not about a feeling */
	{ "words", NULL },   /* the customer's */
	{ "yours", NULL },   /* the reply's */
	{ "what", NULL },    /* what is the matter */
	{ "try", NULL },     /* guidance */
	{ NULL, NULL },
};

static const TemplateName names_of_message[] = {
	{ "agent", NULL },
	{ "customer", NULL }, /* name, or address when there is none */
	{ "subject", NULL },  /* without Re: */
	{ "time", NULL },     /* when the reply was handed in */
	{ "until", NULL },
	{ "limit", NULL }, /* "4h" */
	{ "lead", NULL },
	{ "attached", NULL }, /* set when the reply is attached as it was */
	{ "id", NULL },
	{ "host", NULL },
	{ "queue-id", NULL },
	{ "rules", NULL }, /* version */
	{ "missing", names_of_missing },
	{ NULL, NULL },
};

static const TemplateName names_of_reply[] = {
	{ "kind", NULL },
	{ "id", NULL },
	{ "customer", NULL },
	{ NULL, NULL },
};

static const TemplateName names_of_digest[] = {
	{ "count", NULL },
	{ "reply", names_of_reply },
	{ NULL, NULL },
};

static const struct {
	const char *name;
	const TemplateName *names;
} kinds[N_NOTICES] = {
	[NOTICE_HELD] = { "held", names_of_message },
	[NOTICE_NOTE] = { "note", names_of_message },
	[NOTICE_DIGEST] = { "digest", names_of_digest },
};

static const char *const group_names[N_WORD_GROUPS] = {
	[WORDS_FEELINGS] = "feelings",
	[WORDS_MET] = "met",
	[WORDS_CHECKS] = "checks",
};

const char *
notice_kind_name(NoticeKind kind)
{
	return kinds[kind].name;
}

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

static void
replace(Template **place, Template *with)
{
	template_free(*place);
	*place = with;
}

/* NULL without error: there is no such file. */
static char *
read_file(const char *path, GError **error)
{
	GStatBuf found;
	char *text = NULL;
	gsize length = 0;

	if (g_stat(path, &found) != 0)
		return NULL;
	if (!S_ISREG(found.st_mode) || found.st_size > TEMPLATE_MOST_BYTES) {
		inifile_error(
			error, path, 1, "not a file of at most %d bytes", TEMPLATE_MOST_BYTES);
		return NULL;
	}
	if (!g_file_get_contents(path, &text, &length, error))
		return NULL;
	if (!g_utf8_validate(text, (gssize)length, NULL)) {
		inifile_error(error, path, 1, "not UTF-8; save the file in that encoding");
		g_free(text);
		return NULL;
	}
	return text;
}

static gboolean
take_text(Language *language, NoticeKind kind, const char *path, const char *text, GError **error)
{
	static const char mark[] = "Subject: ";
	size_t first = strcspn(text, "\n");

	if (!g_str_has_prefix(text, mark))
		return inifile_error(error, path, 1, "the first line must be \"Subject: ...\"");
	g_autofree char *line = g_strstrip(g_strndup(text + strlen(mark), first - strlen(mark)));
	g_autoptr(Template) subject =
		template_parse(TEMPLATE_TEXT, path, 1, line, kinds[kind].names, error);
	if (subject == NULL)
		return FALSE;
	Template *body = template_parse(TEMPLATE_TEXT, path, 2,
		text[first] == '\n' ? text + first + 1 : "", kinds[kind].names, error);
	if (body == NULL)
		return FALSE;
	replace(&language->subjects[kind], g_steal_pointer(&subject));
	replace(&language->texts[kind], body);
	replace(&language->htmls[kind], NULL);
	return TRUE;
}

static gboolean
read_kind(Language *language, NoticeKind kind, const char *folder, GError **error)
{
	g_autofree char *text_path = g_strdup_printf("%s/notice-%s.txt", folder, kinds[kind].name);
	g_autofree char *html_path = g_strdup_printf("%s/notice-%s.html", folder, kinds[kind].name);
	GError *failure = NULL;

	g_autofree char *text = read_file(text_path, &failure);
	if (text != NULL && !take_text(language, kind, text_path, text, &failure)) {
		g_propagate_error(error, failure);
		return FALSE;
	}
	g_autofree char *html = failure == NULL ? read_file(html_path, &failure) : NULL;
	if (failure != NULL) {
		g_propagate_error(error, failure);
		return FALSE;
	}
	if (html == NULL)
		return TRUE;
	if (language->texts[kind] == NULL)
		return inifile_error(
			error, html_path, 1, "there is no notice-%s.txt for it", kinds[kind].name);
	Template *body =
		template_parse(TEMPLATE_HTML, html_path, 1, html, kinds[kind].names, error);
	if (body == NULL)
		return FALSE;
	replace(&language->htmls[kind], body);
	return TRUE;
}

/* ---- words ------------------------------------------------------------------------------------
 */

static bool
is_known(WordGroup group, const char *name)
{
	FeelingKind feeling;
	CheckId check;

	if (group == WORDS_FEELINGS)
		return feeling_from_name(name, &feeling);
	if (group == WORDS_CHECKS)
		return check_from_name(name, &check);
	for (int grade = GRADE_DISMISSIVE; grade <= GRADE_SPECIFIC; grade++)
		if (g_str_equal(grade_name((Grade)grade), name))
			return true;
	return false;
}

static gboolean
take_section(Language *language, const char *path, const IniSection *section, GError **error)
{
	guint group = 0;

	while (group < N_WORD_GROUPS && !g_str_equal(group_names[group], section->name))
		group++;
	if (group == N_WORD_GROUPS)
		return inifile_error(error, path, section->line,
			"unknown section [%s]; there are [feelings], [met] and [checks]",
			section->name);
	for (guint i = 0; i < section->entries->len; i++) {
		const IniEntry *entry = section->entries->pdata[i];
		if (!is_known((WordGroup)group, entry->key))
			return inifile_error(error, path, entry->line,
				"unknown name \"%s\" in [%s]", entry->key, section->name);
		g_hash_table_replace(
			language->words[group], g_strdup(entry->key), g_strdup(entry->value));
	}
	return TRUE;
}

static gboolean
read_words(Language *language, const char *folder, GError **error)
{
	g_autofree char *path = g_build_filename(folder, "notice.words", NULL);
	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return TRUE;
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
read_language(Wording *wording, const char *folder, const char *name, GError **error)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	Language *language = g_hash_table_lookup(wording->languages, name);

	if (!g_file_test(path, G_FILE_TEST_IS_DIR))
		return TRUE;
	if (language == NULL) {
		language = language_new();
		g_hash_table_insert(wording->languages, g_strdup(name), language);
	}
	for (guint kind = 0; kind < N_NOTICES; kind++)
		if (!read_kind(language, (NoticeKind)kind, path, error))
			return FALSE;
	return read_words(language, path, error);
}

static gboolean
read_folder(Wording *wording, const char *folder, GError **error)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	/* A folder of rules that is not there is the rulebook's matter. */
	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
		if (*name != '.' && !read_language(wording, folder, name, error))
			return FALSE;
	return TRUE;
}

static const Language *
language_of(const Wording *wording, const char *name)
{
	return g_hash_table_lookup(wording->languages, name);
}

Wording *
wording_load(const char *const *folders, GError **error)
{
	g_autoptr(Wording) wording = g_new0(Wording, 1);

	wording->ref_count = 1;
	wording->languages = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, language_free);
	for (guint i = 0; folders[i] != NULL; i++)
		if (!read_folder(wording, folders[i], error))
			return NULL;
	const Language *english = language_of(wording, FALLBACK);
	for (guint kind = 0; kind < N_NOTICES; kind++) {
		if (english != NULL && english->texts[kind] != NULL)
			continue;
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"no " FALLBACK "/notice-%s.txt in any folder of rules", kinds[kind].name);
		return NULL;
	}
	return g_steal_pointer(&wording);
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

/* The language itself when it has this kind, else English. */
static const Language *
speaker(const Wording *wording, const char *name, NoticeKind kind)
{
	const Language *language = language_of(wording, name);

	if (language != NULL && language->texts[kind] != NULL)
		return language;
	return language_of(wording, FALLBACK);
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
	const char *const order[] = { language, FALLBACK };

	for (guint i = 0; i < G_N_ELEMENTS(order); i++) {
		const Language *spoken = language_of(wording, order[i]);
		const char *word =
			spoken != NULL ? g_hash_table_lookup(spoken->words[group], name) : NULL;
		if (word != NULL)
			return word;
	}
	return name;
}
