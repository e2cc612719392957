/* test-explain.c - a judgement told to programs and to people. SPDX-License-Identifier: MIT */
#include "explain.h"

#include <string.h>

#include "terminal.h"

static char *
copy(const char *text)
{
	return g_strdup(text);
}

/* A customer who worries, an answer by a formula, a check that failed. */
static Judgement *
given_judgement(void)
{
	Judgement *judgement = g_new0(Judgement, 1);
	Customer *customer = g_new0(Customer, 1);
	Reply *reply = g_new0(Reply, 1);
	Feeling *feeling = g_new0(Feeling, 1);

	*feeling = (Feeling){ FEELING_WORRY, 3, true, 1, copy("worried"),
		copy("\"really\nworried\""), GRADE_FORMULA, copy("Sorry for this.") };
	customer->prose = prose_new("Hello. I am \"really\nworried\" \033[2J now. Bye.");
	customer->feelings = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(customer->feelings, feeling);
	customer->events = 1u << EVENT_BABY;
	customer->names = g_new0(char *, 1);
	customer->name = copy("Kim \xff");
	customer->observed = g_ptr_array_new();
	customer->no_answer = g_ptr_array_new();
	reply->prose = prose_new("Hi. Sorry for this.");
	judgement->customer = customer;
	judgement->reply = reply;
	judgement->id = copy("em1");
	judgement->findings = findings_new();
	findings_add(judgement->findings, CHECK_FEELINGS, RESULT_FAIL, CERTAINTY_SURE, "worried",
		"Sorry for this.", "Say what they worry about.");
	findings_add(
		judgement->findings, CHECK_NAME, RESULT_PASS, CERTAINTY_HINT, NULL, NULL, NULL);
	findings_add(
		judgement->findings, CHECK_SCRIPT, RESULT_NA, CERTAINTY_HINT, NULL, NULL, NULL);
	judgement->verdict = VERDICT_HOLD;
	judgement->reason = copy("feelings: not taken up");
	judgement->source = "pair";
	judgement->language = copy("en");
	judgement->agent = copy("ann@shop.example");
	judgement->to = copy("kim@customer.example");
	judgement->policy = copy("default");
	judgement->rules_version = copy("r1");
	return judgement;
}

/* What customer_free() and reply_free() would want whole: taken apart by hand. */
static void
done_with(Judgement *judgement)
{
	Customer *customer = judgement->customer;
	Feeling *feeling = customer->feelings->pdata[0];

	g_free(feeling->rule);
	g_free(feeling->evidence);
	g_free(feeling->by);
	g_ptr_array_unref(customer->feelings);
	g_ptr_array_unref(customer->observed);
	g_ptr_array_unref(customer->no_answer);
	prose_free(customer->prose);
	g_strfreev(customer->names);
	g_free(customer->name);
	g_free(customer);
	prose_free(judgement->reply->prose);
	g_free(judgement->reply);
	judgement->customer = NULL;
	judgement->reply = NULL;
	judgement_free(judgement);
}

static void
has(const char *text, const char *part)
{
	if (strstr(text, part) == NULL)
		g_error("'%s' is not in: %s", part, text);
}

static void
json_is_one_line_of_the_contract(void)
{
	Judgement *judgement = given_judgement();
	g_autofree char *json = explain_json(judgement, "a\nb\xff.eml", false);

	g_assert_null(strchr(json, '\n'));
	g_assert_true(g_utf8_validate(json, -1, NULL));
	has(json, "\"file\":\"a\\nb");
	has(json, "\"verdict\":\"hold\"");
	has(json, "\"reason\":\"feelings: not taken up\"");
	has(json, "\"feelings\":[{\"feeling\":\"worry\",\"intensity\":3,"
		  "\"evidence\":\"\\\"really\\nworried\\\"\"");
	has(json, "\"acknowledged\":\"formula\",\"by\":\"Sorry for this.\"");
	has(json, "\"events\":[\"baby\"]");
	has(json, "\"check\":\"feelings\",\"result\":\"fail\"");
	has(json, "\"check\":\"script\",\"result\":\"n/a\"");
	has(json, "\"customer\":\"kim@customer.example\"");
	g_assert_null(strstr(json, "conversation"));
	done_with(judgement);
}

static void
json_has_the_text_when_asked(void)
{
	Judgement *judgement = given_judgement();
	g_autofree char *json = explain_json(judgement, "-", true);

	has(json, "\"conversation\":{\"reply\":\"Hi. Sorry for this.\"");
	has(json, "\"customer_from\":{\"name\":\"\",\"address\":\"\"}");
	has(json, "\\u001b[2J");
	done_with(judgement);
}

static void
json_escapes_every_control_character(void)
{
	const char *const names[] = { "all", NULL };
	char all[32] = "";

	for (int i = 1; i < 32; i++)
		all[i - 1] = (char)i;
	const char *const values[] = { all, NULL };
	g_autofree char *json = explain_row(names, values);
	for (const char *c = json; *c != '\0'; c++)
		g_assert_cmpint(*c, >=, ' ');
	has(json, "\\u001e\\u001f");
}

static void
text_marks_the_evidence_in_its_sentence(void)
{
	Judgement *judgement = given_judgement();
	g_autofree char *text = explain_text(judgement, "a.eml", false, false);

	has(text, "HOLD  a.eml  (feelings)");
	has(text, "I am «\"really worried\"»");
	has(text, "«Sorry for this.»");
	has(text, "Say what they worry about.");
	has(text, "life event");
	has(text, "baby");
	g_assert_null(strchr(text, '\033'));
	done_with(judgement);
}

static void
colour_is_only_there_when_asked_for(void)
{
	Judgement *judgement = given_judgement();
	g_autofree char *text = explain_text(judgement, "a.eml", false, true);

	has(text, "\033[1;31mHOLD\033[0m");
	g_assert_null(strstr(text, "\033[2J"));
	done_with(judgement);
}

static void
a_terminal_obeys_nothing(void)
{
	static const struct {
		const char *text, *expected;
	} cases[] = {
		{ " a \t\n b ", "a b" },
		{ "a\033[31mb", "a\357\277\275[31mb" },
		{ "a\302\233b", "a\357\277\275b" },
		{ "a\342\200\256b", "ab" }, /* right-to-left override */
		{ "a\342\200\213b", "ab" }, /* zero width space */
		{ "\001x\002", "\357\277\275x\357\277\275" },
		{ "\xff", "\357\277\275" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *clean = terminal_clean(cases[i].text);
		g_assert_cmpstr(clean, ==, cases[i].expected);
	}
}

static void
long_lines_are_wrapped_under_their_column(void)
{
	g_autoptr(GString) out = g_string_new("");
	g_autoptr(GString) words = g_string_new("");

	for (int i = 0; i < 60; i++)
		g_string_append(words, i > 0 ? " word" : "word");
	terminal_wrap(out, words->str, 10, 10, false);
	g_auto(GStrv) lines = g_strsplit(out->str, "\n", -1);
	g_assert_cmpuint(g_strv_length(lines), ==, 5);
	for (int i = 1; i < 4; i++) {
		g_assert_true(g_str_has_prefix(lines[i], "          word"));
		g_assert_cmpuint(strlen(lines[i]), <=, 96);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func(
		"/explain/json-is-one-line-of-the-contract", json_is_one_line_of_the_contract);
	g_test_add_func("/explain/json-has-the-text-when-asked", json_has_the_text_when_asked);
	g_test_add_func("/explain/json-escapes-every-control-character",
		json_escapes_every_control_character);
	g_test_add_func("/explain/text-marks-the-evidence-in-its-sentence",
		text_marks_the_evidence_in_its_sentence);
	g_test_add_func("/explain/colour-is-only-there-when-asked-for",
		colour_is_only_there_when_asked_for);
	g_test_add_func("/terminal/a-terminal-obeys-nothing", a_terminal_obeys_nothing);
	g_test_add_func("/terminal/long-lines-are-wrapped-under-their-column",
		long_lines_are_wrapped_under_their_column);
	return g_test_run();
}
