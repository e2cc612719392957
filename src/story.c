/* story.c - words that may be told to colleagues. SPDX-License-Identifier: MIT */
#include "story.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "mask.h"

/* "support@", "info@": words of trade in addresses, and ordinary ones in mail. */
enum { LEAST_OF_A_NAME = 3 };

static char *
replaced(const char *text, const char *pattern, GRegexCompileFlags flags, const char *with)
{
	g_autoptr(GRegex) regex = g_regex_new(pattern, flags | G_REGEX_OPTIMIZE, 0, NULL);
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	char *result = regex != NULL ? g_regex_replace(regex, valid, -1, 0, with, 0, NULL) : NULL;

	/* What cannot be cleaned is not told. */
	return result != NULL ? result : g_strdup("[...]");
}

static char *
without_parts(char *text, const char *customer)
{
	const char *at = strchr(customer, '@');
	g_autofree char *local = g_strndup(customer, at != NULL ? (gsize)(at - customer) : 0);
	g_auto(GStrv) parts = g_strsplit_set(local, "._+-0123456789", 16);

	for (char **part = parts; *part != NULL; part++) {
		if (strlen(*part) < LEAST_OF_A_NAME)
			continue;
		g_autofree char *quoted = g_regex_escape_string(*part, -1);
		g_autofree char *pattern = g_strdup_printf("\\b%s\\b", quoted);
		char *next = replaced(text, pattern, G_REGEX_CASELESS, "[name]");
		g_free(text);
		text = next;
	}
	return text;
}

/* Words that have a capital and name nobody. */
static bool
is_no_name(const char *word, size_t length)
{
	static const char *const words[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
		"Saturday", "Sunday", "January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December", "Christmas",
		"Easter", "Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Dear", "Hi", "Hello",
		"Hey", "Thank", "Thanks" };

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (strlen(words[i]) == length && strncmp(words[i], word, length) == 0)
			return true;
	return false;
}

static size_t
word_length(const char *word)
{
	const char *at = word;

	while (g_unichar_isalpha(g_utf8_get_char(at)) || *at == '\'' || *at == '-')
		at = g_utf8_next_char(at);
	return (size_t)(at - word);
}

/* A capital inside a sentence is somebody's name, or some thing's: nobody misses it in a story. */
static char *
without_capitals(const char *text)
{
	GString *out = g_string_new(NULL);
	bool begins = true;

	while (*text != '\0') {
		size_t length = word_length(text);
		if (length == 0) {
			const char *next = g_utf8_next_char(text);
			begins = strchr(".!?:\"\n", *text) != NULL ||
				 (begins && !g_unichar_isalnum(g_utf8_get_char(text)));
			g_string_append_len(out, text, next - text);
			text = next;
			continue;
		}
		bool is_name = length > 1 && !begins && g_unichar_isupper(g_utf8_get_char(text)) &&
			       text[1] != '\'' && !is_no_name(text, length);
		if (is_name && g_str_has_suffix(out->str, "[name] "))
			g_string_truncate(out, out->len - 1);
		else if (is_name)
			g_string_append(out, "[name]");
		else
			g_string_append_len(out, text, (gssize)length);
		text += length;
		begins = false;
	}
	return g_string_free(out, FALSE);
}

char *
story_mask(const char *text, const char *customer)
{
	g_autofree char *safe = mask_text(NULL, text);
	/* An order's or a ticket's number names somebody as well, whatever stands before it;
	 * amounts and years go with them. */
	g_autofree char *masked =
		replaced(safe, "\\d(?:[ ./-]?\\d){3,}", G_REGEX_DEFAULT, "[number]");
	g_autofree char *titled = replaced(masked,
		"\\b(Mrs?|Ms|Miss|Mx|Dr|Prof|Herr|Frau|Mme|M)\\b(\\.?)\\s+\\p{Lu}[\\p{L}'’-]+"
		"(?:\\s+\\p{Lu}[\\p{L}'’-]+)?",
		0, "\\1\\2 [name]");
	g_autofree char *greeted = replaced(titled,
		"\\b(Dear|Hi|Hello|Hey|Thank you|Thanks),?\\s+\\p{Lu}[\\p{L}'’-]+"
		"(?:\\s+\\p{Lu}[\\p{L}'’-]+)?(?=\\s*[,.!:]|$)",
		0, "\\1 [name]");

	return without_parts(without_capitals(greeted), customer);
}
