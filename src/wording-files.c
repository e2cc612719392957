/* wording-files.c - the files notices are made of. SPDX-License-Identifier: MIT */
#include "wording-files.h"

#include <glib/gstdio.h>
#include <string.h>

#include "inifile.h"

#define BEGINNING "notice-"
#define PART "part-"

enum { MOST_FILES = 200 };

static void
file_free(gpointer data)
{
	WordingFile *file = data;

	g_free(file->path);
	g_free(file->text);
	g_free(file);
}

static WordingFiles *
files_new(void)
{
	WordingFiles *files = g_new0(WordingFiles, 1);

	files->templates = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, file_free);
	files->words = g_ptr_array_new_with_free_func(g_free);
	return files;
}

static void
files_free(gpointer data)
{
	WordingFiles *files = data;

	g_hash_table_unref(files->templates);
	g_ptr_array_unref(files->words);
	g_free(files);
}

static char *
read_text(const char *path, GError **error)
{
	GStatBuf found;
	char *text = NULL;
	gsize length = 0;

	if (g_stat(path, &found) != 0 || !S_ISREG(found.st_mode) ||
		found.st_size > TEMPLATE_MOST_BYTES) {
		inifile_error(
			error, path, 1, "not a file of at most %d bytes", TEMPLATE_MOST_BYTES);
		return NULL;
	}
	if (!g_file_get_contents(path, &text, &length, error))
		return NULL;
	if (g_utf8_validate(text, (gssize)length, NULL))
		return text;
	inifile_error(error, path, 1, "not UTF-8; save the file in that encoding");
	g_free(text);
	return NULL;
}

/* Of "held.txt": is there such a kind? A part may have any name. */
static bool
is_known(const char *name)
{
	g_autofree char *stem = g_strndup(name, (gsize)(strrchr(name, '.') - name));

	return g_str_has_prefix(stem, PART) || word_is_known(WORDS_KINDS, stem);
}

static gboolean
read_template(WordingFiles *files, const char *path, const char *name, guint folder, GError **error)
{
	if (!is_known(name))
		return inifile_error(error, path, 1, "there is no notice of that name");
	if (g_hash_table_size(files->templates) >= MOST_FILES)
		return inifile_error(error, path, 1, "more than %d templates", (int)MOST_FILES);
	char *text = read_text(path, error);
	if (text == NULL)
		return FALSE;
	WordingFile *file = g_new0(WordingFile, 1);
	file->path = g_strdup(path);
	file->text = text;
	file->folder = folder;
	g_hash_table_replace(files->templates, g_strdup(name), file);
	return TRUE;
}

static gboolean
read_file(WordingFiles *files, const char *folder, const char *name, guint number, GError **error)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);

	if (g_str_equal(name, "notice.words")) {
		g_ptr_array_add(files->words, g_steal_pointer(&path));
		return TRUE;
	}
	bool is_template = g_str_has_prefix(name, BEGINNING) &&
			   (g_str_has_suffix(name, ".txt") || g_str_has_suffix(name, ".html"));
	return !is_template || read_template(files, path, name + strlen(BEGINNING), number, error);
}

static gboolean
read_language(
	GHashTable *all, const char *folder, const char *language, guint number, GError **error)
{
	g_autofree char *path = g_build_filename(folder, language, NULL);
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	WordingFiles *files = g_hash_table_lookup(all, language);
	const char *name;

	if (dir == NULL)
		return TRUE;
	if (files == NULL) {
		files = files_new();
		g_hash_table_insert(all, g_strdup(language), files);
	}
	while ((name = g_dir_read_name(dir)) != NULL)
		if (*name != '.' && !read_file(files, path, name, number, error))
			return FALSE;
	return TRUE;
}

GHashTable *
wording_files_read(const char *const *folders, GError **error)
{
	g_autoptr(GHashTable) all =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, files_free);

	for (guint i = 0; folders[i] != NULL; i++) {
		/* A folder of rules that is not there is the rulebook's matter. */
		g_autoptr(GDir) dir = g_dir_open(folders[i], 0, NULL);
		const char *name;
		while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
			if (*name != '.' && !read_language(all, folders[i], name, i, error))
				return NULL;
	}
	return g_steal_pointer(&all);
}

const WordingFile *
wording_file(GHashTable *files, const char *language, const char *name)
{
	const WordingFiles *of_language = g_hash_table_lookup(files, language);

	return of_language != NULL ? g_hash_table_lookup(of_language->templates, name) : NULL;
}
