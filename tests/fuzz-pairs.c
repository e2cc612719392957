/* fuzz-pairs.c - a helpdesk's export with its labels, as hostile as can be.
 * SPDX-License-Identifier: MIT */
#include "labels.h"
#include "pairs.h"

#define FUZZ_SEEDS "tests/judgement"
#include "fuzz-main.h"

static void
on_pair(const Pair *pair, void *data)
{
	Labels labels;

	(void)data;
	g_assert_nonnull(pair->id);
	g_assert_cmpint(pair->line, >, 0);
	if (labels_read(pair->labels, &labels, NULL))
		g_assert_cmpint(labels.grade, <, N_LABEL_GRADES);
}

static void
on_trouble(int line, const char *message, void *data)
{
	(void)data;
	g_assert_cmpint(line, >, 0);
	g_assert_nonnull(message);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const PairsVisitor visitor = { on_pair, on_trouble, NULL };

	pairs_read((const char *)data, size, &visitor);
	return 0;
}
