/* test-traces.c - what a text leaves behind tells echoes and numbers, kept and restored alike.
 * SPDX-License-Identifier: MIT */
#include <glib.h>

#include "codes.h"
#include "traces.h"

static const char theirs[] =
	"I ordered the blue kettle three weeks ago, order AB-47110, and all I ever got from you "
	"was a mail saying that the parcel would be on its way within two days.";

static Traces *
traces_from(const char *text)
{
	g_autoptr(Prose) prose = prose_new(text);

	return traces_new(prose);
}

static Traces *
restored(const Traces *traces)
{
	g_autoptr(GVariant) saved = g_variant_ref_sink(traces_save(traces));

	return traces_restore(saved);
}

static Echo
echo_of(const Traces *traces, const char *text)
{
	g_autoptr(Prose) prose = prose_new(text);

	return traces_echo(traces, prose, (Span){ 0, prose->length });
}

static void
check_echoes(const Traces *traces)
{
	g_assert_cmpint(
		echo_of(traces,
			"You ordered the blue kettle three weeks ago, order AB-47110, and all "
			"I ever got from you was a mail."),
		==, ECHO_MERE);
	g_assert_cmpint(
		echo_of(traces, "Your kettle left our warehouse this morning."), ==, ECHO_NONE);
}

static void
their_clause_after_i_understand_that_is_an_echo(void)
{
	g_autoptr(Traces) traces = traces_from("I'm scared that the deposit is gone.");

	g_assert_cmpint(
		echo_of(traces, "Mia, I understand that you are scared that the deposit is gone."),
		==, ECHO_CLAUSE);
	g_assert_cmpint(
		echo_of(traces, "Mia, losing sleep over it, who wouldn't, when all you saved is in "
				"the deposit?"),
		==, ECHO_NONE);
}

static void
an_echo_is_told_from_an_answer(void)
{
	g_autoptr(Traces) traces = traces_from(theirs);
	g_autoptr(Traces) again = restored(traces);

	check_echoes(traces);
	check_echoes(again);
}

static void
numbers_are_known_again(void)
{
	g_autoptr(Traces) traces = traces_from(theirs);
	g_autoptr(Traces) again = restored(traces);

	g_assert_true(traces_has_code(traces, "AB-47110"));
	g_assert_true(traces_has_code(again, "AB-47110"));
	g_assert_false(traces_has_code(again, "AB-47111"));
}

static void
a_part_of_a_text_is_shared_with_it(void)
{
	g_autoptr(Traces) all = traces_from(theirs);
	g_autoptr(Traces) part =
		traces_from("I ordered the blue kettle three weeks ago, order AB-47110, and all");
	g_autoptr(Traces) other =
		traces_from("My invoice names another address than the one I gave you last month.");
	g_autoptr(Traces) nothing = traces_from("Hello?");

	g_assert_cmpfloat(traces_shared(part, all), >, 0.99);
	g_assert_cmpfloat(traces_shared(all, part), <, 0.6);
	g_assert_cmpfloat(traces_shared(other, all), <, 0.05);
	g_assert_cmpfloat(traces_shared(nothing, all), ==, 1);
}

static void
foreign_bytes_make_traces_too(void)
{
	guchar noise[512];

	for (gsize i = 0; i < sizeof noise; i++)
		noise[i] = (guchar)(i * 37);
	g_autoptr(GBytes) bytes = g_bytes_new(noise, sizeof noise);
	g_autoptr(GVariant) saved = g_variant_ref_sink(
		g_variant_new_from_bytes(G_VARIANT_TYPE(TRACES_FORMAT), bytes, FALSE));
	g_autoptr(Traces) traces = traces_restore(saved);

	g_assert_false(traces_has_code(traces, "12345"));
}

static void
codes_are_numbers_of_three_digits_or_more(void)
{
	g_autoptr(Prose) prose = prose_new("Order ab-47110, 12 items, 84.90, @4711 and 2023/17.");
	g_autoptr(GString) got = g_string_new(NULL);
	Code code;

	for (size_t at = 0; code_next(prose, &at, &code);)
		g_string_append_printf(got, "%s ", code.text);
	g_assert_cmpstr(got->str, ==, "AB-47110 2023/17 ");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/traces/an-echo-is-told-from-an-answer", an_echo_is_told_from_an_answer);
	g_test_add_func("/traces/their-clause-after-i-understand-that-is-an-echo",
		their_clause_after_i_understand_that_is_an_echo);
	g_test_add_func("/traces/numbers-are-known-again", numbers_are_known_again);
	g_test_add_func(
		"/traces/a-part-of-a-text-is-shared-with-it", a_part_of_a_text_is_shared_with_it);
	g_test_add_func("/traces/foreign-bytes-make-traces-too", foreign_bytes_make_traces_too);
	g_test_add_func("/codes/are-numbers-of-three-digits-or-more",
		codes_are_numbers_of_three_digits_or_more);
	return g_test_run();
}
