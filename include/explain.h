/* explain.h - a judgement told to people (evidence marked) and to programs (contract 5.2).
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_EXPLAIN_H
#define EMPATHY_EXPLAIN_H

#include <glib.h>
#include <stdbool.h>

#include "judge.h"

/* One line of JSON without the line end; caller frees. with_text adds "conversation". */
char *explain_json(const Judgement *judgement, const char *file, bool with_text);
/* For eyes; with_text shows the split; colour uses ANSI. Caller frees. */
char *explain_text(const Judgement *judgement, const char *file, bool with_text, bool colour);
/* A flat JSON object of texts; both lists are %NULL-terminated; caller frees. */
char *explain_row(const char *const *names, const char *const *values);
/* The same, where some of the values are whole numbers: their names. */
char *explain_row_with(
	const char *const *names, const char *const *values, const char *const *numbers);

#endif
