/* pattern.h - one regular expression, compiled once, matched within limits (PCRE2 behind it).
 *
 * UTF, UCP, JIT where the system allows it. Whoever wrote the pattern or the text, a match ends:
 * the limits grow with the text and a pattern that reaches one gives no answer.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_PATTERN_H
#define EMPATHY_PATTERN_H

#include <glib.h>
#include <stdbool.h>

#include "prose.h"

typedef struct Pattern Pattern;           /* opaque, immutable, any thread */
typedef struct PatternSpace PatternSpace; /* opaque: what one matching thread needs */

typedef enum PatternAnswer { PATTERN_MISS, PATTERN_HIT, PATTERN_NO_ANSWER } PatternAnswer;

typedef enum PatternFlag {
	PATTERN_CASE_SENSITIVE = 1 << 0,
	PATTERN_NOT_EMPTY = 1 << 1, /* a match of nothing is no match */
} PatternFlag;

/* NULL with *message_out (caller frees): what is wrong and near which words. */
Pattern *pattern_new(const char *regex, guint flags, char **message_out);
void pattern_free(Pattern *pattern);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pattern, pattern_free)
const char *pattern_regex(const Pattern *pattern);
guint pattern_flags(const Pattern *pattern);
/* Can a match begin only where the text does? */
bool pattern_is_anchored(const Pattern *pattern);

PatternSpace *pattern_space_new(void);
void pattern_space_free(PatternSpace *space);
/* Of all texts to come, until told otherwise: ASCII, or who knows (so at the beginning). */
void pattern_space_expect(PatternSpace *space, bool is_ascii);

/* The first match in valid UTF-8 that begins in a stretch of it, at its end at the latest;
 * look-behind sees what stands before, '^' and '$' are the ends of the text. group_out (may be
 * NULL): the first group took part. */
PatternAnswer pattern_find(const Pattern *pattern, PatternSpace *space, const char *text,
	size_t length, Span starts, Span *found_out, bool *group_out);

#endif
