/* vocative.h - a name called in passing: "Oh no, Kim!", "Thanks Ann." SPDX-License-Identifier: MIT
 */
#ifndef EMPATHY_VOCATIVE_H
#define EMPATHY_VOCATIVE_H

#include "lexicon.h"
#include "prose.h"

/* Does the beginning of a reply, in this language, call somebody by what looks like a name, whoever
 * that is? */
bool vocative_in(const Lexicon *lexicon, const char *language, const Prose *reply);

#endif
