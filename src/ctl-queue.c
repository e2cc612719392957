/* ctl-queue.c - empathyctl queue run: carries out, in the mail server's queue, what is asked for
 * and what is due. SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <unistd.h>

#include "ctl.h"
#include "log.h"
#include "queue-run.h"
#include "terminal.h"

static struct {
	gint64 now;
} options;

static const GOptionEntry entries[] = {
	{ "now", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT64, &options.now,
		"Seconds since 1970 to go by", "SECONDS" },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

/* In a journal both end up side by side, and the level tells them apart; at a terminal what was
 * done is the answer. */
static void
tell(bool is_trouble, const char *line, void *data)
{
	(void)data;
	g_autofree char *clean = terminal_clean(line);

	fprintf(is_trouble ? stderr : stdout, "%s%s\n",
		is_trouble ? log_mark(LOG_LEVEL_WARNING) : "", clean);
	fflush(stdout);
}

/* Without its words no notice is written; what has to be done is done all the same. */
static Wording *
load_wording(const Settings *settings)
{
	g_autoptr(GError) error = NULL;

	if (*settings->notice_smtp == '\0' || *settings->notice_from == '\0')
		return NULL;
	Wording *wording = wording_load((const char *const *)settings->rules_path, &error);
	if (wording == NULL)
		ctl_complain(CTL_FAILED, "%s: nobody can be told by mail", error->message);
	return wording;
}

static int
run_queue(const CtlGiven *given)
{
	g_autoptr(GError) error = NULL;
	const Settings *settings = given->settings;
	const QueueBackend *backend = queue_backend(settings);

	if (given->arguments[0] == NULL || !g_str_equal(given->arguments[0], "run") ||
		given->arguments[1] != NULL)
		return ctl_complain(CTL_USAGE, "say 'empathyctl queue run'");
	if (geteuid() != 0)
		return ctl_complain(CTL_FAILED,
			"the mail server's queue is root's; to ask for something, see "
			"'empathyctl release' and 'empathyctl discard'");
	if (backend == NULL)
		return ctl_complain(CTL_FAILED, "this [queue] mta is not supported");
	g_autoptr(Wording) wording = load_wording(settings);
	const QueueRun run = { .record = given->record,
		.database = settings->log_database,
		.settings = settings,
		.wording = wording,
		.backend = backend,
		.now = options.now != 0 ? options.now : g_get_real_time() / G_USEC_PER_SEC,
		.told = tell };
	return queue_run(&run, &error) ? CTL_FINE : ctl_complain(CTL_FAILED, "%s", error->message);
}

const Command command_queue = {
	.name = "queue",
	.arguments = "run",
	.summary = "carry out what is asked for and due in the mail server's queue",
	.description =
		"Run by a systemd timer as root: takes in what people asked for, lets go, deletes or\n"
		"returns held replies, reminds, and tells what the queue and the record disagree on.\n"
		"Nothing to do is fine. It may be killed and run again at any time.\n",
	.options = entries,
	.needs = NEEDS_SETTINGS | NEEDS_WRITING,
	.run = run_queue,
};
