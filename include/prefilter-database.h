/* prefilter-database.h - a set of words compiled, or read from where it was kept.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_PREFILTER_DATABASE_H
#define EMPATHY_PREFILTER_DATABASE_H

#include <glib.h>

struct hs_database; /* hs_database_t of Hyperscan or Vectorscan */

/* words: of char *; a word's number in the array is its id. cache: a file, or NULL. A file that is
 * missing, damaged, of other words or of another library is written anew. NULL: it cannot be. */
struct hs_database *prefilter_database_open(const GPtrArray *words, const char *cache);

#endif
