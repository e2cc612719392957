/* signature.c - where the writer stops writing. SPDX-License-Identifier: MIT */
#include "signature.h"

#include "fold.h"

#include <string.h>

enum {
	MOST_SIGNATURE = 25, /* rows below "-- " */
	MOST_FOOTER = 5,     /* rows of a footer below a line of underscores, the line included */
	MOST_BLOCK = 12,     /* rows with text below a sign-off */
	MOST_WIDTH = 90,     /* bytes of a row in a name block */
	MOST_WORDS = 9,
	MOST_SENT_FROM = 160,
	MOST_NAME_ROWS = 4,
};

typedef struct Part {
	Rows *rows;
	const guint *index; /* the rows with text that belong to the author */
	guint count;
	const Attribution *attribution;
	char *name; /* folded */
} Part;

static const Row *
row_of(const Part *part, guint i)
{
	return &part->rows->row[part->index[i]];
}

static guint
words_in(const char *fold)
{
	guint words = *fold != '\0' ? 1 : 0;

	for (const char *p = fold; *p != '\0'; p++)
		words += *p == ' ';
	return words;
}

/* "-- ", and what people make of it. */
static bool
is_delimiter(const Row *row)
{
	return row->length >= 2 && row_is_ruled(row) && row->fold[0] != '#';
}

static bool
is_short_delimiter(const Row *row)
{
	return is_delimiter(row) && (row->length <= 3 || row->fold[0] == '_');
}

static bool
is_sent_from(const Part *part, const Row *row)
{
	const char *start = row->fold + strspn(row->fold, "<([-_ ");

	if (row->length > MOST_SENT_FROM ||
		attribution_begins(part->attribution, WORD_SENT_FROM, start) == 0)
		return false;
	/* "Sent from my desk, it is easier than from the phone." is a sentence. */
	return words_in(start) <= 8 || strchr(start, ',') == NULL || !g_str_has_suffix(start, ".");
}

/* "Kind regards,", "Thanks, Bob", "Viele Gruesse aus Bonn": the phrase, and few words after it. */
static bool
is_sign_off(const Part *part, const Row *row)
{
	const char *start = row->fold + strspn(row->fold, "-~/ ");
	gsize length = attribution_begins(part->attribution, WORD_SIGN_OFF, start);
	if (length == 0)
		return false;

	const char *rest = start + length;
	bool comma = *rest == ',' || *rest == '.' || *rest == '!' || *rest == '-';
	rest += strspn(rest, " ,.!-:");
	guint words = words_in(rest);
	return words == 0 || (words <= 3 && strpbrk(rest, "0123456789") == NULL &&
				     (comma || row->length < 40) && strchr(rest, '?') == NULL);
}

/* A row that stands in a name block: short and no sentence. */
static bool
is_block_row(const Row *row)
{
	if (row->length > MOST_WIDTH || row->fold[row->length - 1] == '?')
		return false;
	guint words = words_in(row->fold);
	bool has_contact = strchr(row->fold, '@') != NULL || strstr(row->fold, "http") != NULL ||
			   strstr(row->fold, "www.") != NULL || strchr(row->fold, '|') != NULL;
	if (has_contact)
		return true;
	if (words > MOST_WORDS)
		return false;
	return !(words > 5 && strchr(".!:", row->fold[row->length - 1]) != NULL);
}

static bool
is_disclaimer(const Part *part, const Row *row)
{
	return row->length > 15 && row_finds(row, part->attribution, WORD_DISCLAIMER, NULL) != NULL;
}

static bool
blank_above(const Part *part, guint i)
{
	return i == 0 || part->index[i] > part->index[i - 1] + 1;
}

/* The first row of the paragraph in which a disclaimer is. */
static guint
find_disclaimer(const Part *part, guint end)
{
	for (guint i = 0; i < end; i++) {
		if (!is_disclaimer(part, row_of(part, i)))
			continue;
		guint start = i;
		while (start > 0 && !blank_above(part, start) && i - start < 6 &&
			!is_delimiter(row_of(part, start - 1)))
			start--;
		return start;
	}
	return end;
}

/* Rules are drawn between sections, too: below one, sentences go on. */
static bool
is_all_block(const Part *part, guint from, guint end)
{
	for (guint i = from; i < end; i++) {
		const Row *row = row_of(part, i);
		if (is_disclaimer(part, row))
			return true;
		if (!is_block_row(row) && !is_sent_from(part, row))
			return false;
	}
	return true;
}

/* "-- " and all below it, if that is little enough to be a signature. */
static guint
find_delimiter(const Part *part, guint end)
{
	guint least = end > MOST_SIGNATURE ? end - MOST_SIGNATURE : 0;

	for (guint i = least; i < end; i++) {
		const Row *row = row_of(part, i);
		if (!is_short_delimiter(row))
			continue;
		bool is_sure = strcmp(row->fold, "--") == 0 || strcmp(row->fold, "-") == 0;
		bool is_footer = row->fold[0] == '_' && end - i <= MOST_FOOTER;
		if (is_sure || is_footer || is_all_block(part, i + 1, end))
			return i;
	}
	return end;
}

static guint
drop_rules(const Part *part, guint end)
{
	while (end > 0 && is_delimiter(row_of(part, end - 1)))
		end--;
	return end;
}

static guint
find_sent_from(const Part *part, guint end)
{
	guint start = end;

	for (guint i = end; i > 0 && end - i < MOST_BLOCK; i--) {
		const Row *row = row_of(part, i - 1);
		if (is_sent_from(part, row))
			start = i - 1;
		else if (!is_block_row(row))
			break;
	}
	return start;
}

/* The lowest sign-off with nothing but a name block below it. */
static guint
find_sign_off(const Part *part, guint end)
{
	for (guint i = end; i > 0 && end - i < MOST_BLOCK; i--) {
		const Row *row = row_of(part, i - 1);
		if (is_sign_off(part, row)) {
			guint start = i - 1;
			while (start > 0 && is_sign_off(part, row_of(part, start - 1)) &&
				!blank_above(part, start))
				start--;
			return start;
		}
		if (!is_block_row(row))
			break;
	}
	return end;
}

/* Whether every word of the row's beginning is one of the author's names. */
static bool
is_own_name(const Part *part, const Row *row)
{
	const char *start = row->fold + strspn(row->fold, "-~/ ");
	gsize length = strcspn(start, ",|(");
	g_autofree char *text = g_strndup(start, length);
	g_auto(GStrv) words = g_strsplit_set(text, " .", -1);
	guint seen = 0;

	if (*part->name == '\0' || row->length > MOST_WIDTH)
		return false;
	for (gsize i = 0; words[i] != NULL; i++) {
		gsize size = strlen(words[i]);
		if (size == 0)
			continue;
		const char *found = strstr(part->name, words[i]);
		bool whole = found != NULL && (found == part->name || found[-1] == ' ') &&
			     (found[size] == '\0' || found[size] == ' ');
		if (!whole)
			return false;
		seen++;
	}
	return seen > 0;
}

/* No closing word, only the name: the last short paragraph that begins with it. */
static guint
find_name(const Part *part, guint end, guint least)
{
	for (guint i = end; i > 0 && end - i < MOST_NAME_ROWS; i--) {
		const Row *row = row_of(part, i - 1);
		if (!is_block_row(row))
			break;
		if (i - 1 >= least && is_own_name(part, row))
			return i - 1;
	}
	return end;
}

/* Capitalised words and nothing else: "Ann Reid", "Jan de Vries", "Customer Relations". */
static bool
is_name_like(const Row *row)
{
	const char *text = row->text + strspn(row->text, "-~/* ");
	guint words = words_in(row->fold);

	if (words > 4 || row->length > 40 || row->length < 2)
		return false;
	bool at_start = true;
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (g_unichar_isdigit(c) ||
			(c < 0x80 && strchr(":;!?@/\\=<>[]{}#*_\"", (char)c) != NULL))
			return false;
		if (at_start && p == text && !g_unichar_isupper(c))
			return false;
		at_start = c == ' ';
	}
	const char *last = strrchr(text, ' ');
	if (last != NULL && !g_unichar_isupper(g_utf8_get_char(last + 1)) && last[1] != '(')
		return false;
	return !g_str_has_suffix(row->fold, ".") && !g_str_has_suffix(row->fold, ",");
}

/* Nobody we know, but a name in the place of one: the first row of a last, short paragraph, or
 * below a short row that ends in a comma. */
static guint
find_unknown_name(const Part *part, guint end)
{
	for (guint i = end; i > 1 && end - i < MOST_NAME_ROWS; i--) {
		const Row *row = row_of(part, i - 1), *above = row_of(part, i - 2);
		if (!is_block_row(row))
			break;
		if (!is_name_like(row))
			continue;
		bool below_comma = !blank_above(part, i - 1) && above->length < 60 && i > 2 &&
				   above->fold[above->length - 1] == ',';
		if (below_comma)
			return i - 2;
		if (blank_above(part, i - 1))
			return i - 1;
	}
	return end;
}

static void
mark_from(const Part *part, guint start)
{
	bool has_text = false;

	for (guint i = start; i < part->count; i++)
		has_text = has_text || !is_delimiter(row_of(part, i));
	for (guint i = start; i < part->count; i++)
		part->rows->row[part->index[i]].kind = has_text ? ROW_SIGNATURE : ROW_MACHINE;
}

/* From below: whatever stands after the last words of the text, layer by layer. */
static void
mark_part(const Part *part, bool is_first)
{
	guint least = is_first ? 1 : 0;
	guint end = find_disclaimer(part, find_delimiter(part, part->count));

	end = drop_rules(part, end);
	end = find_sent_from(part, end);
	guint start = find_sign_off(part, end);
	if (start == end)
		start = find_name(part, end, least);
	if (start == end)
		start = find_unknown_name(part, end);
	if (start >= least)
		end = start;
	end = drop_rules(part, end);
	mark_from(part, end);
}

void
signature_mark(Rows *rows, guint from, guint to, const Attribution *attribution, const char *name,
	bool is_first)
{
	g_autoptr(GArray) index = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autofree char *folded = fold(name);
	Part part = { .rows = rows, .attribution = attribution, .name = folded };

	for (guint i = from; i < to; i++) {
		Row *row = &rows->row[i];
		if (row_is_blank(row) || row->kind != ROW_TEXT)
			continue;
		if ((row->marks & LINE_SIGNATURE) != 0 || is_sent_from(&part, row))
			row->kind = ROW_SIGNATURE;
		else
			g_array_append_val(index, i);
	}
	part.index = (const guint *)(const void *)index->data;
	part.count = index->len;
	if (part.count > 0)
		mark_part(&part, is_first);
}
