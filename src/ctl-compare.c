/* ctl-compare.c - a second rulebook beside the one in force. SPDX-License-Identifier: MIT */
#include "ctl-compare.h"

#include "errors.h"

Rulebook *
ctl_rulebook_with(const CtlGiven *given, const char *folder, GError **error)
{
	g_auto(GStrv) folders = g_strdupv(given->settings->rules_path);

	if (folders[0] == NULL || !g_file_test(folder, G_FILE_TEST_IS_DIR)) {
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"there are no rules in '%s'", folder);
		return NULL;
	}
	g_free(folders[0]);
	folders[0] = g_strdup(folder);
	return ctl_rulebook_tried((const char *const *)folders, error);
}

void
ctl_enforce(const Settings *settings, Judgement *judgement)
{
	const Policy *policy = settings_policy(settings, judgement->agent);
	Mode mode = MAX((Mode)policy->mode, MODE_HOLD);

	judgement->verdict = verdict_under_mode(judgement->verdict, mode);
}
