/* test-pages.c - pages on their way into the file lose nothing but what nobody uses.
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "../src/record-sql.h"

enum { PAGE = 4096, ROWS = 4000 };

static char *folder;

static char *
path_of(const char *name)
{
	return g_build_filename(folder, name, NULL);
}

static void
run(sqlite3 *database, const char *sql)
{
	if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK)
		g_error("%s: %s", sql, sqlite3_errmsg(database));
}

/* All rows as one text, and whether the file is whole. */
static char *
contents_of(const char *path)
{
	sqlite3 *database = NULL;
	sqlite3_stmt *query = NULL;
	GString *text = g_string_new(NULL);

	g_assert_cmpint(sqlite3_open(path, &database), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_prepare_v2(database,
				"SELECT 'row', key, length(words) || ':' || words FROM thing"
				" UNION ALL SELECT 'check', * , '' FROM pragma_integrity_check"
				" ORDER BY 1, 2",
				-1, &query, NULL),
		==, SQLITE_OK);
	while (sqlite3_step(query) == SQLITE_ROW)
		g_string_append_printf(text, "%s %s %s\n", sqlite3_column_text(query, 0),
			sqlite3_column_text(query, 1), sqlite3_column_text(query, 2));
	sqlite3_finalize(query);
	sqlite3_close(database);
	g_assert_nonnull(strstr(text->str, "check ok"));
	return g_string_free(text, FALSE);
}

/* By SQLite's own way of writing: rows by no order, some on overflow pages, two of three deleted.
 */
static void
make_database(const char *path)
{
	sqlite3 *database = NULL;

	g_assert_cmpint(sqlite3_open(path, &database), ==, SQLITE_OK);
	run(database, "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY;"
		      "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA secure_delete = ON;"
		      "CREATE TABLE thing (number INTEGER PRIMARY KEY, key TEXT, words TEXT);"
		      "CREATE UNIQUE INDEX thing_key ON thing (key);"
		      "CREATE TABLE other (key TEXT PRIMARY KEY) WITHOUT ROWID;");
	for (int i = 0; i < ROWS; i++) {
		g_autofree char *words = g_strnfill((gsize)(i % 40 == 0 ? 9000 : i % 200), 'w');
		g_autofree char *sql = g_strdup_printf(
			"INSERT INTO thing VALUES (%d, '%s-%d', '%s');"
			"INSERT INTO other SELECT key FROM thing WHERE number = %d;",
			(i * 2477) % 1000003, i % 3 == 0 ? "OKAPI" : "ZEBRA", (i * 7919) % 10007,
			words, (i * 2477) % 1000003);
		run(database, sql);
		if (i % 100 == 0)
			run(database, "DELETE FROM thing WHERE key LIKE 'ZEBRA%' AND number % 2;"
				      "DELETE FROM other WHERE key LIKE 'ZEBRA%'");
	}
	run(database, "DELETE FROM thing WHERE key LIKE 'ZEBRA%'; DELETE FROM other");
	sqlite3_close(database);
}

static void
nothing_in_use_is_lost(void)
{
	g_autofree char *path = path_of("old.db");
	g_autofree char *cleaned = path_of("clean.db");
	g_autofree char *bytes = NULL;
	gsize length = 0, changed = 0;

	make_database(path);
	g_autofree char *before = contents_of(path);
	g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
	g_assert_nonnull(memmem(bytes, length, "ZEBRA", 5));
	for (gsize at = 0; at + PAGE <= length; at += PAGE) {
		g_autofree char *page = g_memdup2(bytes + at, PAGE);
		record_page_clean((guchar *)bytes + at, PAGE, at / PAGE + 1);
		changed += memcmp(page, bytes + at, PAGE) != 0;
	}
	g_assert_cmpuint(changed, >, 5);
	g_assert_null(memmem(bytes, length, "ZEBRA", 5));
	g_assert_true(g_file_set_contents(cleaned, bytes, (gssize)length, NULL));
	g_autofree char *after = contents_of(cleaned);
	g_assert_cmpstr(after, ==, before);
}

/* The same by what the record writes with. */
static void
what_is_written_is_clean(void)
{
	g_autofree char *path = path_of("written.db");
	g_autofree char *bytes = NULL;
	gsize length = 0;
	sqlite3 *database = NULL;

	g_assert_nonnull(record_pages_vfs());
	sqlite3_vfs *ours = sqlite3_vfs_find(record_pages_vfs());
	sqlite3_vfs_register(ours, 1);
	make_database(path);
	sqlite3_vfs_register(ours, 0);
	sqlite3_vfs_register(sqlite3_vfs_find("unix"), 1);
	g_autofree char *text = contents_of(path);
	g_assert_nonnull(strstr(text, "OKAPI"));
	g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
	g_assert_null(memmem(bytes, length, "ZEBRA", 5));
	g_assert_cmpint(sqlite3_open(path, &database), ==, SQLITE_OK);
	sqlite3_close(database);
}

/* A page of anything: no byte beside it is touched, and what makes no sense is left as it is. */
static void
a_page_of_anything(void)
{
	static const guchar kinds[] = { 2, 5, 10, 13, 0, 1, 255 };
	g_autofree guchar *room = g_malloc(3 * PAGE);

	for (guint i = 0; i < 20000; i++) {
		memset(room, 0xa5, 3 * PAGE);
		guchar *page = room + PAGE;
		for (guint j = 0; j < 200; j++)
			page[j] = (guchar)g_test_rand_int();
		page[0] = kinds[i % G_N_ELEMENTS(kinds)];
		record_page_clean(page, PAGE, 3 + i % 5000);
		for (guint j = 0; j < PAGE; j++)
			g_assert_true(room[j] == 0xa5 && room[2 * PAGE + j] == 0xa5);
	}
}

/* Pages 2, 822, ... of 4096 bytes say where others are pointed to from. */
static void
a_map_of_pointers_is_none_of_a_tree(void)
{
	guchar page[PAGE] = { 13, 0, 0, 0, 0, 15, 255 }, same[PAGE];

	memset(page + 100, 7, 100);
	memcpy(same, page, PAGE);
	record_page_clean(page, PAGE, 2);
	record_page_clean(page, PAGE, 822);
	g_assert_cmpmem(page, PAGE, same, PAGE);
	record_page_clean(page, PAGE, 3);
	g_assert_cmpint(page[100], ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	folder = g_dir_make_tmp(NULL, NULL);
	g_test_add_func("/pages/nothing-in-use-is-lost", nothing_in_use_is_lost);
	g_test_add_func("/pages/what-is-written-is-clean", what_is_written_is_clean);
	g_test_add_func("/pages/a-page-of-anything", a_page_of_anything);
	g_test_add_func(
		"/pages/a-map-of-pointers-is-none-of-a-tree", a_map_of_pointers_is_none_of_a_tree);
	int status = g_test_run();
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
		g_autofree char *path = path_of(name);
		g_unlink(path);
	}
	g_rmdir(folder);
	g_free(folder);
	return status;
}
