/* ctl-log.c - empathyctl log: what was judged, by any question QA may have.
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ctl.h"
#include "explain.h"
#include "moment.h"
#include "page.h"
#include "table.h"

static struct {
	char *since, *until, *agent, *customer, *policy, *verdict, *action, *state, *language;
	char *check, *feeling, *rule, *text;
	gint64 limit;
	gboolean json, csv, colour;
} options;

#define PATTERN "PATTERN"
#define TEXT_OPTION(name, help, argument)                                       \
	{                                                                       \
#name, 0, 0, G_OPTION_ARG_STRING, &options.name, help, argument \
	}

static const GOptionEntry entries[] = {
	TEXT_OPTION(since, "From then on: today, monday, 2026-01-31, \"2026-01-31 14:00\", 4h, 3d",
		"WHEN"),
	TEXT_OPTION(until, "Until then; a day counts to its end", "WHEN"),
	TEXT_OPTION(agent, "Of this agent: an address, a part of one, or with '*'", PATTERN),
	TEXT_OPTION(customer, "To this customer, likewise", PATTERN),
	TEXT_OPTION(policy, "Under this policy", PATTERN),
	TEXT_OPTION(verdict, "pass, annotate, hold, reject or skip", "VERDICT"),
	TEXT_OPTION(action, "What was done about it", "ACTION"),
	TEXT_OPTION(state, "What became of it: held, released, returned ...", "STATE"),
	TEXT_OPTION(check, "That failed this check", "CHECK"),
	TEXT_OPTION(feeling, "In which the customer raised this feeling", "FEELING"),
	TEXT_OPTION(rule, "That this rule had a say in", "RULE"),
	TEXT_OPTION(language, "In this language", "LANGUAGE"),
	TEXT_OPTION(text, "With these words in evidence or reason", "WORDS"),
	{ "limit", 'n', 0, G_OPTION_ARG_INT64, &options.limit, "At most so many, the newest", "N" },
	{ "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "One JSON object a line", NULL },
	{ "csv", 0, 0, G_OPTION_ARG_NONE, &options.csv, "For a spreadsheet", NULL },
	{ "color", 0, 0, G_OPTION_ARG_NONE, &options.colour, "Colour even when not on a terminal",
		NULL },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

/* The cells of an outcome in the order of the view; the table shows some of them. */
static const char *const fields[] = { "id", "at", "host", "queue_id", "message_id", "agent",
	"customer", "policy", "language", "verdict", "action", "state", "reason", "feelings",
	"failed", NULL };

static const TableColumn columns[] = { { "WHEN", false, false }, { "VERDICT", false, false },
	{ "STATE", false, false }, { "AGENT", true, false }, { "CUSTOMER", true, false },
	{ "FAILED", false, false }, { "FEELINGS", true, false }, { "ID", false, false },
	{ NULL, false, false } };

typedef struct Listing {
	Table *table;
	GDateTime *now;
	guint count;
} Listing;

static void
add_row(const Listing *listing, const Outcome *outcome)
{
	g_autofree char *when = moment_show(outcome->at, listing->now);
	bool is_skip = g_str_equal(outcome->verdict, "skip");
	const char *const cells[] = { when, outcome->verdict,
		*outcome->state != '\0' ? outcome->state : outcome->action, outcome->agent,
		outcome->customer, is_skip ? outcome->reason : outcome->failed, outcome->feelings,
		outcome->id, NULL };
	const Ink inks[] = { INK_PLAIN, page_verdict_ink(outcome->verdict), INK_PLAIN, INK_PLAIN,
		INK_PLAIN, INK_PLAIN, INK_PLAIN, INK_DIM };

	table_add(listing->table, cells, inks);
}

static bool
visit(const Outcome *outcome, void *data)
{
	Listing *listing = data;
	const char *const values[] = { outcome->id, outcome->at, outcome->host, outcome->queue_id,
		outcome->message_id, outcome->agent, outcome->customer, outcome->policy,
		outcome->language, outcome->verdict, outcome->action, outcome->state,
		outcome->reason, outcome->feelings, outcome->failed, NULL };

	listing->count++;
	if (options.json) {
		g_autofree char *line = explain_row(fields, values);
		puts(line);
	} else if (options.csv) {
		g_autofree char *row = table_csv(values);
		fputs(row, stdout);
	} else {
		add_row(listing, outcome);
	}
	return ferror(stdout) == 0;
}

static bool
is_word_of(const char *word, const char *const *words)
{
	return word == NULL || g_strv_contains(words, word);
}

/* A typo in a name must not look like "nothing found". */
static int
check_names(void)
{
	static const char *const verdicts[] = { "pass", "annotate", "hold", "reject", "skip",
		NULL };
	CheckId check;
	FeelingKind feeling;

	if (!is_word_of(options.verdict, verdicts))
		return ctl_complain(CTL_USAGE, "there is no verdict '%s'", options.verdict);
	if (options.check != NULL && !check_from_name(options.check, &check))
		return ctl_complain(CTL_USAGE, "there is no check '%s'", options.check);
	if (options.feeling != NULL && !feeling_from_name(options.feeling, &feeling))
		return ctl_complain(CTL_USAGE, "there is no feeling '%s'", options.feeling);
	if (options.limit < 0)
		return ctl_complain(CTL_USAGE, "--limit cannot be less than 0");
	if (options.json && options.csv)
		return ctl_complain(CTL_USAGE, "--json and --csv do not go together");
	return CTL_FINE;
}

static int
list(const CtlGiven *given, const OutcomeQuery *query, GDateTime *now)
{
	g_autoptr(GError) error = NULL;
	bool is_terminal = isatty(STDOUT_FILENO);
	bool colour = options.colour || (is_terminal && getenv("NO_COLOR") == NULL);
	g_autoptr(Table) table = table_new(columns, is_terminal, colour);
	Listing listing = { table, now, 0 };

	if (options.csv) {
		g_autofree char *header = table_csv(fields);
		fputs(header, stdout);
	}
	if (!record_outcomes(given->record, query, visit, &listing, &error))
		return ctl_complain(CTL_FAILED, "%s", error->message);
	if (listing.count == 0)
		return ctl_complain(CTL_NO, "nothing found");
	if (!options.json && !options.csv && !table_print(table, stdout))
		return ctl_complain(CTL_FAILED, "cannot write the answer");
	return CTL_FINE;
}

/* "ann" is enough for "ann@shop.example". */
static char *
pattern_of(const char *text)
{
	if (text == NULL || strpbrk(text, "*@") != NULL)
		return g_strdup(text);
	return g_strdup_printf("*%s*", text);
}

static int
show_log(const CtlGiven *given)
{
	g_autoptr(GDateTime) now = g_date_time_new_now_local();
	g_autofree char *since = NULL;
	g_autofree char *until = NULL;

	if (given->arguments[0] != NULL)
		return ctl_complain(CTL_USAGE, "'%s' is one word too many", given->arguments[0]);
	if (check_names() != CTL_FINE ||
		!ctl_moment("--since", options.since, now, false, &since) ||
		!ctl_moment("--until", options.until, now, true, &until))
		return CTL_USAGE;
	g_autofree char *agent = pattern_of(options.agent);
	g_autofree char *customer = pattern_of(options.customer);
	const OutcomeQuery query = {
		.since = since,
		.until = until,
		.agent = agent,
		.customer = customer,
		.policy = options.policy,
		.verdict = options.verdict,
		.action = options.action,
		.state = options.state,
		.language = options.language,
		.check = options.check,
		.feeling = options.feeling,
		.rule = options.rule,
		.text = options.text,
		.limit = options.limit,
	};
	return list(given, &query, now);
}

const Command command_log = {
	.name = "log",
	.arguments = "",
	.summary = "list what was judged, and what became of it",
	.description =
		"Filters add up. Without --json or --csv it is a table in local time; the others have\n"
		"every column and UTC. 'empathyctl show ID' tells the whole story of one.\n"
		"Exit status: 1 when nothing was found.\n",
	.options = entries,
	.needs = NEEDS_SETTINGS | NEEDS_RECORD,
	.run = show_log,
};
