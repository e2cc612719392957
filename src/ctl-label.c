/* ctl-label.c - empathyctl label and resolve: what people say of a judgement.
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "checks.h"
#include "ctl-request.h"

static struct {
	char *check, *note;
	gboolean dispute;
	gint64 now;
} options;

#define CHECK_ENTRY                                                                      \
	{                                                                                \
		"check", 0, 0, G_OPTION_ARG_STRING, &options.check,                      \
			"About this check alone; without it, about the verdict", "CHECK" \
	}
#define NOTE_ENTRY                                                                             \
	{                                                                                      \
		"note", 0, 0, G_OPTION_ARG_STRING, &options.note, "Why, in your words", "TEXT" \
	}
/* As release and discard call it. */
#define REASON_ENTRY                                                                         \
	{                                                                                    \
		"reason", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &options.note, NULL, \
			"TEXT"                                                               \
	}
#define NOW_ENTRY                                                                                 \
	{                                                                                         \
		"now", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT64, &options.now, NULL, "SECONDS" \
	}

static const GOptionEntry label_entries[] = {
	CHECK_ENTRY,
	NOTE_ENTRY,
	REASON_ENTRY,
	{ "dispute", 0, 0, G_OPTION_ARG_NONE, &options.dispute,
		"For an agent who disagrees: counts once it is resolved; needs --note", NULL },
	NOW_ENTRY,
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static const GOptionEntry resolve_entries[] = {
	CHECK_ENTRY,
	NOTE_ENTRY,
	REASON_ENTRY,
	NOW_ENTRY,
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static bool
is_usage_fine(char **arguments)
{
	CheckId check;

	if (arguments[0] == NULL || arguments[1] == NULL || arguments[2] != NULL) {
		ctl_complain(CTL_USAGE, "say: ID agree, or ID disagree");
		return false;
	}
	if (!g_str_equal(arguments[1], "agree") && !g_str_equal(arguments[1], "disagree")) {
		ctl_complain(CTL_USAGE, "'%s' is neither agree nor disagree", arguments[1]);
		return false;
	}
	if (options.check != NULL && !check_from_name(options.check, &check)) {
		g_autofree char *all = checks_names();
		ctl_complain(CTL_USAGE, "there is no check '%s', but %s", options.check, all);
		return false;
	}
	return true;
}

/* As request.h wants it: a dispute is about something, the others say what they think of it. */
static char *
value_of(const char *opinion)
{
	const char *check = options.check != NULL ? options.check : "";

	if (options.dispute)
		return g_strdup(check);
	return g_strdup_printf("%s%s%s", opinion, *check != '\0' ? " " : "", check);
}

static int
ask(const CtlGiven *given, const char *kind)
{
	int status = CTL_USAGE;

	if (!is_usage_fine(given->arguments))
		return CTL_USAGE;
	g_autofree char *id = ctl_whole_id(given, given->arguments[0], &status);
	if (id == NULL)
		return status;
	g_autofree char *value = value_of(given->arguments[1]);
	gint64 now = options.now != 0 ? options.now : g_get_real_time() / G_USEC_PER_SEC;
	return ctl_request(given, kind, id, options.note, value, now);
}

static int
label(const CtlGiven *given)
{
	bool agrees = given->arguments[0] != NULL && g_strcmp0(given->arguments[1], "agree") == 0;

	if (options.dispute && agrees)
		return ctl_complain(CTL_USAGE, "a dispute disagrees");
	if (options.dispute && (options.note == NULL || *options.note == '\0'))
		return ctl_complain(CTL_USAGE, "a dispute needs its reason: --note=TEXT");
	return ask(given, options.dispute ? "dispute" : "label");
}

static int
resolve(const CtlGiven *given)
{
	return ask(given, "resolve");
}

const Command command_label = {
	.name = "label",
	.arguments = "ID agree|disagree",
	.summary = "say whether a judgement was right",
	.description =
		"agree: the filter was right about this reply; disagree: it was not. Your opinion stands\n"
		"beside the machine's and changes nothing of it; the last one you give counts.\n"
		"'empathyctl agreement' adds them up. Exit status: 1 when there is no such reply, or\n"
		"nothing to agree with: it was skipped, or the check did not apply.\n",
	.options = label_entries,
	.needs = NEEDS_SETTINGS | NEEDS_WRITING,
	.run = label,
};

const Command command_resolve = {
	.name = "resolve",
	.arguments = "ID agree|disagree",
	.summary = "decide an agent's dispute",
	.description =
		"agree: with the filter, it was right; disagree: it was wrong, as the agent said.\n"
		"Without --check it decides all open disputes about this reply. Somebody else decides\n"
		"what you dispute yourself. Exit status: 1 when there is none, or it is your own.\n",
	.options = resolve_entries,
	.needs = NEEDS_SETTINGS | NEEDS_WRITING,
	.run = resolve,
};
