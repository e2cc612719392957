/* ctl-stories.c - empathyctl stories: replies that went well, of those who agreed to be told of,
 * and how one agrees. SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ctl-request.h"
#include "moment.h"
#include "record-report.h"
#include "report.h"

static struct {
	char *since, *as, *untold;
	gint64 now;
	gboolean json, yes, no;
} options;

static const GOptionEntry entries[] = {
	{ "since", 0, 0, G_OPTION_ARG_STRING, &options.since, "From then on (default: 30d)",
		"WHEN" },
	{ "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "One JSON object", NULL },
	{ "opt-in", 0, 0, G_OPTION_ARG_NONE, &options.yes,
		"Replies of yours that go well may be told, with your address", NULL },
	{ "opt-out", 0, 0, G_OPTION_ARG_NONE, &options.no, "None of yours is told any more", NULL },
	{ "as", 0, 0, G_OPTION_ARG_STRING, &options.as,
		"With these: your address, which begins with your account's name", "ADDRESS" },
	{ "not", 0, 0, G_OPTION_ARG_STRING, &options.untold,
		"Never tell this one of yours; root says so of anybody's", "ID" },
	{ "now", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT64, &options.now,
		"Seconds since 1970, for tests", "SECONDS" },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static int
tell(const Figures *figures)
{
	bool colour = isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL;
	g_autofree char *text =
		options.json ? report_json(figures) : report_stories(figures, colour);

	if (figures_find(figures, "stories")->rows->len == 0)
		return ctl_complain(CTL_NO,
			"no story yet in this time. They are told only of authors who agreed: whoever\n"
			"likes to says 'empathyctl stories --opt-in', or writes \"stories yes\" to where\n"
			"notices are answered.");
	fputs(text, stdout);
	if (options.json)
		putchar('\n');
	return CTL_FINE;
}

/* What stands behind the '@' of all senders; NULL when that is not one and the same. */
static const char *
only_domain(const Settings *settings)
{
	const char *only = NULL;

	for (char **sender = settings->senders; *sender != NULL; sender++) {
		const char *at = strrchr(*sender, '@');
		if (at == NULL || strchr(at, '*') != NULL ||
			(only != NULL && g_ascii_strcasecmp(only, at + 1) != 0))
			return NULL;
		only = at + 1;
	}
	return only;
}

/* NULL when it was said what is missing; caller frees. */
static char *
own_address(const CtlGiven *given, const char *account)
{
	const char *domain = only_domain(given->settings);

	if (options.as == NULL && domain == NULL) {
		ctl_complain(CTL_USAGE, "say your address: --as=%s@...", account);
		return NULL;
	}
	g_autofree char *address = options.as != NULL ? g_strdup(options.as)
						      : g_strdup_printf("%s@%s", account, domain);
	if (settings_is_ours(given->settings, address))
		return g_steal_pointer(&address);
	ctl_complain(CTL_USAGE, "'%s' is none of the agents in [support] senders", address);
	return NULL;
}

static int
say(const CtlGiven *given, gint64 now)
{
	g_autofree char *account = ctl_who_asks();
	g_autofree char *address = own_address(given, account);
	if (address == NULL)
		return CTL_USAGE;
	g_autofree char *value = g_strdup_printf("%s %s", options.yes ? "yes" : "no", address);
	int status = ctl_request(given, "stories", "", NULL, value, now);

	if (status == CTL_FINE)
		fprintf(stderr, "%s: replies that go well %s told\n", address,
			options.yes ? "may be" : "are not");
	return status;
}

static int
keep_back(const CtlGiven *given, gint64 now)
{
	int status = CTL_FINE;
	g_autofree char *id = ctl_whole_id(given, options.untold, &status);

	return id != NULL ? ctl_request(given, "untold", id, NULL, NULL, now) : status;
}

static int
list(const CtlGiven *given)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GDateTime) now = options.now > 0 ? g_date_time_new_from_unix_local(options.now)
						   : g_date_time_new_now_local();
	g_autofree char *since = NULL;
	/* What came in this very second counts as well. */
	g_autoptr(GDateTime) end = g_date_time_add_seconds(now, options.now > 0 ? 0 : 1);
	g_autofree char *until = moment_read("now", end, true);

	if (!ctl_moment(
		    "--since", options.since != NULL ? options.since : "30d", now, false, &since))
		return CTL_USAGE;
	const ReportQuery query = { .since = since,
		.until = until,
		.made_at = until,
		.only = "stories",
		.authors = (const char *const *)given->settings->stories_authors };
	g_autoptr(Figures) figures = record_figures(given->record, &query, &error);
	return figures != NULL ? tell(figures) : ctl_complain(CTL_FAILED, "%s", error->message);
}

static int
stories(const CtlGiven *given)
{
	gint64 now = options.now > 0 ? options.now : g_get_real_time() / G_USEC_PER_SEC;

	if (given->arguments[0] != NULL)
		return ctl_complain(CTL_USAGE, "'%s' is one word too many", given->arguments[0]);
	if ((options.yes != FALSE) + (options.no != FALSE) + (options.untold != NULL) > 1)
		return ctl_complain(CTL_USAGE, "one of --opt-in, --opt-out and --not at a time");
	if (options.as != NULL && !options.yes && !options.no)
		return ctl_complain(CTL_USAGE, "--as goes with --opt-in and --opt-out");
	if (options.yes || options.no)
		return say(given, now);
	return options.untold != NULL ? keep_back(given, now) : list(given);
}

const Command command_stories = {
	.name = "stories",
	.arguments = "",
	.summary = "tell of replies that met strong feelings first",
	.description =
		"The newest that met a strong feeling first and in the customer's own case, of authors\n"
		"who agreed to it; with the author's address, and without names, addresses and numbers\n"
		"in the words. You agree for yourself alone, by an account that is named as your\n"
		"address begins, or by a mail that begins with \"stories yes\" to where notices are\n"
		"answered; [stories] authors has consent that was given elsewhere, and a no goes above\n"
		"it. Exit status: 1 when there is none.\n",
	.options = entries,
	.needs = NEEDS_SETTINGS | NEEDS_WRITING,
	.run = stories,
};
