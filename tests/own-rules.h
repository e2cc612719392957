/* own-rules.h - a folder of rules that a test makes up, and where the shipped ones are.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_TESTS_OWN_RULES_H
#define EMPATHY_TESTS_OWN_RULES_H

#include <glib.h>
#include <glib/gstdio.h>

/* The shipped folder; the caller frees. */
static inline char *
shipped_rules(void)
{
	const char *top = g_getenv("top_srcdir");

	return g_build_filename(top != NULL ? top : ".", "rules", NULL);
}

/* The path of a folder; g_auto() takes it away with all that is in it. */
typedef char *OwnRules;

/* Puts a file there: "en/a.rules". */
static inline void
own_rules_put(OwnRules folder, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autofree char *inside = g_path_get_dirname(path);

	g_assert_cmpint(g_mkdir_with_parents(inside, 0700), ==, 0);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

/* With this file in it. */
static inline OwnRules
own_rules_new(const char *name, const char *text)
{
	OwnRules folder = g_dir_make_tmp(NULL, NULL);

	g_assert_nonnull(folder);
	own_rules_put(folder, name, text);
	return folder;
}

static inline void
own_rules_end(OwnRules folder)
{
	g_autoptr(GDir) inside = g_dir_open(folder, 0, NULL);
	const char *name;

	while (inside != NULL && (name = g_dir_read_name(inside)) != NULL)
		own_rules_end(g_build_filename(folder, name, NULL));
	g_assert_cmpint(g_remove(folder), ==, 0);
	g_free(folder);
}

G_DEFINE_AUTO_CLEANUP_FREE_FUNC(OwnRules, own_rules_end, NULL)

#endif
