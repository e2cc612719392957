/* test-settings.c - what a configuration may say, and how a wrong one is told.
 * SPDX-License-Identifier: MIT */
#include "settings.h"

#include <glib/gstdio.h>
#include <string.h>

#include "errors.h"
#include "setting.h"

/* Settings from a text, through a file as in real life. */
static Settings *
load(const char *text, GError **error)
{
	g_autofree char *path = NULL;
	int fd = g_file_open_tmp(NULL, &path, NULL);
	g_assert_cmpint(fd, >=, 0);
	g_assert_true(g_close(fd, NULL));
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	Settings *settings = settings_load(path, error);
	g_assert_cmpint(g_unlink(path), ==, 0);
	return settings;
}

static Settings *
load_good(const char *text)
{
	g_autoptr(GError) error = NULL;
	Settings *settings = load(text, &error);

	g_assert_no_error(error);
	return settings;
}

/* The message begins with file:line: and says this. */
static const struct {
	const char *name, *text;
	int line;
	const char *says;
} wrong[] = {
	{ "unknown-key-names-the-known-ones", "[policy]\nmod = hold\n", 2, "mode, placeholder" },
	{ "unknown-section-names-the-known-ones", "[polices]\nmode = hold\n", 1,
		"[milter], [support]" },
	{ "duplicate-key-says-where-it-was", "[policy]\nmode = hold\nmode = hold\n", 3,
		"already set in line 2" },
	{ "duplicate-section-says-where-it-was", "[policy]\n[log]\n[policy]\n", 3, "in line 1" },
	{ "duplicate-named-policy", "[policy a]\nsenders = *\n[policy a]\nsenders = *\n", 3,
		"duplicate section" },
	{ "key-before-any-section", "mode = hold\n", 1, "before the first [section]" },
	{ "a-word-that-is-none", "[policy]\nmode = on\n", 2, "monitor | annotate | hold | reject" },
	{ "a-disposition-that-is-none", "[policy]\ntone = warn\n", 2,
		"off | note | annotate | hold | reject" },
	{ "a-duration-without-sense", "[policy]\nhold-limit = soon\n", 2, "4h" },
	{ "a-duration-of-two-letters", "[policy]\nhold-limit = 4hh\n", 2, "duration" },
	{ "a-duration-too-short", "[policy]\nhold-limit = 10s\n", 2, "5m to 14d" },
	{ "a-sum-of-durations-beyond-all-numbers",
		"[log]\nkeep = 999999999999w999999999999w999999999999w999999999999w999999999999w999999999999w"
		"999999999999w999999999999w999999999999w999999999999w999999999999w999999999999w"
		"999999999999w999999999999w999999999999w999999999999w\n",
		2, "duration" },
	{ "a-file-that-cannot-be-done-without", "[log]\ndatabase =\n", 2,
		"a path that begins with '/'" },
	{ "a-duration-beyond-all-numbers", "[log]\nkeep = 99999999999999999999w\n", 2, "duration" },
	{ "hours-without-a-day", "[policy]\nmode = hold\nhours = 08:00-18:00\n", 3,
		"mon-fri 08:00-18:00" },
	{ "a-time-zone-there-is-not", "[policy]\ntime-zone = Europe/Atlantis\n", 2,
		"Europe/Berlin" },
	{ "a-tag-with-brackets", "[policy]\noverride-tag = [as is]\n", 2, "without '['" },
	{ "a-size-too-big", "[milter]\nmax-message-bytes = 4G\n", 2, "4K to 256M" },
	{ "a-size-beyond-all-numbers", "[milter]\nmax-message-bytes = 999999999999G\n", 2, "size" },
	{ "a-negative-size", "[milter]\nmax-message-bytes = -1\n", 2, "size" },
	{ "a-mode-that-is-not-octal", "[milter]\nsocket-mode = 0698\n", 2, "octal" },
	{ "a-mode-too-big", "[milter]\nsocket-mode = 1777\n", 2, "0000 to 0777" },
	{ "a-number-out-of-limits", "[notice]\nper-hour = 0\n", 2, "1 to 1000" },
	{ "a-number-with-more-behind-it", "[notice]\nper-hour = 5x\n", 2, "whole number" },
	{ "a-relative-path", "[rules]\npath = rules\n", 2, "begin with '/'" },
	{ "an-address-without-at", "[support]\nsenders = shop.example\n", 2, "*@example.com" },
	{ "a-network-with-too-many-bits", "[support]\ntrust = 10.0.0.0/40\n", 2, "192.0.2.0/24" },
	{ "a-network-that-is-a-name", "[support]\ntrust = localhost\n", 2, "networks" },
	{ "a-socket-without-a-port", "[milter]\nsocket = inet:localhost\n", 2, "inet:port@host" },
	{ "a-socket-of-another-kind", "[milter]\nsocket = tcp:1234\n", 2, "unix:/path" },
	{ "an-empty-socket", "[milter]\nsocket =\n", 2, "unix:/path" },
	{ "a-server-without-a-port", "[notice]\nsmtp = localhost\n", 2, "host:port" },
	{ "a-sender-with-a-name", "[notice]\nfrom = Bob <bob@x.example>\n", 2, "one mail address" },
	{ "a-sender-that-is-two", "[notice]\nfrom = a@b@c\n", 2, "one mail address" },
	{ "a-language-by-its-name", "[rules]\nlanguages = english\n", 2, "two or three letters" },
	{ "a-named-policy-for-nobody", "[policy quiet]\nmode = monitor\n", 1, "needs 'senders'" },
	{ "senders-in-the-unnamed-policy", "[policy]\nsenders = *\n", 2, "[policy NAME]" },
	{ "a-policy-called-default", "[policy default]\nsenders = *\n", 1, "cannot be used" },
	{ "a-policy-with-a-strange-name", "[policy Über]\nsenders = *\n", 1, "small letters" },
	{ "a-reply-that-nobody-could-be-given-back", "[policy]\non-expiry = return\n", 2,
		"set 'smtp' and 'from'" },
	{ "likewise-for-some",
		"[notice]\nsmtp = mx:25\n[policy a]\nsenders = *@a.example\non-expiry = return\n",
		5, "set 'smtp' and 'from'" },
	{ "a-second-list-that-is-wrong", "[support]\nsenders = *@a.example\nsenders = b\n", 3,
		"'senders' cannot be 'b'" },
};

static void
is_told(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(GError) error = NULL;
	g_autoptr(Settings) settings = load(wrong[i].text, &error);

	g_assert_null(settings);
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYNTAX);
	g_autofree char *where = g_strdup_printf(":%d: ", wrong[i].line);
	if (strstr(error->message, where) == NULL || strstr(error->message, wrong[i].says) == NULL)
		g_error("not line %d and '%s': %s", wrong[i].line, wrong[i].says, error->message);
}

static void
has_the_defaults_of_the_contract(void)
{
	g_autoptr(Settings) settings = settings_load(NULL, NULL);
	const Policy *policy = settings_policy(settings, "ann@shop.example");

	g_assert_cmpstr(policy->name, ==, "default");
	g_assert_cmpint(policy->mode, ==, MODE_MONITOR);
	g_assert_cmpint(policy->dispositions[CHECK_PLACEHOLDER], ==, DISPOSITION_HOLD);
	g_assert_cmpint(policy->dispositions[CHECK_NAME], ==, DISPOSITION_HOLD);
	g_assert_cmpint(policy->dispositions[CHECK_FEELINGS], ==, DISPOSITION_HOLD);
	g_assert_cmpint(policy->dispositions[CHECK_TONE], ==, DISPOSITION_ANNOTATE);
	g_assert_cmpint(policy->dispositions[CHECK_ORDER], ==, DISPOSITION_ANNOTATE);
	g_assert_cmpint(policy->dispositions[CHECK_ISSUE], ==, DISPOSITION_NOTE);
	g_assert_cmpint(policy->dispositions[CHECK_NEXT_STEP], ==, DISPOSITION_NOTE);
	g_assert_cmpint(policy->dispositions[CHECK_SCRIPT], ==, DISPOSITION_NOTE);
	g_assert_cmpint(policy->hold_limit, ==, 4 * 3600);
	g_assert_cmpint(settings->when_unable, ==, WHEN_UNABLE_ACCEPT);
	g_assert_cmpint(settings->log_text, ==, LOG_TEXT_EVIDENCE);
	g_assert_cmpint(settings->log_sync, ==, 1);
	g_assert_cmpint(settings->memory_keep, ==, 14 * 86400);
	g_assert_cmpint(settings->socket_mode, ==, 0660);
	g_assert_cmpstr(settings->rules_path[0], ==, RULESDIR);
	g_assert_cmpstr(settings->rules_path[1], ==, SYSCONFDIR "/empathy-milter/rules");
	g_assert_false(settings_is_ours(settings, "ann@shop.example"));
	g_assert_true(settings_trusts(settings, "127.0.0.1"));
	g_assert_true(settings_trusts(settings, "::1"));
	g_assert_true(settings_trusts(settings, "unix"));
	g_assert_false(settings_trusts(settings, "192.0.2.1"));
	g_assert_false(settings_trusts(settings, ""));
	g_assert_true(settings_judges_language(settings, "fr"));
}

static void
reads_every_kind_of_value(void)
{
	g_autoptr(Settings) settings = load_good("[milter]\n"
						 "socket = inet:8899@127.0.0.1\n"
						 "socket-mode = 600\n"
						 "max-message-bytes = 64K\n"
						 "when-unable = tempfail\n"
						 "[support]\n"
						 "senders = *@a.example, *@b.example\n"
						 "\tann@c.example\n"
						 "senders = *@d.example\n"
						 "trust = 10.0.0.0/8 2001:db8::/32\n"
						 "skip-recipients = *@a.example\n"
						 "[policy]\n"
						 "hold-limit = 1h30m\n"
						 "[log]\n"
						 "keep = 2w\n"
						 "[memory]\n"
						 "keep = 0\n"
						 "[rules]\n"
						 "languages = en, de\n");

	g_assert_cmpstr(settings->socket, ==, "inet:8899@127.0.0.1");
	g_assert_cmpint(settings->socket_mode, ==, 0600);
	g_assert_cmpint(settings->max_message_bytes, ==, 65536);
	g_assert_cmpint(settings->when_unable, ==, WHEN_UNABLE_TEMPFAIL);
	g_assert_cmpint(g_strv_length(settings->senders), ==, 4);
	g_assert_true(settings_is_ours(settings, "Ann@C.example"));
	g_assert_true(settings_is_ours(settings, "x@d.example"));
	g_assert_false(settings_is_ours(settings, "bob@c.example"));
	g_assert_true(settings_trusts(settings, "10.1.2.3"));
	g_assert_false(settings_trusts(settings, "127.0.0.1"));
	g_assert_true(settings_skips_recipient(settings, "colleague@a.example"));
	g_assert_cmpint(settings_policy(settings, "x")->hold_limit, ==, 5400);
	g_assert_cmpint(settings->log_keep, ==, 14 * 86400);
	g_assert_cmpint(settings->memory_keep, ==, 0);
	g_assert_true(settings_judges_language(settings, "de"));
	g_assert_false(settings_judges_language(settings, "fr"));
}

/* A named policy stands before the unnamed one here: order must not matter. */
static void
a_named_policy_builds_on_the_unnamed_one(void)
{
	g_autoptr(Settings) settings = load_good("[policy night]\n"
						 "senders = *@night.example\n"
						 "tone = hold\n"
						 "[policy vip]\n"
						 "senders = vip@night.example, vip@shop.example\n"
						 "[policy]\n"
						 "mode = hold\n"
						 "tone = note\n"
						 "order = off\n");
	const Policy *night = settings_policy(settings, "vip@night.example");
	const Policy *vip = settings_policy(settings, "VIP@shop.example");
	const Policy *other = settings_policy(settings, "ann@shop.example");

	g_assert_cmpstr(night->name, ==, "night");
	g_assert_cmpint(night->mode, ==, MODE_HOLD);
	g_assert_cmpint(night->dispositions[CHECK_TONE], ==, DISPOSITION_HOLD);
	g_assert_cmpint(night->dispositions[CHECK_ORDER], ==, DISPOSITION_OFF);
	g_assert_cmpstr(vip->name, ==, "vip");
	g_assert_cmpint(vip->dispositions[CHECK_TONE], ==, DISPOSITION_NOTE);
	g_assert_cmpstr(other->name, ==, "default");
	g_assert_cmpint(other->dispositions[CHECK_TONE], ==, DISPOSITION_NOTE);
}

static void
what_is_shown_can_be_read_again(void)
{
	g_autoptr(Settings) settings = load_good("[support]\nsenders = *@a.example\n"
						 "[policy]\nmode = hold\n"
						 "[policy b]\nsenders = *@b.example\ntone = off\n"
						 "[log]\nkeep = 30d\n");
	for (int with_help = 0; with_help < 2; with_help++) {
		g_autofree char *shown = settings_show(settings, with_help);
		g_autoptr(Settings) again = load_good(shown);
		g_autofree char *twice = settings_show(again, false);
		g_assert_nonnull(strstr(shown, "# from "));
		g_assert_true(settings_is_ours(again, "x@a.example"));
		g_assert_cmpint(again->log_keep, ==, 30 * 86400);
		g_assert_cmpint(settings_policy(again, "x@b.example")->dispositions[CHECK_TONE], ==,
			DISPOSITION_OFF);
		g_assert_nonnull(strstr(twice, "\nmode = hold\n"));
	}
}

/* The sample says nothing; with every '#' off its keys it says the defaults. */
static void
the_sample_is_the_defaults(void)
{
	g_autofree char *sample = settings_sample();
	g_autoptr(Settings) defaults = settings_load(NULL, NULL);
	g_autoptr(Settings) silent = load_good(sample);
	g_autoptr(GRegex) hidden = g_regex_new("^#([a-z-]+ =|\\[)", G_REGEX_MULTILINE, 0, NULL);
	g_autofree char *loud = g_regex_replace(hidden, sample, -1, 0, "\\1", 0, NULL);
	g_autoptr(Settings) spoken = load_good(loud);

	g_assert_cmpint(silent->policies->len, ==, 1);
	g_assert_cmpint(spoken->policies->len, ==, 2);
	for (guint i = 0; settings_row(i) != NULL; i++) {
		g_autofree char *line = g_strdup_printf("\n#%s =", settings_row(i)->key);
		g_assert_nonnull(strstr(sample, line));
	}
	g_assert_cmpstr(silent->socket, ==, defaults->socket);
	g_assert_cmpint(settings_policy(spoken, "x")->hold_limit, ==,
		settings_policy(defaults, "x")->hold_limit);
}

static void
durations_are_written_as_people_say_them(void)
{
	static const struct {
		gint64 seconds;
		const char *text;
	} cases[] = { { 0, "0s" }, { 59, "59s" }, { 60, "1m" }, { 90, "90s" }, { 5400, "90m" },
		{ 7200, "2h" }, { 86400, "1d" }, { 14 * 86400, "14d" } };

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = duration_write(cases[i].seconds);
		gint64 seconds = -1;
		g_assert_cmpstr(text, ==, cases[i].text);
		g_assert_true(duration_read(text, &seconds));
		g_assert_cmpint(seconds, ==, cases[i].seconds);
	}
}

static void
a_missing_file_is_no_syntax_error(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(settings_load("/nowhere/empathy-milter.conf", &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM);
}

static void
doubts_are_told(void)
{
	g_autoptr(Settings) silent = settings_load(NULL, NULL);
	g_autoptr(Settings) sure = load_good("[support]\nsenders = *@a.example\n");
	g_auto(GStrv) of_silent = settings_doubts(silent);
	g_auto(GStrv) of_sure = settings_doubts(sure);

	g_assert_nonnull(of_silent[0]);
	g_assert_nonnull(strstr(of_silent[0], "senders"));
	g_assert_null(of_sure[0]);

	g_autoptr(Settings) holding =
		load_good("[support]\nsenders = *@a.example\n[policy]\nmode = hold\n");
	g_auto(GStrv) of_holding = settings_doubts(holding);
	g_assert_nonnull(of_holding[0]);
	g_assert_nonnull(strstr(of_holding[0], "nobody is told of replies that are held"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autofree char *path = g_strdup_printf("/settings/wrong/%s", wrong[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_told);
	}
	g_test_add_func(
		"/settings/has-the-defaults-of-the-contract", has_the_defaults_of_the_contract);
	g_test_add_func("/settings/reads-every-kind-of-value", reads_every_kind_of_value);
	g_test_add_func("/settings/a-named-policy-builds-on-the-unnamed-one",
		a_named_policy_builds_on_the_unnamed_one);
	g_test_add_func(
		"/settings/what-is-shown-can-be-read-again", what_is_shown_can_be_read_again);
	g_test_add_func("/settings/the-sample-is-the-defaults", the_sample_is_the_defaults);
	g_test_add_func("/settings/durations-are-written-as-people-say-them",
		durations_are_written_as_people_say_them);
	g_test_add_func(
		"/settings/a-missing-file-is-no-syntax-error", a_missing_file_is_no_syntax_error);
	g_test_add_func("/settings/doubts-are-told", doubts_are_told);
	return g_test_run();
}
