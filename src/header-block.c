/* header-block.c - a quoted message that begins with its header fields.
 *
 * Outlook puts no mark before quoted text, only "From: Sent: To: Subject:" above it, in the
 * language, order and typography of the day: bold, wrapped, with tabs, with blank lines between.
 * Lotus Notes puts name and date on lines of their own above "To:" and "Subject:".
 * SPDX-License-Identifier: MIT */
#include "origin.h"

#include "fold.h"

#include <string.h>

enum {
	MOST_CONTINUATION = 12, /* rows of a wrapped list of recipients */
	MOST_BLOCK = 60,        /* rows in all */
	MOST_LABEL_ROW = 2000,  /* bytes */
	NOTES_ROWS = 5,         /* rows that Lotus Notes puts above its first label */
	NOTES_WIDTH = 100,
};

typedef struct Block {
	bool has[WORD_KINDS];
	guint end; /* the row behind it */
	GString *from;
	GString *sent;
	bool has_address;
	bool is_inline; /* several fields in one row */
} Block;

static WordKind
label_of(const Row *row, const Attribution *attribution)
{
	if (row_is_blank(row) || row->length > MOST_LABEL_ROW)
		return WORD_KINDS;
	return attribution_label(attribution, row->fold, NULL);
}

/* What stands behind the first colon, as written. */
static const char *
value_of(const char *text)
{
	const char *ascii = strchr(text, ':');
	const char *wide = strstr(text, "\xEF\xBC\x9A"); /* Japanese and Chinese clients */

	if (wide != NULL && (ascii == NULL || wide < ascii))
		return wide + 3;
	return ascii != NULL ? ascii + 1 : text;
}

static void
take_value(Block *block, WordKind kind, const char *text)
{
	if (strchr(text, '@') != NULL)
		block->has_address = true;
	GString *into = kind == WORD_FROM ? block->from : kind == WORD_SENT ? block->sent : NULL;
	if (into == NULL || into->len > 500)
		return;
	if (into->len > 0)
		g_string_append_c(into, ' ');
	g_string_append(into, text);
}

/* A row without a label belongs to the block when another label follows soon, without a blank row
 * between: a wrapped value. */
static bool
goes_on(const Rows *rows, guint i, int depth, const Attribution *attribution)
{
	for (guint j = i; j < rows->count && j < i + MOST_CONTINUATION; j++) {
		const Row *row = &rows->row[j];
		if (row_is_blank(row) || row->depth != depth)
			return false;
		if (label_of(row, attribution) != WORD_KINDS)
			return true;
	}
	return false;
}

/* Some clients put every field into a paragraph of its own. */
static bool
label_follows_blank(
	const Rows *rows, guint i, int depth, const Block *block, const Attribution *attribution)
{
	guint next = rows_next(rows, i);

	if (next >= rows->count || next > i + 1 || rows->row[next].depth != depth)
		return false;
	WordKind kind = label_of(&rows->row[next], attribution);
	return kind != WORD_KINDS && !block->has[kind];
}

/* "Subject: Two\nline subject": a short tail behind the last label, before a blank row. */
static bool
is_last_tail(const Rows *rows, guint i, int depth, WordKind last)
{
	const Row *row = &rows->row[i];

	if (last != WORD_SUBJECT && last != WORD_TO && last != WORD_CC && last != WORD_FROM)
		return false;
	if (row->depth != depth || row_is_blank(row) || i + 1 >= rows->count ||
		!row_is_blank(&rows->row[i + 1]))
		return false;
	if (last != WORD_SUBJECT)
		return strchr(row->fold, '@') != NULL;
	/* Wrapped by the client: the row above was full, or this one begins in mid-sentence. */
	return rows->row[i - 1].length >= 60 ||
	       (row->length < 60 && g_ascii_islower(row->text[0]) &&
		       strchr(".!?,", row->fold[row->length - 1]) == NULL);
}

/* HTML mail may show all fields in one line: "From: ann@a.example Date: Thu, 24 Mar 2016". */
static void
take_inline(Block *block, const Row *row, const Attribution *attribution)
{
	for (const char *p = row->fold; (p = strchr(p, ' ')) != NULL; p++) {
		WordKind kind = attribution_label(attribution, p + 1, NULL);
		if (kind == WORD_KINDS)
			continue;
		block->has[kind] = true;
		if (kind == WORD_SENT)
			take_value(block, kind, strchr(p, ':') + 1);
		block->is_inline = true;
	}
}

static void
read_block(Block *block, const Rows *rows, guint i, const Attribution *attribution)
{
	int depth = rows->row[i].depth;
	WordKind last = WORD_KINDS;

	block->end = i;
	for (guint j = i; j < rows->count && j < i + MOST_BLOCK; j++) {
		const Row *row = &rows->row[j];
		WordKind kind = row->depth == depth ? label_of(row, attribution) : WORD_KINDS;
		if (kind != WORD_KINDS) {
			block->has[kind] = true;
			take_value(block, kind, value_of(row->text));
			if (kind == WORD_FROM && j == i && row->length < 500)
				take_inline(block, row, attribution);
			last = kind;
		} else if (row_is_blank(row)) {
			if (!label_follows_blank(rows, j, depth, block, attribution))
				return;
			continue;
		} else if (goes_on(rows, j, depth, attribution) ||
			   is_last_tail(rows, j, depth, last)) {
			take_value(block, last, row->text);
		} else {
			return;
		}
		block->end = j + 1;
	}
}

/* Two fields that only mail has together. A form in running text ("From: Berlin, To: Paris, Date:
 * ...") names neither a subject nor an address. */
static bool
is_mail(const Block *block)
{
	const bool *has = block->has;
	bool dated = has[WORD_SENT] && has_date(block->sent->str);

	if (has[WORD_FROM])
		return (has[WORD_SUBJECT] && (has[WORD_SENT] || has[WORD_TO])) ||
		       (has[WORD_SENT] && dated && (block->has_address || has[WORD_TO])) ||
		       (has[WORD_TO] && block->has_address);
	return (dated && has[WORD_TO] && block->has_address) ||
	       (has[WORD_TO] && (has[WORD_SUBJECT] || has[WORD_CC])) ||
	       (dated && has[WORD_SUBJECT] && has_time(block->sent->str));
}

/* ---- Lotus Notes --------------------------------------------------------------------------- */

static bool
is_notes_row(const Row *row, int depth)
{
	return row->depth == depth && row->length < NOTES_WIDTH && row->kind == ROW_TEXT;
}

/* Climbs from the first label over date, "Sent by:" and name rows; returns the first of them, or i.
 */
static guint
climb(const Rows *rows, guint i, guint least, GString *sent)
{
	guint dated = rows->count, top = i;
	int depth = rows->row[i].depth;

	for (guint j = i; j > least && i - j < NOTES_ROWS; j--) {
		const Row *row = &rows->row[j - 1];
		if (!is_notes_row(row, depth) || (row_is_blank(row) && dated < rows->count))
			break;
		if (row_is_blank(row))
			continue;
		bool is_dated = has_date(row->fold);
		top = j - 1;
		if (is_dated && dated == rows->count)
			g_string_append(sent, sent->len == 0 ? row->text : "");
		if (is_dated)
			dated = j - 1;
		/* A date that begins its row leaves the name to the rows above. */
		bool is_delegate = strchr(row->fold, ':') != NULL && !is_dated;
		if (dated < rows->count && !is_delegate && !g_ascii_isdigit(row->fold[0]))
			break;
	}
	return dated < rows->count ? top : i;
}

static Address *
notes_author(const Rows *rows, guint top, guint i)
{
	g_autoptr(GString) name = g_string_new(NULL);

	for (guint j = top; j < i && j < top + 2; j++) {
		const char *text = rows->row[j].text;
		const char *on = strstr(text, " on ");
		if (j > top && (has_date(rows->row[j].fold) || strstr(text, "Sent by") != NULL))
			break;
		g_string_append_c(name, ' ');
		g_string_append_len(
			name, text, on != NULL && has_date(on) ? on - text : (gssize)strlen(text));
		if (on != NULL)
			break;
	}
	return written_address(name->str);
}

/* ---- the block ----------------------------------------------------------------------------- */

/* "From: James Steffes@ENRON on 10/06/2000": Notes again, in one field. */
static void
split_notes_from(Block *block)
{
	char *on = strstr(block->from->str, " on ");

	if (on == NULL || !has_date(on))
		return;
	if (block->sent->len == 0)
		g_string_append(block->sent, on + strlen(" on "));
	g_string_truncate(block->from, (gsize)(on - block->from->str));
}

static Origin *
origin_of(Block *block, const Rows *rows, guint i, guint least)
{
	guint top = i;

	split_notes_from(block);
	if (!block->has[WORD_FROM])
		top = climb(rows, i, least, block->sent);
	if (!is_mail(block) || (block->end - i < 2 && top == i && !block->is_inline))
		return NULL;
	Origin *origin = origin_new(ORIGIN_HEADER, top, block->end - top);
	address_free(origin->from);
	origin->from = top < i ? notes_author(rows, top, i) : written_address(block->from->str);
	g_free(origin->date);
	origin->date = g_strstrip(g_strdup(block->sent->str));
	g_strdelimit(origin->date, "*", ' ');
	g_strstrip(origin->date);
	return origin;
}

Origin *
header_block_at(const Rows *rows, guint i, guint least, const Attribution *attribution)
{
	if (label_of(&rows->row[i], attribution) == WORD_KINDS)
		return NULL;

	g_autoptr(GString) from = g_string_new(NULL);
	g_autoptr(GString) sent = g_string_new(NULL);
	Block block = { .from = from, .sent = sent };
	read_block(&block, rows, i, attribution);
	return origin_of(&block, rows, i, least);
}
