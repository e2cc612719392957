/* customer-hits.c - which rules about the customer a text meets, and which traits it has, for
 * tests/judgement/fit.py: what weights can be fitted to.
 *
 * customer-hits RULES <PAIRS.jsonl >HITS.jsonl; without standard input's lines, the names of the
 * rules that may have weights. SPDX-License-Identifier: MIT */
#include "config.h" /* getline */

#include <json-glib/json-glib.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feelings.h"
#include "scores.h"

/* Signs and signals: feelings count as traits. */
static bool
may_weigh(const Rule *rule)
{
	return rule->means == MEANS_SIGN || rule->means == MEANS_SIGNAL;
}

static void
print_names(const GPtrArray *names)
{
	for (guint i = 0; i < names->len; i++)
		printf("%s\"%s\"", i > 0 ? ", " : "", (const char *)names->pdata[i]);
}

static void
print_rules(const GPtrArray *own)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (guint i = 0; i < own->len; i++) {
		const Rule *rule = ((const Hit *)own->pdata[i])->rule;
		if (may_weigh(rule) && !g_ptr_array_find(names, rule->name, NULL))
			g_ptr_array_add(names, rule->name);
	}
	print_names(names);
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
read_line(const Rulebook *rulebook, const char *line)
{
	g_autoptr(JsonParser) parser = json_parser_new();
	g_autoptr(GError) error = NULL;

	if (!json_parser_load_from_data(parser, line, -1, &error)) {
		fprintf(stderr, "customer-hits: %s\n", error->message);
		exit(3);
	}
	JsonObject *pair = json_node_get_object(json_parser_get_root(parser));
	print_hits(rulebook, json_object_get_string_member(pair, "id"),
		json_object_get_string_member(pair, "customer"));
}

/* The first line: every name there is. */
static void
print_all_names(const Rulebook *rulebook)
{
	const GPtrArray *rules = rulebook_rules(rulebook);
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (guint i = 0; i < rules->len; i++) {
		Rule *rule = rules->pdata[i];
		if (rule->side == SIDE_CUSTOMER && g_str_equal(rule->language, "en") &&
			may_weigh(rule))
			g_ptr_array_add(names, rule->name);
	}
	printf("[");
	print_names(names);
	printf("]\n");
}

int
main(int argc, char **argv)
{
	char *line = NULL;
	size_t size = 0;

	setlocale(LC_ALL, "");
	if (argc != 2) {
		fprintf(stderr, "usage: customer-hits RULES <PAIRS.jsonl\n");
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
