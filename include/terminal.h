/* terminal.h - text for eyes: safe to print, wrapped, with words marked.
 *
 * Mail is hostile: escape sequences, other control characters and direction marks never reach a
 * terminal.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_TERMINAL_H
#define EMPATHY_TERMINAL_H

#include <glib.h>
#include <stdbool.h>

typedef enum Ink { INK_PLAIN, INK_BOLD, INK_DIM, INK_RED, INK_YELLOW, INK_GREEN, N_INKS } Ink;

/* One line of clean text: blanks squeezed, what a terminal would obey removed. Caller frees. */
char *terminal_clean(const char *text);
/* Clean text with every occurrence of mark's first place marked: «so» without colour. */
char *terminal_marked(const char *text, const char *mark);

/* The same with lines kept, and every place of each of marks marked, across line ends too. */
char *terminal_marked_lines(const char *text, const char *const *marks);

/* Appends clean text, marked or not, as it is. */
void terminal_marked_append(GString *out, const char *text, bool colour);
/* Appends text in an ink; without colour as it is. The text must be clean. */
void terminal_ink(GString *out, Ink ink, bool colour, const char *text);
/* Wraps no wider than the terminal behind this file, if it is one. Once, before any thread. */
void terminal_fit(int file);
/* Of that terminal, in columns; 0: it is none, or does not say. */
guint terminal_width(void);
/* Of lines of text: at most @most, less where the terminal is narrower. */
guint terminal_text_width(guint most);
/* Appends clean text, marked or not, wrapped at 96 columns or where the terminal ends; the first
 * line begins at column, the others are indented by hang. Ends with a line end. */
void terminal_wrap(GString *out, const char *text, guint column, guint hang, bool colour);

#endif
