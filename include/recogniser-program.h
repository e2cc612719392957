/* recogniser-program.h - a regular expression as a small program that accepts all it matches, and
 * perhaps more. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_RECOGNISER_PROGRAM_H
#define EMPATHY_RECOGNISER_PROGRAM_H

#include <glib.h>
#include <stdbool.h>

/* What a byte of text is to a program; characters that are hardly ever told apart are one. */
enum {
	SYMBOL_DIGIT = 52, /* and '_'; before it: small letters, capitals */
	SYMBOL_BLANK,
	SYMBOL_OTHER = 60, /* before it: the marks that texts are full of */
	SYMBOL_BEYOND,     /* a character beyond ASCII, by its first byte ... */
	SYMBOL_SKIP,       /* ... and its further ones, which change nothing */
	SYMBOL_END,        /* no byte: behind the last */
	N_SYMBOLS,
};

typedef enum Operation {
	OPERATION_TAKE,  /* a symbol of the set that its argument numbers */
	OPERATION_SPLIT, /* go on, or so many instructions further as well */
	OPERATION_JUMP,
	OPERATION_EDGE,
	OPERATION_BEGIN,
	OPERATION_END,
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

guint8 recogniser_symbol(guint8 c);
/* Letters, digits, '_'. What is beyond ASCII may be either, and counts as none. */
static inline bool
recogniser_is_of_word(guint symbol)
{
	return symbol <= SYMBOL_DIGIT;
}

/* NULL: there is something in it that only PCRE2 understands, or it is too long. */
Program *program_new(const char *regex, bool is_case_sensitive);
void program_free(Program *program);

#endif
