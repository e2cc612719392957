/* labels.c - what a careful reader said. SPDX-License-Identifier: MIT */
#include "labels.h"

#include <json-glib/json-glib.h>

#include "errors.h"
#include "json-value.h"

static bool
wrong(GError **error, const char *label, const char *what)
{
	g_autofree char *shown = g_utf8_make_valid(what, -1);
	g_autofree char *message = g_strdup_printf("label '%s': %s", label, shown);

	g_set_error_literal(error, EMPATHY_ERROR, EMPATHY_ERROR_SYNTAX, message);
	return false;
}

static bool
not_among(GError **error, const char *label, const char *kind, const char *name, const char *all)
{
	g_autofree char *what = g_strdup_printf("there is no %s '%s', but %s", kind, name, all);

	return wrong(error, label, what);
}

static bool
no_feeling(GError **error, const char *label, const char *name)
{
	g_autofree char *all = feeling_names();

	return not_among(error, label, "feeling", name, all);
}

static bool
read_feeling(JsonNode *node, Labels *labels, GError **error)
{
	JsonObject *object = JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
	const char *name =
		object != NULL ? value_text(json_object_get_member(object, "feeling")) : NULL;
	FeelingKind kind;

	if (name == NULL)
		return wrong(error, "feelings", "needs \"feeling\"");
	if (!feeling_from_name(name, &kind))
		return no_feeling(error, "feelings", name);
	gint64 value = value_number_of(object, "intensity");
	if (value < 1 || value > 3)
		return wrong(error, "intensity", "must be 1, 2 or 3");
	labels->intensity[kind] = MAX(labels->intensity[kind], (int)value);
	return true;
}

static bool
read_unsure(JsonNode *node, Labels *labels, GError **error)
{
	const char *name = value_text(node);
	FeelingKind kind;

	if (name == NULL)
		return wrong(error, "unsure", "must be a list of feelings");
	if (!feeling_from_name(name, &kind))
		return no_feeling(error, "unsure", name);
	labels->unsure |= 1u << kind;
	return true;
}

static bool
read_event(JsonNode *node, Labels *labels, GError **error)
{
	const char *name = value_text(node);
	EventKind kind;

	if (name == NULL)
		return wrong(error, "events", "must be a list of events");
	if (!event_from_name(name, &kind)) {
		g_autofree char *all = event_names();
		return not_among(error, "events", "event", name, all);
	}
	labels->events |= 1u << kind;
	return true;
}

typedef bool (*ReadElement)(JsonNode *node, Labels *labels, GError **error);

/* True when the member is absent; found_out says which it was. */
static bool
read_list(JsonObject *object, const char *name, ReadElement read, Labels *labels, bool *found_out,
	GError **error)
{
	JsonNode *node = json_object_get_member(object, name);

	*found_out = node != NULL;
	if (node == NULL)
		return true;
	if (!JSON_NODE_HOLDS_ARRAY(node))
		return wrong(error, name, "must be a list");
	JsonArray *array = json_node_get_array(node);
	for (guint i = 0; i < json_array_get_length(array); i++)
		if (!read(json_array_get_element(array, i), labels, error))
			return false;
	return true;
}

const char *
label_grade_name(int grade)
{
	return grade == GRADE_NOTHING ? "na" : grade_name((Grade)grade);
}

static bool
read_grade(JsonObject *object, Labels *labels, GError **error)
{
	JsonNode *node = json_object_get_member(object, "ack");

	labels->grade = -1;
	if (node == NULL)
		return true;
	if (JSON_NODE_HOLDS_OBJECT(node))
		node = json_object_get_member(json_node_get_object(node), "grade");
	const char *name = value_text(node);
	for (int i = 0; name != NULL && i < N_LABEL_GRADES; i++)
		if (g_str_equal(name, label_grade_name(i)))
			labels->grade = i;
	return labels->grade >= 0 ||
	       wrong(error, "ack", "must be na, dismissive, none, formula, generic or specific");
}

/* true, false, or null and absent, which are "unknown". */
static bool
read_answer(JsonObject *object, const char *name, Answer *answer_out, GError **error)
{
	JsonNode *node = json_object_get_member(object, name);

	*answer_out = ANSWER_UNKNOWN;
	if (node == NULL || JSON_NODE_HOLDS_NULL(node))
		return true;
	if (json_node_get_value_type(node) != G_TYPE_BOOLEAN)
		return wrong(error, name, "must be true, false or null");
	*answer_out = json_node_get_boolean(node) ? ANSWER_YES : ANSWER_NO;
	return true;
}

static bool
read_harm(JsonObject *object, Labels *labels, GError **error)
{
	JsonNode *node = json_object_get_member(object, "harm");

	labels->harm = ANSWER_UNKNOWN;
	if (node == NULL || JSON_NODE_HOLDS_NULL(node))
		return true;
	const char *words = value_text(node);
	if (words == NULL)
		return wrong(error, "harm", "must be the words that harm, or \"\"");
	labels->harm = *words != '\0' ? ANSWER_YES : ANSWER_NO;
	return true;
}

static bool
read_name(JsonObject *object, Labels *labels, GError **error)
{
	static const char *const names[] = { "right", "absent", "wrong", "placeholder", NULL };
	JsonNode *node = json_object_get_member(object, "name");
	const char *name = value_text(node);

	labels->name_wrong = labels->placeholder = ANSWER_UNKNOWN;
	if (node == NULL || JSON_NODE_HOLDS_NULL(node))
		return true;
	if (name == NULL || !g_strv_contains(names, name))
		return wrong(error, "name", "must be right, wrong, absent or placeholder");
	labels->name_wrong = g_str_equal(name, "wrong") ? ANSWER_YES : ANSWER_NO;
	labels->placeholder = g_str_equal(name, "placeholder") ? ANSWER_YES : ANSWER_NO;
	return true;
}

/* Others may stand beside them, they are an export's own; an object of labels without any is a
 * slip.
 */
static bool
has_any(JsonObject *object, GError **error)
{
	static const char *const known[] = { "feelings", "events", "unsure", "ack", "ack_first",
		"restates", "addressed", "next_step", "needs_work", "harm", "name", "sure", "note",
		NULL };

	if (json_object_has_member(object, "customer") || json_object_get_size(object) == 0)
		return true;
	for (guint i = 0; known[i] != NULL; i++) {
		if (json_object_has_member(object, known[i]))
			return true;
	}
	g_autofree char *all = g_strjoinv(", ", (char **)known);
	g_autofree char *what = g_strdup_printf("there is none of %s", all);
	return wrong(error, "labels", what);
}

static bool
read_object(JsonObject *object, Labels *labels, GError **error)
{
	bool has_unsure;

	return has_any(object, error) &&
	       read_list(object, "feelings", read_feeling, labels, &labels->has_feelings, error) &&
	       read_list(object, "events", read_event, labels, &labels->has_events, error) &&
	       read_list(object, "unsure", read_unsure, labels, &has_unsure, error) &&
	       read_grade(object, labels, error) &&
	       read_answer(object, "ack_first", &labels->ack_first, error) &&
	       read_answer(object, "restates", &labels->restates, error) &&
	       read_answer(object, "addressed", &labels->addressed, error) &&
	       read_answer(object, "next_step", &labels->next_step, error) &&
	       read_answer(object, "needs_work", &labels->needs_work, error) &&
	       read_harm(object, labels, error) && read_name(object, labels, error);
}

bool
labels_read(const char *json, Labels *labels_out, GError **error)
{
	g_autoptr(JsonParser) parser = json_parser_new_immutable();

	*labels_out = (Labels){ 0 };
	if (!json_parser_load_from_data(parser, json, -1, error))
		return false;
	JsonNode *root = json_parser_get_root(parser);
	if (root == NULL || !JSON_NODE_HOLDS_OBJECT(root))
		return wrong(error, "labels", "must be an object");
	return read_object(json_node_get_object(root), labels_out, error);
}
