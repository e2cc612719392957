/* answer-hits.c - which rules about the answer a labelled pair meets, and which traits it has, for
 * tests/judgement/fit.py: what answers.weights can be fitted to. The customer feels what the label
 * says, so that nothing is learnt of what the rules about customers miss.
 *
 * answer-hits RULES <PAIRS.jsonl >HITS.jsonl; the first line has the names of the rules that may
 * have weights. SPDX-License-Identifier: MIT */
#include "config.h" /* getline */

#include <json-glib/json-glib.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

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
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < reply->hits->hits->len; i++) {
		const Hit *hit = &g_array_index(reply->hits->hits, Hit, i);
		const char *comma = g_hash_table_size(seen) > 0 ? ", " : "";
		if (hit->sentence >= reply->first && g_hash_table_add(seen, (gpointer)hit->rule))
			printf("%s\"%s\"", comma, hit->rule->name);
	}
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
read_line(const Rulebook *rulebook, const char *line)
{
	g_autoptr(JsonParser) parser = json_parser_new();
	g_autoptr(GError) error = NULL;

	if (!json_parser_load_from_data(parser, line, -1, &error)) {
		fprintf(stderr, "answer-hits: %s\n", error->message);
		exit(3);
	}
	JsonObject *pair = json_node_get_object(json_parser_get_root(parser));
	g_autoptr(Customer) customer = customer_read(
		rulebook, "en", json_object_get_string_member(pair, "customer"), NULL);
	feel(customer, json_object_get_object_member(pair, "labels"));
	g_autoptr(Reply) reply =
		reply_read(rulebook, "en", json_object_get_string_member(pair, "reply"), customer);
	print_hits(customer, reply);
}

static void
print_all_names(const Rulebook *rulebook)
{
	const GPtrArray *rules = rulebook_rules(rulebook);
	const char *comma = "";

	printf("[");
	for (guint i = 0; i < rules->len; i++) {
		const Rule *rule = rules->pdata[i];
		if (rule->side != SIDE_REPLY || !g_str_equal(rule->language, "en"))
			continue;
		printf("%s\"%s\"", comma, rule->name);
		comma = ", ";
	}
	printf("]\n");
}

int
main(int argc, char **argv)
{
	char *line = NULL;
	size_t size = 0;

	setlocale(LC_ALL, "");
	if (argc != 2) {
		fprintf(stderr, "usage: answer-hits RULES <PAIRS.jsonl\n");
		return 2;
	}
	const char *folders[] = { argv[1], NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(Rulebook) rulebook = rulebook_load(folders, &error);
	if (rulebook == NULL)
		g_error("%s", error->message);
	print_all_names(rulebook);
	while (getline(&line, &size, stdin) > 0)
		read_line(rulebook, line);
	free(line);
	return 0;
}
