/* codes.h - numbers and codes of a text, as anchors spell them: capitals, joints kept.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_CODES_H
#define EMPATHY_CODES_H

#include <stdbool.h>

#include "prose.h"

/* Three digits or more; longer ones are left out. */
typedef struct Code {
	char text[40];
	Span span;
} Code;

/* The next code at or after *at, which moves behind it; false at the end. Linear. */
bool code_next(const Prose *prose, size_t *at, Code *code);

#endif
