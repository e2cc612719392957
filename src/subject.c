/* subject.c - what mail programs put before the subject of a reply. SPDX-License-Identifier: MIT */
#include "subject.h"

#include <glib.h>
#include <string.h>

#include "fold.h"

#define BLANKS " \t"
#define WIDE_COLON "\xEF\xBC\x9A"

/* In the languages of the programs. Of letters beyond ASCII, in Hungarian and Greek, all cases that
 * occur; then Chinese, Japanese and Korean. */
static const char *const marks[] = {
	"re",
	"aw",
	"antw",
	"antwort",
	"sv",
	"vs",
	"odp",
	"ynt",
	"res",
	"rif",
	"r",
	"ats",
	"atb",
	"bls",
	"v\xC3\xA1",
	"v\xC3\x81",
	"\xCE\xB1\xCF\x80",
	"\xCE\x91\xCF\x80",
	"\xCE\x91\xCE\xA0",
	"\xE5\x9B\x9E\xE5\xA4\x8D",
	"\xE5\x9B\x9E\xE8\xA6\x86",
	"\xE7\xAD\x94\xE5\xA4\x8D",
	"\xE8\xBF\x94\xE4\xBF\xA1",
	"\xED\x9A\x8C\xEC\x8B\xA0",
};

/* "[2]", "(2)" or "^2", as some programs count. */
static const char *
after_count(const char *text)
{
	bool is_bracketed = *text == '[' || *text == '(';
	if (!is_bracketed && *text != '^')
		return text;
	size_t digits = strspn(text + 1, "0123456789");
	const char *end = text + 1 + digits;
	if (digits == 0)
		return text;
	if (!is_bracketed)
		return end;
	return *end == (*text == '[' ? ']' : ')') ? end + 1 : text;
}

/* NULL: there is no mark. */
static const char *
after_mark(const char *subject)
{
	for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
		size_t length = strlen(marks[i]);
		if (g_ascii_strncasecmp(subject, marks[i], length) != 0)
			continue;
		const char *end = after_count(subject + length);
		end += strspn(end, BLANKS);
		if (*end == ':')
			return end + 1;
		if (g_str_has_prefix(end, WIDE_COLON))
			return end + strlen(WIDE_COLON);
	}
	return NULL;
}

const char *
subject_without_marks(const char *subject)
{
	for (const char *rest = subject; rest != NULL; rest = after_mark(subject))
		subject = rest + strspn(rest, BLANKS);
	return subject;
}

bool
subject_is_reply(const char *subject)
{
	subject += strspn(subject, BLANKS);
	while (*subject == '[') {
		const char *end = strchr(subject, ']');
		if (end == NULL)
			return false;
		subject = end + 1 + strspn(end + 1, BLANKS);
	}
	return after_mark(subject) != NULL;
}

/* Where the bracket begins that the last letter closes; NULL: there is none. */
static const char *
opening_bracket(const char *text, gsize length)
{
	int depth = 0;

	for (gsize at = length; at-- > 0;) {
		depth += text[at] == ']' ? 1 : text[at] == '[' ? -1 : 0;
		if (depth == 0)
			return at + 1 < length ? text + at : NULL;
	}
	return NULL;
}

char *
subject_tail(const char *subject)
{
	g_autofree char *folded = fold(subject);

	const char *tail = opening_bracket(folded, strlen(folded));

	return g_strdup(tail != NULL ? tail : "");
}
