/* rule-weights.c - a pack's rules and the tables of weights, brought together.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "rule-pack.h"

static bool
is_rule(const char *name, void *data)
{
	const GPtrArray *rules = data;

	for (guint i = 0; i < rules->len; i++)
		if (g_str_equal(((const PackRule *)rules->pdata[i])->rule.name, name))
			return true;
	return false;
}

gboolean
pack_weigh(Pack *pack, Side side, Weights *weights, GError **error)
{
	GPtrArray *rules = pack->sides[side].rules;

	pack->weights[side] = weights;
	for (guint i = 0; i < rules->len; i++) {
		PackRule *rule = rules->pdata[i];
		const int *row = weights_of_rule(weights, rule->rule.name);
		if (row != NULL)
			memcpy(rule->rule.weights, row, sizeof(rule->rule.weights));
	}
	return weights_check(weights, is_rule, rules, error);
}
