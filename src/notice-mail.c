/* notice-mail.c - a notice as a mail. SPDX-License-Identifier: MIT */
#include "notice-mail.h"

#include <gmime/gmime.h>
#include <stdbool.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeDataWrapper, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeObject, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeMultipart, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeMessage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeFormatOptions, g_mime_format_options_free)

/* What makes message/rfc822 travel unchanged: nothing but a plain encoding is allowed on it, so
 * what that cannot carry goes as a file of bytes. */
typedef struct Shape {
	bool is_ascii;
	bool is_plain; /* no NUL, no bare CR, no line beyond what SMTP takes */
} Shape;

enum { MOST_LINE = 998, MOST_REFERENCES = 20 };

static Shape
shape_of(const char *bytes, gsize length)
{
	Shape shape = { true, true };
	gsize line = 0;

	for (gsize i = 0; i < length; i++) {
		if ((bytes[i] & 0x80) != 0)
			shape.is_ascii = false;
		if (bytes[i] == '\0' ||
			(bytes[i] == '\r' && (i + 1 == length || bytes[i + 1] != '\n')))
			shape.is_plain = false;
		line = bytes[i] == '\n' ? 0 : line + 1;
		if (line > MOST_LINE + 1)
			shape.is_plain = false;
	}
	return shape;
}

static void
set_content(GMimePart *part, const char *bytes, gsize length, GMimeContentEncoding encoding)
{
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(bytes, length);
	g_autoptr(GMimeDataWrapper) content =
		g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);

	g_mime_part_set_content(part, content);
	g_mime_part_set_content_encoding(part, encoding);
}

static GMimeObject *
text_part(const char *subtype, const char *text)
{
	GMimePart *part = g_mime_part_new_with_type("text", subtype);
	Shape shape = shape_of(text, strlen(text));

	g_mime_object_set_content_type_parameter(
		GMIME_OBJECT(part), "charset", shape.is_ascii ? "us-ascii" : "utf-8");
	set_content(part, text, strlen(text),
		shape.is_ascii && shape.is_plain ? GMIME_CONTENT_ENCODING_7BIT
						 : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
	return GMIME_OBJECT(part);
}

static GMimeObject *
body_part(const NoticeMail *mail)
{
	if (mail->html == NULL)
		return text_part("plain", mail->text);
	GMimeMultipart *both = g_mime_multipart_new_with_subtype("alternative");
	g_autoptr(GMimeObject) plain = text_part("plain", mail->text);
	g_autoptr(GMimeObject) html = text_part("html", mail->html);

	g_mime_multipart_add(both, plain);
	g_mime_multipart_add(both, html);
	return GMIME_OBJECT(both);
}

static GMimeObject *
attachment(const char *type, const char *subtype, const char *name, const char *bytes, gsize length,
	GMimeContentEncoding encoding)
{
	GMimePart *part = g_mime_part_new_with_type(type, subtype);

	set_content(part, bytes, length, encoding);
	g_mime_object_set_disposition(GMIME_OBJECT(part), "attachment");
	g_mime_part_set_filename(part, name);
	return GMIME_OBJECT(part);
}

static GMimeObject *
text_attachment(const char *name, const char *text)
{
	GMimeObject *part = attachment(
		"text", "plain", name, text, strlen(text), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);

	g_mime_object_set_content_type_parameter(part, "charset", "utf-8");
	return part;
}

/* NULL: there is nothing to attach. */
static GMimeObject *
held_part(const NoticeMail *mail)
{
	gsize length = 0;
	const char *bytes = mail->held != NULL ? g_bytes_get_data(mail->held, &length) : NULL;

	if (bytes != NULL && (length <= NOTICE_MOST_ATTACHED || mail->is_all_there_is)) {
		Shape shape = shape_of(bytes, length);
		if (!shape.is_plain)
			return attachment("application", "octet-stream", "your-reply.eml", bytes,
				length, GMIME_CONTENT_ENCODING_BASE64);
		return attachment("message", "rfc822", "your-reply.eml", bytes, length,
			shape.is_ascii ? GMIME_CONTENT_ENCODING_7BIT : GMIME_CONTENT_ENCODING_8BIT);
	}
	if (mail->words == NULL || *mail->words == '\0')
		return NULL;
	return text_attachment("your-reply.txt", mail->words);
}

/* Written by ourselves, so a plain encoding carries them. */
static void
add_notices(GMimeMultipart *mixed, const GPtrArray *notices)
{
	for (guint i = 0; notices != NULL && i < notices->len; i++) {
		gsize length = 0;
		const char *bytes = g_bytes_get_data(notices->pdata[i], &length);
		g_autofree char *name = g_strdup_printf("notice-%u.eml", i + 1);
		bool is_ascii = shape_of(bytes, length).is_ascii;
		g_autoptr(GMimeObject) part = attachment("message", "rfc822", name, bytes, length,
			is_ascii ? GMIME_CONTENT_ENCODING_7BIT : GMIME_CONTENT_ENCODING_8BIT);
		g_mime_multipart_add(mixed, part);
	}
}

static void
set_parts(GMimeMessage *message, const NoticeMail *mail)
{
	g_autoptr(GMimeObject) body = body_part(mail);
	g_autoptr(GMimeObject) held = held_part(mail);
	g_autoptr(GMimeObject) file =
		mail->file != NULL ? text_attachment(mail->file_name, mail->file) : NULL;

	if (held == NULL && file == NULL && (mail->notices == NULL || mail->notices->len == 0)) {
		g_mime_message_set_mime_part(message, body);
		return;
	}
	g_autoptr(GMimeMultipart) mixed = g_mime_multipart_new_with_subtype("mixed");
	g_mime_multipart_add(mixed, body);
	if (held != NULL)
		g_mime_multipart_add(mixed, held);
	if (file != NULL)
		g_mime_multipart_add(mixed, file);
	add_notices(mixed, mail->notices);
	g_mime_message_set_mime_part(message, GMIME_OBJECT(mixed));
}

static void
set_header(GMimeMessage *message, const char *name, const char *value)
{
	g_mime_object_set_header(GMIME_OBJECT(message), name, value, NULL);
}

/* An id goes in only whole and without anything that could end it. */
static bool
is_id(const char *text)
{
	return *text != '\0' && strlen(text) < 256 && strpbrk(text, "<> \t\r\n") == NULL &&
	       g_str_is_ascii(text);
}

static void
set_thread(GMimeMessage *message, const NoticeMail *mail)
{
	g_autoptr(GString) references = g_string_new(NULL);
	guint n = mail->references != NULL ? g_strv_length((char **)mail->references) : 0;

	for (guint i = n > MOST_REFERENCES ? n - MOST_REFERENCES : 0; i < n; i++)
		if (is_id(mail->references[i]))
			g_string_append_printf(references, "<%s> ", mail->references[i]);
	if (!is_id(mail->in_reply_to))
		return;
	g_string_append_printf(references, "<%s>", mail->in_reply_to);
	g_autofree char *parent = g_strdup_printf("<%s>", mail->in_reply_to);
	set_header(message, "In-Reply-To", parent);
	set_header(message, "References", references->str);
}

/* GMime counts how often it is asked. */
static void
start_library(void)
{
	static gsize started = 0;

	if (g_once_init_enter(&started)) {
		g_mime_init();
		g_once_init_leave(&started, 1);
	}
}

GBytes *
notice_mail_write(const NoticeMail *mail)
{
	start_library();
	g_autoptr(GMimeMessage) message = g_mime_message_new(TRUE);
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_local(mail->now);
	g_autofree char *subject = g_utf8_make_valid(mail->subject, -1);

	g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_FROM, NULL, mail->from);
	g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_TO, NULL, mail->to);
	if (mail->reply_to != NULL)
		g_mime_message_add_mailbox(
			message, GMIME_ADDRESS_TYPE_REPLY_TO, NULL, mail->reply_to);
	g_strdelimit(subject, "\r\n\t", ' ');
	g_mime_message_set_subject(message, subject, "utf-8");
	g_mime_message_set_date(message, date);
	g_mime_message_set_message_id(message, mail->message_id);
	set_thread(message, mail);
	set_header(message, "Auto-Submitted", "auto-generated");
	set_header(message, "X-Auto-Response-Suppress", "All");
	set_header(message, NOTICE_HEADER, mail->mark);
	set_parts(message, mail);

	g_autoptr(GMimeFormatOptions) format = g_mime_format_options_new();
	g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS);
	GByteArray *bytes = g_byte_array_new();
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_byte_array(bytes);
	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
	g_mime_object_write_to_stream(GMIME_OBJECT(message), format, stream);
	return g_byte_array_free_to_bytes(bytes);
}
