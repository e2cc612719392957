/* terminal.c - text for eyes: safe to print, wrapped, marked. SPDX-License-Identifier: MIT */
#include "terminal.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { LEAST_WIDTH = 48, MOST_WIDTH = 96 };

static guint width; /* of the terminal; 0: there is none */

/* Where a marked stretch begins and ends, inside clean text, which has no control characters. */
#define MARK_BEGIN '\001'
#define MARK_END '\002'

static const char *const ink_codes[N_INKS] = {
	[INK_PLAIN] = "",
	[INK_BOLD] = "\033[1m",
	[INK_DIM] = "\033[2m",
	[INK_RED] = "\033[1;31m",
	[INK_YELLOW] = "\033[1;33m",
	[INK_GREEN] = "\033[1;32m",
};
static const char ink_off[] = "\033[0m";
static const char marked_on[] = "\033[1;4m";

/* Letters that turn the line around or cannot be seen: they could hide what was written. */
static bool
is_invisible(gunichar c)
{
	if (c == 0x200d || c == 0x200c)
		return false; /* they join letters and emoji */
	return g_unichar_type(c) == G_UNICODE_FORMAT || c == 0xfeff;
}

static bool
is_blank(gunichar c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xa0 || g_unichar_isspace(c);
}

static char *
clean(const char *text, bool keep_lines)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	GString *out = g_string_new("");
	bool owes_blank = false;

	for (const char *at = valid; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);
		if (keep_lines && c == '\n') {
			g_string_append_c(out, '\n');
			owes_blank = false;
		} else if (is_blank(c)) {
			if (keep_lines)
				g_string_append(out, c == '\t' ? "        " : c == '\r' ? "" : " ");
			owes_blank = !keep_lines && out->len > 0;
		} else if (!is_invisible(c)) {
			if (owes_blank)
				g_string_append_c(out, ' ');
			owes_blank = false;
			g_string_append_unichar(out, g_unichar_iscntrl(c) ? 0xfffd : c);
		}
	}
	return g_string_free(out, FALSE);
}

char *
terminal_clean(const char *text)
{
	return clean(text, false);
}

char *
terminal_marked(const char *text, const char *mark)
{
	char *line = terminal_clean(text);
	g_autofree char *words = terminal_clean(mark);
	const char *found = *words != '\0' ? strstr(line, words) : NULL;

	if (found == NULL)
		return line;
	char *marked = g_strdup_printf("%.*s%c%s%c%s", (int)(found - line), line, MARK_BEGIN, words,
		MARK_END, found + strlen(words));
	g_free(line);
	return marked;
}

/* How much of text is these words, however the blanks between them are written; 0: none. */
static gsize
same_words(const char *text, const char *words)
{
	const char *at = text;

	while (*words != '\0') {
		bool is_gap = *words == ' ';
		if (is_gap ? !g_ascii_isspace(*at) : *at != *words)
			return 0;
		for (at++, words++; is_gap && g_ascii_isspace(*at);)
			at++;
	}
	return (gsize)(at - text);
}

/* Marks each line of a passage for itself, so that what stands between lines stays outside. */
static char *
with_marks(const char *text, const GByteArray *is_inside)
{
	GString *out = g_string_new("");
	bool was_inside = false;

	for (gsize i = 0; i < is_inside->len; i++) {
		bool inside = is_inside->data[i] != 0 && text[i] != '\n';
		if (inside != was_inside)
			g_string_append_c(out, inside ? MARK_BEGIN : MARK_END);
		g_string_append_c(out, text[i]);
		was_inside = inside;
	}
	if (was_inside)
		g_string_append_c(out, MARK_END);
	return g_string_free(out, FALSE);
}

char *
terminal_marked_lines(const char *text, const char *const *marks)
{
	g_autofree char *lines = clean(text, true);
	gsize length = strlen(lines);
	g_autoptr(GByteArray) is_inside = g_byte_array_sized_new((guint)length);

	g_byte_array_set_size(is_inside, (guint)length);
	if (length > 0)
		memset(is_inside->data, 0, length);
	for (; *marks != NULL; marks++) {
		g_autofree char *words = terminal_clean(*marks);
		for (gsize i = 0; i < length; i++) {
			gsize found = same_words(lines + i, words);
			if (found > 0)
				memset(is_inside->data + i, 1, found);
		}
	}
	return with_marks(lines, is_inside);
}

void
terminal_ink(GString *out, Ink ink, bool colour, const char *text)
{
	if (colour && ink != INK_PLAIN)
		g_string_append_printf(out, "%s%s%s", ink_codes[ink], text, ink_off);
	else
		g_string_append(out, text);
}

/* One word, its marks turned into what the eye sees. */
static void
append_word(GString *out, const char *word, gsize length, bool colour)
{
	for (gsize i = 0; i < length; i++) {
		if (word[i] == MARK_BEGIN)
			g_string_append(out, colour ? marked_on : "«");
		else if (word[i] == MARK_END)
			g_string_append(out, colour ? ink_off : "»");
		else
			g_string_append_c(out, word[i]);
	}
}

void
terminal_marked_append(GString *out, const char *text, bool colour)
{
	append_word(out, text, strlen(text), colour);
}

void
terminal_fit(int file)
{
	struct winsize size = { 0 };

	if (isatty(file) && ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		width = size.ws_col;
}

guint
terminal_width(void)
{
	return width;
}

guint
terminal_text_width(guint most)
{
	return width > 0 ? CLAMP(width, LEAST_WIDTH, most) : most;
}

void
terminal_wrap(GString *out, const char *text, guint column, guint hang, bool colour)
{
	const guint line_width = terminal_text_width(MOST_WIDTH);
	bool is_first = true;

	while (*text != '\0') {
		gsize length = strcspn(text, " ");
		guint length_shown = (guint)g_utf8_strlen(text, (gssize)length);
		if (!is_first && column + 1 + length_shown > line_width) {
			g_string_append_printf(out, "\n%*s", (int)hang, "");
			column = hang;
		} else if (!is_first) {
			g_string_append_c(out, ' ');
			column++;
		}
		append_word(out, text, length, colour);
		column += length_shown;
		is_first = false;
		text += length;
		text += strspn(text, " ");
	}
	g_string_append_c(out, '\n');
}
