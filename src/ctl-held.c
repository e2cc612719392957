/* ctl-held.c - empathyctl held: what is held now, since when, until when, and what comes then.
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ctl.h"
#include "explain.h"
#include "held-next.h"
#include "moment.h"
#include "table.h"

static struct {
	gboolean json, colour;
} options;

static const GOptionEntry entries[] = {
	{ "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "One JSON object a line", NULL },
	{ "color", 0, 0, G_OPTION_ARG_NONE, &options.colour, "Colour even when not on a terminal",
		NULL },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static const TableColumn columns[] = {
	{ .title = "SINCE", .may_go = true },
	{ .title = "UNTIL" },
	{ .title = "THEN" },
	{ .title = "AGENT", .fit = TABLE_ADDRESS },
	{ .title = "CUSTOMER", .fit = TABLE_ADDRESS },
	{ .title = "FAILED", .fit = TABLE_TEXT },
	{ .title = "SAID", .fit = TABLE_TEXT, .may_go = true },
	{ .title = "ID", .fit = TABLE_ID },
	{ .title = NULL },
};

static void
add_row(Table *table, const HeldReply *reply, GDateTime *now)
{
	g_autofree char *held = moment_write(reply->held);
	g_autofree char *since = moment_show(held, now);
	g_autofree char *until = held_until(reply, now);
	g_autofree char *said = held_said(reply);
	bool is_asked = reply->request.number != 0;
	bool is_over = !is_asked && reply->expired != 0;
	const char *then = is_over ? "keep" : is_asked ? reply->request.kind : reply->on_expiry;
	const char *const cells[] = { since, until, then, reply->agent, reply->customer,
		reply->failed, said, reply->id, NULL };
	const Ink inks[] = { INK_PLAIN, INK_PLAIN, is_over ? INK_YELLOW : INK_PLAIN, INK_PLAIN,
		INK_PLAIN, INK_PLAIN, INK_PLAIN, INK_DIM };

	table_add(table, cells, inks);
}

static void
print_json(const HeldReply *reply, GDateTime *now)
{
	static const char *const names[] = { "id", "queue_id", "host", "message_id", "agent",
		"customer", "policy", "failed", "recipient", "held", "remind", "tell_lead",
		"expires", "on_expiry", "override", "reminded", "lead_informed", "expired",
		"absent", "request", "request_by", "request_reason", "request_trouble", "next",
		NULL };
	const gint64 times[] = { reply->held, reply->remind, reply->tell_lead, reply->expires,
		held_told_at(reply, reply->reminded), held_told_at(reply, reply->lead_told),
		reply->expired, reply->absent };
	char *texts[G_N_ELEMENTS(times)] = { NULL };
	g_autofree char *next = held_next(reply, now);
	const HeldRequest *request = &reply->request;

	for (guint i = 0; i < G_N_ELEMENTS(times); i++)
		texts[i] = moment_write(times[i]);
	const char *const values[] = { reply->id, reply->queue_id, reply->host, reply->message_id,
		reply->agent, reply->customer, reply->policy, reply->failed, reply->recipient,
		texts[0], texts[1], texts[2], texts[3], reply->on_expiry, reply->override, texts[4],
		texts[5], texts[6], texts[7], request->kind, request->actor, request->reason,
		request->trouble, next, NULL };
	g_autofree char *line = explain_row(names, values);
	puts(line);
	for (guint i = 0; i < G_N_ELEMENTS(times); i++)
		g_free(texts[i]);
}

/* What lies in the hold queue with our mark, and nobody here waits for. */
static bool
tell_strays(Record *record, GError **error)
{
	g_autoptr(GPtrArray) strays = stray_list(record, error);

	for (guint i = 0; strays != NULL && i < strays->len; i++) {
		const Stray *stray = strays->pdata[i];
		if (*stray->id != '\0')
			ctl_complain(CTL_FINE,
				"%s is in the hold queue as %s, though the record says %s",
				stray->id, stray->queue_id,
				*stray->state != '\0' ? stray->state : "nothing of it");
	}
	return strays != NULL;
}

static int
show_held(const CtlGiven *given)
{
	g_autoptr(GError) error = NULL;
	bool is_terminal = isatty(STDOUT_FILENO);
	bool colour = options.colour || (is_terminal && getenv("NO_COLOR") == NULL);
	g_autoptr(Table) table = table_new(columns, is_terminal, colour);
	g_autoptr(GDateTime) now = g_date_time_new_now_local();

	if (given->arguments[0] != NULL)
		return ctl_complain(CTL_USAGE, "'%s' is one word too many", given->arguments[0]);
	g_autoptr(GPtrArray) held = held_list(given->record, &error);
	if (held == NULL || !tell_strays(given->record, &error))
		return ctl_complain(CTL_FAILED, "%s", error->message);
	if (held->len == 0)
		return ctl_complain(CTL_NO, "nothing is held");
	for (guint i = 0; i < held->len; i++) {
		if (options.json)
			print_json(held->pdata[i], now);
		else
			add_row(table, held->pdata[i], now);
	}
	if (!options.json && !table_print(table, given->record))
		return ctl_unwritten();
	return CTL_FINE;
}

const Command command_held = {
	.name = "held",
	.arguments = "",
	.summary = "list what is held, until when, and what comes then",
	.description =
		"Oldest first. With --json each has all its times (UTC), what was asked for, and the\n"
		"sentence that 'show' has about what comes next. Exit status: 1 when nothing is held.\n",
	.options = entries,
	.needs = NEEDS_SETTINGS | NEEDS_RECORD,
	.run = show_held,
};
