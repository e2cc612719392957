/* recogniser-symbols.c - characters, escapes and classes as sets of symbols.
 * SPDX-License-Identifier: MIT */
#include "recogniser-symbols.h"

#include <string.h>

#define ALL_SYMBOLS (SYMBOL_BIT(SYMBOL_SKIP) - 1) /* of characters */
#define WORD_SYMBOLS (SYMBOLS_OF_WORDS | SYMBOL_BIT(SYMBOL_BEYOND))

static const char often_met[] = "'-.,!?";
/* Of an escape that is not told from others. */
static const SymbolSet anything = { ALL_SYMBOLS, false };
const SymbolSet symbols_any = { ALL_SYMBOLS, true };

G_STATIC_ASSERT(SYMBOL_BLANK + sizeof(often_met) == SYMBOL_CAPITAL);

guint8
recogniser_symbol(guint8 c)
{
	const char *mark = c != '\0' && c < 128 ? strchr(often_met, c) : NULL;

	if ((c & 0xc0) == 0x80)
		return SYMBOL_SKIP;
	if (c >= 128 || c == '_' || g_ascii_iscntrl((char)c))
		return SYMBOL_BEYOND;
	if (g_ascii_isalpha((char)c))
		return (guint8)(g_ascii_islower((char)c) ? c - 'a' : c - 'A' + SYMBOL_CAPITAL);
	if (mark != NULL)
		return (guint8)(SYMBOL_BLANK + 1 + mark - often_met);
	if (g_ascii_isdigit((char)c))
		return SYMBOL_DIGIT;
	return c == ' ' ? SYMBOL_BLANK : SYMBOL_OTHER;
}

static SymbolSet
of_character(char c, bool is_case_sensitive)
{
	if ((c & 0x80) != 0)
		return (SymbolSet){ SYMBOL_BIT(SYMBOL_BEYOND), true };
	guint8 symbol = recogniser_symbol((guint8)c);
	SymbolSet set = { SYMBOL_BIT(symbol), symbol != SYMBOL_DIGIT && symbol != SYMBOL_OTHER };
	if (!is_case_sensitive && g_ascii_isalpha(c))
		set.symbols |= SYMBOL_BIT(recogniser_symbol((guint8)(c ^ 0x20)));
	return set;
}

/* Of an escape that stands for several characters, or may. */
static SymbolSet
of_kind(char c)
{
	const guint64 beyond = SYMBOL_BIT(SYMBOL_BEYOND);

	switch (c) {
	case 'd':
		return (SymbolSet){ SYMBOL_BIT(SYMBOL_DIGIT) | beyond, true };
	case 'w':
		return (SymbolSet){ WORD_SYMBOLS, true };
	case 's':
		return (SymbolSet){ SYMBOL_BIT(SYMBOL_BLANK) | beyond, true };
	case 'D':
		return (SymbolSet){ ALL_SYMBOLS & ~SYMBOL_BIT(SYMBOL_DIGIT), true };
	case 'W':
		return (SymbolSet){ (ALL_SYMBOLS & ~WORD_SYMBOLS) | beyond, true };
	case 'S':
		return (SymbolSet){ ALL_SYMBOLS & ~SYMBOL_BIT(SYMBOL_BLANK), true };
	default:
		return anything;
	}
}

static const char *
read_escape(const char *at, bool is_case_sensitive, SymbolSet *set_out)
{
	char c = at[1];

	if (c == '\0' || g_ascii_isdigit(c) || strchr("QEKGRXCcgkoN", c) != NULL)
		return NULL;
	*set_out = g_ascii_isalpha(c) ? of_kind(c) : of_character(c, is_case_sensitive);
	if ((c & 0x80) != 0)
		return g_utf8_next_char(at + 1);
	if (c == '\0' || strchr("pPx", c) == NULL)
		return at + 2;
	const char *end = at[2] == '{' ? strchr(at, '}') : NULL;
	if (end == NULL)
		return NULL;
	if (c == 'x' && g_ascii_strtoull(at + 3, NULL, 16) >= 0x80)
		*set_out = (SymbolSet){ SYMBOL_BIT(SYMBOL_BEYOND), true };
	return end + 1;
}

/* "4-9" in a class. */
static const char *
read_range(const char *at, bool is_case_sensitive, SymbolSet *set_out)
{
	char first = *at, last = at[2];

	if ((first & 0x80) != 0 || (last & 0x80) != 0 || last == '\\' || last == '[')
		return NULL;
	*set_out = (SymbolSet){ 0, true };
	for (char c = first; c <= last; c++) {
		SymbolSet one = of_character(c, is_case_sensitive);
		set_out->symbols |= one.symbols;
		set_out->is_exact &= one.is_exact;
	}
	if (first == '0' && last == '9')
		set_out->is_exact = true;
	return at + 3;
}

static const char *
read_member(const char *at, bool is_case_sensitive, SymbolSet *set_out)
{
	if (*at == '\0' || (*at == '[' && strchr(":.=", at[1]) != NULL))
		return NULL;
	if (*at == '\\') {
		at = read_escape(at, is_case_sensitive, set_out);
		if (at == NULL || *at != '-' || at[1] == ']')
			return at;
		/* A range from there: beyond ASCII all are one, and '-' too many; others are not
		 * told. */
		set_out->is_exact = false;
		return set_out->symbols == SYMBOL_BIT(SYMBOL_BEYOND) ? at : NULL;
	}
	if (at[1] == '-' && at[2] != ']')
		return read_range(at, is_case_sensitive, set_out);
	*set_out = of_character(*at, is_case_sensitive);
	return g_utf8_next_char(at);
}

/* What is left when all but a set is meant: of symbols that stand for several characters some are,
 * unless the set has all of them. */
static SymbolSet
all_but(SymbolSet set)
{
	guint64 several = SYMBOL_BIT(SYMBOL_DIGIT) | SYMBOL_BIT(SYMBOL_OTHER);

	if (set.is_exact)
		several = 0;
	return (SymbolSet){ (ALL_SYMBOLS & ~set.symbols) | several | SYMBOL_BIT(SYMBOL_BEYOND),
		set.is_exact };
}

static const char *
read_class(const char *at, bool is_case_sensitive, SymbolSet *set_out)
{
	SymbolSet set = { 0, true }, member;
	bool is_negated = at[1] == '^';

	at += 1 + is_negated;
	for (bool is_first = true; *at != ']' || is_first; is_first = false) {
		at = read_member(at, is_case_sensitive, &member);
		if (at == NULL)
			return NULL;
		/* Too much would be too little where it is negated. */
		is_negated &= member.symbols != ALL_SYMBOLS;
		set.symbols |= member.symbols;
		set.is_exact &= member.is_exact;
	}
	*set_out = is_negated ? all_but(set) : set;
	return at + 1;
}

const char *
symbols_read(const char *at, bool is_case_sensitive, SymbolSet *set_out)
{
	if (*at == '[')
		return read_class(at, is_case_sensitive, set_out);
	if (*at == '\\')
		return read_escape(at, is_case_sensitive, set_out);
	*set_out = *at == '.' ? symbols_any : of_character(*at, is_case_sensitive);
	return g_utf8_next_char(at);
}
