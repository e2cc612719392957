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

char *
story_mask(const char *text, const char *customer)
{
	g_autofree char *masked = mask_text(text);
	g_autofree char *titled = replaced(masked,
		"\\b(Mrs?|Ms|Miss|Mx|Dr|Prof|Herr|Frau|Mme|M)\\b(\\.?)\\s+\\p{Lu}[\\p{L}'’-]+"
		"(?:\\s+\\p{Lu}[\\p{L}'’-]+)?",
		0, "\\1\\2 [name]");
	char *greeted = replaced(titled,
		"\\b(Dear|Hi|Hello|Hey|Thank you|Thanks),?\\s+\\p{Lu}[\\p{L}'’-]+"
		"(?:\\s+\\p{Lu}[\\p{L}'’-]+)?(?=\\s*[,.!:]|$)",
		0, "\\1 [name]");

	return without_parts(greeted, customer);
}
