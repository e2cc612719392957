/* json-value.c - what stands in JSON, and what is told in it. SPDX-License-Identifier: MIT */
#include "json-value.h"

const char *
value_text(JsonNode *node)
{
	return node != NULL && json_node_get_value_type(node) == G_TYPE_STRING
		       ? json_node_get_string(node)
		       : NULL;
}

const char *
value_text_of(JsonObject *object, const char *name)
{
	const char *text = value_text(json_object_get_member(object, name));

	return text != NULL ? text : "";
}

gint64
value_number_of(JsonObject *object, const char *name)
{
	JsonNode *node = json_object_get_member(object, name);

	return node != NULL && json_node_get_value_type(node) == G_TYPE_INT64
		       ? json_node_get_int(node)
		       : 0;
}

/* json-glib escapes control characters but the last one, U+001F. */
char *
value_line(JsonNode *value)
{
	g_autofree char *json = json_to_string(value, FALSE);
	g_auto(GStrv) parts = g_strsplit(json, "\037", -1);

	return g_strjoinv("\\u001f", parts);
}

char *
value_list(const GPtrArray *texts)
{
	g_autoptr(JsonNode) value = json_node_new(JSON_NODE_ARRAY);
	JsonArray *list = json_array_new();

	json_node_take_array(value, list);
	for (guint i = 0; texts != NULL && i < texts->len; i++)
		json_array_add_string_element(list, texts->pdata[i]);
	return value_line(value);
}
