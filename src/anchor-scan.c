/* anchor-scan.c - numbers, dates and words in their normal forms. SPDX-License-Identifier: MIT */
#include "anchor-scan.h"

#include "anchor-tokens.h"

#include <string.h>

enum {
	MAX_DIGITS = 15,
	BIG_NUMBER_DIGITS = 3, /* from here a bare number is hardly chance */
	ID_DIGITS = 5,         /* a bare number as long is an order's, not a count */
	NAMED_ID_DIGITS = 3,   /* behind "order" or "invoice" */
	UNIT_REACH = 3,        /* "two more long weeks" */
	MIN_WORD = 3,
};

typedef struct Scan {
	const AnchorTable *table;
	const GArray *tokens;
	GArray *marks;
} Scan;

static const Token *
token_at(const Scan *scan, guint i)
{
	static const AnchorWord unknown = { .same = "" };
	static const Token none = { .word = &unknown };

	return i < scan->tokens->len ? &g_array_index(scan->tokens, Token, i) : &none;
}

static const Token *
token_before(const Scan *scan, guint i)
{
	return token_at(scan, i == 0 ? scan->tokens->len : i - 1);
}

static void
add_mark(const Scan *scan, AnchorKind kind, guint first, guint last, double weight, const char *key,
	const char *other)
{
	const Token *token = token_at(scan, first);

	g_array_set_size(scan->marks, scan->marks->len + 1);
	Mark *mark = &g_array_index(scan->marks, Mark, scan->marks->len - 1);
	mark->kind = kind;
	mark->span = (Span){ token->span.start, token_at(scan, last)->span.end };
	mark->weight = weight;
	mark->word = token->word;
	g_strlcpy(mark->key, key, sizeof(mark->key));
	g_strlcpy(mark->other, other, sizeof(mark->other));
}

typedef struct Number {
	gint64 whole;
	int cents;
	gsize decimals; /* figures behind the decimal mark */
	gsize digits;   /* before it */
} Number;

/* "84", "1.234,50", "1,234.5", "1 234": the last mark with one or two figures behind it is the
 * decimal one, marks with three behind them group. */
static bool
read_number(const char *text, Number *number_out)
{
	Number number = { 0 };
	gsize length = strlen(text);
	const char *last = text + length;

	while (last > text && g_ascii_isdigit(last[-1]))
		last--;
	gsize behind = length - (gsize)(last - text);
	bool is_decimal = last > text && (behind == 1 || behind == 2);

	for (const char *at = text; *at != '\0'; at++) {
		if (!g_ascii_isdigit(*at)) {
			if (strchr("., ", *at) == NULL || (at + 1 == last && is_decimal))
				continue;
			if (!g_ascii_isdigit(at[1]) || !g_ascii_isdigit(at[2]) ||
				!g_ascii_isdigit(at[3]) || g_ascii_isdigit(at[4]))
				return false;
			continue;
		}
		if (is_decimal && at >= last) {
			number.cents = number.cents * 10 + (*at - '0');
			continue;
		}
		if (++number.digits > MAX_DIGITS)
			return false;
		number.whole = number.whole * 10 + (*at - '0');
	}
	number.cents *= is_decimal && behind == 1 ? 10 : 1;
	number.decimals = is_decimal ? behind : 0;
	*number_out = number;
	return number.digits > 0;
}

static bool
is_figures(const Token *token)
{
	return token->has_digit && strspn(token->lower, "0123456789.,") == strlen(token->lower);
}

static bool
is_currency(const Token *token)
{
	return (token->word->flags & ANCHOR_WORD_CURRENCY) != 0;
}

/* "1 234,50": does the next token go on with the same number? */
static bool
is_grouped(const Scan *scan, guint i)
{
	const Token *token = token_at(scan, i), *next = token_at(scan, i + 1);

	return strlen(token->lower) <= 3 && strspn(token->lower, "0123456789") <= 3 &&
	       is_figures(next) && next->span.start == token->span.end + 1 &&
	       strspn(next->lower, "0123456789") == 3;
}

/* Each reader of marks gives the number of tokens it used up, 0 when it is not its kind. */
static guint
read_amount(const Scan *scan, guint i)
{
	const Token *token = token_at(scan, i);
	char figures[2 * TOKEN_SIZE], key[MARK_KEY_SIZE], other[MARK_KEY_SIZE] = "";
	guint used = 1;
	Number number;

	if (!is_figures(token))
		return 0;
	g_strlcpy(figures, token->lower, sizeof(figures));
	if (is_grouped(scan, i) &&
		(is_currency(token_before(scan, i)) || is_currency(token_at(scan, i + 2)))) {
		g_snprintf(figures, sizeof(figures), "%s %s", token->lower,
			token_at(scan, i + 1)->lower);
		used = 2;
	}
	bool has_currency =
		is_currency(token_before(scan, i)) || is_currency(token_at(scan, i + used));
	if (!read_number(figures, &number) || !(has_currency || number.decimals == 2))
		return 0;
	g_snprintf(key, sizeof(key), "%" G_GINT64_FORMAT ".%02d", number.whole, number.cents);
	if (number.cents == 0)
		g_snprintf(other, sizeof(other), "%" G_GINT64_FORMAT, number.whole);
	add_mark(scan, ANCHOR_AMOUNT, i, i + used - 1, 1.0, key, other);
	return used;
}

/* Figures with the ending of an ordinal, or none: "24", "24th". 0 when they are not. */
static int
ordinal_of(const Scan *scan, const Token *token, bool *has_ending_out)
{
	char *end = NULL;

	*has_ending_out = false;
	if (!g_ascii_isdigit(token->lower[0]))
		return 0;
	guint64 number = g_ascii_strtoull(token->lower, &end, 10);
	if (number == 0 || number > 9999)
		return 0;
	*has_ending_out = *end != '\0';
	if (*end != '\0' && (anchor_word(scan->table, end)->flags & ANCHOR_WORD_ORDINAL) == 0)
		return 0;
	return (int)number;
}

static void
add_date(const Scan *scan, guint first, guint last, int month, int day)
{
	char key[MARK_KEY_SIZE], other[MARK_KEY_SIZE];

	g_snprintf(key, sizeof(key), "%02d-%02d", month, day);
	g_snprintf(other, sizeof(other), "d%d", day);
	add_mark(scan, ANCHOR_DATE, first, last, 1.0, key, other);
}

/* "24 March", "24th of March", "March 24", "the 24th". */
static guint
read_day_and_month(const Scan *scan, guint i)
{
	const Token *token = token_at(scan, i);
	bool has_ending = false;
	int day = ordinal_of(scan, token, &has_ending);
	char key[MARK_KEY_SIZE];

	if (token->word->month != 0 && !token->ends) {
		day = ordinal_of(scan, token_at(scan, i + 1), &has_ending);
		if (day < 1 || day > 31)
			return 0;
		add_date(scan, i, i + 1, token->word->month, day);
		return 2;
	}
	if (day < 1 || day > 31)
		return 0;
	guint reach = has_ending && strlen(token_at(scan, i + 1)->lower) == 2 ? 2 : 1;
	for (guint ahead = 1; ahead <= reach && !token->ends; ahead++) {
		if (token_at(scan, i + ahead)->word->month != 0) {
			add_date(scan, i, i + ahead, token_at(scan, i + ahead)->word->month, day);
			return ahead + 1;
		}
	}
	/* An ordinal with no thing behind it that could be counted. */
	const Token *next = token_at(scan, i + 1);
	bool is_followed = !token->ends && next->lower[0] != '\0';
	if (!has_ending || (is_followed && (next->word->flags & ANCHOR_WORD_STOP) == 0))
		return 0;
	g_snprintf(key, sizeof(key), "d%d", day);
	add_mark(scan, ANCHOR_DATE, i, i, 0.5, key, "");
	return 1;
}

/* "2024-03-12", "12/03/2024", "12.3.24", "12/03". Day first, the other way round as the looser
 * form. */
static guint
read_figured_date(const Scan *scan, guint i)
{
	const Token *token = token_at(scan, i);
	int parts[3] = { 0 };
	guint n = 0;
	char mark = '\0';

	if (token->has_letter)
		return 0;
	for (const char *at = token->lower; *at != '\0' && n < 3; n++) {
		char *end = NULL;
		guint64 part = g_ascii_strtoull(at, &end, 10);
		if (end == at || part > 9999 || (*end != '\0' && strchr("-/.", *end) == NULL) ||
			(mark != '\0' && *end != '\0' && *end != mark))
			return 0;
		parts[n] = (int)part;
		mark = *end != '\0' ? *end : mark;
		at = *end != '\0' ? end + 1 : end;
	}
	if (n < 2 || (n == 2 && mark != '/') || strspn(token->lower, "0123456789-/.") > 10)
		return 0;
	int day = parts[0] > 31 ? parts[2] : parts[0], month = parts[1];
	if (month > 12 && day <= 12) {
		int swapped = day;
		day = month;
		month = swapped;
	}
	if (month < 1 || month > 12 || day < 1 || day > 31 ||
		(n == 3 && parts[0] <= 31 && parts[2] < 10))
		return 0;
	char key[MARK_KEY_SIZE], other[MARK_KEY_SIZE];
	g_snprintf(key, sizeof(key), "%02d-%02d", month, day);
	g_snprintf(other, sizeof(other), "%02d-%02d", day <= 12 ? day : month,
		day <= 12 ? month : day);
	add_mark(scan, ANCHOR_DATE, i, i, 1.0, key, other);
	return 1;
}

/* "Thursday", "March", "17:00": say when, yet little of which case. */
static guint
read_time(const Scan *scan, guint i)
{
	const Token *token = token_at(scan, i);
	char key[MARK_KEY_SIZE];

	if (token->word->day != NULL)
		g_snprintf(key, sizeof(key), "%s", token->word->day);
	else if (!token->has_letter && strchr(token->lower, ':') != NULL)
		g_snprintf(key, sizeof(key), "%s", token->lower);
	else
		return 0;
	add_mark(scan, ANCHOR_DATE, i, i, 0.5, key, "");
	return 1;
}

/* "4.2.1", "v7", "version 12", "Android 14". */
static guint
read_version(const Scan *scan, guint i)
{
	const Token *token = token_at(scan, i);
	const char *figures = token->lower + (token->lower[0] == 'v');
	guint dots = 0;

	if (!g_ascii_isdigit(*figures) || strspn(figures, "0123456789.") != strlen(figures))
		return 0;
	for (const char *at = figures; *at != '\0'; at++)
		dots += *at == '.';
	if (dots < 2 && figures == token->lower &&
		(token_before(scan, i)->word->flags & ANCHOR_WORD_VERSION) == 0)
		return 0;
	add_mark(scan, ANCHOR_VERSION, i, i, 1.0, figures, "");
	return 1;
}

static bool
names_a_case(const Scan *scan, guint i)
{
	return token_at(scan, i)->after_hash ||
	       (token_before(scan, i)->word->flags & ANCHOR_WORD_IDENTIFIER) != 0;
}

/* "AB-4711", "#4711", "order 4711", "1004711", "77/41902". */
static guint
read_id(const Scan *scan, guint i)
{
	const Token *token = token_at(scan, i);
	char key[MARK_KEY_SIZE], other[MARK_KEY_SIZE];
	gsize digits = 0, letters = 0, joints = 0, used = 0;

	for (const char *at = token->lower; *at != '\0'; at++) {
		bool is_digit = g_ascii_isdigit(*at), is_joint = strchr("-_/", *at) != NULL;
		digits += is_digit;
		joints += is_joint;
		letters += !is_digit && !is_joint;
		if (!is_joint)
			other[used++] = g_ascii_toupper(*at);
	}
	other[used] = '\0';
	/* "16gb", "10am", "2nd" are measures; "3/4" is a part. */
	bool is_measure = joints == 0 && letters > 0 && letters <= 3 &&
			  g_ascii_isdigit(token->lower[0]) && digits < ID_DIGITS;
	bool is_mixed = letters > 0 && digits >= 2 && digits + letters >= 4;
	bool is_long = letters == 0 && digits >= ID_DIGITS && strpbrk(token->lower, ".,:") == NULL;
	bool is_named = digits >= NAMED_ID_DIGITS && names_a_case(scan, i) &&
			strpbrk(token->lower, ".,:") == NULL;
	if (digits == 0 || is_measure || !(is_mixed || is_long || is_named))
		return 0;
	for (used = 0; token->lower[used] != '\0'; used++)
		key[used] = g_ascii_toupper(token->lower[used]);
	key[used] = '\0';
	add_mark(scan, ANCHOR_ID, i, i, 1.0, key, strcmp(key, other) != 0 ? other : "");
	return 1;
}

static bool
has_unit(const Scan *scan, guint i)
{
	for (guint ahead = 1; ahead <= UNIT_REACH; ahead++) {
		if ((token_at(scan, i + ahead)->word->flags & ANCHOR_WORD_UNIT) != 0)
			return true;
		if (token_at(scan, i + ahead - 1)->ends)
			break;
	}
	return false;
}

/* "third", "two weeks", "40". */
static guint
read_count(const Scan *scan, guint i)
{
	const Token *token = token_at(scan, i);
	char key[MARK_KEY_SIZE];
	bool has_ending = false;
	gint64 count = token->word->number;
	Number number;

	if (count == 0)
		count = ordinal_of(scan, token, &has_ending);
	if (count == 0 && is_figures(token) && read_number(token->lower, &number) &&
		number.decimals == 0)
		count = number.whole;
	if (count > 1) {
		g_snprintf(key, sizeof(key), "%" G_GINT64_FORMAT, count);
		add_mark(scan, ANCHOR_COUNT, i, i,
			has_unit(scan, i) || strlen(key) >= BIG_NUMBER_DIGITS ? 1.0 : 0.5, key, "");
	} else if (token->has_digit && count == 0) {
		/* "4.2", "16gb": a figure as it stands */
		add_mark(scan, ANCHOR_COUNT, i, i, 0.5, token->lower, "");
	}
	return token->has_digit || count > 0 ? 1 : 0;
}

static guint
read_word(const Scan *scan, guint i)
{
	const Token *token = token_at(scan, i);

	if (token->has_letter &&
		(token->word->flags & (ANCHOR_WORD_STOP | ANCHOR_WORD_CURRENCY)) == 0 &&
		g_utf8_strlen(token->lower, -1) >= MIN_WORD) {
		double weight = (token->word->flags & ANCHOR_WORD_WEAK) != 0 ? 0.5 : 1.0;
		add_mark(scan, ANCHOR_WORD, i, i, weight, token->lower, token->word->same);
	}
	return 1;
}

/* Most tokens are: no figure, no number, no day. */
static bool
is_mere_word(const Token *token)
{
	return !token->has_digit && token->word->month == 0 && token->word->number == 0 &&
	       token->word->day == NULL;
}

GArray *
anchor_scan(const AnchorTable *table, const char *text, Span span)
{
	/* The first that knows a token has it. */
	static guint (*const readers[])(const Scan *, guint) = {
		read_day_and_month,
		read_figured_date,
		read_version,
		read_amount,
		read_id,
		read_time,
		read_count,
		read_word,
	};
	g_autoptr(GArray) tokens = anchor_tokens(table, text, span);
	Scan scan = { table, tokens,
		g_array_sized_new(FALSE, FALSE, sizeof(Mark), tokens->len / 2 + 1) };

	for (guint i = 0; i < tokens->len;) {
		guint used = is_mere_word(token_at(&scan, i)) ? read_word(&scan, i) : 0;
		for (guint reader = 0; used == 0; reader++)
			used = readers[reader](&scan, i);
		i += used;
	}
	return scan.marks;
}
