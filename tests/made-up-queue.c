/* made-up-queue.c - a mail server's queue of a test's own. SPDX-License-Identifier: MIT */
#include "config.h"

#include "made-up-queue.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

World *world;

void
made_up_step(void)
{
	if (world->steps_to_live > 0 && --world->steps_to_live == 0)
		kill(getpid(), SIGKILL);
}

static QueueMail *
mail_of(const char *queue_id)
{
	for (guint i = 0; i < world->n_mails; i++)
		if (g_str_equal(world->mails[i].queue_id, queue_id) && world->mails[i].is_there)
			return &world->mails[i];
	return NULL;
}

static bool
made_up_list(const char *folder, QueueVisit visit, void *data, GError **error)
{
	(void)folder, (void)error;
	made_up_step();
	for (guint i = 0; i < world->n_mails; i++) {
		const QueueMail *mail = &world->mails[i];
		const QueuedMail queued = { mail->queue_id, mail->is_held, mail->arrived, "" };
		if (mail->is_there)
			visit(&queued, data);
	}
	return true;
}

static GBytes *
made_up_read(const char *folder, const char *queue_id, bool with_body, GError **error)
{
	(void)folder, (void)with_body;
	const QueueMail *mail = mail_of(queue_id);

	made_up_step();
	if (mail == NULL) {
		g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "it is not there");
		return NULL;
	}
	char *text = g_strdup_printf(
		"X-Empathy-Check: mx.example; verdict=hold;\n action=hold; failed=; id=%s;"
		" rules=r1\nMessage-ID: <reply-1@shop.example>\nTo: Ann <ann@home.example>\n"
		"Subject: Re: Lost photos\n\nDear Ann,\n",
		mail->id);
	return g_bytes_new_take(text, strlen(text));
}

/* Does it to the mail, unless the server is broken. */
static bool
told_to(const char *queue_id, void (*act)(QueueMail *mail), GError **error)
{
	QueueMail *mail = mail_of(queue_id);

	made_up_step();
	if (world->is_broken) {
		g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "the server is broken");
		return false;
	}
	if (mail != NULL)
		act(mail);
	made_up_step();
	return true;
}

static void
act_release(QueueMail *mail)
{
	mail->n_released += mail->is_held;
	mail->is_held = false;
}

static void
act_deliver(QueueMail *mail)
{
	mail->n_delivered += !mail->is_held;
	mail->is_there = mail->is_held;
}

static void
act_discard(QueueMail *mail)
{
	mail->n_discarded += mail->is_held;
	mail->is_there = !mail->is_held;
}

static bool
made_up_release(const char *folder, const char *queue_id, GError **error)
{
	(void)folder;
	return told_to(queue_id, act_release, error);
}

static bool
made_up_deliver(const char *folder, const char *queue_id, GError **error)
{
	(void)folder;
	return told_to(queue_id, act_deliver, error);
}

static bool
made_up_discard(const char *folder, const char *queue_id, GError **error)
{
	(void)folder;
	return told_to(queue_id, act_discard, error);
}

const QueueBackend made_up_queue = { "made up", made_up_list, made_up_read, made_up_release,
	made_up_deliver, made_up_discard };
