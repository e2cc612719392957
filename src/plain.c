/* plain.c - a text/plain body to lines. SPDX-License-Identifier: MIT */
#include "plain.h"

#include "fold.h"

#include <stdbool.h>
#include <string.h>

Line *
line_new(const char *text, gssize length, int depth, guint marks)
{
	gsize bytes = length < 0 ? strlen(text) : (gsize)length;
	Line *line = g_malloc(sizeof(Line) + bytes + 1);
	char *own = (char *)(line + 1);

	memcpy(own, text, bytes);
	own[bytes] = '\0';
	*line = (Line){ .text = own, .depth = depth, .marks = marks };
	return line;
}

void
line_free(Line *line)
{
	g_free(line);
}

/* Counts '>' with at most a few blanks before the first and one between; returns where the text
 * begins. A flowed line has its marks at the very start: " >" there is a literal. */
static const char *
skip_marks(const char *line, const char *end, PlainFlow flow, int *depth_out)
{
	const char *p = line;
	int depth = 0;

	for (;;) {
		const char *next = p;
		int blanks = 0;
		int most = depth == 0 ? (flow == PLAIN_FIXED ? 3 : 0) : 1;
		while (next < end && *next == ' ' && blanks < most)
			next++, blanks++;
		if (next == end || *next != '>')
			break;
		depth++;
		p = next + 1;
	}
	if (p < end && *p == ' ' && (depth > 0 || flow != PLAIN_FIXED))
		p++;
	*depth_out = MIN(depth, (int)PLAIN_MOST_DEPTH);
	return p;
}

/* GroupWise writes ">>> Ann Reid 03/12/01 10:00AM >>>" above what it quotes without marks; others
 * decorate a line with arrows on both sides. */
static bool
is_framed(const char *line, const char *end)
{
	while (end > line && end[-1] == ' ')
		end--;
	const char *first = line;
	while (first < end && (*first == '>' || *first == ' '))
		first++;
	return first < end && end - line > 8 && memcmp(line, ">>>", 3) == 0 &&
	       (memcmp(end - 3, ">>>", 3) == 0 || memcmp(end - 3, "<<<", 3) == 0);
}

/* A lone ">From" is mbox protecting its own separator, not a quotation. */
static bool
is_escaped_from(const char *line, const char *end)
{
	return end - line > 6 && memcmp(line, ">From ", 6) == 0;
}

static bool
is_separator(const char *text, gsize length)
{
	return length == 3 && memcmp(text, "-- ", 3) == 0;
}

typedef struct Flow {
	PlainFlow kind;
	GString *open; /* the paragraph being joined; empty when none is open */
	int depth;
	bool is_open;
} Flow;

static void
emit(GPtrArray *lines, const char *text, gsize length, int depth)
{
	Line *line = line_new(text, (gssize)length, depth, 0);

	fold_clean(line->text);
	g_ptr_array_add(lines, line);
}

static void
close_paragraph(Flow *flow, GPtrArray *lines)
{
	if (flow->is_open)
		emit(lines, flow->open->str, flow->open->len, flow->depth);
	g_string_truncate(flow->open, 0);
	flow->is_open = false;
}

static void
take_flowed(Flow *flow, GPtrArray *lines, const char *text, gsize length, int depth)
{
	bool goes_on = length > 0 && text[length - 1] == ' ' && !is_separator(text, length);

	if (flow->is_open && (depth != flow->depth || is_separator(text, length)))
		close_paragraph(flow, lines);
	if (!flow->is_open && !goes_on) {
		emit(lines, text, length, depth);
		return;
	}
	if (goes_on && flow->kind == PLAIN_FLOWED_DELSP)
		length--;
	g_string_append_len(flow->open, text, (gssize)length);
	flow->depth = depth;
	flow->is_open = true;
	if (!goes_on)
		close_paragraph(flow, lines);
}

/* The end of the line and, in *next_out, the start of the one after; CR, LF, CRLF. */
static const char *
line_end(const char *line, const char **next_out)
{
	const char *end = line + strcspn(line, "\r\n");

	*next_out = *end == '\0' ? NULL : end + (end[0] == '\r' && end[1] == '\n' ? 2 : 1);
	return end;
}

/* The tail of a wrapped link: no blank in it, and what no word has. */
static bool
is_link_tail(const char *text)
{
	return strncmp(text + strspn(text, " (<"), "http", 4) == 0 ||
	       (strchr(text, ' ') == NULL && strpbrk(text, "/=_%") != NULL);
}

/* A client that wraps after quoting leaves the tail of a long quoted line without its mark, between
 * two marked lines and without a blank line around. */
static void
mend_broken_marks(GPtrArray *lines, guint from)
{
	enum { LONG_LINE = 60 };

	for (guint i = from + 1; i + 1 < lines->len; i++) {
		const Line *before = lines->pdata[i - 1], *after = lines->pdata[i + 1];
		Line *line = lines->pdata[i];
		if (line->depth != 0 || before->depth == 0 || after->depth != before->depth)
			continue;
		gsize length = strlen(line->text), length_before = strlen(before->text);
		if (length > 0 && is_link_tail(line->text)) {
			line->depth = before->depth;
			continue;
		}
		if (length == 0 || length_before < LONG_LINE || length >= length_before)
			continue;
		bool sentence_ended = strchr(".!?:", before->text[length_before - 1]) != NULL;
		if (!sentence_ended && !g_ascii_isupper(line->text[0]))
			line->depth = before->depth;
	}
}

void
plain_to_lines(const char *text, PlainFlow kind, GPtrArray *lines, gboolean *cut_out)
{
	g_autoptr(GString) open = g_string_new(NULL);
	Flow flow = { .kind = kind, .open = open };
	guint from = lines->len;
	const char *next = NULL;

	for (const char *line = text; line != NULL && *line != '\0'; line = next) {
		if (lines->len >= PLAIN_MOST_LINES) {
			*cut_out = TRUE;
			break;
		}
		const char *end = line_end(line, &next);
		int depth = 0;
		const char *body = line;
		if (is_escaped_from(line, end))
			body = line + 1;
		else if (!is_framed(line, end))
			body = skip_marks(line, end, kind, &depth);
		gsize length = (gsize)(end - body);
		if (kind == PLAIN_FIXED)
			emit(lines, body, length, depth);
		else
			take_flowed(&flow, lines, body, length, depth);
	}
	close_paragraph(&flow, lines);
	mend_broken_marks(lines, from);
}
