/* bench-judge.c - CPU time for whole judgements of mails, and of their stages, in turns within one
 * run. Not a test.
 *
 * bench-judge ROUNDS RULES FILE.eml...; SPDX-License-Identifier: MIT */
#include "config.h" /* clock_gettime */

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "judge.h"
#include "language.h"

enum { STAGE_READ, STAGE_SPLIT, STAGE_LANGUAGE, STAGE_CUSTOMER, STAGE_REPLY, STAGE_ALL, N_STAGES };

static const char *const stages[] = {
	"reading the mail",
	"splitting it",
	"language",
	"customer's half",
	"reply's half",
	"judge(), all of it",
};

typedef struct Run {
	const Rulebook *rulebook;
	const Settings *settings;
	double us[N_STAGES];
	guint judged;
	gsize bytes; /* of the two texts */
} Run;

static double
cpu_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static double
stage(Run *run, int which, double since)
{
	double now = cpu_us();

	run->us[which] += now - since;
	return now;
}

static void
measure_stages(Run *run, GBytes *raw)
{
	double at = cpu_us();
	g_autoptr(Message) message = message_parse(raw, NULL);
	at = stage(run, STAGE_READ, at);
	g_autoptr(Conversation) split =
		conversation_split(message, rulebook_attribution(run->rulebook), NULL, NULL);
	at = stage(run, STAGE_SPLIT, at);
	g_autofree char *both = g_strconcat(split->customer, "\n", split->reply, NULL);
	const char *language = language_guess(both);
	at = stage(run, STAGE_LANGUAGE, at);
	g_autoptr(Customer) customer =
		customer_read(run->rulebook, language, split->customer, "Ann Example");
	at = stage(run, STAGE_CUSTOMER, at);
	g_autoptr(Reply) reply = reply_read(run->rulebook, language, split->reply, customer);
	(void)stage(run, STAGE_REPLY, at);
	run->bytes += customer->prose->length + reply->prose->length;
}

static void
measure(Run *run, GBytes *raw)
{
	double at = cpu_us();
	g_autoptr(Judgement) judgement = judge(run->rulebook, run->settings, NULL, raw, NULL);

	if (judgement->skip != SKIP_NONE)
		return;
	(void)stage(run, STAGE_ALL, at);
	run->judged++;
	measure_stages(run, raw);
}

static GBytes *
contents(const char *path)
{
	char *text;
	gsize length;

	if (!g_file_get_contents(path, &text, &length, NULL)) {
		fprintf(stderr, "bench-judge: cannot read %s\n", path);
		exit(3);
	}
	return g_bytes_new_take(text, length);
}

int
main(int argc, char **argv)
{
	if (argc < 4) {
		fprintf(stderr, "usage: bench-judge ROUNDS RULES FILE.eml...\n");
		return 2;
	}
	setlocale(LC_ALL, "C.UTF-8");
	message_init();
	const char *folders[] = { argv[2], NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(Rulebook) rulebook = rulebook_load(folders, &error);
	g_autoptr(Settings) settings = settings_load(NULL, NULL);
	if (rulebook == NULL) {
		fprintf(stderr, "bench-judge: %s\n", error->message);
		return 3;
	}
	rulebook_make_hints(rulebook);
	Run run = { .rulebook = rulebook, .settings = settings };
	gint64 rounds = g_ascii_strtoll(argv[1], NULL, 10);
	for (gint64 round = rounds; round >= 0; round--) {
		for (int i = 3; i < argc; i++) {
			g_autoptr(GBytes) raw = contents(argv[i]);
			measure(&run, raw);
		}
		if (round == rounds) /* warm now */
			run = (Run){ .rulebook = rulebook, .settings = settings };
	}
	printf("%u judgements, %.0f bytes of text each\n", run.judged,
		(double)run.bytes / MAX(1, run.judged));
	for (int i = 0; i < N_STAGES; i++)
		printf("%-20s %7.1f us\n", stages[i], run.us[i] / MAX(1, run.judged));
	return 0;
}
