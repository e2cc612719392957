/* ctl-purge.c - empathyctl purge: old rows go now, to the last byte. SPDX-License-Identifier: MIT
 */
#include <stdio.h>

#include "ctl.h"
#include "moment.h"
#include "upkeep.h"

static struct {
	char *before;
	gboolean dry_run, anew;
} options;

static const GOptionEntry entries[] = {
	{ "before", 0, 0, G_OPTION_ARG_STRING, &options.before,
		"Replies judged before then: 2026-01-31, monday, 90d; without it [log] keep says",
		"WHEN" },
	{ "rewrite", 0, 0, G_OPTION_ARG_NONE, &options.anew,
		"Write the file anew, whatever its size: mail waits about 7 ms a megabyte", NULL },
	{ "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, "Only say how much there is",
		NULL },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

/* What is kept by the settings begins there; when all is kept, with the first of all times. */
static char *
begin_of_kept(const Settings *settings)
{
	g_autoptr(GDateTime) now = g_date_time_new_now_utc();
	g_autoptr(GDateTime) begin =
		settings->log_keep > 0 ? g_date_time_add_seconds(now, -(gdouble)settings->log_keep)
				       : NULL;

	return begin != NULL ? g_date_time_format(begin, "%Y-%m-%dT%H:%M:%S")
			     : g_strdup("1970-01-01T00:00:00");
}

static int
purge_before(const CtlGiven *given, const char *before, const char *when)
{
	g_autoptr(GError) error = NULL;
	guint n = 0, held = 0;

	if (!upkeep_count_before(given->record, before, &n, &held, &error) ||
		(!options.dry_run && !upkeep_purge(given->record, given->settings, before,
					     options.before != NULL, &error)))
		return ctl_complain(CTL_FAILED, "%s", error->message);
	printf("%s %u %s from before %s\n", options.dry_run ? "would delete" : "deleted", n,
		n == 1 ? "reply" : "replies", when);
	if (held > 0)
		printf("%u %s held and %s\n", held, held == 1 ? "is" : "are",
			held == 1 ? "stays" : "stay");
	if (!options.dry_run && !upkeep_scrub(given->record, options.anew, &error))
		return ctl_complain(CTL_FAILED, "%s", error->message);
	return CTL_FINE;
}

static int
purge(const CtlGiven *given)
{
	g_autoptr(GDateTime) now = g_date_time_new_now_local();
	g_autofree char *before = NULL;

	if (given->arguments[0] != NULL)
		return ctl_complain(CTL_USAGE, "'%s' is one word too many", given->arguments[0]);
	if (!ctl_moment("--before", options.before, now, false, &before))
		return CTL_USAGE;
	if (!options.dry_run && !given->can_write)
		return ctl_may_not_write(given);
	if (before == NULL)
		before = begin_of_kept(given->settings);
	g_autofree char *when = moment_show(before, now);
	return purge_before(given, before, when);
}

const Command command_purge = {
	.name = "purge",
	.arguments = "",
	.summary = "delete old rows now, to the last byte",
	.description =
		"What the daemon does every day: replies older than [log] keep are deleted, but for held\n"
		"ones, and what is older than [memory] keep and [script] keep; with --before all that is\n"
		"from before. Nothing of it is left in the file's bytes.\n"
		"Mail never waits longer than half a second for it.\n"
		"Needs the right to write to the record.\n",
	.options = entries,
	.needs = NEEDS_SETTINGS | NEEDS_WRITING,
	.run = purge,
};
