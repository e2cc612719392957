/* ctl-show.c - empathyctl show: the whole story of one reply, as the record knows it.
 * SPDX-License-Identifier: MIT */
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ctl-request.h"
#include "held-next.h"
#include "json-value.h"
#include "moment.h"
#include "notice.h"
#include "page.h"

static struct {
	gboolean json, colour;
} options;

static const GOptionEntry entries[] = {
	{ "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "As one JSON object", NULL },
	{ "color", 0, 0, G_OPTION_ARG_NONE, &options.colour, "Colour even when not on a terminal",
		NULL },
	{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

typedef struct Story {
	Page page;
	GDateTime *now;
	GHashTable *shown; /* words that stand there already */
} Story;

typedef void (*ShowElement)(const Story *story, JsonObject *element);

static void
each(const Story *story, JsonObject *object, const char *name, ShowElement show)
{
	JsonNode *node = json_object_get_member(object, name);
	JsonArray *array =
		node != NULL && JSON_NODE_HOLDS_ARRAY(node) ? json_node_get_array(node) : NULL;

	for (guint i = 0; array != NULL && i < json_array_get_length(array); i++) {
		JsonNode *element = json_array_get_element(array, i);
		if (JSON_NODE_HOLDS_OBJECT(element))
			show(story, json_node_get_object(element));
	}
}

static Grade
grade_of(JsonObject *feeling)
{
	for (int i = GRADE_DISMISSIVE; i <= GRADE_SPECIFIC; i++)
		if (g_str_equal(value_text_of(feeling, "acknowledged"), grade_name((Grade)i)))
			return (Grade)i;
	return GRADE_NONE;
}

static void
show_feeling(const Story *story, JsonObject *feeling)
{
	const Page *page = &story->page;
	Grade grade = grade_of(feeling);
	gint64 intensity = value_number_of(feeling, "intensity");
	g_autofree char *what = g_strdup_printf(
		"%s, %s", value_text_of(feeling, "feeling"), page_strength(intensity));

	g_hash_table_add(story->shown, (gpointer)value_text_of(feeling, "evidence"));
	page_label(page, intensity >= INTENSITY_CLEAR ? INK_BOLD : INK_PLAIN, what);
	page_words(page, value_text_of(feeling, "evidence"));
	page_line(page, INK_DIM, "  by the rule", value_text_of(feeling, "rule"));
	if (intensity < INTENSITY_CLEAR && grade == GRADE_NONE)
		return;
	page_label(page, page_met_ink(grade), page_met(grade));
	page_words(page, value_text_of(feeling, "by"));
}

static void
show_finding(const Story *story, JsonObject *finding)
{
	const Page *page = &story->page;
	const char *advice = value_text_of(finding, "advice"),
		   *evidence = value_text_of(finding, "evidence");
	bool is_hint = g_str_equal(value_text_of(finding, "certainty"), "hint");
	g_autofree char *what = g_strdup_printf(
		"%s: %s", is_hint ? "hint" : "check", value_text_of(finding, "check"));

	if (g_str_equal(value_text_of(finding, "check"), "praise"))
		page_line(page, INK_GREEN, "well done", advice);
	if (!g_str_equal(value_text_of(finding, "result"), "fail"))
		return;
	page_label(page, is_hint ? INK_DIM : INK_YELLOW, what);
	page_right(page, *advice != '\0' ? advice : value_text_of(finding, "rule"));
	if (*evidence != '\0' && !g_hash_table_contains(story->shown, evidence)) {
		page_label(page, INK_PLAIN, "");
		page_words(page, evidence);
	}
	if (*advice != '\0')
		page_line(page, INK_DIM, "  by the rule", value_text_of(finding, "rule"));
}

static void
show_event(const Story *story, JsonObject *event)
{
	g_autofree char *when = moment_show(value_text_of(event, "at"), story->now);
	const char *actor = value_text_of(event, "actor"), *reason = value_text_of(event, "reason");
	g_autofree char *what = g_strdup_printf("%s%s%s%s%s", value_text_of(event, "event"),
		*actor != '\0' ? " by " : "", actor, *reason != '\0' ? ": " : "", reason);

	page_line(&story->page, INK_DIM, when, what);
}

static void
show_label(const Story *story, JsonObject *label)
{
	const char *check = value_text_of(label, "check"),
		   *decision = value_text_of(label, "decision");
	const char *note = value_text_of(label, "note"),
		   *decided = value_text_of(label, "decision_note");
	bool is_dispute = g_str_equal(value_text_of(label, "kind"), "dispute");
	bool is_open = is_dispute && *decision == '\0';
	g_autofree char *what = g_strdup_printf(
		"%s: %s", is_dispute ? "dispute" : "opinion", *check != '\0' ? check : "verdict");
	g_autofree char *who = g_strdup_printf("%s %ss%s%s", value_text_of(label, "by"),
		value_text_of(label, "opinion"), *note != '\0' ? ": " : "", note);
	g_autofree char *end =
		g_strdup_printf("%s %ss with the filter%s%s", value_text_of(label, "decided_by"),
			decision, *decided != '\0' ? ": " : "", decided);

	page_line(&story->page, is_open ? INK_YELLOW : INK_PLAIN, what, who);
	if (is_dispute)
		page_line(&story->page, INK_DIM, is_open ? "  open" : "  decided",
			is_open ? "decide it with 'empathyctl resolve'" : end);
}

/* What is under way: what was done has its event. */
static void
show_request(const Story *story, JsonObject *request)
{
	const char *trouble = value_text_of(request, "trouble"),
		   *reason = value_text_of(request, "reason");
	g_autofree char *when = moment_show(value_text_of(request, "at"), story->now);
	g_autofree char *what = g_strdup_printf("%s asks for %s%s%s%s%s%s",
		value_text_of(request, "by"), value_text_of(request, "kind"),
		*reason != '\0' ? ": " : "", reason, *trouble != '\0' ? " (not done yet: " : "",
		trouble, *trouble != '\0' ? ")" : "");

	if (g_str_equal(value_text_of(request, "state"), "waiting"))
		page_line(&story->page, INK_YELLOW, when, what);
}

static void
show_notice(const Story *story, JsonObject *notice)
{
	const char *state = value_text_of(notice, "state"),
		   *trouble = value_text_of(notice, "trouble");
	g_autofree char *what = g_strdup_printf("notice: %s", value_text_of(notice, "kind"));
	g_autofree char *when = moment_show(
		value_text_of(notice, *value_text_of(notice, "sent") != '\0' ? "sent" : "due"),
		story->now);
	g_autofree char *how = g_strdup_printf("%s, %s %s%s%s%s", value_text_of(notice, "to"),
		state, when, *trouble != '\0' ? " (" : "", trouble, *trouble != '\0' ? ")" : "");

	page_line(&story->page, INK_PLAIN, what, how);
}

static void
show_promise(const Story *story, const char *label, gint64 at, bool is_kept)
{
	g_autofree char *text = moment_write(at);
	g_autofree char *when = moment_show(text, story->now);

	if (is_kept)
		page_line(&story->page, INK_DIM, label, when);
}

/* Who is told meanwhile, of what nobody has decided yet. */
static void
show_promises(const Story *story, const Settings *settings, const HeldReply *reply)
{
	if (reply->request.number != 0 || reply->expired != 0)
		return;
	if (!notice_is_possible(settings)) {
		page_line(&story->page, INK_YELLOW, "nobody is told",
			"of [notice], smtp or from is empty");
		return;
	}
	show_promise(story, "reminder", reply->remind,
		reply->reminded == 0 && *reply->recipient != '\0');
	show_promise(story, "lead is told", reply->tell_lead,
		reply->lead_told == 0 && *settings->notice_lead != '\0');
}

/* What is to come, as long as it is held. */
static void
show_next(const Story *story, const CtlGiven *given, JsonObject *outcome)
{
	g_autoptr(HeldReply) reply = held_find(given->record, value_text_of(outcome, "id"), NULL);
	if (reply == NULL || !g_str_equal(reply->state, "held"))
		return;
	g_autofree char *next = held_next(reply, story->now);

	show_promises(story, given->settings, reply);
	page_line(&story->page, INK_BOLD, "next", next);
}

/* What was quoted of these words: of the reply's, what met feelings and failed checks. */
static void
add_marks(GPtrArray *marks, JsonObject *outcome, const char *list, const char *member)
{
	JsonArray *array = json_object_get_array_member(outcome, list);

	for (guint i = 0; array != NULL && i < json_array_get_length(array); i++) {
		const char *words = value_text_of(json_array_get_object_element(array, i), member);
		if (*words != '\0')
			g_ptr_array_add(marks, (gpointer)words);
	}
}

static void
show_words(const Story *story, JsonObject *outcome)
{
	JsonNode *node = json_object_get_member(outcome, "words");
	g_autoptr(GPtrArray) marks = g_ptr_array_new();

	if (node == NULL || !JSON_NODE_HOLDS_OBJECT(node))
		return;
	JsonObject *words = json_node_get_object(node);
	add_marks(marks, outcome, "feelings", "evidence");
	add_marks(marks, outcome, "feelings", "by");
	add_marks(marks, outcome, "findings", "evidence");
	g_ptr_array_add(marks, NULL);
	const char *const *list = (const char *const *)marks->pdata;
	page_line(&story->page, INK_BOLD, "subject", value_text_of(words, "subject"));
	page_part_marked(
		&story->page, "customer's message", value_text_of(words, "customer"), list);
	page_part_marked(&story->page, "reply", value_text_of(words, "reply"), list);
}

static void
show_source(const Page *page, JsonObject *outcome)
{
	if (!g_str_equal(value_text_of(outcome, "source"), "remembered"))
		return;
	g_autofree char *line =
		g_strdup_printf("their mail, which the reply does not quote (found by: %s)",
			value_text_of(outcome, "found"));

	page_line(page, INK_DIM, "answers", line);
}

static void
show_headline(const Story *story, JsonObject *outcome)
{
	const Page *page = &story->page;
	const char *verdict = value_text_of(outcome, "verdict"),
		   *action = value_text_of(outcome, "action");
	g_autofree char *loud = g_ascii_strup(verdict, -1);
	g_autofree char *when = moment_show(value_text_of(outcome, "at"), story->now);
	g_autofree char *done = g_strdup_printf("%s, now %s", *action != '\0' ? action : "nothing",
		value_text_of(outcome, "state"));
	g_autofree char *policy =
		g_strdup_printf("%s, rules %s, language %s", value_text_of(outcome, "policy"),
			value_text_of(outcome, "rules"), value_text_of(outcome, "language"));

	page_ink(page, page_verdict_ink(verdict), loud);
	g_string_append(page->out, "  ");
	page_ink(page, INK_BOLD, value_text_of(outcome, "id"));
	g_string_append_c(page->out, '\n');
	page_line(page, INK_DIM, "when", when);
	page_line(page, INK_DIM, "because", value_text_of(outcome, "reason"));
	page_line(page, INK_DIM, "done", done);
	page_line(page, INK_DIM, "agent", value_text_of(outcome, "agent"));
	page_line(page, INK_DIM, "customer", value_text_of(outcome, "customer"));
	page_line(page, INK_DIM, "queue id", value_text_of(outcome, "queue_id"));
	page_line(page, INK_DIM, "message id", value_text_of(outcome, "message_id"));
	page_line(page, INK_DIM, "policy", policy);
	show_source(page, outcome);
	page_line(page, INK_BOLD, "life events", value_text_of(outcome, "life_events"));
}

static int
tell(const CtlGiven *given, const char *json)
{
	g_autoptr(JsonParser) parser = json_parser_new_immutable();
	g_autoptr(GError) error = NULL;
	g_autoptr(GDateTime) now = g_date_time_new_now_local();
	g_autoptr(GString) out = g_string_new("");
	bool colour = options.colour || (isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL);
	g_autoptr(GHashTable) shown = g_hash_table_new(g_str_hash, g_str_equal);
	const Story story = { { out, colour }, now, shown };

	if (!json_parser_load_from_data(parser, json, -1, &error) ||
		!JSON_NODE_HOLDS_OBJECT(json_parser_get_root(parser)))
		return ctl_complain(CTL_FAILED, "the record's answer cannot be read");
	JsonObject *outcome = json_node_get_object(json_parser_get_root(parser));
	show_headline(&story, outcome);
	each(&story, outcome, "feelings", show_feeling);
	each(&story, outcome, "findings", show_finding);
	each(&story, outcome, "events", show_event);
	each(&story, outcome, "requests", show_request);
	show_next(&story, given, outcome);
	each(&story, outcome, "notices", show_notice);
	each(&story, outcome, "labels", show_label);
	show_words(&story, outcome);
	fputs(out->str, stdout);
	return CTL_FINE;
}

static int
show(const CtlGiven *given)
{
	g_autoptr(GError) error = NULL;

	if (given->arguments[0] == NULL || given->arguments[1] != NULL)
		return ctl_complain(CTL_USAGE, "name one id, as 'empathyctl log' shows it");
	g_autofree char *json = record_story(given->record, given->arguments[0], &error);
	if (error != NULL)
		return ctl_cannot_find(error);
	if (json == NULL)
		return ctl_complain(CTL_NO, "there is no '%s' in the record", given->arguments[0]);
	if (options.json) {
		puts(json);
		return CTL_FINE;
	}
	return tell(given, json);
}

const Command command_show = {
	.name = "show",
	.arguments = "ID",
	.summary = "tell the whole story of one reply",
	.description =
		"ID is ours, as 'log' shows it (its beginning is enough), or the mail server's queue\n"
		"id. Exit status: 1 when there is none, or several ids begin so.\n",
	.options = entries,
	.needs = NEEDS_SETTINGS | NEEDS_RECORD,
	.run = show,
};
