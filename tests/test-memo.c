/* test-memo.c - a customer who was kept as bytes is judged like one whose words are there.
 * SPDX-License-Identifier: MIT */
#include "given.h"

#include <string.h>

#include "memo.h"
#include "pairs.h"

static Rulebook *rulebook;
static GBytes *secret;

static Customer *
kept_and_read(const Customer *customer, LogText text, bool life_events)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *language = NULL;
	const MemoKeep keep = { text, life_events, secret };
	g_autoptr(GBytes) memo = memo_write(rulebook, "en", customer, &keep);

	g_assert_nonnull(memo);
	Customer *again = memo_read(rulebook, memo, secret, &language, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(language, ==, "en");
	return again;
}

/* All that is said of a reply to this customer: findings, and how each feeling was met. */
static char *
judged(Customer *customer, const char *reply_text, bool with_words)
{
	static const char *const nobody[] = { NULL };
	g_autoptr(Reply) reply = reply_read(rulebook, "en", reply_text, customer);
	GString *all = g_string_new(NULL);

	acknowledgement_grade(customer, reply);
	const Case given = { .rulebook = rulebook,
		.language = "en",
		.customer = customer,
		.reply = reply,
		.agent_names = nobody };
	g_autoptr(GPtrArray) findings = checks_run(&given);
	for (guint i = 0; i < findings->len; i++) {
		const Finding *finding = findings->pdata[i];
		g_string_append_printf(all, "%s %s %d %s %s\n", checks[finding->check]->name,
			result_name(finding->result), (int)finding->certainty, finding->rule,
			with_words ? finding->evidence : "");
	}
	for (guint i = 0; i < customer->feelings->len; i++) {
		const Feeling *feeling = customer->feelings->pdata[i];
		g_string_append_printf(all, "%s %d %s %s\n", feeling_name(feeling->kind),
			feeling->intensity, grade_name(feeling->acknowledged), feeling->by);
	}
	return g_string_free(all, FALSE);
}

typedef struct Sum {
	guint n, same_full, same_evidence, same_none;
} Sum;

static void
compare(const Pair *pair, void *data)
{
	Sum *sum = data;
	g_autoptr(Customer) here =
		customer_read(rulebook, "en", pair->customer, pair->customer_name);
	g_autoptr(Customer) full = kept_and_read(here, LOG_TEXT_FULL, true);
	g_autoptr(Customer) evidence = kept_and_read(here, LOG_TEXT_EVIDENCE, true);
	g_autoptr(Customer) none = kept_and_read(here, LOG_TEXT_NONE, true);
	g_autofree char *now = judged(here, pair->reply, false);
	g_autofree char *by_full = judged(full, pair->reply, false);
	g_autofree char *by_evidence = judged(evidence, pair->reply, false);
	g_autofree char *by_none = judged(none, pair->reply, false);

	sum->n++;
	sum->same_full += g_str_equal(now, by_full);
	sum->same_evidence += g_str_equal(now, by_evidence);
	sum->same_none += g_str_equal(now, by_none);
	if (!g_str_equal(now, by_evidence))
		g_test_message("%s differs:\n%s---\n%s", pair->id, now, by_evidence);
}

static void
complain(int line, const char *message, void *data)
{
	(void)data;
	g_error("line %d: %s", line, message);
}

/* The pairs of this project, all of them. */
static void
judged_alike(void)
{
	Sum sum = { 0 };
	const PairsVisitor visitor = { compare, complain, &sum };
	g_autofree char *path = g_build_filename(g_getenv("top_srcdir"), "tests/judgement", NULL);
	g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
	const char *name;

	while ((name = g_dir_read_name(folder)) != NULL) {
		if (!g_str_has_suffix(name, ".jsonl"))
			continue;
		g_autofree char *file = g_build_filename(path, name, NULL);
		g_autofree char *text = NULL;
		gsize length = 0;
		g_assert_true(g_file_get_contents(file, &text, &length, NULL));
		pairs_read(text, length, &visitor);
	}
	g_test_message("%u pairs: judged alike with all text %u, evidence %u, none %u", sum.n,
		sum.same_full, sum.same_evidence, sum.same_none);
	g_assert_cmpuint(sum.n, >, 400);
	g_assert_cmpuint(sum.same_evidence, ==, sum.n);
	g_assert_cmpuint(sum.same_full, ==, sum.n);
	g_assert_cmpuint(sum.same_none * 100, >=, sum.n * 99);
}

static const char story[] =
	"My father died in May, order 40712 was his. I have written three times, \"error E-77 in "
	"slot\" is all I see, mail me at ruth@calder.example or ring 0171 5550 123 4567.";

static bool
holds(GBytes *memo, const char *words)
{
	gsize length = 0;
	const char *bytes = g_bytes_get_data(memo, &length);
	g_autoptr(GString) all = g_string_new(NULL);

	for (gsize i = 0; i < length; i++)
		g_string_append_c(all, bytes[i] != '\0' ? bytes[i] : ' ');
	return strstr(all->str, words) != NULL;
}

static void
keeps_no_words_where_none_may_be_kept(void)
{
	g_autoptr(Customer) customer = customer_read(rulebook, "en", story, "Ruth Calder");
	const MemoKeep none = { LOG_TEXT_NONE, false, secret };
	const MemoKeep some = { LOG_TEXT_EVIDENCE, false, secret };
	g_autoptr(GBytes) without = memo_write(rulebook, "en", customer, &none);
	g_autoptr(GBytes) with = memo_write(rulebook, "en", customer, &some);

	g_assert_false(holds(without, "40712"));
	g_assert_false(holds(without, "died"));
	g_assert_false(holds(without, "slot"));
	g_assert_true(holds(with, "40712"));
	g_assert_true(holds(with, "died"));
	g_assert_false(holds(with, "calder.example"));
	g_assert_false(holds(with, "5550"));
	/* Whoever asks is told each word that is kept of them, and foreign bytes have none. */
	g_autoptr(GPtrArray) told = memo_words(with);
	g_assert_true(g_ptr_array_find_with_equal_func(told, "Ruth Calder", g_str_equal, NULL));
	g_assert_true(g_ptr_array_find_with_equal_func(told, "40712", g_str_equal, NULL));
	g_autoptr(GBytes) foreign = g_bytes_new_static("no memo", 7);
	g_autoptr(GPtrArray) none_told = memo_words(foreign);
	g_assert_true(none_told == NULL || none_told->len == 0);
}

static void
says_only_that_something_happened(void)
{
	g_autoptr(Customer) customer = customer_read(rulebook, "en", story, "Ruth Calder");
	g_autoptr(Customer) again = kept_and_read(customer, LOG_TEXT_EVIDENCE, false);
	const MemoKeep named = { LOG_TEXT_EVIDENCE, true, secret };
	g_autoptr(GBytes) memo = memo_write(rulebook, "en", customer, &named);
	g_autofree char *language = NULL;
	g_autoptr(Customer) told = memo_read(rulebook, memo, secret, &language, NULL);

	g_assert_cmpuint(customer->events, !=, 0);
	g_assert_cmpuint(again->events, ==, EVENT_UNTOLD);
	g_assert_cmpuint(told->events, ==, customer->events);
	/* Nor does the rule tell that found the grief. */
	g_autoptr(GBytes) untold =
		memo_write(rulebook, "en", customer, &(MemoKeep){ LOG_TEXT_NONE, false, secret });
	g_assert_false(holds(untold, "bereaved"));
	g_assert_true(holds(memo, "bereaved"));
}

static void
a_book_is_not_kept(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	const MemoKeep keep = { LOG_TEXT_EVIDENCE, false, secret };

	for (int i = 0; i < 20000; i++)
		g_string_append_printf(text, "word%d ", i * 7919);
	g_autoptr(Customer) customer = customer_read(rulebook, "en", text->str, "");
	g_assert_null(memo_write(rulebook, "en", customer, &keep));
}

/* The file of the record is outside: whatever bytes are in it, an answer or a customer to judge
 * by. */
static void
foreign_bytes_do_no_harm(void)
{
	g_autoptr(Customer) customer = customer_read(rulebook, "en", story, "Ruth Calder");
	const MemoKeep keep = { LOG_TEXT_EVIDENCE, false, secret };
	g_autoptr(GBytes) memo = memo_write(rulebook, "en", customer, &keep);
	gsize length = 0;
	const guchar *bytes = g_bytes_get_data(memo, &length);
	guint n_read = 0;

	for (gsize i = 0; i < length; i++) {
		g_autofree guchar *bent = g_memdup2(bytes, length);
		g_autofree char *language = NULL;
		bent[i] ^= (guchar)(1 + i % 255);
		g_autoptr(GBytes) other = g_bytes_new(bent, i % 3 == 0 ? i : length);
		g_autoptr(GError) error = NULL;
		g_autoptr(Customer) read = memo_read(rulebook, other, secret, &language, &error);
		g_assert_true((read == NULL) == (error != NULL));
		if (read == NULL)
			continue;
		g_autofree char *verdict =
			judged(read, "Dear Ruth, I am sorry. It left today.", false);
		g_assert_nonnull(verdict);
		n_read++;
	}
	g_assert_cmpuint(n_read, >, 0);
}

static void
another_version_is_refused(void)
{
	g_autoptr(GBytes) newer = g_bytes_new_static("\x63 and more", 10);
	g_autoptr(GError) error = NULL;
	g_autofree char *language = NULL;

	g_assert_null(memo_read(rulebook, newer, secret, &language, &error));
	g_assert_nonnull(strstr(error->message, "another version"));
}

/* What another version kept: that number stood where a feeling is marked as certain. */
static GBytes *
kept_with(guint32 number)
{
	g_autoptr(GVariant) memo = g_variant_ref_sink(g_variant_new_parsed(
		"(byte 1, 'en', 'Ruth', ['Ruth'], uint32 0, "
		"[('frustration', byte 3, true, %u, 'says-furious', 'I am furious')], "
		"@a(ydss) [], (@aq [], @aq [], @au []), @as [], @as [], @as [])",
		number));

#if G_BYTE_ORDER == G_BIG_ENDIAN
	g_autoptr(GVariant) swapped = g_variant_byteswap(memo);
	return g_variant_get_data_as_bytes(swapped);
#else
	return g_variant_get_data_as_bytes(memo);
#endif
}

/* Once the number was how many rules agreed. */
static void
a_count_of_rules_is_no_certainty(void)
{
	static const struct {
		guint32 number;
		bool is_certain;
	} rows[] = { { 0, false }, { 1, false }, { 2, false }, { 200, false },
		{ G_MAXUINT32, true } };

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *language = NULL;
		g_autoptr(GBytes) memo = kept_with(rows[i].number);
		g_autoptr(Customer) customer = memo_read(rulebook, memo, secret, &language, &error);
		g_assert_no_error(error);
		g_assert_cmpuint(customer->feelings->len, ==, 1);
		const Feeling *feeling = customer->feelings->pdata[0];
		g_assert_true(feeling->is_explicit);
		g_assert_true(feeling->is_certain == rows[i].is_certain);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	rulebook = given_rulebook();
	secret = g_bytes_new_static("a secret of thirty-two bytes ...", 32);
	g_test_add_func("/memo/judged-alike", judged_alike);
	g_test_add_func("/memo/keeps-no-words-where-none-may-be-kept",
		keeps_no_words_where_none_may_be_kept);
	g_test_add_func(
		"/memo/says-only-that-something-happened", says_only_that_something_happened);
	g_test_add_func("/memo/a-book-is-not-kept", a_book_is_not_kept);
	g_test_add_func("/memo/foreign-bytes-do-no-harm", foreign_bytes_do_no_harm);
	g_test_add_func("/memo/a-count-of-rules-is-no-certainty", a_count_of_rules_is_no_certainty);
	g_test_add_func("/memo/another-version-is-refused", another_version_is_refused);
	int status = g_test_run();
	g_bytes_unref(secret);
	rulebook_unref(rulebook);
	return status;
}
