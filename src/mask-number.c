/* mask-number.c - which numbers are a person's. SPDX-License-Identifier: MIT */
#include "mask-number.h"

#include <string.h>

/* Fewer digits than this are an order, a year, an amount: what QA needs to understand a case. */
#define FEWEST_DIGITS 7
/* Behind a word that says what it is: a sort code has so many. */
#define FEWEST_TOLD 6
/* A card's number has from here on, and ends in a digit that checks the others (Luhn). */
#define CARD_DIGITS 13
/* No country's phone numbers have more, with 00 before them. */
#define PHONE_DIGITS 17
/* Of a domestic account, and of nothing else that people write. */
#define ACCOUNT_DIGITS 20

/* No number is longer, so a text of nothing but signs is still read in linear time. */
enum { MOST_BYTES = 96, MOST_DIGITS = 48, MOST_GROUPS = 12 };

typedef struct Number {
	gsize length;
	guint8 digits[MOST_DIGITS];
	guint n_digits;
	guint groups[MOST_GROUPS]; /* digits between separators */
	guint n_groups;
	bool has_space, has_hyphen, has_dot, has_other;
} Number;

/* What stands between the digits of one number, as people and mail programs write it. */
static const struct {
	const char *bytes;
	gsize field; /* of Number: which kind it is */
} separators[] = {
	{ " ", G_STRUCT_OFFSET(Number, has_space) },
	{ "\xc2\xa0", G_STRUCT_OFFSET(Number, has_space) },     /* no-break space */
	{ "\xe2\x80\xaf", G_STRUCT_OFFSET(Number, has_space) }, /* narrow no-break space */
	{ "\xe2\x80\x89", G_STRUCT_OFFSET(Number, has_space) }, /* thin space */
	{ "-", G_STRUCT_OFFSET(Number, has_hyphen) },
	{ "\xe2\x80\x90", G_STRUCT_OFFSET(Number, has_hyphen) }, /* hyphen */
	{ "\xe2\x80\x91", G_STRUCT_OFFSET(Number, has_hyphen) }, /* no-break hyphen */
	{ "\xe2\x80\x93", G_STRUCT_OFFSET(Number, has_hyphen) }, /* en dash */
	{ ".", G_STRUCT_OFFSET(Number, has_dot) },
	{ "/", G_STRUCT_OFFSET(Number, has_other) },
	{ "(", G_STRUCT_OFFSET(Number, has_other) },
	{ ")", G_STRUCT_OFFSET(Number, has_other) },
	{ "+", G_STRUCT_OFFSET(Number, has_other) },
};

/* The digit of any script at text, -1 for none. */
static int
digit_at(const char *text, gsize *bytes_out)
{
	*bytes_out = 1;
	if (g_ascii_isdigit(*text))
		return *text - '0';
	if ((*text & 0x80) == 0)
		return -1;
	gunichar c = g_utf8_get_char_validated(text, -1);
	if (c == (gunichar)-1 || c == (gunichar)-2 || g_unichar_type(c) != G_UNICODE_DECIMAL_NUMBER)
		return -1;
	*bytes_out = (gsize)(g_utf8_next_char(text) - text);
	return g_unichar_digit_value(c);
}

static gsize
separator_at(const char *text, Number *number)
{
	for (guint i = 0; i < G_N_ELEMENTS(separators); i++) {
		if (!g_str_has_prefix(text, separators[i].bytes))
			continue;
		G_STRUCT_MEMBER(bool, number, separators[i].field) = true;
		return strlen(separators[i].bytes);
	}
	return 0;
}

static void
add_digit(Number *number, int digit, bool begins_group)
{
	number->digits[number->n_digits++] = (guint8)digit;
	if (begins_group && number->n_groups < MOST_GROUPS)
		number->groups[number->n_groups++] = 0;
	number->groups[number->n_groups - 1]++;
}

/* Blanks and signs behind the last digit are not of the number; two blanks end it. */
static Number
read_number(const char *text)
{
	Number number = { 0 }, sofar = { 0 };
	bool begins_group = true;
	gsize bytes = 0;

	for (gsize i = 0; i < MOST_BYTES && sofar.n_digits < MOST_DIGITS; i += bytes) {
		int digit = digit_at(text + i, &bytes);
		if (digit < 0) {
			bytes = separator_at(text + i, &sofar);
			begins_group = true;
			if (bytes == 0 || (text[i] == ' ' && text[i + bytes] == ' '))
				break;
			continue;
		}
		add_digit(&sofar, digit, begins_group);
		begins_group = false;
		number = sofar;
		number.length = i + bytes;
	}
	return number;
}

/* The check that every card's number passes, and one in ten of any others. */
static bool
passes_luhn(const Number *number)
{
	guint sum = 0;

	for (guint i = 0; i < number->n_digits; i++) {
		guint digit = number->digits[number->n_digits - 1 - i];
		guint twice = i % 2 == 1 ? digit * 2 : digit;
		sum += twice > 9 ? twice - 9 : twice;
	}
	return sum % 10 == 0;
}

/* 1.234.567 */
static bool
is_amount(const Number *number)
{
	bool has_dots_alone =
		number->has_dot && !number->has_space && !number->has_hyphen && !number->has_other;

	for (guint i = 1; i < number->n_groups; i++)
		if (number->groups[i] != 3)
			return false;
	return has_dots_alone && number->groups[0] <= 3 && number->digits[0] != 0;
}

/* 2026-11-22 and 22/11/2026, whatever stands behind: the bytes of the date, else 0. */
static gsize
date_length(const char *text)
{
	gsize groups[3] = { 0 };
	gsize n = 0, i = 0;
	char sign = '\0';

	for (; text[i] != '\0' && n < 3; i++) {
		if (g_ascii_isdigit(text[i])) {
			groups[n]++;
			continue;
		}
		if (n == 2 || strchr("-./", text[i]) == NULL || (n == 1 && text[i] != sign))
			break;
		sign = text[i];
		n++;
	}
	bool is_year_first = groups[0] == 4 && groups[1] <= 2 && groups[2] <= 2;
	bool is_year_last = groups[0] <= 2 && groups[1] <= 2 && groups[2] == 4;
	bool is_date = groups[0] > 0 && groups[1] > 0 && groups[2] > 0 && text[i] != sign &&
		       (is_year_first || is_year_last);
	return is_date ? i : 0;
}

static bool
is_private(const char *text, const Number *number, bool is_told)
{
	bool is_plain =
		!number->has_space && !number->has_hyphen && !number->has_dot && !number->has_other;
	bool begins_phone = *text == '+' || *text == '(' || number->digits[0] == 0;

	if (is_told && number->n_digits >= FEWEST_TOLD && !is_amount(number))
		return true;
	if (number->n_digits < FEWEST_DIGITS || is_amount(number))
		return false;
	if (begins_phone && number->n_digits <= PHONE_DIGITS)
		return true;
	if (number->n_digits >= ACCOUNT_DIGITS)
		return true;
	/* Hyphens in numbers as long as a card's are a shop's: 123-4567890-1234567. */
	if (number->n_digits >= CARD_DIGITS)
		return passes_luhn(number) || (!is_plain && !number->has_hyphen);
	return !is_plain;
}

gsize
mask_number(const char *text, bool is_told, bool *is_private_out)
{
	gsize bytes = 0, length = date_length(text);

	*is_private_out = false;
	if (length > 0)
		return length;
	if (*text != '+' && *text != '(' && digit_at(text, &bytes) < 0)
		return 0;
	const Number number = read_number(text);
	if (number.length > 0)
		*is_private_out = is_private(text, &number, is_told);
	return number.length;
}

/* How many letters and digits an IBAN has, by country (ISO 13616). */
static const char lengths[] =
	"AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 "
	"DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 "
	"IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MR27 "
	"MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 "
	"ST25 TL23 TN24 TR26 UA29 VA22 VG24 XK20";

static guint
account_length(const char *text)
{
	for (const char *entry = lengths; *entry != '\0';) {
		if (g_ascii_toupper(text[0]) == entry[0] && g_ascii_toupper(text[1]) == entry[1])
			return (guint)((entry[2] - '0') * 10 + (entry[3] - '0'));
		entry += strcspn(entry, " ");
		entry += strspn(entry, " ");
	}
	return 0;
}

/* The remainder by 97 of the number that the letters and digits are, the first four moved to the
 * end: 1 for every account there is. */
static bool
passes_97(const char *letters, guint length)
{
	guint rest = 0;

	for (guint i = 0; i < length; i++) {
		char c = g_ascii_toupper(letters[(i + 4) % length]);
		guint value = g_ascii_isdigit(c) ? (guint)(c - '0') : (guint)(c - 'A' + 10);
		rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
	}
	return rest == 1;
}

gsize
mask_account(const char *text)
{
	char letters[40];
	guint n = 0, length;
	gsize i = 0;
	Number ignored = { 0 };

	if (!g_ascii_isalpha(text[0]) || !g_ascii_isalpha(text[1]) || !g_ascii_isdigit(text[2]) ||
		!g_ascii_isdigit(text[3]) || (length = account_length(text)) == 0)
		return 0;
	while (n < length) {
		if (g_ascii_isalnum(text[i])) {
			letters[n++] = text[i++];
			continue;
		}
		gsize bytes = separator_at(text + i, &ignored);
		if (bytes == 0 || !g_ascii_isalnum(text[i + bytes]))
			return 0;
		i += bytes;
	}
	return !g_ascii_isalnum(text[i]) && passes_97(letters, length) ? i : 0;
}
