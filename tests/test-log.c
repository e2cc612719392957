/* test-log.c - a log line stays one line. SPDX-License-Identifier: MIT */
#include "log.h"

#include <string.h>

/* Runs in a process of its own, as log_say() writes to stderr. */
static void
say_something(void)
{
	if (!g_test_subprocess())
		return;
	log_open("test", LOG_LEVEL_INFO);
	log_say(LOG_LEVEL_INFO, "4Xy", "verdict %s", "hold");
	log_say(LOG_LEVEL_WARNING, "a\nb", "of %s", "\x1b[31m\r\nc\xc3\xa9\\");
	log_say(LOG_LEVEL_ERROR, NULL, "no queue id");
	log_say(LOG_LEVEL_DEBUG, "", "not said");
	g_autofree char *long_text = g_strnfill(5000, 'y');
	log_say(LOG_LEVEL_INFO, "", "%s", long_text);
}

static void
lines_are_escaped_and_bounded(void)
{
	g_test_trap_subprocess("/log/subprocess/say", 0, 0);
	g_test_trap_assert_passed();
	g_test_trap_assert_stderr("*4Xy: verdict hold\n*");
	g_test_trap_assert_stderr("*a\\x0ab: of \\x1b[31m\\x0d\\x0ac\\xc3\\xa9\\x5c\n*");
	g_test_trap_assert_stderr("*\nno queue id\n*");
	g_test_trap_assert_stderr_unmatched("*not said*");
	g_test_trap_assert_stderr("*\nyyyy*y\n");
	g_autofree char *too_long = g_strnfill(1001, 'y');
	g_autofree char *pattern = g_strdup_printf("*%s*", too_long);
	g_test_trap_assert_stderr_unmatched(pattern);
}

int
main(int argc, char **argv)
{
	/* Elsewhere a journal would be spoken to, with its marks. */
	g_unsetenv("JOURNAL_STREAM");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/log/lines-are-escaped-and-bounded", lines_are_escaped_and_bounded);
	g_test_add_func("/log/subprocess/say", say_something);
	return g_test_run();
}
