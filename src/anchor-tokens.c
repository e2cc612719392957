/* anchor-tokens.c - words and figures of a text. SPDX-License-Identifier: MIT */
#include "anchor-tokens.h"

#include "fold.h"

#include <string.h>

enum {
	MAX_TOKENS = 4000,
	ROOM = 8,      /* for one more character, and for the end */
	LETTER = 0x40, /* a bit that letters of ASCII have, and figures have not */
};

static bool
is_currency_sign(gunichar letter)
{
	return g_unichar_type(letter) == G_UNICODE_CURRENCY_SYMBOL;
}

/* Does this character, between two others, belong to one token? */
static bool
joins(gunichar before, gunichar joint, gunichar after)
{
	bool digits = g_unichar_isdigit(before) && g_unichar_isdigit(after);

	switch (joint) {
	case '\'':
		return g_unichar_isalpha(before) && g_unichar_isalpha(after);
	case '.':
	case ',':
	case ':':
		return digits;
	case '-':
	case '_':
	case '/':
		return g_unichar_isalnum(before) && g_unichar_isalnum(after) &&
		       (g_unichar_isdigit(before) || g_unichar_isdigit(after));
	default:
		return false;
	}
}

/* Most characters are one byte, and letters or blanks. */
static gunichar
letter_at(const char *at)
{
	return (*at & 0x80) == 0 ? (gunichar)*at : g_utf8_get_char(at);
}

static bool
is_alnum(gunichar letter)
{
	return letter < 128 ? g_ascii_isalnum((char)letter) : g_unichar_isalnum(letter);
}

/* Does the token that ends with a character go on? */
static bool
goes_on(gunichar before, const char *at, const char *end)
{
	gunichar letter = letter_at(at);
	const char *next = g_utf8_next_char(at);

	return is_alnum(letter) ||
	       (letter != ' ' && next < end && joins(before, letter, letter_at(next)));
}

/* From its first character on, in small letters. Where it ends; whether there was room for it. */
static const char *
take_token(Token *token, const char *start, const char *end, bool *fits_out)
{
	const char *at = start, *full = token->lower + TOKEN_SIZE - ROOM;
	bool has_digit = false, has_letter = false, is_whole = true;
	char *to = token->lower;
	gunichar before = 0;

	do {
		const char *plain = at, *most = at + MIN(end - at, full - to);
		char any = '\0', all = LETTER;
		for (; at < most && g_ascii_isalnum(*at); at++) {
			any |= *at;
			all &= *at;
			*to++ = fold_ascii(*at);
		}
		if (at > plain) {
			has_letter |= (any & LETTER) != 0;
			has_digit |= (all & LETTER) == 0;
			before = (gunichar)at[-1];
			continue;
		}
		before = letter_at(at);
		gunichar small = g_unichar_tolower(before);
		has_digit |= g_unichar_isdigit(small);
		has_letter |= g_unichar_isalpha(small);
		if (to < full)
			to += g_unichar_to_utf8(small, to);
		else
			is_whole = false;
		at = g_utf8_next_char(at);
	} while (at < end && goes_on(before, at, end));
	*to = '\0';
	token->has_digit = has_digit;
	token->has_letter = has_letter;
	*fits_out = is_whole && at - start <= TOKEN_SIZE - ROOM;
	return at;
}

/* The one after n. */
static Token *
token_after(GArray *tokens, guint n)
{
	if (n == tokens->len)
		g_array_set_size(tokens, n + n / 2 + 1);
	return &g_array_index(tokens, Token, n);
}

/* Where it ends; *n_inout: how many there are. */
static const char *
add_token(GArray *tokens, guint *n_inout, const AnchorTable *table, const char *text,
	const char *start, const char *end)
{
	Token *token = token_after(tokens, *n_inout);
	bool fits;
	const char *stop = take_token(token, start, end, &fits);

	*n_inout += fits;
	token->span = (Span){ (size_t)(start - text), (size_t)(stop - text) };
	token->word = anchor_word(table, token->lower);
	token->after_hash = start > text && start[-1] == '#';
	token->ends = *stop == '.' || *stop == '!' || *stop == '?' || *stop == ';';
	return stop;
}

/* Most texts have none: then no word has to be looked through for one. */
static bool
has_addresses(const char *text, gsize length)
{
	return memchr(text, '@', length) != NULL || memchr(text, '/', length) != NULL;
}

/* Where an address ends that begins here: "help@shop.example", "@shop", "https://...". It is
 * nobody's case. */
static const char *
address_end(const char *start, const char *end)
{
	const char *stop = start;

	while (stop < end && *stop != ' ' && *stop != '\n')
		stop++;
	bool is_address = memchr(start, '@', (gsize)(stop - start)) != NULL ||
			  g_strstr_len(start, stop - start, "://") != NULL;
	return is_address ? stop : start;
}

static bool
begins_word(const char *at, const char *start)
{
	return at == start || at[-1] == ' ' || at[-1] == '\n';
}

GArray *
anchor_tokens(const AnchorTable *table, const char *text, Span span)
{
	gsize length = span.end - span.start;
	GArray *tokens = g_array_new(FALSE, FALSE, sizeof(Token));
	const char *end = text + span.end;
	guint n = 0;
	bool may_be_address = has_addresses(text + span.start, length);

	g_array_set_size(tokens, (guint)MIN(length / 4 + 1, MAX_TOKENS)); /* as a rule enough */
	for (const char *at = text + span.start; at < end && n < MAX_TOKENS;) {
		const char *stop = may_be_address && begins_word(at, text + span.start)
					   ? address_end(at, end)
					   : at;
		if (stop != at) {
			at = stop;
			continue;
		}
		gunichar letter = letter_at(at);
		if (is_alnum(letter))
			at = add_token(tokens, &n, table, text, at, end);
		else if (letter != ' ' && is_currency_sign(letter))
			at = add_token(tokens, &n, table, text, at, g_utf8_next_char(at));
		else
			at = g_utf8_next_char(at);
	}
	g_array_set_size(tokens, n);
	return tokens;
}
