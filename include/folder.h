/* folder.h - what is in the folders of rules, in one order on every machine. A folder that is not
 * there, or cannot be read, has nothing in it: whether it must be is the rulebook's question.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_FOLDER_H
#define EMPATHY_FOLDER_H

#include <glib.h>
#include <stdbool.h>

/* The names that a test lets through (NULL: all), sorted, of char *; the caller unrefs. NULL when
 * the folder cannot be read. */
GPtrArray *folder_names(const char *path, bool (*is_good)(const char *name));

/* Is a folder one of a language, by its name: two or three small letters? All others are nobody's:
 * neither read nor part of the rules' version. */
bool folder_is_language(const char *name);

/* Reads one FOLDER/LANGUAGE/NAME into something. */
typedef gboolean (*FolderRead)(
	gpointer into, const char *language, const char *path, GError **error);
/* Calls read for each that is there: folder by folder, languages in order; FALSE as soon as that
 * fails. folders: ends with NULL, is never NULL itself. */
gboolean folder_read_languages(const char *const *folders, const char *name, FolderRead read,
	gpointer into, GError **error);

#endif
