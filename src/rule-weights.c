/* rule-weights.c - a pack's rules and the table of weights, brought together.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "rule-pack.h"

static PackRule *
find(const Pack *pack, const char *name)
{
	const GPtrArray *rules = pack->sides[SIDE_CUSTOMER].rules;

	for (guint i = 0; i < rules->len; i++) {
		PackRule *rule = rules->pdata[i];
		if (g_str_equal(rule->rule.name, name))
			return rule;
	}
	return NULL;
}

static bool
is_rule(const char *name, void *data)
{
	return find(data, name) != NULL;
}

gboolean
pack_weigh(Pack *pack, Weights *weights, GError **error)
{
	const GPtrArray *rules = pack->sides[SIDE_CUSTOMER].rules;

	pack->weights = weights;
	for (guint i = 0; i < rules->len; i++) {
		PackRule *rule = rules->pdata[i];
		const int *row = weights_of_rule(weights, rule->rule.name);
		if (row != NULL)
			memcpy(rule->rule.weights, row, sizeof(rule->rule.weights));
	}
	return weights_check(weights, is_rule, pack, error);
}
