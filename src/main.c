/* main.c - empathy-milter: options, settings, rules, record, serve. SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib.h>
#include <locale.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "listener.h"
#include "log.h"
#include "message.h"
#include "post.h"
#include "record.h"
#include "serve.h"
#include "service.h"

enum { FINE = 0, FAILED = 1, USAGE = 2 };

static char *settings_path;
static gboolean only_check, be_verbose, show_version;

static const GOptionEntry options[] = {
	{ "config", 'c', 0, G_OPTION_ARG_FILENAME, &settings_path, "the configuration", "FILE" },
	{ "check", 'n', 0, G_OPTION_ARG_NONE, &only_check,
		"check configuration and rules, say what is wrong, and exit", NULL },
	{ "verbose", 'v', 0, G_OPTION_ARG_NONE, &be_verbose, "say more", NULL },
	{ "version", 'V', 0, G_OPTION_ARG_NONE, &show_version, "print the version and exit", NULL },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static bool
read_options(int *argc, char ***argv)
{
	g_autoptr(GOptionContext) context =
		g_option_context_new("- judge support replies before they are sent");
	g_autoptr(GError) error = NULL;

	g_option_context_add_main_entries(context, options, NULL);
	if (!g_option_context_parse(context, argc, argv, &error)) {
		fprintf(stderr, "empathy-milter: %s\n", error->message);
		return false;
	}
	if (*argc > 1) {
		fprintf(stderr, "empathy-milter: what is '%s'? See --help.\n", (*argv)[1]);
		return false;
	}
	if (settings_path == NULL)
		settings_path = g_strdup(settings_default_path());
	return true;
}

static void
warn_of_doubts(const Settings *settings, const Rulebook *rulebook)
{
	g_auto(GStrv) doubts = settings_doubts(settings);
	g_autoptr(GPtrArray) idle = rulebook_idle(rulebook);

	for (char **doubt = doubts; *doubt != NULL; doubt++)
		log_say(LOG_LEVEL_WARNING, NULL, "%s: %s", settings_path, *doubt);
	for (guint i = 0; i < idle->len; i++)
		log_say(LOG_LEVEL_WARNING, NULL, "%s", (const char *)idle->pdata[i]);
	if (geteuid() == 0)
		log_say(LOG_LEVEL_WARNING, NULL,
			"running as root: an account of its own is enough, and safer");
}

static int
check(const Settings *settings, const Rulebook *rulebook)
{
	g_auto(GStrv) doubts = settings_doubts(settings);
	g_autoptr(GPtrArray) idle = rulebook_idle(rulebook);
	g_autoptr(GError) error = NULL;

	for (char **doubt = doubts; *doubt != NULL; doubt++)
		fprintf(stderr, "%s: %s\n", settings_path, *doubt);
	for (guint i = 0; i < idle->len; i++)
		fprintf(stderr, "%s\n", (const char *)idle->pdata[i]);
	if (!listener_knows_group(settings->socket, settings->socket_group, &error)) {
		fprintf(stderr, "%s: %s\n", settings_path, error->message);
		return FAILED;
	}
	guint n = rulebook_rules(rulebook)->len;
	printf("%s: %s, with %u %s (%s)\n", settings_path,
		idle->len > 0 ? "can be used, but for what has no say" : "fine", n,
		n == 1 ? "rule" : "rules", rulebook_version(rulebook));
	return FINE;
}

static int
run(Settings *settings, Rulebook *rulebook, Wording *wording)
{
	g_autoptr(GError) error = NULL;

	warn_of_doubts(settings, rulebook);
	g_autoptr(Record) record = record_open(settings->log_database, settings, &error);
	if (record == NULL) {
		log_say(LOG_LEVEL_ERROR, NULL, "%s", error->message);
		if (settings->when_unable == WHEN_UNABLE_TEMPFAIL)
			return FAILED;
		log_say(LOG_LEVEL_WARNING, NULL,
			"going on without the record, as when-unable says");
		g_clear_error(&error);
		record = record_open_later(settings->log_database, settings);
	}
	record_use_words(record, rulebook_mask_words(rulebook));
	if (!serve(settings_path, settings, rulebook, wording, record, &error)) {
		log_say(LOG_LEVEL_ERROR, NULL, "%s", error->message);
		return FAILED;
	}
	return FINE;
}

int
main(int argc, char **argv)
{
	g_autoptr(Settings) settings = NULL;
	g_autoptr(Rulebook) rulebook = NULL;
	g_autoptr(Wording) wording = NULL;
	g_autoptr(GError) error = NULL;

	setlocale(LC_ALL, "");
	if (!read_options(&argc, &argv))
		return USAGE;
	if (show_version) {
		printf("%s\n", PACKAGE_STRING);
		return FINE;
	}
	serve_block_signals();
	umask(027);
	log_open("empathy-milter", be_verbose ? LOG_LEVEL_DEBUG : LOG_LEVEL_INFO);
	message_init();
	post_init();
	if (!service_read(settings_path, &settings, &rulebook, &wording, &error)) {
		fprintf(stderr, "%s\n", error->message);
		return FAILED;
	}
	int status = only_check ? check(settings, rulebook) : run(settings, rulebook, wording);
	g_free(settings_path);
	return status;
}
