/* ctl-config.c - empathyctl config: the settings in force, and whether a file can be read.
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "ctl.h"

static struct {
	gboolean check;
	gboolean help;
	gboolean sample;
} options;

static const GOptionEntry entries[] = {
	{ "check", 0, 0, G_OPTION_ARG_NONE, &options.check,
		"Only say whether the configuration can be read", NULL },
	{ "explain", 0, 0, G_OPTION_ARG_NONE, &options.help,
		"Say of each setting what it is for, what it may be, and its default", NULL },
	{ "sample", 0, 0, G_OPTION_ARG_NONE, &options.sample,
		"A file of all settings, each commented out at its default", NULL },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static void
tell_doubts(const Settings *settings)
{
	g_auto(GStrv) doubts = settings_doubts(settings);

	for (char **doubt = doubts; *doubt != NULL; doubt++)
		fprintf(stderr, "note: %s\n", *doubt);
}

/* Rules that cannot be read are for 'doctor' to tell of. */
static bool
has_languages(const Settings *settings, GError **error)
{
	g_autoptr(Rulebook) rulebook =
		settings->rules_languages[0] != NULL
			? rulebook_load((const char *const *)settings->rules_path, NULL)
			: NULL;
	if (rulebook == NULL)
		return true;
	g_autoptr(GPtrArray) languages = rulebook_languages(rulebook);

	return settings_check_languages(settings, languages, error);
}

static int
check(const CtlGiven *given, const Settings *settings)
{
	g_autoptr(GError) error = NULL;

	if (!has_languages(settings, &error))
		return ctl_complain(CTL_NO, "%s", error->message);
	if (given->settings_path != NULL)
		printf("%s: fine\n", given->settings_path);
	else
		puts("there is no configuration: everything is at its default");
	tell_doubts(settings);
	return CTL_FINE;
}

/* "log.database": the value alone, for scripts. */
static int
show_values(const Settings *settings, char **names)
{
	for (; *names != NULL; names++) {
		g_autofree char *value = settings_value(settings, *names);
		if (value == NULL)
			return ctl_complain(CTL_USAGE,
				"there is no setting '%s': say section.key, or 'policy NAME.key'",
				*names);
		puts(value);
	}
	return CTL_FINE;
}

static int
show(const CtlGiven *given, const Settings *settings)
{
	g_autofree char *shown = settings_show(settings, options.help);

	if (given->settings_path == NULL)
		printf("# No file at %s: all at its default.\n\n", settings_default_path());
	else
		printf("# Read from %s; what has no remark is at its default.\n\n",
			given->settings_path);
	fputs(shown, stdout);
	tell_doubts(settings);
	return CTL_FINE;
}

static const char *
misuse(char *const *arguments)
{
	int asked = !!options.check + !!options.help + !!options.sample;

	if (asked > 1)
		return "--check, --explain and --sample do not go together";
	if (asked == 1 && arguments[0] != NULL)
		return "--check, --explain and --sample are of all settings: name none";
	return NULL;
}

static int
config(const CtlGiven *given)
{
	g_autoptr(GError) error = NULL;

	if (options.sample) {
		g_autofree char *sample = settings_sample();
		fputs(sample, stdout);
		return CTL_FINE;
	}
	/* Loaded here and not by ctl.c: that it cannot be read is this command's answer. */
	g_autoptr(Settings) settings = settings_load(given->settings_path, &error);
	if (settings == NULL)
		return ctl_complain(options.check ? CTL_NO : CTL_FAILED, "%s", error->message);
	if (options.check)
		return check(given, settings);
	if (given->arguments[0] != NULL)
		return show_values(settings, given->arguments);
	return show(given, settings);
}

const Command command_config = {
	.name = "config",
	.arguments = "[SECTION.KEY]...",
	.summary = "show the settings in force, and where each was set",
	.description =
		"What is printed can be read as a configuration again. With SECTION.KEY only that\n"
		"value is printed, with 'policy NAME.KEY' a named policy's. With --check the exit status\n"
		"is 1 when the file cannot be read.\n",
	.options = entries,
	.needs = 0,
	.misuse = misuse,
	.run = config,
};
