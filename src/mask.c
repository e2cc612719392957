/* mask.c - takes addresses and long numbers out of a text. SPDX-License-Identifier: MIT */
#include "mask.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "mask-number.h"

static bool
is_local_part(char c)
{
	return g_ascii_isalnum(c) || strchr("._%+-'&/=~!#$*?^`{|}", c) != NULL || (c & 0x80) != 0;
}

static bool
is_domain(char c)
{
	return g_ascii_isalnum(c) || c == '-' || c == '.' || (c & 0x80) != 0;
}

/* Does a number begin here, and behind a word that says whose it is? */
static bool
is_told(const MaskWords *words, const GString *masked, const char *text)
{
	bool begins =
		g_ascii_isdigit(*text) || (*text == '(' && g_ascii_isdigit(text[1])) ||
		((*text & 0x80) != 0 && g_unichar_isdigit(g_utf8_get_char_validated(text, -1)));

	return begins && mask_words_tell(words, masked->str, masked->len);
}

/* Copies the number at text, or its mask; gives how many bytes were used, 0 for none there. */
static size_t
take_number(GString *masked, const char *text, bool told)
{
	bool is_private = false;
	size_t length = mask_number(text, told, &is_private);

	if (length == 0)
		return 0;
	if (is_private)
		g_string_append(masked, "[number]");
	else
		g_string_append_len(masked, text, (gssize)length);
	return length;
}

static bool
ends_in_word(const GString *masked)
{
	const char *end = masked->str + masked->len;
	const char *last = g_utf8_find_prev_char(masked->str, end);

	return last != NULL && g_unichar_isalnum(g_utf8_get_char_validated(last, end - last));
}

static size_t
take_account(GString *masked, const char *text)
{
	size_t length = mask_account(text);

	if (length == 0 || ends_in_word(masked))
		return 0;
	g_string_append(masked, "[number]");
	return length;
}

/* The beginning of "ann lee"@, when a quoted name was just copied; else word. */
static size_t
quoted_begin(const GString *masked, size_t word)
{
	if (masked->len < 2 || masked->str[masked->len - 1] != '"')
		return word;
	for (size_t i = masked->len - 1; i > 0 && masked->len - i < 66; i--)
		if (masked->str[i - 1] == '"')
			return i - 1;
	return word;
}

/* How people write '@' for people alone; its bytes, 0 when it is none of these. */
static size_t
at_sign(const char *text)
{
	static const char *const signs[] = { "@", "(at)", "[at]", "{at}", " (at) ", " [at] " };

	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
		if (g_ascii_strncasecmp(text, signs[i], strlen(signs[i])) == 0)
			return strlen(signs[i]);
	return 0;
}

/* At an '@': takes back the local part already copied and skips the domain. */
static size_t
take_address(GString *masked, size_t *word, const char *at)
{
	size_t sign = at_sign(at), length = sign;
	size_t begin = quoted_begin(masked, *word);

	while (sign > 0 && is_domain(at[length]))
		length++;
	while (length > sign && at[length - 1] == '.')
		length--;
	/* "meet (at) noon" */
	bool is_domain_whole = *at == '@' || memchr(at + sign, '.', length - sign) != NULL;
	if (length == sign || masked->len == begin || !is_domain_whole)
		return 0;
	g_string_truncate(masked, begin);
	g_string_append(masked, "[address]");
	*word = masked->len;
	return length;
}

/* Has a word a letter with what stands at text? AB-4711-2026 is no phone; what is in quotes may be
 * one. */
static bool
gets_letter(bool has_letter, const char *text)
{
	if ((*text & 0x80) == 0)
		return has_letter || g_ascii_isalpha(*text);
	if ((*text & 0xc0) == 0x80) /* inside a character */
		return has_letter;
	gunichar c = g_utf8_get_char_validated(text, -1);
	if (g_unichar_isspace(c))
		return false;
	return has_letter || !mask_words_is_sign(c);
}

char *
mask_text(const MaskWords *words, const char *text)
{
	GString *masked = g_string_sized_new(strlen(text) + 16);
	size_t word = 0;         /* where, in masked, a local part would begin */
	bool has_letter = false; /* in that word so far */

	while (*text != '\0') {
		size_t used = at_sign(text) > 0 ? take_address(masked, &word, text) : 0;
		if (used == 0)
			used = take_account(masked, text);
		bool told = used == 0 && is_told(words, masked, text);
		if (used == 0 && (!has_letter || told || *text == '+'))
			used = take_number(masked, text, told);
		if (used == 0) {
			used = 1;
			g_string_append_c(masked, *text);
			has_letter = gets_letter(has_letter, text);
			if (!is_local_part(*text)) {
				word = masked->len;
				has_letter = false;
			}
		}
		text += used;
	}
	return g_string_free(masked, FALSE);
}
