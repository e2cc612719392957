/* origin.c - where a quoted message begins: separators, markers, and what all origins share.
 * SPDX-License-Identifier: MIT */
#include "origin.h"

#include "fold.h"

#include <string.h>

enum {
	MOST_SEPARATOR = 200, /* bytes of a separator line */
	MOST_MARKER = 300,
	MOST_INLINE = 2000,
};

void
origin_free(Origin *origin)
{
	if (origin == NULL)
		return;
	address_free(origin->from);
	g_free(origin->date);
	g_free(origin);
}

/* ---- addresses ----------------------------------------------------------------------------- */

static bool
in_address(char c)
{
	return g_ascii_isalnum(c) || (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~.@", c) != NULL) ||
	       (guchar)c >= 0x80;
}

/* The address around the first '@' that has something on both sides. */
static bool
find_address(const char *text, gsize *start_out, gsize *end_out)
{
	for (const char *at = strchr(text, '@'); at != NULL; at = strchr(at + 1, '@')) {
		const char *start = at, *end = at + 1;
		while (start > text && in_address(start[-1]) && start[-1] != '@')
			start--;
		while (in_address(*end) && *end != '@')
			end++;
		while (end > at + 1 && strchr(".'", end[-1]) != NULL)
			end--;
		while (start < at && strchr("'", *start) != NULL)
			start++;
		if (start == at || end == at + 1)
			continue;
		*start_out = (gsize)(start - text);
		*end_out = (gsize)(end - text);
		return true;
	}
	return false;
}

static char *
clean_name(const char *text, gsize length)
{
	static const char edges[] = " \t\"'<>()[]{},;:|*-";
	const char *start = text, *end = text + length;

	for (;;) {
		if (start < end && strchr(edges, *start) != NULL)
			start++;
		else if (end - start >= 2 &&
			 (memcmp(start, "\xC2\xAB", 2) == 0 || memcmp(start, "\xC2\xA0", 2) == 0))
			start += 2;
		else if (end - start >= 3 && memcmp(start, "\xE2\x80", 2) == 0)
			start += 3;
		else
			break;
	}
	for (;;) {
		bool closes = end > start && end[-1] == ')' &&
			      memchr(start, '(', (gsize)(end - start)) != NULL; /* "Reid (Shop)" */
		if (end > start && !closes && strchr(edges, end[-1]) != NULL)
			end--;
		else if (end - start >= 2 && (memcmp(end - 2, "\xC2\xBB", 2) == 0 ||
						     memcmp(end - 2, "\xC2\xA0", 2) == 0))
			end -= 2;
		else if (end - start >= 3 && memcmp(end - 3, "\xE2\x80", 2) == 0)
			end -= 3;
		else
			break;
	}
	return g_strndup(start, (gsize)(end - start));
}

Address *
written_address(const char *text)
{
	gsize start = 0, end = 0;

	if (!find_address(text, &start, &end)) {
		g_autofree char *name = clean_name(text, strlen(text));
		return address_new(name, "");
	}
	g_autofree char *address = g_strndup(text + start, end - start);
	if (g_str_has_prefix(address, "mailto:"))
		memmove(address, address + 7, strlen(address + 7) + 1);
	gsize before = start;
	if (before >= 7 && strncmp(text + before - 7, "mailto:", 7) == 0)
		before -= 7;
	g_autofree char *name = clean_name(text, before);
	if (strchr(name, '@') != NULL)
		*name = '\0';
	g_strdelimit(name, "<", '\0');
	g_strchomp(name);
	return address_new(name, address);
}

/* ---- dates --------------------------------------------------------------------------------- */

static int
digits(const char *p)
{
	int count = 0;

	while (g_ascii_isdigit(p[count]))
		count++;
	return count;
}

/* Or the end. */
static const char *
next_digit(const char *p)
{
	return p + strcspn(p, "0123456789");
}

bool
has_time(const char *text)
{
	for (const char *p = next_digit(text); *p != '\0'; p = next_digit(p + 1)) {
		int before = digits(p);
		if (before <= 2 && strchr(":.h", p[before]) != NULL && p[before] != '\0' &&
			digits(p + before + 1) == 2 && (p[before] != '.' || p[before + 3] != '.'))
			return true;
		p += before - 1;
	}
	return false;
}

bool
has_day(const char *text)
{
	for (const char *p = next_digit(text); *p != '\0'; p = next_digit(p + 1)) {
		int count = digits(p);
		if (count == 4 && (memcmp(p, "19", 2) == 0 || memcmp(p, "20", 2) == 0))
			return true;
		if (count <= 2 && p[count] != '\0' && strchr("/.-", p[count]) != NULL) {
			const char *next = p + count + 1;
			if (digits(next) == 1 || digits(next) == 2)
				return true;
			/* 26/Feb/25 */
			gsize letters = strcspn(next, "0123456789 ./-");
			if (letters >= 3 && letters <= 12 && next[letters] == p[count] &&
				digits(next + letters + 1) > 0)
				return true;
		}
		p += count - 1;
	}
	return false;
}

bool
has_date(const char *text)
{
	return has_day(text) || has_time(text);
}

/* ---- separators and markers ---------------------------------------------------------------- */

/* Where the words between the dashes begin. */
static const char *
between_dashes(const Row *row, gsize *length_out, bool *had_dashes_out)
{
	const char *start = row->fold + strspn(row->fold, "-_=~# >");
	const gsize rest = row->length - (gsize)(start - row->fold);
	gsize length = rest;

	while (length > 0 && strchr("-_=~# ", start[length - 1]) != NULL)
		length--;
	*had_dashes_out = start - row->fold >= 2 || rest - length >= 2;
	*length_out = length;
	return start;
}

Origin *
origin_new(OriginKind kind, guint start, guint rows)
{
	Origin *origin = g_new0(Origin, 1);

	origin->kind = kind;
	origin->start = start;
	origin->rows = rows;
	origin->is_strong = true;
	origin->from = address_new("", "");
	origin->date = g_strdup("");
	return origin;
}

static bool
is_whole(const Attribution *attribution, WordKind kind, char *words)
{
	gsize length = strlen(words);

	if (length > 0 && words[length - 1] == ':')
		words[length - 1] = '\0';
	return attribution_is(attribution, kind, g_strchomp(words));
}

/* What follows a separator within a few rows is its header, not another message. */
static void
take_header(Origin *origin, const Rows *rows, const Attribution *attribution)
{
	guint next = rows_next(rows, origin->start + origin->rows);

	while (next < rows->count && row_is_ruled(&rows->row[next]))
		next = rows_next(rows, next + 1);
	if (next >= rows->count || next > origin->start + origin->rows + 3 ||
		rows->row[next].depth != rows->row[origin->start].depth)
		return;
	g_autoptr(Origin) header = header_block_at(rows, next, next, attribution);
	if (header == NULL)
		return;
	address_free(origin->from);
	origin->from = g_steal_pointer(&header->from);
	g_free(origin->date);
	origin->date = g_steal_pointer(&header->date);
	origin->rows = header->start + header->rows - origin->start;
	header->from = address_new("", "");
}

/* Yahoo: "----- Forwarded Message ----- From: Ann <ann@a.example>To: ...", all of it on one line.
 */
static Origin *
inline_header_at(const Rows *rows, guint i, const Attribution *attribution)
{
	const Row *row = &rows->row[i];
	const char *words = row->fold + strspn(row->fold, "- ");
	gsize length = attribution_begins(attribution, WORD_FORWARDED, words);
	if (words - row->fold < 3 || length == 0 || row->length > MOST_INLINE)
		return NULL;

	const char *rest = words + length;
	gsize dashes = strspn(rest, "- ");
	const char *value = NULL;
	if (dashes < 3 || attribution_label(attribution, rest + dashes, &value) != WORD_FROM)
		return NULL;
	const char *label = strstr(row->text + strspn(row->text, "- "), "--");
	const char *colon = label != NULL ? strchr(label, ':') : NULL;
	Origin *origin = origin_new(ORIGIN_FORWARD, i, 1);
	address_free(origin->from);
	origin->from = written_address(colon != NULL ? colon + 1 : value);
	return origin;
}

static Origin *
separator_at(const Rows *rows, guint i, const Attribution *attribution)
{
	const Row *row = &rows->row[i];
	Origin *all = inline_header_at(rows, i, attribution);
	if (all != NULL || row->length > MOST_SEPARATOR)
		return all;

	bool had_dashes = false;
	gsize length = 0;
	const char *start = between_dashes(row, &length, &had_dashes);
	bool ends_in_colon = length > 0 && start[length - 1] == ':';
	if (!had_dashes && !ends_in_colon)
		return NULL;
	g_autofree char *words = g_strndup(start, length);
	Origin *origin = NULL;
	if (is_whole(attribution, WORD_FORWARDED, words))
		origin = origin_new(ORIGIN_FORWARD, i, 1);
	else if (had_dashes && is_whole(attribution, WORD_ORIGINAL, words))
		origin = origin_new(ORIGIN_SEPARATOR, i, 1);
	if (origin != NULL)
		take_header(origin, rows, attribution);
	return origin;
}

/* Lotus Notes: "------ Forwarded by Ann Reid/HOU on 05/16/2000 06:23 PM ------", wrapped anywhere.
 */
static Origin *
forwarded_by_at(const Rows *rows, guint i, const Attribution *attribution)
{
	const Row *row = &rows->row[i];
	gsize dashes = strspn(row->fold, "- ");

	if (dashes < 3 || row->length > MOST_SEPARATOR ||
		attribution_begins(attribution, WORD_FORWARDED_BY, row->fold + dashes) == 0)
		return NULL;
	guint end = i + 1;
	for (guint j = i; j < rows->count && j < i + 3 && !row_is_blank(&rows->row[j]); j++) {
		if (g_str_has_suffix(rows->row[j].fold, "--")) {
			end = j + 1;
			break;
		}
	}
	Origin *origin = origin_new(ORIGIN_FORWARD, i, end - i);
	take_header(origin, rows, attribution);
	return origin;
}

/* GroupWise: ">>> Ann Reid 03/12/01 10:00AM >>>". */
static Origin *
framed_at(const Rows *rows, guint i)
{
	const Row *row = &rows->row[i];

	if (row->length > MOST_SEPARATOR || strncmp(row->fold, ">>>", 3) != 0 ||
		!g_str_has_suffix(row->fold, ">>>") || !has_date(row->fold))
		return NULL;
	Origin *origin = origin_new(ORIGIN_HEADER, i, 1);
	const char *name = row->text + strspn(row->text, "> ");
	const char *at = strchr(name, '@');
	const char *date = name + strcspn(name, "0123456789");
	while (at != NULL && *date != '\0' && date < at)
		date += 1 + strcspn(date + 1, "0123456789");
	g_autofree char *before = g_strndup(name, (gsize)(date - name));
	address_free(origin->from);
	origin->from = written_address(before);
	g_free(origin->date);
	origin->date = g_strndup(date, strcspn(date, ">"));
	g_strstrip(origin->date);
	return origin;
}

static Origin *
marker_at(const Rows *rows, guint i, const Attribution *attribution)
{
	const Row *row = &rows->row[i];

	if (row->length > MOST_MARKER ||
		row_finds(row, attribution, WORD_REPLY_ABOVE, NULL) == NULL)
		return NULL;
	return origin_new(ORIGIN_MARKER, i, 1);
}

Origin *
origin_at(const Rows *rows, guint i, guint least, const Attribution *attribution)
{
	if (row_is_blank(&rows->row[i]))
		return NULL;

	Origin *origin = separator_at(rows, i, attribution);
	if (origin == NULL)
		origin = forwarded_by_at(rows, i, attribution);
	if (origin == NULL)
		origin = framed_at(rows, i);
	if (origin == NULL)
		origin = header_block_at(rows, i, least, attribution);
	if (origin == NULL)
		origin = attribution_line_at(rows, i, attribution);
	if (origin == NULL)
		origin = marker_at(rows, i, attribution);
	return origin;
}
