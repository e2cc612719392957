/* test-memory-kept.c - what is kept of customers' mail: within limits, as far as the settings
 * allow, until somebody is forgotten. SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "about.h"
#include "errors.h"
#include "memo.h"
#include "memory-desk.h"
#include "record-sentence.h"

/* ---- limits, privacy ---- */

static void
encrypted_and_huge_mail_is_only_seen(Desk *desk, gconstpointer unused)
{
	g_autoptr(GString) novel = g_string_new(NULL);

	(void)unused;
	comes_in(desk, "ann@home.example", "Message-ID: <m1@home>\n",
		"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n=abcd\n-----END PGP MESSAGE-----\n");
	for (int i = 0; i < 8000; i++)
		g_string_append_printf(novel, "Sentence %d is about kettles.\n", i);
	comes_in(desk, "ann@home.example", "Message-ID: <m2@home>\n", novel->str);
	comes_in(desk, "ann@home.example", "Message-ID: <m3@home>\n",
		"Guten Tag, ich warte seit drei Wochen auf meine Bestellung und niemand antwortet mir. "
		"Bitte sagen Sie mir endlich, wann das Paket kommt, ich bin sehr enttäuscht.\n");
	g_assert_cmpint(desk_count(desk, "SELECT count(*) FROM memory WHERE half IS NULL"), ==, 3);
	desk->now += HOUR;
	reply_is(desk, "ann@home.example", "In-Reply-To: <m1@home>\n", COLD,
		"none in-reply-to no-customer-text");
	reply_is(desk, "ann@home.example", "In-Reply-To: <m2@home>\n", COLD,
		"none in-reply-to no-customer-text");
	reply_is(desk, "ann@home.example", "In-Reply-To: <m3@home>\n", COLD,
		"none in-reply-to language");
}

static void
the_oldest_go_first(Desk *desk, gconstpointer unused)
{
	(void)unused;
	desk_open_with(desk, "[memory]\nmost = 10\n");
	for (int i = 0; i < 25; i++) {
		g_autofree char *header = g_strdup_printf("Message-ID: <m%d@home>\n", i);
		comes_in(desk, "ann@home.example", header, COMPLAINT);
	}
	g_assert_cmpint(desk_count(desk, "SELECT count(*) FROM memory"), ==, 10);
	desk->now += HOUR;
	reply_is(desk, "ann@home.example", "In-Reply-To: <m24@home>\n", COLD,
		"remembered in-reply-to hold");
	reply_is(desk, "ann@home.example", "In-Reply-To: <m3@home>\n", COLD,
		"none nothing no-customer-text");
}

static void
a_person_can_be_forgotten(Desk *desk, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;
	guint n = 0;

	(void)unused;
	comes_in(desk, "ann@home.example", "Message-ID: <m1@home>\n", COMPLAINT);
	comes_in(desk, "Ann@Home.example", "Message-ID: <m2@home>\n", COMPLAINT);
	comes_in(desk, "bob@home.example", "Message-ID: <b1@home>\n", COMPLAINT);
	g_assert_true(record_memory_forget(desk->record, "ANN@home.example", &n, &error));
	g_assert_no_error(error);
	g_assert_cmpuint(n, ==, 2);
	g_assert_cmpint(desk_count(desk, "SELECT count(*) FROM memory"), ==, 1);
}

static bool
note_remembered(const char *section, const char *json, void *data)
{
	if (g_str_equal(section, "remembered"))
		g_string_append(data, json);
	return true;
}

static void
a_person_is_told_each_word(Desk *desk, gconstpointer unused)
{
	static const char *const parts[] = { "\"seen\":\"\"", "\"words\":[\"en\",\"ann\",\"lee\",",
		"\"40712\"", "=leak\"]}" };
	g_autoptr(GString) told = g_string_new(NULL);

	(void)unused;
	comes_in(desk, "ann@home.example", "Message-ID: <m1@home>\n", COMPLAINT);
	g_assert_true(about_tell(desk->record, "ANN@home.example", note_remembered, told, NULL));
	for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
		if (strstr(told->str, parts[i]) == NULL)
			g_error("no %s in %s", parts[i], told->str);
}

/* As much of a mail as is kept at all, in words as short as they may be, after some that JSON has
 * to escape. */
static GBytes *
longest_memo(void)
{
	static const char *const odd[] = { "\"", "\\", "\n", "\x1f", "\\u001f", "\u00e9",
		"{\"a\":1}" };
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < G_N_ELEMENTS(odd); i++)
		g_ptr_array_add(names, g_strdup(odd[i]));
	/* A byte, its final zero and the two bytes that say where it ends. */
	for (guint i = 0; i < MEMO_MOST_BYTES / 4 - 40; i++)
		g_ptr_array_add(names, g_strdup_printf("%c", 'a' + i % 26));
	g_ptr_array_add(names, NULL);
	g_autoptr(GVariant) memo = g_variant_ref_sink(g_variant_new_parsed(
		"(byte 1, 'en', '', %^as, uint32 0, @a(sybuss) [], @a(ydss) [], "
		"(@aq [], @aq [], @au []), @as [], @as [], @as [])",
		names->pdata));
	g_assert_cmpuint(g_variant_get_size(memo), <=, MEMO_MOST_BYTES);
	g_assert_cmpuint(g_variant_get_size(memo), >, MEMO_MOST_BYTES - 200);
	return g_variant_get_data_as_bytes(memo);
}

static void
keep_memo(const Desk *desk, const char *customer, GBytes *memo)
{
	g_autoptr(GBytes) secret = record_memory_secret(desk->record, NULL);
	MemoryKeep keep = { .row = g_new0(MemoryRow, 1), .most = 10 };

	keep.row->at = desk->now;
	keep.row->customer = record_memory_customer(secret, customer);
	keep.row->language = g_strdup("en");
	keep.row->seen = g_strdup("");
	keep.row->half = g_bytes_ref(memo);
	keep.row->text = g_strdup("");
	g_assert_true(record_memory_keep(desk->record, &keep, 5000, NULL));
	wait_for_writer(desk);
}

/* Fails unless these are the words of an object of JSON, by SQLite's own reading. */
static void
expect_words(const char *json, const GPtrArray *words)
{
	sqlite3 *database = NULL;
	sqlite3_stmt *each = NULL;
	guint n = 0;

	g_assert_cmpint(sqlite3_open(":memory:", &database), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_prepare_v2(database, "SELECT value FROM json_each(?, '$.words')",
				-1, &each, NULL),
		==, SQLITE_OK);
	sqlite3_bind_text(each, 1, json, -1, SQLITE_STATIC);
	for (; sqlite3_step(each) == SQLITE_ROW; n++) {
		g_assert_cmpuint(n, <, words->len);
		g_assert_cmpstr((const char *)sqlite3_column_text(each, 0), ==, words->pdata[n]);
	}
	g_assert_cmpint(sqlite3_finalize(each), ==, SQLITE_OK);
	g_assert_cmpuint(n, ==, words->len);
	sqlite3_close(database);
}

static void
a_person_is_told_all_of_the_longest_memo(Desk *desk, gconstpointer unused)
{
	g_autoptr(GString) told = g_string_new(NULL);
	g_autoptr(GBytes) memo = longest_memo();
	g_autoptr(GPtrArray) words = memo_words(memo);

	(void)unused;
	keep_memo(desk, "ann@home.example", memo);
	g_assert_true(about_tell(desk->record, "ann@home.example", note_remembered, told, NULL));
	g_assert_cmpuint(words->len, >, MEMO_MOST_BYTES / 4 - 40);
	expect_words(told->str, words);
}

/* Of a mail that was only seen, and of what another version kept, there are no words to tell. */
static void
a_memo_that_is_none_has_no_words(Desk *desk, gconstpointer unused)
{
	g_autoptr(GString) told = g_string_new(NULL);
	g_autoptr(GBytes) memo = g_bytes_new_static("no memo", 7);
	g_autoptr(GPtrArray) none = g_ptr_array_new();

	(void)unused;
	keep_memo(desk, "ann@home.example", memo);
	g_assert_true(about_tell(desk->record, "ann@home.example", note_remembered, told, NULL));
	g_assert_nonnull(strstr(told->str, "\"bytes\":7,\"words\":[]}"));
	expect_words(told->str, none);
}

static bool
file_holds(const char *path, const char *words)
{
	g_autofree char *bytes = NULL;
	gsize length = 0;

	if (!g_file_get_contents(path, &bytes, &length, NULL))
		return false;
	for (gsize i = 0; i < length; i++)
		if (bytes[i] == '\0')
			bytes[i] = ' ';
	return strstr(bytes, words) != NULL;
}

static void
the_file_has_no_address_and_no_text(Desk *desk, gconstpointer unused)
{
	g_autofree char *log = g_strconcat(desk->path, "-wal", NULL);

	(void)unused;
	comes_in(desk, "ann.uncommon@home.example", "Message-ID: <m1@home>\nSubject: Odd matter\n",
		COMPLAINT);
	for (const char *const *words = (const char *const[]){ "uncommon", "m1@home", "Odd matter",
		     "kettle leaks and", NULL };
		*words != NULL; words++) {
		g_assert_false(file_holds(desk->path, *words));
		g_assert_false(file_holds(log, *words));
	}
	g_assert_true(
		file_holds(log, "I am really angry") || file_holds(desk->path, "really angry"));
}

static void
full_text_is_kept_when_asked(Desk *desk, gconstpointer unused)
{
	(void)unused;
	desk_open_with(desk, "[log]\ntext = full\n[memory]\nrecord-inbound = yes\n");
	comes_in(desk, "ann@home.example", "Message-ID: <m1@home>\n", COMPLAINT);
	g_assert_cmpint(
		desk_count(desk, "SELECT count(*) FROM memory WHERE text LIKE '%kettle leaks%'"),
		==, 1);
	g_assert_cmpint(desk_count(desk, "SELECT count(*) FROM outcomes WHERE reason = 'inbound'"
					 " AND verdict = 'skip' AND customer = 'ann@home.example'"),
		==, 1);
}

static void
off_is_off(Desk *desk, gconstpointer unused)
{
	(void)unused;
	desk_open_with(desk, "[memory]\nkeep = 0\n");
	comes_in(desk, "ann@home.example", "Message-ID: <m1@home>\n", COMPLAINT);
	g_assert_cmpint(desk_count(desk, "SELECT count(*) FROM memory"), ==, 0);
	reply_is(desk, "ann@home.example", "In-Reply-To: <m1@home>\n", COLD,
		"none nothing no-customer-text");
}

/* Another program holds the database: mail that comes in does not wait for it. */
static void
a_locked_record_does_not_keep_mail(Desk *desk, gconstpointer unused)
{
	sqlite3 *other = NULL;

	(void)unused;
	g_assert_cmpint(sqlite3_open(desk->path, &other), ==, SQLITE_OK);
	/* The writer may be at its first purge. */
	sqlite3_busy_timeout(other, 5000);
	g_assert_cmpint(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
	gint64 start = g_get_monotonic_time();
	arrives(desk, "ann@home.example", "Message-ID: <m1@home>\n", COMPLAINT);
	g_assert_cmpint(g_get_monotonic_time() - start, <, 3 * G_USEC_PER_SEC);
	g_assert_cmpint(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
	sqlite3_close(other);
	/* It is written all the same. */
	comes_in(desk, "bob@home.example", "Message-ID: <b1@home>\n", COMPLAINT);
	g_assert_cmpint(desk_count(desk, "SELECT count(*) FROM memory"), ==, 2);
}

/* Nothing but rubbish where an index begins. */
static void
spoil(const Desk *desk, const char *index)
{
	g_autofree char *sql =
		g_strdup_printf("SELECT rootpage FROM sqlite_master WHERE name = '%s'", index);
	gint64 page = desk_count(desk, sql);
	gint64 size = desk_count(desk, "PRAGMA page_size");

	desk_run(desk, "PRAGMA wal_checkpoint(TRUNCATE)");
	FILE *file = fopen(desk->path, "r+b");
	g_assert_nonnull(file);
	g_assert_cmpint(fseek(file, (page - 1) * size, SEEK_SET), ==, 0);
	for (gint64 i = 0; i < size; i++)
		putc(0xff, file);
	g_assert_cmpint(fclose(file), ==, 0);
}

static void
a_memory_that_cannot_be_read_is_no_empty_one(Desk *desk, gconstpointer unused)
{
	static const struct {
		const char *index, *header;
	} ways[] = {
		{ "memory_customer", "Subject: Re: kettle\n" },
		{ "memory_root", "In-Reply-To: <m1@home>\n" }, /* what was closed in the thread */
		{ "memory_message", "In-Reply-To: <m1@home>\n" },
	};
	g_autoptr(GError) error = NULL;
	ScriptTimes times;

	(void)unused;
	comes_in(desk, "ann@home.example", "Message-ID: <m1@home>\n", COMPLAINT);
	for (guint i = 0; i < G_N_ELEMENTS(ways); i++) {
		record_close(desk->record);
		spoil(desk, ways[i].index);
		/* Nobody mends it by the way. */
		desk->record = record_open_readonly(desk->path, NULL);
		MemoryAsk ask = { desk->record, desk->settings, desk->now, NULL };
		g_autoptr(Judgement) judgement = pass_asking(
			&ask, "sam@shop.example", "ann@home.example", ways[i].header, COLD);
		g_assert_error(ask.error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM);
		g_assert_nonnull(strstr(ask.error->message, "malformed"));
		g_assert_null(judgement->remembered);
		g_clear_error(&ask.error);
	}
	g_assert_true(record_sentence_times(desk->record, 1, "a", "b", 0, &times, &error));
	record_close(desk->record);
	spoil(desk, "sentence_print");
	desk->record = record_open_readonly(desk->path, NULL);
	g_assert_false(record_sentence_times(desk->record, 1, "a", "b", 0, &times, &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM);
}

static bool
sum(const MemoryShare *share, void *data)
{
	g_string_append_printf(data, "%s/%s/%s %d;", share->source, share->found, share->reason,
		(int)share->replies);
	return true;
}

static void
shares_say_what_could_be_judged(Desk *desk, gconstpointer unused)
{
	g_autoptr(GString) shares = g_string_new(NULL);
	MemoryStock stock = { 0 };

	(void)unused;
	comes_in(desk, "ann@home.example", "Message-ID: <m1@home>\n", COMPLAINT);
	desk->now += HOUR;
	for (int i = 0; i < 3; i++)
		reply_is(desk, "ann@home.example", "In-Reply-To: <m1@home>\n", COLD,
			"remembered in-reply-to hold");
	reply_is(desk, "eve@home.example", "In-Reply-To: <e1@home>\n", COLD,
		"none nothing no-customer-text");
	reply_is(desk, "eve@home.example", "Subject: News\n", COLD, "none nothing not-a-reply");
	g_assert_true(record_memory_shares(desk->record, "", sum, shares, NULL));
	g_assert_cmpstr(shares->str, ==, "remembered/in-reply-to/ 3;none//no-customer-text 1;");
	g_assert_true(record_memory_stock(desk->record, &stock, NULL));
	g_assert_cmpint(stock.rows, ==, 1);
	g_assert_cmpint(stock.with_content, ==, 1);
	g_assert_cmpint(stock.bytes, >, 100);
	g_assert_cmpint(stock.oldest, ==, desk->begun);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	message_init();
	rulebook = given_rulebook();
	add("encrypted-and-huge-mail-is-only-seen", encrypted_and_huge_mail_is_only_seen, true);
	add("the-oldest-go-first", the_oldest_go_first, false);
	add("a-person-is-told-each-word", a_person_is_told_each_word, true);
	add("a-person-is-told-all-of-the-longest-memo", a_person_is_told_all_of_the_longest_memo,
		true);
	add("a-memo-that-is-none-has-no-words", a_memo_that_is_none_has_no_words, true);
	add("a-person-can-be-forgotten", a_person_can_be_forgotten, true);
	add("the-file-has-no-address-and-no-text", the_file_has_no_address_and_no_text, true);
	add("full-text-is-kept-when-asked", full_text_is_kept_when_asked, false);
	add("off-is-off", off_is_off, false);
	add("a-locked-record-does-not-keep-mail", a_locked_record_does_not_keep_mail, true);
	add("a-memory-that-cannot-be-read-is-no-empty-one",
		a_memory_that_cannot_be_read_is_no_empty_one, true);
	add("shares-say-what-could-be-judged", shares_say_what_could_be_judged, true);
	int status = g_test_run();
	rulebook_unref(rulebook);
	return status;
}
