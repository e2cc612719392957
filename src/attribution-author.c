/* attribution-author.c - who and when, from an attribution line known as one: name, address and
 * date in the order of any client and language, before or behind the verb. SPDX-License-Identifier:
 * MIT */
#include "origin.h"

#include "fold.h"

#include <string.h>

/* "2020年", a time with "morning" before it: digits among Chinese, Japanese, Korean letters. */
static bool
is_eastern_date(const char *folded)
{
	bool has_digit = false, has_letter = false;

	for (const char *p = folded; *p != '\0'; p++) {
		has_digit = has_digit || g_ascii_isdigit(*p);
		has_letter = has_letter || ((guchar)*p >= 0xE3 && (guchar)*p <= 0xEC);
	}
	return has_digit && has_letter;
}

/* Znuny: "(Europe/London)". */
static bool
is_zone(const char *folded)
{
	return g_str_has_suffix(folded, ")") && strchr(folded, '/') != NULL &&
	       strchr(folded, '@') == NULL;
}

/* The end of the last word that belongs to a date: it holds a digit at its beginning, is a zone, or
 * is a filler behind one. */
static gsize
date_ends(const Attribution *attribution, const char *text, gsize *begins_out)
{
	gsize end = 0, begin = 0;
	bool seen = false;

	for (gsize i = 0; text[i] != '\0';) {
		gsize start = i + strspn(text + i, " ,(");
		gsize length = strcspn(text + start, " ,");
		if (length == 0)
			break;
		if (text[start] == '"' || text[start] == '<')
			break;
		g_autofree char *word = g_strndup(text + start, length);
		g_autofree char *folded = fold(word);
		bool counts =
			g_ascii_isdigit(folded[0]) ||
			((folded[0] == '-' || folded[0] == '+') && g_ascii_isdigit(folded[1])) ||
			strncmp(folded, "gmt", 3) == 0 || strncmp(folded, "utc", 3) == 0 ||
			is_eastern_date(folded) || (seen && is_zone(folded));
		if (counts && !seen)
			begin = start;
		seen = seen || counts;
		if (counts || (seen && end > 0 && end + 3 >= start &&
				      attribution_is(attribution, WORD_FILLER, folded)))
			end = start + length;
		i = start + length;
	}
	*begins_out = begin;
	return end;
}

static char *
cut(const char *text, gsize from, gsize to)
{
	char *out = g_strndup(text + from, to > from ? to - from : 0);

	return g_strstrip(out);
}

static const char *
skip_on(const Attribution *attribution, const char *text)
{
	g_autofree char *folded = fold(text);
	gsize length = attribution_begins(attribution, WORD_ON, folded);

	if (length == 0)
		return text;
	const char *space = text;
	for (gsize seen = 0; seen < length && *space != '\0'; space = g_utf8_next_char(space)) {
		g_autofree char *piece = g_strndup(text, (gsize)(g_utf8_next_char(space) - text));
		g_autofree char *compared = fold(piece);
		seen = strlen(compared);
	}
	return space;
}

static void
take_date(Origin *origin, char *date)
{
	gsize length = strlen(date);

	while (length > 0 && strchr(" ,:(-", date[length - 1]) != NULL)
		date[--length] = '\0';
	if (*origin->date == '\0' && has_date(date)) {
		g_free(origin->date);
		origin->date = g_strdup(date + strspn(date, " ,:)>-"));
	}
	g_free(date);
}

/* "Ann Reid <ann@a.example>, 3 Mar 2020": the author first, the date behind the address. */
static bool
read_author_first(Origin *origin, const Attribution *attribution, const char *part)
{
	const char *at = strchr(part, '@');
	if (at == NULL)
		return false;

	g_autofree char *head = g_strndup(part, (gsize)(at - part));
	if (has_date(head))
		return false;
	gsize end = (gsize)(at - part) + strcspn(at, " >)]");
	g_autofree char *author = g_strndup(part, end);
	address_free(origin->from);
	origin->from = written_address(author);
	take_date(origin, g_strdup(skip_on(attribution, part + end + strspn(part + end, " >)],"))));
	return true;
}

/* A name is the part without the date. */
static void
read_part(Origin *origin, const Attribution *attribution, const char *part)
{
	if (*origin->from->name == '\0' && *origin->from->address == '\0' &&
		read_author_first(origin, attribution, part))
		return;
	gsize begin = 0, end = date_ends(attribution, part, &begin);
	if (end > 0)
		take_date(origin, cut(part, 0, end));
	if (*origin->from->name != '\0' || *origin->from->address != '\0')
		return;
	g_autofree char *rest = g_strstrip(g_strdup(part + end));
	if (*rest == '\0' && begin > 0)
		rest = (g_free(rest), cut(part, 0, begin));
	address_free(origin->from);
	origin->from = written_address(rest);
}

/* What is compared of the character that begins here is nothing. */
static bool
is_nothing(const char *text)
{
	char character[8] = { 0 };

	memcpy(character, text, MIN((gsize)g_utf8_skip[(guchar)*text], sizeof character - 1));
	g_autofree char *compared = fold(character);
	return *compared == '\0';
}

static bool
at_word(const char *text, gsize i)
{
	if (((guchar)text[i] & 0xC0) == 0x80 || is_nothing(text + i))
		return false;
	return i == 0 || strchr(" ,>)\"", text[i - 1]) != NULL || (guchar)text[i - 1] == 0xA0 ||
	       ((guchar)text[i] >= 0xE3 && (guchar)text[i] <= 0xEC);
}

/* How much of text as written the first `length` bytes of its folded form are. */
static gsize
unfolded(const char *text, gsize length)
{
	gsize end = 0;

	while (text[end] != '\0') {
		end += (gsize)g_utf8_skip[(guchar)text[end]];
		g_autofree char *piece = g_strndup(text, end);
		g_autofree char *compared = fold(piece);
		if (strlen(compared) >= length)
			break;
	}
	return end;
}

/* Finds the last verb in the text as written, at its longest: "a écrit", not "écrit". */
static bool
split_at_verb(const Attribution *attribution, const char *text, char **before_out, char **after_out)
{
	gsize start = 0, end = 0;

	for (gsize i = strlen(text); i-- > 0;) {
		if (!at_word(text, i))
			continue;
		g_autofree char *folded = fold(text + i);
		gsize length = attribution_begins(attribution, WORD_WROTE, folded);
		gsize reached = length > 0 ? i + unfolded(text + i, length) : 0;
		if (end == 0 && length > 0) {
			start = i;
			end = reached;
		} else if (end > 0 && reached >= end) {
			start = i;
		} else if (end > 0 && start - i > 40) {
			break;
		}
	}
	if (end == 0)
		return false;
	*before_out = g_strndup(text, start);
	*after_out = g_strdup(text + end);
	return true;
}

/* Full-width punctuation as ASCII, with a blank behind it: words are found by blanks. */
static char *
narrow(const char *text)
{
	static const char *const wide[][2] = { { "、", ", " }, { "，", ", " }, { "：", ":" },
		{ "（", " (" }, { "）", ") " }, { "\xC2\xA0", " " }, { "\xE2\x80\xAF", " " } };
	GString *out = g_string_new(text);

	for (gsize i = 0; i < G_N_ELEMENTS(wide); i++)
		g_string_replace(out, wide[i][0], wide[i][1], 0);
	return g_string_free(out, FALSE);
}

void
origin_read_author(Origin *origin, const Attribution *attribution, const char *joined)
{
	g_autofree char *text = narrow(joined);
	g_autofree char *before = NULL, *after = NULL;
	const char *rest = skip_on(attribution, text + strspn(text, "-_ >"));

	if (!split_at_verb(attribution, rest, &before, &after)) {
		read_part(origin, attribution, rest);
		return;
	}
	g_strchomp(before);
	g_autofree char *tail = g_strstrip(g_strdup(after));
	bool has_tail = strspn(tail, ":-_ ") < strlen(tail);
	/* "... 12:00 schrieb Ann:" has the name behind the verb, "Ann schrieb am ...:" before it.
	 */
	if (has_tail && (*before == '\0' || !has_date(tail)))
		read_part(origin, attribution, tail);
	read_part(origin, attribution, before);
	if (has_tail)
		take_date(origin, g_strdup(skip_on(attribution, tail)));
}
