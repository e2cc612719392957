/* ctl-metrics.c - empathyctl metrics: how the filter is doing, for Prometheus.
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "ctl.h"
#include "record-metrics.h"

static struct {
	char *textfile;
	gint64 now;
} options;

static const GOptionEntry entries[] = {
	{ "textfile", 0, 0, G_OPTION_ARG_FILENAME, &options.textfile,
		"Write them to a file at once, for node-exporter's collector: NAME.prom", "FILE" },
	{ "now", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT64, &options.now,
		"Seconds since 1970, for tests", "SECONDS" },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static int
metrics(const CtlGiven *given)
{
	g_autoptr(GError) error = NULL;
	gint64 now = options.now > 0 ? options.now : g_get_real_time() / G_USEC_PER_SEC;

	if (given->arguments[0] != NULL)
		return ctl_complain(CTL_USAGE, "'%s' is one word too many", given->arguments[0]);
	if (options.textfile != NULL && !g_str_has_suffix(options.textfile, ".prom"))
		return ctl_complain(CTL_USAGE,
			"'%s' does not end in .prom: the collector would not read it",
			options.textfile);
	g_autofree char *text = record_metrics(given->record, now, &error);
	if (text == NULL)
		return ctl_complain(CTL_FAILED, "%s", error->message);
	if (options.textfile == NULL) {
		fputs(text, stdout);
		return CTL_FINE;
	}
	/* In one step, so that nobody reads half of it; another account reads it. */
	if (!g_file_set_contents_full(
		    options.textfile, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0644, &error))
		return ctl_complain(CTL_FAILED, "%s", error->message);
	return CTL_FINE;
}

const Command command_metrics = {
	.name = "metrics",
	.arguments = "",
	.summary = "how the filter is doing, for Prometheus",
	.description = "Prometheus' text exposition, of the record. Nothing of anybody's words.\n",
	.options = entries,
	.needs = NEEDS_SETTINGS | NEEDS_RECORD,
	.run = metrics,
};
