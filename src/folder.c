/* folder.c - what is in the folders of rules. SPDX-License-Identifier: MIT */
#include "folder.h"

#include <string.h>

static int
by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *
folder_names(const char *path, bool (*is_good)(const char *name))
{
	g_autoptr(GDir) directory = g_dir_open(path, 0, NULL);
	const char *name;
	if (directory == NULL)
		return NULL;
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);

	while ((name = g_dir_read_name(directory)) != NULL)
		if (is_good == NULL || is_good(name))
			g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, by_text);
	return names;
}

bool
folder_is_language(const char *name)
{
	size_t length = strlen(name);

	return (length == 2 || length == 3) && strspn(name, "abcdefghijklmnopqrstuvwxyz") == length;
}

gboolean
folder_read_languages(const char *const *folders, const char *name, FolderRead read, gpointer into,
	GError **error)
{
	for (; *folders != NULL; folders++) {
		g_autoptr(GPtrArray) languages = folder_names(*folders, folder_is_language);
		for (guint i = 0; languages != NULL && i < languages->len; i++) {
			const char *language = languages->pdata[i];
			g_autofree char *path = g_build_filename(*folders, language, name, NULL);
			if (g_file_test(path, G_FILE_TEST_EXISTS) &&
				!read(into, language, path, error))
				return FALSE;
		}
	}
	return TRUE;
}
