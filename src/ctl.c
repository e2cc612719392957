/* ctl.c - empathyctl: the table of commands, what they share, usage. SPDX-License-Identifier: MIT
 */
#include "ctl.h"

#include <locale.h>
#include <poll.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config.h"
#include "errors.h"
#include "message.h"
#include "moment.h"
#include "terminal.h"
#include "yielding.h"

/* In the order people meet them; a title begins a group. */
static const struct {
	const char *title;
	const Command *command;
} commands[] = {
	{ "What would happen", &command_check },
	{ NULL, &command_backtest },
	{ "What happened", &command_log },
	{ NULL, &command_show },
	{ NULL, &command_report },
	{ NULL, &command_stories },
	{ "What is held, and decisions", &command_held },
	{ NULL, &command_release },
	{ NULL, &command_discard },
	{ NULL, &command_disputes },
	{ NULL, &command_resolve },
	{ "Is it right? Better rules", &command_sample },
	{ NULL, &command_label },
	{ NULL, &command_agreement },
	{ NULL, &command_evaluate },
	{ NULL, &command_rules },
	{ "People's data", &command_export },
	{ NULL, &command_forget },
	{ NULL, &command_purge },
	{ "Running it", &command_setup },
	{ NULL, &command_doctor },
	{ NULL, &command_config },
	{ NULL, &command_queue },
	{ NULL, &command_metrics },
	{ NULL, &command_backup },
	{ NULL, &command_check_db },
};

static struct {
	char *settings_path;
	char *database;
	char *rules;
} options;

static const GOptionEntry common_options[] = {
	{ "config", 'c', 0, G_OPTION_ARG_FILENAME, &options.settings_path, "The configuration",
		"FILE" },
	{ "db", 0, 0, G_OPTION_ARG_FILENAME, &options.database, "The record", "FILE" },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static const GOptionEntry rules_options[] = {
	{ "rules", 0, 0, G_OPTION_ARG_FILENAME, &options.rules,
		"Rules to use in place of the shipped ones (the folder that holds en/)", "DIR" },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

int
ctl_complain(int status, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	fprintf(stderr, "empathyctl: %s\n", message);
	return status;
}

int
ctl_unwritten(void)
{
	struct pollfd answer = { STDOUT_FILENO, POLLOUT, 0 };
	bool has_left = poll(&answer, 1, 0) > 0 && (answer.revents & POLLERR) != 0;

	return has_left ? CTL_FAILED : ctl_complain(CTL_FAILED, "cannot write the answer");
}

Rulebook *
ctl_rulebook(const char *const *folders, GError **error)
{
	Rulebook *rulebook = rulebook_load(folders, error);
	g_autoptr(GPtrArray) idle = rulebook != NULL ? rulebook_idle(rulebook) : NULL;

	for (guint i = 0; idle != NULL && i < idle->len; i++)
		ctl_complain(CTL_FINE, "%s", (const char *)idle->pdata[i]);
	return rulebook;
}

static void
tell_covered(const GPtrArray *covered, const char *const *folders)
{
	enum { MOST_NAMES = 5 };
	g_autoptr(GString) names = g_string_new(NULL);
	g_autofree char *winners = g_strjoinv(", ", (char **)folders + 1);

	for (guint i = 0; i < MIN(covered->len, MOST_NAMES); i++)
		g_string_append_printf(
			names, "%s%s", i > 0 ? ", " : "", (const char *)covered->pdata[i]);
	if (covered->len > MOST_NAMES)
		g_string_append_printf(names, " and %u more", covered->len - MOST_NAMES);
	if (covered->len > 0)
		ctl_complain(CTL_FINE, "what '%s' says of these has no say, as %s has them too: %s",
			folders[0], winners, names->str);
}

Rulebook *
ctl_rulebook_tried(const char *const *folders, GError **error)
{
	Rulebook *rulebook = ctl_rulebook(folders, error);
	g_autoptr(GPtrArray) covered = rulebook != NULL ? rulebook_covered(rulebook) : NULL;

	if (covered != NULL)
		tell_covered(covered, folders);
	return rulebook;
}

bool
ctl_moment(const char *name, const char *text, GDateTime *now, bool is_end, char **moment_out)
{
	if (text == NULL)
		return true;
	*moment_out = moment_read(text, now, is_end);
	if (*moment_out == NULL)
		ctl_complain(CTL_USAGE, "%s '%s' is no time: allowed are %s", name, text,
			moment_forms());
	return *moment_out != NULL;
}

int
ctl_may_not_write(const CtlGiven *given)
{
	struct stat is;
	const char *path = given->settings->log_database;
	const struct passwd *owner = stat(path, &is) == 0 ? getpwuid(is.st_uid) : NULL;

	return ctl_complain(CTL_FAILED,
		"you may not write to the record '%s': this is for its owner (%s) and root", path,
		owner != NULL ? owner->pw_name : "another account");
}

static void
print_usage(FILE *to)
{
	fputs("usage: empathyctl COMMAND [OPTION...] [ARGUMENT...]\n", to);
	for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
		if (commands[i].title != NULL)
			fprintf(to, "\n%s\n", commands[i].title);
		fprintf(to, "  %-10s %s\n", commands[i].command->name,
			commands[i].command->summary);
	}
	fputs("\nEvery command takes -c FILE (configuration), --db FILE (the record) and --help.\n"
	      "Exit status: 0 fine, 1 the answer is no, 2 wrong usage, 3 could not do it.\n",
		to);
}

static const Command *
find_command(const char *name)
{
	for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
		if (g_str_equal(commands[i].command->name, name))
			return commands[i].command;
	return NULL;
}

/* Takes the options out of the arguments; --help prints and leaves. */
static bool
parse_options(const Command *command, char ***arguments, GError **error)
{
	g_autofree char *name = g_strdup_printf("empathyctl %s", command->name);
	g_autoptr(GOptionContext) context = g_option_context_new(command->arguments);

	g_set_prgname(name);
	g_option_context_set_summary(context, command->summary);
	g_option_context_set_description(context, command->description);
	if (command->options != NULL)
		g_option_context_add_main_entries(context, command->options, NULL);
	g_option_context_add_main_entries(context, common_options, NULL);
	if (command->needs & (NEEDS_RULES | TAKES_RULES))
		g_option_context_add_main_entries(context, rules_options, NULL);
	return g_option_context_parse_strv(context, arguments, error);
}

static const char *
settings_path(void)
{
	if (options.settings_path != NULL)
		return options.settings_path;
	if (g_file_test(settings_default_path(), G_FILE_TEST_EXISTS))
		return settings_default_path();
	return NULL;
}

static bool
open_rules(CtlGiven *given, GError **error)
{
	char **path = given->settings->rules_path;

	if (path[0] == NULL || !g_file_test(path[0], G_FILE_TEST_IS_DIR)) {
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"there are no rules in '%s'\nGive the folder that holds en/ with --rules=DIR.",
			path[0] != NULL ? path[0] : "");
		return false;
	}
	given->rulebook = options.rules != NULL
				  ? ctl_rulebook_tried((const char *const *)path, error)
				  : ctl_rulebook((const char *const *)path, error);
	return given->rulebook != NULL;
}

/* Commands that release or discard must work although the words cannot be read: more is masked
 * then. */
static void
give_words(const CtlGiven *given)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(MaskWords) words =
		mask_words_load((const char *const *)given->settings->rules_path, &error);

	if (words == NULL)
		ctl_complain(CTL_FINE, "%s", error->message);
	record_use_words(given->record, words);
}

/* Who may only read asks by a file: request.h. */
static bool
open_record(CtlGiven *given, guint needs, GError **error)
{
	const char *path = given->settings->log_database;

	given->can_write = (needs & NEEDS_WRITING) && access(path, W_OK) == 0;
	given->record = given->can_write ? record_open_existing(path, given->settings, error)
					 : record_open_readonly(path, error);
	if (given->can_write && given->record != NULL)
		give_words(given);
	return given->record != NULL;
}

static bool
open_needs(const Command *command, CtlGiven *given, GError **error)
{
	if (command->needs == 0)
		return true;
	given->settings = settings_load(given->settings_path, error);
	if (given->settings == NULL)
		return false;
	if (options.database != NULL)
		settings_use_database(given->settings, options.database);
	if (options.rules != NULL)
		settings_use_rules(given->settings, options.rules);
	if ((command->needs & NEEDS_RULES) && !open_rules(given, error))
		return false;
	return !(command->needs & (NEEDS_RECORD | NEEDS_WRITING)) ||
	       open_record(given, command->needs, error);
}

/* An answer that never reached its reader is no answer. */
static int
finish(int status)
{
	if (fflush(stdout) != 0 || ferror(stdout) != 0)
		return ctl_unwritten();
	return status;
}

/* Wrong usage, and no matter whether anything can be opened. */
static bool
lacks_words(const Command *command, char **arguments)
{
	return arguments[0] == NULL && *command->arguments != '\0' && *command->arguments != '[';
}

static int
run(const Command *command, char ***arguments)
{
	g_autoptr(GError) error = NULL;
	CtlGiven given = { 0 };

	if (!parse_options(command, arguments, &error))
		return ctl_complain(CTL_USAGE, "%s\nSee 'empathyctl %s --help'.", error->message,
			command->name);
	given.settings_path = settings_path();
	given.arguments = *arguments + 1;
	if (given.arguments[0] != NULL && g_str_equal(given.arguments[0], "--"))
		given.arguments++;
	if (lacks_words(command, given.arguments))
		return ctl_complain(CTL_USAGE, "usage: empathyctl %s [OPTION...] %s", command->name,
			command->arguments);
	const char *fault = command->misuse != NULL ? command->misuse(given.arguments) : NULL;
	if (fault != NULL)
		return ctl_complain(CTL_USAGE, "%s", fault);
	/* Whoever writes must not: it would keep the others waiting who want to write. */
	if ((command->needs & (NEEDS_RECORD | NEEDS_WRITING)) == NEEDS_RECORD)
		yielding_to_others();
	int status = open_needs(command, &given, &error)
			     ? command->run(&given)
			     : ctl_complain(CTL_FAILED, "%s", error->message);
	record_close(given.record);
	if (given.rulebook != NULL)
		rulebook_unref(given.rulebook);
	settings_unref(given.settings);
	return finish(status);
}

/* As a word of its own; "--db=FILE" has it with it. */
static bool
wants_value(const char *option)
{
	static const char *const options_with_value[] = { "-c", "--config", "--db", "--rules",
		NULL };

	return g_strv_contains(options_with_value, option);
}

/* Options before the command's name are the common ones: they are handed on to it. Gives the
 * position of the command, 0 when there is none. */
static int
find_name(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (wants_value(argv[i]))
			i++;
		else if (*argv[i] != '-')
			return i;
	}
	return 0;
}

static bool
is_any_of(const char *word, const char *first, const char *second)
{
	return g_str_equal(word, first) || g_str_equal(word, second);
}

static int
without_command(int argc, char **argv)
{
	if (argc > 1 && is_any_of(argv[argc - 1], "--help", "-h")) {
		print_usage(stdout);
		return finish(CTL_FINE);
	}
	if (argc == 2 && is_any_of(argv[1], "--version", "-V")) {
		puts(PACKAGE_STRING);
		return finish(CTL_FINE);
	}
	if (argc > 1 && wants_value(argv[argc - 1]))
		return ctl_complain(
			CTL_USAGE, "'%s' needs a value, and a command after it", argv[argc - 1]);
	if (argc > 1)
		return ctl_complain(CTL_USAGE, "which command? 'empathyctl --help' lists them");
	print_usage(stderr);
	return CTL_USAGE;
}

int
main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	setlocale(LC_NUMERIC, "C"); /* programs read our numbers */
	int at = find_name(argc, argv);
	while (at > 0 && g_str_equal(argv[at], "help")) { /* "help check" is "--help check" */
		argv[at] = (char *)"--help";
		at = find_name(argc, argv);
	}
	if (at == 0)
		return without_command(argc, argv);
	const Command *command = find_command(argv[at]);
	if (command == NULL)
		return ctl_complain(CTL_USAGE,
			"there is no command '%s': 'empathyctl --help' lists them", argv[at]);
	g_autoptr(GPtrArray) arguments = g_ptr_array_new();
	for (int i = 0; i < argc; i++)
		if (i != at)
			g_ptr_array_add(arguments, g_strdup(argv[i]));
	g_ptr_array_add(arguments, NULL);
	g_auto(GStrv) words = (char **)g_ptr_array_free(g_steal_pointer(&arguments), FALSE);
	message_init();
	terminal_fit(STDOUT_FILENO);
	int status = run(command, &words);
	g_free(options.settings_path);
	g_free(options.database);
	g_free(options.rules);
	return status;
}
