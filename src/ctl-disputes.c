/* ctl-disputes.c - empathyctl disputes: where agents say that a judgement is wrong.
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ctl.h"
#include "explain.h"
#include "moment.h"
#include "opinion.h"
#include "table.h"

static struct {
	gboolean all, json, csv, colour;
} options;

static const GOptionEntry entries[] = {
	{ "all", 0, 0, G_OPTION_ARG_NONE, &options.all, "Those that were decided as well", NULL },
	{ "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "One JSON object a line", NULL },
	{ "csv", 0, 0, G_OPTION_ARG_NONE, &options.csv, "For a spreadsheet", NULL },
	{ "color", 0, 0, G_OPTION_ARG_NONE, &options.colour, "Colour even when not on a terminal",
		NULL },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static const char *const fields[] = { "id", "at", "by", "check", "machine", "note", "state",
	"decision", "decided_by", "decided_at", "decision_note", "agent", "customer", NULL };

static const TableColumn columns[] = {
	{ .title = "WHEN" },
	{ .title = "BY", .fit = TABLE_ADDRESS },
	{ .title = "ABOUT" },
	{ .title = "NOTE", .fit = TABLE_TEXT },
	{ .title = "STATE", .fit = TABLE_TEXT },
	{ .title = "ID", .fit = TABLE_ID },
	{ .title = NULL },
};

typedef struct Listing {
	Table *table;
	GDateTime *now;
	guint count;
} Listing;

static void
add_row(const Listing *listing, const Opinion *opinion)
{
	g_autofree char *when = moment_show(opinion->at, listing->now);
	bool is_open = g_str_equal(opinion->state, "open");
	g_autofree char *state =
		is_open ? g_strdup("open")
			: g_strdup_printf("%s %ss", opinion->decided_by, opinion->decision);
	const char *const cells[] = { when, opinion->by,
		*opinion->check != '\0' ? opinion->check : "verdict", opinion->note, state,
		opinion->id, NULL };
	const Ink inks[] = { INK_PLAIN, INK_PLAIN, INK_PLAIN, INK_PLAIN,
		is_open ? INK_YELLOW : INK_PLAIN, INK_DIM };

	table_add(listing->table, cells, inks);
}

static bool
visit(const Opinion *opinion, void *data)
{
	Listing *listing = data;
	const char *const values[] = { opinion->id, opinion->at, opinion->by, opinion->check,
		opinion->machine, opinion->note, opinion->state, opinion->decision,
		opinion->decided_by, opinion->decided_at, opinion->decision_note, opinion->agent,
		opinion->customer, NULL };

	listing->count++;
	if (options.json) {
		g_autofree char *line = explain_row(fields, values);
		puts(line);
	} else if (options.csv) {
		g_autofree char *row = table_csv(values);
		fputs(row, stdout);
	} else {
		add_row(listing, opinion);
	}
	return ferror(stdout) == 0;
}

static int
disputes(const CtlGiven *given)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GDateTime) now = g_date_time_new_now_local();
	bool is_terminal = isatty(STDOUT_FILENO);
	bool colour = options.colour || (is_terminal && getenv("NO_COLOR") == NULL);
	g_autoptr(Table) table = table_new(columns, is_terminal, colour);
	Listing listing = { table, now, 0 };

	if (given->arguments[0] != NULL)
		return ctl_complain(CTL_USAGE, "'%s' is one word too many", given->arguments[0]);
	if (options.json && options.csv)
		return ctl_complain(CTL_USAGE, "--json and --csv do not go together");
	if (options.csv) {
		g_autofree char *header = table_csv(fields);
		fputs(header, stdout);
	}
	if (!opinion_disputes(given->record, options.all, visit, &listing, &error))
		return ctl_complain(CTL_FAILED, "%s", error->message);
	if (listing.count == 0)
		return ctl_complain(CTL_NO, options.all ? "there are none" : "none is open");
	if (!options.json && !options.csv && !table_print(table, given->record))
		return ctl_unwritten();
	return CTL_FINE;
}

const Command command_disputes = {
	.name = "disputes",
	.arguments = "",
	.summary = "list where agents say that a judgement is wrong",
	.description =
		"Oldest first. Decide one with 'empathyctl resolve ID agree|disagree', after a look at\n"
		"it with 'empathyctl show ID'. Exit status: 1 when there are none.\n",
	.options = entries,
	.needs = NEEDS_SETTINGS | NEEDS_RECORD,
	.run = disputes,
};
