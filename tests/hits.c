/* hits.c - what customer-hits and answer-hits have in common. SPDX-License-Identifier: MIT */
#include "config.h" /* getline */

#include "hits.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

void
hits_add(GPtrArray *names, const Rule *rule)
{
	if (!g_ptr_array_find(names, rule->name, NULL))
		g_ptr_array_add(names, rule->name);
}

void
hits_print(const GPtrArray *names)
{
	for (guint i = 0; i < names->len; i++)
		printf("%s\"%s\"", i > 0 ? ", " : "", (const char *)names->pdata[i]);
}

static void
print_all_names(const Rulebook *rulebook, bool (*may_weigh)(const Rule *rule))
{
	const GPtrArray *rules = rulebook_rules(rulebook);
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (guint i = 0; i < rules->len; i++) {
		const Rule *rule = rules->pdata[i];
		if (g_str_equal(rule->language, "en") && may_weigh(rule))
			hits_add(names, rule);
	}
	printf("[");
	hits_print(names);
	printf("]\n");
}

/* NULL when the line is no JSON, which was said. The caller unrefs. */
static JsonParser *
parsed(const char *line)
{
	g_autoptr(JsonParser) parser = json_parser_new();
	g_autoptr(GError) error = NULL;

	if (json_parser_load_from_data(parser, line, -1, &error))
		return g_steal_pointer(&parser);
	fprintf(stderr, "%s: %s\n", g_get_prgname(), error->message);
	return NULL;
}

int
hits_main(int argc, char **argv, bool (*may_weigh)(const Rule *rule),
	void (*read_pair)(const Rulebook *rulebook, JsonObject *pair))
{
	char *line = NULL;
	size_t size = 0;
	bool is_fine = true;

	setlocale(LC_ALL, "");
	g_set_prgname(argv[0]);
	if (argc != 2) {
		fprintf(stderr, "usage: %s RULES <PAIRS.jsonl\n", argv[0]);
		return 2;
	}
	const char *folders[] = { argv[1], NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(Rulebook) rulebook = rulebook_load(folders, &error);
	if (rulebook == NULL)
		g_error("%s", error->message);
	print_all_names(rulebook, may_weigh);
	while (is_fine && getline(&line, &size, stdin) > 0) {
		g_autoptr(JsonParser) parser = parsed(line);
		is_fine = parser != NULL;
		if (is_fine)
			read_pair(rulebook, json_node_get_object(json_parser_get_root(parser)));
	}
	free(line);
	return is_fine ? 0 : 3;
}
