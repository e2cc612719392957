/* override.c - "[as is: reason]" at the end of a subject. SPDX-License-Identifier: MIT */
#include "override.h"

#include <string.h>

#include "charset.h"

/* Hostile subjects consist of nothing but beginnings. */
enum { MOST_WORD = 1000, MOST_LABEL = 200 };

/* ---- a subject, decoded, with the way back ----------------------------------------------------
 */

/* One encoded word, "=?utf-8?Q?Gr=C3=BC=C3=9Fe?=". */
typedef struct Word {
	gsize from, to;     /* in the value */
	gsize text, length; /* of what is encoded, in the value */
	char *charset;
	bool is_base64;
	gsize decoded; /* where its letters begin in the decoded text */
} Word;

typedef struct Decoded {
	const char *value;
	GString *text;  /* UTF-8 */
	GArray *origin; /* of gsize: for each of its bytes, where in the value it came from */
	GArray *in;     /* of guint: and the number of the word, counted from 1; 0 is none */
	GArray *words;  /* of Word */
} Decoded;

static void
word_clear(gpointer data)
{
	Word *word = data;

	g_free(word->charset);
}

static void
decoded_free(Decoded *decoded)
{
	g_string_free(decoded->text, TRUE);
	g_array_unref(decoded->origin);
	g_array_unref(decoded->in);
	g_array_unref(decoded->words);
	g_free(decoded);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Decoded, decoded_free)

static void
add_bytes(Decoded *decoded, const char *bytes, gsize length, gsize origin, guint word)
{
	g_string_append_len(decoded->text, bytes, (gssize)length);
	for (gsize i = 0; i < length; i++) {
		g_array_append_val(decoded->origin, origin);
		g_array_append_val(decoded->in, word);
	}
}

static int
hex_at(const char *text)
{
	int high = g_ascii_xdigit_value(text[0]);
	int low = high >= 0 ? g_ascii_xdigit_value(text[1]) : -1;

	return low >= 0 ? high * 16 + low : -1;
}

/* One byte of Q; gives how many letters it took. */
static gsize
q_byte(const char *text, const char *end, char *byte_out)
{
	int hex = *text == '=' && end - text >= 3 ? hex_at(text + 1) : -1;

	*byte_out = (char)(hex >= 0 ? hex : *text == '_' ? ' ' : *text);
	return hex >= 0 ? 3 : 1;
}

static GByteArray *
word_bytes(const char *value, const Word *word)
{
	const char *text = value + word->text;
	const char *end = text + word->length;

	if (word->is_base64) {
		g_autofree char *letters = g_strndup(text, word->length);
		gsize length = 0;
		guchar *bytes = g_base64_decode(letters, &length);
		return g_byte_array_new_take(bytes, length);
	}
	GByteArray *bytes = g_byte_array_new();
	while (text < end) {
		char byte;
		text += q_byte(text, end, &byte);
		g_byte_array_append(bytes, (const guint8 *)&byte, 1);
	}
	return bytes;
}

/* Does a word begin here? */
static bool
read_word(const char *value, gsize at, Word *word_out)
{
	if (strncmp(value + at, "=?", 2) != 0)
		return false;
	const char *charset = value + at + 2;
	gsize charset_length = strcspn(charset, "? \t\r\n");
	const char *encoding = charset + charset_length;
	if (charset_length == 0 || *encoding != '?' || encoding[1] == '\0' || encoding[2] != '?' ||
		strchr("QqBb", encoding[1]) == NULL)
		return false;
	const char *text = encoding + 3;
	gsize length = strcspn(text, "? \t\r\n");
	if (strncmp(text + length, "?=", 2) != 0 || length > MOST_WORD)
		return false;
	word_out->from = at;
	word_out->text = (gsize)(text - value);
	word_out->length = length;
	word_out->to = word_out->text + length + 2;
	word_out->is_base64 = g_ascii_tolower(encoding[1]) == 'b';
	/* A language may stand behind the charset: "utf-8*de". */
	word_out->charset = g_strndup(charset, MIN(charset_length, strcspn(charset, "*?")));
	return true;
}

static void
add_word(Decoded *decoded, Word word)
{
	g_autoptr(GByteArray) bytes = word_bytes(decoded->value, &word);
	g_autofree char *text = charset_to_utf8(
		bytes->len > 0 ? (const char *)bytes->data : "", bytes->len, word.charset);

	word.decoded = decoded->text->len;
	g_array_append_val(decoded->words, word);
	add_bytes(decoded, text, strlen(text), word.from, decoded->words->len);
}

static bool
is_blank(char c)
{
	return c != '\0' && strchr(" \t\r\n", c) != NULL;
}

/* Blanks between two words are not part of the text; a fold elsewhere is its blank alone. */
static Decoded *
decode(const char *value)
{
	Decoded *decoded = g_new0(Decoded, 1);
	gsize after_word = 0; /* where the last word ended, 0: something else came since */

	decoded->value = value;
	decoded->text = g_string_new(NULL);
	decoded->origin = g_array_new(FALSE, FALSE, sizeof(gsize));
	decoded->in = g_array_new(FALSE, FALSE, sizeof(guint));
	decoded->words = g_array_new(FALSE, FALSE, sizeof(Word));
	g_array_set_clear_func(decoded->words, word_clear);
	for (gsize at = 0; value[at] != '\0';) {
		Word word;
		if (read_word(value, at, &word)) {
			if (after_word != 0) {
				gsize blanks = at - after_word;
				g_string_truncate(decoded->text, decoded->text->len - blanks);
				g_array_set_size(decoded->origin, (guint)decoded->text->len);
				g_array_set_size(decoded->in, (guint)decoded->text->len);
			}
			add_word(decoded, word);
			at = after_word = word.to;
			continue;
		}
		if (!is_blank(value[at]))
			after_word = 0;
		add_bytes(decoded, value + at, 1, at, 0);
		at++;
	}
	return decoded;
}

/* ---- the tag ----------------------------------------------------------------------------------
 */

/* Small letters, one blank between words. */
static char *
comparable(const char *text, gsize length)
{
	g_autofree char *part = g_strndup(text, length);
	g_autofree char *valid = g_utf8_make_valid(part, -1);
	g_autofree char *small = g_utf8_strdown(valid, -1);
	g_auto(GStrv) words = g_strsplit_set(small, " \t\r\n", -1);
	GString *out = g_string_new(NULL);

	for (char **word = words; *word != NULL; word++)
		if (**word != '\0')
			g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "", *word);
	return g_string_free(out, FALSE);
}

/* One line of UTF-8 without control characters, at most so long. */
static char *
one_line(const char *text, gsize length)
{
	g_autofree char *part = g_strndup(text, MIN(length, OVERRIDE_MOST_REASON));
	const char *end = NULL;

	/* The limit may have cut a letter in two. */
	if (length > OVERRIDE_MOST_REASON && !g_utf8_validate(part, -1, &end) && strlen(end) < 4)
		part[end - part] = '\0';
	char *line = g_utf8_make_valid(part, -1);
	for (char *c = line; *c != '\0'; c++)
		if (g_ascii_iscntrl(*c))
			*c = ' ';
	return g_strstrip(line);
}

/* Where the tag begins, or -1. */
static gssize
find_tag(const char *tag, const char *text, char **reason_out, bool *has_colon_out)
{
	gsize end = strlen(text);
	g_autofree char *wanted = comparable(tag, strlen(tag));

	while (end > 0 && is_blank(text[end - 1]))
		end--;
	if (*wanted == '\0' || end == 0 || text[--end] != ']')
		return -1;
	for (gsize at = end; at-- > 0;) {
		if (text[at] != '[')
			continue;
		const char *label = text + at + 1;
		gsize length = MIN(strcspn(label, ":"), (gsize)(text + end - label));
		if (length > MOST_LABEL)
			continue;
		g_autofree char *found = comparable(label, length);
		if (!g_str_equal(found, wanted))
			continue;
		const char *reason = label + length;
		*has_colon_out = *reason == ':';
		reason += *has_colon_out;
		*reason_out = one_line(reason, (gsize)(text + end - reason));
		return (gssize)at;
	}
	return -1;
}

/* ---- the subject without it -------------------------------------------------------------------
 */

/* Of a word, as many of its bytes, encoded as they were. */
static char *
word_beginning(const char *value, const Word *word, const GByteArray *bytes, gsize length)
{
	const char *text = value + word->text;
	const char *end = text + word->length;

	if (length == 0)
		return g_strdup("");
	g_autofree char *opening = g_strndup(value + word->from, word->text - word->from);
	if (word->is_base64) {
		g_autofree char *letters = g_base64_encode(bytes->data, length);
		return g_strconcat(opening, letters, "?=", NULL);
	}
	for (gsize i = 0; i < length; i++) {
		char byte;
		text += q_byte(text, end, &byte);
	}
	g_autofree char *letters =
		g_strndup(value + word->text, (gsize)(text - value) - word->text);
	return g_strconcat(opening, letters, "?=", NULL);
}

/* The word's letters before the tag, which is at this place of the decoded text. NULL: its bytes
 * do not say where that is, as those of UTF-16. */
static char *
cut_word(const Decoded *decoded, const Word *word, gsize tag)
{
	g_autoptr(GByteArray) bytes = word_bytes(decoded->value, word);
	g_autofree char *wanted =
		g_strndup(decoded->text->str + word->decoded, tag - word->decoded);

	for (gsize length = 0; length < bytes->len; length++) {
		if (bytes->data[length] != '[')
			continue;
		g_autofree char *text =
			charset_to_utf8((const char *)bytes->data, length, word->charset);
		if (!g_str_equal(text, wanted))
			continue;
		while (length > 0 && bytes->data[length - 1] == ' ')
			length--;
		return word_beginning(decoded->value, word, bytes, length);
	}
	return NULL;
}

/* NULL: it cannot be taken out. */
static char *
without_tag(const Decoded *decoded, gsize tag)
{
	gsize at = g_array_index(decoded->origin, gsize, tag);
	guint number = g_array_index(decoded->in, guint, tag);
	g_autofree char *before = g_strndup(decoded->value, at);
	g_autofree char *part = NULL;

	if (number != 0) {
		part = cut_word(decoded, &g_array_index(decoded->words, Word, number - 1), tag);
		if (part == NULL)
			return NULL;
	}
	return g_strchomp(g_strconcat(before, part, NULL));
}

Override *
override_in_subject(const char *tag, const char *value)
{
	g_autofree char *reason = NULL;
	bool has_colon = false;

	if (strlen(value) > OVERRIDE_MOST_SUBJECT)
		return NULL;
	g_autoptr(Decoded) decoded = decode(value);
	gssize at = find_tag(tag, decoded->text->str, &reason, &has_colon);
	g_autofree char *subject = at >= 0 && has_colon ? without_tag(decoded, (gsize)at) : NULL;
	if (at < 0 || (has_colon && subject == NULL))
		return NULL;
	Override *override = g_new0(Override, 1);
	override->reason = g_steal_pointer(&reason);
	override->subject = g_steal_pointer(&subject);
	return override;
}

/* The first field of that name (small, with its colon), as mail servers count; folded with LF.
 * Caller frees. */
static char *
field_of(const char *mail, gsize length, const char *name)
{
	const char *end = mail + length;

	for (const char *line = mail; line < end && *line != '\r' && *line != '\n';) {
		const char *stop = line;
		do {
			stop = memchr(stop, '\n', (gsize)(end - stop));
			stop = stop != NULL ? stop + 1 : end;
		} while (stop < end && (*stop == ' ' || *stop == '\t'));
		if ((gsize)(stop - line) > strlen(name) &&
			g_ascii_strncasecmp(line, name, strlen(name)) == 0) {
			g_autofree char *field =
				g_strndup(line + strlen(name), (gsize)(stop - line) - strlen(name));
			g_auto(GStrv) pieces = g_strsplit(field, "\r", -1);
			return g_strstrip(g_strjoinv("", pieces));
		}
		line = stop;
	}
	return NULL;
}

Override *
override_find(const char *tag, GBytes *raw)
{
	gsize length = 0;
	const char *mail = g_bytes_get_data(raw, &length);
	if (mail == NULL)
		return NULL;
	g_autofree char *subject = field_of(mail, length, "subject:");
	g_autofree char *topic = field_of(mail, length, "thread-topic:");
	g_autoptr(Override) override = subject != NULL ? override_in_subject(tag, subject) : NULL;
	g_autoptr(Override) theirs = topic != NULL ? override_in_subject(tag, topic) : NULL;

	if (override == NULL || (theirs != NULL && g_str_equal(theirs->reason, override->reason)))
		return NULL;
	return g_steal_pointer(&override);
}

void
override_free(Override *override)
{
	if (override == NULL)
		return;
	g_free(override->reason);
	g_free(override->subject);
	g_free(override);
}

OverrideAnswer
override_answer(const Policy *policy, const Override *override)
{
	if (override == NULL)
		return OVERRIDE_NOT_ASKED;
	if (policy->override == OVERRIDE_NONE)
		return OVERRIDE_NOT_ALLOWED;
	return *override->reason != '\0' ? OVERRIDE_GRANTED : OVERRIDE_NEEDS_REASON;
}

char *
override_example(const Policy *policy, const char *reason)
{
	return g_strdup_printf("[%s: %s]", policy->override_tag, reason);
}
