/* page.h - the look of what empathyctl tells about one reply: labels on the left, words on the
 * right.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_PAGE_H
#define EMPATHY_PAGE_H

#include <glib.h>
#include <stdbool.h>

#include "feeling.h"
#include "terminal.h"

enum { PAGE_INDENT = 2, PAGE_COLUMN = 26 };

typedef struct Page {
	GString *out;
	bool colour;
} Page;

void page_ink(const Page *page, Ink ink, const char *text);
/* Begins a line in the left column. */
void page_label(const Page *page, Ink ink, const char *text);
/* Ends it in the right one: any text, which is cleaned; or one from terminal_marked(). */
void page_right(const Page *page, const char *text);
void page_right_marked(const Page *page, const char *marked);
/* Somebody's words, marked as such. */
void page_words(const Page *page, const char *words);
/* Ends a line with nothing on the right. */
void page_end(const Page *page);
/* Both at once; nothing when the text is empty. */
void page_line(const Page *page, Ink ink, const char *label, const char *text);
/* A part of a mail under a title, each line behind a bar, so that nobody takes it for ours. */
void page_part(const Page *page, const char *title, const char *text);
/* The same with the places of these words marked; the list is %NULL-terminated. */
void page_part_marked(
	const Page *page, const char *title, const char *text, const char *const *marks);

/* "  taken up, specific", under the feeling it met. */
const char *page_met(Grade grade);
Ink page_met_ink(Grade grade);
/* "faint", "clear", "strong". */
const char *page_strength(gint64 intensity);
/* The colours of verdicts, the same everywhere. */
Ink page_verdict_ink(const char *verdict);

#endif
