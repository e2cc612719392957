/* test-incoming.c - a message comes in pieces and leaves whole. SPDX-License-Identifier: MIT */
#include "incoming.h"

#include <string.h>

static void
assert_whole(Incoming *incoming, const char *expected)
{
	g_autoptr(GBytes) bytes = incoming_take(incoming);
	gsize length = 0;
	const char *data = g_bytes_get_data(bytes, &length);
	g_autofree char *text = g_strndup(data, length);

	g_assert_cmpstr(text, ==, expected);
}

static void
lines_end_in_crlf(void)
{
	g_autoptr(Incoming) incoming = incoming_new(1000);

	incoming_header(incoming, "Subject", "one\n two\r\n\tthree");
	incoming_header(incoming, "X-Empty", "");
	incoming_body(incoming, "a\nb\r\nc\rd", 8);
	assert_whole(
		incoming, "Subject: one\r\n two\r\n\tthree\r\nX-Empty: \r\n\r\na\r\nb\r\nc\rd");
}

static void
a_line_end_cut_in_two_stays_one(void)
{
	g_autoptr(Incoming) incoming = incoming_new(1000);

	incoming_body(incoming, "a\r", 2);
	incoming_body(incoming, "\nb", 2);
	incoming_body(incoming, "", 0);
	incoming_body(incoming, "\n", 1);
	assert_whole(incoming, "\r\na\r\nb\r\n");
}

static void
no_body_is_a_message_too(void)
{
	g_autoptr(Incoming) incoming = incoming_new(1000);

	incoming_header(incoming, "Subject", "s");
	assert_whole(incoming, "Subject: s\r\n\r\n");
	g_autoptr(Incoming) empty = incoming_new(1000);
	assert_whole(empty, "\r\n");
}

static void
the_newest_trace_tells_of_a_submission(void)
{
	static const struct {
		const char *first, *second;
		bool was_submitted;
	} cases[] = {
		{ "(from tom@localhost)\n\tby mta.example (8.17/8.17/Submit) id 6A", "from x",
			true },
		{ " (from tom@localhost) by mta.example", "from x", true },
		{ "from client.example by mta.example", "(from tom@localhost) by far.example",
			false },
		{ "", "(from tom@localhost) by far.example", false },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Incoming) incoming = incoming_new(1000);
		incoming_header(incoming, "Subject", "(from here)");
		incoming_header(incoming, "RECEIVED", cases[i].first);
		incoming_header(incoming, "Received", cases[i].second);
		g_assert_cmpint(incoming->was_submitted, ==, cases[i].was_submitted);
	}
}

static void
nul_is_a_byte_like_others(void)
{
	g_autoptr(Incoming) incoming = incoming_new(1000);

	incoming_body(incoming, "a\0b", 3);
	g_autoptr(GBytes) bytes = incoming_take(incoming);
	g_assert_cmpuint(g_bytes_get_size(bytes), ==, 5);
	g_assert_cmpint(memcmp(g_bytes_get_data(bytes, NULL), "\r\na\0b", 5), ==, 0);
}

static void
the_limit_is_hard(void)
{
	g_autoptr(Incoming) incoming = incoming_new(100);
	g_autofree char *long_value = g_strnfill(90, 'x');

	incoming_header(incoming, "A", long_value);
	g_assert_false(incoming->is_too_big);
	incoming_body(incoming, "0123456789", 10);
	g_assert_true(incoming->is_too_big);
	g_assert_cmpuint(incoming->raw->len, ==, 0);
	incoming_body(incoming, "y", 1);
	incoming_header(incoming, "B", "z");
	g_assert_cmpuint(incoming->raw->len, ==, 0);
}

static void
fields_that_pretend_to_be_ours_are_counted(void)
{
	g_autoptr(Incoming) incoming = incoming_new(10);

	incoming_header(incoming, "X-Empathy-Check", "too long for the limit");
	incoming_header(incoming, "x-EMPATHY-check", "");
	incoming_header(incoming, "X-Empathy-Checks", "");
	g_assert_cmpuint(incoming->n_spoofed, ==, 2);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/incoming/lines-end-in-crlf", lines_end_in_crlf);
	g_test_add_func(
		"/incoming/a-line-end-cut-in-two-stays-one", a_line_end_cut_in_two_stays_one);
	g_test_add_func("/incoming/no-body-is-a-message-too", no_body_is_a_message_too);
	g_test_add_func("/incoming/the-newest-trace-tells-of-a-submission",
		the_newest_trace_tells_of_a_submission);
	g_test_add_func("/incoming/nul-is-a-byte-like-others", nul_is_a_byte_like_others);
	g_test_add_func("/incoming/the-limit-is-hard", the_limit_is_hard);
	g_test_add_func("/incoming/fields-that-pretend-to-be-ours-are-counted",
		fields_that_pretend_to_be_ours_are_counted);
	return g_test_run();
}
