/* body.c - the text parts of a mail, and the choice among alternatives. SPDX-License-Identifier:
 * MIT
 */
#include "body.h"

#include "html.h"
#include "tnef.h"

#include <string.h>

typedef struct Text {
	char *text;
	bool is_html;
	PlainFlow flow;
	int choice; /* alternatives of one choice share a number; 0 stands alone */
	bool is_dropped;
} Text;

struct Body {
	GPtrArray *texts; /* of Text */
	gsize length;
	int choices;
	int choice;  /* open now */
	int nesting; /* choices open inside that one: they are read as part of it */
	bool is_cut;
	char *tnef; /* what winmail.dat says; NULL when there is none */
	bool tnef_is_html;
};

static void
text_free(Text *text)
{
	g_free(text->text);
	g_free(text);
}

Body *
body_new(void)
{
	Body *body = g_new0(Body, 1);

	body->texts = g_ptr_array_new_with_free_func((GDestroyNotify)text_free);
	return body;
}

void
body_free(Body *body)
{
	if (body == NULL)
		return;
	g_ptr_array_unref(body->texts);
	g_free(body->tnef);
	g_free(body);
}

static void
add(Body *body, const char *text, bool is_html, PlainFlow flow)
{
	gsize length = strlen(text);

	if (body->length + length > BODY_MOST_TEXT) {
		body->is_cut = true;
		return;
	}
	body->length += length;
	Text *part = g_new0(Text, 1);
	part->text = g_strdup(text);
	part->is_html = is_html;
	part->flow = flow;
	part->choice = body->choice;
	g_ptr_array_add(body->texts, part);
}

/* A clear-signed text: the armour goes, and so do the dashes that protect its lines. */
static char *
without_armour(const char *text)
{
	static const char begins[] = "-----BEGIN PGP SIGNED MESSAGE-----";
	static const char ends[] = "\n-----BEGIN PGP SIGNATURE-----";
	static const char close[] = "\n-----END PGP SIGNATURE-----";
	const char *start = strstr(text, begins);
	const char *end = start != NULL ? strstr(start, ends) : NULL;
	const char *body = start != NULL ? strstr(start, "\n\n") : NULL;
	if (body == NULL)
		body = start != NULL ? strstr(start, "\r\n\r\n") : NULL;
	if (end == NULL || body == NULL || body > end)
		return NULL;

	GString *out = g_string_new_len(text, start - text);
	for (const char *p = body; p < end; p++) {
		g_string_append_c(out, *p);
		if (*p == '\n' && strncmp(p + 1, "- ", 2) == 0)
			p += 2;
	}
	const char *rest = strstr(end, close);
	if (rest != NULL)
		g_string_append(out, rest + strlen(close));
	return g_string_free(out, FALSE);
}

void
body_add_plain(Body *body, const char *text, PlainFlow flow)
{
	g_autofree char *clear = without_armour(text);

	add(body, clear != NULL ? clear : text, false, flow);
}

void
body_add_html(Body *body, const char *html)
{
	add(body, html, true, PLAIN_FIXED);
}

void
body_add_tnef(Body *body, const guint8 *bytes, gsize length)
{
	bool is_html = false;
	g_autofree char *text = tnef_text(bytes, length, &is_html);

	if (text == NULL || body->tnef != NULL || strlen(text) > BODY_MOST_TEXT)
		return;
	body->tnef = g_steal_pointer(&text);
	body->tnef_is_html = is_html;
}

void
body_open_choice(Body *body)
{
	if (body->choice == 0)
		body->choice = ++body->choices;
	else
		body->nesting++;
}

void
body_close_choice(Body *body)
{
	if (body->nesting > 0)
		body->nesting--;
	else
		body->choice = 0;
}

static gsize
visible_length(const char *text)
{
	gsize visible = 0;

	for (const char *p = text; *p != '\0'; p++)
		visible += !g_ascii_isspace(*p);
	return visible;
}

static bool
is_visible(const char *text)
{
	return text[strspn(text, " \f\n\r\t")] != '\0';
}

static bool
has_marked_line(const char *text)
{
	return *text == '>' || strstr(text, "\n>") != NULL;
}

/* A stub says "this mail is HTML" or nothing; less than half of the words is not the same mail. */
static bool
plain_is_worth_it(const Text *plain, const Text *html)
{
	gsize html_length = strlen(html->text);
	gsize in_plain = visible_length(plain->text);
	gsize in_html = html_visible_length(html->text, html_length);

	if (in_plain * 10 < in_html * 6)
		return false;
	return has_marked_line(plain->text) || !html_has_quote(html->text, html_length);
}

static Text *
first_of(const Body *body, int choice, bool is_html)
{
	for (guint i = 0; i < body->texts->len; i++) {
		Text *text = body->texts->pdata[i];
		if (text->choice == choice && text->is_html == is_html && is_visible(text->text))
			return text;
	}
	return NULL;
}

static void
drop(Body *body, int choice, bool is_html)
{
	for (guint i = 0; i < body->texts->len; i++) {
		Text *text = body->texts->pdata[i];
		if (text->choice == choice && text->is_html == is_html)
			text->is_dropped = true;
	}
}

static void
choose(Body *body, int choice)
{
	const Text *plain = first_of(body, choice, false), *html = first_of(body, choice, true);

	if (plain == NULL || html == NULL)
		return;
	drop(body, choice, plain_is_worth_it(plain, html));
}

static void
append_lines(GPtrArray *lines, const Text *text, gboolean *cut_out)
{
	if (!text->is_html) {
		plain_to_lines(text->text, text->flow, lines, cut_out);
		return;
	}
	gboolean cut = FALSE;
	g_autoptr(GPtrArray) read = html_to_lines(text->text, strlen(text->text), &cut);
	if (cut)
		*cut_out = TRUE;
	g_ptr_array_extend_and_steal(lines, g_steal_pointer(&read));
}

static bool
has_text(const Body *body)
{
	for (guint i = 0; i < body->texts->len; i++) {
		if (is_visible(((const Text *)body->texts->pdata[i])->text))
			return true;
	}
	return false;
}

GPtrArray *
body_lines(Body *body, gboolean *cut_out)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)line_free);

	if (!has_text(body) && body->tnef != NULL)
		add(body, body->tnef, body->tnef_is_html, PLAIN_FIXED);
	for (int i = 1; i <= body->choices; i++)
		choose(body, i);
	for (guint i = 0; i < body->texts->len; i++) {
		const Text *text = body->texts->pdata[i];
		if (!text->is_dropped)
			append_lines(lines, text, cut_out);
	}
	if (body->is_cut)
		*cut_out = TRUE;
	return lines;
}

bool
body_is_encrypted(const Body *body)
{
	if (body->texts->len == 0)
		return false;
	const Text *first = body->texts->pdata[0];
	const char *start = first->text + strspn(first->text, " \t\r\n");
	return g_str_has_prefix(start, "-----BEGIN PGP MESSAGE-----");
}

char *
body_text(const GPtrArray *lines)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < lines->len; i++) {
		const Line *line = lines->pdata[i];
		for (int depth = 0; depth < line->depth; depth++)
			g_string_append_c(out, '>');
		if (line->depth > 0 && *line->text != '\0')
			g_string_append_c(out, ' ');
		g_string_append(out, line->text);
		g_string_append_c(out, '\n');
	}
	return g_string_free(out, FALSE);
}
