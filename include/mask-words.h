/* mask-words.h - words by which a number that follows is somebody's own: "account no. 12345678",
 * "call me on 5558675309".
 *
 * Data in rules/<language>/numbers.words (inifile syntax). Whoever writes in one language gives
 * their number in the words of another, so the lists of all languages are one. Immutable and
 * reference-counted: any thread. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_MASK_WORDS_H
#define EMPATHY_MASK_WORDS_H

#include <glib.h>
#include <stdbool.h>

typedef struct MaskWords MaskWords; /* opaque */

/* Every <folder>/<language>/numbers.words: a later folder's words are added. folders: ends with
 * NULL, is never NULL itself; one that is not there, or cannot be read, gives no words, and that is
 * no error. A file that cannot be read or understood is: EMPATHY_ERROR_SYSTEM or _SYNTAX, which
 * names file and line. */
MaskWords *mask_words_load(const char *const *folders, GError **error);
/* NULL stays NULL. */
MaskWords *mask_words_ref(MaskWords *words);
void mask_words_unref(MaskWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MaskWords, mask_words_unref)

/* Does such a word stand at the end of what comes before a number? before: length bytes, which may
 * end inside a character. Where there are no words (NULL, or none in any folder) nobody knows
 * better, and every number is told. */
bool mask_words_tell(const MaskWords *words, const char *before, gsize length);

/* May it stand between such words and a number, as a blank may? Quotes, brackets, dashes, and what
 * sets a number off in text without form: "account no.: *1234567*". */
bool mask_words_is_sign(gunichar c);

#endif
