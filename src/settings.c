/* settings.c - the configuration. SPDX-License-Identifier: MIT */
#include "settings.h"

Settings *
settings_load(const char *path, GError **error)
{
	(void)error;
	Settings *settings = g_new0(Settings, 1);
	settings->ref_count = 1;
	settings->file = g_strdup(path != NULL ? path : "");
	settings->policies = g_ptr_array_new();
	Policy *policy = g_new0(Policy, 1);
	policy->name = g_strdup("default");
	policy->senders = g_new0(char *, 1);
	g_ptr_array_add(settings->policies, policy);
	settings->rules_path = g_new0(char *, 1);
	return settings;
}

Settings *
settings_ref(Settings *settings)
{
	g_atomic_int_inc(&settings->ref_count);
	return settings;
}

void
settings_unref(Settings *settings)
{
	if (settings != NULL && g_atomic_int_dec_and_test(&settings->ref_count))
		g_free(settings);
}

const char *
settings_default_path(void)
{
	return SYSCONFDIR "/empathy-milter/empathy-milter.conf";
}

const Policy *
settings_policy(const Settings *settings, const char *sender)
{
	(void)sender;
	return settings->policies->pdata[0];
}

bool
settings_is_ours(const Settings *settings, const char *address)
{
	(void)settings, (void)address;
	return false;
}

bool
settings_trusts(const Settings *settings, const char *client_address)
{
	(void)settings, (void)client_address;
	return false;
}

bool
settings_skips_recipient(const Settings *settings, const char *address)
{
	(void)settings, (void)address;
	return false;
}

char *
settings_show(const Settings *settings, bool with_help)
{
	(void)settings, (void)with_help;
	return g_strdup("");
}

const SettingRow *
settings_row(guint n)
{
	(void)n;
	return NULL;
}
