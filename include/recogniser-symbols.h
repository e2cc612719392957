/* recogniser-symbols.h - what a byte of text is to a recogniser, and which of that a character, an
 * escape or a class of a regular expression means. SPDX-License-Identifier: MIT */
#ifndef EMPATHY_RECOGNISER_SYMBOLS_H
#define EMPATHY_RECOGNISER_SYMBOLS_H

#include <glib.h>
#include <stdbool.h>

/* Characters that are hardly ever told apart are one. What texts are full of comes first: half a
 * row of a table. */
enum {
	SYMBOL_BLANK = 26, /* before it: small letters; behind it: marks */
	SYMBOL_CAPITAL = 33,
	SYMBOL_DIGIT = 59, /* before it: capitals */
	SYMBOL_OTHER,
	SYMBOL_BEYOND, /* '_', what is no character, or one beyond ASCII by its first byte ... */
	SYMBOL_SKIP,   /* ... and its further ones, which change nothing */
	SYMBOL_END,    /* no byte: behind the last */
	N_SYMBOLS,
};

/* A symbol as a member of a set. */
#define SYMBOL_BIT(symbol) ((guint64)1 << (symbol))

guint8 recogniser_symbol(guint8 c);
/* Letters and digits. SYMBOL_BEYOND may be either, and counts as none. */
static inline bool
recogniser_is_of_word(guint symbol)
{
	return symbol < SYMBOL_BLANK || (symbol >= SYMBOL_CAPITAL && symbol <= SYMBOL_DIGIT);
}
/* Those, as a set. */
#define SYMBOLS_OF_WORDS \
	(SYMBOL_BIT(SYMBOL_BLANK) - 1 + SYMBOL_BIT(SYMBOL_DIGIT + 1) - SYMBOL_BIT(SYMBOL_CAPITAL))

typedef struct SymbolSet {
	guint64 symbols; /* a bit each */
	bool is_exact;   /* all their characters are meant, but for those of SYMBOL_BEYOND */
} SymbolSet;

extern const SymbolSet symbols_any;
/* Reads one character, escape or class; gives what follows. NULL: only PCRE2 understands it. */
const char *symbols_read(const char *at, bool is_case_sensitive, SymbolSet *set_out);

#endif
