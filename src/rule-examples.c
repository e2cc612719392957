/* rule-examples.c - every rule proves itself. SPDX-License-Identifier: MIT */
#include "rule-examples.h"

#include "rule-reader.h"

/* Everything is raised, so that `only` lets the rule speak. */
static bool
is_hit(const Pack *pack, const PackRule *rule, const char *text, bool *has_no_answer)
{
	g_auto(GStrv) lines = g_strsplit(text, "\\n", -1);
	g_autofree char *joined = g_strjoinv("\n", lines);
	g_autoptr(Prose) prose = prose_respelled(joined, pack->respelling);
	ReadRequest request = { .pack = pack,
		.side = rule->rule.side,
		.prose = prose,
		.raised = ~(guint64)0,
		.alone = rule };
	g_autoptr(Hits) hits = rule_read(&request);

	*has_no_answer = hits->no_answer->len > 0;
	for (guint i = 0; i < hits->hits->len; i++) {
		if (g_array_index(hits->hits, Hit, i).rule == &rule->rule)
			return true;
	}
	return false;
}

static void
run(const Pack *pack, const PackRule *rule, const GArray *examples, bool wanted,
	RuleExampleReport report, void *data, guint *failed)
{
	for (guint i = 0; i < examples->len; i++) {
		const Example *example = &g_array_index(examples, Example, i);
		bool has_no_answer;
		bool got = is_hit(pack, rule, example->text, &has_no_answer);

		if (got == wanted && !has_no_answer)
			continue;
		(*failed)++;
		g_autofree char *message = g_strdup_printf("%s:%d: [%s] %s: %s", rule->rule.file,
			example->line, rule->rule.name,
			has_no_answer ? "reaches a limit of the machine"
			: wanted      ? "does not find its hit"
				      : "finds its miss",
			example->text);
		report(message, data);
	}
}

guint
rule_examples_run(
	const Pack *pack, const PackRule *rule, RuleExampleReport report, void *data, guint *failed)
{
	if (rule->idle != NULL) {
		(*failed)++;
		report(rule->idle, data);
		return 0;
	}
	run(pack, rule, rule->hits, true, report, data, failed);
	run(pack, rule, rule->misses, false, report, data, failed);
	return rule->hits->len + rule->misses->len;
}
