/* incoming.c - puts a message together again. SPDX-License-Identifier: MIT */
#include "incoming.h"

#include <string.h>

#include "action.h"

Incoming *
incoming_new(gsize max_bytes)
{
	Incoming *incoming = g_new0(Incoming, 1);

	incoming->raw = g_string_sized_new(8192);
	incoming->max_bytes = max_bytes;
	return incoming;
}

void
incoming_free(Incoming *incoming)
{
	if (incoming == NULL)
		return;
	g_string_free(incoming->raw, TRUE);
	g_free(incoming);
}

void
incoming_keep_beginning(Incoming *incoming, gsize bytes)
{
	incoming->keeps_beginning = true;
	incoming->max_bytes = MIN(incoming->max_bytes, bytes);
}

/* A mail too big to be read need not be kept either. */
static bool
has_room(Incoming *incoming, gsize length)
{
	if (incoming->is_too_big || incoming->is_cut)
		return false;
	if (incoming->raw->len + length <= incoming->max_bytes)
		return true;
	incoming->is_cut = incoming->keeps_beginning;
	if (incoming->is_cut)
		return false;
	incoming->is_too_big = true;
	g_string_free(incoming->raw, TRUE);
	incoming->raw = g_string_new(NULL);
	return false;
}

/* Every line end becomes CRLF, also one whose CR ended the piece before. */
static void
append_lines(GString *raw, const char *bytes, gsize length)
{
	const char *end = bytes + length;

	while (bytes < end) {
		const char *line_end = memchr(bytes, '\n', (size_t)(end - bytes));
		gsize n = (gsize)((line_end != NULL ? line_end : end) - bytes);
		g_string_append_len(raw, bytes, (gssize)n);
		if (line_end == NULL)
			return;
		if (raw->len == 0 || raw->str[raw->len - 1] != '\r')
			g_string_append_c(raw, '\r');
		g_string_append_c(raw, '\n');
		bytes = line_end + 1;
	}
}

static void
note_trace(Incoming *incoming, const char *value)
{
	if (!incoming->has_trace)
		incoming->was_submitted =
			g_str_has_prefix(value + strspn(value, " \t\n"), "(from ");
	incoming->has_trace = true;
}

void
incoming_header(Incoming *incoming, const char *name, const char *value)
{
	if (g_ascii_strcasecmp(name, ACTION_HEADER) == 0)
		incoming->n_spoofed++;
	else if (g_ascii_strcasecmp(name, "Received") == 0)
		note_trace(incoming, value);
	if (!has_room(incoming, strlen(name) + strlen(value) + 4))
		return;
	g_string_append(incoming->raw, name);
	g_string_append(incoming->raw, ": ");
	append_lines(incoming->raw, value, strlen(value));
	g_string_append(incoming->raw, "\r\n");
}

static void
begin_body(Incoming *incoming)
{
	if (!incoming->has_body && !incoming->is_too_big)
		g_string_append(incoming->raw, "\r\n");
	incoming->has_body = true;
}

void
incoming_body(Incoming *incoming, const char *bytes, gsize length)
{
	if (!has_room(incoming, length + 2))
		return;
	begin_body(incoming);
	append_lines(incoming->raw, bytes, length);
}

GBytes *
incoming_take(Incoming *incoming)
{
	begin_body(incoming);
	GBytes *bytes = g_string_free_to_bytes(incoming->raw);
	incoming->raw = g_string_new(NULL);
	return bytes;
}
