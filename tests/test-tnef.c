/* test-tnef.c - the text in winmail.dat, and broken ones. SPDX-License-Identifier: MIT */
#include "tnef.h"

#include <string.h>

#define START "\x78\x9f\x3e\x22\x01\x00"
#define PROPERTIES(size) "\x01\x03\x90\x06\x00" size "\x00\x00\x00"

/* Literals hold NULs: sizes are theirs. */
#define CASE(name, bytes, text, html)                      \
	{                                                  \
		name, bytes, sizeof(bytes) - 1, text, html \
	}
static const struct {
	const char *name;
	const char *bytes;
	gsize length;
	const char *text; /* NULL: none */
	bool is_html;
} cases[] = {
	CASE("a-body", START "\x01\x0c\x80\x02\x00\x06\x00\x00\x00hello\0\x00\x00", "hello", false),
	CASE("a-body-property",
		START PROPERTIES("\x14") "\x01\x00\x00\x00\x1e\x00\x00\x10\x01\x00\x00\x00\x03\x00"
					 "\x00\x00hi\0\0\x00\x00",
		"hi", false),
	CASE("a-body-in-utf-16",
		START PROPERTIES("\x14") "\x01\x00\x00\x00\x1f\x00\x00\x10\x01\x00\x00\x00\x04\x00"
					 "\x00\x00h\0i\0\x00\x00",
		"hi", false),
	CASE("an-html-body",
		START PROPERTIES("\x18") "\x01\x00\x00\x00\x02\x01\x13\x10\x01\x00\x00\x00\x05\x00"
					 "\x00\x00<p>hi\0\0\0\x00\x00",
		"<p>hi", true),
	CASE("a-number-before-the-body",
		START PROPERTIES("\x1c") "\x02\x00\x00\x00\x03\x00\x17\x00\x01\x00\x00\x00"
					 "\x1e\x00\x00\x10\x01\x00\x00\x00\x03\x00"
					 "\x00\x00hi\0\0\x00\x00",
		"hi", false),
	CASE("other-bytes", "\x00\x01\x02\x03\x04\x05\x06\x07", NULL, false),
	CASE("a-size-beyond-the-end", START "\x01\x0c\x80\x02\x00\xff\xff\xff\xffhello", NULL,
		true),
	CASE("a-count-beyond-the-end",
		START PROPERTIES("\x0c") "\xff\xff\xff\xff\x1e\x10\x00\x10\xff\xff\xff\xff\x00\x00",
		NULL, true),
	CASE("nothing", "", NULL, false),
};

static void
reads(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	/* On the heap and no byte longer: a sanitizer sees what is read beyond. */
	g_autofree guint8 *bytes = g_memdup2(cases[i].bytes, MAX(cases[i].length, 1));
	bool is_html = false;
	g_autofree char *text = tnef_text(bytes, cases[i].length, &is_html);

	g_assert_cmpstr(text, ==, cases[i].text);
	if (text != NULL)
		g_assert_cmpint(is_html, ==, cases[i].is_html);
}

static void
survives_every_cut(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		for (gsize length = 0; length < cases[i].length; length++) {
			g_autofree guint8 *bytes = g_memdup2(cases[i].bytes, MAX(length, 1));
			bool is_html = false;
			g_autofree char *text = tnef_text(bytes, length, &is_html);
			g_assert_true(text == NULL || g_utf8_validate(text, -1, NULL));
		}
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/tnef/", cases[i].name, NULL);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), reads);
	}
	g_test_add_func("/tnef/a-cut-anywhere-is-survived", survives_every_cut);
	return g_test_run();
}
