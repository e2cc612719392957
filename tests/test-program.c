/* test-program.c - programs of the system's, run to their end. SPDX-License-Identifier: MIT */
#include "program.h"

#include <string.h>

static const struct {
	const char *name, *script, *output;
	const char *error; /* NULL: it goes well */
} cases[] = {
	{ "what-it-prints", "echo one; echo two", "one\ntwo\n", NULL },
	{ "nothing", ":", "", NULL },
	{ "it-has-no-input", "cat; echo end", "end\n", NULL },
	{ "it-fails-and-says-why", "echo so >&2; echo and so >&2; exit 3", NULL, "sh: and so" },
	{ "it-fails-without-a-word", "exit 3", NULL, "sh: failed without a word" },
	{ "it-fails-after-its-last-word", "echo x; exec >&- 2>&-; exit 3", NULL,
		"sh: failed without a word" },
	{ "it-never-ends", "sleep 600", NULL, "sh: took too long" },
	{ "it-says-no-more-and-never-ends", "exec >&- 2>&-; sleep 600", NULL, "sh: took too long" },
};

static void
runs(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	const char *argv[] = { "sh", "-c", cases[i].script, NULL };
	g_autoptr(GBytes) output = NULL;
	g_autoptr(GError) error = NULL;
	bool is_fine = program_run(argv, 2, &output, &error);

	g_assert_cmpstr(error != NULL ? error->message : NULL, ==, cases[i].error);
	g_assert_true(is_fine == (error == NULL));
	g_autoptr(GBytes) expected =
		is_fine ? g_bytes_new_static(cases[i].output, strlen(cases[i].output)) : NULL;
	g_assert_true(output == expected || g_bytes_equal(output, expected));
}

static void
one_that_is_not_there_is_named(void)
{
	const char *argv[] = { "no-such-program-of-ours", NULL };
	g_autoptr(GError) error = NULL;

	g_assert_false(program_run(argv, 2, NULL, &error));
	g_assert_nonnull(strstr(error->message, "no-such-program-of-ours"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/program/", cases[i].name, NULL);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), runs);
	}
	g_test_add_func("/program/one-that-is-not-there-is-named", one_that_is_not_there_is_named);
	return g_test_run();
}
