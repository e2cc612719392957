/* test-html.c - what a person would see of an HTML mail, and what is quoted in it.
 * SPDX-License-Identifier: MIT */
#include "html.h"

#include "message.h"

#include <string.h>

/* Lines as "depth marks|text", joined by '\n'; marks: s signature, q quote begins, r rule, f
 * forward, a attribution, b bare quote, i indentation. */
static const struct {
	const char *name;
	const char *html;
	const char *lines;
} cases[] = {
	{ "blocks-end-lines-and-blanks-are-one", "<div>one\n  two</div><div>three</div>",
		"0|one two\n0|three" },
	{ "text-without-a-page-around-it-is-read-to-its-end", "<p>one</p>two<p>three</p>",
		"0|one\n0|\n0|two\n0|three\n0|" },
	{ "text-behind-the-page-is-read-too", "<html><body>one</body></html>two", "0|onetwo" },
	{ "a-break-ends-a-line", "one<br>two<br><br>three", "0|one\n0|two\n0|\n0|three" },
	{ "entities-are-characters", "a &amp; b &lt;c&gt; &eacute;&#8364;", "0|a & b <c> é€" },
	{ "hard-blanks-are-blanks", "a&nbsp;&nbsp; b", "0|a b" },
	{ "style-and-script-are-not-text", "<style>p{}</style>a<script>x()</script>b", "0|ab" },
	{ "the-title-is-not-text", "<head><title>t</title></head>a", "0|a" },
	{ "text-too-small-or-far-off-is-not-text",
		"<p style='font-size: 1px'>b</p><p style='font-size:.01em'>c</p>"
		"<p style='opacity:0'>d</p><p style='color: transparent'>e</p>"
		"<p style='height:0; overflow:hidden'>f</p><p style='text-indent:-9999px'>g</p>"
		"<p style='position:absolute;left:-9999px'>h</p><p style='display:/**/none'>i</p>"
		"<p style='max-height:0 !important'>j</p>a",
		"0|a" },
	{ "small-text-is-text",
		"<p style='font-size:0.9em;height:0'>a</p><p style='opacity:.8;left:-5px'>b</p>"
		"<p style='font-size:1.1rem;max-height:100%;width:0'>c</p>"
		"<p style='font-size:1;border-left:0;left:-600px'>d</p>"
		"<p style='width:1%;height:1%;overflow:hidden'>e</p><p style='max-height:5%'>f</p>"
		"<p style='max-width:0;overflow:hidden;dis/**/play:none'>g</p>",
		"0|a\n0|\n0|b\n0|\n0|c\n0|\n0|d\n0|\n0|e\n0|\n0|f\n0|\n0|g\n0|" },
	{ "hidden-elements-are-not-text",
		"<div style='display: none'>x</div><span style='font-size:0px'>y</span>"
		"<p hidden>z</p><div style='mso-hide:all'>w</div>a",
		"0|a" },
	{ "preformatted-text-keeps-its-lines", "<pre>a\n  b</pre>", "0|a\n0|  b" },
	{ "list-items-have-a-dash", "<ul><li>a<li>b</ul>", "0|- a\n0|- b" },
	{ "cells-are-apart", "<table><tr><td>a</td><td>b</td></tr></table>", "0|a b" },
	{ "a-cited-blockquote-is-one-deeper", "a<blockquote type=cite>b</blockquote>c",
		"0|a\n1|b\n1|\n0|c" },
	{ "blockquotes-nest",
		"<blockquote type=cite>a<blockquote type=cite>b</blockquote></blockquote>",
		"1|a\n2|b\n2|" },
	{ "an-unmarked-blockquote-is-said-to-be-so", "<blockquote>a</blockquote>", "1b|a\n1b|" },
	{ "editors-indent-with-blockquotes",
		"<blockquote style='margin:0 0 0 40px;border:none;padding:0px'>a</blockquote>",
		"0|a\n0|" },
	{ "gmail-indents-with-its-own-quote-class", "<blockquote class=gmail_quote>a</blockquote>",
		"1i|a\n1i|" },
	{ "but-within-its-reply-it-quotes",
		"<div class=gmail_quote><blockquote class=gmail_quote>a</blockquote></div>",
		"1|a\n1|" },
	{ "gmails-attribution-is-marked", "<div class='gmail_attr x'>On Monday</div>",
		"0a|On Monday" },
	{ "thunderbirds-attribution-is-marked", "<div class=moz-cite-prefix>On Monday</div>",
		"0a|On Monday" },
	{ "signatures-are-marked", "<div id=Signature>Ann</div><div class=moz-signature>Bo</div>",
		"0s|Ann\n0s|Bo" },
	{ "outlooks-reply-header-begins-a-quote", "a<div id=divRplyFwdMsg>From: b</div>c",
		"0|a\n0q|From: b\n0|c" },
	{ "also-where-a-gateway-renamed-it", "a<div id=x_x_divRplyFwdMsg>From: b</div>",
		"0|a\n0q|From: b" },
	{ "an-empty-marker-counts-for-the-next-line", "a<div id=appendonsend></div><p>b</p>",
		"0|a\n0q|b\n0|" },
	{ "a-word-that-only-ends-alike-is-not-it", "<div class=nosignature>a</div>", "0|a" },
	{ "yahoo-quotes-in-a-container",
		"<div id=ydp1yahoo_quoted_2 class=ydp1yahoo_quoted>a</div>", "1|a" },
	{ "a-rule-stands-before-a-line", "a<hr>b", "0|a\n0r|b" },
	{ "outlooks-border-is-a-rule",
		"a<div style='border:none;border-top:solid #E1E1E1 1.0pt'>b</div>", "0|a\n0r|b" },
	{ "marks-turned-into-html-still-quote", "a<br>&gt; b<br>&gt;&gt; c", "0|a\n1|b\n2|c" },
	{ "unclosed-and-crossed-tags-are-survived", "<b><i>a</b>b<blockquote type=cite>c<p>d",
		"0|ab\n1|c\n1|d\n1|" },
	{ "zero-width-characters-go", "a&#8203;b&#65279;c", "0|abc" },
	{ "nothing-is-nothing", "", "" },
};

static void
add_marks(GString *out, guint marks)
{
	static const struct {
		guint mark;
		char letter;
	} letters[] = { { LINE_SIGNATURE, 's' }, { LINE_QUOTE_BEGINS, 'q' }, { LINE_RULE, 'r' },
		{ LINE_FORWARD, 'f' }, { LINE_ATTRIBUTION, 'a' }, { LINE_BARE_QUOTE, 'b' },
		{ LINE_INDENT, 'i' } };

	for (gsize i = 0; i < G_N_ELEMENTS(letters); i++) {
		if ((marks & letters[i].mark) != 0)
			g_string_append_c(out, letters[i].letter);
	}
}

static void
renders(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	gboolean cut = FALSE;
	g_autoptr(GPtrArray) lines = html_to_lines(cases[i].html, strlen(cases[i].html), &cut);
	g_autoptr(GString) got = g_string_new(NULL);

	for (guint j = 0; j < lines->len; j++) {
		const Line *line = lines->pdata[j];
		g_string_append_printf(got, "%s%d", j > 0 ? "\n" : "", line->depth);
		add_marks(got, line->marks);
		g_string_append_printf(got, "|%s", line->text);
	}
	g_assert_cmpstr(got->str, ==, cases[i].lines);
	g_assert_false(cut);
}

static void
is_bounded(void)
{
	g_autoptr(GString) page = g_string_new(NULL);
	for (int i = 0; i < 100000; i++)
		g_string_append(page, "<blockquote>");
	gboolean cut = FALSE;
	g_autoptr(GPtrArray) lines = html_to_lines(page->str, page->len, &cut);

	g_assert_true(cut);
	g_assert_cmpuint(lines->len, <, 1000);
}

/* What libxml2 takes the square of its length for. */
static const struct {
	const char *name, *begins, *repeated, *ends;
	int times;
	bool is_cut;
} dear[] = {
	{ "a-thousand-attributes-are-read", "<p ", "a%d ", ">b</p>", 1000, false },
	{ "an-endless-tag-is-cut", "<p ", "a%d ", ">b</p>", 3000, true },
	{ "quotes-hide-no-attributes", "<p ", "a%d=\">\"", ">b</p>", 3000, true },
	{ "words-in-quotes-are-no-attributes", "<p title=\"", "a%d ", "\">b</p>", 3000, false },
	{ "tags-are-not-one-tag", "<p>", "<b a%d c>", "</p>b", 300, false },
	{ "ends-of-nothing-are-cut", "", "</ %d", ">b", 1000, true },
	{ "instructions-to-nobody-are-cut", "", "<?%d", ">b", 1000, true },
	{ "a-few-are-passed-over", "", "</ %d>", "b", 100, false },
	{ "what-word-writes-is-read", "", "<?xml:namespace x%d />", "b", 1000, false },
};

static void
is_read_in_time(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autoptr(GString) page = g_string_new("<p>a</p>");
	gboolean cut = FALSE;

	g_string_append(page, dear[i].begins);
	g_auto(GStrv) around = g_strsplit(dear[i].repeated, "%d", 2);
	for (int n = 0; n < dear[i].times; n++)
		g_string_append_printf(page, "%s%d%s", around[0], n, around[1]);
	g_string_append(page, dear[i].ends);
	g_autoptr(GPtrArray) lines = html_to_lines(page->str, page->len, &cut);
	g_assert_cmpint(cut, ==, dear[i].is_cut);
	g_assert_cmpstr(((const Line *)lines->pdata[0])->text, ==, "a");
}

static void
says_how_much_shows(void)
{
	const char *page = "<style>a{b:c}</style><!-- no --><p>ab&nbsp;c &amp;</p>";

	g_assert_cmpuint(html_visible_length(page, strlen(page)), ==, 4);
	g_assert_true(html_has_quote("a<BLOCKQUOTE>", 13));
	g_assert_false(html_has_quote("a<b>", 4));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/html/", cases[i].name, NULL);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), renders);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(dear); i++) {
		g_autofree char *path = g_strconcat("/html/", dear[i].name, NULL);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), is_read_in_time);
	}
	g_test_add_func("/html/a-tower-of-tags-is-cut", is_bounded);
	g_test_add_func("/html/tags-and-entities-are-not-visible", says_how_much_shows);
	return g_test_run();
}
