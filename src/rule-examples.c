/* rule-examples.c - every rule proves itself. SPDX-License-Identifier: MIT */
#include "rule-examples.h"

#include "rule-reader.h"

/* By a rule alone, or by all. Everything is raised, so that `only` lets the rules speak. */
static Hits *
read_example(const Pack *pack, Side side, const PackRule *alone, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\\n", -1);
	g_autofree char *joined = g_strjoinv("\n", lines);
	g_autoptr(Prose) prose = prose_respelled(joined, pack->respelling);
	ReadRequest request = {
		.pack = pack, .side = side, .prose = prose, .raised = ~(guint64)0, .alone = alone
	};

	return rule_read(&request);
}

static bool
is_hit(const Pack *pack, const PackRule *rule, const char *text, bool *has_no_answer)
{
	g_autoptr(Hits) hits = read_example(pack, rule->rule.side, rule, text);

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

void
rule_examples_read(const Pack *pack)
{
	for (int side = 0; side < N_SIDES; side++) {
		const GPtrArray *rules = pack->sides[side].rules;
		for (guint i = 0; i < rules->len; i++) {
			const GArray *hits = ((const PackRule *)rules->pdata[i])->hits;
			for (guint k = 0; k < hits->len; k++)
				hits_free(read_example(pack, (Side)side, NULL,
					g_array_index(hits, Example, k).text));
		}
	}
}
