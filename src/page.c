/* page.c - the look of what is told about one reply. SPDX-License-Identifier: MIT */
#include "page.h"

void
page_ink(const Page *page, Ink ink, const char *text)
{
	terminal_ink(page->out, ink, page->colour, text);
}

void
page_label(const Page *page, Ink ink, const char *text)
{
	g_string_append_printf(page->out, "%*s", PAGE_INDENT, "");
	page_ink(page, ink, text);
	glong gap = PAGE_COLUMN - PAGE_INDENT - g_utf8_strlen(text, -1);
	g_string_append_printf(page->out, "%*s", (int)MAX(gap, 1), "");
}

void
page_end(const Page *page)
{
	while (page->out->len > 0 && page->out->str[page->out->len - 1] == ' ')
		g_string_truncate(page->out, page->out->len - 1);
	g_string_append_c(page->out, '\n');
}

void
page_right_marked(const Page *page, const char *marked)
{
	if (*marked != '\0')
		terminal_wrap(page->out, marked, PAGE_COLUMN, PAGE_COLUMN, page->colour);
	else
		page_end(page);
}

void
page_words(const Page *page, const char *words)
{
	g_autofree char *marked = terminal_marked(words, words);

	page_right_marked(page, marked);
}

void
page_right(const Page *page, const char *text)
{
	g_autofree char *line = terminal_clean(text);

	page_right_marked(page, line);
}

void
page_line(const Page *page, Ink ink, const char *label, const char *text)
{
	if (*text == '\0')
		return;
	page_label(page, ink, label);
	page_right(page, text);
}

void
page_part(const Page *page, const char *title, const char *text)
{
	static const char *const none[] = { NULL };

	page_part_marked(page, title, text, none);
}

void
page_part_marked(const Page *page, const char *title, const char *text, const char *const *marks)
{
	g_autofree char *clean = terminal_marked_lines(text, marks);
	g_auto(GStrv) lines = g_strsplit(g_strchomp(clean), "\n", -1);

	if (*clean == '\0')
		return;
	g_string_append_printf(page->out, "%*s", PAGE_INDENT, "");
	page_ink(page, INK_BOLD, title);
	g_string_append_c(page->out, '\n');
	for (char **line = lines; *line != NULL; line++) {
		g_string_append_printf(page->out, "%*s", PAGE_INDENT, "");
		page_ink(page, INK_DIM, "|");
		g_string_append_c(page->out, ' ');
		terminal_marked_append(page->out, g_strchomp(*line), page->colour);
		page_end(page);
	}
}

Ink
page_verdict_ink(const char *verdict)
{
	if (g_str_equal(verdict, "hold") || g_str_equal(verdict, "reject"))
		return INK_RED;
	if (g_str_equal(verdict, "annotate"))
		return INK_YELLOW;
	return g_str_equal(verdict, "skip") ? INK_DIM : INK_GREEN;
}

const char *
page_met(Grade grade)
{
	static const char *const how[] = {
		[GRADE_DISMISSIVE] = "  dismissed",
		[GRADE_NONE] = "  not taken up",
		[GRADE_FORMULA] = "  met by a formula",
		[GRADE_GENERIC] = "  taken up, generic",
		[GRADE_SPECIFIC] = "  taken up, specific",
	};

	return how[grade];
}

Ink
page_met_ink(Grade grade)
{
	return grade >= GRADE_GENERIC ? INK_GREEN : INK_YELLOW;
}

const char *
page_strength(gint64 intensity)
{
	static const char *const names[] = { "faint", "clear", "strong" };

	return names[CLAMP(intensity, 1, 3) - 1];
}
