/* attribution.h - how mail programs, in each language, say who wrote the quoted text.
 *
 * "On Monday, Ann wrote:", "Von: ... Gesendet: ...", "-----Original Message-----", "Sent from my
 * phone", "Kind regards": words are data in rules/<language>/attribution.words, one file a
 * language, so that a language is added without C.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_ATTRIBUTION_H
#define EMPATHY_ATTRIBUTION_H

#include <glib.h>

typedef struct Attribution Attribution; /* opaque, immutable, safe from any thread */

/* Reads every <folder>/<language>/attribution.words of the folders; a later folder's file replaces
 * the same language of an earlier one. EMPATHY_ERROR_SYNTAX names file and line. */
Attribution *attribution_load(const char *const *folders, GError **error);
void attribution_free(Attribution *attribution);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Attribution, attribution_free)

#endif
