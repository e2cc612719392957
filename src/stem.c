/* stem.c - libstemmer behind one door. SPDX-License-Identifier: MIT */
#include "stem.h"

#include <libstemmer.h>
#include <string.h>

struct Stemmer {
	struct sb_stemmer *snowball; /* NULL: the language has none */
};

Stemmer *
stemmer_new(const char *language)
{
	Stemmer *stemmer = g_new0(Stemmer, 1);

	stemmer->snowball = sb_stemmer_new(language, NULL);
	return stemmer;
}

void
stemmer_free(Stemmer *stemmer)
{
	if (stemmer == NULL)
		return;
	if (stemmer->snowball != NULL)
		sb_stemmer_delete(stemmer->snowball);
	g_free(stemmer);
}

void
stem_word(Stemmer *stemmer, const char *word, char *stem, gsize size)
{
	gsize length = strlen(word);
	const char *result = word;

	if (stemmer->snowball != NULL) {
		const sb_symbol *symbols =
			sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)word, (int)length);
		if (symbols != NULL) {
			result = (const char *)symbols;
			length = (gsize)sb_stemmer_length(stemmer->snowball);
		}
	}
	length = MIN(length, size - 1);
	memcpy(stem, result, length);
	stem[length] = '\0';
}
