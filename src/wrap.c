/* wrap.c - lines of plain text broken at a width. SPDX-License-Identifier: MIT */
#include "wrap.h"

#include <stdbool.h>
#include <string.h>

static bool
is_list_mark(const char *word, size_t length)
{
	if (length == 1 && (*word == '-' || *word == '*' || *word == '>'))
		return true;
	return length >= 2 && length <= 3 && g_ascii_isdigit(*word) && word[length - 1] == '.';
}

/* Blanks, quote marks and list marks a line begins with. */
static size_t
prefix_length(const char *line)
{
	size_t length = strspn(line, " \t");
	size_t mark = strcspn(line + length, " \t");

	while (is_list_mark(line + length, mark) && line[length + mark] != '\0') {
		length += mark;
		length += strspn(line + length, " \t");
		mark = strcspn(line + length, " \t");
	}
	return length;
}

/* What the lines after the first begin with: quote marks stay, list marks become blanks. */
static char *
hanging(const char *line, size_t prefix)
{
	char *indent = g_strndup(line, prefix);

	for (char *at = indent; *at != '\0'; at++)
		if (*at != '>' && *at != '\t')
			*at = ' ';
	return indent;
}

static void
wrap_line(const char *line, glong width, GString *out)
{
	size_t prefix = prefix_length(line);
	g_autofree char *indent = hanging(line, prefix);
	const char *at = line + prefix;
	glong indent_width = (glong)g_utf8_strlen(indent, -1);
	glong column = indent_width;
	bool is_first = true;

	g_string_append_len(out, line, (gssize)prefix);
	while (*at != '\0') {
		size_t length = strcspn(at, " ");
		glong word = g_utf8_strlen(at, (gssize)length);
		if (!is_first && column + 1 + word > width) {
			g_string_append_printf(out, "\n%s", indent);
			column = indent_width;
			is_first = true;
		}
		if (!is_first)
			g_string_append_c(out, ' ');
		column += word + (is_first ? 0 : 1);
		g_string_append_len(out, at, (gssize)length);
		is_first = false;
		at += length;
		at += strspn(at, " ");
	}
}

char *
wrap_text(const char *text, glong width)
{
	GString *out = g_string_new(NULL);
	bool was_empty = true; /* none at the top */

	while (*text != '\0') {
		size_t length = strcspn(text, "\n");
		g_autofree char *line = g_strndup(text, length);
		if (!g_str_equal(line, "-- ")) /* a signature's mark has its blank */
			g_strchomp(line);
		bool is_empty = *line == '\0';
		if (!is_empty || !was_empty) {
			if (g_utf8_strlen(line, -1) > width)
				wrap_line(line, width, out);
			else
				g_string_append(out, line);
			g_string_append_c(out, '\n');
		}
		was_empty = is_empty;
		text += length + (text[length] == '\n');
	}
	return g_string_free(out, FALSE);
}

/* Marks that turn the direction of what follows: what is quoted in a sentence of ours must not turn
 * the sentence. */
static bool
is_turn(gunichar letter)
{
	return (letter >= 0x202A && letter <= 0x202E) || (letter >= 0x2066 && letter <= 0x2069);
}

char *
wrap_excerpt(const char *text, glong most)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	GString *out = g_string_new(NULL);
	glong n = 0;
	size_t last_blank = 0;

	for (const char *at = valid; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar letter = g_utf8_get_char(at);
		if (is_turn(letter))
			continue;
		if (g_unichar_isspace(letter) || g_unichar_iscntrl(letter)) {
			if (out->len == 0 || out->str[out->len - 1] == ' ')
				continue;
			letter = ' ';
			last_blank = out->len;
		}
		if (++n > most) {
			g_string_truncate(out, last_blank > out->len / 2 ? last_blank : out->len);
			g_string_append(out, "\xE2\x80\xA6");
			break;
		}
		g_string_append_unichar(out, letter);
	}
	return g_strchomp(g_string_free(out, FALSE));
}
