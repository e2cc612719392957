/* settings-table.c - every setting there is. SPDX-License-Identifier: MIT */
#include "settings-table.h"

#include <string.h>

#define MINUTE G_GINT64_CONSTANT(60)
#define DAY (24 * 60 * MINUTE)
#define KIB G_GINT64_CONSTANT(1024)
#define MIB (1024 * KIB)

#define DISPOSITIONS "off | note | annotate | hold | reject"
#define CHECK(name, id, standard, question)                                                 \
	{                                                                                   \
		"policy", name, SETTING_WORD, offsetof(Policy, dispositions[id]), standard, \
			DISPOSITIONS, 0, 0, question                                        \
	}

const Setting settings_table[] = {
	{ "milter", "socket", SETTING_SOCKET, offsetof(Settings, socket),
		"unix:" RUNSTATEDIR "/empathy-milter/empathy-milter.sock", NULL, 0, 0,
		"Where the mail server finds us." },
	{ "milter", "socket-group", SETTING_TEXT, offsetof(Settings, socket_group), "", NULL, 0, 0,
		"Group that may connect to a unix socket: the mail server's. Empty: our own." },
	{ "milter", "socket-mode", SETTING_MODE, offsetof(Settings, socket_mode), "0660", NULL, 0,
		0777, "Mode of a unix socket." },
	{ "milter", "max-message-bytes", SETTING_BYTES, offsetof(Settings, max_message_bytes),
		"10M", NULL, 4 * KIB, 256 * MIB,
		"A larger message is passed on unread, and the record says so." },
	{ "milter", "when-unable", SETTING_WORD, offsetof(Settings, when_unable), "accept",
		"accept | tempfail", 0, 0,
		"What to answer when a message cannot be judged or its row cannot be written." },

	{ "support", "senders", SETTING_PATTERNS, offsetof(Settings, senders), "", NULL, 0, 0,
		"Addresses whose replies are judged. Empty: nobody's." },
	{ "support", "inboxes", SETTING_PATTERNS, offsetof(Settings, inboxes), "", NULL, 0, 0,
		"Addresses customers write to: what comes in for them from outside is read and "
		"remembered, see [memory]. Empty: the senders." },
	{ "support", "trust", SETTING_NETWORKS, offsetof(Settings, trust), "127.0.0.0/8, ::1, unix",
		NULL, 0, 0, "Clients that may send as a sender without having authenticated." },
	{ "support", "skip-recipients", SETTING_PATTERNS, offsetof(Settings, skip_recipients), "",
		NULL, 0, 0, "Mail to these alone is not judged: colleagues, other systems." },

	{ "policy", "senders", SETTING_PATTERNS, offsetof(Policy, senders), "", NULL, 0, 0,
		"Whom a [policy NAME] is for. The first one that fits is taken, else [policy]." },
	{ "policy", "mode", SETTING_WORD, offsetof(Policy, mode), "monitor",
		"monitor | annotate | hold | reject", 0, 0,
		"The most that may happen. With monitor nothing does; the record says what would have." },
	CHECK("placeholder", CHECK_PLACEHOLDER, "hold", "Is a template's hole left unfilled?"),
	CHECK("name", CHECK_NAME, "hold", "Is the customer called by another name?"),
	CHECK("feelings", CHECK_FEELINGS, "hold", "Is a feeling the customer raised passed over?"),
	CHECK("tone", CHECK_TONE, "annotate", "Does the reply blame, dismiss or belittle?"),
	CHECK("order", CHECK_ORDER, "annotate", "Does the solution come before a kind word?"),
	CHECK("issue", CHECK_ISSUE, "note", "Is the customer's issue not named anywhere?"),
	CHECK("next-step", CHECK_NEXT_STEP, "note", "Is it unclear who does what next?"),
	CHECK("script", CHECK_SCRIPT, "note", "Is the opening pasted from a script?"),
	CHECK("praise", CHECK_PRAISE, "note", "Was a strong feeling met first? Only ever noted."),
	{ "policy", "hold-limit", SETTING_DURATION, offsetof(Policy, hold_limit), "4h", NULL,
		5 * MINUTE, 14 * DAY, "How long a held reply waits for a decision." },
	{ "policy", "hours", SETTING_HOURS, offsetof(Policy, hours), "", NULL, 0, 0,
		"When people work; hold-limit counts only these hours. Empty: always." },
	{ "policy", "time-zone", SETTING_ZONE, offsetof(Policy, time_zone), "", NULL, 0, 0,
		"The time zone of hours and of the times in notices. Empty: the machine's." },
	{ "policy", "on-expiry", SETTING_WORD, offsetof(Policy, on_expiry), "release",
		"release | return | keep", 0, 0,
		"What happens to it then: sent as it is, back to the agent, or kept until somebody decides." },
	{ "policy", "override", SETTING_WORD, offsetof(Policy, override), "justify",
		"none | justify", 0, 0, "May an agent send a reply as it is, with a reason?" },
	{ "policy", "override-tag", SETTING_TAG, offsetof(Policy, override_tag), "as is", NULL, 0,
		0, "The word for it: the subject ends with [as is: reason]. Empty: no such tag." },

	{ "notice", "smtp", SETTING_SERVER, offsetof(Settings, notice_smtp), "", NULL, 0, 0,
		"Where notices are handed in: a listener without milters. Empty: none are sent." },
	{ "notice", "smtp-tls", SETTING_WORD, offsetof(Settings, notice_smtp_tls), "no",
		"no | starttls | always", 0, 0,
		"Encrypt the way there, and check the server's certificate?" },
	{ "notice", "smtp-ca", SETTING_PATH, offsetof(Settings, notice_smtp_ca), "", NULL, 0, 0,
		"File of certificates to check it by. Empty: the system's." },
	{ "notice", "smtp-user", SETTING_TEXT, offsetof(Settings, notice_smtp_user), "", NULL, 0, 0,
		"Who logs in there. Empty: nobody." },
	{ "notice", "smtp-password-file", SETTING_PATH, offsetof(Settings, notice_smtp_password),
		"", NULL, 0, 0,
		"File with the password in its first line, readable by the daemon's account alone." },
	{ "notice", "from", SETTING_ADDRESS, offsetof(Settings, notice_from), "", NULL, 0, 0,
		"Who notices come from." },
	{ "notice", "lead", SETTING_ADDRESS, offsetof(Settings, notice_lead), "", NULL, 0, 0,
		"Whom notices tell an agent to ask; told when half of a held reply's time is over." },
	{ "notice", "control", SETTING_ADDRESS, offsetof(Settings, notice_control), "", NULL, 0, 0,
		"Where notices can be answered: an address whose mail passes us. Empty: nowhere." },
	{ "notice", "per-hour", SETTING_NUMBER, offsetof(Settings, notice_per_hour), "10", NULL, 1,
		1000, "Notices an agent gets in an hour; more become one digest." },
	{ "notice", "coaching", SETTING_WORD, offsetof(Settings, notice_coaching), "yes",
		"no | yes", 0, 0,
		"Send the agent a short note about a reply that went out annotated." },

	{ "log", "database", SETTING_PATH, offsetof(Settings, log_database),
		LOCALSTATEDIR "/lib/empathy-milter/record.db", NULL, 0, 0, "The record (SQLite)." },
	{ "log", "text", SETTING_WORD, offsetof(Settings, log_text), "evidence",
		"none | evidence | full", 0, 0,
		"How much of anybody's words the record keeps; numbers and addresses are masked." },
	{ "log", "events", SETTING_WORD, offsetof(Settings, log_events), "no", "no | yes", 0, 0,
		"Keep which life events a customer told (illness, death), not only that there was one." },
	{ "log", "keep", SETTING_DURATION, offsetof(Settings, log_keep), "180d", NULL, 0,
		3660 * DAY, "How long rows are kept. 0: for ever." },
	{ "log", "per-agent", SETTING_WORD, offsetof(Settings, log_per_agent), "no", "no | yes", 0,
		0,
		"May reports show each agent by name? Ask those it is about, or their council, first." },
	{ "log", "sync", SETTING_WORD, offsetof(Settings, log_sync), "yes", "no | yes", 0, 0,
		"Wait until the disk has a row before the mail server gets its answer." },

	{ "stories", "authors", SETTING_PATTERNS, offsetof(Settings, stories_authors), "", NULL, 0,
		0,
		"Agents who agreed elsewhere to be told of. Others do by empathyctl stories --opt-in." },

	{ "script", "keep", SETTING_DURATION, offsetof(Settings, script_keep), "30d", NULL, 0,
		366 * DAY,
		"How long to keep fingerprints of how replies began, to tell pasted openings. 0: not "
		"at all." },
	{ "script", "most", SETTING_NUMBER, offsetof(Settings, script_most), "200000", NULL, 1,
		10000000, "How many of them; beyond that the oldest are forgotten." },
	{ "script", "often", SETTING_NUMBER, offsetof(Settings, script_often), "3", NULL, 0, 100,
		"To so many other customers an agent sent a sentence before it counts as pasted. 0: "
		"never." },
	{ "script", "often-by-team", SETTING_NUMBER, offsetof(Settings, script_often_by_team), "6",
		NULL, 0, 100, "The same for all agents together." },

	{ "memory", "keep", SETTING_DURATION, offsetof(Settings, memory_keep), "14d", NULL, 0,
		366 * DAY,
		"How long to remember what customers raised, for replies that do not quote it. 0: not "
		"at all." },
	{ "memory", "most", SETTING_NUMBER, offsetof(Settings, memory_most), "100000", NULL, 1,
		10000000, "How many mails to remember; beyond that the oldest are forgotten." },
	{ "memory", "confidence", SETTING_NUMBER, offsetof(Settings, memory_confidence), "70", NULL,
		0, 100,
		"How sure the way must be by which a remembered mail was found, in percent: "
		"in-reply-to 99, references 95, thread 90, ticket 85, subject 75, latest 50." },
	{ "memory", "recent", SETTING_DURATION, offsetof(Settings, memory_recent), "3d", NULL, 0,
		366 * DAY,
		"How old a customer's latest mail may be to be taken for the one answered, where "
		"nothing but the address tells. 0: never take it." },
	{ "memory", "record-inbound", SETTING_WORD, offsetof(Settings, memory_record_inbound), "no",
		"no | yes", 0, 0,
		"Keep a row in the record (skip, inbound) for each mail that comes in from customers." },

	{ "queue", "mta", SETTING_WORD, offsetof(Settings, queue_mta), "postfix",
		"postfix | sendmail", 0, 0, "Whose hold queue it is, for 'empathyctl queue run'." },
	{ "queue", "config-directory", SETTING_PATH, offsetof(Settings, queue_config_directory), "",
		NULL, 0, 0,
		"The folder of the mail server's configuration, where it is not the usual one." },

	{ "rules", "path", SETTING_PATHS, offsetof(Settings, rules_path),
		RULESDIR ", " SYSCONFDIR "/empathy-milter/rules", NULL, 0, 0,
		"Folders of rules. A rule in a later one replaces the rule of that name." },
	{ "rules", "languages", SETTING_LANGUAGES, offsetof(Settings, rules_languages), "", NULL, 0,
		0, "Languages to judge. Empty: all there are rules for." },
};

const guint settings_table_length = G_N_ELEMENTS(settings_table);

bool
setting_is_of_policy(const Setting *setting)
{
	return g_str_equal(setting->section, "policy");
}

bool
setting_is_of_named_policy(const Setting *setting)
{
	return setting_is_of_policy(setting) && g_str_equal(setting->key, "senders");
}

const Setting *
settings_table_find(const char *section, const char *key)
{
	for (guint i = 0; i < settings_table_length; i++) {
		const Setting *setting = &settings_table[i];
		if (g_str_equal(setting->section, section) && g_str_equal(setting->key, key))
			return setting;
	}
	return NULL;
}

bool
settings_table_has_section(const char *section)
{
	for (guint i = 0; i < settings_table_length; i++)
		if (g_str_equal(settings_table[i].section, section))
			return true;
	return false;
}

const SettingRow *
settings_row(guint n)
{
	static SettingRow rows[G_N_ELEMENTS(settings_table)];
	static gsize made = 0;

	if (g_once_init_enter(&made)) {
		for (guint i = 0; i < settings_table_length; i++) {
			const Setting *setting = &settings_table[i];
			rows[i] = (SettingRow){ setting->section, setting->key,
				setting_kind_name(setting), setting->standard, setting->help };
		}
		g_once_init_leave(&made, 1);
	}
	return n < settings_table_length ? &rows[n] : NULL;
}
