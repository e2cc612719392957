/* mask.c - takes addresses and long numbers out of a text. SPDX-License-Identifier: MIT */
#include "mask.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* Fewer digits than this are an order, a year, an amount: what QA needs to understand a case. */
#define FEWEST_DIGITS 7
#define CARD_DIGITS 13
/* No phone or card is longer, so a text of nothing but signs is still read in linear time. */
#define LONGEST_NUMBER 64

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

/* Characters that stand inside a phone or card number. */
static bool
is_number(char c)
{
	return g_ascii_isdigit(c) || (c != '\0' && strchr(" -./()+", c) != NULL);
}

/* A number of groups such as 2026-11-22 or 22/11/2026. */
static bool
is_date(const char *text, size_t length)
{
	size_t groups[4] = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < length; i++) {
		if (g_ascii_isdigit(text[i]))
			groups[n]++;
		else if (++n == G_N_ELEMENTS(groups) || strchr("-./", text[i]) == NULL)
			return false;
	}
	bool is_year_first = groups[0] == 4 && groups[1] <= 2 && groups[2] <= 2;
	bool is_year_last = groups[0] <= 2 && groups[1] <= 2 && groups[2] == 4;
	return n == 2 && groups[1] > 0 && (is_year_first || is_year_last);
}

/* Is the run of number characters a phone's or a card's? Plain digits are one only when there are
 * as many as on a card: shorter ones are orders and parcels. */
static bool
is_private(const char *text, size_t length)
{
	size_t n_digits = 0;

	for (size_t i = 0; i < length; i++)
		n_digits += g_ascii_isdigit(text[i]) ? 1 : 0;
	if (n_digits >= CARD_DIGITS)
		return true;
	bool is_plain = n_digits == length;
	bool is_phone = *text == '+' || *text == '(' || *text == '0' || !is_plain;
	return n_digits >= FEWEST_DIGITS && is_phone && !is_date(text, length);
}

/* The length of the number at text, without blanks and signs after its last digit. */
static size_t
number_length(const char *text)
{
	size_t last = 0;

	for (size_t i = 0; i < LONGEST_NUMBER && is_number(text[i]); i++) {
		if (text[i] == ' ' && text[i + 1] == ' ')
			break;
		if (g_ascii_isdigit(text[i]))
			last = i + 1;
	}
	return last;
}

/* Copies the number at text, or its mask; gives how many bytes were used, 0 for none there. */
static size_t
take_number(GString *masked, const char *text)
{
	if (!g_ascii_isdigit(*text) && *text != '+' && *text != '(')
		return 0;
	size_t length = number_length(text);
	if (length == 0)
		return 0;
	if (is_private(text, length))
		g_string_append(masked, "[number]");
	else
		g_string_append_len(masked, text, (gssize)length);
	return length;
}

/* At an '@': takes back the local part already copied and skips the domain. */
static size_t
take_address(GString *masked, size_t *word, const char *at)
{
	size_t length = 1;

	while (is_domain(at[length]))
		length++;
	while (length > 1 && at[length - 1] == '.')
		length--;
	if (length == 1 || masked->len == *word)
		return 0;
	g_string_truncate(masked, *word);
	g_string_append(masked, "[address]");
	*word = masked->len;
	return length;
}

char *
mask_text(const char *text)
{
	GString *masked = g_string_sized_new(strlen(text) + 16);
	size_t word = 0;         /* where, in masked, a local part would begin */
	bool has_letter = false; /* in that word so far: AB-4711-2026 is no phone */

	while (*text != '\0') {
		size_t used = 0;
		if (*text == '@')
			used = take_address(masked, &word, text);
		else if (!has_letter)
			used = take_number(masked, text);
		if (used == 0) {
			used = 1;
			g_string_append_c(masked, *text);
			has_letter = has_letter || g_ascii_isalpha(*text) || (*text & 0x80) != 0;
			if (!is_local_part(*text)) {
				word = masked->len;
				has_letter = false;
			}
		}
		text += used;
	}
	return g_string_free(masked, FALSE);
}
