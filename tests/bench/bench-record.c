/* bench-record.c - does the record's writer make a mail wait longer while people read?
 *
 * Several connections write under a steady load. In short slices that take turns in one run, nobody
 * else does anything; people ask the record their questions; nobody does again; and as many
 * programs burn as much CPU in the same rhythm and with the same priority, without a look at the
 * record. What the second has above the fourth is the record's share, what the fourth has above the
 * others is the machine's, and what the third has above the first is noise. Each round begins with
 * another slice, and all is compared within a round, so that what else the machine does weighs on
 * all of them.
 *
 * bench-record DATABASE EMPATHYCTL ID NOW [ROUNDS [SECONDS [PEOPLE [PAUSE-MS]]]]; ID: a reply to
 * show, NOW: seconds since 1970, SECONDS: of a slice, PAUSE-MS: between a person's questions.
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../made-up.h"
#include "record.h"
#include "../../src/record-sql.h"
#include "yielding.h"

/* About 300 replies a second: far more than any support desk sends. */
enum { WRITERS = 4, PAUSE_US = 12000, MOST_PEOPLE = 16, MOST_QUESTIONS = 4000 };
#define SETTLE_US (G_USEC_PER_SEC / 2)

typedef enum Slice {
	SLICE_NOBODY,
	SLICE_PEOPLE,
	SLICE_AGAIN,
	SLICE_CPU,
	N_SLICES,
	SLICE_NONE,
} Slice;

static const char *const names[N_SLICES] = { "nobody reads", "people read", "nobody again",
	"as much CPU, no reading" };

/* A row's, in milliseconds; disk: what the writer waited for the disk meanwhile. */
typedef struct Wait {
	double all, disk;
} Wait;

static Record *record;
static Settings *settings;
static const char *program, *ctl, *database, *shown, *now;
static gint64 pause_us;
static gint slice_now = SLICE_NONE; /* atomic */
static gint is_over;                /* atomic */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static GArray *waits[N_SLICES]; /* of Wait; of one round; under lock */
static double ready[N_SLICES];  /* milliseconds that the writer waited for a CPU */

/* ---- the writer's thread ---- */

static _Thread_local bool is_writer;
static gsize disk_us; /* atomic; so far */
static gint writer_id;

/* In place of the C library's: SQLite calls it at each commit. */
int
fdatasync(int file)
{
	gint64 start = g_get_monotonic_time();
	int result = (int)syscall(SYS_fdatasync, file);

	if (is_writer)
		g_atomic_pointer_add(&disk_us, (gssize)(g_get_monotonic_time() - start));
	return result;
}

static bool
meet_writer(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)writer, (void)data, (void)kept, (void)error;
	is_writer = true;
	g_atomic_int_set(&writer_id, (gint)syscall(SYS_gettid));
	return true;
}

/* How long it was ready to run and did not, so far; 0 where the kernel does not say. */
static double
ready_ms(void)
{
	g_autofree char *path = g_strdup_printf("/proc/self/task/%d/schedstat", writer_id);
	g_autofree char *text = NULL;
	unsigned long long on = 0, off = 0;

	if (!g_file_get_contents(path, &text, NULL, NULL) ||
		sscanf(text, "%llu %llu", &on, &off) != 2)
		return 0;
	return (double)off / 1e6;
}

/* ---- mail ---- */

static Wait
write_one(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Envelope) envelope = envelope_new();
	/* Its parts are left to the end of the process, as in fill-record.c. */
	Judgement *judgement = made_up_judgement();
	g_free(judgement->id);
	judgement->id = g_uuid_string_random();
	g_autoptr(Action) action = action_plan(settings, judgement, "mx.example", true, true);
	gsize disk = (gsize)g_atomic_pointer_get(&disk_us);
	gint64 start = g_get_monotonic_time();

	if (!record_judgement(record, envelope, judgement, action, &error)) {
		fprintf(stderr, "bench-record: %s\n", error->message);
		exit(3);
	}
	return (Wait){ (double)(g_get_monotonic_time() - start) / 1000,
		(double)((gsize)g_atomic_pointer_get(&disk_us) - disk) / 1000 };
}

static void *
write_rows(void *data)
{
	(void)data;
	while (g_atomic_int_get(&is_over) == 0) {
		int slice = g_atomic_int_get(&slice_now);
		Wait wait = write_one();
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

/* Gives the CPU it took, in microseconds. Not by fork(): its copy of our memory would make the
 * writer slower. */
static gint64
run(const char *const *arguments)
{
	struct rusage used;
	posix_spawn_file_actions_t files;
	int status = 0;
	pid_t child = -1;

	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_adddup2(&files, 1, 2);
	int result =
		posix_spawn(&child, arguments[0], &files, NULL, (char *const *)arguments, environ);
	posix_spawn_file_actions_destroy(&files);
	if (result != 0 || wait4(child, &status, 0, &used) != child || status != 0) {
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

static bool
is_quiet(Slice slice)
{
	return slice == SLICE_NOBODY || slice == SLICE_AGAIN;
}

static void
pass_slice(Slice slice, Person *people, guint n, gint64 length)
{
	pthread_t threads[MOST_PEOPLE];

	g_usleep(SETTLE_US);
	double before = ready_ms();
	g_atomic_int_set(&slice_now, slice);
	if (is_quiet(slice))
		g_usleep((gulong)length);
	for (guint i = 0; !is_quiet(slice) && i < n; i++) {
		people[i].until = g_get_monotonic_time() + length;
		pthread_create(
			&threads[i], NULL, slice == SLICE_PEOPLE ? ask_on : burn_on, &people[i]);
	}
	for (guint i = 0; !is_quiet(slice) && i < n; i++)
		pthread_join(threads[i], NULL);
	g_atomic_int_set(&slice_now, SLICE_NONE);
	ready[slice] += ready_ms() - before;
}

/* The CPU that is burnt is what people took the last time. */
static void
pass_round(guint round, Person *people, guint n, gint64 length)
{
	for (int i = 0; i < N_SLICES; i++)
		waits[i] = g_array_new(FALSE, FALSE, sizeof(Wait));
	for (guint i = 0; i < N_SLICES; i++)
		pass_slice((Slice)((round + i) % N_SLICES), people, n, length);
}

/* ---- figures ---- */

static int
by_size(const void *a, const void *b)
{
	double one = *(const double *)a, other = *(const double *)b;

	return one < other ? -1 : one > other;
}

/* Of doubles, or of what begins with one. */
static double
quantile(GArray *values, guint hundredth)
{
	if (values->len == 0)
		return 0;
	g_array_sort(values, by_size);
	guint at = MIN(values->len - 1, values->len * hundredth / 100);
	return *(const double *)(values->data + at * g_array_get_element_size(values));
}

/* Of the time that the slowest hundredth waited. */
static double
share_of_disk(GArray *sorted)
{
	double all = 0, disk = 0;

	for (guint i = sorted->len * 99 / 100; i < sorted->len; i++) {
		const Wait *wait = &g_array_index(sorted, Wait, i);
		all += wait->all;
		disk += MIN(wait->disk, wait->all);
	}
	return all > 0 ? disk / all : 0;
}

typedef struct Comparison {
	const char *name;
	Slice one, other;
	GArray *medians, *tails; /* ratios of each round: of medians, of 99ths */
} Comparison;

enum { NOISE, PEOPLE, MACHINE, RECORD, N_COMPARISONS };

static Comparison comparisons[N_COMPARISONS] = {
	[NOISE] = { "nobody again, of nobody: noise", SLICE_AGAIN, SLICE_NOBODY, NULL, NULL },
	[PEOPLE] = { "people, of nobody", SLICE_PEOPLE, SLICE_NOBODY, NULL, NULL },
	[MACHINE] = { "CPU, of nobody: machine's share", SLICE_CPU, SLICE_NOBODY, NULL, NULL },
	[RECORD] = { "people, of CPU: record's share", SLICE_PEOPLE, SLICE_CPU, NULL, NULL },
};

static void
compare(Comparison *comparison)
{
	GArray *one = waits[comparison->one], *other = waits[comparison->other];
	double median = quantile(one, 50) / quantile(other, 50);
	double tail = quantile(one, 99) / quantile(other, 99);

	if (comparison->medians == NULL) {
		comparison->medians = g_array_new(FALSE, FALSE, sizeof(double));
		comparison->tails = g_array_new(FALSE, FALSE, sizeof(double));
	}
	g_array_append_val(comparison->medians, median);
	g_array_append_val(comparison->tails, tail);
}

static void
print_waits(GArray *const *all)
{
	for (int slice = 0; slice < N_SLICES; slice++)
		printf("%-24s %6u rows, ms: median %.2f, 95th %.2f, 99th %.2f, longest %.1f; of the "
		       "slowest 1 %% the disk's %.0f %%; ready without a CPU %.3f a row\n",
			names[slice], all[slice]->len, quantile(all[slice], 50),
			quantile(all[slice], 95), quantile(all[slice], 99),
			quantile(all[slice], 100), 100 * share_of_disk(all[slice]),
			ready[slice] / MAX(all[slice]->len, 1));
}

static void
print_comparisons(void)
{
	const Comparison *noise = &comparisons[NOISE], *record_s = &comparisons[RECORD];

	printf("ratios, the middle one of the rounds and the middle half of them:\n");
	for (guint i = 0; i < N_COMPARISONS; i++)
		printf("%-34s median %4.2f (%.2f to %.2f)   99th %4.2f (%.2f to %.2f)\n",
			comparisons[i].name, quantile(comparisons[i].medians, 50),
			quantile(comparisons[i].medians, 25), quantile(comparisons[i].medians, 75),
			quantile(comparisons[i].tails, 50), quantile(comparisons[i].tails, 25),
			quantile(comparisons[i].tails, 75));
	double factor = MAX(quantile(noise->tails, 75), 1 / quantile(noise->tails, 25));
	double share = quantile(record_s->tails, 50);
	printf("the record's share of the 99th is %s the noise, a factor of %.2f\n",
		share > factor       ? "above"
		: share * factor < 1 ? "below"
				     : "within",
		factor);
}

static void
measure(guint rounds, guint n_people, gint64 length)
{
	static Person people[MOST_PEOPLE];
	GArray *all[N_SLICES];
	guint questions = 0;
	double cpu = 0;

	for (int slice = 0; slice < N_SLICES; slice++)
		all[slice] = g_array_new(FALSE, FALSE, sizeof(Wait));
	for (guint i = 0; i < n_people; i++)
		people[i].number = i;
	/* Not counted: the log reaches its size. */
	pass_round(0, people, n_people, length);
	memset(ready, 0, sizeof ready);
	for (guint round = 0; round < rounds; round++) {
		pass_round(round, people, n_people, length);
		for (guint i = 0; i < n_people; i++) {
			questions += people[i].n;
			for (guint j = 0; j < people[i].n; j++)
				cpu += (double)people[i].costs[j] / G_USEC_PER_SEC;
		}
		for (guint i = 0; i < N_COMPARISONS; i++)
			compare(&comparisons[i]);
		for (int slice = 0; slice < N_SLICES; slice++)
			g_array_append_vals(all[slice], waits[slice]->data, waits[slice]->len);
	}
	printf("%u people, %u questions, which took %.1f s of CPU; %u rounds\n", n_people,
		questions, cpu, rounds);
	print_waits(all);
	print_comparisons();
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
	if (!record_write(record, meet_writer, NULL, &error))
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
