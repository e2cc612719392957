/* json-value.c - what stands in JSON that came from elsewhere. SPDX-License-Identifier: MIT */
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
