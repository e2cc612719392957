/* test-ascii.c - one byte beyond ASCII is found wherever it stands. SPDX-License-Identifier: MIT */
#include "ascii.h"

#include <glib.h>
#include <string.h>

enum { LONGEST = 40 };

static void
one_byte_beyond(void)
{
	char text[LONGEST];

	for (size_t length = 0; length <= LONGEST; length++) {
		memset(text, 0x7f, sizeof(text));
		g_assert_true(ascii_is(text, length));
		for (size_t i = 0; i < LONGEST; i++) {
			text[i] = (char)0x80;
			g_assert_true(ascii_is(text, length) == (i >= length));
			text[i] = 0x7f;
		}
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ascii/one-byte-beyond", one_byte_beyond);
	return g_test_run();
}
