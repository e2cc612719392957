/* ctl-backup.c - empathyctl backup and check-db: the record as a file. SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "ctl.h"
#include "upkeep.h"
#include "yielding.h"

static int
backup(const CtlGiven *given)
{
	g_autoptr(GError) error = NULL;
	const char *path = given->arguments[0];
	gint64 bytes = 0;

	if (path == NULL || given->arguments[1] != NULL)
		return ctl_complain(CTL_USAGE, "name the file to write");
	yielding_to_others();
	if (!upkeep_backup(given->settings->log_database, path, &bytes, &error))
		return ctl_complain(CTL_FAILED, "%s", error->message);
	g_autofree char *size = g_format_size((guint64)bytes);
	printf("%s: %s\n", path, size);
	return CTL_FINE;
}

const Command command_backup = {
	.name = "backup",
	.arguments = "FILE",
	.summary = "copy the record while it is in use",
	.description =
		"The copy is the record as of now, in one file that every command reads with --db. The\n"
		"daemon goes on meanwhile. FILE must not be there yet. Nobody purges copies: delete\n"
		"them when [log] keep has passed. A record of an older version is copied as it is:\n"
		"before this version's daemon first starts, make a copy to go back with.\n",
	.needs = NEEDS_SETTINGS,
	.run = backup,
};

static void
on_told(const char *what, bool is_fine, const char *found, void *data)
{
	bool *is_all_fine = data;
	g_auto(GStrv) lines = g_strsplit(found, "\n", -1);

	*is_all_fine = *is_all_fine && is_fine;
	printf("%-5s  %s\n", is_fine ? "ok" : "WRONG", what);
	for (char **line = lines; !is_fine && *line != NULL; line++)
		printf("       %s\n", *line);
}

static int
check_database(const CtlGiven *given)
{
	g_autoptr(GError) error = NULL;
	bool is_all_fine = true;

	if (given->arguments[0] != NULL)
		return ctl_complain(CTL_USAGE, "'%s' is one word too many", given->arguments[0]);
	if (!upkeep_check(given->record, on_told, &is_all_fine, &error))
		return ctl_complain(CTL_FAILED, "%s", error->message);
	return is_all_fine ? CTL_FINE : CTL_NO;
}

const Command command_check_db = {
	.name = "check-db",
	.arguments = "",
	.summary = "look the record over",
	.description =
		"Is the file whole, of our version, readable for its group alone, and does everything in\n"
		"it fit together? Exit status: 1 when something is wrong, 3 when it cannot be read.\n",
	.needs = NEEDS_SETTINGS | NEEDS_RECORD,
	.run = check_database,
};
