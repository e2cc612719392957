/* ctl-doctor.c - empathyctl doctor: is everything in place? SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <unistd.h>

#include "ctl.h"
#include "doctor.h"
#include "explain.h"
#include "page.h"

static struct {
	char *mta;
	gboolean json, colour;
} options;

static const GOptionEntry entries[] = {
	{ "mta", 0, 0, G_OPTION_ARG_STRING, &options.mta,
		"The mail server: postfix or sendmail; else as [queue] mta says", "NAME" },
	{ "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "One JSON object a line", NULL },
	{ "color", 0, 0, G_OPTION_ARG_NONE, &options.colour, "Colour even when not on a terminal",
		NULL },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static const Ink inks[N_HEALTHS] = {
	[HEALTH_FINE] = INK_GREEN,
	[HEALTH_ADVICE] = INK_YELLOW,
	[HEALTH_FAULT] = INK_RED,
};

/* What is to be pasted stays as it is: each line whole. */
static void
print_change(const Page *page, const char *change)
{
	g_auto(GStrv) lines = g_strsplit(change, "\n", -1);

	for (char **line = lines; *line != NULL; line++) {
		g_autofree char *clean = terminal_clean(*line);
		g_string_append_printf(page->out, "%*s", PAGE_COLUMN + 2, "");
		page_ink(page, INK_BOLD, clean);
		page_end(page);
	}
}

static void
print_page(const Remarks *remarks)
{
	g_autoptr(GString) out = g_string_new(NULL);
	const Page page = { out, options.colour || isatty(STDOUT_FILENO) };

	for (guint i = 0; i < remarks->list->len; i++) {
		const Remark *one = remarks->list->pdata[i];
		g_autofree char *label =
			g_strdup_printf("%-7s %s", health_name(one->health), one->check);
		page_line(&page, inks[one->health], label, one->what);
		if (one->change != NULL)
			print_change(&page, one->change);
	}
	fputs(out->str, stdout);
	guint n_faults = remarks_count(remarks, HEALTH_FAULT);
	printf("%u %s, %u advice\n", n_faults, n_faults == 1 ? "fault" : "faults",
		remarks_count(remarks, HEALTH_ADVICE));
}

static void
print_json(const Remarks *remarks)
{
	static const char *const names[] = { "check", "health", "what", "change", NULL };

	for (guint i = 0; i < remarks->list->len; i++) {
		const Remark *one = remarks->list->pdata[i];
		const char *const values[] = { one->check, health_name(one->health), one->what,
			one->change != NULL ? one->change : "" };
		g_autofree char *line = explain_row(names, values);
		puts(line);
	}
}

static int
examine(const CtlGiven *given, Mta mta)
{
	g_autoptr(GError) server_error = NULL, record_error = NULL;
	const Settings *settings = given->settings;
	g_autoptr(MailServer) server =
		mail_server_read(mta, settings->queue_config_directory, &server_error);
	g_autoptr(Record) record = record_open_readonly(settings->log_database, &record_error);
	g_autoptr(Endpoint) socket = endpoint_of_milter(settings->socket);
	const Patient patient = {
		.settings = settings,
		.settings_path = given->settings_path,
		.server = server,
		.server_trouble = server != NULL ? "" : server_error->message,
		.socket = socket,
		.record = record,
		.record_trouble = record != NULL ? "" : record_error->message,
		.now = g_get_real_time() / G_USEC_PER_SEC,
	};
	g_autoptr(Remarks) remarks = doctor_examine(&patient);

	if (options.json)
		print_json(remarks);
	else
		print_page(remarks);
	return remarks_count(remarks, HEALTH_FAULT) > 0 ? CTL_NO : CTL_FINE;
}

static int
doctor(const CtlGiven *given)
{
	Mta mta = (Mta)given->settings->queue_mta;

	if (given->arguments[0] != NULL)
		return ctl_complain(CTL_USAGE, "doctor takes no argument");
	if (options.mta != NULL && !mta_of_name(options.mta, &mta))
		return ctl_complain(CTL_USAGE, "--mta is postfix or sendmail");
	return examine(given, mta);
}

const Command command_doctor = {
	.name = "doctor",
	.arguments = "",
	.summary = "look at the whole installation, say what is wrong and which line to change",
	.description =
		"Nothing is changed. As root it tries the socket under the mail server's account;\n"
		"else only as far as it may. Exit status 1 when there is a fault.\n",
	.options = entries,
	.needs = NEEDS_SETTINGS,
	.run = doctor,
};
