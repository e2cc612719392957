/* anchor-tokens.c - words and figures of a text. SPDX-License-Identifier: MIT */
#include "config.h" /* memmem */

#include "anchor-tokens.h"

#include "fold.h"

#include <string.h>

enum { MAX_TOKENS = 4000 };

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

static const char *
token_end(const char *start, const char *end)
{
	const char *at = start;
	gunichar before = 0;

	while (at < end) {
		if (g_ascii_isalnum(*at)) {
			before = (gunichar)*at++;
			continue;
		}
		gunichar letter = letter_at(at);
		const char *next = g_utf8_next_char(at);
		if (!is_alnum(letter) &&
			(letter == ' ' || next >= end || !joins(before, letter, letter_at(next))))
			break;
		before = letter;
		at = next;
	}
	return at;
}

static void
lower_into(Token *token, const char *start, const char *end)
{
	bool has_digit = false, has_letter = false;
	char *to = token->lower;

	for (const char *at = start; at < end;) {
		if ((*at & 0x80) == 0) {
			*to = fold_ascii(*at++);
			has_digit |= (guchar)(*to - '0') < 10;
			has_letter |= (guchar)(*to - 'a') < 26;
			to++;
			continue;
		}
		gunichar letter = g_unichar_tolower(g_utf8_get_char(at));
		has_digit |= g_unichar_isdigit(letter);
		has_letter |= g_unichar_isalpha(letter);
		to += g_unichar_to_utf8(letter, to);
		at = g_utf8_next_char(at);
	}
	*to = '\0';
	token->has_digit = has_digit;
	token->has_letter = has_letter;
}

/* Room for a character that grows when lowered, and for the end. */
static bool
fits(const char *start, const char *end)
{
	return end - start <= TOKEN_SIZE - 8;
}

static void
add_token(GArray *tokens, const AnchorTable *table, const char *text, const char *start,
	const char *end)
{
	g_array_set_size(tokens, tokens->len + 1);
	Token *token = &g_array_index(tokens, Token, tokens->len - 1);

	token->span = (Span){ (size_t)(start - text), (size_t)(end - text) };
	lower_into(token, start, end);
	token->word = anchor_word(table, token->lower);
	token->after_hash = start > text && start[-1] == '#';
	token->ends = *end == '.' || *end == '!' || *end == '?' || *end == ';';
}

/* Most texts have none: then no word has to be looked through for one. */
static bool
has_addresses(const char *text, gsize length)
{
	return memchr(text, '@', length) != NULL || memmem(text, length, "://", 3) != NULL;
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
	GArray *tokens = g_array_sized_new(
		FALSE, FALSE, sizeof(Token), (guint)MIN(length / 5 + 1, MAX_TOKENS));
	const char *end = text + span.end;
	bool may_be_address = has_addresses(text + span.start, length);

	for (const char *at = text + span.start; at < end && tokens->len < MAX_TOKENS;) {
		const char *stop = may_be_address && begins_word(at, text + span.start)
					   ? address_end(at, end)
					   : at;
		if (stop != at) {
			at = stop;
			continue;
		}
		gunichar letter = letter_at(at);
		if (is_alnum(letter))
			stop = token_end(at, end);
		else if (letter != ' ' && is_currency_sign(letter))
			stop = g_utf8_next_char(at);
		if (stop == at) {
			at = g_utf8_next_char(at);
			continue;
		}
		if (fits(at, stop))
			add_token(tokens, table, text, at, stop);
		at = stop;
	}
	return tokens;
}
