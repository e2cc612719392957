/* stem.h - words brought to their stem, by Snowball. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_STEM_H
#define EMPATHY_STEM_H

#include <glib.h>

typedef struct Stemmer Stemmer; /* opaque; one thread at a time */

/* A language Snowball does not know leaves words as they are. Never NULL. */
Stemmer *stemmer_new(const char *language);
void stemmer_free(Stemmer *stemmer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stemmer, stemmer_free)

/* Writes the stem of a lower-case word of UTF-8, cut to size bytes with its end. */
void stem_word(Stemmer *stemmer, const char *word, char *stem, gsize size);

#endif
