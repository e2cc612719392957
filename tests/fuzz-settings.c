/* fuzz-settings.c - any bytes at all, read as a configuration: told with file and line, or in force
 * and the same when written and read again. SPDX-License-Identifier: MIT */
#include "settings.h"

#include "errors.h"

#define FUZZ_SEEDS "doc"
#include "fuzz-main.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Settings) settings = settings_parse("any.conf", (const char *)data, size, &error);

	if (settings == NULL) {
		g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYNTAX);
		g_assert_true(g_str_has_prefix(error->message, "any.conf:"));
		return 0;
	}
	settings_is_ours(settings, "ann@shop.example");
	settings_trusts(settings, "192.0.2.1");
	g_autofree char *shown = settings_show(settings, false);
	g_autoptr(Settings) again = settings_parse("again.conf", shown, strlen(shown), NULL);
	g_assert_nonnull(again);
	g_assert_cmpuint(again->policies->len, ==, settings->policies->len);
	return 0;
}
