/* test-about.c - no table of the record is forgotten when a person is. SPDX-License-Identifier: MIT
 */
#include "about.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

/* Whoever adds a table says in about.c where people stand in it. */
static void
every_table_is_known(void)
{
	g_autofree char *folder = g_dir_make_tmp(NULL, NULL);
	g_autofree char *path = g_build_filename(folder, "record.db", NULL);
	g_autoptr(Settings) settings = settings_load(NULL, NULL);
	sqlite3 *database = NULL;
	sqlite3_stmt *tables = NULL;
	guint n = 0;

	record_close(record_open(path, settings, NULL));
	g_assert_cmpint(sqlite3_open(path, &database), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_prepare_v2(database,
				"SELECT name FROM sqlite_master WHERE type = 'table'"
				" AND name NOT GLOB 'sqlite_*'",
				-1, &tables, NULL),
		==, SQLITE_OK);
	for (; sqlite3_step(tables) == SQLITE_ROW; n++) {
		const char *name = (const char *)sqlite3_column_text(tables, 0);
		if (!about_knows(name)) {
			g_test_message("about.c does not say where people stand in '%s'", name);
			g_test_fail();
		}
	}
	g_assert_cmpuint(n, >, 8);
	sqlite3_finalize(tables);
	sqlite3_close(database);
	g_unlink(path);
	g_rmdir(folder);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/about/every-table-is-known", every_table_is_known);
	return g_test_run();
}
