/* settings-load.c - from a file to settings in force. SPDX-License-Identifier: MIT */
#include <string.h>

#include "errors.h"
#include "inifile.h"
#include "settings-table.h"

enum { MOST_POLICIES = 200, MOST_NAME = 32 };

static Policy *
policy_new(const char *name)
{
	Policy *policy = g_new0(Policy, 1);

	policy->name = g_strdup(name);
	policy->lines = g_new0(int, settings_table_length);
	return policy;
}

static void
policy_free(gpointer data)
{
	Policy *policy = data;

	for (guint i = 0; i < settings_table_length; i++)
		if (setting_is_of_policy(&settings_table[i]))
			setting_clear(&settings_table[i], policy);
	g_free(policy->name);
	g_free(policy->lines);
	g_free(policy);
}

/* A named policy begins as the unnamed one is, except for whom it is for. */
static Policy *
policy_like(const Policy *parent, const char *name)
{
	Policy *policy = policy_new(name);

	for (guint i = 0; i < settings_table_length; i++) {
		const Setting *setting = &settings_table[i];
		if (!setting_is_of_policy(setting))
			continue;
		setting_copy(setting, parent, policy);
		if (!setting_is_of_named_policy(setting))
			policy->lines[i] = parent->lines[i];
	}
	return policy;
}

static Settings *
standard_settings(const char *path)
{
	Settings *settings = g_new0(Settings, 1);
	Policy *policy = policy_new("default");

	settings->ref_count = 1;
	settings->file = g_strdup(path != NULL ? path : "");
	settings->lines = g_new0(int, settings_table_length);
	settings->policies = g_ptr_array_new_with_free_func(policy_free);
	g_ptr_array_add(settings->policies, policy);
	for (guint i = 0; i < settings_table_length; i++) {
		const Setting *setting = &settings_table[i];
		g_autoptr(GError) error = NULL;
		void *holder = setting_is_of_policy(setting) ? (void *)policy : settings;
		if (!setting_read(setting, setting->standard, false, holder, &error))
			g_error("default of %s: %s", setting->key, error->message);
	}
	return settings;
}

void
settings_unref(Settings *settings)
{
	if (settings == NULL || !g_atomic_int_dec_and_test(&settings->ref_count))
		return;
	for (guint i = 0; i < settings_table_length; i++)
		if (!setting_is_of_policy(&settings_table[i]))
			setting_clear(&settings_table[i], settings);
	g_ptr_array_unref(settings->policies);
	g_free(settings->lines);
	g_free(settings->file);
	g_free(settings);
}

/* "mode, hold-limit, ..." of a section, for one who mistyped. */
static char *
keys_of(const char *section)
{
	GString *keys = g_string_new("");

	for (guint i = 0; i < settings_table_length; i++)
		if (g_str_equal(settings_table[i].section, section))
			g_string_append_printf(
				keys, "%s%s", keys->len > 0 ? ", " : "", settings_table[i].key);
	return g_string_free(keys, FALSE);
}

static char *
sections(void)
{
	GString *all = g_string_new("");

	for (guint i = 0; i < settings_table_length; i++)
		if (i == 0 ||
			!g_str_equal(settings_table[i].section, settings_table[i - 1].section))
			g_string_append_printf(
				all, "%s[%s]", all->len > 0 ? ", " : "", settings_table[i].section);
	g_string_append(all, ", [policy NAME]");
	return g_string_free(all, FALSE);
}

static bool
read_entry(const IniFile *file, const char *section, const IniEntry *entry, void *holder,
	int *lines, GError **error)
{
	const Setting *setting = settings_table_find(section, entry->key);
	if (setting == NULL) {
		g_autofree char *keys = keys_of(section);
		return inifile_error(error, file->path, entry->line,
			"unknown key '%s' in [%s]: allowed are %s", entry->key, section, keys);
	}
	int *line = &lines[setting - settings_table];
	if (*line != 0 && !setting_is_list(setting))
		return inifile_error(error, file->path, entry->line,
			"duplicate key '%s': already set in line %d", entry->key, *line);
	g_autoptr(GError) reason = NULL;
	if (!setting_read(setting, entry->value, *line != 0, holder, &reason))
		return inifile_error(error, file->path, entry->line, "%s%s", reason->message,
			strstr(entry->value, " #") != NULL ? "; a comment needs a line of its own"
							   : "");
	if (*line == 0)
		*line = entry->line;
	return true;
}

/* lines: where each key was set in this section and not in one it inherits from. */
static bool
read_section(const IniFile *file, const IniSection *section, const char *name, void *holder,
	int *lines, GError **error)
{
	g_autofree int *here = g_new0(int, settings_table_length);

	for (guint i = 0; i < section->entries->len; i++)
		if (!read_entry(file, name, section->entries->pdata[i], holder, here, error))
			return false;
	for (guint i = 0; i < settings_table_length; i++)
		if (here[i] != 0)
			lines[i] = here[i];
	return true;
}

static bool
is_policy_name(const char *name)
{
	if (*name == '\0' || strlen(name) > MOST_NAME || g_str_equal(name, "default"))
		return false;
	return strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name);
}

static bool
read_named_policy(
	Settings *settings, const IniFile *file, const IniSection *section, GError **error)
{
	const char *name = section->name + strlen("policy ");

	if (!is_policy_name(name))
		return inifile_error(error, file->path, section->line,
			"policy name '%s' cannot be used: allowed are 1 to 32 small letters, digits and "
			"'-', and not 'default', which is the unnamed [policy]",
			name);
	if (settings->policies->len > MOST_POLICIES)
		return inifile_error(error, file->path, section->line, "more than %d policies",
			(int)MOST_POLICIES);
	Policy *policy = policy_like(settings->policies->pdata[0], name);
	g_ptr_array_add(settings->policies, policy);
	if (!read_section(file, section, "policy", policy, policy->lines, error))
		return false;
	if (policy->senders[0] == NULL)
		return inifile_error(error, file->path, section->line,
			"policy '%s' is for nobody: it needs 'senders', such as *@example.com",
			name);
	return true;
}

static bool
read_unnamed_policy(
	Settings *settings, const IniFile *file, const IniSection *section, GError **error)
{
	Policy *policy = settings->policies->pdata[0];

	if (!read_section(file, section, "policy", policy, policy->lines, error))
		return false;
	int line = policy->lines[settings_table_find("policy", "senders") - settings_table];
	if (line != 0)
		return inifile_error(error, file->path, line,
			"'senders' belongs in a [policy NAME]: [policy] is for all others, and who is "
			"judged at all is '[support] senders'");
	return true;
}

static bool
is_named_policy(const IniSection *section)
{
	return g_str_has_prefix(section->name, "policy ");
}

static bool
check_sections(const IniFile *file, GError **error)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < file->sections->len; i++) {
		const IniSection *section = file->sections->pdata[i];
		const IniSection *earlier = g_hash_table_lookup(seen, section->name);
		if (*section->name == '\0' && section->entries->len == 0)
			continue;
		if (*section->name == '\0') {
			const IniEntry *entry = section->entries->pdata[0];
			return inifile_error(error, file->path, entry->line,
				"'%s' stands before the first [section]", entry->key);
		}
		if (earlier != NULL)
			return inifile_error(error, file->path, section->line,
				"duplicate section [%s]: it began in line %d", section->name,
				earlier->line);
		if (!is_named_policy(section) && !settings_table_has_section(section->name)) {
			g_autofree char *all = sections();
			return inifile_error(error, file->path, section->line,
				"unknown section [%s]: allowed are %s", section->name, all);
		}
		g_hash_table_insert(seen, section->name, (gpointer)section);
	}
	return true;
}

/* The unnamed policy first, wherever it stands: the named ones build on it. */
static bool
read_file(Settings *settings, const IniFile *file, GError **error)
{
	if (!check_sections(file, error))
		return false;
	for (guint i = 0; i < file->sections->len; i++) {
		const IniSection *section = file->sections->pdata[i];
		bool fine = true;
		if (g_str_equal(section->name, "policy"))
			fine = read_unnamed_policy(settings, file, section, error);
		else if (*section->name != '\0' && !is_named_policy(section))
			fine = read_section(
				file, section, section->name, settings, settings->lines, error);
		if (!fine)
			return false;
	}
	for (guint i = 0; i < file->sections->len; i++)
		if (is_named_policy(file->sections->pdata[i]) &&
			!read_named_policy(settings, file, file->sections->pdata[i], error))
			return false;
	return true;
}

/* Who is given a held reply back is told so by mail. */
static bool
check_returns(const Settings *settings, const IniFile *file, GError **error)
{
	const Setting *setting = settings_table_find("policy", "on-expiry");

	for (guint i = 0; i < settings->policies->len; i++) {
		const Policy *policy = settings->policies->pdata[i];
		if (policy->on_expiry == ON_EXPIRY_RETURN &&
			(*settings->notice_smtp == '\0' || *settings->notice_from == '\0'))
			return inifile_error(error, file->path,
				policy->lines[setting - settings_table],
				"'on-expiry = return' gives a reply back by mail: set 'smtp' and "
				"'from' in [notice]");
	}
	return true;
}

static bool
read_settings(Settings *settings, const IniFile *file, GError **error)
{
	return read_file(settings, file, error) && check_returns(settings, file, error);
}

Settings *
settings_parse(const char *path, const char *text, gsize length, GError **error)
{
	g_autoptr(Settings) settings = standard_settings(path);
	g_autoptr(IniFile) file = inifile_parse(path, text, length, error);

	if (file == NULL || !read_settings(settings, file, error))
		return NULL;
	return g_steal_pointer(&settings);
}

Settings *
settings_load(const char *path, GError **error)
{
	g_autoptr(Settings) settings = standard_settings(path);

	if (path == NULL)
		return g_steal_pointer(&settings);
	g_autoptr(IniFile) file = inifile_load(path, error);
	if (file == NULL || !read_settings(settings, file, error))
		return NULL;
	return g_steal_pointer(&settings);
}
