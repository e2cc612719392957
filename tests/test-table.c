/* test-table.c - cells from mail in a spreadsheet. SPDX-License-Identifier: MIT */
#include "table.h"

static const struct {
	const char *name, *cell, *expected;
} cases[] = {
	{ "plain-text-stays", "ann@shop.example", "ann@shop.example,end\r\n" },
	{ "an-empty-cell-stays-empty", "", ",end\r\n" },
	{ "a-comma-is-quoted", "a,b", "\"a,b\",end\r\n" },
	{ "a-quote-is-doubled", "say \"so\"", "\"say \"\"so\"\"\",end\r\n" },
	{ "a-line-end-is-quoted", "a\nb", "\"a\nb\",end\r\n" },
	{ "a-formula-becomes-text", "=HYPERLINK(1)", "\"'=HYPERLINK(1)\",end\r\n" },
	{ "a-sum-becomes-text", "+1", "\"'+1\",end\r\n" },
	{ "a-difference-becomes-text", "-1", "\"'-1\",end\r\n" },
	{ "an-at-becomes-text", "@SUM(A1)", "\"'@SUM(A1)\",end\r\n" },
	{ "a-wide-formula-becomes-text", "\uff1d1", "\"'\uff1d1\",end\r\n" },
	{ "a-tab-becomes-text", "\t=1", "\"'\t=1\",end\r\n" },
	{ "a-line-end-first-becomes-text", "\r=1", "\"'\r=1\",end\r\n" },
};

static void
is_written(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	const char *const cells[] = { cases[i].cell, "end", NULL };
	g_autofree char *row = table_csv(cells);

	g_assert_cmpstr(row, ==, cases[i].expected);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/table/csv/%s", cases[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_written);
	}
	return g_test_run();
}
