/* feelings.h - from what the rules found to what the customer feels.
 *
 * Words in quotes are somebody else's. Rules that agree in different sentences raise the
 * intensity. What the rules found and how the mail is told are weighed together: where it is not
 * enough, feelings are only touched upon; where it is, one is clear even if no rule knew its words,
 * and who is told of as afraid or ashamed is upset as well if the manner alone would say so.
 * Past trouble told in a happy mail is not today's feeling. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_FEELINGS_H
#define EMPATHY_FEELINGS_H

#include <glib.h>

#include "feeling.h"
#include "prose.h"
#include "rulebook.h"

enum { MAX_FEELINGS = 4 };

/* Array of Feeling, which it owns, strongest first, at most MAX_FEELINGS. */
GPtrArray *feelings_weigh(const Hits *hits, const Prose *prose);
/* Bits of EventKind. */
guint feelings_events(const Hits *hits, const Prose *prose);

#endif
