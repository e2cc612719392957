/* queue-run.c - one round of the queue's worker. SPDX-License-Identifier: MIT */
#include "queue-run.h"

#include "queue-lock.h"
#include "queue-round.h"
#include "request.h"

enum {
	LOCK_SECONDS = 30,
	CLOCK_SECONDS = 120,
};

void
queue_tell(const QueueRound *round, bool is_trouble, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *line = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	round->run->told(is_trouble, line, round->run->data);
}

void
queue_tell_of(
	const QueueRound *round, bool is_trouble, const HeldReply *reply, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *what = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	queue_tell(round, is_trouble, "%s: id=%s: %s", reply->queue_id, reply->id, what);
}

/* However long before: what sendmail(1) was given while Postfix was stopped has the time of then,
 * and is judged when it is started again. */
bool
queue_is_plausible(const HeldReply *reply, gint64 arrived)
{
	return arrived <= reply->held + CLOCK_SECONDS;
}

const QueuePlace *
queue_place(const QueueRound *round, const HeldReply *reply)
{
	const QueuePlace *place = g_hash_table_lookup(round->places, reply->queue_id);

	return place != NULL && queue_is_plausible(reply, place->arrived) ? place : NULL;
}

/* ---- what lies in the queue ---- */

typedef struct Listing {
	GHashTable *places;
	GHashTable *wanted; /* queue ids that were held once */
} Listing;

static void
note_place(const QueuedMail *mail, void *data)
{
	const Listing *listing = data;

	if (!mail->is_held && !g_hash_table_contains(listing->wanted, mail->queue_id))
		return;
	QueuePlace *place = g_new0(QueuePlace, 1);
	place->arrived = mail->arrived;
	place->is_held = mail->is_held;
	g_hash_table_replace(listing->places, g_strdup(mail->queue_id), place);
}

/* The queue is read before the record that it is compared with: a row is there before its mail. */
static GHashTable *
list_queue(const QueueRun *run, GError **error)
{
	g_autoptr(GPtrArray) held = held_list(run->record, error);
	if (held == NULL)
		return NULL;
	g_autoptr(GHashTable) wanted = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) places =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	const Listing listing = { places, wanted };

	for (guint i = 0; i < held->len; i++)
		g_hash_table_add(wanted, ((HeldReply *)held->pdata[i])->queue_id);
	if (!run->backend->list(
		    run->settings->queue_config_directory, note_place, (void *)&listing, error))
		return NULL;
	return g_steal_pointer(&places);
}

/* ---- the round ---- */

static void
tell_request(const char *name, const Request *request, const char *refusal, void *data)
{
	const QueueRound *round = data;
	g_autofree char *escaped = g_strescape(name, NULL);

	if (refusal != NULL)
		queue_tell(round, true, "request '%s'%s%s refused: %s", escaped,
			*request->actor != '\0' ? " of " : "", request->actor, refusal);
	else
		queue_tell(round, false, "id=%s: %s is asked for", request->id, request->kind);
}

static bool
care_for_all(const QueueRound *round, GError **error)
{
	g_autoptr(GPtrArray) before = held_list(round->run->record, error);
	if (before == NULL || !queue_care_for_strays(round, before, error))
		return false;
	/* Some of the strays may be held again. */
	g_autoptr(GPtrArray) held = held_list(round->run->record, error);
	if (held == NULL)
		return false;

	for (guint i = 0; i < held->len; i++)
		if (!queue_care(round, held->pdata[i], error))
			return false;
	return true;
}

static bool
go_round(const QueueRun *run, GError **error)
{
	QueueRound round = { run, NULL };
	g_autoptr(GError) trouble = NULL;

	/* What is due does not wait for what nobody can ask. */
	if (!request_take_in(run->record, run->database, run->now, tell_request, &round, &trouble))
		queue_tell(&round, true, "requests: %s", trouble->message);
	g_autoptr(GHashTable) places = list_queue(run, error);
	if (places == NULL)
		return false;
	round.places = places;
	return care_for_all(&round, error);
}

bool
queue_run(const QueueRun *run, GError **error)
{
	int lock = queue_lock(run->database, LOCK_SECONDS, error);
	if (lock < 0)
		return false;

	bool is_fine = go_round(run, error);
	queue_unlock(lock);
	return is_fine;
}
