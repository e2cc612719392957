/* memo.h - the customer's half of a judgement as bytes, for the time until the reply: feelings,
 * anchors, traces and names, and of the words only what [log] text lets us keep.
 *
 * A GVariant in little-endian order with a version in front. Reading takes bytes from anywhere:
 * what is not well formed, not of this version or too long gives no customer, what makes no sense
 * in it is left out. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_MEMO_H
#define EMPATHY_MEMO_H

#include <glib.h>
#include <stdbool.h>

#include "customer.h"
#include "rulebook.h"
#include "settings.h"

/* More is not kept: the mail is then only known to have been there. */
#define MEMO_MOST_BYTES (32 * 1024)

typedef struct MemoKeep {
	LogText text;
	bool life_events; /* which they were, not only that there was one */
	GBytes *secret;   /* hides what may not be kept, see anchors.h */
} MemoKeep;

/* language: the one it was read in. NULL when it would be longer than may be. */
GBytes *memo_write(const Rulebook *rulebook, const char *language, const Customer *customer,
	const MemoKeep *keep);
/* Every word that stands in it, in order: for whoever asks what is kept of them. NULL when it is
 * none. Of char *; the caller unrefs. */
GPtrArray *memo_words(GBytes *memo);
/* Its prose is NULL. language_out: the one it was read in; caller frees. A memo from before
 * feelings were certain is read too, and none of its are. EMPATHY_ERROR_SYNTAX. */
Customer *memo_read(const Rulebook *rulebook, GBytes *memo, GBytes *secret, char **language_out,
	GError **error);

#endif
