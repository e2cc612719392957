/* fuzz-main.h - without libFuzzer, a fuzz target is a test that replays its seeds, each also cut
 * short and with bytes changed. Includes main(). SPDX-License-Identifier: MIT */
#ifndef EMPATHY_FUZZ_MAIN_H
#define EMPATHY_FUZZ_MAIN_H

#include <glib.h>
#include <stdint.h>
#include <string.h>

/* The folder of seeds; a target may name another before it includes this. */
#ifndef FUZZ_SEEDS
#define FUZZ_SEEDS "tests/splitting"
#endif

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
/* What a target needs once, and takes longer than any input may; may be missing. */
__attribute__((weak)) int LLVMFuzzerInitialize(int *argc, char ***argv);

#ifndef EMPATHY_FUZZ
/* The same changes in every run: a failure can be repeated. */
static void
replay_changed(const char *text, gsize length)
{
	g_autoptr(GRand) chance = g_rand_new_with_seed(42);

	for (int round = 0; round < 6; round++) {
		g_autofree char *copy = g_memdup2(text, length + 1);
		for (int i = 0; i < 20 && length > 0; i++) {
			gsize at = (gsize)g_rand_int(chance) % length;
			copy[at] = (char)g_rand_int_range(chance, 0, 256);
		}
		LLVMFuzzerTestOneInput((const uint8_t *)copy, length);
		LLVMFuzzerTestOneInput(
			(const uint8_t *)copy, length > 0 ? (gsize)g_rand_int(chance) % length : 0);
	}
}

static void
replay_file(const char *path)
{
	g_autofree char *text = NULL;
	gsize length = 0;

	if (!g_file_get_contents(path, &text, &length, NULL))
		return;
	/* A case of tests/splitting begins with its mail. */
	char *mail = strstr(text, "== message\n");
	const char *start = mail != NULL ? mail + strlen("== message\n") : text;
	gsize size = length - (gsize)(start - text);
	LLVMFuzzerTestOneInput((const uint8_t *)start, size);
	replay_changed(start, size);
}

static int
replay_folder(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	int count = 0;

	for (const char *name = dir != NULL ? g_dir_read_name(dir) : NULL; name != NULL;
		name = g_dir_read_name(dir)) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
			count += replay_folder(path);
			continue;
		}
		replay_file(path);
		count++;
	}
	return count;
}

int
main(int argc, char **argv)
{
	const char *top = g_getenv("top_srcdir") != NULL ? g_getenv("top_srcdir") : "..";
	g_autofree char *seeds = g_build_filename(top, FUZZ_SEEDS, NULL);

	if (LLVMFuzzerInitialize != NULL)
		LLVMFuzzerInitialize(&argc, &argv);
	int count = replay_folder(seeds);
	g_print("1..1\n%s 1 - %d seeds and their broken copies are survived\n",
		count > 0 ? "ok" : "not ok", count);
	return count > 0 ? 0 : 1;
}
#endif

#endif
