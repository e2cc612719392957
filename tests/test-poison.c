/* test-poison.c - mail whose judging ends the process, with processes that do end.
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "poison.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "errors.h"

#define NOW 1790000000
#define DAY (24 * 60 * 60)

enum { PLACES = 256 };

typedef struct Beside {
	char *folder, *database, *file;
} Beside;

static void
set_up(Beside *beside, gconstpointer data)
{
	(void)data;
	beside->folder = g_dir_make_tmp(NULL, NULL);
	g_assert_nonnull(beside->folder);
	beside->database = g_build_filename(beside->folder, "record.db", NULL);
	beside->file = g_build_filename(beside->folder, "being-judged", NULL);
}

static void
tear_down(Beside *beside, gconstpointer data)
{
	(void)data;
	g_remove(beside->file);
	g_assert_cmpint(g_rmdir(beside->folder), ==, 0);
	g_free(beside->folder);
	g_free(beside->database);
	g_free(beside->file);
}

static Poison *
begin(const Beside *beside, gint64 now)
{
	g_autoptr(GError) error = NULL;
	Poison *poison = poison_open(beside->database, now, &error);

	g_assert_no_error(error);
	return poison;
}

/* A daemon that dies while it judges these; 0 ends the list. */
static void
dies_of(const Beside *beside, gint64 now, const guint64 *prints)
{
	pid_t child = fork();

	if (child == 0) {
		Poison *poison = poison_open(beside->database, now, NULL);
		for (; poison != NULL && *prints != 0; prints++)
			poison_enter(poison, *prints, "4ABC", now);
		kill(getpid(), SIGKILL);
		_exit(1);
	}
	int status = 0;
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_true(WIFSIGNALED(status));
}

static void
assert_refused(const Beside *beside, gint64 now, guint64 print, bool is_refused)
{
	g_autoptr(Poison) poison = begin(beside, now);
	int place = poison_enter(poison, print, "4DEF", now);

	g_assert_true((place == POISON_REFUSED) == is_refused);
	poison_leave(poison, place);
}

static void
what_was_judged_well_is_forgotten(Beside *beside, gconstpointer data)
{
	(void)data;
	for (int i = 0; i < 5; i++)
		assert_refused(beside, NOW + i, 7, false);
	g_autofree char *queue_id = NULL;
	g_assert_cmpuint(poison_count(beside->database, NOW + 5, &queue_id), ==, 0);
}

static void
two_deaths_are_enough(Beside *beside, gconstpointer data)
{
	(void)data;
	g_autofree char *queue_id = NULL, *later = NULL;

	dies_of(beside, NOW, (const guint64[]){ 7, 0 });
	g_assert_cmpuint(poison_count(beside->database, NOW, &queue_id), ==, 0);
	g_free(queue_id);
	dies_of(beside, NOW + 1, (const guint64[]){ 7, 0 });
	assert_refused(beside, NOW + 2, 7, true);
	assert_refused(beside, NOW + 3, 8, false);
	assert_refused(beside, NOW + 4, 7, true);
	g_assert_cmpuint(poison_count(beside->database, NOW + 5, &queue_id), ==, 1);
	g_assert_cmpstr(queue_id, ==, "4ABC");
	g_assert_cmpuint(poison_count(beside->database, NOW + DAY + 3, &later), ==, 0);
}

static void
deaths_are_found_at_the_start(Beside *beside, gconstpointer data)
{
	(void)data;
	dies_of(beside, NOW, (const guint64[]){ 7, 8, 8, 0 });
	g_autoptr(Poison) poison = begin(beside, NOW + 1);
	g_assert_cmpuint(poison_found(poison), ==, 2);
}

static void
one_death_and_a_good_end_start_anew(Beside *beside, gconstpointer data)
{
	(void)data;
	dies_of(beside, NOW, (const guint64[]){ 7, 0 });
	assert_refused(beside, NOW + 1, 7, false);
	dies_of(beside, NOW + 2, (const guint64[]){ 7, 0 });
	assert_refused(beside, NOW + 3, 7, false);
}

static void
a_day_later_it_is_judged_again(Beside *beside, gconstpointer data)
{
	(void)data;
	dies_of(beside, NOW, (const guint64[]){ 7, 0 });
	dies_of(beside, NOW + 1, (const guint64[]){ 7, 0 });
	g_autoptr(Poison) poison = begin(beside, NOW + 2);
	g_assert_cmpint(poison_enter(poison, 7, "", NOW + 2), ==, POISON_REFUSED);
	g_assert_cmpint(poison_enter(poison, 7, "", NOW + 2 + DAY), >=, 0);
}

/* A clock that was wrong refuses nothing for years. */
static void
the_future_is_not_believed(Beside *beside, gconstpointer data)
{
	(void)data;
	dies_of(beside, NOW + 9 * DAY, (const guint64[]){ 7, 0 });
	dies_of(beside, NOW + 9 * DAY, (const guint64[]){ 7, 0 });
	assert_refused(beside, NOW, 7, false);
}

typedef struct Other {
	Poison *poison;
	guint64 print;
	gint has_begun, is_in;
} Other;

static void *
go_in_and_out(void *data)
{
	Other *other = data;

	g_atomic_int_set(&other->has_begun, 1);
	int place = poison_enter(other->poison, other->print, "", NOW + 1);
	g_atomic_int_set(&other->is_in, 1);
	poison_leave(other->poison, place);
	return NULL;
}

static void
suspects_are_judged_one_at_a_time(Beside *beside, gconstpointer data)
{
	(void)data;
	dies_of(beside, NOW, (const guint64[]){ 7, 8, 0 });
	g_autoptr(Poison) poison = begin(beside, NOW + 1);
	int place = poison_enter(poison, 7, "", NOW + 1);
	Other fresh = { poison, 9, 0, 0 }, suspect = { poison, 8, 0, 0 },
	      same = { poison, 7, 0, 0 };

	g_thread_join(g_thread_new("fresh", go_in_and_out, &fresh));
	g_assert_cmpint(g_atomic_int_get(&fresh.is_in), ==, 1);
	GThread *threads[] = { g_thread_new("suspect", go_in_and_out, &suspect),
		g_thread_new("same", go_in_and_out, &same) };
	while (!g_atomic_int_get(&suspect.has_begun) || !g_atomic_int_get(&same.has_begun))
		g_thread_yield();
	g_usleep(20000); /* long enough for whoever is let in */
	g_assert_cmpint(g_atomic_int_get(&suspect.is_in), ==, 0);
	g_assert_cmpint(g_atomic_int_get(&same.is_in), ==, 0);
	poison_leave(poison, place);
	g_thread_join(threads[0]);
	g_thread_join(threads[1]);
	g_assert_cmpint(poison_enter(poison, 8, "", NOW + 2), >=, 0);
	g_assert_cmpint(poison_enter(poison, 7, "", NOW + 2), >=, 0);
}

static void
when_all_places_are_taken_mail_is_judged(Beside *beside, gconstpointer data)
{
	(void)data;
	g_autoptr(Poison) poison = begin(beside, NOW);

	for (guint64 i = 1; i <= PLACES; i++)
		g_assert_cmpint(poison_enter(poison, i, "", NOW), >=, 0);
	g_assert_cmpint(poison_enter(poison, PLACES + 1, "", NOW), ==, POISON_NO_PLACE);
	poison_leave(poison, 3);
	g_assert_cmpint(poison_enter(poison, PLACES + 1, "", NOW), ==, 3);
}

static void
mail_that_was_only_nearby_makes_room(Beside *beside, gconstpointer data)
{
	(void)data;
	guint64 many[PLACES + 1] = { 0 };

	for (guint64 i = 0; i < PLACES; i++)
		many[i] = i + 1;
	dies_of(beside, NOW, many);
	dies_of(beside, NOW + 1, (const guint64[]){ 9000, 0 });
	dies_of(beside, NOW + 2, (const guint64[]){ 9000, 0 });
	assert_refused(beside, NOW + 3, 9000, true);
	assert_refused(beside, NOW + 3, 9001, false);
}

static void
whatever_stands_in_the_file_is_survived(Beside *beside, gconstpointer data)
{
	(void)data;
	g_autoptr(GRand) chance = g_rand_new_with_seed(42);

	dies_of(beside, NOW, (const guint64[]){ 7, 8, 0 });
	g_autofree char *good = NULL;
	gsize length = 0;
	g_assert_true(g_file_get_contents(beside->file, &good, &length, NULL));
	for (int round = 0; round < 200; round++) {
		g_autofree char *bent = g_memdup2(good, length);
		gsize cut = round % 2 == 0 ? length : (gsize)g_rand_int(chance) % length;
		for (int i = 0; i < 40; i++)
			bent[8 + (gsize)g_rand_int(chance) % 200] = (char)g_rand_int(chance);
		g_assert_true(g_file_set_contents(beside->file, bent, (gssize)cut, NULL));
		g_autofree char *queue_id = NULL;
		poison_count(beside->database, NOW + 1, &queue_id);
		g_autoptr(Poison) poison = begin(beside, NOW + 1);
		poison_leave(poison, poison_enter(poison, 9, "4ABC", NOW + 1));
	}
}

static void
cut_short_under_way_it_is_survived(Beside *beside, gconstpointer data)
{
	(void)data;
	g_autoptr(Poison) poison = begin(beside, NOW);
	int place = poison_enter(poison, 7, "", NOW);

	g_assert_cmpint(truncate(beside->file, 0), ==, 0);
	poison_leave(poison, place);
	g_assert_cmpint(poison_enter(poison, 8, "", NOW), >=, 0);
}

static void
assert_no_guard(const Beside *beside)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *queue_id = NULL;

	g_assert_null(poison_open(beside->database, NOW, &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM);
	g_assert_nonnull(strstr(error->message, beside->file));
	g_assert_cmpuint(poison_count(beside->database, NOW, &queue_id), ==, 0);
}

static void
what_cannot_be_used_is_said(Beside *beside, gconstpointer data)
{
	(void)data;
	g_assert_cmpint(g_mkdir(beside->file, 0700), ==, 0);
	assert_no_guard(beside);
	g_assert_cmpint(g_rmdir(beside->file), ==, 0);
	g_assert_cmpint(symlink("/dev/null", beside->file), ==, 0);
	assert_no_guard(beside);
	g_assert_cmpint(g_remove(beside->file), ==, 0);
	const Beside nowhere = { NULL, (char *)"/nonexistent/record.db",
		(char *)"/nonexistent/being-judged" };
	assert_no_guard(&nowhere);
}

static void
a_full_disk_is_said(Beside *beside, gconstpointer data)
{
	(void)data;
	pid_t child = fork();

	if (child == 0) {
		const struct rlimit none = { 100, 100 };
		g_autoptr(GError) error = NULL;
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &none);
		Poison *poison = poison_open(beside->database, NOW, &error);
		_exit(poison == NULL && error != NULL ? 0 : 1);
	}
	int status = 0;
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_cmpint(status, ==, 0);
}

static void
two_daemons_do_not_share_it(Beside *beside, gconstpointer data)
{
	(void)data;
	g_autoptr(Poison) one = begin(beside, NOW);
	g_autoptr(GError) error = NULL;

	g_assert_nonnull(one);
	g_assert_null(poison_open(beside->database, NOW, &error));
	g_assert_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM);
	g_assert_nonnull(strstr(error->message, "another daemon"));
}

static void
nobody_guards_without_it(Beside *beside, gconstpointer data)
{
	(void)beside, (void)data;
	g_assert_cmpint(poison_enter(NULL, 7, "", NOW), ==, POISON_NO_PLACE);
	poison_leave(NULL, POISON_NO_PLACE);
}

static guint64
print_of(const char *sender, const char *mail)
{
	g_autoptr(Envelope) envelope = envelope_new();
	GString *raw = g_string_new(mail);

	g_free(envelope->sender);
	envelope->sender = g_strdup(sender);
	guint64 print = poison_print(envelope, raw);
	g_string_free(raw, TRUE);
	return print;
}

static void
mail_that_comes_again_is_known(Beside *beside, gconstpointer data)
{
	(void)beside, (void)data;
	guint64 first = print_of("a@b", "Received: one\r\n\r\nHello\r\n");

	g_assert_cmpuint(first, !=, 0);
	g_assert_cmpuint(first, ==, print_of("a@b", "Received: two\r\n\r\nHello\r\n"));
	g_assert_cmpuint(first, !=, print_of("c@b", "Received: one\r\n\r\nHello\r\n"));
	g_assert_cmpuint(first, !=, print_of("a@b", "Received: one\r\n\r\nHallo\r\n"));
	g_assert_cmpuint(print_of("", ""), !=, 0);
}

int
main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*test)(Beside *beside, gconstpointer data);
	} tests[] = {
		{ "what was judged well is forgotten", what_was_judged_well_is_forgotten },
		{ "two deaths are enough", two_deaths_are_enough },
		{ "deaths are found at the start", deaths_are_found_at_the_start },
		{ "one death and a good end start anew", one_death_and_a_good_end_start_anew },
		{ "a day later it is judged again", a_day_later_it_is_judged_again },
		{ "the future is not believed", the_future_is_not_believed },
		{ "suspects are judged one at a time", suspects_are_judged_one_at_a_time },
		{ "when all places are taken mail is judged",
			when_all_places_are_taken_mail_is_judged },
		{ "mail that was only nearby makes room", mail_that_was_only_nearby_makes_room },
		{ "whatever stands in the file is survived",
			whatever_stands_in_the_file_is_survived },
		{ "cut short under way it is survived", cut_short_under_way_it_is_survived },
		{ "what cannot be used is said", what_cannot_be_used_is_said },
		{ "a full disk is said", a_full_disk_is_said },
		{ "two daemons do not share it", two_daemons_do_not_share_it },
		{ "nobody guards without it", nobody_guards_without_it },
		{ "mail that comes again is known", mail_that_comes_again_is_known },
	};

	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(tests); i++) {
		g_autofree char *path = g_strdup_printf("/poison/%s", tests[i].name);
		g_test_add(path, Beside, NULL, set_up, tests[i].test, tear_down);
	}
	return g_test_run();
}
