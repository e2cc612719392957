/* person.h - what people are called: the customer's and the agent's names, and the name greeted.
 * Never guessed from an address.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_PERSON_H
#define EMPATHY_PERSON_H

#include <glib.h>
#include <stdbool.h>

#include "lexicon.h"
#include "prose.h"

typedef enum NameFit {
	NAME_RIGHT,
	NAME_WRONG,   /* greets somebody else */
	NAME_ABSENT,  /* no name, though one is known */
	NAME_UNKNOWN, /* nothing to compare with, or no greeting expected */
} NameFit;

/* Names known for a person: display name, sign-off, "my name is" in a text of this language, and
 * its last words where they are nothing but a name. Folded words, without titles and particles; an
 * organisation's or a made-up display name gives none. display_name may be NULL. %NULL-terminated.
 */
char **person_names(
	const Lexicon *lexicon, const char *language, const char *display_name, const char *text);
/* The name greeted at the start of a reply as written, or NULL; span_out covers the greeting. */
char *person_greeted(const Lexicon *lexicon, const Prose *reply, Span *span_out);
/* Does a greeted name fit one of these? Diminutives, titles, accents, name order allowed for.
 * greeted may be NULL. */
NameFit person_fits(const Lexicon *lexicon, const char *greeted, const char *const *names,
	const char *const *agent_names);
/* Of a greeting that does not fit these names: does what is not known in it stand with a capital
 * where a customer signs, at the end of their text? It may be theirs in a line that person_names()
 * cannot read. Where only the title does not fit: did somebody sign who is not displayed? */
bool person_may_have_signed(const Lexicon *lexicon, const char *display_name, const char *text,
	const char *greeted, const char *const *names);
/* "Ms Ulla Berg" greeted as "Mr Berg": did they write another title before their own name? */
bool person_told_other_title(const Lexicon *lexicon, const char *display_name, const char *text,
	const char *greeted, const char *const *names);
/* Does a text say one of these names anywhere within a span, as when a reply begins "Ugh, Ann."? */
gboolean person_is_named(
	const Lexicon *lexicon, const Prose *prose, Span span, const char *const *names);

#endif
