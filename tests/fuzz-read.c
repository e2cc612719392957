/* fuzz-read.c - any text at all, read as a customer's words and as the reply to them: both halves
 * of the judgement without the mail around them. "===" in a line of its own parts the two.
 * SPDX-License-Identifier: MIT */
#include "invariants.h"
#include "own-rules.h"

#define FUZZ_SEEDS "tests/seeds/fuzz-read"
#include "fuzz-main.h"

static Rulebook *rulebook;
static Settings *settings;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	g_autoptr(GError) error = NULL;

	(void)argc, (void)argv;
	g_setenv("top_srcdir", "..", FALSE);
	g_autofree char *rules = shipped_rules();
	const char *const folders[] = { rules, NULL };
	/* As the daemon does: with the hints made beforehand. */
	rulebook = rulebook_load(folders, &error);
	g_assert_no_error(error);
	rulebook_make_hints(rulebook);
	settings = settings_load(NULL, &error);
	g_assert_no_error(error);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *all = g_strndup((const char *)data, MIN(size, 8000));
	char *cut = strstr(all, "\n===\n");

	if (cut != NULL)
		*cut = '\0';
	const char *reply = cut != NULL ? cut + strlen("\n===\n") : all;
	g_autoptr(Judgement) judgement =
		judge_pair(rulebook, settings, all, reply, "Ann Lee", "sam@shop.example");
	holds_for_judgement(judgement);
	return 0;
}
