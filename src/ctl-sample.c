/* ctl-sample.c - empathyctl sample: replies drawn for review. SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ctl.h"
#include "explain.h"
#include "moment.h"
#include "page.h"
#include "sample.h"
#include "table.h"

/* No seed that anybody gives. */
#define NOT_SAID G_MININT64

static struct {
	char *since, *until;
	int n;
	gint64 seed;
	gboolean json, colour;
} options = { .n = 20, .seed = NOT_SAID };

static const GOptionEntry entries[] = {
	{ "since", 0, 0, G_OPTION_ARG_STRING, &options.since,
		"Replies from then on: today, monday, 2026-01-31, 4h, 3d", "WHEN" },
	{ "until", 0, 0, G_OPTION_ARG_STRING, &options.until, "Until then; a day counts to its end",
		"WHEN" },
	{ "limit", 'n', 0, G_OPTION_ARG_INT, &options.n, "At most so many (20)", "N" },
	{ "seed", 0, 0, G_OPTION_ARG_INT64, &options.seed, "Draw the same ones again", "NUMBER" },
	{ "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "One JSON object a line", NULL },
	{ "color", 0, 0, G_OPTION_ARG_NONE, &options.colour, "Colour even when not on a terminal",
		NULL },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

/* Not whose they are: the reply is reviewed, not its author. */
static const TableColumn columns[] = {
	{ .title = "WHEN" },
	{ .title = "DRAWN AS", .may_go = true },
	{ .title = "VERDICT" },
	{ .title = "FAILED", .fit = TABLE_TEXT },
	{ .title = "FEELINGS", .fit = TABLE_TEXT },
	{ .title = "ID", .fit = TABLE_ID },
	{ .title = NULL },
};

static void
print_json(const GPtrArray *drawn)
{
	static const char *const names[] = { "id", "at", "kind", "verdict", "failed", "feelings",
		"reason", NULL };

	for (guint i = 0; i < drawn->len; i++) {
		const SampleReply *reply = drawn->pdata[i];
		const char *const values[] = { reply->id, reply->at, reply->kind, reply->verdict,
			reply->failed, reply->feelings, reply->reason, NULL };
		g_autofree char *line = explain_row(names, values);
		puts(line);
	}
}

static int
print_table(const CtlGiven *given, const GPtrArray *drawn, GDateTime *now)
{
	bool is_terminal = isatty(STDOUT_FILENO);
	bool colour = options.colour || (is_terminal && getenv("NO_COLOR") == NULL);
	g_autoptr(Table) table = table_new(columns, is_terminal, colour);

	for (guint i = 0; i < drawn->len; i++) {
		const SampleReply *reply = drawn->pdata[i];
		g_autofree char *when = moment_show(reply->at, now);
		const char *const cells[] = { when, reply->kind, reply->verdict, reply->failed,
			reply->feelings, reply->id, NULL };
		const Ink inks[] = { INK_PLAIN, INK_PLAIN, page_verdict_ink(reply->verdict),
			INK_PLAIN, INK_PLAIN, INK_DIM };
		table_add(table, cells, inks);
	}
	if (!table_print(table, given->record))
		return ctl_unwritten();
	fputs("For each: 'empathyctl show ID', then 'empathyctl label ID agree|disagree'\n",
		stderr);
	return CTL_FINE;
}

static int
sample(const CtlGiven *given)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GDateTime) now = g_date_time_new_now_local();
	g_autofree char *since = NULL;
	g_autofree char *until = NULL;
	guint32 seed = options.seed != NOT_SAID ? (guint32)options.seed : g_random_int();

	if (given->arguments[0] != NULL)
		return ctl_complain(CTL_USAGE, "'%s' is one word too many", given->arguments[0]);
	if (options.n < 1 || options.n > 10000)
		return ctl_complain(CTL_USAGE, "--limit must be from 1 to 10000");
	if (options.seed != NOT_SAID && (options.seed < 0 || options.seed > G_MAXUINT32))
		return ctl_complain(CTL_USAGE, "--seed must be from 0 to %u", G_MAXUINT32);
	if (!ctl_moment("--since", options.since, now, false, &since) ||
		!ctl_moment("--until", options.until, now, true, &until))
		return CTL_USAGE;
	g_autoptr(GPtrArray) drawn =
		sample_draw(given->record, since, until, (guint)options.n, seed, &error);
	if (drawn == NULL)
		return ctl_complain(CTL_FAILED, "%s", error->message);
	if (drawn->len == 0)
		return ctl_complain(CTL_NO, "there is nothing left to review");
	if (!options.json)
		return print_table(given, drawn, now);
	print_json(drawn);
	return CTL_FINE;
}

const Command command_sample = {
	.name = "sample",
	.arguments = "",
	.summary = "draw replies for review, passes among them",
	.description =
		"By chance, as many of each kind where there are enough: stopped, annotated, felt (a\n"
		"feeling was raised and nothing failed), calm. Not those that somebody has labelled\n"
		"already. Whoever reviews only failures learns nothing of what is missed.\n"
		"Exit status: 1 when there is nothing left.\n",
	.options = entries,
	.needs = NEEDS_SETTINGS | NEEDS_RECORD,
	.run = sample,
};
