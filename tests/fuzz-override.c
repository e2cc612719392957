/* fuzz-override.c - any bytes at all, read as a subject with an agent's tag.
 * SPDX-License-Identifier: MIT */
#include "override.h"

#define FUZZ_SEEDS "tests/seeds/fuzz-override"
#include "fuzz-main.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *value = g_strndup((const char *)data, size);
	g_autoptr(Override) override = override_in_subject("as is", value);

	if (override == NULL)
		return 0;
	g_assert_true(g_utf8_validate(override->reason, -1, NULL));
	g_assert_cmpuint(strlen(override->reason), <=, 3 * OVERRIDE_MOST_REASON);
	/* What stays is no longer than what came, and begins as it did. */
	if (override->subject != NULL)
		g_assert_cmpuint(strlen(override->subject), <=, strlen(value));
	return 0;
}
