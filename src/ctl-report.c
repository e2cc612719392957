/* ctl-report.c - empathyctl report: what customers felt and how replies met it, for a team.
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ctl.h"
#include "notice-mail.h"
#include "post.h"
#include "record-report.h"
#include "report.h"

static struct {
	char *since, *until, *policy, *html, *to;
	gint64 now;
	gboolean json, mail, sql, colour;
} options;

static const GOptionEntry entries[] = {
	{ "since", 0, 0, G_OPTION_ARG_STRING, &options.since,
		"From then on: monday, 2026-01-31, 4w ... (default: 30d)", "WHEN" },
	{ "until", 0, 0, G_OPTION_ARG_STRING, &options.until, "Until then; a day counts to its end",
		"WHEN" },
	{ "policy", 0, 0, G_OPTION_ARG_STRING, &options.policy, "Under this policy alone", "NAME" },
	{ "html", 0, 0, G_OPTION_ARG_FILENAME, &options.html,
		"Write a page for a browser, complete in one file; - is standard output", "FILE" },
	{ "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "One JSON object, with the SQL behind it",
		NULL },
	{ "sql", 0, 0, G_OPTION_ARG_NONE, &options.sql, "The queries alone, as a file for sqlite3",
		NULL },
	{ "mail", 0, 0, G_OPTION_ARG_NONE, &options.mail,
		"Send it to [notice] lead, by the server of notices", NULL },
	{ "to", 0, 0, G_OPTION_ARG_STRING, &options.to, "... to this address in the lead's place",
		"ADDRESS" },
	{ "color", 0, 0, G_OPTION_ARG_NONE, &options.colour, "Colour even when not on a terminal",
		NULL },
	{ "now", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT64, &options.now,
		"Seconds since 1970, for tests", "SECONDS" },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static GDateTime *
time_now(void)
{
	return options.now > 0 ? g_date_time_new_from_unix_local(options.now)
			       : g_date_time_new_now_local();
}

static int
write_page(const Figures *figures)
{
	g_autofree char *page = report_page(figures);
	g_autoptr(GError) error = NULL;

	if (g_str_equal(options.html, "-")) {
		fputs(page, stdout);
		return CTL_FINE;
	}
	if (!g_file_set_contents(options.html, page, -1, &error))
		return ctl_complain(CTL_FAILED, "%s", error->message);
	fprintf(stderr, "empathyctl: written to %s\n", options.html);
	return CTL_FINE;
}

static int
send_mail(const Settings *settings, const Figures *figures, GDateTime *now)
{
	g_autoptr(GError) error = NULL;
	const char *to = options.to != NULL ? options.to : settings->notice_lead;
	g_autofree char *title = report_title(figures);
	g_autofree char *file = g_strdup_printf("report-%.10s.sql", figures->since);
	g_autofree char *text = report_mail_text(figures, file);
	g_autofree char *html = report_mail(figures);
	g_autofree char *sql = report_sql(figures);
	g_autofree char *uuid = g_uuid_string_random();
	const char *host = strrchr(settings->notice_from, '@');
	g_autofree char *id =
		g_strdup_printf("report.%s%s", uuid, host != NULL ? host : "@localhost");
	bool for_good = false;

	if (*settings->notice_smtp == '\0' || *settings->notice_from == '\0')
		return ctl_complain(
			CTL_FAILED, "nowhere to hand a mail in: set [notice] smtp and from");
	if (*to == '\0')
		return ctl_complain(CTL_FAILED,
			"nobody to send it to: set [notice] lead, or give --to=ADDRESS");
	const NoticeMail mail = { .from = settings->notice_from,
		.to = to,
		.message_id = id,
		.in_reply_to = "",
		.mark = "report",
		.subject = title,
		.text = text,
		.html = html,
		.file = sql,
		.file_name = file,
		.now = g_date_time_to_unix(now) };
	g_autoptr(GBytes) bytes = notice_mail_write(&mail);
	post_init();
	if (!post_send(settings, to, bytes, NULL, &for_good, &error))
		return ctl_complain(CTL_FAILED, "not sent: %s", error->message);
	fprintf(stderr, "empathyctl: sent to %s\n", to);
	return CTL_FINE;
}

static int
tell(const CtlGiven *given, const Figures *figures, GDateTime *now)
{
	if (options.html != NULL)
		return write_page(figures);
	if (options.mail)
		return send_mail(given->settings, figures, now);
	if (options.sql) {
		g_autofree char *sql = report_sql(figures);
		fputs(sql, stdout);
		return CTL_FINE;
	}
	bool colour = options.colour || (isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL);
	g_autofree char *text = options.json ? report_json(figures) : report_text(figures, colour);
	fputs(text, stdout);
	if (options.json)
		putchar('\n');
	return CTL_FINE;
}

static int
check_usage(const CtlGiven *given)
{
	if (given->arguments[0] != NULL)
		return ctl_complain(CTL_USAGE, "'%s' is one word too many", given->arguments[0]);
	if (options.json + options.sql + options.mail + (options.html != NULL) > 1)
		return ctl_complain(
			CTL_USAGE, "of --json, --html, --sql and --mail only one can be given");
	if (options.to != NULL && !options.mail)
		return ctl_complain(CTL_USAGE, "--to says where --mail sends it");
	return CTL_FINE;
}

static int
report(const CtlGiven *given)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GDateTime) now = time_now();
	/* What came in this very second counts as well. */
	g_autoptr(GDateTime) end = g_date_time_add_seconds(now, options.now > 0 ? 0 : 1);
	g_autoptr(GDateTime) utc = g_date_time_to_utc(now);
	g_autofree char *made_at = g_date_time_format(utc, "%Y-%m-%dT%H:%M:%SZ");

	if (check_usage(given) != CTL_FINE)
		return CTL_USAGE;
	g_autofree char *since = NULL;
	g_autofree char *until = NULL;
	if (!ctl_moment(
		    "--since", options.since != NULL ? options.since : "30d", now, false, &since) ||
		!ctl_moment("--until", options.until != NULL ? options.until : "now",
			options.until != NULL ? now : end, true, &until))
		return CTL_USAGE;
	if (strcmp(since, until) >= 0)
		return ctl_complain(CTL_USAGE, "--until is not after --since");
	const ReportQuery query = {
		.since = since,
		.until = until,
		.policy = options.policy,
		.made_at = made_at,
		.per_agent = given->settings->log_per_agent != 0,
		.authors = (const char *const *)given->settings->stories_authors,
	};
	g_autoptr(Figures) figures = record_figures(given->record, &query, &error);
	if (figures == NULL)
		return ctl_complain(CTL_FAILED, "%s", error->message);
	if (figures_find(figures, "skips")->rows->len == 0 && figures->n_agents == 0)
		return ctl_complain(CTL_NO, "nothing was seen in this time");
	return tell(given, figures, now);
}

const Command command_report = {
	.name = "report",
	.arguments = "",
	.summary = "what customers felt over time, and how replies met it",
	.description =
		"About teams: nothing per agent unless [log] per-agent = yes, nothing about groups of\n"
		"fewer than five. Every figure comes with its SQL: linked on the page\n"
		"and in the mail, alone with --sql.\n"
		"Exit status: 1 when nothing was seen in that time.\n",
	.options = entries,
	.needs = NEEDS_SETTINGS | NEEDS_RECORD,
	.run = report,
};
