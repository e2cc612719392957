/* person-lines.c - the end of a text, where people sign. SPDX-License-Identifier: MIT */
#include "person-own.h"

#include <string.h>

enum {
	SIGN_OFF_LINES = 12, /* from the end of the customer's text */
	NEAR_THE_END = 3,    /* lines, of these */
};

/* "H. Brunner" does not end at the H. */
static bool
is_sentence_end(const char *line, const char *at)
{
	if (at[1] != ' ' || at == line || strchr(".!?", *at) == NULL)
		return false;
	return *at != '.' || !g_ascii_isupper(at[-1]) || (at - line > 1 && g_ascii_isalpha(at[-2]));
}

/* What follows the last sentence that ends within a line; all of it where none does. */
const char *
person_last_words(const char *line)
{
	const char *last = line;

	for (const char *at = line; *at != '\0'; at++)
		if (is_sentence_end(line, at))
			last = at + 2;
	return last;
}

/* "AL> Ann Lee": some programs quote with initials. */
const char *
person_line_text(const char *line)
{
	const char *mark = strchr(line, '>');

	return mark != NULL && mark - line <= 4 ? mark + 1 : line;
}

/* Those that are not blank, the last one first. */
GPtrArray *
person_last_lines(const char *text)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	const char *start = text + strlen(text) + 1;

	while (start > text && lines->len < SIGN_OFF_LINES) {
		const char *end = --start;
		while (start > text && start[-1] != '\n')
			start--;
		g_autofree char *line = g_strstrip(g_strndup(start, (gsize)(end - start)));
		if (*person_line_text(line) != '\0')
			g_ptr_array_add(lines, g_steal_pointer(&line));
	}
	return lines;
}

/* Near the end, or nothing but an address is below it, which is lines without a sentence: else its
 * town would be the only name. */
bool
person_may_sign_line(const GPtrArray *lines, guint i)
{
	if (i < NEAR_THE_END)
		return true;
	if (i + 1 == lines->len)
		return false;
	for (guint k = 1; k < i; k++) {
		const char *line = lines->pdata[k];
		size_t length = strlen(line);
		if (length > MOST_LINE_BYTES || strchr(".!?", line[length - 1]) != NULL)
			return false;
	}
	return true;
}

/* The line above the end where somebody may have signed: all of a short one, what follows the last
 * sentence of a long one. */
const char *
person_signing_part(const char *line)
{
	line = person_line_text(line);
	return strlen(line) <= MOST_LINE_BYTES ? line : person_last_words(line);
}

bool
person_is_short_line(const char *line)
{
	return strlen(line) <= MOST_LINE_BYTES && strpbrk(line, "@0123456789?") == NULL;
}

/* Lines that may be signed, up from the end. */
guint
person_count_signing(const GPtrArray *lines)
{
	guint n = 0;

	while (n < lines->len && person_may_sign_line(lines, n))
		n++;
	return n;
}
