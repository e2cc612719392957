/* settings.h - the configuration: one immutable, reference-counted struct, read from one table.
 *
 * The table in settings.c (section, key, kind, default, limits, help) is what the parser,
 * `empathyctl config`, the man page's check and the sample file all read.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_SETTINGS_H
#define EMPATHY_SETTINGS_H

#include <glib.h>
#include <stdbool.h>

#include "verdict.h"

typedef enum WhenUnable { WHEN_UNABLE_ACCEPT, WHEN_UNABLE_TEMPFAIL } WhenUnable;
typedef enum OnExpiry { ON_EXPIRY_RELEASE, ON_EXPIRY_RETURN, ON_EXPIRY_KEEP } OnExpiry;
typedef enum OverrideMode { OVERRIDE_NONE, OVERRIDE_JUSTIFY } OverrideMode;
typedef enum SmtpTls { SMTP_TLS_NO, SMTP_TLS_START, SMTP_TLS_ALWAYS } SmtpTls;
typedef enum LogText { LOG_TEXT_NONE, LOG_TEXT_EVIDENCE, LOG_TEXT_FULL } LogText;
typedef enum Mta { MTA_POSTFIX, MTA_SENDMAIL } Mta;

typedef struct Policy {
	char *name;        /* "default" for the unnamed one */
	char **senders;    /* patterns; empty: everybody in [support] senders */
	int mode;          /* Mode */
	gint64 hold_limit; /* seconds */
	char *hours;       /* workhours.h */
	char *time_zone;
	int on_expiry; /* OnExpiry */
	int override;  /* OverrideMode */
	char *override_tag;
	Disposition dispositions[N_CHECKS];
	int *lines; /* by row of the table: where each was set, 0 for the default */
} Policy;

typedef struct Settings {
	gint ref_count;
	char *file; /* where it was read; "" for the defaults */

	char *socket;
	char *socket_group;
	gint64 socket_mode; /* octal as written */
	gint64 max_message_bytes;
	int when_unable;

	char **senders; /* patterns with '*'; never NULL */
	char **inboxes; /* patterns; empty: the senders */
	char **trust;   /* addresses and CIDR networks whose mail is ours without authentication */
	char **skip_recipients;

	GPtrArray *policies; /* of Policy; the first is the default one */

	char *notice_smtp;
	int notice_smtp_tls; /* SmtpTls */
	char *notice_smtp_ca;
	char *notice_smtp_user;
	char *notice_smtp_password; /* the file it is in */
	char *notice_from;
	char *notice_lead;
	char *notice_control;
	gint64 notice_per_hour;
	int notice_coaching; /* 0: no, 1: yes */

	char *log_database;
	int log_text;    /* LogText */
	int log_events;  /* 1: keep which life events there were, 0: only that there was one */
	gint64 log_keep; /* seconds; 0 is for ever */
	int log_sync;    /* 1: wait for the disk (synchronous=FULL), 0: do not */

	int log_per_agent; /* 1: reports may show each agent by name */

	char **stories_authors; /* patterns: who agreed to be told of */

	gint64 script_keep;          /* seconds; 0 is off */
	gint64 script_most;          /* sentences */
	gint64 script_often;         /* times an agent sent one to others; 0 is never too often */
	gint64 script_often_by_team; /* likewise everybody together */

	gint64 memory_keep;        /* seconds; 0 is off */
	gint64 memory_most;        /* mails */
	gint64 memory_confidence;  /* percent */
	gint64 memory_recent;      /* seconds; 0 is never */
	int memory_record_inbound; /* 0: no, 1: yes */

	int queue_mta; /* Mta */
	char *queue_config_directory;

	char **rules_path;      /* folders; the shipped one first */
	char **rules_languages; /* empty: all there are */

	int *lines; /* by row of the table: where each was set, 0 for the default */
} Settings;

/* The defaults, then the file. path NULL: the defaults alone. EMPATHY_ERROR_SYNTAX with file:line:.
 */
Settings *settings_load(const char *path, GError **error);
/* The same from memory; path is only for messages. */
Settings *settings_parse(const char *path, const char *text, gsize length, GError **error);
Settings *settings_ref(Settings *settings);
void settings_unref(Settings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Settings, settings_unref)

/* The path a program uses when -c is not given. Static string. */
const char *settings_default_path(void);
/* The policy for a sender: the first named one whose senders match, else the default. Never NULL.
 */
const Policy *settings_policy(const Settings *settings, const char *sender);
/* Do customers write there? */
bool settings_is_inbox(const Settings *settings, const char *address);
bool settings_is_ours(const Settings *settings, const char *address);
/* An address of [support] trust? Both IPv4 and IPv6, addresses and networks. */
bool settings_trusts(const Settings *settings, const char *client_address);
/* Is it one of [rules] languages, or are there none? */
bool settings_judges_language(const Settings *settings, const char *language);
/* Are there rules for any of [rules] languages, if it has some? known: those there are, of char *.
 */
bool settings_check_languages(const Settings *settings, const GPtrArray *known, GError **error);
bool settings_skips_recipient(const Settings *settings, const char *address);

/* All settings in force as the file syntax, with where each came from; with_help adds what each
 * is for, allows and defaults to. Caller frees. */
char *settings_show(const Settings *settings, bool with_help);
/* One value as it would be written, by "section.key" (of the unnamed policy for "policy.mode",
 * of another for "policy night.mode"); NULL when there is no such setting; caller frees. */
char *settings_value(const Settings *settings, const char *name);
/* A file of all settings with their help, each commented out at its default; caller frees. */
char *settings_sample(void);
/* What is allowed but surprises: one line each, such as nobody being judged. %NULL-terminated;
 * caller frees. */
char **settings_doubts(const Settings *settings);
/* Puts a folder in the place of the first one of [rules] path: the shipped rules. */
void settings_use_rules(Settings *settings, const char *folder);
void settings_use_database(Settings *settings, const char *path);

/* One row of the table, for documentation and its test. */
typedef struct SettingRow {
	const char *section, *key, *kind, *standard, *help;
} SettingRow;
/* NULL past the last. */
const SettingRow *settings_row(guint n);

#endif
