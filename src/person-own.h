/* person-own.h - what the files of person.h share: lines where people sign.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_PERSON_OWN_H
#define EMPATHY_PERSON_OWN_H

#include <glib.h>
#include <stdbool.h>

#include "lexicon.h"
#include "name-words.h"

enum {
	MOST_NAMES = 24,      /* known for one person */
	MOST_LINE_BYTES = 60, /* of a line that may be a name */
	MOST_SIGNED = 14,     /* words read of a line that is signed */
};

/* ---- person-lines.c ---- */

/* Of a text those that are not blank, the last one first; the caller unrefs the array of char *. */
GPtrArray *person_last_lines(const char *text);
/* Of these: may somebody sign in it? Near the end, or nothing but an address is below it. */
bool person_may_sign_line(const GPtrArray *lines, guint i);
/* How many may be signed, up from the end. */
guint person_count_signing(const GPtrArray *lines);
/* Short, and without what no name has: it may be somebody's. */
bool person_is_short_line(const char *line);
/* All borrowed from the line: it without a mark of quotation; what follows the last sentence that
 * ends within it; and which of the two may be signed. */
const char *person_line_text(const char *line);
const char *person_last_words(const char *line);
const char *person_signing_part(const char *line);

/* ---- person.c ---- */

/* Are the words from there on all such as names are made of? */
bool person_all_may_sign(
	const Lexicon *lexicon, const NameWords *words, guint from, bool needs_capital);

#endif
