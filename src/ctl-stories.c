/* ctl-stories.c - empathyctl stories: replies that went well, of those who agreed to be told of.
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ctl.h"
#include "moment.h"
#include "record-report.h"
#include "report.h"

static struct {
	char *since;
	gint64 now;
	gboolean json;
} options;

static const GOptionEntry entries[] = {
	{ "since", 0, 0, G_OPTION_ARG_STRING, &options.since, "From then on (default: 30d)",
		"WHEN" },
	{ "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "One JSON object", NULL },
	{ "now", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT64, &options.now,
		"Seconds since 1970, for tests", "SECONDS" },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static int
tell(const Figures *figures)
{
	bool colour = isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL;
	g_autofree char *text =
		options.json ? report_json(figures) : report_stories(figures, colour);

	if (figures_find(figures, "stories")->rows->len == 0)
		return ctl_complain(CTL_NO, "no story yet in this time");
	fputs(text, stdout);
	if (options.json)
		putchar('\n');
	return CTL_FINE;
}

static int
stories(const CtlGiven *given)
{
	g_autoptr(GError) error = NULL;
	char **authors = given->settings->stories_authors;
	g_autoptr(GDateTime) now = options.now > 0 ? g_date_time_new_from_unix_local(options.now)
						   : g_date_time_new_now_local();
	g_autofree char *since = NULL;
	g_autofree char *until = moment_read("now", now, true);

	if (given->arguments[0] != NULL)
		return ctl_complain(CTL_USAGE, "'%s' is one word too many", given->arguments[0]);
	if (!ctl_moment(
		    "--since", options.since != NULL ? options.since : "30d", now, false, &since))
		return CTL_USAGE;
	if (authors[0] == NULL)
		return ctl_complain(CTL_NO,
			"nobody has agreed to be told of. Ask, and list who says yes:\n"
			"[stories] authors = ann@shop.example, bob@shop.example");
	const ReportQuery query = { .since = since,
		.until = until,
		.made_at = until,
		.only = "stories",
		.authors = (const char *const *)authors };
	g_autoptr(Figures) figures = record_figures(given->record, &query, &error);
	return figures != NULL ? tell(figures) : ctl_complain(CTL_FAILED, "%s", error->message);
}

const Command command_stories = {
	.name = "stories",
	.arguments = "",
	.summary = "tell of replies that met strong feelings first",
	.description =
		"The newest that met a strong feeling first and in the customer's own case, of authors\n"
		"in [stories] authors, who agreed to it; names, addresses and numbers are left out.\n"
		"Exit status: 1 when there is none.\n",
	.options = entries,
	.needs = NEEDS_SETTINGS | NEEDS_RECORD,
	.run = stories,
};
