/* test-template.c - texts with holes: filled, and refused with the line. SPDX-License-Identifier:
 * MIT */
#include "template.h"

#include <string.h>

#include "errors.h"
#include "wrap.h"

static const TemplateName of_item[] = { { "word", NULL }, { NULL, NULL } };
static const TemplateName names[] = {
	{ "name", NULL },
	{ "empty", NULL },
	{ "item", of_item },
	{ "none", of_item },
	{ NULL, NULL },
};

/* Parts by name. */
static const struct {
	const char *name, *text;
} parts_there_are[] = {
	{ "greeting", "Dear {{name}},\n" },
	{ "list", "{{#item}}\n- {{word}}\n{{/item}}\n" },
	{ "both", "{{> greeting}}\n{{> list}}\n" },
	{ "itself", "{{> itself}}" },
	{ "wrong", "\n{{nobody}}" },
	{ "open", "\n{{#name}}" },
	{ "closes", "{{/name}}" },
};

static bool
find_part(const char *name, const void *data, TemplateSource *source_out)
{
	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(parts_there_are); i++) {
		if (!g_str_equal(parts_there_are[i].name, name))
			continue;
		*source_out =
			(TemplateSource){ parts_there_are[i].name, 1, parts_there_are[i].text };
		return true;
	}
	return false;
}

static Template *
parse(TemplateKind kind, int first_line, const char *text, GError **error)
{
	const TemplateSource source = { "t", first_line, text };
	const TemplateParts parts = { find_part, NULL };

	return template_parse(kind, &source, names, &parts, error);
}

static const struct {
	const char *name, *text, *expected;
} fills[] = {
	{ "a-part", "a\n{{> greeting}}\nb", "a\nDear <Ann> & Bo,\nb" },
	{ "a-part-within-a-line", "a {{> greeting}} b", "a Dear <Ann> & Bo,\n b" },
	{ "parts-of-a-part", "{{> both}}\nend", "Dear <Ann> & Bo,\n- one\n- two\nend" },
	{ "a-part-in-a-section", "{{#empty}}{{> greeting}}{{/empty}}{{#name}}{{>list}}{{/name}}",
		"- one\n- two\n" },
	{ "text-stays", "a {b} c\n", "a {b} c\n" },
	{ "a-value", "Dear {{name}},", "Dear <Ann> & Bo," },
	{ "blanks-inside-do-not-matter", "{{ name }}", "<Ann> & Bo" },
	{ "what-is-not-set-is-empty", "[{{empty}}]", "[]" },
	{ "shown-when-set", "{{#name}}yes{{/name}}{{#empty}}no{{/empty}}", "yes" },
	{ "shown-when-empty", "{{^name}}no{{/name}}{{^empty}}yes{{/empty}}", "yes" },
	{ "once-for-each-item", "{{#item}}({{word}}){{/item}}", "(one)(two)" },
	{ "an-empty-list", "{{#none}}no{{/none}}{{^none}}none{{/none}}", "none" },
	{ "items-see-what-is-around-them", "{{#item}}{{name}};{{/item}}",
		"<Ann> & Bo;<Ann> & Bo;" },
	{ "a-tag-alone-leaves-no-line", "a\n{{#name}}\nb\n{{/name}}\n  {{! why }}  \nc\n",
		"a\nb\nc\n" },
	{ "a-value-alone-keeps-its-line", "a\n{{empty}}\nb\n", "a\n\nb\n" },
	{ "values-are-not-filled-again", "{{#item}}{{word}}{{/item}}{{name}}", "onetwo<Ann> & Bo" },
};

static TemplateValues *
some_values(void)
{
	TemplateValues *values = template_values_new();

	template_values_set(values, "name", "<Ann> & Bo");
	template_values_set(template_values_add(values, "item"), "word", "one");
	template_values_set(template_values_add(values, "item"), "word", "two");
	return values;
}

static void
is_filled(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(GError) error = NULL;
	g_autoptr(Template) template = parse(TEMPLATE_TEXT, 1, fills[i].text, &error);
	g_assert_no_error(error);
	g_autoptr(TemplateValues) values = some_values();
	g_autofree char *filled = template_fill(template, values);

	g_assert_cmpstr(filled, ==, fills[i].expected);
}

static const struct {
	const char *name, *text, *expected;
} refusals[] = {
	{ "a-part-there-is-not", "a\n{{> nothing}}", "t:12: there is no part called \"nothing\"" },
	{ "a-part-in-itself", "{{> itself}}", "itself:1: parts include each other" },
	{ "a-mistake-in-a-part", "\n{{> wrong}}", "wrong:2: there is nothing called \"nobody\"" },
	{ "a-part-that-stays-open", "{{> open}}{{/name}}",
		"open:2: the section \"name\" is never" },
	{ "a-part-that-closes-more", "{{#name}}{{> closes}}", "closes:1: closes a section" },
	{ "what-comes-after-a-part-has-its-line", "{{> greeting}}\n\n{{nobody}}",
		"t:13: there is nothing" },
	{ "an-unknown-name", "a\nb {{nmae}}", "t:12: there is nothing called \"nmae\"" },
	{ "an-item's-name-outside-of-it", "{{word}}", "t:11: there is nothing called \"word\"" },
	{ "an-open-section", "a\n{{#name}}\nb", "t:12: the section \"name\" is never closed" },
	{ "sections-that-cross", "{{#name}}{{#item}}\n{{/name}}", "t:12: {{/name}} comes while" },
	{ "a-close-without-open", "\n\n{{/name}}", "t:13: {{/name}} closes nothing" },
	{ "braces-without-end", "a\n{{name", "t:12: {{ without }}" },
	{ "a-list-as-a-value", "{{item}}", "t:11: \"item\" is a list" },
	{ "too-deep", "{{#name}}{{#name}}{{#name}}{{#name}}{{#name}}",
		"t:11: sections are nested" },
	{ "lines-are-counted-after-lone-tags", "{{#name}}\n{{/name}}\n{{x}}", "t:13: " },
};

static void
is_refused(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(GError) error = NULL;

	g_assert_null(parse(TEMPLATE_TEXT, 11, refusals[i].text, &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYNTAX);
	g_assert_true(g_str_has_prefix(error->message, refusals[i].expected));
}

static void
markup_is_escaped_in_html(void)
{
	g_autoptr(Template) template = parse(TEMPLATE_HTML, 1, "<p>{{name}}</p>", NULL);
	g_autoptr(TemplateValues) values = some_values();
	g_autofree char *filled = template_fill(template, values);

	g_assert_cmpstr(filled, ==, "<p>&lt;Ann&gt; &amp; Bo</p>");
}

static const struct {
	const char *name, *text, *expected;
} wraps[] = {
	{ "short-lines-stay", "a b\nc\n", "a b\nc\n" },
	{ "long-ones-break-at-blanks", "aaaa bbbb cccc", "aaaa bbbb\ncccc\n" },
	{ "marks-of-quotes-are-repeated", "> aaaa bbbb cccc", "> aaaa\n> bbbb\n> cccc\n" },
	{ "items-hang", "- aaaa bbbb cccc", "- aaaa\n  bbbb\n  cccc\n" },
	{ "numbered-ones-too", "1. aaa bbb ccc", "1. aaa bbb\n   ccc\n" },
	{ "a-long-word-stays-whole", "aaaaaaaaaaaaaa b", "aaaaaaaaaaaaaa\nb\n" },
	{ "one-empty-line-is-enough", "\n\na\n\n\n\nb", "a\n\nb\n" },
	{ "letters-count-not-bytes", "\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4 \xC3\xA4\xC3\xA4\xC3\xA4",
		"\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4 \xC3\xA4\xC3\xA4\xC3\xA4\n" },
};

static void
is_wrapped(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autofree char *wrapped = wrap_text(wraps[i].text, 10);

	g_assert_cmpstr(wrapped, ==, wraps[i].expected);
}

static void
excerpts_are_one_short_line(void)
{
	g_autofree char *plain = wrap_excerpt("  one\r\n\ttwo\x01 three ", 50);
	g_autofree char *cut = wrap_excerpt("one two three four", 10);
	g_autofree char *solid = wrap_excerpt("onetwothreefour", 5);
	g_autofree char *broken = wrap_excerpt("a\xFF"
					       "b",
		5);
	g_autofree char *turned = wrap_excerpt("Ann \u202eLee\u2066", 50);

	g_assert_cmpstr(plain, ==, "one two three");
	g_assert_cmpstr(turned, ==, "Ann Lee");
	g_assert_cmpstr(cut, ==, "one two\xE2\x80\xA6");
	g_assert_cmpstr(solid, ==, "onetw\xE2\x80\xA6");
	g_assert_true(g_utf8_validate(broken, -1, NULL));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(fills); i++) {
		g_autofree char *path = g_strdup_printf("/template/fills/%s", fills[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_filled);
	}
	for (guint i = 0; i < G_N_ELEMENTS(refusals); i++) {
		g_autofree char *path = g_strdup_printf("/template/refuses/%s", refusals[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_refused);
	}
	for (guint i = 0; i < G_N_ELEMENTS(wraps); i++) {
		g_autofree char *path = g_strdup_printf("/wrap/%s", wraps[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_wrapped);
	}
	g_test_add_func("/template/markup-is-escaped-in-html", markup_is_escaped_in_html);
	g_test_add_func("/wrap/excerpts-are-one-short-line", excerpts_are_one_short_line);
	return g_test_run();
}
