/* charset.c - bytes of a body to valid UTF-8. SPDX-License-Identifier: MIT */
#include "charset.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

/* Labels that people use for a larger set than the one they name, as browsers read them. */
static const struct {
	const char *label;
	const char *meant;
} supersets[] = {
	{ "us-ascii", "windows-1252" },
	{ "ascii", "windows-1252" },
	{ "ansi_x3.4-1968", "windows-1252" },
	{ "iso-8859-1", "windows-1252" },
	{ "iso8859-1", "windows-1252" },
	{ "iso_8859-1", "windows-1252" },
	{ "latin1", "windows-1252" },
	{ "iso-8859-9", "windows-1254" },
	{ "iso-8859-11", "windows-874" },
	{ "tis-620", "windows-874" },
	{ "gb2312", "gb18030" },
	{ "gbk", "gb18030" },
	{ "gb_2312-80", "gb18030" },
	{ "ks_c_5601-1987", "cp949" },
	{ "ks_c_5601", "cp949" },
	{ "euc-kr", "cp949" },
	{ "shift_jis", "cp932" },
	{ "x-sjis", "cp932" },
	{ "sjis", "cp932" },
	{ "big5", "big5-hkscs" },
	{ "iso-8859-8-i", "iso-8859-8" },
	{ "utf8", "utf-8" },
	{ "unicode-1-1-utf-7", "utf-7" },
	{ "unicode-1-1-utf-8", "utf-8" },
	{ "x-unknown", NULL },
	{ "unknown-8bit", NULL },
	{ "unknown", NULL },
	{ "default", NULL },
	{ "x-user-defined", NULL },
};

static const char *
meant_by(const char *label)
{
	if (label == NULL || *label == '\0')
		return NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(supersets); i++) {
		if (g_ascii_strcasecmp(label, supersets[i].label) == 0)
			return supersets[i].meant;
	}
	return label;
}

static bool
has_high_bytes(const char *bytes, gsize length)
{
	for (gsize i = 0; i < length; i++) {
		if ((unsigned char)bytes[i] >= 0x80)
			return true;
	}
	return false;
}

/* ISO-2022 and UTF-7 write everything in seven bits: plain ASCII bytes still need reading. */
static bool
is_seven_bit(const char *charset)
{
	return g_ascii_strncasecmp(charset, "iso-2022", 8) == 0 ||
	       g_ascii_strncasecmp(charset, "utf-7", 5) == 0 ||
	       g_ascii_strncasecmp(charset, "hz", 2) == 0 ||
	       g_ascii_strncasecmp(charset, "utf-16", 6) == 0 ||
	       g_ascii_strncasecmp(charset, "utf-32", 6) == 0 ||
	       g_ascii_strncasecmp(charset, "ucs", 3) == 0;
}

static char *
without_nul(const char *bytes, gsize length)
{
	char *out = g_malloc(length + 1);
	gsize used = 0;

	if (memchr(bytes, '\0', length) == NULL) {
		memcpy(out, bytes, length);
		out[length] = '\0';
		return out;
	}
	for (gsize i = 0; i < length; i++) {
		if (bytes[i] != '\0')
			out[used++] = bytes[i];
	}
	out[used] = '\0';
	return out;
}

/* Each byte that cannot be read becomes U+FFFD, and reading goes on behind it. */
static GString *
convert(GIConv converter, const char *bytes, gsize length)
{
	GString *out = g_string_sized_new(length + length / 8 + 16);
	char *in = (char *)bytes;
	gsize left = length;

	while (left > 0) {
		char chunk[4096];
		char *to = chunk;
		gsize room = sizeof(chunk);
		gsize done = g_iconv(converter, &in, &left, &to, &room);
		int why = errno;
		g_string_append_len(out, chunk, to - chunk);
		if (done != (gsize)-1 || why == E2BIG)
			continue;
		g_string_append(out, "\xEF\xBF\xBD");
		in++;
		left--;
	}
	return out;
}

static char *
convert_from(const char *bytes, gsize length, const char *charset)
{
	GIConv converter = g_iconv_open("UTF-8", charset);
	if (converter == (GIConv)-1)
		return NULL;

	GString *out = convert(converter, bytes, length);
	g_iconv_close(converter);
	char *clean = without_nul(out->str, out->len);
	g_string_free(out, TRUE);
	if (g_utf8_validate(clean, -1, NULL))
		return clean;
	char *valid = g_utf8_make_valid(clean, -1);
	g_free(clean);
	return valid;
}

char *
charset_to_utf8(const char *bytes, gsize length, const char *label)
{
	const char *charset = meant_by(label);

	if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
		return charset_to_utf8(bytes + 3, length - 3, "utf-8");
	if (charset != NULL && is_seven_bit(charset)) {
		char *read = convert_from(bytes, length, charset);
		if (read != NULL)
			return read;
	}
	/* Bytes that are UTF-8 by structure are UTF-8, whatever the label: no other charset forms
	 * such sequences by chance in a text of any length. */
	if (!has_high_bytes(bytes, length) || g_utf8_validate(bytes, (gssize)length, NULL))
		return without_nul(bytes, length);
	if (charset != NULL && g_ascii_strcasecmp(charset, "utf-8") != 0) {
		char *read = convert_from(bytes, length, charset);
		if (read != NULL)
			return read;
	}
	if (charset != NULL) {
		/* Labelled UTF-8 and mostly so: keep what is good. */
		g_autofree char *clean = without_nul(bytes, length);
		return g_utf8_make_valid(clean, -1);
	}
	char *read = convert_from(bytes, length, "windows-1252");
	return read != NULL ? read : g_utf8_make_valid(bytes, (gssize)length);
}

char *
charset_of_html(const char *bytes, gsize length)
{
	g_autofree char *head = without_nul(bytes, MIN(length, 1024));
	g_autofree char *lower = g_ascii_strdown(head, -1);
	const char *found = strstr(lower, "charset=");
	if (found == NULL)
		return NULL;

	found += strlen("charset=");
	found += strspn(found, "\"' ");
	gsize used = strspn(found, "abcdefghijklmnopqrstuvwxyz0123456789-_:.");
	return used > 0 ? g_strndup(found, used) : NULL;
}
