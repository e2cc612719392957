/* bench-record.c - does the record's writer make a mail wait longer while people read?
 *
 * Several connections write under a steady load. In short slices that take turns in one run, nobody
 * else does anything; people ask the record their questions; and as many programs burn as much CPU
 * in the same rhythm and with the same priority, without a look at the record. What the second has
 * above the third is the record's share, what the third has above the first is the machine's; and
 * whatever else the machine does weighs on all three.
 *
 * bench-record DATABASE EMPATHYCTL ID NOW [ROUNDS [SECONDS [PEOPLE [PAUSE-MS]]]]; ID: a reply to
 * show, NOW: seconds since 1970, SECONDS: of a slice, PAUSE-MS: between a person's questions.
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../made-up.h"
#include "record.h"
#include "yielding.h"

/* About 300 replies a second: far more than any support desk sends. */
enum { WRITERS = 4, PAUSE_US = 12000, MOST_PEOPLE = 16, MOST_QUESTIONS = 4000 };
#define SETTLE_US (G_USEC_PER_SEC / 2)

typedef enum Slice { SLICE_NOBODY, SLICE_PEOPLE, SLICE_CPU, N_SLICES, SLICE_NONE } Slice;

static const char *const names[N_SLICES] = { "nobody reads", "people read",
	"as much CPU, no reading" };

static Record *record;
static Settings *settings;
static const char *program, *ctl, *database, *shown, *now;
static gint64 pause_us;
static gint slice_now = SLICE_NONE; /* atomic */
static gint is_over;                /* atomic */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static GArray *waits[N_SLICES]; /* of double, milliseconds; of one round; under lock */

/* ---- mail ---- */

static double
write_one(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Envelope) envelope = envelope_new();
	/* Its parts are left to the end of the process, as in fill-record.c. */
	Judgement *judgement = made_up_judgement();
	g_free(judgement->id);
	judgement->id = g_uuid_string_random();
	g_autoptr(Action) action = action_plan(settings, judgement, "mx.example", true, true);
	gint64 start = g_get_monotonic_time();

	if (!record_judgement(record, envelope, judgement, action, &error)) {
		fprintf(stderr, "bench-record: %s\n", error->message);
		exit(3);
	}
	return (double)(g_get_monotonic_time() - start) / 1000;
}

static void *
write_rows(void *data)
{
	(void)data;
	while (g_atomic_int_get(&is_over) == 0) {
		int slice = g_atomic_int_get(&slice_now);
		double wait = write_one();
		/* One that began in another slice belongs to none. */
		if (slice != SLICE_NONE && slice == g_atomic_int_get(&slice_now)) {
			pthread_mutex_lock(&lock);
			g_array_append_val(waits[slice], wait);
			pthread_mutex_unlock(&lock);
		}
		g_usleep(PAUSE_US);
	}
	return NULL;
}

/* ---- people ---- */

typedef struct Person {
	guint number;
	Slice slice;
	gint64 until;
	gint64 costs[MOST_QUESTIONS]; /* of CPU, in microseconds */
	guint n;
} Person;

/* Gives the CPU it took, in microseconds. */
static gint64
run(const char *const *arguments)
{
	struct rusage used;
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
		dup2(nowhere, 1);
		dup2(nowhere, 2);
		execv(arguments[0], (char **)arguments);
		_exit(3);
	}
	if (child < 0 || wait4(child, &status, 0, &used) != child || status != 0) {
		fprintf(stderr, "bench-record: %s %s does not work\n", arguments[0], arguments[1]);
		exit(3);
	}
	return (gint64)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * G_USEC_PER_SEC +
	       used.ru_utime.tv_usec + used.ru_stime.tv_usec;
}

static gint64
ask(guint question)
{
	const char *const questions[][9] = {
		{ ctl, "report", "--db", database, "--since=30d", "--now", now, NULL },
		{ ctl, "log", "--db", database, "--limit=50", NULL },
		{ ctl, "show", "--db", database, shown, NULL },
		{ ctl, "log", "--db", database, "--since=2026-10-31", "--verdict=hold", NULL },
		{ ctl, "metrics", "--db", database, NULL },
	};

	return run(questions[question % G_N_ELEMENTS(questions)]);
}

static void
burn_as_much(gint64 microseconds)
{
	g_autofree char *cost = g_strdup_printf("%" G_GINT64_FORMAT, microseconds);
	const char *const arguments[] = { program, "burn", cost, NULL };

	run(arguments);
}

static void *
ask_on(void *data)
{
	Person *person = data;

	person->n = 0;
	while (g_get_monotonic_time() < person->until && person->n < MOST_QUESTIONS) {
		person->costs[person->n] = ask(person->number + person->n);
		person->n++;
		g_usleep((gulong)pause_us);
	}
	return NULL;
}

/* The same once more, without the record. */
static void *
burn_on(void *data)
{
	const Person *person = data;

	for (guint i = 0; i < person->n; i++) {
		burn_as_much(person->costs[i]);
		g_usleep((gulong)pause_us);
	}
	return NULL;
}

static int
burn(const char *microseconds)
{
	clock_t until = (clock_t)((double)g_ascii_strtoll(microseconds, NULL, 10) * CLOCKS_PER_SEC /
				  G_USEC_PER_SEC);

	yielding_to_others();
	while (clock() < until)
		;
	return 0;
}

/* ---- slices ---- */

static void
pass_slice(Slice slice, Person *people, guint n, gint64 length)
{
	pthread_t threads[MOST_PEOPLE];

	g_usleep(SETTLE_US);
	g_atomic_int_set(&slice_now, slice);
	if (slice == SLICE_NOBODY)
		g_usleep((gulong)length);
	for (guint i = 0; slice != SLICE_NOBODY && i < n; i++) {
		people[i].until = g_get_monotonic_time() + length;
		pthread_create(
			&threads[i], NULL, slice == SLICE_PEOPLE ? ask_on : burn_on, &people[i]);
	}
	for (guint i = 0; slice != SLICE_NOBODY && i < n; i++)
		pthread_join(threads[i], NULL);
	g_atomic_int_set(&slice_now, SLICE_NONE);
}

static int
by_size(const void *a, const void *b)
{
	double one = *(const double *)a, other = *(const double *)b;

	return one < other ? -1 : one > other;
}

static double
quantile(GArray *values, guint hundredth)
{
	g_array_sort(values, by_size);
	return values->len > 0 ? g_array_index(values, double,
					 MIN(values->len - 1, values->len * hundredth / 100))
			       : 0;
}

static double
ratio(GArray *one, GArray *other, guint hundredth)
{
	return quantile(one, hundredth) / quantile(other, hundredth);
}

/* Of all that was measured, and the middle one of the rounds: a stall of the machine's that falls
 * into one slice spoils the first, not the second. */
static void
print_ratio(const char *name, GArray *const *all, Slice one, Slice other, GArray *const *rounds)
{
	printf("%-44s median %5.2f (%.2f)   99th %5.2f (%.2f)\n", name,
		ratio(all[one], all[other], 50), quantile(rounds[0], 50),
		ratio(all[one], all[other], 99), quantile(rounds[1], 50));
}

static GArray *
doubles(void)
{
	return g_array_new(FALSE, FALSE, sizeof(double));
}

typedef struct Comparison {
	const char *name;
	Slice one, other;
	GArray *rounds[2]; /* ratios of medians, of 99ths */
} Comparison;

static void
measure(guint rounds, guint n_people, gint64 length)
{
	static Person people[MOST_PEOPLE];
	Comparison comparisons[] = {
		{ "people, of nobody", SLICE_PEOPLE, SLICE_NOBODY, { NULL, NULL } },
		{ "CPU alone, of nobody: the machine's share", SLICE_CPU, SLICE_NOBODY,
			{ NULL, NULL } },
		{ "people, of CPU alone: the record's share", SLICE_PEOPLE, SLICE_CPU,
			{ NULL, NULL } },
	};
	GArray *all[N_SLICES] = { doubles(), doubles(), doubles() };
	guint questions = 0;
	double cpu = 0;

	for (guint i = 0; i < G_N_ELEMENTS(comparisons); i++)
		for (guint j = 0; j < 2; j++)
			comparisons[i].rounds[j] = doubles();
	for (guint i = 0; i < n_people; i++)
		people[i].number = i;
	/* The log has to reach its size first. */
	g_usleep(2 * G_USEC_PER_SEC);
	for (guint round = 0; round < rounds; round++) {
		for (int slice = 0; slice < N_SLICES; slice++) {
			waits[slice] = doubles();
			pass_slice((Slice)slice, people, n_people, length);
		}
		for (guint i = 0; i < n_people; i++) {
			questions += people[i].n;
			for (guint j = 0; j < people[i].n; j++)
				cpu += (double)people[i].costs[j] / G_USEC_PER_SEC;
		}
		for (guint i = 0; i < G_N_ELEMENTS(comparisons); i++) {
			double median =
				ratio(waits[comparisons[i].one], waits[comparisons[i].other], 50);
			double tail =
				ratio(waits[comparisons[i].one], waits[comparisons[i].other], 99);
			g_array_append_val(comparisons[i].rounds[0], median);
			g_array_append_val(comparisons[i].rounds[1], tail);
		}
		for (int slice = 0; slice < N_SLICES; slice++)
			g_array_append_vals(all[slice], waits[slice]->data, waits[slice]->len);
	}
	printf("%u people, %u questions, which took %.1f s of CPU\n", n_people, questions, cpu);
	for (int slice = 0; slice < N_SLICES; slice++)
		printf("%-24s %6u rows, ms: median %.2f, 95th %.2f, 99th %.2f, longest %.1f\n",
			names[slice], all[slice]->len, quantile(all[slice], 50),
			quantile(all[slice], 95), quantile(all[slice], 99),
			quantile(all[slice], 100));
	for (guint i = 0; i < G_N_ELEMENTS(comparisons); i++)
		print_ratio(comparisons[i].name, all, comparisons[i].one, comparisons[i].other,
			comparisons[i].rounds);
}

static guint
number_of(int argc, char **argv, int place, guint otherwise)
{
	return argc > place ? (guint)g_ascii_strtoull(argv[place], NULL, 10) : otherwise;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	pthread_t writers[WRITERS];

	if (argc == 3 && g_str_equal(argv[1], "burn"))
		return burn(argv[2]);
	if (argc < 5)
		return fprintf(stderr, "usage: bench-record DATABASE EMPATHYCTL ID NOW "
				       "[ROUNDS [SECONDS [PEOPLE [PAUSE-MS]]]]\n"),
		       2;
	program = argv[0];
	database = argv[1];
	ctl = argv[2];
	shown = argv[3];
	now = argv[4];
	pause_us = (gint64)number_of(argc, argv, 8, 1000) * 1000;
	settings = settings_load(NULL, NULL);
	/* The rows of the bench's past are no older than it is. */
	settings->log_keep = 0;
	record = record_open(database, settings, &error);
	if (record == NULL)
		return fprintf(stderr, "bench-record: %s\n", error->message), 3;
	for (guint i = 0; i < WRITERS; i++)
		pthread_create(&writers[i], NULL, write_rows, NULL);
	measure(number_of(argc, argv, 5, 10), MIN(number_of(argc, argv, 7, 3), MOST_PEOPLE),
		(gint64)number_of(argc, argv, 6, 5) * G_USEC_PER_SEC);
	g_atomic_int_set(&is_over, 1);
	for (guint i = 0; i < WRITERS; i++)
		pthread_join(writers[i], NULL);
	record_close(record);
	settings_unref(settings);
	return 0;
}
