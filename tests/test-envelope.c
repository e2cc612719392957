/* test-envelope.c - addresses as mail servers hand them over. SPDX-License-Identifier: MIT */
#include "envelope.h"

static const struct {
	const char *name;
	const char *argument;
	const char *expected;
} cases[] = {
	{ "smtp-puts-brackets", "<ann@example.com>", "ann@example.com" },
	{ "sendmail-puts-none", "ann@example.com", "ann@example.com" },
	{ "null-sender-in-brackets", "<>", "" },
	{ "null-sender-empty", "", "" },
	{ "blanks-around-do-not-count", " < ann@example.com > ", "ann@example.com" },
	{ "parameters-behind-the-path-are-dropped", "<ann@example.com> SIZE=10 BODY=8BITMIME",
		"ann@example.com" },
	{ "a-quoted-bracket-is-part-of-the-address", "<\"a>b\"@example.com>",
		"\"a>b\"@example.com" },
	{ "an-escaped-quote-does-not-end-the-quotes", "<\"a\\\">b\"@example.com> X=1",
		"\"a\\\">b\"@example.com" },
	{ "a-source-route-is-dropped", "<@relay.test,@other.test:ann@example.com>",
		"ann@example.com" },
	{ "a-missing-bracket-does-no-harm", "<ann@example.com", "ann@example.com" },
	{ "a-backslash-at-the-end-does-no-harm", "<ann\\", "ann\\" },
};

static void
is_bared(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);
	g_autofree char *bare = envelope_bare_address(cases[i].argument);

	g_assert_cmpstr(bare, ==, cases[i].expected);
}

static void
a_new_one_has_no_null(void)
{
	g_autoptr(Envelope) envelope = envelope_new();

	g_assert_cmpstr(envelope->host, ==, "");
	g_assert_cmpstr(envelope->queue_id, ==, "");
	g_assert_cmpstr(envelope->sender, ==, "");
	g_assert_cmpstr(envelope->client_address, ==, "");
	g_assert_cmpstr(envelope->auth_user, ==, "");
	g_assert_cmpuint(envelope->recipients->len, ==, 0);
	g_assert_false(envelope->is_local);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/envelope/%s", cases[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), is_bared);
	}
	g_test_add_func("/envelope/a-new-one-has-no-null", a_new_one_has_no_null);
	return g_test_run();
}
