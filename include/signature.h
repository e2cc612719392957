/* signature.h - where the writer stops writing: sign-off, name block, disclaimer, "sent from".
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_SIGNATURE_H
#define EMPATHY_SIGNATURE_H

#include "attribution.h"
#include "rows.h"

#include <stdbool.h>

/* Marks with ROW_SIGNATURE the signature at the end of the writer's rows in [from, to). name: the
 * author's, or "". is_first: a text of its own, of which something must be left; below a quotation
 * all may be signature. Linear. */
void signature_mark(Rows *rows, guint from, guint to, const Attribution *attribution,
	const char *name, bool is_first);

#endif
