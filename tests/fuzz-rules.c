/* fuzz-rules.c - any bytes as a rule file, "===", and a text to read with it: an error with file
 * and line or the same hits with and without hints. SPDX-License-Identifier: MIT */
#define FUZZ_SEEDS "tests/seeds/fuzz-rules"

#include <glib/gstdio.h>

#include "rule-pack.h"
#include "rule-reader.h"

#include "fuzz-main.h"

static char *folder, *file;

static void
remove_folder(void)
{
	g_unlink(file);
	g_rmdir(folder);
}

static void
make_folder(void)
{
	folder = g_dir_make_tmp(NULL, NULL);
	g_assert_nonnull(folder);
	file = g_build_filename(folder, "a.rules", NULL);
	atexit(remove_folder);
}

static char *
read_both(const Pack *pack, const Prose *prose)
{
	GString *told = g_string_new(NULL);

	for (int side = 0; side < N_SIDES; side++) {
		ReadRequest request = {
			.pack = pack, .side = (Side)side, .prose = prose, .raised = ~(guint64)0
		};
		g_autoptr(Hits) hits = rule_read(&request);
		for (guint i = 0; i < hits->hits->len; i++) {
			const Hit *hit = &g_array_index(hits->hits, Hit, i);
			g_assert_cmpuint(hit->span.start, <=, hit->span.end);
			g_assert_cmpuint(hit->span.end, <=, prose->length);
			g_assert_cmpuint(hit->sentence, <, prose->n_sentences);
			g_assert_cmpint(hit->intensity, <=, 3);
			g_autofree char *words = prose_quote(prose, hit->span);
			g_assert_true(g_utf8_validate(words, -1, NULL));
			g_string_append_printf(told, "%s %zu-%zu\n", hit->rule->name,
				hit->span.start, hit->span.end);
		}
		/* A limit is reached sooner where more is tried: nothing to compare then. */
		if (hits->no_answer->len > 0)
			g_string_append(told, "?");
	}
	return g_string_free(told, FALSE);
}

static void
read_text(Pack *pack, const char *text)
{
	g_autoptr(Prose) prose = prose_new(text);

	for (int side = 0; side < N_SIDES; side++)
		pack_make_hints(pack, (Side)side);
	g_autofree char *hinted = read_both(pack, prose);
	pack_try_everything(pack);
	/* Spaces remember the hints they were made for. */
	g_autofree char *plain = read_both(pack, prose);
	if (strchr(plain, '?') == NULL && strchr(hinted, '?') == NULL)
		g_assert_cmpstr(hinted, ==, plain);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *all = g_strndup((const char *)data, MIN(size, 20000));
	char *text = strstr(all, "\n===\n");
	g_autoptr(RuleSource) source = rule_source_new("en");
	g_autoptr(GError) error = NULL;

	if (folder == NULL)
		make_folder();
	if (text != NULL) {
		*text = '\0';
		text += strlen("\n===\n");
	}
	g_assert_true(g_file_set_contents(file, all, -1, NULL));
	if (!rule_source_add_folder(source, folder, 0, &error)) {
		g_assert_true(g_str_has_prefix(error->message, file));
		return 0;
	}
	g_autoptr(Pack) pack = pack_new(g_steal_pointer(&source), &error);
	if (pack == NULL)
		g_assert_true(g_str_has_prefix(error->message, file));
	else
		read_text(pack, text != NULL ? text : all);
	return 0;
}
