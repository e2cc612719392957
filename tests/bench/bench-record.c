/* bench-record.c - how long the record's writer makes a mail wait, under a steady load of several
 * connections that share its commits: median, 99th of 100 and the longest, in milliseconds.
 *
 * bench-record DATABASE SECONDS; SPDX-License-Identifier: MIT */
#include "config.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "../made-up.h"
#include "record.h"

/* About 300 replies a second: far more than any support desk sends. */
enum { THREADS = 4, PAUSE_US = 12000, MOST = 100000 };

static Record *record;
static Settings *settings;
static gint64 until;
static double waits[THREADS][MOST];
static guint counts[THREADS];

static void *
write_rows(void *data)
{
	guint thread = GPOINTER_TO_UINT(data);
	g_autoptr(GError) error = NULL;

	while (g_get_monotonic_time() < until && counts[thread] < MOST) {
		g_autoptr(Envelope) envelope = envelope_new();
		Judgement *judgement = made_up_judgement();
		g_free(judgement->id);
		judgement->id = g_uuid_string_random();
		g_autoptr(Action) action =
			action_plan(settings, judgement, "mx.example", true, true);
		gint64 start = g_get_monotonic_time();
		if (!record_judgement(record, envelope, judgement, action, &error)) {
			fprintf(stderr, "bench-record: %s\n", error->message);
			exit(3);
		}
		waits[thread][counts[thread]++] = (double)(g_get_monotonic_time() - start) / 1000;
		/* Its parts are left to the end of the process, as in fill-record.c. */
		g_usleep(PAUSE_US);
	}
	return NULL;
}

static int
by_size(const void *a, const void *b)
{
	double one = *(const double *)a, other = *(const double *)b;

	return one < other ? -1 : one > other;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	pthread_t threads[THREADS];
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(double));

	if (argc != 3)
		return fprintf(stderr, "usage: bench-record DATABASE SECONDS\n"), 2;
	settings = settings_load(NULL, NULL);
	/* The rows of the bench's past are no older than it is. */
	settings->log_keep = 0;
	record = record_open(argv[1], settings, &error);
	if (record == NULL)
		return fprintf(stderr, "bench-record: %s\n", error->message), 3;
	until = g_get_monotonic_time() + g_ascii_strtoll(argv[2], NULL, 10) * G_USEC_PER_SEC;
	for (guint i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, write_rows, GUINT_TO_POINTER(i));
	for (guint i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
		g_array_append_vals(all, waits[i], counts[i]);
	}
	g_array_sort(all, by_size);
	const double *sorted = (const double *)(const void *)all->data;
	printf("%u rows, median %.3f, 99th %.3f, longest %.3f\n", all->len, sorted[all->len / 2],
		sorted[all->len * 99 / 100], sorted[all->len - 1]);
	record_close(record);
	settings_unref(settings);
	return 0;
}
