/* fold.h - text made comparable: what two clients write differently and a reader sees as the same.
 *
 * Lower case; direction marks, zero-width and other invisible characters gone; every kind of blank
 * one blank, none at the ends; typographic quotes, dashes and colons as ASCII; no '*' (bold in
 * plain text); decomposed letters composed. Only for comparing, never for showing.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_FOLD_H
#define EMPATHY_FOLD_H

#include <glib.h>

/* Appends the folded form of valid UTF-8. Linear. */
void fold_append(GString *out, const char *text);
char *fold(const char *text);

/* A capital of ASCII as its small letter; any other byte as it is. */
static inline char
fold_ascii(char c)
{
	return (char)(c | ((guchar)(c - 'A') < 26) << 5);
}

/* In place: NBSP and its like become a blank, invisible characters go. For text that is shown. */
void fold_clean(char *text);

#endif
