/* setting.h - one setting: what its value may be, read from text and written back.
 *
 * A row of the table in settings.c. The kinds are a table in setting.c.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_SETTING_H
#define EMPATHY_SETTING_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum SettingKind {
	SETTING_WORD,     /* int: index into allowed */
	SETTING_NUMBER,   /* gint64 */
	SETTING_MODE,     /* gint64: octal, as chmod takes it */
	SETTING_BYTES,    /* gint64: 512, 64K, 10M */
	SETTING_DURATION, /* gint64 seconds: 90s, 30m, 4h, 14d, 2w, 1h30m */
	SETTING_TEXT,     /* char *; so the next seven */
	SETTING_PATH,     /* absolute, or empty */
	SETTING_SOCKET,   /* unix:/path, inet:port@host, inet6:port@host */
	SETTING_SERVER,   /* host:port, or empty */
	SETTING_ADDRESS,  /* one mail address, or empty */
	SETTING_TAG,      /* a few words without brackets, or empty */
	SETTING_HOURS,    /* workhours.h, or empty */
	SETTING_ZONE,     /* a time zone by name, or empty */
	SETTING_PATTERNS, /* char **: mail addresses with '*'; so the rest */
	SETTING_NETWORKS, /* addresses, CIDR networks, unix */
	SETTING_PATHS,
	SETTING_LANGUAGES, /* two or three letters each */
	N_SETTING_KINDS,
} SettingKind;

typedef struct Setting {
	const char *section, *key;
	SettingKind kind;
	size_t offset;        /* of the field, from the start of its struct */
	const char *standard; /* the default, as it would be written */
	const char *allowed;  /* words: "off | note | hold"; NULL for other kinds */
	gint64 least, most;   /* of numbers */
	const char *help;
} Setting;

/* Reads text into the field. With add a list grows, otherwise it is replaced. On failure the field
 * is as it was and the error (EMPATHY_ERROR_SYNTAX, without file and line) says what is allowed. */
bool setting_read(const Setting *setting, const char *text, bool add, void *holder, GError **error);
/* As it would be written in a file; caller frees. */
char *setting_write(const Setting *setting, const void *holder);
/* Frees what the field owns. */
void setting_clear(const Setting *setting, void *holder);
/* Gives copy a copy of its own of what holder has. */
void setting_copy(const Setting *setting, const void *holder, void *copy);
bool setting_is_list(const Setting *setting);
/* "duration", "list of addresses", or the allowed words. */
const char *setting_kind_name(const Setting *setting);

/* "4h", "1h30m", "14d"; seconds when there is no unit. */
bool duration_read(const char *text, gint64 *seconds_out);
/* The shortest exact form: "14d"; caller frees. */
char *duration_write(gint64 seconds);

#endif
