/* test-envelope.c - addresses as mail servers hand them over. SPDX-License-Identifier: MIT */
#include "envelope.h"

#include <arpa/inet.h>

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

static void
a_client_is_named_by_its_address(void)
{
	static const struct {
		int family;
		const char *given, *text;
		bool is_from_here;
	} rows[] = {
		{ AF_INET, "192.0.2.7", "192.0.2.7", false },
		{ AF_INET, "127.0.0.1", "127.0.0.1", true },
		{ AF_INET6, "2001:db8::1", "2001:db8::1", false },
		{ AF_INET6, "::1", "::1", true },
		{ AF_INET6, "::ffff:127.0.0.1", "127.0.0.1", true },
		{ AF_INET6, "::ffff:0:0:1", "::ffff:0:0:1", false },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct sockaddr_in four = { .sin_family = AF_INET };
		struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
		bool is_four = rows[i].family == AF_INET;
		void *bytes = is_four ? (void *)&four.sin_addr : (void *)&six.sin6_addr;
		g_autoptr(Envelope) envelope = envelope_new();

		g_assert_cmpint(inet_pton(rows[i].family, rows[i].given, bytes), ==, 1);
		g_free(envelope->client_address);
		envelope->client_address = envelope_address_text(
			is_four ? (struct sockaddr *)&four : (struct sockaddr *)&six);
		g_assert_cmpstr(envelope->client_address, ==, rows[i].text);
		g_assert_cmpint(envelope_is_from_here(envelope), ==, rows[i].is_from_here);
	}
}

static void
a_client_without_an_address(void)
{
	const struct sockaddr socket = { .sa_family = AF_UNIX };
	g_autofree char *none = envelope_address_text(NULL);
	g_autofree char *same_machine = envelope_address_text(&socket);

	g_assert_cmpstr(none, ==, "");
	g_assert_cmpstr(same_machine, ==, "unix");
}

static void
a_colleague_is_of_the_house(void)
{
	static const struct {
		const char *sender, *address;
		bool is_of_house;
	} rows[] = {
		{ "help@shop.example", "pat@shop.example", true },
		{ "help@shop.example", "Pat@SHOP.example", true },
		{ "help@shop.example", "pat@elsewhere.example", false },
		{ "help@shop.example", "pat@my-shop.example", false },
		{ "help@shop.example", "ann@shop.example", false }, /* the mail goes to her */
		{ "help@shop.example", "", false },
		{ "", "pat@shop.example", false },
		{ "help", "help", false },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Envelope) envelope = envelope_new();

		g_free(envelope->sender);
		envelope->sender = g_strdup(rows[i].sender);
		g_ptr_array_add(envelope->recipients, g_strdup("Ann@shop.example"));
		g_assert_cmpint(
			envelope_is_of_house(envelope, rows[i].address), ==, rows[i].is_of_house);
	}
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
	g_test_add_func(
		"/envelope/a-client-is-named-by-its-address", a_client_is_named_by_its_address);
	g_test_add_func("/envelope/a-client-without-an-address", a_client_without_an_address);
	g_test_add_func("/envelope/a-colleague-is-of-the-house", a_colleague_is_of_the_house);
	return g_test_run();
}
