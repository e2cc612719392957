/* wording-files.h - the files notices are made of, as they stand in the folders of rules, and the
 * tables of what may stand in them. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_WORDING_FILES_H
#define EMPATHY_WORDING_FILES_H

#include <glib.h>

#include "wording.h"

typedef struct WordingFile {
	char *path, *text; /* valid UTF-8 */
	guint folder;      /* number of the folder it was found in */
} WordingFile;

/* Of one language. */
typedef struct WordingFiles {
	GHashTable *templates; /* "held.txt", "part-top.html" to WordingFile: the last one found */
	GPtrArray *words;      /* of char *: paths of notice.words, the first folder's first */
} WordingFiles;

/* char * (language) to WordingFiles; the caller unrefs. NULL with EMPATHY_ERROR_SYNTAX. */
GHashTable *wording_files_read(const char *const *folders, GError **error);
/* NULL when there is none. */
const WordingFile *wording_file(GHashTable *files, const char *language, const char *name);

/* What the templates of a kind may name. */
const TemplateName *wording_names(NoticeKind kind);
/* -1 when there is no group of that name. */
int word_group_from_name(const char *name);
bool word_is_known(WordGroup group, const char *name);

#endif
