/* ctl-export.c - empathyctl export: what the record has, for others. SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "about.h"
#include "ctl.h"
#include "explain.h"
#include "recorded.h"

static struct {
	char *person, *since, *until;
	gboolean labelled;
} options;

static const GOptionEntry entries[] = {
	{ "person", 0, 0, G_OPTION_ARG_STRING, &options.person,
		"All that is kept about this customer, agent or account, as JSON", "ADDRESS" },
	{ "labelled", 0, 0, G_OPTION_ARG_NONE, &options.labelled,
		"Recorded texts with people's labels, as 'evaluate' reads them", NULL },
	{ "since", 0, 0, G_OPTION_ARG_STRING, &options.since,
		"With --labelled: replies from then on", "WHEN" },
	{ "until", 0, 0, G_OPTION_ARG_STRING, &options.until,
		"With --labelled: until then; a day counts to its end", "WHEN" },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

typedef struct Telling {
	const char *section; /* begun and not ended; NULL before the first */
} Telling;

static bool
on_row(const char *section, const char *json, void *data)
{
	Telling *telling = data;

	if (g_strcmp0(telling->section, section) != 0)
		printf("%s,\n \"%s\": [\n  ", telling->section != NULL ? "\n ]" : "", section);
	else
		fputs(",\n  ", stdout);
	telling->section = section;
	fputs(json, stdout);
	return ferror(stdout) == 0;
}

static int
export_person(const CtlGiven *given)
{
	static const char *const names[] = { "person", NULL };
	const char *const values[] = { options.person, NULL };
	g_autoptr(GError) error = NULL;
	g_autofree char *head = explain_row(names, values);
	AboutCount count = { 0 };
	Telling telling = { 0 };

	if (!about_count(given->record, options.person, &count, &error))
		return ctl_complain(CTL_FAILED, "%s", error->message);
	if (about_is_nobody(&count))
		return ctl_complain(CTL_NO, "the record does not know '%s'", options.person);
	head[strlen(head) - 1] = '\0';
	fputs(head, stdout);
	if (!about_tell(given->record, options.person, on_row, &telling, &error))
		return ctl_complain(CTL_FAILED, "%s", error->message);
	puts(telling.section != NULL ? "\n ]\n}" : "}");
	return CTL_FINE;
}

static bool
on_line(const char *json, void *data)
{
	(*(guint *)data)++;
	puts(json);
	return ferror(stdout) == 0;
}

static int
export_labelled(const CtlGiven *given)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GDateTime) now = g_date_time_new_now_local();
	g_autofree char *since = NULL;
	g_autofree char *until = NULL;
	guint n = 0;

	if (!ctl_moment("--since", options.since, now, false, &since) ||
		!ctl_moment("--until", options.until, now, true, &until))
		return CTL_USAGE;
	if (!recorded_labelled(given->record, since, until, on_line, &n, &error))
		return ctl_complain(CTL_FAILED, "%s", error->message);
	if (n > 0)
		return CTL_FINE;
	return ctl_complain(CTL_NO,
		"no labelled reply has its texts in the record: these are kept only with "
		"'[log] text = full'");
}

static int
export_some(const CtlGiven *given)
{
	if (given->arguments[0] != NULL)
		return ctl_complain(CTL_USAGE, "'%s' is one word too many", given->arguments[0]);
	if ((options.person != NULL) == (options.labelled != FALSE) ||
		(options.person != NULL && !about_is_person(options.person)))
		return ctl_complain(CTL_USAGE, "say what: --person=ADDRESS, or --labelled");
	if (options.person != NULL && (options.since != NULL || options.until != NULL))
		return ctl_complain(CTL_USAGE,
			"--person tells everything: --since and --until go with --labelled");
	return options.labelled ? export_labelled(given) : export_person(given);
}

const Command command_export = {
	.name = "export",
	.arguments = "",
	.summary = "write out what is kept of a person, or labelled pairs",
	.description =
		"--person answers a person's request to see what is kept: one JSON object with every\n"
		"reply to or by them, and every label, request, notice and event that names them. It has\n"
		"other people's names and words too: look through it before you hand it out.\n"
		"--labelled writes pairs for 'evaluate', a line each, from recorded texts and what\n"
		"people said of them. Exit status: 1 when there is nothing.\n",
	.options = entries,
	.needs = NEEDS_SETTINGS | NEEDS_RECORD,
	.run = export_some,
};
