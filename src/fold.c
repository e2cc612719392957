/* fold.c - text made comparable. SPDX-License-Identifier: MIT */
#include "fold.h"

#include <stdbool.h>
#include <string.h>

enum { MOST_COMPOSED = 500 }; /* bytes */

/* Marks of direction, zero-width blanks and joiners, soft hyphen, byte order mark. */
static bool
is_invisible(gunichar c)
{
	return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0xAD || c == 0x34F ||
	       c == 0x61C || c == 0x180E || c == 0x1427;
}

static bool
is_blank(gunichar c)
{
	return c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
	       c == 0x3000;
}

static gunichar
plain_form(gunichar c)
{
	if (is_blank(c))
		return ' ';
	if (c >= 0xFF01 && c <= 0xFF5E)
		return g_unichar_tolower(c - 0xFEE0);
	switch (c) {
	case 0x2018:
	case 0x2019:
	case 0x201A:
	case 0x201B:
	case 0xB4:
		return '\'';
	case 0x201C:
	case 0x201D:
	case 0x201E:
	case 0xAB:
	case 0xBB:
		return '"';
	case 0x2010:
	case 0x2011:
	case 0x2012:
	case 0x2013:
	case 0x2014:
	case 0x2015:
	case 0x2212:
	case 0x2500:
		return '-';
	default:
		return g_unichar_tolower(c);
	}
}

static bool
has_combining(const char *text)
{
	for (const char *p = text; *p != '\0'; p++) {
		if ((unsigned char)*p == 0xCC || (unsigned char)*p == 0xCD)
			return true;
	}
	return false;
}

static void
put(GString *out, gunichar c, gsize start)
{
	if (c == ' ' && (out->len == start || out->str[out->len - 1] == ' '))
		return;
	if (c < 0x80)
		g_string_append_c(out, (char)c);
	else
		g_string_append_unichar(out, c);
}

/* Up to the first byte that is not ASCII; gives it. end: of the text. */
static const char *
append_ascii(GString *out, const char *text, const char *end, gsize start)
{
	gsize length = out->len;

	g_string_set_size(out, length + (gsize)(end - text));
	const char *begin = out->str + start, *p = text;
	char *to = out->str + length;
	for (; (signed char)*p > 0; p++) {
		if (*p > '*')
			*to++ = fold_ascii(*p);
		else if (!g_ascii_isspace(*p) && *p != '*')
			*to++ = *p;
		else if (*p != '*' && to > begin && to[-1] != ' ')
			*to++ = ' ';
	}
	g_string_truncate(out, (gsize)(to - out->str));
	return p;
}

/* What has more than ASCII in it. */
static void
append_any(GString *out, const char *text, gsize start)
{
	/* GLib composes in quadratic time; nothing worth comparing is long. */
	bool composes = has_combining(text) && strlen(text) <= MOST_COMPOSED;
	g_autofree char *composed = composes ? g_utf8_normalize(text, -1, G_NORMALIZE_NFC) : NULL;
	const char *p = composed != NULL ? composed : text;
	const char *end = p + strlen(p);

	while (p < end) {
		const char *next = append_ascii(out, p, end, start);
		if (next > p) {
			p = next;
			continue;
		}
		gunichar c = g_utf8_get_char(p);
		p = g_utf8_next_char(p);
		if (!is_invisible(c))
			put(out, plain_form(c), start);
	}
}

void
fold_append(GString *out, const char *text)
{
	gsize start = out->len;

	if (*append_ascii(out, text, text + strlen(text), start) != '\0') {
		g_string_truncate(out, start);
		append_any(out, text, start);
	}
	while (out->len > start && out->str[out->len - 1] == ' ')
		g_string_truncate(out, out->len - 1);
}

char *
fold(const char *text)
{
	GString *out = g_string_new(NULL);

	fold_append(out, text);
	return g_string_free(out, FALSE);
}

/* The first byte that is not ASCII, or the end. */
static char *
ascii_end(char *text)
{
	while ((signed char)*text > 0)
		text++;
	return text;
}

void
fold_clean(char *text)
{
	char *to = ascii_end(text); /* all of it, as a rule */

	for (char *from = to; *from != '\0';) {
		gunichar c = (unsigned char)*from < 0x80 ? (gunichar)*from : g_utf8_get_char(from);
		int length = (unsigned char)*from < 0x80 ? 1 : g_utf8_skip[(guchar)*from];
		bool joins = c == 0x200C || c == 0x200D; /* Persian and emoji need them */
		if (is_blank(c))
			*to++ = ' ';
		else if (joins || !is_invisible(c) || c == 0x1427) {
			memmove(to, from, (gsize)length);
			to += length;
		}
		from += length;
	}
	*to = '\0';
}
