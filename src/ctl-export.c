/* ctl-export.c - empathyctl export: what the record has, for others. SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "about.h"
#include "ctl.h"
#include "explain.h"

static struct {
	char *person;
} options;

static const GOptionEntry entries[] = {
	{ "person", 0, 0, G_OPTION_ARG_STRING, &options.person,
		"All that is kept about this customer, agent or account, as JSON", "ADDRESS" },
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

static int
export_some(const CtlGiven *given)
{
	if (given->arguments[0] != NULL)
		return ctl_complain(CTL_USAGE, "'%s' is one word too many", given->arguments[0]);
	if (options.person == NULL)
		return ctl_complain(CTL_USAGE, "say what: --person=ADDRESS");
	return export_person(given);
}

const Command command_export = {
	.name = "export",
	.arguments = "",
	.summary = "write out what the record has of a person",
	.description =
		"--person answers a person's request to see what is kept: one JSON object with every\n"
		"reply to or by them, and every label, request, notice and event that names them. It has\n"
		"other people's names and words too: look through it before you hand it out.\n"
		"Exit status: 1 when there is nothing.\n",
	.options = entries,
	.needs = NEEDS_SETTINGS | NEEDS_RECORD,
	.run = export_some,
};
