/* html.c - HTML mail to lines, quoting kept. SPDX-License-Identifier: MIT */
#include "html.h"

#include "fold.h"
#include "html-container.h"
#include "plain.h"

#include <libxml/HTMLparser.h>

#include <string.h>

enum {
	MOST_NESTING = 400,     /* libxml2 searches its stack at every end tag */
	MOST_ATTRIBUTES = 1000, /* of a tag: it compares each with all before */
	MOST_NAMELESS = 500,    /* "</ " and "<?": it looks for the end of each */
	MOST_OUTPUT = 1 << 20,
	CHUNK = 16384,
};

typedef struct Element {
	guint marks;
	char name[12]; /* enough to tell those that matter apart */
} Element;

typedef struct Reader {
	GPtrArray *lines;
	GString *text; /* the line being collected */
	Element stack[MOST_NESTING];
	int height;
	int depth;
	int hidden;
	int preformatted;
	int signatures;
	int attributions;
	int forwards;
	int bare;      /* unmarked blockquotes open */
	int indents;   /* Gmail blockquotes open outside its reply container */
	int gmail;     /* Gmail reply containers open */
	guint pending; /* marks for the next line with text */
	gsize written;
	bool is_cut;
	bool ends_in_blank;
	htmlParserCtxtPtr parser;
} Reader;

static void
stop(Reader *reader)
{
	reader->is_cut = true;
	xmlStopParser(reader->parser);
}

static guint
marks_now(const Reader *reader)
{
	guint marks = 0;

	if (reader->signatures > 0)
		marks |= LINE_SIGNATURE;
	if (reader->attributions > 0)
		marks |= LINE_ATTRIBUTION;
	if (reader->forwards > 0)
		marks |= LINE_FORWARD;
	if (reader->bare > 0)
		marks |= LINE_BARE_QUOTE;
	if (reader->indents > 0)
		marks |= LINE_INDENT;
	return marks;
}

/* Hard blanks have become blanks: one for many. */
static void
squeeze(char *text)
{
	char *to = text;

	for (const char *from = text; *from != '\0'; from++) {
		if (*from != ' ' || (to > text && to[-1] != ' '))
			*to++ = *from;
	}
	if (to > text && to[-1] == ' ')
		to--;
	*to = '\0';
}

/* Plain text that was quoted with marks and then turned into HTML keeps them. */
static void
take_marks(Line *line)
{
	char *p = line->text;

	while (*p == '>' && (p[1] == ' ' || p[1] == '>' || p[1] == '\0') &&
		line->depth < PLAIN_MOST_DEPTH) {
		line->depth++;
		p += p[1] == ' ' ? 2 : 1;
	}
	memmove(line->text, p, strlen(p) + 1);
}

static void
end_line(Reader *reader)
{
	gsize length = reader->text->len;

	while (length > 0 && reader->text->str[length - 1] == ' ' && reader->preformatted == 0)
		length--;
	if (reader->lines->len >= PLAIN_MOST_LINES || reader->written + length > MOST_OUTPUT) {
		stop(reader);
		return;
	}
	reader->written += length;
	Line *line = line_new(reader->text->str, (gssize)length,
		MIN(reader->depth, (int)PLAIN_MOST_DEPTH), marks_now(reader));
	fold_clean(line->text);
	if (reader->preformatted == 0)
		squeeze(line->text);
	take_marks(line);
	if (*line->text != '\0') {
		line->marks |= reader->pending;
		reader->pending = 0;
	}
	g_ptr_array_add(reader->lines, line);
	g_string_truncate(reader->text, 0);
	reader->ends_in_blank = true;
}

/* Begins a new line unless one has just begun. */
static void
fresh_line(Reader *reader)
{
	if (reader->text->len > 0)
		end_line(reader);
	reader->ends_in_blank = true;
}

static bool
last_is_blank(const Reader *reader)
{
	if (reader->lines->len == 0)
		return true;
	const Line *last = reader->lines->pdata[reader->lines->len - 1];
	return *last->text == '\0';
}

static void
append_text(Reader *reader, const char *text, int length)
{
	for (int i = 0; i < length; i++) {
		char c = text[i];
		if (reader->preformatted > 0 && c == '\n') {
			end_line(reader);
			continue;
		}
		bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
		if (is_blank && reader->preformatted == 0) {
			if (!reader->ends_in_blank && reader->text->len > 0)
				g_string_append_c(reader->text, ' ');
			reader->ends_in_blank = true;
			continue;
		}
		if (c == '\r')
			continue;
		g_string_append_c(reader->text, c);
		reader->ends_in_blank = false;
	}
	if (reader->text->len > MOST_OUTPUT)
		stop(reader);
}

static void
count(Reader *reader, guint marks, int by)
{
	reader->hidden += (marks & CONTAINER_HIDDEN) != 0 ? by : 0;
	reader->preformatted += (marks & CONTAINER_PREFORMATTED) != 0 ? by : 0;
	reader->signatures += (marks & CONTAINER_SIGNATURE) != 0 ? by : 0;
	reader->attributions += (marks & CONTAINER_ATTRIBUTION) != 0 ? by : 0;
	reader->forwards += (marks & CONTAINER_FORWARD) != 0 ? by : 0;
	reader->depth += (marks & CONTAINER_QUOTE) != 0 ? by : 0;
	reader->bare += (marks & CONTAINER_BARE_QUOTE) != 0 ? by : 0;
	reader->indents += (marks & CONTAINER_MAYBE_INDENT) != 0 ? by : 0;
}

static bool
is_gmail_container(const char *name, const char *const *attributes)
{
	if (strcmp(name, "div") != 0)
		return false;
	for (gsize i = 0; attributes != NULL && attributes[i] != NULL; i += 2) {
		if (strcmp(attributes[i], "class") == 0 && attributes[i + 1] != NULL &&
			strstr(attributes[i + 1], "gmail_quote") != NULL)
			return true;
	}
	return false;
}

static void
push(Reader *reader, const char *name, guint marks)
{
	if (reader->height == MOST_NESTING) {
		stop(reader);
		return;
	}
	Element *element = &reader->stack[reader->height++];
	element->marks = marks;
	g_strlcpy(element->name, name, sizeof(element->name));
	count(reader, marks, +1);
}

static void
on_start(void *data, const xmlChar *xml_name, const xmlChar **xml_attributes)
{
	Reader *reader = data;
	const char *name = (const char *)xml_name;
	const char *const *attributes = (const char *const *)xml_attributes;
	guint marks = html_container_marks(name, attributes);

	if ((marks & CONTAINER_MAYBE_INDENT) != 0 && reader->gmail > 0)
		marks &= ~(guint)CONTAINER_MAYBE_INDENT;
	if (reader->hidden == 0 && (marks & CONTAINER_HIDDEN) == 0) {
		if ((marks & (CONTAINER_BLOCK | CONTAINER_QUOTE | CONTAINER_QUOTE_BEGINS)) != 0)
			fresh_line(reader);
		if ((marks & CONTAINER_BREAK) != 0)
			end_line(reader);
		if ((marks & CONTAINER_CELL) != 0 && reader->text->len > 0)
			append_text(reader, " ", 1);
	}
	if ((marks & CONTAINER_QUOTE_BEGINS) != 0)
		reader->pending |= LINE_QUOTE_BEGINS;
	if ((marks & CONTAINER_RULE) != 0)
		reader->pending |= LINE_RULE;
	if ((marks & CONTAINER_VOID) != 0)
		return;
	if (is_gmail_container(name, attributes)) {
		reader->gmail++;
		marks |= CONTAINER_GMAIL;
	}
	push(reader, name, marks);
	if ((marks & CONTAINER_ITEM) != 0 && reader->hidden == 0)
		append_text(reader, "- ", 2);
}

static void
pop(Reader *reader)
{
	const Element *element = &reader->stack[--reader->height];
	bool is_shown = reader->hidden == 0;

	if (is_shown && (element->marks & (CONTAINER_BLOCK | CONTAINER_QUOTE)) != 0)
		fresh_line(reader);
	if (is_shown && (element->marks & CONTAINER_PARAGRAPH) != 0 && !last_is_blank(reader))
		end_line(reader);
	if ((element->marks & CONTAINER_GMAIL) != 0)
		reader->gmail--;
	count(reader, element->marks, -1);
}

static void
on_end(void *data, const xmlChar *xml_name)
{
	Reader *reader = data;
	char name[sizeof(reader->stack[0].name)];

	g_strlcpy(name, (const char *)xml_name, sizeof(name));
	for (int i = reader->height - 1; i >= 0; i--) {
		if (strcmp(reader->stack[i].name, name) != 0)
			continue;
		while (reader->height > i)
			pop(reader);
		return;
	}
}

static void
on_text(void *data, const xmlChar *text, int length)
{
	Reader *reader = data;

	if (reader->hidden == 0)
		append_text(reader, (const char *)text, length);
}

static void
on_error(void *data, xmlErrorPtr error)
{
	(void)data, (void)error; /* mail is never valid */
}

/* The end of an attribute's value that begins behind '=', as libxml2 sees it. */
static const char *
skip_value(const char *p, const char *end)
{
	while (p < end && g_ascii_isspace(*p))
		p++;
	if (p < end && (*p == '"' || *p == '\'')) {
		const char *close = memchr(p + 1, *p, (gsize)(end - p - 1));
		return close != NULL ? close + 1 : end;
	}
	while (p < end && *p != '>' && !g_ascii_isspace(*p))
		p++;
	return p;
}

/* The end of the tag whose name p is in; *too_many_out: it has more attributes than are read. */
static const char *
skip_attributes(const char *p, const char *end, bool *too_many_out)
{
	int attributes = 0;

	while (p < end && *p != '>') {
		bool has_value = *p == '=';
		if (has_value || (g_ascii_isspace(*p) && !g_ascii_isspace(p[-1])))
			attributes++;
		p = has_value ? skip_value(p + 1, end) : p + 1;
	}
	*too_many_out = attributes > 2 * MOST_ATTRIBUTES;
	return p;
}

/* How much of it comes before what takes libxml2 the square of its length. */
static gsize
readable_length(const char *html, gsize length)
{
	const char *end = html + length;
	int nameless = 0;

	for (const char *p = html; p < end; p++) {
		bool has_too_many = false;
		const char *tag = memchr(p, '<', (gsize)(end - p));
		if (tag == NULL || end - tag < 3)
			return length;
		p = tag;
		if (g_ascii_isalpha(tag[1]))
			p = skip_attributes(tag + 1, end, &has_too_many);
		else if ((tag[1] == '/' || tag[1] == '?') && !g_ascii_isalpha(tag[2]))
			has_too_many = ++nameless > MOST_NAMELESS;
		if (has_too_many)
			return (gsize)(tag - html);
	}
	return length;
}

GPtrArray *
html_to_lines(const char *html, gsize length, gboolean *cut_out)
{
	static const char opening[] = "<html><body>";
	htmlSAXHandler handler = {
		.startElement = on_start,
		.endElement = on_end,
		.characters = on_text,
		.cdataBlock = NULL, /* what script and style hold */
		.ignorableWhitespace = on_text,
		.serror = on_error,
		.initialized = XML_SAX2_MAGIC,
	};
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree Reader *reader = g_new0(Reader, 1);

	reader->lines = g_ptr_array_new_with_free_func((GDestroyNotify)line_free);
	reader->text = text;
	reader->ends_in_blank = true;
	reader->parser =
		htmlCreatePushParserCtxt(&handler, reader, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
	g_assert(reader->parser != NULL);
	htmlCtxtUseOptions(reader->parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
						   HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
						   HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOIMPLIED);
	/* Pages end where </html> stands and fragments after their first element, unless both are
	 * inside a page already open. */
	htmlParseChunk(reader->parser, opening, (int)strlen(opening), 0);
	gsize most = readable_length(html, length);
	for (gsize at = 0; at < most && !reader->is_cut; at += CHUNK)
		htmlParseChunk(reader->parser, html + at, (int)MIN((gsize)CHUNK, most - at), 0);
	if (!reader->is_cut)
		htmlParseChunk(reader->parser, NULL, 0, 1);
	if (reader->text->len > 0)
		end_line(reader);
	htmlFreeParserCtxt(reader->parser);
	*cut_out = reader->is_cut || most < length;
	return reader->lines;
}

/* The end of what does not show: a comment, a style sheet, a script; or of one tag. */
static const char *
skip_tag(const char *p, const char *end)
{
	static const struct {
		const char *begins, *ends;
	} regions[] = {
		{ "<!--", "-->" },
		{ "<style", "</style" },
		{ "<script", "</script" },
		{ "<head>", "</head" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(regions); i++) {
		gsize length = strlen(regions[i].begins);
		if ((gsize)(end - p) <= length ||
			g_ascii_strncasecmp(p, regions[i].begins, length) != 0)
			continue;
		for (const char *q = p + length; q < end; q++) {
			q = memchr(q, regions[i].ends[0], (gsize)(end - q));
			if (q == NULL)
				return end;
			if (g_ascii_strncasecmp(q, regions[i].ends, strlen(regions[i].ends)) == 0)
				return *q == '<' ? q : q + strlen(regions[i].ends);
		}
	}
	const char *close = memchr(p, '>', (gsize)(end - p));
	return close != NULL ? close + 1 : end;
}

gsize
html_visible_length(const char *html, gsize length)
{
	const char *end = html + length;
	gsize visible = 0;

	for (const char *p = html; p < end;) {
		if (*p == '<') {
			p = skip_tag(p, end);
			continue;
		}
		if (*p == '&') { /* an entity is one character, and mostly a blank */
			const char *semicolon = memchr(p, ';', MIN((gsize)10, (gsize)(end - p)));
			if (semicolon != NULL) {
				visible += !g_str_has_prefix(p, "&nbsp");
				p = semicolon + 1;
				continue;
			}
		}
		visible += !g_ascii_isspace(*p);
		p++;
	}
	return visible;
}

bool
html_has_quote(const char *html, gsize length)
{
	static const char mark[] = "<blockquote";
	const char *end = html + length;

	for (const char *p = html; p < end; p++) {
		p = memchr(p, '<', (gsize)(end - p));
		if (p == NULL)
			return false;
		if (g_ascii_strncasecmp(p, mark, strlen(mark)) == 0)
			return true;
	}
	return false;
}
