/* respelling.h - words as people type them in haste, and as rules know them: rules/<language>/
 * respelling.words.
 *
 * "im so dissapointed, u dont answer" is read as "I'm so disappointed, you don't answer". Only what
 * can be nothing else stands in the list ("its" and "ill" may be either). Evidence is quoted as it
 * was written. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_RESPELLING_H
#define EMPATHY_RESPELLING_H

#include <glib.h>
#include <stdbool.h>

/* A respelled word has at most so many times the bytes. */
enum { RESPELLING_GROWS = 4 };

typedef struct Respelling Respelling; /* opaque, immutable after loading, safe from any thread */

/* One language's, from each folder that has the file, later ones replacing words of earlier ones.
 * EMPATHY_ERROR_SYNTAX names file and line. */
Respelling *respelling_load(const char *const *folders, const char *language, GError **error);
void respelling_free(Respelling *respelling);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Respelling, respelling_free)

/* Appends how the rules spell a word of ASCII letters, digits and apostrophes, in capitals where it
 * is. FALSE, and nothing appended, when it is not in the list. */
gboolean respelling_append(
	const Respelling *respelling, const char *word, gsize length, GString *to);

#endif
