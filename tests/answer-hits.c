/* answer-hits.c - which rules about the answer a labelled pair meets, and which traits it has, for
 * tests/judgement/fit.py: what answers.weights can be fitted to. The customer feels what the label
 * says, so that nothing is learnt of what the rules about customers miss.
 *
 * answer-hits RULES <PAIRS.jsonl >HITS.jsonl; the first line has the names of the rules that may
 * have weights. SPDX-License-Identifier: MIT */
#include "hits.h"

#include <stdio.h>

#include "manner.h"

static void
feel(Customer *customer, JsonObject *labels)
{
	JsonArray *feelings = json_object_get_array_member(labels, "feelings");

	g_ptr_array_set_size(customer->feelings, 0);
	for (guint i = 0; i < json_array_get_length(feelings); i++) {
		JsonObject *one = json_array_get_object_element(feelings, i);
		Feeling *feeling = g_new0(Feeling, 1);
		if (!feeling_from_name(
			    json_object_get_string_member(one, "feeling"), &feeling->kind))
			g_error("an unknown feeling");
		feeling->intensity = (int)json_object_get_int_member(one, "intensity");
		g_ptr_array_add(customer->feelings, feeling);
	}
}

static void
print_rules(const Reply *reply)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (guint i = 0; i < reply->hits->hits->len; i++) {
		const Hit *hit = &g_array_index(reply->hits->hits, Hit, i);
		if (hit->sentence >= reply->first)
			hits_add(names, hit->rule);
	}
	hits_print(names);
}

static void
print_hits(const Customer *customer, const Reply *reply)
{
	int traits[N_MANNER_TRAITS];

	manner_traits(customer, reply, traits);
	printf("{\"traits\": {");
	for (int i = 0; i < N_MANNER_TRAITS; i++) {
		g_autofree char *name = manner_trait_name(i);
		printf("%s\"%s\": %d", i > 0 ? ", " : "", name, traits[i]);
	}
	printf("}, \"rules\": [");
	print_rules(reply);
	printf("]}\n");
}

static void
read_pair(const Rulebook *rulebook, JsonObject *pair)
{
	g_autoptr(Customer) customer = customer_read(
		rulebook, "en", json_object_get_string_member(pair, "customer"), NULL);
	feel(customer, json_object_get_object_member(pair, "labels"));
	g_autoptr(Reply) reply =
		reply_read(rulebook, "en", json_object_get_string_member(pair, "reply"), customer);
	print_hits(customer, reply);
}

static bool
may_weigh(const Rule *rule)
{
	return rule->side == SIDE_REPLY;
}

int
main(int argc, char **argv)
{
	return hits_main(argc, argv, may_weigh, read_pair);
}
