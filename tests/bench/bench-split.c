/* bench-split.c - how long reading and splitting take for each message. Not a test.
 * usage: bench-split RULES FILE... SPDX-License-Identifier: MIT */
#include "conversation.h"

#include <stdio.h>

enum { ROUNDS = 20 };

typedef struct Sums {
	gint64 reading; /* microseconds */
	gint64 splitting;
	gint64 slowest;
	int messages;
} Sums;

static void
measure(Sums *sums, const Attribution *words, GBytes *raw)
{
	gint64 start = g_get_monotonic_time();
	g_autoptr(Message) message = message_parse(raw, NULL);
	if (message == NULL)
		return;

	gint64 read = g_get_monotonic_time();
	g_autoptr(Conversation) split = conversation_split(message, words, NULL, NULL);
	gint64 end = g_get_monotonic_time();
	sums->reading += read - start;
	sums->splitting += end - read;
	sums->slowest = MAX(sums->slowest, end - start);
	sums->messages++;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	const char *folders[] = { argc > 1 ? argv[1] : "rules", NULL };
	Sums sums = { 0 };

	message_init();
	g_autoptr(Attribution) words = attribution_load(folders, &error);
	if (words == NULL) {
		fprintf(stderr, "%s\n", error->message);
		return 3;
	}
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 2; i < argc; i++) {
			char *text = NULL;
			gsize length = 0;
			if (!g_file_get_contents(argv[i], &text, &length, NULL))
				continue;
			g_autoptr(GBytes) raw = g_bytes_new_take(text, length);
			measure(&sums, words, raw);
		}
	}
	int count = MAX(sums.messages, 1);
	printf("%d messages: reading %.1f us, splitting %.1f us each; slowest %.1f ms\n",
		sums.messages, (double)sums.reading / count, (double)sums.splitting / count,
		(double)sums.slowest / 1000);
	return 0;
}
