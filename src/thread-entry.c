/* thread-entry.c - what helpdesks put around messages they send: a line to reply above, notices,
 * and for each message of the ticket who wrote it when, newest first.
 * SPDX-License-Identifier: MIT */
#include "origin.h"

#include <string.h>

enum {
	MOST_ENTRY = 160,
	MOST_NAME = 80,
	MOST_DATE = 60,
	MOST_MARKER = 200,
	MOST_PARAGRAPH = 6, /* rows of a notice */
	FIRST_ROWS = 4,     /* with text, in which a marker needs no dashes */
};

/* ---- templates ----------------------------------------------------------------------------- */

static bool
is_marker(const Row *row, guint seen, const Attribution *attribution)
{
	bool is_drawn = strpbrk(row->fold, "-#=_") != NULL;

	return row->length <= MOST_MARKER && (is_drawn || seen < FIRST_ROWS) &&
	       row_finds(row, attribution, WORD_REPLY_ABOVE, NULL) != NULL;
}

static bool
is_banner(const Row *row, guint seen, const Attribution *attribution)
{
	return (seen < FIRST_ROWS || row->depth > 0) &&
	       row_finds(row, attribution, WORD_BANNER, NULL) != NULL;
}

/* osTicket hides its marker and shows "Ticket #12 - Ann - 3/3/20 10:15 AM" below a rule. */
static bool
is_ticket_line(const Row *row, bool below_rule, const Attribution *attribution)
{
	return below_rule && row->length <= MOST_ENTRY &&
	       attribution_begins(attribution, WORD_TICKET, row->fold) > 0 && has_day(row->fold) &&
	       has_time(row->fold);
}

bool
thread_mark_templates(Rows *rows, const Attribution *attribution)
{
	bool found = false, above_is_blank = true;
	guint seen = 0, rest = 0; /* rows left of a paragraph that is a notice */

	for (guint i = 0; i < rows->count; i++) {
		Row *row = &rows->row[i];
		if (row_is_blank(row) || row_is_ruled(row)) {
			above_is_blank = true;
			rest = 0;
			continue;
		}
		bool below_rule =
			(row->marks & LINE_RULE) != 0 || (i > 0 && row_is_ruled(&rows->row[i - 1]));
		if (is_marker(row, seen, attribution) ||
			is_ticket_line(row, below_rule, attribution))
			found = true;
		bool is_notice = attribution_begins(attribution, WORD_TEMPLATE, row->fold) > 0;
		found = found || is_notice;
		bool begins = is_notice || is_banner(row, seen, attribution);
		row->is_template = begins || rest > 0;
		if (rest > 0)
			rest--;
		if (begins && above_is_blank)
			rest = MOST_PARAGRAPH;
		above_is_blank = false;
		/* Below a header block another message begins. */
		bool is_label = attribution_label(attribution, row->fold, NULL) != WORD_KINDS;
		seen = is_label ? 0 : seen + 1;
	}
	return found;
}

/* ---- entries ------------------------------------------------------------------------------- */

static bool
ruled_above(const Rows *rows, guint i)
{
	if ((rows->row[i].marks & LINE_RULE) != 0)
		return true;
	for (guint j = i; j > 0 && i - j < 2; j--) {
		const Row *row = &rows->row[j - 1];
		if (!row_is_blank(row))
			return row_is_ruled(row);
	}
	return false;
}

/* Nothing but what the helpdesk says of itself stands above: its newest message needs no rule. */
static bool
is_first_entry(const Rows *rows, guint i, const Attribution *attribution)
{
	bool is_below = false;

	for (guint j = 0; j < i; j++) {
		const Row *row = &rows->row[j];
		if (row_is_blank(row) || row_is_ruled(row))
			continue;
		is_below = row->is_template || is_marker(row, 0, attribution);
		if (!is_below)
			return false;
	}
	return is_below;
}

/* Where the date begins: its first number, and the month before that. */
static gsize
date_begins(const char *text)
{
	gsize at = 0;

	for (at = 0; text[at] != '\0'; at++) {
		bool starts_word = at == 0 || strchr(" ,(", text[at - 1]) != NULL;
		if (g_ascii_isdigit(text[at]) && starts_word)
			break;
	}
	gsize month = at;
	while (month > 0 && text[month - 1] == ' ')
		month--;
	if (month == 0 || text[month - 1] == ',' || text[month - 1] == '-' ||
		text[month - 1] == ')')
		return at;
	while (month > 0 && text[month - 1] != ' ')
		month--;
	return month > 0 && text[at] != '\0' &&
			       strchr(",-", text[month >= 2 ? month - 2 : 0]) != NULL
		       ? month
		       : at;
}

/* "Ticket #220011 - Ann Reid - ": the last part is the name. */
static char *
last_part(const char *text, gsize length)
{
	static const char *const marks[] = { " - ", " \xC2\xB7 ", " | ", " \xE2\x80\x93 " };
	g_autofree char *all = g_strndup(text, length);
	char *start = all;

	while (length > 0 && strchr(" ,-|", all[length - 1]) != NULL)
		all[--length] = '\0';
	if (g_str_has_suffix(all, "\xC2\xB7"))
		all[length - 2] = '\0';
	g_strchomp(all);
	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
		char *found = g_strrstr(start, marks[i]);
		if (found != NULL)
			start = found + strlen(marks[i]);
	}
	return g_strdup(start);
}

static Origin *
entry_new(guint i, guint rows, const char *name, const char *date)
{
	Origin *origin = origin_new(ORIGIN_ENTRY, i, rows);

	address_free(origin->from);
	origin->from = written_address(name);
	g_free(origin->date);
	origin->date = g_strstrip(g_strdup(date));
	if (g_str_has_suffix(origin->date, ":"))
		origin->date[strlen(origin->date) - 1] = '\0';
	return origin;
}

/* "Ann Reid commented:", "Ann Reid raised this request on 26/Feb/25 8:31 PM:". */
static Origin *
entry_with_verb(const Row *row, guint i, const Attribution *attribution)
{
	gsize length = 0;
	const char *verb = row_finds(row, attribution, WORD_POSTED, &length);
	if (verb == NULL || verb == row->fold || verb - row->fold > MOST_NAME)
		return NULL;

	const char *rest = verb + length;
	bool is_dated = has_day(rest) && has_time(rest);
	bool ends = strcmp(rest, ":") == 0;
	if (!is_dated && !ends)
		return NULL;
	/* Folding may have shortened what stands before; the verb's first word finds its place. */
	g_autofree char *word = g_strndup(verb, strcspn(verb, " :"));
	const char *at = g_strrstr(row->text, word);
	g_autofree char *name =
		at != NULL ? g_strndup(row->text, (gsize)(at - row->text)) : g_strdup("");
	return entry_new(i, 1, name, is_dated ? rest : "");
}

static bool
is_date_row(const Row *row)
{
	return row->length <= MOST_DATE && has_day(row->fold) && has_time(row->fold);
}

/* "Nov 26, 2026, 10:14 GMT" alone; not "4 May at 10:15 your fitter rang". */
static bool
is_only_date(const char *text)
{
	enum { LONGEST = 2 }; /* "at", "pm", "um" */

	for (const char *at = text; *at != '\0';) {
		size_t length = strcspn(at, " ");
		if (length > LONGEST && g_unichar_islower(g_utf8_get_char(at)))
			return false;
		at += length + strspn(at + length, " ");
	}
	return *text != '\0' && strchr(".!?", text[strlen(text) - 1]) == NULL;
}

/* A name and a date without a rule above may begin a sentence: they are an entry only by
 * themselves.
 */
static bool
is_bare_entry(const Rows *rows, guint i)
{
	const Row *row = &rows->row[i];
	guint next = rows_next(rows, i + 1);

	if (has_day(row->fold) && has_time(row->fold)) {
		gsize begins = date_begins(row->text);
		gsize name = begins;
		while (name > 0 && row->text[name - 1] == ' ')
			name--;
		return name > 0 && strchr(",-|(", row->text[name - 1]) != NULL &&
		       is_only_date(row->text + begins);
	}
	return next < rows->count && strchr(",.!?:", row->text[strlen(row->text) - 1]) == NULL &&
	       is_only_date(rows->row[next].text);
}

Origin *
thread_entry_at(const Rows *rows, guint i, const Attribution *attribution)
{
	const Row *row = &rows->row[i];
	if (row_is_blank(row) || row->length > MOST_ENTRY)
		return NULL;

	Origin *origin = entry_with_verb(row, i, attribution);
	if (origin != NULL)
		return origin;
	if (!ruled_above(rows, i) &&
		!(is_first_entry(rows, i, attribution) && is_bare_entry(rows, i)))
		return NULL;
	if (has_day(row->fold) && has_time(row->fold)) {
		gsize begins = date_begins(row->text);
		g_autofree char *name = last_part(row->text, begins);
		return *name != '\0' ? entry_new(i, 1, name, row->text + begins) : NULL;
	}
	/* Name and date in rows of their own. */
	guint next = rows_next(rows, i + 1);
	if (row->length <= MOST_NAME && next <= i + 2 && next < rows->count &&
		is_date_row(&rows->row[next]))
		return entry_new(i, next + 1 - i, row->text, rows->row[next].text);
	return NULL;
}
