/* fnv.h - FNV-1a with 64 bits: a hash for comparing, the same on every machine and for ever; for
 * nothing that somebody could gain by forging. Pure. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_FNV_H
#define EMPATHY_FNV_H

#include <glib.h>

/* The hash of nothing. */
#define FNV_START G_GUINT64_CONSTANT(14695981039346656037)

/* What the hash becomes when these bytes follow those it is of. */
guint64 fnv_add(guint64 hash, const void *bytes, gsize length);

#endif
