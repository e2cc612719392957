/* ctl.h - the shape of a sub-command of empathyctl.
 *
 * Exit status of every command: 0 fine, 1 the answer is no, 2 wrong usage, 3 could not do it.
 * Answers go to stdout, chatter to stderr.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_CTL_H
#define EMPATHY_CTL_H

#include <glib.h>
#include <stdbool.h>

#include "record.h"
#include "rulebook.h"
#include "settings.h"

enum { CTL_FINE = 0, CTL_NO = 1, CTL_USAGE = 2, CTL_FAILED = 3 };

/* What a command wants opened before it runs. */
typedef enum CtlNeeds {
	NEEDS_SETTINGS = 1 << 0,
	NEEDS_RULES = 1 << 1,   /* implies settings */
	NEEDS_RECORD = 1 << 2,  /* read only; implies settings */
	NEEDS_WRITING = 1 << 3, /* with the record: can_write tells whether the caller may */
	TAKES_RULES = 1 << 4,   /* --rules is its option too, but it reads them itself, if at all */
} CtlNeeds;

typedef struct CtlGiven {
	const char *settings_path;
	Settings *settings; /* NULL unless asked for; likewise below */
	Rulebook *rulebook;
	Record *record;
	bool can_write;   /* the record was opened with its writer */
	char **arguments; /* after options were taken out; NULL-terminated */
} CtlGiven;

typedef struct Command {
	const char *name;
	const char *arguments; /* as in usage: "FILE..." */
	const char *summary;
	const char *description; /* shown by --help, some lines */
	const GOptionEntry *options;
	guint needs;
	/* What is wrong with words or options, told before anything is opened; NULL: nothing. May
	 * be absent. */
	const char *(*misuse)(char *const *arguments);
	int (*run)(const CtlGiven *given);
} Command;

/* Says it on stderr, gives back the status: return ctl_complain(CTL_USAGE, ...). */
int ctl_complain(int status, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* The answer did not reach its reader: says so, unless that is "| head", who has read enough. Gives
 * CTL_FAILED. */
int ctl_unwritten(void);

/* The rules under folders; what has no say in them is told on standard error. */
Rulebook *ctl_rulebook(const char *const *folders, GError **error);
/* The same, where the first of them is one that a person wants tried: so is which of its rules a
 * later one has too. */
Rulebook *ctl_rulebook_tried(const char *const *folders, GError **error);

/* What a person said of a time, as moment_read() gives it; NULL stays NULL. False when it is none,
 * which was said: the status is CTL_USAGE. */
bool ctl_moment(const char *name, const char *text, GDateTime *now, bool is_end, char **moment_out);

/* Says that a command needs the right to write, and who has it; gives CTL_FAILED. */
int ctl_may_not_write(const CtlGiven *given);

extern const Command command_check, command_log, command_show, command_config, command_rules,
	command_evaluate, command_label, command_resolve, command_disputes, command_agreement;
extern const Command command_held, command_release, command_discard, command_queue;
extern const Command command_report, command_stories, command_metrics;
extern const Command command_doctor, command_setup;
extern const Command command_export, command_forget, command_purge, command_backup,
	command_check_db, command_sample, command_backtest;

#endif
