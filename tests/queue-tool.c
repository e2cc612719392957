/* queue-tool.c - a mail server's queue as we see and change it, for tests.
 * usage: queue-tool postfix|sendmail FOLDER list | (header|mail|release|deliver|discard) ID
 * SPDX-License-Identifier: MIT */
#include "queue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
show(const QueuedMail *mail, void *data)
{
	(void)data;
	printf("%s %s %" G_GINT64_FORMAT " %s\n", mail->queue_id, mail->is_held ? "held" : "queued",
		mail->arrived, mail->reason);
}

static bool
print(const QueueBackend *queue, const char *folder, const char *id, bool with_body, GError **error)
{
	gsize length = 0;
	g_autoptr(GBytes) mail = queue->read(folder, id, with_body, error);
	if (mail == NULL)
		return false;
	const char *text = g_bytes_get_data(mail, &length);
	fwrite(text, 1, length, stdout);
	return true;
}

static bool
act(const QueueBackend *queue, const char *folder, const char *what, const char *id, GError **error)
{
	if (g_str_equal(what, "list"))
		return queue->list(folder, show, NULL, error);
	if (g_str_equal(what, "header"))
		return print(queue, folder, id, false, error);
	if (g_str_equal(what, "mail"))
		return print(queue, folder, id, true, error);
	if (g_str_equal(what, "release"))
		return queue->release(folder, id, error);
	if (g_str_equal(what, "deliver"))
		return queue->deliver(folder, id, error);
	return queue->discard(folder, id, error);
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;

	if (argc < 4)
		return EXIT_FAILURE;
	const QueueBackend *queue =
		g_str_equal(argv[1], "sendmail") ? &queue_sendmail : &queue_postfix;
	if (act(queue, argv[2], argv[3], argc > 4 ? argv[4] : "", &error))
		return EXIT_SUCCESS;
	fprintf(stderr, "%s\n", error->message);
	return EXIT_FAILURE;
}
