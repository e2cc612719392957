/* test-word-table.c - what is put in is found, and nothing else. SPDX-License-Identifier: MIT */
#include "word-table.h"

enum { MANY = 5000 };

static void
finds_what_was_put_in(void)
{
	g_autoptr(WordTable) table = word_table_new(g_free);

	g_assert_null(word_table_get(table, "lamp"));
	for (guint i = 0; i < MANY; i++) {
		g_autofree char *word = g_strdup_printf("word%u", i);
		word_table_put(table, word, g_strdup_printf("value of %u", i));
	}
	g_assert_cmpuint(word_table_size(table), ==, MANY);
	for (guint i = 0; i < MANY; i++) {
		g_autofree char *word = g_strdup_printf("word%u", i);
		g_autofree char *value = g_strdup_printf("value of %u", i);
		g_assert_cmpstr(word_table_get(table, word), ==, value);
	}
	g_assert_null(word_table_get(table, "word"));
	g_assert_null(word_table_get(table, "word5000"));
	g_assert_null(word_table_get(table, ""));
}

static void
the_last_value_counts(void)
{
	g_autoptr(WordTable) table = word_table_new(g_free);

	word_table_put(table, "lamp", g_strdup("a light"));
	word_table_put(table, "lamp", g_strdup("a lantern"));
	word_table_put(table, "", g_strdup("nothing"));
	g_assert_cmpstr(word_table_get(table, "lamp"), ==, "a lantern");
	g_assert_cmpstr(word_table_get(table, ""), ==, "nothing");
	g_assert_cmpuint(word_table_size(table), ==, 2);
}

static void
values_may_be_numbers(void)
{
	g_autoptr(WordTable) table = word_table_new(NULL);

	word_table_put(table,
		"gr\xc3\xbc\xc3\x9f"
		"e",
		GUINT_TO_POINTER(7));
	g_assert_cmpuint(GPOINTER_TO_UINT(word_table_get(table, "gr\xc3\xbc\xc3\x9f"
								"e")),
		==, 7);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/word-table/finds-what-was-put-in", finds_what_was_put_in);
	g_test_add_func("/word-table/the-last-value-counts", the_last_value_counts);
	g_test_add_func("/word-table/values-may-be-numbers", values_may_be_numbers);
	return g_test_run();
}
