/* vocative.h - a name called in passing: "Oh no, Kim!", "Thanks Ann." SPDX-License-Identifier: MIT
 */
#ifndef EMPATHY_VOCATIVE_H
#define EMPATHY_VOCATIVE_H

#include "lexicon.h"
#include "prose.h"

/* Does the beginning of a reply call somebody by what looks like a name, whoever that is? */
bool vocative_in(const Lexicon *lexicon, const Prose *reply);

#endif
