/* bench-rules.c - CPU time for reading a mail of 2 KB and its answer by all rules, with
 * hints and without, in turns within one run.
 *
 * bench-rules RULES CUSTOMER.txt REPLY.txt; SPDX-License-Identifier: MIT */
#include "config.h" /* clock_gettime */

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "language.h"
#include "rulebook.h"

enum { ROUNDS = 15, HINTED_READINGS = 200, PLAIN_READINGS = 10 };

static double
cpu_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static int
by_size(const void *a, const void *b)
{
	double one = *(const double *)a, other = *(const double *)b;

	return one < other ? -1 : one > other;
}

static double
median(double *values, size_t n)
{
	qsort(values, n, sizeof(*values), by_size);
	return values[n / 2];
}

static double
reading(const Rulebook *rulebook, Side side, const Prose *prose, int readings)
{
	double start = cpu_us();

	for (int i = 0; i < readings; i++)
		hits_free(rulebook_read(rulebook, "en", side, prose, ~(guint64)0));
	return (cpu_us() - start) / readings;
}

static char *
contents(const char *path)
{
	char *text;

	if (!g_file_get_contents(path, &text, NULL, NULL)) {
		fprintf(stderr, "bench-rules: cannot read %s\n", path);
		exit(3);
	}
	return text;
}

static Rulebook *
load(const char *folder)
{
	const char *folders[] = { folder, NULL };
	g_autoptr(GError) error = NULL;
	Rulebook *rulebook = rulebook_load(folders, &error);

	if (rulebook == NULL) {
		fprintf(stderr, "bench-rules: %s\n", error->message);
		exit(3);
	}
	rulebook_make_hints(rulebook);
	return rulebook;
}

static void
compare(const char *name, const Rulebook *hinted, const Rulebook *plain, Side side,
	const char *text)
{
	g_autoptr(Prose) prose = prose_new(text);
	double with[ROUNDS], without[ROUNDS];

	for (int i = 0; i < ROUNDS; i++) {
		with[i] = reading(hinted, side, prose, HINTED_READINGS);
		without[i] = reading(plain, side, prose, PLAIN_READINGS);
	}
	double hinted_us = median(with, ROUNDS), plain_us = median(without, ROUNDS);
	printf("%-9s %5zu bytes %3zu sentences  with hints %7.1f us  without %8.1f us  ratio "
	       "%5.1f\n",
		name, prose->length, prose->n_sentences, hinted_us, plain_us, plain_us / hinted_us);
}

static void
prepare(const char *name, const char *text)
{
	double folding[ROUNDS], guessing[ROUNDS];

	for (int i = 0; i < ROUNDS; i++) {
		double start = cpu_us();
		for (int k = 0; k < HINTED_READINGS; k++)
			prose_free(prose_new(text));
		folding[i] = (cpu_us() - start) / HINTED_READINGS;
		start = cpu_us();
		for (int k = 0; k < HINTED_READINGS; k++)
			(void)language_guess(text);
		guessing[i] = (cpu_us() - start) / HINTED_READINGS;
	}
	printf("%-9s folding and sentences %5.1f us  language %5.1f us\n", name,
		median(folding, ROUNDS), median(guessing, ROUNDS));
}

int
main(int argc, char **argv)
{
	if (argc != 4) {
		fprintf(stderr, "usage: bench-rules RULES CUSTOMER.txt REPLY.txt\n");
		return 2;
	}
	g_autofree char *customer = contents(argv[2]);
	g_autofree char *reply = contents(argv[3]);
	double start = cpu_us();
	g_autoptr(Rulebook) hinted = load(argv[1]);
	double first = cpu_us() - start;
	start = cpu_us();
	g_autoptr(Rulebook) plain = load(argv[1]);
	double again = cpu_us() - start;

	rulebook_try_everything(plain);
	printf("%u rules, loaded in %.0f ms, again in %.0f ms\n", rulebook_rules(hinted)->len,
		first / 1e3, again / 1e3);
	prepare("customer", customer);
	prepare("reply", reply);
	compare("customer", hinted, plain, SIDE_CUSTOMER, customer);
	compare("reply", hinted, plain, SIDE_REPLY, reply);
	return 0;
}
