/* recogniser-program.h - a regular expression as a small program that accepts all it matches, and
 * perhaps more. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_RECOGNISER_PROGRAM_H
#define EMPATHY_RECOGNISER_PROGRAM_H

#include "recogniser-symbols.h"

typedef enum Operation {
	OPERATION_TAKE,  /* a symbol of the set that its argument numbers */
	OPERATION_SPLIT, /* go on, or, if that leads nowhere, so many instructions further */
	OPERATION_SKIP,  /* the other way round */
	OPERATION_JUMP,
	OPERATION_EDGE,
	OPERATION_BEGIN,
	OPERATION_END,
	OPERATION_GUESS, /* from here on only PCRE2 knows whether it matches, and how far */
	OPERATION_MATCH,
} Operation;

typedef struct Instruction {
	Operation operation;
	gint argument; /* jumps are counted from the instruction behind */
} Instruction;

typedef struct Program {
	GArray *code; /* of Instruction */
	GArray *sets; /* of guint64: a bit a symbol */
} Program;

/* NULL: there is something in it that only PCRE2 understands, or it is too long. */
Program *program_new(const char *regex, bool is_case_sensitive);
void program_free(Program *program);

#endif
