/* setting.c - the kinds of values: read, check, write back. SPDX-License-Identifier: MIT */
#include "setting.h"

#include <string.h>

#include "errors.h"
#include "whom.h"
#include "workhours.h"

enum { MOST_ITEMS = 1000, MOST_TEXT = 1024 };

typedef struct Unit {
	char letter;
	gint64 factor;
} Unit;

static const Unit time_units[] = { { 'w', 7 * 86400 }, { 'd', 86400 }, { 'h', 3600 }, { 'm', 60 },
	{ 's', 1 }, { '\0', 0 } };
static const Unit size_units[] = { { 'G', 1 << 30 }, { 'M', 1 << 20 }, { 'K', 1 << 10 },
	{ '\0', 0 } };

static const Unit *
find_unit(const Unit *units, char letter)
{
	for (; units->letter != '\0'; units++)
		if (g_ascii_tolower(units->letter) == g_ascii_tolower(letter))
			return units;
	return NULL;
}

/* Digits from *text, which moves on; -1 when there are none or too many. */
static gint64
read_digits(const char **text)
{
	gint64 number = 0;
	int digits = 0;

	for (; g_ascii_isdigit(**text); (*text)++) {
		number = number * 10 + (**text - '0');
		if (++digits > 12)
			return -1;
	}
	return digits > 0 ? number : -1;
}

bool
duration_read(const char *text, gint64 *seconds_out)
{
	gint64 seconds = 0;

	if (*text == '\0')
		return false;
	while (*text != '\0') {
		gint64 number = read_digits(&text);
		while (*text == ' ')
			text++;
		const Unit *unit =
			*text == '\0' ? find_unit(time_units, 's') : find_unit(time_units, *text);
		if (number < 0 || unit == NULL || number > G_MAXINT64 / 4 / unit->factor)
			return false;
		seconds += number * unit->factor;
		if (seconds > G_MAXINT64 / 4)
			return false;
		if (*text == '\0')
			break;
		if (g_ascii_isalpha(*++text))
			return false;
		while (*text == ' ')
			text++;
	}
	*seconds_out = seconds;
	return true;
}

static char *
write_with_units(gint64 number, const Unit *units, char single)
{
	for (; units->letter != '\0'; units++)
		if (number >= units->factor && number % units->factor == 0)
			return g_strdup_printf(
				"%" G_GINT64_FORMAT "%c", number / units->factor, units->letter);
	return single == '\0' ? g_strdup_printf("%" G_GINT64_FORMAT, number)
			      : g_strdup_printf("%" G_GINT64_FORMAT "%c", number, single);
}

char *
duration_write(gint64 seconds)
{
	/* "14d" tells more than "2w" to one who counts days. */
	return write_with_units(seconds, time_units + 1, 's');
}

static bool
read_plain(const char *text, gint64 *number_out)
{
	return g_ascii_string_to_signed(text, 10, 0, G_MAXINT64, number_out, NULL);
}

static bool
read_mode(const char *text, gint64 *number_out)
{
	return g_ascii_string_to_signed(text, 8, 0, 07777, number_out, NULL);
}

static bool
read_bytes(const char *text, gint64 *number_out)
{
	gint64 number = read_digits(&text);

	if (number < 0)
		return false;
	const Unit *unit = find_unit(size_units, *text);
	if (*text != '\0' && (unit == NULL || text[1] != '\0'))
		return false;
	gint64 factor = *text != '\0' ? unit->factor : 1;
	if (number > G_MAXINT64 / factor)
		return false;
	*number_out = number * factor;
	return true;
}

static char *
write_plain(gint64 number)
{
	return g_strdup_printf("%" G_GINT64_FORMAT, number);
}

static char *
write_mode(gint64 number)
{
	return g_strdup_printf("%04" G_GINT64_MODIFIER "o", (guint64)number);
}

static char *
write_bytes(gint64 number)
{
	return write_with_units(number, size_units, '\0');
}

static bool
is_text(const char *text)
{
	return strlen(text) <= MOST_TEXT;
}

static bool
is_path(const char *text)
{
	return *text == '\0' || (*text == '/' && strlen(text) <= MOST_TEXT);
}

static bool
is_port(const char *text, gsize length)
{
	g_autofree char *digits = g_strndup(text, length);

	return g_ascii_string_to_unsigned(digits, 10, 1, 65535, NULL, NULL);
}

static bool
is_socket(const char *text)
{
	const char *colon = strchr(text, ':'), *at = strchr(text, '@');

	if (*text == '/')
		return is_path(text);
	if (g_str_has_prefix(text, "unix:") || g_str_has_prefix(text, "local:"))
		return colon[1] == '/';
	if (!g_str_has_prefix(text, "inet:") && !g_str_has_prefix(text, "inet6:"))
		return false;
	const char *end = at != NULL ? at : text + strlen(text);
	return is_port(colon + 1, end - colon - 1) && (at == NULL || at[1] != '\0');
}

static bool
is_server(const char *text)
{
	const char *colon = strrchr(text, ':');

	if (*text == '\0')
		return true;
	return colon != NULL && colon > text && is_port(colon + 1, strlen(colon + 1));
}

static bool
is_address(const char *text)
{
	const char *at = strchr(text, '@');

	/* Alone, without "Bob <...>": it stands in the envelope too. */
	return *text == '\0' ||
	       (at != NULL && at > text && at[1] != '\0' && at == strrchr(text, '@') &&
		       strpbrk(text, " \t<>(),;\"\\") == NULL);
}

/* What may stand in "[tag: reason]". */
static bool
is_tag(const char *text)
{
	return strlen(text) <= 60 && strpbrk(text, "[]:\t") == NULL &&
	       g_utf8_validate(text, -1, NULL);
}

static bool
is_pattern(const char *text)
{
	return g_str_equal(text, "*") || (strchr(text, '@') != NULL && strlen(text) <= 320);
}

static bool
is_language(const char *text)
{
	size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz");

	return text[length] == '\0' && (length == 2 || length == 3);
}

typedef struct Kind {
	const char *name;    /* for the manual */
	const char *allowed; /* for people who got it wrong */
	bool (*read)(const char *text, gint64 *number_out);
	char *(*write)(gint64 number);
	bool (*is_fit)(const char *text);
	bool is_list;
} Kind;

static const Kind kinds[N_SETTING_KINDS] = {
	[SETTING_WORD] = { .name = "word" },
	[SETTING_NUMBER] = { "number", "a whole number", read_plain, write_plain, NULL, false },
	[SETTING_MODE] = { "octal mode", "an octal mode such as 0660", read_mode, write_mode, NULL,
		false },
	[SETTING_BYTES] = { "size", "a size such as 65536, 64K or 10M", read_bytes, write_bytes,
		NULL, false },
	[SETTING_DURATION] = { "duration", "a duration such as 90s, 30m, 4h, 14d or 1h30m",
		duration_read, duration_write, NULL, false },
	[SETTING_TEXT] = { "text", "at most 1024 bytes of text", NULL, NULL, is_text, false },
	[SETTING_PATH] = { "path", "a path that begins with '/'", NULL, NULL, is_path, false },
	[SETTING_SOCKET] = { "socket", "unix:/path, inet:port@host or inet6:port@host", NULL, NULL,
		is_socket, false },
	[SETTING_SERVER] = { "host:port", "host:port", NULL, NULL, is_server, false },
	[SETTING_ADDRESS] = { "address", "one mail address such as name@example.com", NULL, NULL,
		is_address, false },
	[SETTING_TAG] = { "words", "at most 60 bytes of words without '[', ']' and ':'", NULL, NULL,
		is_tag, false },
	[SETTING_HOURS] = { "hours", "days and times such as mon-fri 08:00-18:00, sat 09:00-12:00",
		NULL, NULL, workhours_are_valid, false },
	[SETTING_ZONE] = { "time zone", "a time zone of this machine such as Europe/Berlin", NULL,
		NULL, time_zone_is_valid, false },
	[SETTING_PATTERNS] = { "list of addresses",
		"mail addresses in which '*' stands for anything, such as *@example.com", NULL,
		NULL, is_pattern, true },
	[SETTING_NETWORKS] = { "list of networks",
		"addresses and networks such as 192.0.2.1, 192.0.2.0/24, 2001:db8::/32, or unix",
		NULL, NULL, network_is_valid, true },
	[SETTING_PATHS] = { "list of folders", "paths that begin with '/'", NULL, NULL, is_path,
		true },
	[SETTING_LANGUAGES] = { "list of languages", "codes of two or three letters such as en, de",
		NULL, NULL, is_language, true },
};

bool
setting_is_list(const Setting *setting)
{
	return kinds[setting->kind].is_list;
}

const char *
setting_kind_name(const Setting *setting)
{
	return setting->allowed != NULL ? setting->allowed : kinds[setting->kind].name;
}

static void *
field(const Setting *setting, void *holder)
{
	return (char *)holder + setting->offset;
}

static const void *
field_const(const Setting *setting, const void *holder)
{
	return (const char *)holder + setting->offset;
}

static bool
wrong(const Setting *setting, const char *text, const char *allowed, GError **error)
{
	g_autofree char *shown = g_utf8_make_valid(text, MIN(strlen(text), 80));

	g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYNTAX,
		"'%s' cannot be '%s': allowed is %s", setting->key, shown, allowed);
	return false;
}

static bool
read_word(const Setting *setting, const char *text, int *word_out, GError **error)
{
	g_auto(GStrv) words = g_strsplit(setting->allowed, " | ", -1);

	for (int i = 0; words[i] != NULL; i++) {
		if (g_str_equal(words[i], text)) {
			*word_out = i;
			return true;
		}
	}
	return wrong(setting, text, setting->allowed, error);
}

static bool
read_number(const Setting *setting, const char *text, gint64 *number_out, GError **error)
{
	const Kind *kind = &kinds[setting->kind];
	gint64 number;

	if (!kind->read(text, &number))
		return wrong(setting, text, kind->allowed, error);
	if (number < setting->least || number > setting->most) {
		g_autofree char *least = kind->write(setting->least);
		g_autofree char *most = kind->write(setting->most);
		g_autofree char *limits = g_strdup_printf("%s to %s", least, most);
		return wrong(setting, text, limits, error);
	}
	*number_out = number;
	return true;
}

static bool
read_list(const Setting *setting, const char *text, bool add, char ***list, GError **error)
{
	g_auto(GStrv) items = g_strsplit_set(text, ", \t", -1);
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);

	for (char **old = *list; add && old != NULL && *old != NULL; old++)
		g_ptr_array_add(all, g_strdup(*old));
	for (char **item = items; *item != NULL; item++) {
		if (**item == '\0')
			continue;
		if (!kinds[setting->kind].is_fit(*item))
			return wrong(setting, *item, kinds[setting->kind].allowed, error);
		g_ptr_array_add(all, g_strdup(*item));
	}
	if (all->len > MOST_ITEMS)
		return wrong(setting, "a longer list", "at most 1000 entries", error);
	g_ptr_array_add(all, NULL);
	g_strfreev(*list);
	*list = (char **)g_ptr_array_free(g_steal_pointer(&all), FALSE);
	return true;
}

bool
setting_read(const Setting *setting, const char *text, bool add, void *holder, GError **error)
{
	const Kind *kind = &kinds[setting->kind];

	if (setting->kind == SETTING_WORD)
		return read_word(setting, text, field(setting, holder), error);
	if (kind->read != NULL)
		return read_number(setting, text, field(setting, holder), error);
	if (kind->is_list)
		return read_list(setting, text, add, field(setting, holder), error);
	bool is_missing =
		setting->kind == SETTING_PATH && *text == '\0' && *setting->standard != '\0';
	if (is_missing || !kind->is_fit(text))
		return wrong(setting, text, kind->allowed, error);
	char **string = field(setting, holder);
	g_free(*string);
	*string = g_strdup(text);
	return true;
}

char *
setting_write(const Setting *setting, const void *holder)
{
	const Kind *kind = &kinds[setting->kind];
	const void *value = field_const(setting, holder);

	if (setting->kind == SETTING_WORD) {
		g_auto(GStrv) words = g_strsplit(setting->allowed, " | ", -1);
		return g_strdup(words[*(const int *)value]);
	}
	if (kind->write != NULL)
		return kind->write(*(const gint64 *)value);
	if (kind->is_list)
		return g_strjoinv(", ", *(char **const *)value);
	return g_strdup(*(char *const *)value);
}

void
setting_clear(const Setting *setting, void *holder)
{
	const Kind *kind = &kinds[setting->kind];

	if (kind->is_list)
		g_clear_pointer((char ***)field(setting, holder), g_strfreev);
	else if (kind->is_fit != NULL)
		g_clear_pointer((char **)field(setting, holder), g_free);
}

void
setting_copy(const Setting *setting, const void *holder, void *copy)
{
	const Kind *kind = &kinds[setting->kind];
	const void *from = field_const(setting, holder);

	if (kind->is_list)
		*(char ***)field(setting, copy) = g_strdupv(*(char **const *)from);
	else if (kind->is_fit != NULL)
		*(char **)field(setting, copy) = g_strdup(*(char *const *)from);
	else if (kind->write != NULL)
		*(gint64 *)field(setting, copy) = *(const gint64 *)from;
	else
		*(int *)field(setting, copy) = *(const int *)from;
}
