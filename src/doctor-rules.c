/* doctor-rules.c - whose replies are judged, and by what. SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "doctor.h"
#include "folder.h"
#include "manner.h"
#include "rulebook.h"
#include "scores.h"
#include "wording.h"

/* "@help.example.com" is nobody's address. */
static void
look_at_senders(char **senders, Remarks *remarks)
{
	for (; *senders != NULL; senders++) {
		if (**senders == '@')
			remark(remarks, HEALTH_FAULT, g_strconcat("*", *senders, NULL),
				"'%s' among the senders matches no address at all.", *senders);
	}
}

/* Where nothing was installed yet there is no folder for it. */
static char *
write_sample(const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path);
	bool is_there = g_file_test(folder, G_FILE_TEST_IS_DIR);

	return g_strdup_printf("%s%s%sempathyctl config --sample >%s",
		is_there ? "" : "install -d ", is_there ? "" : folder, is_there ? "" : "\n", path);
}

void
doctor_scope(const Patient *patient, Remarks *remarks)
{
	const Settings *settings = patient->settings;
	const Policy *policy = settings->policies->pdata[0];

	if (patient->settings_path == NULL)
		remark(remarks, HEALTH_FAULT, write_sample(settings_default_path()),
			"There is no configuration at %s: everything is at its default.",
			settings_default_path());
	if (settings->senders[0] == NULL)
		remark(remarks, HEALTH_FAULT, g_strdup("[support]\nsenders = *@YOUR.DOMAIN"),
			"[support] senders is empty: nobody's replies are judged.");
	else
		remark(remarks, HEALTH_FINE, NULL, "Replies of %s%s are judged.",
			settings->senders[0], settings->senders[1] != NULL ? " and others" : "");
	look_at_senders(settings->senders, remarks);
	for (guint i = 1; i < settings->policies->len; i++)
		look_at_senders(((const Policy *)settings->policies->pdata[i])->senders, remarks);
	if (policy->mode == MODE_MONITOR)
		remark(remarks, HEALTH_FINE, NULL,
			"[policy] mode is monitor: nothing happens to mail, the record says what would have.");
	if (settings->trust[0] == NULL)
		remark(remarks, HEALTH_ADVICE,
			g_strdup("[support]\ntrust = 127.0.0.0/8, ::1, unix"),
			"[support] trust is empty: only the mail of senders who authenticate is judged, "
			"never a helpdesk's that hands in without.");
}

/* The tables of weights, and what becomes of mail without them. */
static const struct {
	const WeightsTable *table;
	const char *otherwise;
} weighed[] = {
	{ &feelings_table, "a single find is a feeling, and what is told without a word of feeling "
			   "is none" },
	{ &answers_table,
		"words of acknowledgement count however hollow the answer is, and none is "
		"cold as a whole" },
};

static bool
has_file(const char *const *folders, const char *language, const char *file)
{
	for (; *folders != NULL; folders++) {
		g_autofree char *path = g_build_filename(*folders, language, file, NULL);
		if (g_file_test(path, G_FILE_TEST_EXISTS))
			return true;
	}
	return false;
}

/* Not a fault: rules of one's own may do without. But who copied only *.rules did not mean to. */
static void
look_at_weights(const char *const *folders, const GPtrArray *languages, Remarks *remarks)
{
	for (guint i = 0; i < languages->len * G_N_ELEMENTS(weighed); i++) {
		const char *language = languages->pdata[i / G_N_ELEMENTS(weighed)];
		guint which = i % G_N_ELEMENTS(weighed);
		const char *file = weighed[which].table->file;
		if (!has_file(folders, language, file))
			remark(remarks, HEALTH_ADVICE, NULL,
				"No folder of [rules] path has %s/%s, so %s; see WEIGHTS in "
				"empathy.rules(5).",
				language, file, weighed[which].otherwise);
	}
}

/* An empty one, such as lost+found, is nobody's rules. */
static bool
has_something(const char *path)
{
	g_autoptr(GPtrArray) names = folder_names(path, NULL);

	return names != NULL && names->len > 0;
}

/* Who made en_GB/ did not mean it to lie there unread. */
static void
look_at_folders(const char *const *folders, Remarks *remarks)
{
	for (; *folders != NULL; folders++) {
		g_autoptr(GPtrArray) names = folder_names(*folders, NULL);
		for (guint i = 0; names != NULL && i < names->len; i++) {
			const char *name = names->pdata[i];
			g_autofree char *path = g_build_filename(*folders, name, NULL);
			g_autofree char *shown = g_filename_display_name(path);
			if (*name != '.' && !folder_is_language(name) && has_something(path))
				remark(remarks, HEALTH_ADVICE, NULL,
					"%s is not read: the folder of a language has two or three "
					"small letters, such as en.",
					shown);
		}
	}
}

/* What was listed before an upgrade brings its rules does no harm. */
static void
look_at_languages(const Settings *settings, const GPtrArray *known, Remarks *remarks)
{
	g_autoptr(GError) error = NULL;

	if (!settings_check_languages(settings, known, &error)) {
		remark(remarks, HEALTH_FAULT,
			g_strdup_printf("[rules]\nlanguages = %s", (char *)known->pdata[0]),
			"The daemon does not start or keeps its old settings: %s", error->message);
		return;
	}
	for (char **language = settings->rules_languages; *language != NULL; language++) {
		if (!g_ptr_array_find_with_equal_func(
			    (GPtrArray *)known, *language, g_str_equal, NULL))
			remark(remarks, HEALTH_ADVICE, NULL,
				"There are no rules for '%s' of [rules] languages: mail in it is "
				"let through, not judged.",
				*language);
	}
}

void
doctor_rules(const Patient *patient, Remarks *remarks)
{
	const char *const *folders = (const char *const *)patient->settings->rules_path;
	g_autoptr(GError) error = NULL;
	g_autoptr(Rulebook) rulebook = rulebook_load(folders, &error);

	if (rulebook == NULL) {
		remark(remarks, HEALTH_FAULT, NULL,
			"The rules cannot be read, so the daemon does not start or keeps its old ones: %s",
			error->message);
		return;
	}
	g_autoptr(GPtrArray) languages = rulebook_languages(rulebook);
	if (languages->len == 0) {
		remark(remarks, HEALTH_FAULT, NULL,
			"There is no rule in any folder of [rules] path: "
			"no reply can fail.");
		return;
	}
	g_ptr_array_add(languages, NULL);
	g_autofree char *names = g_strjoinv(", ", (char **)languages->pdata);
	g_ptr_array_remove_index(languages, languages->len - 1);
	guint n = rulebook_rules(rulebook)->len;
	remark(remarks, HEALTH_FINE, NULL, "%u %s (%s), version %s.", n, n == 1 ? "rule" : "rules",
		names, rulebook_version(rulebook));
	look_at_languages(patient->settings, languages, remarks);
	look_at_weights(folders, languages, remarks);
	look_at_folders(folders, remarks);
	g_autoptr(GPtrArray) idle = rulebook_idle(rulebook);
	for (guint i = 0; i < idle->len; i++)
		remark(remarks, HEALTH_ADVICE, NULL, "%s.", (const char *)idle->pdata[i]);
	if (*patient->settings->notice_smtp == '\0')
		return;
	g_autoptr(Wording) wording = wording_load(folders, &error);
	if (wording == NULL)
		remark(remarks, HEALTH_FAULT, NULL, "The words of notices cannot be read: %s",
			error->message);
}
