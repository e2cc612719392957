/* pairs.c - customer and reply as JSON lines. SPDX-License-Identifier: MIT */
#include "pairs.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "json-value.h"
#include "mailbox.h"

enum { MOST_LINE = 4 << 20, MOST_DEPTH = 64 };

/* Nested deeper than any honest line: a parser that calls itself would run out of stack. */
static bool
is_too_deep(const char *text, gsize length)
{
	int depth = 0;
	bool in_string = false;
	/* The parser also takes comments and words in single quotes: from there on nobody is sure
	 * what is a string. */
	bool is_odd = false;

	for (gsize i = 0; i < length; i++) {
		char c = text[i];
		if (in_string && !is_odd) {
			if (c == '\\')
				i++;
			in_string = c != '"';
		} else if (c == '[' || c == '{') {
			if (++depth > MOST_DEPTH)
				return true;
		} else if ((c == ']' || c == '}') && !is_odd)
			depth--;
		else if (c == '/' || c == '\'')
			is_odd = true;
		else
			in_string = c == '"';
	}
	return false;
}

/* An id may be a number in somebody's export. */
static char *
id_of(JsonObject *object, int line)
{
	JsonNode *node = json_object_get_member(object, "id");

	if (node != NULL && json_node_get_value_type(node) == G_TYPE_INT64)
		return g_strdup_printf("%" G_GINT64_FORMAT, json_node_get_int(node));
	const char *text = value_text(node);
	return text != NULL ? g_utf8_make_valid(text, -1) : g_strdup_printf("line %d", line);
}

/* Half of a surrogate pair, escaped, becomes no character in the parser. */
static char *
valid_text_of(JsonObject *object, const char *name)
{
	return g_utf8_make_valid(value_text_of(object, name), -1);
}

/* Beside the texts or in an object of their own: people export both. */
static char *
labels_of(JsonNode *root)
{
	JsonObject *object = json_node_get_object(root);
	JsonNode *node = json_object_get_member(object, "labels");

	if (node == NULL && (json_object_has_member(object, "needs_work") ||
				    json_object_has_member(object, "feelings")))
		node = root;
	return node != NULL ? json_to_string(node, FALSE) : g_strdup("");
}

static void
read_object(JsonNode *root, int line, const PairsVisitor *visitor)
{
	JsonObject *object = json_node_get_object(root);

	if (value_text(json_object_get_member(object, "customer")) == NULL ||
		value_text(json_object_get_member(object, "reply")) == NULL) {
		visitor->trouble(
			line, "needs \"customer\" and \"reply\", both text", visitor->data);
		return;
	}
	g_autofree char *id = id_of(object, line);
	g_autofree char *customer = valid_text_of(object, "customer");
	g_autofree char *reply = valid_text_of(object, "reply");
	g_autofree char *customer_name = valid_text_of(object, "customer_name");
	g_autofree char *agent = valid_text_of(object, "agent");
	g_autofree char *labels = labels_of(root);
	const Pair pair = { id, customer, reply, customer_name, agent, labels, line };
	visitor->pair(&pair, visitor->data);
}

/* Without the library's own count of lines: each is a document here. */
static const char *
what_is_wrong(const GError *error)
{
	static const char mark[] = "Parse error: ";
	const char *found = strstr(error->message, mark);

	return found != NULL ? found + strlen(mark) : error->message;
}

/* The parser's texts would end at an escaped NUL; mail loses its NULs as well. */
static GString *
without_nuls(const char *text, gsize length)
{
	static const char escaped[] = "\\u0000";
	const gsize escaped_length = sizeof escaped - 1;
	GString *clean = g_string_sized_new(length);

	for (gsize at = 0; at < length;) {
		if (length - at >= escaped_length &&
			memcmp(text + at, escaped, escaped_length) == 0) {
			at += escaped_length;
			continue;
		}
		gsize step = text[at] == '\\' && length - at > 1 ? 2 : 1;
		g_string_append_len(clean, text + at, (gssize)step);
		at += step;
	}
	return clean;
}

static void
read_line(const char *text, gsize length, int line, const PairsVisitor *visitor)
{
	g_autoptr(JsonParser) parser = json_parser_new_immutable();
	g_autoptr(GError) error = NULL;

	if (length > MOST_LINE || is_too_deep(text, length)) {
		visitor->trouble(line, "longer than 4 MiB or nested too deep", visitor->data);
		return;
	}
	g_autoptr(GString) clean = without_nuls(text, length);
	if (!json_parser_load_from_data(parser, clean->str, (gssize)clean->len, &error)) {
		visitor->trouble(line, what_is_wrong(error), visitor->data);
		return;
	}
	JsonNode *root = json_parser_get_root(parser);
	if (root == NULL || !JSON_NODE_HOLDS_OBJECT(root))
		visitor->trouble(line, "is no JSON object", visitor->data);
	else
		read_object(root, line, visitor);
}

static bool
is_blank(const char *text, gsize length)
{
	for (gsize i = 0; i < length; i++)
		if (!g_ascii_isspace(text[i]))
			return false;
	return true;
}

/* What a whole file is when it holds no pairs; each of its lines would be a complaint. */
static const char *
mistaken_for(const char *text, gsize length)
{
	gsize at = 0;

	if (mailbox_is_mail(text, length))
		return "this is mail: 'check' and 'backtest' read it, without --pairs";
	while (at < length && g_ascii_isspace(text[at]))
		at++;
	return at < length && text[at] == '['
		       ? "this is a list, pairs are one object a line: jq -c '.[]' makes them so"
		       : NULL;
}

void
pairs_read(const char *text, gsize length, const PairsVisitor *visitor)
{
	const char *mistake = mistaken_for(text, length);
	gsize at = 0;

	if (mistake != NULL) {
		visitor->trouble(1, mistake, visitor->data);
		return;
	}
	for (int line = 1; at < length; line++) {
		const char *newline = memchr(text + at, '\n', length - at);
		gsize end = newline != NULL ? (gsize)(newline - text) : length;
		if (!is_blank(text + at, end - at))
			read_line(text + at, end - at, line, visitor);
		at = end + 1;
	}
}
