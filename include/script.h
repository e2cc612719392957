/* script.h - sentences known to be pasted: from macro files, and from what was sent before.
 *
 * A sentence is compared by a 64-bit fingerprint of its words with names, numbers and links masked,
 * so nothing of anybody's words is kept. Only the opening of a reply is looked at: the solution
 * may well be a standard text.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_SCRIPT_H
#define EMPATHY_SCRIPT_H

#include <glib.h>
#include <stdbool.h>

#include "lexicon.h"
#include "prose.h"

typedef struct Scripts Scripts; /* opaque, immutable, safe from any thread */

/* Reads every <folder>/<language>/macros/<name>.txt: plain text, '#' begins a comment line, holes
 * like {{name}} stand for anything. EMPATHY_ERROR_SYNTAX or _SYSTEM. */
Scripts *scripts_load(const char *const *folders, const Lexicon *lexicon, GError **error);
void scripts_free(Scripts *scripts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Scripts, scripts_free)

/* Is a file of a folder of macros one, by its name? Not a hidden one. Whoever takes the version of
 * the rules asks the same. */
bool script_is_macro(const char *name);

/* The name of the macro file with this sentence, or NULL. */
const char *scripts_find(const Scripts *scripts, guint64 fingerprint);

/* 0 for a sentence too short to say anything. */
guint64 script_fingerprint(const Lexicon *lexicon, const Prose *prose, Span span);

/* To how many other customers replies that began with a sentence went: the agent's own, and
 * everybody's. */
typedef struct ScriptTimes {
	guint by_agent, by_team;
} ScriptTimes;

/* What was sent before, as far as somebody remembers it (the record does, with an expiry). Called
 * from any thread. */
typedef struct ScriptMemory {
	ScriptTimes (*times_sent)(guint64 fingerprint, const void *data);
	const void *data;
	guint often, often_by_team; /* from so many on a sentence counts as pasted; 0: never */
} ScriptMemory;

#endif
