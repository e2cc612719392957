/* test-inifile.c - the syntax of settings and rules, and what its errors say.
 * SPDX-License-Identifier: MIT */
#include "inifile.h"

#include <glib/gstdio.h>
#include <string.h>

#include "errors.h"

/* What was read, as one line: "[section] key@line=value". */
static char *
told(const IniFile *file)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < file->sections->len; i++) {
		const IniSection *section = file->sections->pdata[i];
		g_string_append_printf(text, "[%s]%d", section->name, section->line);
		for (guint k = 0; k < section->entries->len; k++) {
			const IniEntry *entry = section->entries->pdata[k];
			g_string_append_printf(
				text, " %s@%d=%s;", entry->key, entry->line, entry->value);
		}
	}
	return g_string_free(text, FALSE);
}

static const struct {
	const char *name, *text, *told;
} good[] = {
	{ "an-empty-file-has-no-sections", "", "" },
	{ "comments-alone-are-nothing", "# a\n  # b\n\n", "" },
	{ "keys-repeat-in-order", "[a]\nk = 1\nk = 2\n", "[a]1 k@2=1; k@3=2;" },
	{ "keys-before-a-section-have-one-without-a-name", "k=v\n[a]\n", "[]1 k@1=v;[a]2" },
	{ "an-indented-line-continues", "[a]\nk = one\n\t two \n  three\nl = x",
		"[a]1 k@2=one two three; l@5=x;" },
	{ "alternatives-stand-on-lines-of-their-own",
		"[a]\nk = /x (?:\n  | one\n  # no\n  |\ttwo\n  )\\b (?:\n  | y\n  )/\n",
		"[a]1 k@2=/x (?:one|two)\\b (?:y)/;" },
	{ "alternatives-from-the-first-line-on", "[a]\nk =\n  | one\n  | two\n",
		"[a]1 k@2=one|two;" },
	{ "a-comment-may-stand-inside-a-value", "[a]\nk = one\n  # not this\n  two\n",
		"[a]1 k@2=one two;" },
	{ "blanks-in-a-section-are-squeezed", "[ policy \t  vip ]  \n", "[policy vip]1" },
	{ "only-the-first-equals-sign-parts", "[a]\nk = b = c\n", "[a]1 k@2=b = c;" },
	{ "a-value-may-be-empty", "[a]\nk =\n", "[a]1 k@2=;" },
	{ "a-value-may-begin-below", "[a]\nk =\n  v\n", "[a]1 k@2=v;" },
	{ "a-hash-within-a-value-stays", "[a]\nk = a # b\n", "[a]1 k@2=a # b;" },
	{ "line-ends-of-other-systems", "[a]\r\nk = v\r\n", "[a]1 k@2=v;" },
	{ "a-byte-order-mark-is-skipped", "\xef\xbb\xbf[a]\nk=v\n", "[a]1 k@2=v;" },
	{ "backslashes-are-left-alone", "[a]\nk = /\\byou\\b/\n", "[a]1 k@2=/\\byou\\b/;" },
	{ "the-same-section-twice-is-two", "[a]\n[a]\n", "[a]1[a]2" },
};

static const struct {
	const char *name, *text, *message;
} bad[] = {
	{ "a-line-that-is-nothing", "[a]\nnonsense\n", "f:2: expected \"key = value\"" },
	{ "a-section-not-closed", "\n[a\n", "f:2: the section's name does not end" },
	{ "a-section-without-a-name", "[ ]\n", "f:1: a section needs a name" },
	{ "a-section-with-brackets", "[a]b]\n", "f:1: a section needs a name" },
	{ "text-after-a-section", "[a] b\n", "f:1: the section's name does not end" },
	{ "a-key-of-two-words", "[a]\na b = c\n", "f:2: \"a b\" is not a key" },
	{ "no-key-at-all", "[a]\n= c\n", "f:2: \"\" is not a key" },
	{ "an-indented-line-with-nothing-above", "[a]\n  b\n", "f:2: an indented line continues" },
	{ "an-empty-line-ends-a-value", "[a]\nk = v\n\n  w\n", "f:4: an indented line continues" },
	{ "a-control-character",
		"[a]\nk = a\x07"
		"b\n",
		"f:2: a control character" },
	{ "latin-1", "[a]\nk = v\nl = caf\xe9\n", "f:3: not UTF-8" },
};

static void
reads(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(GError) error = NULL;
	g_autoptr(IniFile) file = inifile_parse("f", good[i].text, strlen(good[i].text), &error);

	g_assert_no_error(error);
	g_autofree char *got = told(file);
	g_assert_cmpstr(got, ==, good[i].told);
}

static void
refuses(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(GError) error = NULL;

	g_assert_null(inifile_parse("f", bad[i].text, strlen(bad[i].text), &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYNTAX);
	g_assert_true(g_str_has_prefix(error->message, bad[i].message));
}

static void
a_nul_byte_is_refused(void)
{
	static const char text[] = "[a]\nk = a\0b\n";
	g_autoptr(GError) error = NULL;

	g_assert_null(inifile_parse("f", text, sizeof(text) - 1, &error));
	g_assert_true(g_str_has_prefix(error->message, "f:2: "));
}

static void
no_more_than_four_megabytes(void)
{
	gsize length = 4 * 1024 * 1024 + 1;
	g_autofree char *text = g_malloc(length);
	g_autoptr(GError) error = NULL;

	memset(text, '\n', length);
	g_assert_null(inifile_parse("f", text, length, &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYNTAX);
	g_clear_error(&error);
	g_autoptr(IniFile) file = inifile_parse("f", text, length - 1, &error);
	g_assert_no_error(error);
	g_assert_nonnull(file);
}

static void
files_are_read_from_disk(void)
{
	g_autofree char *folder = g_dir_make_tmp(NULL, NULL);
	g_autofree char *path = g_build_filename(folder, "a.conf", NULL);
	g_autoptr(GError) error = NULL;

	g_assert_true(g_file_set_contents(path, "[a]\nk = v\n", -1, NULL));
	g_autoptr(IniFile) file = inifile_load(path, &error);
	g_assert_no_error(error);
	g_autofree char *got = told(file);
	g_assert_cmpstr(got, ==, "[a]1 k@2=v;");
	g_assert_cmpstr(file->path, ==, path);

	g_assert_null(inifile_load(folder, &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM);
	g_clear_error(&error);
	g_unlink(path);
	g_assert_null(inifile_load(path, &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM);
	g_assert_nonnull(strstr(error->message, path));
	g_rmdir(folder);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(good); i++) {
		g_autofree char *path = g_strconcat("/inifile/", good[i].name, NULL);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), reads);
	}
	for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autofree char *path = g_strconcat("/inifile/refuses-", bad[i].name, NULL);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), refuses);
	}
	g_test_add_func("/inifile/a-nul-byte-is-refused", a_nul_byte_is_refused);
	g_test_add_func("/inifile/no-more-than-four-megabytes", no_more_than_four_megabytes);
	g_test_add_func("/inifile/files-are-read-from-disk", files_are_read_from_disk);
	return g_test_run();
}
