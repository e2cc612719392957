/* ctl-rules.c - empathyctl rules: what is loaded, one rule as written, every rule's examples.
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ctl.h"
#include "manner.h"
#include "scores.h"
#include "table.h"

static const char *const side_names[N_SIDES] = {
	[SIDE_CUSTOMER] = "customer",
	[SIDE_REPLY] = "reply",
};

/* "worry 2", "event baby", "regret". Caller frees. */
static char *
meaning(const Rule *rule)
{
	if (rule->means == MEANS_FEELING)
		return g_strdup_printf("%s %d", feeling_name(rule->feeling), rule->intensity);
	if (rule->means == MEANS_EVENT)
		return g_strdup_printf("event %s", event_name(rule->event));
	return g_strdup(means_name(rule->means));
}

static int
list(const CtlGiven *given, char **arguments)
{
	static const TableColumn columns[] = {
		{ .title = "RULE" },
		{ .title = "LANGUAGE" },
		{ .title = "SIDE" },
		{ .title = "MEANS" },
		{ .title = "MODE" },
		{ .title = "WHERE", .fit = TABLE_PATH },
		{ .title = NULL },
	};
	const GPtrArray *rules = rulebook_rules(given->rulebook);

	(void)arguments;
	g_autoptr(Table) table = table_new(columns, isatty(STDOUT_FILENO) != 0, false);
	for (guint i = 0; i < rules->len; i++) {
		const Rule *rule = rules->pdata[i];
		g_autofree char *means = meaning(rule);
		g_autofree char *where = g_strdup_printf("%s:%d", rule->file, rule->line);
		const char *cells[] = { rule->name, rule->language, side_names[rule->side], means,
			rule_mode_name(rule->mode), where };
		table_add(table, cells, NULL);
	}
	if (!table_print(table, NULL))
		return ctl_complain(CTL_FAILED, "the table could not be written");
	return rules->len > 0 ? CTL_FINE : CTL_NO;
}

/* What its side's table of weights has of it, where that is anything. */
static void
show_weights(const Rule *rule)
{
	const char *before = "# weighs: ";

	for (int i = 0; i < MOST_SUMS; i++) {
		if (rule->weights[i] == 0)
			continue;
		const char *sum = rule->side == SIDE_CUSTOMER ? score_name((Score)i)
							      : manner_sum_name((MannerSum)i);
		printf("%s%s %d", before, sum, rule->weights[i]);
		before = ", ";
	}
	if (*before == ',')
		putchar('\n');
}

/* Every language's rule of that name. */
static int
show(const CtlGiven *given, char **names)
{
	const GPtrArray *rules = rulebook_rules(given->rulebook);

	for (; *names != NULL; names++) {
		guint n_shown = 0;
		for (guint i = 0; i < rules->len; i++) {
			const Rule *rule = rules->pdata[i];
			if (!g_str_equal(rule->name, *names))
				continue;
			g_autofree char *source = rulebook_source(given->rulebook, rule);
			printf("# %s:%d\n", rule->file, rule->line);
			show_weights(rule);
			printf("%s\n", source);
			n_shown++;
		}
		if (n_shown == 0)
			return ctl_complain(CTL_NO, "there is no rule '%s'", *names);
	}
	return CTL_FINE;
}

static void
tell_failure(const char *message, void *data)
{
	(void)data;
	puts(message);
}

/* Of all languages that have a rule of the name; gives their number. */
static guint
test_named(const Rulebook *rulebook, const char *name, guint *n_examples, guint *n_failed)
{
	const GPtrArray *rules = rulebook_rules(rulebook);
	guint n_rules = 0, failed;

	for (guint i = 0; i < rules->len; i++) {
		const Rule *rule = rules->pdata[i];
		if (!g_str_equal(rule->name, name))
			continue;
		*n_examples += rulebook_test(rulebook, rule, tell_failure, NULL, &failed);
		*n_failed += failed;
		n_rules++;
	}
	return n_rules;
}

static int
test(const CtlGiven *given, char **names)
{
	guint n_examples = 0, n_failed = 0, n_rules = 0;

	if (*names == NULL) {
		n_rules = rulebook_rules(given->rulebook)->len;
		n_examples = rulebook_test(given->rulebook, NULL, tell_failure, NULL, &n_failed);
	}
	for (; *names != NULL; names++) {
		guint n_named = test_named(given->rulebook, *names, &n_examples, &n_failed);
		if (n_named == 0)
			return ctl_complain(CTL_NO, "there is no rule '%s'", *names);
		n_rules += n_named;
	}
	printf("%u %s, %u %s, %u failed\n", n_rules, n_rules == 1 ? "rule" : "rules", n_examples,
		n_examples == 1 ? "example" : "examples", n_failed);
	return n_failed == 0 ? CTL_FINE : CTL_NO;
}

typedef struct Part {
	const char *name;
	int (*run)(const CtlGiven *given, char **arguments);
} Part;

static const Part *
find_part(const char *name)
{
	static const Part parts[] = { { "list", list }, { "show", show }, { "test", test } };

	for (guint i = 0; name != NULL && i < G_N_ELEMENTS(parts); i++)
		if (g_str_equal(name, parts[i].name))
			return &parts[i];
	return NULL;
}

static const char *
misuse(char *const *arguments)
{
	const Part *part = find_part(arguments[0]);

	if (part == NULL)
		return "say 'rules list', 'rules show NAME' or 'rules test'";
	if (part->run == list && arguments[1] != NULL)
		return "rules list takes no more words";
	if (part->run == show && arguments[1] == NULL)
		return "which rule? empathyctl rules show NAME";
	return NULL;
}

static int
run(const CtlGiven *given)
{
	const Part *part = find_part(given->arguments[0]);

	return part != NULL ? part->run(given, given->arguments + 1) : CTL_USAGE;
}

const Command command_rules = {
	.name = "rules",
	.arguments = "list | show NAME... | test [NAME...]",
	.summary = "what the rules are, and whether their own examples hold",
	.description = "list   every rule with its side, meaning, mode and place\n"
		       "show   a rule as it was written, and what it weighs\n"
		       "test   runs every rule's hit and miss examples, or those of the rules "
		       "named;\n"
		       "       the status is 1 when one fails, or when something names what is not "
		       "there",
	.needs = NEEDS_SETTINGS | NEEDS_RULES,
	.misuse = misuse,
	.run = run,
};
