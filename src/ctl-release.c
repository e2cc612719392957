/* ctl-release.c - empathyctl release and discard: what becomes of a held reply.
 * SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "ctl-request.h"
#include "held-next.h"
#include "request.h"
#include "terminal.h"

static struct {
	char *reason;
	gint64 now;
} options;

static const GOptionEntry entries[] = {
	{ "reason", 'r', 0, G_OPTION_ARG_STRING, &options.reason, "Why; the record keeps it",
		"TEXT" },
	{ "now", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT64, &options.now,
		"Seconds since 1970 to go by", "SECONDS" },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

/* Still held, and nobody wants the opposite? The file of somebody who may only read is answered by
 * nobody, so it is said here. */
static int
check_state(const CtlGiven *given, const char *kind, const char *id)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(HeldReply) reply = held_find(given->record, id, &error);

	if (error != NULL)
		return ctl_complain(CTL_FAILED, "%s", error->message);
	if (reply == NULL)
		return ctl_complain(CTL_NO, "'%s' was never held", id);
	if (!g_str_equal(reply->state, "held"))
		return ctl_complain(CTL_NO, "'%s' is not held, but %s", id, reply->state);
	if (reply->request.number != 0 && !g_str_equal(reply->request.kind, kind))
		return ctl_complain(CTL_NO, "'%s' is asked for already, by %s: %s", id,
			reply->request.actor, held_fate(reply->request.kind));
	return CTL_FINE;
}

/* What comes next. A file is not in the record yet. */
static int
tell(const CtlGiven *given, const char *kind, const char *id)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GDateTime) now = g_date_time_new_now_local();
	g_autoptr(HeldReply) reply = held_find(given->record, id, &error);
	g_autofree char *next =
		reply != NULL && reply->request.number != 0
			? held_next(reply, now)
			: g_strdup_printf("asked for: %s in the next minute", held_fate(kind));
	g_autofree char *clean = terminal_clean(next);

	printf("%s: %s\n", id, clean);
	return CTL_FINE;
}

static int
ask(const CtlGiven *given, const char *kind)
{
	int status = CTL_USAGE;
	gint64 now = options.now != 0 ? options.now : g_get_real_time() / G_USEC_PER_SEC;
	bool has_reason = options.reason != NULL && *options.reason != '\0';
	const char *reason = has_reason ? options.reason : REQUEST_WITHOUT_REASON;

	if (given->arguments[0] == NULL || given->arguments[1] != NULL)
		return ctl_complain(CTL_USAGE, "name one id, as 'empathyctl held' shows it");
	g_autofree char *id = ctl_whole_id(given, given->arguments[0], &status);
	if (id == NULL)
		return status;
	status = check_state(given, kind, id);
	if (status == CTL_FINE)
		status = ctl_request(given, kind, id, reason, NULL, now);
	return status == CTL_FINE ? tell(given, kind, id) : status;
}

static int
release(const CtlGiven *given)
{
	return ask(given, "release");
}

static int
discard(const CtlGiven *given)
{
	return ask(given, "discard");
}

const Command command_release = {
	.name = "release",
	.arguments = "ID",
	.summary = "let a held reply go to the customer as it is",
	.description =
		"ID is ours, its beginning, or the mail server's queue id. The queue's worker does it\n"
		"within a minute. Exit status: 1 when it is not held.\n",
	.options = entries,
	.needs = NEEDS_SETTINGS | NEEDS_WRITING,
	.run = release,
};

const Command command_discard = {
	.name = "discard",
	.arguments = "ID",
	.summary = "delete a held reply, so that it is never sent",
	.description =
		"ID is ours, its beginning, or the mail server's queue id. The queue's worker does it\n"
		"within a minute. Exit status: 1 when it is not held.\n",
	.options = entries,
	.needs = NEEDS_SETTINGS | NEEDS_WRITING,
	.run = discard,
};
