/* signature.h - where the writer stops writing: sign-off, name block, disclaimer, "sent from".
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_SIGNATURE_H
#define EMPATHY_SIGNATURE_H

#include "attribution.h"
#include "rows.h"

/* Marks the signature rows among those of one author (level and turn the same as row `from`'s) in
 * [from, to), with ROW_SIGNATURE. name: the author's, or "". Linear. */
void signature_mark(
	Rows *rows, guint from, guint to, const Attribution *attribution, const char *name);

#endif
