/* queue-postfix.c - Postfix's queue: postqueue lists and delivers, postsuper lets go and deletes,
 * postcat reads. SPDX-License-Identifier: MIT */
#include "queue.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "errors.h"
#include "json-value.h"
#include "program.h"

enum { MOST_WORDS = 8 };

/* A program with -c before its own arguments, if a directory is set. */
static bool
run(const char *config_directory, const char *const *words, GBytes **output_out, GError **error)
{
	const char *argv[MOST_WORDS] = { words[0] };
	guint n = 1;

	if (*config_directory != '\0') {
		argv[n++] = "-c";
		argv[n++] = config_directory;
	}
	for (guint i = 1; words[i] != NULL && n + 1 < MOST_WORDS; i++)
		argv[n++] = words[i];
	return program_run(argv, PROGRAM_MOST_SECONDS, output_out, error);
}

/* One line of postqueue -j is one mail. */
static bool
visit_line(const char *line, gsize length, QueueVisit visit, void *data, GError **error)
{
	g_autoptr(JsonParser) parser = json_parser_new_immutable();

	if (!json_parser_load_from_data(parser, line, (gssize)length, error))
		return false;
	JsonNode *root = json_parser_get_root(parser);
	if (root == NULL || !JSON_NODE_HOLDS_OBJECT(root)) {
		g_set_error_literal(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"postqueue: a line is no JSON object");
		return false;
	}
	JsonObject *mail = json_node_get_object(root);
	const QueuedMail queued = { value_text_of(mail, "queue_id"),
		g_str_equal(value_text_of(mail, "queue_name"), "hold"),
		value_number_of(mail, "arrival_time"), "" };
	if (queue_id_is_valid(queued.queue_id))
		visit(&queued, data);
	return true;
}

static bool
postfix_list(const char *config_directory, QueueVisit visit, void *data, GError **error)
{
	const char *const words[] = { "postqueue", "-j", NULL };
	g_autoptr(GBytes) output = NULL;
	gsize left = 0;

	if (!run(config_directory, words, &output, error))
		return false;
	const char *line = g_bytes_get_data(output, &left);
	while (left > 0) {
		const char *end = memchr(line, '\n', left);
		gsize length = end != NULL ? (gsize)(end - line) : left;
		if (length > 0 && !visit_line(line, length, visit, data, error))
			return false;
		gsize step = MIN(length + 1, left);
		line += step;
		left -= step;
	}
	return true;
}

static GBytes *
postfix_read(const char *config_directory, const char *queue_id, bool with_body, GError **error)
{
	const char *const words[] = { "postcat", with_body ? "-qbh" : "-qh", queue_id, NULL };
	GBytes *output = NULL;

	return run(config_directory, words, &output, error) ? output : NULL;
}

/* To the deferred queue, where mail waits for its turn. */
static bool
postfix_release(const char *config_directory, const char *queue_id, GError **error)
{
	const char *const words[] = { "postsuper", "-H", queue_id, "hold", NULL };

	return run(config_directory, words, NULL, error);
}

static bool
postfix_deliver(const char *config_directory, const char *queue_id, GError **error)
{
	const char *const words[] = { "postqueue", "-i", queue_id, NULL };

	return run(config_directory, words, NULL, error);
}

static bool
postfix_discard(const char *config_directory, const char *queue_id, GError **error)
{
	const char *const words[] = { "postsuper", "-d", queue_id, "hold", NULL };

	return run(config_directory, words, NULL, error);
}

const QueueBackend queue_postfix = {
	.name = "Postfix",
	.list = postfix_list,
	.read = postfix_read,
	.release = postfix_release,
	.deliver = postfix_deliver,
	.discard = postfix_discard,
};
