/* settings.c - the questions asked of the configuration, and its printing.
 * SPDX-License-Identifier: MIT */
#include "settings.h"

#include <string.h>

#include "inifile.h"
#include "settings-table.h"
#include "whom.h"

Settings *
settings_ref(Settings *settings)
{
	g_atomic_int_inc(&settings->ref_count);
	return settings;
}

const char *
settings_default_path(void)
{
	return SYSCONFDIR "/empathy-milter/empathy-milter.conf";
}

const Policy *
settings_policy(const Settings *settings, const char *sender)
{
	for (guint i = 1; i < settings->policies->len; i++) {
		const Policy *policy = settings->policies->pdata[i];
		if (whom_matches_any((const char *const *)policy->senders, sender))
			return policy;
	}
	return settings->policies->pdata[0];
}

bool
settings_is_inbox(const Settings *settings, const char *address)
{
	char **inboxes = settings->inboxes[0] != NULL ? settings->inboxes : settings->senders;

	return whom_matches_any((const char *const *)inboxes, address);
}

bool
settings_is_ours(const Settings *settings, const char *address)
{
	return whom_matches_any((const char *const *)settings->senders, address);
}

bool
settings_trusts(const Settings *settings, const char *client_address)
{
	return network_holds_any((const char *const *)settings->trust, client_address);
}

bool
settings_skips_recipient(const Settings *settings, const char *address)
{
	return whom_matches_any((const char *const *)settings->skip_recipients, address);
}

bool
settings_judges_language(const Settings *settings, const char *language)
{
	const char *const *languages = (const char *const *)settings->rules_languages;

	return languages[0] == NULL || g_strv_contains(languages, language);
}

static char *
joined(const GPtrArray *words)
{
	GString *all = g_string_new(NULL);

	for (guint i = 0; i < words->len; i++)
		g_string_append_printf(
			all, "%s%s", i > 0 ? ", " : "", (const char *)words->pdata[i]);
	return g_string_free(all, FALSE);
}

bool
settings_check_languages(const Settings *settings, const GPtrArray *known, GError **error)
{
	const Setting *setting = settings_table_find("rules", "languages");
	int line = settings->lines[setting - settings_table];

	for (char **language = settings->rules_languages; *language != NULL; language++) {
		if (g_ptr_array_find_with_equal_func(
			    (GPtrArray *)known, *language, g_str_equal, NULL))
			return true;
	}
	if (settings->rules_languages[0] == NULL)
		return true;
	g_autofree char *all = joined(known);
	return inifile_error(error, settings->file, line,
		"'languages' has none for which there are rules: there are for %s", all);
}

void
settings_use_rules(Settings *settings, const char *folder)
{
	if (settings->rules_path[0] == NULL) {
		g_free(settings->rules_path);
		settings->rules_path = g_new0(char *, 2);
	}
	g_free(settings->rules_path[0]);
	settings->rules_path[0] = g_strdup(folder);
}

void
settings_use_database(Settings *settings, const char *path)
{
	g_free(settings->log_database);
	settings->log_database = g_strdup(path);
}

static void
append_help(GString *out, const Setting *setting)
{
	g_string_append_printf(out, "# %s\n# %s", setting->help, setting_kind_name(setting));
	if (setting->most > 0 && setting->kind != SETTING_MODE) {
		const Setting at_zero = { .kind = setting->kind };
		g_autofree char *least = setting_write(&at_zero, &setting->least);
		g_autofree char *most = setting_write(&at_zero, &setting->most);
		g_string_append_printf(out, ", %s to %s", least, most);
	}
	g_string_append_printf(
		out, "; default: %s\n", *setting->standard != '\0' ? setting->standard : "empty");
}

typedef struct Printer {
	GString *out;
	const char *file;
	bool with_help;
} Printer;

static void
print_setting(const Printer *to, const Setting *setting, const void *holder, int line)
{
	g_autofree char *value = setting_write(setting, holder);

	if (to->with_help) {
		g_string_append_c(to->out, '\n');
		append_help(to->out, setting);
	}
	if (line > 0)
		g_string_append_printf(to->out, "# from %s:%d\n", to->file, line);
	g_string_append_printf(
		to->out, "%s =%s%s\n", setting->key, *value != '\0' ? " " : "", value);
}

/* A named policy shows only what it sets itself: the rest is the unnamed one's. */
static void
print_policy(const Printer *to, const Policy *policy, const Policy *parent)
{
	if (parent != NULL)
		g_string_append_printf(to->out, "\n[policy %s]\n", policy->name);
	for (guint i = 0; i < settings_table_length; i++) {
		const Setting *setting = &settings_table[i];
		int line = policy->lines[i];
		if (!setting_is_of_policy(setting))
			continue;
		if (parent == NULL && setting_is_of_named_policy(setting))
			continue;
		if (parent == NULL || (line > 0 && line != parent->lines[i]))
			print_setting(to, setting, policy, line);
	}
}

static void
print_policies(const Printer *to, const GPtrArray *policies)
{
	print_policy(to, policies->pdata[0], NULL);
	for (guint i = 1; i < policies->len; i++)
		print_policy(to, policies->pdata[i], policies->pdata[0]);
}

static bool
begins_section(guint i)
{
	return i == 0 || !g_str_equal(settings_table[i].section, settings_table[i - 1].section);
}

char *
settings_show(const Settings *settings, bool with_help)
{
	GString *out = g_string_new("");
	const Printer to = { out, settings->file, with_help };

	for (guint i = 0; i < settings_table_length; i++) {
		const Setting *setting = &settings_table[i];
		if (begins_section(i))
			g_string_append_printf(
				out, "%s[%s]\n", i > 0 ? "\n" : "", setting->section);
		if (!setting_is_of_policy(setting))
			print_setting(&to, setting, settings, settings->lines[i]);
		else if (begins_section(i))
			print_policies(&to, settings->policies);
	}
	return g_string_free(out, FALSE);
}

/* Of "policy" or "policy night"; NULL when there is none of that name. */
static const Policy *
find_policy(const GPtrArray *policies, const char *section)
{
	const char *name = section + strcspn(section, " ");

	if (*name == '\0')
		return policies->pdata[0];
	name += strspn(name, " ");
	for (guint i = 1; i < policies->len; i++) {
		const Policy *policy = policies->pdata[i];
		if (g_str_equal(policy->name, name))
			return policy;
	}
	return NULL;
}

char *
settings_value(const Settings *settings, const char *name)
{
	const char *dot = strrchr(name, '.');
	g_autofree char *section = dot != NULL ? g_strndup(name, (gsize)(dot - name)) : NULL;
	bool is_named = dot != NULL && g_str_has_prefix(section, "policy ");
	const Setting *setting =
		dot != NULL ? settings_table_find(is_named ? "policy" : section, dot + 1) : NULL;

	if (setting == NULL)
		return NULL;
	if (!setting_is_of_policy(setting))
		return setting_write(setting, settings);
	const Policy *policy = find_policy(settings->policies, section);
	return policy != NULL ? setting_write(setting, policy) : NULL;
}

char *
settings_sample(void)
{
	GString *out = g_string_new(
		"# empathy-milter.conf - every setting at its default; see empathy-milter.conf(5).\n"
		"# Take the '#' off a line to change it. 'empathyctl config --check' says whether it\n"
		"# can be read. To begin, set [support] senders and leave mode = monitor for a week.\n");

	for (guint i = 0; i < settings_table_length; i++) {
		const Setting *setting = &settings_table[i];
		if (begins_section(i))
			g_string_append_printf(out, "\n[%s]\n", setting->section);
		if (setting_is_of_named_policy(setting))
			continue;
		g_string_append_c(out, '\n');
		append_help(out, setting);
		g_string_append_printf(out, "#%s =%s%s\n", setting->key,
			*setting->standard != '\0' ? " " : "", setting->standard);
	}
	g_string_append(out,
		"\n# Others for some senders; what is not said here is as in [policy].\n"
		"#[policy second-line]\n#senders = *@second-line.example.com\n"
		"#mode = hold\n");
	return g_string_free(out, FALSE);
}

/* Whether any policy lets a reply be held; refusing falls back to it. */
static bool
may_hold(const Settings *settings)
{
	for (guint i = 0; i < settings->policies->len; i++)
		if (((const Policy *)settings->policies->pdata[i])->mode >= MODE_HOLD)
			return true;
	return false;
}

char **
settings_doubts(const Settings *settings)
{
	g_autoptr(GPtrArray) doubts = g_ptr_array_new();

	if (settings->senders[0] == NULL)
		g_ptr_array_add(doubts,
			g_strdup("[support] senders is empty: nobody's replies will be judged"));
	if (*settings->notice_smtp != '\0' && *settings->notice_from == '\0')
		g_ptr_array_add(doubts,
			g_strdup("[notice] smtp is set and from is not: notices have no sender"));
	if (*settings->notice_smtp == '\0' && may_hold(settings))
		g_ptr_array_add(
			doubts, g_strdup("[notice] smtp is empty: nobody is told of replies "
					 "that are held"));
	if (*settings->notice_smtp_user != '\0' && *settings->notice_smtp_password == '\0')
		g_ptr_array_add(doubts, g_strdup("[notice] smtp-user is set and smtp-password-file "
						 "is not: nobody can log in"));
	if (*settings->notice_smtp_user != '\0' && settings->notice_smtp_tls == SMTP_TLS_NO)
		g_ptr_array_add(
			doubts, g_strdup("[notice] smtp-tls is no: the password of smtp-user "
					 "goes over the wire in clear"));
	g_ptr_array_add(doubts, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&doubts), FALSE);
}
