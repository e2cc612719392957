/* tnef.c - the text in winmail.dat. SPDX-License-Identifier: MIT */
#include "tnef.h"

#include "charset.h"

enum {
	SIGNATURE = 0x223E9F78,
	ATTRIBUTE_BODY = 0x0002800C,
	ATTRIBUTE_PROPERTIES = 0x00069003,
	PROPERTY_BODY = 0x1000,
	PROPERTY_BODY_HTML = 0x1013,
	FIRST_NAMED = 0x8000,
	MOST_PROPERTIES = 1000,
};

/* A place in the bytes; reading beyond the end gives 0 and sets is_over. */
typedef struct Reader {
	const guint8 *bytes;
	gsize length;
	gsize at;
	bool is_over;
} Reader;

static guint32
number(Reader *reader, gsize size)
{
	guint32 value = 0;

	if (reader->length - reader->at < size) {
		reader->is_over = true;
		return 0;
	}
	for (gsize i = 0; i < size; i++)
		value |= (guint32)reader->bytes[reader->at + i] << (8 * i);
	reader->at += size;
	return value;
}

static const guint8 *
skip(Reader *reader, gsize size)
{
	if (reader->length - reader->at < size) {
		reader->is_over = true;
		return NULL;
	}
	const guint8 *here = reader->bytes + reader->at;
	reader->at += size;
	return here;
}

static gsize
padded(gsize size)
{
	return (size + 3) & ~(gsize)3;
}

/* Bytes of a property of fixed size, in its row of four; 0 for those that give their size. */
static gsize
fixed_size(guint32 type)
{
	switch (type & 0x0FFF) {
	case 0x0002: /* short */
	case 0x0003: /* long */
	case 0x0004: /* float */
	case 0x000A: /* error */
	case 0x000B: /* boolean */
		return 4;
	case 0x0005: /* double */
	case 0x0006: /* currency */
	case 0x0007: /* application time */
	case 0x0014: /* long long */
	case 0x0040: /* time */
		return 8;
	case 0x0048: /* class */
		return 16;
	default:
		return 0;
	}
}

static void
skip_name(Reader *reader)
{
	skip(reader, 16);
	guint32 kind = number(reader, 4);
	guint32 size = number(reader, 4); /* or the number itself */

	if (kind != 0)
		skip(reader, padded(size));
}

typedef struct Bodies {
	char *plain;
	char *html;
} Bodies;

static void
take_property(Bodies *bodies, guint32 id, guint32 type, const guint8 *data, gsize size)
{
	const char *label = (type & 0x0FFF) == 0x001F ? "utf-16le" : NULL;

	if (data == NULL || size == 0)
		return;
	if (id == PROPERTY_BODY && bodies->plain == NULL)
		bodies->plain = charset_to_utf8((const char *)data, size, label);
	if (id == PROPERTY_BODY_HTML && bodies->html == NULL)
		bodies->html = charset_to_utf8((const char *)data, size, label);
}

static void
read_properties(Bodies *bodies, const guint8 *bytes, gsize length)
{
	Reader reader = { .bytes = bytes, .length = length };
	guint32 count = number(&reader, 4);

	for (guint32 i = 0; i < count && i < MOST_PROPERTIES && !reader.is_over; i++) {
		guint32 type = number(&reader, 2), id = number(&reader, 2);
		if (id >= FIRST_NAMED)
			skip_name(&reader);
		gsize fixed = fixed_size(type);
		bool is_many = (type & 0x1000) != 0;
		guint32 values = fixed == 0 || is_many ? number(&reader, 4) : 1;
		for (guint32 j = 0; j < values && !reader.is_over; j++) {
			gsize size = fixed != 0 ? fixed : number(&reader, 4);
			const guint8 *data = skip(&reader, padded(size));
			if (fixed == 0)
				take_property(bodies, id, type, data, size);
		}
	}
}

char *
tnef_text(const guint8 *bytes, gsize length, bool *is_html_out)
{
	Reader reader = { .bytes = bytes, .length = length };
	Bodies bodies = { 0 };

	if (number(&reader, 4) != SIGNATURE)
		return NULL;
	number(&reader, 2); /* a key for attachments */
	while (!reader.is_over && reader.at < length) {
		number(&reader, 1); /* of the message or of an attachment */
		guint32 attribute = number(&reader, 4);
		guint32 size = number(&reader, 4);
		const guint8 *data = skip(&reader, size);
		number(&reader, 2); /* checksum: what can be read is read */
		if (data == NULL)
			break;
		if (attribute == ATTRIBUTE_BODY && bodies.plain == NULL)
			bodies.plain = charset_to_utf8((const char *)data, size, NULL);
		if (attribute == ATTRIBUTE_PROPERTIES)
			read_properties(&bodies, data, size);
	}
	*is_html_out = bodies.plain == NULL;
	if (bodies.plain == NULL)
		return bodies.html;
	g_free(bodies.html);
	return bodies.plain;
}
