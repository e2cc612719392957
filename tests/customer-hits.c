/* customer-hits.c - which rules about the customer a text meets, and which traits it has, for
 * tests/judgement/fit.py: what weights can be fitted to.
 *
 * customer-hits RULES <PAIRS.jsonl >HITS.jsonl; without standard input's lines, the names of the
 * rules that may have weights. SPDX-License-Identifier: MIT */
#include "hits.h"

#include <stdio.h>

#include "feelings.h"
#include "scores.h"

/* Feelings count as traits as well: by what they are, and by how far this rule can be trusted. */
static bool
may_weigh(const Rule *rule)
{
	if (rule->side != SIDE_CUSTOMER)
		return false;
	return rule->means == MEANS_SIGN || rule->means == MEANS_SIGNAL ||
	       rule->means == MEANS_FEELING;
}

static void
print_rules(const GPtrArray *own)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (guint i = 0; i < own->len; i++) {
		const Rule *rule = ((const Hit *)own->pdata[i])->rule;
		if (may_weigh(rule))
			hits_add(names, rule);
	}
	hits_print(names);
}

static void
print_traits(const GPtrArray *own, const Prose *prose)
{
	int traits[N_TRAITS];

	scores_traits(own, prose, traits);
	for (int i = 0; i < N_TRAITS; i++) {
		g_autofree char *name = trait_name(i);
		printf("%s\"%s\": %d", i > 0 ? ", " : "", name, traits[i]);
	}
}

static void
print_hits(const Rulebook *rulebook, const char *id, const char *text)
{
	g_autoptr(Prose) prose = rulebook_prose(rulebook, "en", text);
	Hits *hits = rulebook_read(rulebook, "en", SIDE_CUSTOMER, prose, 0);
	g_autoptr(GPtrArray) own = feelings_own_hits(hits, prose);

	printf("{\"id\": \"%s\", \"traits\": {", id);
	print_traits(own, prose);
	printf("}, \"rules\": [");
	print_rules(own);
	printf("]}\n");
	hits_free(hits);
}

static void
read_pair(const Rulebook *rulebook, JsonObject *pair)
{
	print_hits(rulebook, json_object_get_string_member(pair, "id"),
		json_object_get_string_member(pair, "customer"));
}

int
main(int argc, char **argv)
{
	return hits_main(argc, argv, may_weigh, read_pair);
}
