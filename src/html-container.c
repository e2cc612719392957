/* html-container.c - what mail programs mean by an element. SPDX-License-Identifier: MIT */
#include "html-container.h"

#include <stdbool.h>
#include <string.h>

static const struct {
	const char *name;
	guint marks;
} elements[] = {
	{ "address", CONTAINER_BLOCK },
	{ "article", CONTAINER_BLOCK },
	{ "blockquote", CONTAINER_BLOCK | CONTAINER_PARAGRAPH },
	{ "body", CONTAINER_BLOCK },
	{ "br", CONTAINER_BREAK | CONTAINER_VOID },
	{ "caption", CONTAINER_BLOCK },
	{ "center", CONTAINER_BLOCK },
	{ "dd", CONTAINER_BLOCK },
	{ "div", CONTAINER_BLOCK },
	{ "dl", CONTAINER_BLOCK },
	{ "dt", CONTAINER_BLOCK },
	{ "fieldset", CONTAINER_BLOCK },
	{ "footer", CONTAINER_BLOCK },
	{ "form", CONTAINER_BLOCK },
	{ "h1", CONTAINER_BLOCK | CONTAINER_PARAGRAPH },
	{ "h2", CONTAINER_BLOCK | CONTAINER_PARAGRAPH },
	{ "h3", CONTAINER_BLOCK | CONTAINER_PARAGRAPH },
	{ "h4", CONTAINER_BLOCK | CONTAINER_PARAGRAPH },
	{ "h5", CONTAINER_BLOCK | CONTAINER_PARAGRAPH },
	{ "h6", CONTAINER_BLOCK | CONTAINER_PARAGRAPH },
	{ "head", CONTAINER_HIDDEN },
	{ "header", CONTAINER_BLOCK },
	{ "hr", CONTAINER_BLOCK | CONTAINER_RULE | CONTAINER_VOID },
	{ "img", CONTAINER_VOID },
	{ "input", CONTAINER_VOID },
	{ "li", CONTAINER_BLOCK | CONTAINER_ITEM },
	{ "link", CONTAINER_VOID },
	{ "meta", CONTAINER_VOID },
	{ "nav", CONTAINER_BLOCK },
	{ "noscript", CONTAINER_HIDDEN },
	{ "object", CONTAINER_HIDDEN },
	{ "ol", CONTAINER_BLOCK },
	{ "option", CONTAINER_HIDDEN },
	{ "p", CONTAINER_BLOCK | CONTAINER_PARAGRAPH },
	{ "pre", CONTAINER_BLOCK | CONTAINER_PREFORMATTED },
	{ "script", CONTAINER_HIDDEN },
	{ "section", CONTAINER_BLOCK },
	{ "select", CONTAINER_HIDDEN },
	{ "style", CONTAINER_HIDDEN },
	{ "table", CONTAINER_BLOCK },
	{ "tbody", CONTAINER_BLOCK },
	{ "td", CONTAINER_CELL },
	{ "template", CONTAINER_HIDDEN },
	{ "textarea", CONTAINER_HIDDEN },
	{ "tfoot", CONTAINER_BLOCK },
	{ "th", CONTAINER_CELL },
	{ "thead", CONTAINER_BLOCK },
	{ "title", CONTAINER_HIDDEN },
	{ "tr", CONTAINER_BLOCK },
	{ "ul", CONTAINER_BLOCK },
};

/* Classes and ids. A client that passes a mail on puts its own letters before them ("x_", "m_12"),
 * so the end of the word decides where `ends` says so. */
static const struct {
	const char *word; /* lower case */
	bool ends;        /* the word may stand at the end of a longer one */
	guint marks;
} words[] = {
	/* replies: only the header is inside, or nothing at all */
	{ "divrplyfwdmsg", true, CONTAINER_QUOTE_BEGINS }, /* Outlook on the web */
	{ "appendonsend", true, CONTAINER_QUOTE_BEGINS },  /* Outlook on the web */
	{ "replyforwardmessage", true, CONTAINER_QUOTE_BEGINS },
	{ "stopspelling", true, CONTAINER_QUOTE_BEGINS }, /* Hotmail's rule */
	{ "ms-outlook-mobile-reference-message", true, CONTAINER_QUOTE_BEGINS },
	{ "mail-editor-reference-message-container", true, CONTAINER_QUOTE }, /* new Outlook */
	/* replies: all of the quoted message is inside */
	{ "olk_src_body_section", true, CONTAINER_QUOTE }, /* Outlook for Mac */
	{ "yahoo_quoted", true, CONTAINER_QUOTE },
	{ "yahooquoted", true, CONTAINER_QUOTE },
	{ "aolmsgpart", false, CONTAINER_QUOTE },
	{ "zmail_extra", true, CONTAINER_QUOTE }, /* Zoho */
	{ "hs_reply", true, CONTAINER_QUOTE },    /* HubSpot */
	{ "zd-liquid-quote", true, CONTAINER_QUOTE },
	{ "frontquote", true, CONTAINER_QUOTE },
	{ "moz-forward-container", true, CONTAINER_FORWARD },
	/* who wrote it */
	{ "gmail_attr", true, CONTAINER_ATTRIBUTION },
	{ "moz-cite-prefix", true, CONTAINER_ATTRIBUTION },
	/* signatures */
	{ "gmail_signature", true, CONTAINER_SIGNATURE },
	{ "gmail_signature_prefix", true, CONTAINER_SIGNATURE },
	{ "moz-signature", true, CONTAINER_SIGNATURE },
	{ "signature", true, CONTAINER_SIGNATURE }, /* Outlook on the web and others */
	{ "protonmail_signature_block", true, CONTAINER_SIGNATURE },
	{ "applemailsignature", true, CONTAINER_SIGNATURE },
	{ "zm-_id_-sgn", true, CONTAINER_SIGNATURE }, /* Zoho */
	{ "ms-outlook-mobile-signature", true, CONTAINER_SIGNATURE },
	{ "hs_signature", true, CONTAINER_SIGNATURE },
	{ "tutanota_signature", true, CONTAINER_SIGNATURE },
};

static guint
marks_of_element(const char *name)
{
	gsize low = 0, high = G_N_ELEMENTS(elements);

	while (low < high) {
		gsize middle = (low + high) / 2;
		int order = strcmp(name, elements[middle].name);
		if (order == 0)
			return elements[middle].marks;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}

static bool
word_is(const char *word, gsize length, gsize i)
{
	gsize wanted = strlen(words[i].word);

	if (length < wanted)
		return false;
	if (length == wanted || !words[i].ends)
		return g_ascii_strncasecmp(word, words[i].word, wanted) == 0;
	char before = word[length - wanted - 1];
	return !g_ascii_isalpha(before) &&
	       g_ascii_strncasecmp(word + length - wanted, words[i].word, wanted) == 0;
}

static guint
marks_of_word(const char *word, gsize length)
{
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		if (word_is(word, length, i))
			return words[i].marks;
	}
	return 0;
}

static guint
marks_of_words(const char *value)
{
	enum { MOST_WORDS = 20 };
	guint marks = 0;

	for (int i = 0; i < MOST_WORDS && *value != '\0'; i++) {
		value += strspn(value, " \t\r\n");
		gsize length = strcspn(value, " \t\r\n");
		if (length > 0)
			marks |= marks_of_word(value, length);
		value += length;
	}
	return marks;
}

/* A style sheet's text without blanks and comments, lower case, bounded. A comment within a word
 * parts it. */
static void
squeeze(const char *value, char *out, gsize room)
{
	gsize used = 0;

	for (; *value != '\0' && used + 1 < room; value++) {
		if (value[0] == '/' && value[1] == '*') {
			const char *close = strstr(value + 2, "*/");
			if (close == NULL)
				break;
			value = close + 1;
			if (used > 0 && g_ascii_isalnum(out[used - 1]))
				out[used++] = '/';
		} else if (!g_ascii_isspace(*value))
			out[used++] = g_ascii_tolower(*value);
	}
	out[used] = '\0';
}

static bool
says(const char *style, const char *property)
{
	return strstr(style, property) != NULL;
}

/* Besides: overflow:hidden, and a position of its own. */
enum { ALWAYS = 0, WHEN_CLIPPED = 1 << 0, WHEN_PLACED = 1 << 1 };

/* Sizes and places at which nobody sees a text, in pixels. Where only max-width is nothing, cells
 * of tables are as wide as ever. */
static const struct {
	const char *property;
	double from, to;
	double percent; /* what 1 % is; 0: of something that is not known here */
	guint when;
} unseen[] = {
	{ "font-size:", 0, 2, 0.16, ALWAYS },
	{ "opacity:", 0, 0.05, 0.01, ALWAYS },
	{ "max-height:", 0, 1, 0, ALWAYS },
	{ "height:", 0, 1, 0, WHEN_CLIPPED },
	{ "width:", 0, 1, 0, WHEN_CLIPPED },
	{ "left:", -100000, -500, 0, WHEN_PLACED },
	{ "text-indent:", -100000, -500, 0, ALWAYS },
};

/* About. A number without its unit is only one when it is nothing, or of what has none. */
static bool
to_pixels(const char *value, double percent, double *pixels_out)
{
	char *unit = NULL;
	double number = g_ascii_strtod(value, &unit);

	if (unit == value)
		return false;
	if (g_str_has_prefix(unit, "em") || g_str_has_prefix(unit, "rem"))
		number *= 16;
	else if (*unit == '%' && percent == 0 && number != 0)
		return false;
	else if (*unit == '%')
		number *= percent;
	*pixels_out = number;
	return number < 0.05 || g_ascii_isalpha(*unit) || *unit == '%';
}

static bool
declares_unseen(const char *declaration, guint given)
{
	for (gsize i = 0; i < G_N_ELEMENTS(unseen); i++) {
		double pixels = 0;
		if ((unseen[i].when & ~given) == 0 &&
			g_str_has_prefix(declaration, unseen[i].property) &&
			to_pixels(declaration + strlen(unseen[i].property), unseen[i].percent,
				&pixels) &&
			pixels >= unseen[i].from && pixels < unseen[i].to)
			return true;
	}
	return g_str_has_prefix(declaration, "color:transparent");
}

static guint
given_by(const char *style)
{
	bool is_placed = says(style, "position:absolute") || says(style, "position:fixed") ||
			 says(style, "position:relative");

	return (says(style, "overflow:hidden") ? WHEN_CLIPPED : 0) | (is_placed ? WHEN_PLACED : 0);
}

static bool
is_unseen(const char *style)
{
	guint given = given_by(style);

	if (says(style, "display:none") || says(style, "visibility:hidden") ||
		says(style, "mso-hide:all"))
		return true;
	for (const char *declaration = style; declaration != NULL;) {
		if (declares_unseen(declaration, given))
			return true;
		const char *next = strchr(declaration, ';');
		declaration = next != NULL ? next + 1 : NULL;
	}
	return false;
}

static guint
marks_of_style(const char *value)
{
	char style[4096];
	guint marks = 0;

	squeeze(value, style, sizeof(style));
	if (is_unseen(style))
		marks |= CONTAINER_HIDDEN;
	const char *border = strstr(style, "border-top:");
	if ((border != NULL && border[11] != 'n' && border[11] != '0') ||
		says(style, "border-top-style:solid"))
		marks |= CONTAINER_RULE;
	return marks;
}

/* Clients mark their quotations; a bare blockquote may be the writer's own, and one without a
 * border is only how editors indent. */
static guint
marks_of_blockquote(const char *class, const char *type, const char *style)
{
	if (type != NULL && g_ascii_strcasecmp(type, "cite") == 0)
		return CONTAINER_QUOTE;
	if (class != NULL && strstr(class, "webkit-indent") != NULL)
		return 0;
	if (style != NULL) {
		char squeezed[512];
		squeeze(style, squeezed, sizeof(squeezed));
		if (says(squeezed, "border:none;padding:0") || says(squeezed, "border:0;padding:0"))
			return 0;
		if (says(squeezed, "border-left") || says(squeezed, "border-width"))
			return class != NULL && strstr(class, "gmail_quote") != NULL
				       ? CONTAINER_QUOTE | CONTAINER_MAYBE_INDENT
				       : CONTAINER_QUOTE;
	}
	if (class != NULL && strstr(class, "gmail_quote") != NULL)
		return CONTAINER_QUOTE | CONTAINER_MAYBE_INDENT;
	if (class != NULL && (strstr(class, "quote") != NULL || strstr(class, "cite") != NULL))
		return CONTAINER_QUOTE;
	return CONTAINER_QUOTE | CONTAINER_BARE_QUOTE;
}

guint
html_container_marks(const char *name, const char *const *attributes)
{
	guint marks = marks_of_element(name);
	const char *class = NULL, *type = NULL, *style = NULL;

	for (gsize i = 0; attributes != NULL && attributes[i] != NULL; i += 2) {
		const char *key = attributes[i], *value = attributes[i + 1];
		if (strcmp(key, "hidden") == 0)
			marks |= CONTAINER_HIDDEN;
		if (value == NULL)
			continue;
		if (strcmp(key, "class") == 0)
			class = value;
		if (strcmp(key, "type") == 0)
			type = value;
		if (strcmp(key, "style") == 0)
			style = value;
		if (strcmp(key, "class") == 0 || strcmp(key, "id") == 0 ||
			strcmp(key, "data-smartmail") == 0 || strcmp(key, "name") == 0)
			marks |= marks_of_words(value);
	}
	if (style != NULL)
		marks |= marks_of_style(style);
	if (strcmp(name, "blockquote") == 0)
		marks |= marks_of_blockquote(class, type, style);
	return marks;
}
