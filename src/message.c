/* message.c - the only parser of mail. SPDX-License-Identifier: MIT */
#include "message.h"

#include "body.h"
#include "charset.h"
#include "errors.h"

#include <gmime/gmime.h>

#include <string.h>

enum {
	MOST_PARTS = 300,
	MOST_NESTING = 24,
	MOST_ADDRESSES = 500,
	MOST_REFERENCES = 100,
	MOST_COLONS = 500,
};

Address *
address_new(const char *name, const char *address)
{
	Address *result = g_new0(Address, 1);

	result->name = g_strdup(name != NULL ? name : "");
	result->address = g_strdup(address != NULL ? address : "");
	return result;
}

void
address_free(Address *address)
{
	if (address == NULL)
		return;
	g_free(address->name);
	g_free(address->address);
	g_free(address);
}

void
message_init(void)
{
	g_mime_init();
}

/* ---- header fields ------------------------------------------------------------------------- */

/* Header text is whatever iconv made of it: one line, valid UTF-8. */
static char *
one_line(const char *text)
{
	char *clean = g_utf8_make_valid(text != NULL ? text : "", -1);

	for (char *p = clean; *p != '\0'; p = g_utf8_next_char(p)) {
		if (g_unichar_iscntrl(g_utf8_get_char(p)))
			memset(p, ' ', (size_t)(g_utf8_next_char(p) - p));
	}
	return g_strstrip(clean);
}

static char *
field(GMimeMessage *mail, const char *name)
{
	return one_line(g_mime_object_get_header(GMIME_OBJECT(mail), name));
}

static bool
has_field(GMimeMessage *mail, const char *name)
{
	return g_mime_object_get_header(GMIME_OBJECT(mail), name) != NULL;
}

static void
add_addresses(GPtrArray *out, InternetAddressList *list)
{
	int count = list != NULL ? internet_address_list_length(list) : 0;

	for (int i = 0; i < count && out->len < MOST_ADDRESSES; i++) {
		InternetAddress *one = internet_address_list_get_address(list, i);
		if (!INTERNET_ADDRESS_IS_MAILBOX(one))
			continue;
		g_autofree char *name = one_line(internet_address_get_name(one));
		g_autofree char *address =
			one_line(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one)));
		g_ptr_array_add(out, address_new(name, address));
	}
}

static char **
identifiers(GMimeMessage *mail, const char *name)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new();
	const char *text = g_mime_object_get_header(GMIME_OBJECT(mail), name);
	GMimeReferences *list = text != NULL ? g_mime_references_parse(NULL, text) : NULL;
	int count = list != NULL ? g_mime_references_length(list) : 0;

	for (int i = 0; i < MIN(count, MOST_REFERENCES); i++)
		g_ptr_array_add(found, one_line(g_mime_references_get_message_id(list, i)));
	g_clear_pointer(&list, g_mime_references_free);
	g_ptr_array_add(found, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&found), FALSE);
}

static char *
date_of(GMimeMessage *mail)
{
	GDateTime *date = g_mime_message_get_date(mail);
	g_autoptr(GDateTime) utc = date != NULL ? g_date_time_to_utc(date) : NULL;
	char *text = utc != NULL ? g_date_time_format(utc, "%Y-%m-%dT%H:%M:%SZ") : NULL;

	return text != NULL ? text : g_strdup("");
}

static bool
is_list(GMimeMessage *mail)
{
	static const char *const marks[] = { "List-Id", "List-Unsubscribe", "List-Post",
		"Mailing-List", "X-Mailing-List" };

	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (has_field(mail, marks[i]))
			return true;
	}
	return false;
}

static void
read_fields(Message *message, GMimeMessage *mail)
{
	message->message_id = one_line(g_mime_message_get_message_id(mail));
	g_auto(GStrv) answered = identifiers(mail, "In-Reply-To");
	message->in_reply_to = g_strdup(answered[0] != NULL ? answered[0] : "");
	message->references = identifiers(mail, "References");
	message->subject = one_line(g_mime_message_get_subject(mail));
	message->date = date_of(mail);
	add_addresses(message->from, g_mime_message_get_from(mail));
	add_addresses(message->to, g_mime_message_get_to(mail));
	message->n_to = message->to->len;
	add_addresses(message->to, g_mime_message_get_cc(mail));
	add_addresses(message->reply_to, g_mime_message_get_reply_to(mail));
	message->auto_submitted = field(mail, "Auto-Submitted");
	message->precedence = field(mail, "Precedence");
	message->is_list = is_list(mail);
	message->is_own_notice = has_field(mail, "X-Empathy-Notice");
}

/* ---- parts --------------------------------------------------------------------------------- */

typedef struct Walk {
	Body *body;
	int parts;
	guint marks;
} Walk;

static void walk(Walk *state, GMimeObject *part, int nesting, bool is_root);

static bool
is_attachment(GMimeObject *part)
{
	const char *disposition = g_mime_object_get_disposition(part);

	return disposition != NULL && g_ascii_strcasecmp(disposition, "attachment") == 0;
}

static GByteArray *
content_of(GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GByteArray *bytes = g_byte_array_new();
	if (content == NULL)
		return bytes;

	GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(bytes);
	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
	g_mime_data_wrapper_write_to_stream(content, stream);
	g_object_unref(stream);
	return bytes;
}

static PlainFlow
flow_of(GMimeContentType *type)
{
	const char *format = g_mime_content_type_get_parameter(type, "format");
	const char *delsp = g_mime_content_type_get_parameter(type, "delsp");

	if (format == NULL || g_ascii_strcasecmp(format, "flowed") != 0)
		return PLAIN_FIXED;
	return delsp != NULL && g_ascii_strcasecmp(delsp, "yes") == 0 ? PLAIN_FLOWED_DELSP
								      : PLAIN_FLOWED;
}

static void
take_text(Walk *state, GMimePart *part, bool is_html)
{
	g_autoptr(GByteArray) bytes = content_of(part);
	GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
	const char *data = bytes->len > 0 ? (const char *)bytes->data : "";
	const char *label = g_mime_content_type_get_parameter(type, "charset");
	g_autofree char *own = label == NULL && is_html ? charset_of_html(data, bytes->len) : NULL;
	gsize length = MIN(bytes->len, BODY_MOST_TEXT);
	g_autofree char *text = charset_to_utf8(data, length, label != NULL ? label : own);

	if (length < bytes->len)
		state->marks |= MESSAGE_CUT | MESSAGE_LONG_TEXT;
	if (is_html)
		body_add_html(state->body, text);
	else
		body_add_plain(state->body, text, flow_of(type));
}

static void
walk_part(Walk *state, GMimePart *part, bool is_root)
{
	GMimeObject *object = GMIME_OBJECT(part);
	GMimeContentType *type = g_mime_object_get_content_type(object);

	if (g_mime_content_type_is_type(type, "text", "calendar")) {
		if (!is_attachment(object))
			state->marks |= MESSAGE_CALENDAR;
		return;
	}
	/* Signed mail in this wrapping can be read without a key only by taking it apart. */
	if (g_mime_content_type_is_type(type, "application", "pkcs7-mime") ||
		g_mime_content_type_is_type(type, "application", "x-pkcs7-mime") ||
		g_mime_content_type_is_type(type, "application", "pgp-encrypted")) {
		state->marks |= MESSAGE_ENCRYPTED;
		return;
	}
	if (g_mime_content_type_is_type(type, "application", "ms-tnef") ||
		g_mime_content_type_is_type(type, "application", "vnd.ms-tnef")) {
		g_autoptr(GByteArray) bytes = content_of(part);
		body_add_tnef(state->body, bytes->data, bytes->len);
		return;
	}
	if (is_attachment(object) && !is_root)
		return;
	if (g_mime_content_type_is_type(type, "text", "html"))
		take_text(state, part, true);
	else if (g_mime_content_type_is_type(type, "text", "plain") ||
		 g_mime_content_type_is_type(type, "text", "enriched") ||
		 (is_root && g_mime_content_type_is_type(type, "text", "*")))
		take_text(state, part, false);
}

static void
walk_multipart(Walk *state, GMimeMultipart *multipart, int nesting, bool is_root)
{
	GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(multipart));
	int count = g_mime_multipart_get_count(multipart);

	if (GMIME_IS_MULTIPART_ENCRYPTED(multipart)) {
		state->marks |= MESSAGE_ENCRYPTED;
		return;
	}
	if (is_root && g_mime_content_type_is_type(type, "multipart", "report"))
		state->marks |= MESSAGE_BOUNCE;
	/* The second part of a signed mail is the signature, not the sender's words. */
	if (GMIME_IS_MULTIPART_SIGNED(multipart))
		count = MIN(count, 1);
	bool is_choice = g_mime_content_type_is_type(type, "multipart", "alternative");
	if (is_choice)
		body_open_choice(state->body);
	for (int i = 0; i < count && (state->marks & MESSAGE_CUT) == 0; i++)
		walk(state, g_mime_multipart_get_part(multipart, i), nesting + 1, false);
	if (is_choice)
		body_close_choice(state->body);
}

static void
walk(Walk *state, GMimeObject *part, int nesting, bool is_root)
{
	if (part == NULL)
		return;
	if (nesting > MOST_NESTING) {
		state->marks |= MESSAGE_CUT | MESSAGE_DEEP_PARTS;
		return;
	}
	if (++state->parts > MOST_PARTS) {
		state->marks |= MESSAGE_CUT | MESSAGE_MANY_PARTS;
		return;
	}
	if (GMIME_IS_MULTIPART(part))
		walk_multipart(state, GMIME_MULTIPART(part), nesting, is_root);
	else if (GMIME_IS_MESSAGE_PART(part) || GMIME_IS_MESSAGE_PARTIAL(part))
		state->marks |= MESSAGE_HAS_FORWARD;
	else if (GMIME_IS_PART(part))
		walk_part(state, GMIME_PART(part), is_root);
}

/* ---- the message --------------------------------------------------------------------------- */

static Message *
message_empty(void)
{
	Message *message = g_new0(Message, 1);

	message->from = g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
	message->to = g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
	message->reply_to = g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
	return message;
}

/* mbox's "From " line is not a header field. */
static gsize
skip_envelope_line(const char *bytes, gsize length)
{
	if (length < 5 || memcmp(bytes, "From ", 5) != 0)
		return 0;
	const char *end = memchr(bytes, '\n', length);
	return end != NULL ? (gsize)(end - bytes) + 1 : 0;
}

static bool
is_address_field(const char *line, const char *end)
{
	static const char *const names[] = { "From", "To", "Cc", "Bcc", "Sender", "Reply-To" };

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		gsize length = strlen(names[i]);
		if ((gsize)(end - line) <= length ||
			g_ascii_strncasecmp(line, names[i], length) != 0)
			continue;
		const char *rest = line + length;
		while (rest < end && (*rest == ' ' || *rest == '\t'))
			rest++;
		if (rest < end && *rest == ':')
			return true;
	}
	return false;
}

/* GMime reads groups in groups, "a: b: c:", with a call for each, also in the header of an attached
 * mail, and what only looks like a field in a text: colons beyond so many become blanks. NULL when
 * there are none. */
static char *
without_deep_groups(const char *bytes, gsize length)
{
	const char *end = bytes + length;
	char *copy = NULL;
	int colons = 0;
	bool counts = false;

	for (const char *line = bytes, *next; line < end; line = next) {
		const char *newline = memchr(line, '\n', (gsize)(end - line));
		next = newline != NULL ? newline + 1 : end;
		if (*line != ' ' && *line != '\t') {
			counts = is_address_field(line, next);
			colons = 0;
		}
		for (const char *p = line;
			counts && (p = memchr(p, ':', (gsize)(next - p))) != NULL; p++) {
			if (++colons <= MOST_COLONS)
				continue;
			if (copy == NULL)
				copy = g_memdup2(bytes, length);
			copy[p - bytes] = ' ';
		}
	}
	return copy;
}

static GMimeMessage *
parse(const char *bytes, gsize length)
{
	g_autofree char *tame = without_deep_groups(bytes, length);
	GMimeStream *stream =
		g_mime_stream_mem_new_with_buffer(tame != NULL ? tame : bytes, length);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *mail = g_mime_parser_construct_message(parser, NULL);

	g_object_unref(parser);
	g_object_unref(stream);
	return mail;
}

static void
read_body(Message *message, GMimeMessage *mail)
{
	g_autoptr(Body) body = body_new();
	Walk state = { .body = body };

	walk(&state, g_mime_message_get_mime_part(mail), 0, true);
	gboolean cut = FALSE;
	message->lines = body_lines(body, &cut);
	message->marks = state.marks;
	if (cut)
		message->marks |= MESSAGE_CUT | MESSAGE_LONG_TEXT;
	if (body_is_encrypted(body))
		message->marks |= MESSAGE_ENCRYPTED;
}

Message *
message_parse(GBytes *raw, GError **error)
{
	gsize length = 0;
	const char *bytes = g_bytes_get_data(raw, &length);
	gsize skipped = length > 0 ? skip_envelope_line(bytes, length) : 0;

	GMimeMessage *mail = length > skipped ? parse(bytes + skipped, length - skipped) : NULL;
	if (mail == NULL) {
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_MAIL, "there is no message here");
		return NULL;
	}
	Message *message = message_empty();
	read_fields(message, mail);
	read_body(message, mail);
	g_object_unref(mail);
	return message;
}

void
message_free(Message *message)
{
	if (message == NULL)
		return;
	g_free(message->message_id);
	g_free(message->in_reply_to);
	g_strfreev(message->references);
	g_free(message->subject);
	g_free(message->date);
	g_ptr_array_unref(message->from);
	g_ptr_array_unref(message->to);
	g_clear_pointer(&message->reply_to, g_ptr_array_unref);
	g_free(message->auto_submitted);
	g_free(message->precedence);
	g_ptr_array_unref(message->lines);
	g_free(message);
}

char *
message_text(const Message *message)
{
	return body_text(message->lines);
}
