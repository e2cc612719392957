/* inifile.h - the file syntax that settings, rules and vocabularies share.
 *
 * [section] or [section argument], key = value, keys may repeat, an indented line continues the
 * value above it (joined by one blank; one that begins with '|' or ')' by none, so that a long
 * pattern's alternatives can stand on lines of their own; an empty line ends the value), a line
 * whose first character is '#' is a comment, indented or not, also between a value's lines. Equal
 * keys and sections are the callers' to refuse. Every error begins with "file:line: ". GKeyFile is
 * not enough: it keeps only the last of two equal keys and gives no line numbers.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_INIFILE_H
#define EMPATHY_INIFILE_H

#include <glib.h>

typedef struct IniEntry {
	char *key;
	char *value; /* white space at both ends removed; may be "" */
	int line;    /* of the key, from 1 */
} IniEntry;

typedef struct IniSection {
	char *name; /* what stands between the brackets, blanks squeezed; "" before the first
		       section */
	int line;
	GPtrArray *entries; /* of IniEntry, in file order */
} IniSection;

typedef struct IniFile {
	char *path;
	GPtrArray *sections; /* of IniSection, in file order; name "" only if keys stand there */
} IniFile;

/* Reads a file of at most 4 MiB of UTF-8. NULL with EMPATHY_ERROR_SYNTAX or _SYSTEM. */
IniFile *inifile_load(const char *path, GError **error);
/* The same from memory; path is only for messages. */
IniFile *inifile_parse(const char *path, const char *text, gsize length, GError **error);
void inifile_free(IniFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IniFile, inifile_free)

/* Sets EMPATHY_ERROR_SYNTAX with "path:line: " before the message. Always returns FALSE. */
gboolean inifile_error(GError **error, const char *path, int line, const char *format, ...)
	G_GNUC_PRINTF(4, 5);

#endif
