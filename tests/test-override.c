/* test-override.c - the tag at the end of a subject is found however mail programs write it, and
 * taken out without touching anything else. SPDX-License-Identifier: MIT */
#include "override.h"

#include <string.h>

#define NOTHING NULL

/* reason NULL: no tag; subject NULL: it stays. */
static const struct {
	const char *name, *value, *reason, *subject;
} cases[] = {
	{ "plain", "Re: my order [as is: she asked for facts]", "she asked for facts",
		"Re: my order" },
	{ "no-tag", "Re: my order", NOTHING, NULL },
	{ "capitals-and-blanks", "Re: x [ As  IS :  why not  ] ", "why not", "Re: x" },
	{ "without-a-reason", "Re: x [as is:]", "", "Re: x" },
	{ "without-a-colon-it-may-be-the-customer's", "Re: table for sale [as is]", "", NULL },
	{ "not-at-the-end", "Re: [as is: why] x", NOTHING, NULL },
	{ "another-tag", "Re: x [as it is: why]", NOTHING, NULL },
	{ "a-ticket-s-tag-before-it", "Re: x [#4711] [as is: why]", "why", "Re: x [#4711]" },
	{ "brackets-in-the-reason", "Re: x [as is: see [4711]]", "see [4711]", "Re: x" },
	{ "a-colon-in-the-reason", "Re: x [as is: law: GDPR]", "law: GDPR", "Re: x" },
	{ "nothing-else", "[as is: why]", "why", "" },
	{ "no-blank-before-it", "Re: x[as is: why]", "why", "Re: x" },
	{ "folded-before-it", "Re: a long one\n [as is: why]", "why", "Re: a long one" },
	{ "folded-inside-it", "Re: a\n\tlong one [as is:\n why not]", "why not",
		"Re: a\n\tlong one" },
	{ "an-open-bracket", "Re: x [as is: why", NOTHING, NULL },
	{ "a-closing-one-alone", "]", NOTHING, NULL },
	{ "empty", "", NOTHING, NULL },
	{ "letters-as-they-are", "Re: Gr\xC3\xBC\xC3\x9F\x65 [as is: n\xC3\xB6tig]", "n\xC3\xB6tig",
		"Re: Gr\xC3\xBC\xC3\x9F\x65" },
	{ "all-in-one-word", "=?utf-8?Q?Re=3A_Gr=C3=BC=C3=9Fe_=5Bas_is=3A_n=C3=B6tig=5D?=",
		"n\xC3\xB6tig", "=?utf-8?Q?Re=3A_Gr=C3=BC=C3=9Fe?=" },
	{ "in-base64", "=?UTF-8?B?UmU6IEdyw7zDn2UgW2FzIGlzOiBuw7Z0aWdd?=", "n\xC3\xB6tig",
		"=?UTF-8?B?UmU6IEdyw7zDn2U=?=" },
	{ "over-two-words",
		"Re: =?utf-8?Q?Gr=C3=BC=C3=9Fe_aus_K=C3=B6ln_[as_is:_n?=\n =?utf-8?Q?=C3=B6tig]?=",
		"n\xC3\xB6tig", "Re: =?utf-8?Q?Gr=C3=BC=C3=9Fe_aus_K=C3=B6ln?=" },
	{ "the-words-before-stay-as-they-are",
		"=?iso-8859-1?q?Gr=FC=DFe?= =?utf-8?B?w7wgYQ==?=\n =?utf-8?Q?_b_[as_is:_x]?=", "x",
		"=?iso-8859-1?q?Gr=FC=DFe?= =?utf-8?B?w7wgYQ==?=\n =?utf-8?Q?_b?=" },
	{ "a-word-of-its-own", "Re: x =?utf-8?Q?[as_is:_n=C3=B6tig]?=", "n\xC3\xB6tig", "Re: x" },
	{ "behind-a-word", "=?utf-8?Q?Gr=C3=BC=C3=9Fe?= [as is: why]", "why",
		"=?utf-8?Q?Gr=C3=BC=C3=9Fe?=" },
	{ "half-in-a-word", "Re: x [as is: =?utf-8?Q?n=C3=B6tig?=]", "n\xC3\xB6tig", "Re: x" },
	{ "latin-one", "=?iso-8859-1*de?Q?Gr=FC=DFe_=5Bas_is=3A_n=F6tig=5D?=", "n\xC3\xB6tig",
		"=?iso-8859-1*de?Q?Gr=FC=DFe?=" },
	{ "japanese", "=?iso-2022-jp?B?GyRCQ21KOBsoQiBbYXMgaXM6IG9rXQ==?=", "ok",
		"=?iso-2022-jp?B?GyRCQ21KOBsoQg==?=" },
	{ "what-its-bytes-do-not-show-stays",
		"=?utf-16be?B?AFsAYQBzACAAaQBzADoAIAB4AF0=?=", NOTHING, NULL },
	{ "a-broken-word-is-text", "=?utf-8?X?abc?= [as is: why]", "why", "=?utf-8?X?abc?=" },
	{ "an-endless-word-is-text", "=?utf-8?Q?abc [as is: why]", "why", "=?utf-8?Q?abc" },
	{ "broken-base64", "=?utf-8?B?!!!!?= [as is: why]", "why", "=?utf-8?B?!!!!?=" },
	{ "controls-in-the-reason",
		"x [as is: a\tb\x01"
		"c]",
		"a b c", "x" },
};

static void
is_found(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autoptr(Override) override = override_in_subject("as is", cases[i].value);

	if (cases[i].reason == NULL) {
		g_assert_null(override);
		return;
	}
	g_assert_nonnull(override);
	g_assert_cmpstr(override->reason, ==, cases[i].reason);
	g_assert_cmpstr(override->subject, ==, cases[i].subject);
}

static void
the_word_is_the_policy_s(void)
{
	g_autoptr(Override) german =
		override_in_subject("so wie es ist", "AW: x [So wie es ist: \xC3\xBC"
						     "blich]");
	g_autoptr(Override) other = override_in_subject("so wie es ist", "AW: x [as is: why]");
	g_autoptr(Override) none = override_in_subject("", "AW: x [: why]");

	g_assert_cmpstr(german->reason, ==,
		"\xC3\xBC"
		"blich");
	g_assert_null(other);
	g_assert_null(none);
}

static const struct {
	const char *mail, *subject;
} mails[] = {
	{ "From: a@b\r\nSubject: Re: x [as is: why]\r\n\r\nSubject: no\r\n", "Re: x" },
	{ "SUBJECT:Re: a\r\n b [as is: why]\r\nSubject: second\r\n\r\n", "Re: a\n b" },
	{ "From: a@b\r\n\r\nSubject: Re: x [as is: why]\r\n", NULL },
	{ "X-Subject: Re: x [as is: why]\r\n\r\n", NULL },
	{ "From: a@b\r\n Subject: x [as is: why]\r\n\r\n", NULL },
	{ "Subject: x [as is: why]", "x" },
	{ "Subject: RE: x [as is: why]\r\nThread-Topic: x\r\n\r\n", "RE: x" },
	{ "Thread-Topic: x [as is: no returns]\r\nSubject: RE: x [as is: no returns]\r\n\r\n",
		NULL },
	{ "Subject: RE: x [as is: why]\r\nThread-Topic: x [as is: no returns]\r\n\r\n", "RE: x" },
	{ "", NULL },
};

static void
the_first_subject_counts(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(mails); i++) {
		g_autoptr(GBytes) raw = g_bytes_new_static(mails[i].mail, strlen(mails[i].mail));
		g_autoptr(Override) override = override_find("as is", raw);
		g_assert_cmpstr(override != NULL ? override->subject : NULL, ==, mails[i].subject);
	}
}

static void
has_limits(void)
{
	g_autofree char *long_reason = g_strnfill(3000, 'y');
	g_autofree char *value = g_strdup_printf("x [as is:%s]", long_reason);
	g_autoptr(Override) cut = override_in_subject("as is", value);
	g_autofree char *long_subject = g_strnfill(OVERRIDE_MOST_SUBJECT, '[');
	g_autofree char *hostile = g_strconcat(long_subject, "[as is: x]", NULL);
	g_autofree char *brackets = g_strnfill(900, '[');
	g_autofree char *word = g_strdup_printf("=?utf-8?Q?%s[as_is:x]?=", brackets);
	g_autoptr(Override) deep = override_in_subject("as is", word);

	g_assert_cmpuint(strlen(cut->reason), ==, OVERRIDE_MOST_REASON);
	g_assert_null(override_in_subject("as is", hostile));
	g_assert_cmpstr(deep->reason, ==, "x");
}

static void
a_policy_answers(void)
{
	static const char text[] = "[policy a]\nsenders = *@a.example\noverride = none\n";
	g_autoptr(GError) error = NULL;
	g_autoptr(Settings) settings = settings_parse("t", text, strlen(text), &error);
	g_assert_no_error(error);
	const Policy *none = settings_policy(settings, "x@a.example");
	const Policy *justify = settings_policy(settings, "x@b.example");
	Override with = { (char *)"why", NULL };
	Override without = { (char *)"", NULL };
	g_autofree char *example = override_example(justify, "why");

	g_assert_cmpint(override_answer(justify, NULL), ==, OVERRIDE_NOT_ASKED);
	g_assert_cmpint(override_answer(justify, &with), ==, OVERRIDE_GRANTED);
	g_assert_cmpint(override_answer(justify, &without), ==, OVERRIDE_NEEDS_REASON);
	g_assert_cmpint(override_answer(none, &with), ==, OVERRIDE_NOT_ALLOWED);
	g_assert_cmpstr(example, ==, "[as is: why]");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/override/%s", cases[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_found);
	}
	g_test_add_func("/override/the-word-is-the-policy's", the_word_is_the_policy_s);
	g_test_add_func("/override/the-first-subject-counts", the_first_subject_counts);
	g_test_add_func("/override/has-limits", has_limits);
	g_test_add_func("/override/a-policy-answers", a_policy_answers);
	return g_test_run();
}
