/* queue-mark.c - whose mail it is, by its header. SPDX-License-Identifier: MIT */
#include "queue-mark.h"

#include <string.h>

#include "action.h"
#include "message.h"

enum { MOST_FIELD = 1000 };

/* The value of the first field of our name, unfolded: the milter puts its own above all others and
 * takes away those from outside. NULL when there is none. */
static char *
find_field(const char *text, gsize length)
{
	const size_t name_length = strlen(ACTION_HEADER ":");
	GString *value = NULL;

	while (length > 0) {
		const char *end = memchr(text, '\n', length);
		gsize line = end != NULL ? (gsize)(end - text) : length;
		gsize step = MIN(line + 1, length);
		bool goes_on = line > 0 && (*text == ' ' || *text == '\t');
		if (line > 0 && text[line - 1] == '\r')
			line--;
		if (line == 0 || (value != NULL && !goes_on))
			break;
		if (value != NULL)
			g_string_append_len(value, text, (gssize)line);
		else if (line >= name_length &&
			 g_ascii_strncasecmp(text, ACTION_HEADER ":", name_length) == 0)
			value = g_string_new_len(text + name_length, (gssize)(line - name_length));
		if (value != NULL && value->len > MOST_FIELD)
			break;
		text += step;
		length -= step;
	}
	return value != NULL ? g_string_free(value, FALSE) : NULL;
}

/* "id" of "host; verdict=hold; id=em1; rules=r". */
static char *
parameter(char *const *parts, const char *name)
{
	for (; parts != NULL && *parts != NULL; parts++) {
		const char *part = *parts + strspn(*parts, " \t");
		const char *is = strchr(part, '=');
		if (is != NULL && (size_t)(is - part) == strlen(name) &&
			strncmp(part, name, strlen(name)) == 0)
			return g_strstrip(g_strdup(is + 1));
	}
	return g_strdup("");
}

QueueMark *
queue_mark_read(GBytes *mail)
{
	QueueMark *mark = g_new0(QueueMark, 1);
	gsize length = 0;
	const char *text = g_bytes_get_data(mail, &length);
	g_autofree char *field = text != NULL ? find_field(text, length) : NULL;
	g_auto(GStrv) parts = field != NULL ? g_strsplit(field, ";", -1) : NULL;
	g_autoptr(Message) message = message_parse(mail, NULL);

	mark->id = parameter(parts, "id");
	mark->action = parameter(parts, "action");
	mark->message_id = g_strdup(message != NULL ? message->message_id : "");
	return mark;
}

bool
queue_mark_is_of(const QueueMark *mark, const char *id, const char *message_id)
{
	bool knows_both = *mark->message_id != '\0' && *message_id != '\0';

	if (knows_both && !g_str_equal(mark->message_id, message_id))
		return false;
	return *mark->id != '\0' ? g_str_equal(mark->id, id) : knows_both;
}

void
queue_mark_free(QueueMark *mark)
{
	if (mark == NULL)
		return;
	g_free(mark->id);
	g_free(mark->action);
	g_free(mark->message_id);
	g_free(mark);
}
