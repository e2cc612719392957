/* bench-people.c - people who ask a record their questions. SPDX-License-Identifier: MIT */
#include "config.h"

#include "bench-people.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "yielding.h"

People people;

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
		{ people.ctl, "report", "--db", people.database, "--since=30d", "--now", people.now,
			NULL },
		{ people.ctl, "log", "--db", people.database, "--limit=50", NULL },
		{ people.ctl, "show", "--db", people.database, people.shown, NULL },
		{ people.ctl, "log", "--db", people.database, "--since=2026-10-31",
			"--verdict=hold", NULL },
		{ people.ctl, "metrics", "--db", people.database, NULL },
	};

	return run(questions[question % G_N_ELEMENTS(questions)]);
}

static void
burn_as_much(gint64 microseconds)
{
	g_autofree char *cost = g_strdup_printf("%" G_GINT64_FORMAT, microseconds);
	const char *const arguments[] = { people.program, "burn", cost, NULL };

	run(arguments);
}

void *
people_ask(void *data)
{
	Person *person = data;

	person->n = 0;
	while (g_get_monotonic_time() < person->until && person->n < MOST_QUESTIONS) {
		person->costs[person->n] = ask(person->number + person->n);
		person->n++;
		g_usleep((gulong)people.pause_us);
	}
	return NULL;
}

/* The same once more, without the record. */
void *
people_burn(void *data)
{
	const Person *person = data;

	for (guint i = 0; i < person->n; i++) {
		burn_as_much(person->costs[i]);
		g_usleep((gulong)people.pause_us);
	}
	return NULL;
}

int
people_burn_alone(const char *microseconds)
{
	clock_t until = (clock_t)((double)g_ascii_strtoll(microseconds, NULL, 10) * CLOCKS_PER_SEC /
				  G_USEC_PER_SEC);

	yielding_to_others();
	while (clock() < until)
		;
	return 0;
}
