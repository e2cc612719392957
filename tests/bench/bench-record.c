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

#include <glib/gstdio.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../made-up.h"
#include "bench-people.h"
#include "record.h"
#include "../../src/record-sql.h"

/* About 300 replies a second: far more than any support desk sends. */
enum { WRITERS = 4, PAUSE_US = 12000, MOST_ROUNDS_BEFORE = 4 };
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

	if (!record_judgement(record, envelope, judgement, action, NULL, NULL, &error)) {
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

/* ---- slices ---- */

static bool
is_quiet(Slice slice)
{
	return slice == SLICE_NOBODY || slice == SLICE_AGAIN;
}

static void
pass_slice(Slice slice, Person *persons, guint n, gint64 length)
{
	pthread_t threads[MOST_PEOPLE];

	g_usleep(SETTLE_US);
	double before = ready_ms();
	g_atomic_int_set(&slice_now, slice);
	if (is_quiet(slice))
		g_usleep((gulong)length);
	for (guint i = 0; !is_quiet(slice) && i < n; i++) {
		persons[i].until = g_get_monotonic_time() + length;
		pthread_create(&threads[i], NULL, slice == SLICE_PEOPLE ? people_ask : people_burn,
			&persons[i]);
	}
	for (guint i = 0; !is_quiet(slice) && i < n; i++)
		pthread_join(threads[i], NULL);
	g_atomic_int_set(&slice_now, SLICE_NONE);
	ready[slice] += ready_ms() - before;
}

/* The CPU that is burnt is what people took the last time. */
static void
pass_round(guint round, Person *persons, guint n, gint64 length)
{
	for (int i = 0; i < N_SLICES; i++)
		waits[i] = g_array_new(FALSE, FALSE, sizeof(Wait));
	for (guint i = 0; i < N_SLICES; i++)
		pass_slice((Slice)((round + i) % N_SLICES), persons, n, length);
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
	return *(
		const double *)(const void *)(values->data + at * g_array_get_element_size(values));
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

static gint64
log_bytes(void)
{
	g_autofree char *path = g_strconcat(people.database, "-wal", NULL);
	GStatBuf info;

	return g_stat(path, &info) == 0 ? (gint64)info.st_size : 0;
}

/* Not counted: while people read the log grows, and stays as large afterwards. */
static void
reach_size(Person *persons, guint n, gint64 length)
{
	gint64 before = -1;
	guint rounds = 0;

	for (; rounds < MOST_ROUNDS_BEFORE && log_bytes() > before; rounds++) {
		before = log_bytes();
		pass_round(0, persons, n, length);
	}
	memset(ready, 0, sizeof ready);
	printf("%u rounds before: the log has %.0f MB\n", rounds, (double)log_bytes() / 1e6);
	fflush(stdout);
}

static void
measure(guint rounds, guint n_people, gint64 length)
{
	static Person persons[MOST_PEOPLE];
	GArray *all[N_SLICES];
	guint questions = 0;
	double cpu = 0;

	for (int slice = 0; slice < N_SLICES; slice++)
		all[slice] = g_array_new(FALSE, FALSE, sizeof(Wait));
	for (guint i = 0; i < n_people; i++)
		persons[i].number = i;
	reach_size(persons, n_people, length);
	for (guint round = 0; round < rounds; round++) {
		pass_round(round, persons, n_people, length);
		for (guint i = 0; i < n_people; i++) {
			questions += persons[i].n;
			for (guint j = 0; j < persons[i].n; j++)
				cpu += (double)persons[i].costs[j] / G_USEC_PER_SEC;
		}
		for (guint i = 0; i < N_COMPARISONS; i++)
			compare(&comparisons[i]);
		for (int slice = 0; slice < N_SLICES; slice++)
			g_array_append_vals(all[slice], waits[slice]->data, waits[slice]->len);
	}
	printf("%u people, %u questions, which took %.1f s of CPU; %u rounds; the log has %.0f MB\n",
		n_people, questions, cpu, rounds, (double)log_bytes() / 1e6);
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
		return people_burn_alone(argv[2]);
	if (argc < 5)
		return fprintf(stderr, "usage: bench-record DATABASE EMPATHYCTL ID NOW "
				       "[ROUNDS [SECONDS [PEOPLE [PAUSE-MS]]]]\n"),
		       2;
	people = (People){ argv[0], argv[2], argv[1], argv[3], argv[4],
		(gint64)number_of(argc, argv, 8, 1000) * 1000 };
	settings = settings_load(NULL, NULL);
	/* The rows of the bench's past are no older than it is. */
	settings->log_keep = 0;
	record = record_open(people.database, settings, &error);
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
