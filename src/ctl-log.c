/* ctl-log.c - empathyctl log: what was judged, by any question QA may have.
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ctl-request.h"
#include "explain.h"
#include "moment.h"
#include "page.h"
#include "table.h"

/* No count that anybody gives. */
#define NOT_SAID G_MININT64

static struct {
	char *since, *until, *agent, *customer, *policy, *verdict, *action, *state, *language;
	char *check, *feeling, *rule, *text;
	char *columns, *before;
	gint64 limit;
	gboolean json, csv, colour;
} options = { .limit = NOT_SAID };

/* A screen or two; whoever wants all of a record says so. */
#define TABLE_LIMIT 100

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
	TEXT_OPTION(check, "That failed this check, or earned praise", "CHECK"),
	TEXT_OPTION(feeling, "In which the customer raised this feeling", "FEELING"),
	TEXT_OPTION(rule, "That this rule had a say in", "RULE"),
	TEXT_OPTION(language, "In this language", "LANGUAGE"),
	TEXT_OPTION(text, "With these words in evidence or reason", "WORDS"),
	{ "limit", 'n', 0, G_OPTION_ARG_INT64, &options.limit,
		"At most so many, the newest (100 in a table); 0: all", "N" },
	TEXT_OPTION(before, "Older than this one: the page after it", "ID"),
	TEXT_OPTION(columns, "These columns, comma between; 'when' is the local time", "NAMES"),
	{ "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "One JSON object a line", NULL },
	{ "csv", 0, 0, G_OPTION_ARG_NONE, &options.csv, "For a spreadsheet", NULL },
	{ "color", 0, 0, G_OPTION_ARG_NONE, &options.colour, "Colour even when not on a terminal",
		NULL },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

/* What the table shows unless --columns says otherwise. */
static const char standard_columns[] = "when,verdict,state,agent,customer,failed,feelings,id";

static const char *const number_columns[] = { "recipients", "microseconds", NULL };

/* Of the view's, and a time for people. */
enum { COLUMN_WHEN = -1, MOST_COLUMNS = 32 };

typedef struct Listing {
	Table *table; /* NULL unless it is one */
	GDateTime *now;
	const int *columns; /* positions in record_outcome_columns, or COLUMN_WHEN */
	const char *const *names;
	guint n_columns;
	guint count;
	char *last; /* the id of the last one */
} Listing;

static int
find_column(const char *name)
{
	for (int i = 0; record_outcome_columns[i] != NULL; i++)
		if (g_str_equal(record_outcome_columns[i], name))
			return i;
	return COLUMN_WHEN;
}

static Ink
ink_of(const Outcome *outcome, const char *name)
{
	if (g_str_equal(name, "verdict"))
		return page_verdict_ink(outcome->verdict);
	return g_str_equal(name, "id") ? INK_DIM : INK_PLAIN;
}

/* The table's own columns say a little more: what was not judged has failed nothing. */
static const char *
cell_of(const Outcome *outcome, const char *name, int column)
{
	bool is_standard = options.columns == NULL && !options.json && !options.csv;

	if (is_standard && g_str_equal(name, "failed") && g_str_equal(outcome->verdict, "skip"))
		return outcome->reason;
	return outcome->columns[column];
}

static bool
visit(const Outcome *outcome, void *data)
{
	Listing *listing = data;
	const char *cells[MOST_COLUMNS + 1] = { NULL };
	Ink inks[MOST_COLUMNS] = { INK_PLAIN };
	g_autofree char *when = moment_show(outcome->at, listing->now);

	for (guint i = 0; i < listing->n_columns; i++) {
		int column = listing->columns[i];
		cells[i] =
			column == COLUMN_WHEN ? when : cell_of(outcome, listing->names[i], column);
		inks[i] = ink_of(outcome, listing->names[i]);
	}
	listing->count++;
	g_free(listing->last);
	listing->last = g_strdup(outcome->id);
	if (options.json) {
		g_autofree char *line = explain_row_with(listing->names, cells, number_columns);
		puts(line);
	} else if (options.csv) {
		g_autofree char *row = table_csv(cells);
		fputs(row, stdout);
	} else {
		table_add(listing->table, cells, inks);
	}
	return ferror(stdout) == 0;
}

static bool
is_word_of(const char *word, const char *const *words)
{
	return word == NULL || g_strv_contains(words, word);
}

/* Takes the names of those there are. */
static int
no_such(const char *what, const char *word, char *names)
{
	g_autofree char *all = names;

	return ctl_complain(CTL_USAGE, "there is no %s '%s', but %s", what, word, all);
}

static char *
joined(const char *const *words)
{
	return g_strjoinv(", ", (char **)words);
}

/* A typo in a name must not look like "nothing found". */
static int
check_names(void)
{
	static const char *const verdicts[] = { "pass", "annotate", "hold", "reject", "skip",
		NULL };
	static const char *const states[] = { "sent", "rejected", "held", "released", "discarded",
		"returned", "superseded", "vanished", NULL };
	CheckId check;
	FeelingKind feeling;

	if (!is_word_of(options.verdict, verdicts))
		return no_such("verdict", options.verdict, joined(verdicts));
	if (options.check != NULL && !check_from_name(options.check, &check))
		return no_such("check", options.check, checks_names());
	if (options.feeling != NULL && !feeling_from_name(options.feeling, &feeling))
		return no_such("feeling", options.feeling, feeling_names());
	if (options.limit < 0 && options.limit != NOT_SAID)
		return ctl_complain(CTL_USAGE, "--limit cannot be less than 0");
	if (!is_word_of(options.action, verdicts))
		return no_such("action", options.action, joined(verdicts));
	if (!is_word_of(options.state, states))
		return no_such("state", options.state, joined(states));
	if (options.json && options.csv)
		return ctl_complain(CTL_USAGE, "--json and --csv do not go together");
	return CTL_FINE;
}

/* NULL when a name is none, which was said. */
static char **
column_names(void)
{
	const char *list = options.columns != NULL         ? options.columns
			   : !options.json && !options.csv ? standard_columns
							   : NULL;
	g_auto(GStrv) names = list != NULL ? g_strsplit(list, ",", MOST_COLUMNS)
					   : g_strdupv((char **)record_outcome_columns);
	g_autofree char *known = g_strjoinv(", ", (char **)record_outcome_columns);

	if (names[0] == NULL) {
		ctl_complain(CTL_USAGE, "--columns names none: there are when, %s", known);
		return NULL;
	}
	for (char **name = names; *name != NULL; name++) {
		g_strstrip(*name);
		if (!g_str_equal(*name, "when") && find_column(*name) == COLUMN_WHEN) {
			ctl_complain(
				CTL_USAGE, "there is no column '%s', but: when, %s", *name, known);
			return NULL;
		}
	}
	return g_steal_pointer(&names);
}

static TableFit
fit_of(const char *name)
{
	static const char *const addresses[] = { "agent", "customer", NULL };
	static const char *const long_ones[] = { "failed", "feelings", "reason", "message_id",
		"passed", NULL };

	if (g_str_equal(name, "id"))
		return TABLE_ID;
	if (g_strv_contains(addresses, name))
		return TABLE_ADDRESS;
	return g_strv_contains(long_ones, name) ? TABLE_TEXT : TABLE_WHOLE;
}

/* Titles in capitals. Where a terminal is very narrow some are left out, unless asked for. */
static Table *
new_table(char **names)
{
	static const char *const first_to_go[] = { "state", "feelings", NULL };
	TableColumn columns[MOST_COLUMNS + 1] = { { .title = NULL } };
	g_autoptr(GPtrArray) titles = g_ptr_array_new_with_free_func(g_free);
	bool is_terminal = isatty(STDOUT_FILENO);

	for (guint i = 0; names[i] != NULL; i++) {
		g_ptr_array_add(titles, g_ascii_strup(names[i], -1));
		columns[i] = (TableColumn){ titles->pdata[i], fit_of(names[i]),
			g_strv_contains(number_columns, names[i]),
			options.columns == NULL && g_strv_contains(first_to_go, names[i]) };
	}
	return table_new(columns, is_terminal,
		options.colour || (is_terminal && getenv("NO_COLOR") == NULL));
}

static int
print_list(const CtlGiven *given, const Listing *listing, const OutcomeQuery *query)
{
	if (listing->count == 0)
		return ctl_complain(CTL_NO, "nothing found");
	if (listing->table != NULL && !table_print(listing->table, given->record))
		return ctl_unwritten();
	if (listing->table != NULL && query->limit > 0 && listing->count == query->limit)
		fprintf(stderr, "These are the newest %u; go on with --before=%s\n", listing->count,
			listing->last);
	return CTL_FINE;
}

static int
list(const CtlGiven *given, const OutcomeQuery *query, GDateTime *now)
{
	g_autoptr(GError) error = NULL;
	g_auto(GStrv) names = column_names();
	if (names == NULL)
		return CTL_USAGE;
	bool is_table = !options.json && !options.csv;
	g_autoptr(Table) table = is_table ? new_table(names) : NULL;
	int columns[MOST_COLUMNS];
	Listing listing = {
		.table = table, .now = now, .columns = columns, .names = (const char *const *)names
	};

	for (; names[listing.n_columns] != NULL; listing.n_columns++)
		columns[listing.n_columns] = find_column(names[listing.n_columns]);
	if (options.csv) {
		g_autofree char *header = table_csv(listing.names);
		fputs(header, stdout);
	}
	int status = record_outcomes(given->record, query, visit, &listing, &error)
			     ? print_list(given, &listing, query)
			     : ctl_complain(CTL_FAILED, "%s", error->message);
	g_free(listing.last);
	return status;
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
	int status = CTL_USAGE;
	g_autofree char *before =
		options.before != NULL ? ctl_whole_id(given, options.before, &status) : NULL;
	if (options.before != NULL && before == NULL)
		return status;
	bool is_table = !options.json && !options.csv;
	gint64 limit = options.limit != NOT_SAID ? options.limit : is_table ? TABLE_LIMIT : 0;
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
		.before = before,
		.limit = limit,
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
