/* test-fnv.c - the values that its authors give. SPDX-License-Identifier: MIT */
#include <string.h>

#include "fnv.h"

static void
known_values(void)
{
	static const struct {
		const char *text;
		guint64 hash;
	} rows[] = {
		{ "", G_GUINT64_CONSTANT(0xcbf29ce484222325) },
		{ "a", G_GUINT64_CONSTANT(0xaf63dc4c8601ec8c) },
		{ "b", G_GUINT64_CONSTANT(0xaf63df4c8601f1a5) },
		{ "foobar", G_GUINT64_CONSTANT(0x85944171f73967e8) },
		{ "\xff", G_GUINT64_CONSTANT(0xaf64724c8602eb6e) },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
		g_assert_cmphex(
			fnv_add(FNV_START, rows[i].text, strlen(rows[i].text)), ==, rows[i].hash);
}

static void
piece_by_piece(void)
{
	guint64 hash = fnv_add(FNV_START, "foo", 3);

	g_assert_cmphex(fnv_add(hash, "bar", 3), ==, fnv_add(FNV_START, "foobar", 6));
	g_assert_cmphex(fnv_add(hash, "", 0), ==, hash);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/fnv/known-values", known_values);
	g_test_add_func("/fnv/piece-by-piece", piece_by_piece);
	return g_test_run();
}
