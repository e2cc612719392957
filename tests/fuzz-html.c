/* fuzz-html.c - any bytes at all, read as an HTML body. SPDX-License-Identifier: MIT */
#include "charset.h"
#include "html.h"
#include "plain.h"

#include "fuzz-main.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *label = charset_of_html((const char *)data, size);
	g_autofree char *page = charset_to_utf8((const char *)data, size, label);
	gsize length = strlen(page);
	gboolean cut = FALSE;

	g_assert_true(g_utf8_validate(page, -1, NULL));
	g_assert_cmpuint(html_visible_length(page, length), <=, length);
	html_has_quote(page, length);
	g_autoptr(GPtrArray) lines = html_to_lines(page, length, &cut);
	g_assert_cmpuint(lines->len, <=, PLAIN_MOST_LINES);
	for (guint i = 0; i < lines->len; i++) {
		const Line *line = lines->pdata[i];
		g_assert_true(g_utf8_validate(line->text, -1, NULL));
		g_assert_cmpint(line->depth, >=, 0);
		g_assert_cmpint(line->depth, <=, PLAIN_MOST_DEPTH);
		g_assert_null(strchr(line->text, '\n'));
	}
	return 0;
}
