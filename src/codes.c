/* codes.c - numbers and codes of a text. SPDX-License-Identifier: MIT */
#include "codes.h"

#include <string.h>

static bool
is_code_byte(char byte)
{
	return g_ascii_isalnum(byte) || byte == '-' || byte == '_' || byte == '/';
}

static size_t
next_digit(const Prose *prose, size_t at)
{
	while (at < prose->length && !g_ascii_isdigit(prose->text[at]))
		at++;
	return at;
}

/* Where the code begins that a digit stands in; not before the place given. */
static size_t
code_start(const char *text, size_t from, size_t digit)
{
	while (digit > from && is_code_byte(text[digit - 1]))
		digit--;
	return digit;
}

bool
code_next(const Prose *prose, size_t *at, Code *code)
{
	const char *text = prose->text;

	while (*at < prose->length) {
		size_t start = code_start(text, *at, next_digit(prose, *at)), digits = 0;
		*at = start;
		while (*at < prose->length && is_code_byte(text[*at]))
			digits += g_ascii_isdigit(text[(*at)++]);
		size_t end = *at;
		while (end > start && !g_ascii_isalnum(text[end - 1]))
			end--;
		if (digits < 3 || end - start >= sizeof(code->text))
			continue;
		/* "@4711" is a handle, "84.90" an amount. */
		if (start > 0 && strchr("@.,", text[start - 1]) != NULL)
			continue;
		code->span = (Span){ start, end };
		for (size_t i = 0; i < end - start; i++)
			code->text[i] = g_ascii_toupper(text[start + i]);
		code->text[end - start] = '\0';
		return true;
	}
	return false;
}
