/* queue-stray.c - mail in the hold queue that the record does not call held. What is surely ours
 * and only misplaced is put right; the rest is told, once, for somebody to decide.
 * SPDX-License-Identifier: MIT */
#include "queue-round.h"

#include "queue-mark.h"

/* Each is a program to run; the others come next time. */
enum { MOST_READ_IN_A_ROUND = 200 };

static bool
is_known(const GPtrArray *strays, const char *queue_id, gint64 arrived)
{
	for (guint i = 0; i < strays->len; i++) {
		const Stray *stray = strays->pdata[i];
		if (g_str_equal(stray->queue_id, queue_id) && stray->arrived == arrived)
			return true;
	}
	return false;
}

static bool
remember(const QueueRound *round, const char *queue_id, const QueuePlace *place, const char *id,
	const char *state, GError **error)
{
	const Stray stray = { (char *)queue_id, place->arrived, (char *)id, (char *)state,
		round->run->now };

	return stray_add(round->run->record, &stray, error);
}

/* The record says held or vanished, the queue has it: it is that mail. */
static bool
put_right(const QueueRound *round, const HeldReply *reply, const char *queue_id, GError **error)
{
	g_autofree char *why = g_strdup_printf("it is in the hold queue as %s", queue_id);

	queue_tell(round, true, "%s: id=%s: it was called %s, but it is in the hold queue",
		queue_id, reply->id, reply->state);
	return held_again(round->run->record, reply->id, queue_id, why, round->run->now, error);
}

static bool
report(const QueueRound *round, const char *queue_id, const QueuePlace *place,
	const QueueMark *mark, const HeldReply *reply, GError **error)
{
	const char *state = reply != NULL ? reply->state : "";

	if (reply != NULL)
		queue_tell(round, true,
			"%s: id=%s: the hold queue has it, though the record says it is %s: let it "
			"go or delete it there",
			queue_id, mark->id, state);
	else
		queue_tell(round, true,
			"%s: id=%s: the hold queue has it, but the record knows of no such hold: let "
			"it go or delete it there",
			queue_id, mark->id);
	return remember(round, queue_id, place, mark->id, state, error);
}

/* Does the place that the record has for it hold another mail by now, or none? */
static bool
is_lost(const QueueRound *round, const HeldReply *reply)
{
	const QueueRun *run = round->run;
	if (queue_place(round, reply) == NULL)
		return true;

	g_autoptr(GBytes) mail = run->backend->read(
		run->settings->queue_config_directory, reply->queue_id, false, NULL);
	g_autoptr(QueueMark) mark = mail != NULL ? queue_mark_read(mail) : NULL;
	return mark != NULL && !queue_mark_is_of(mark, reply->id, reply->message_id);
}

/* Ours by mark, Message-ID and time, and the record only has to be told where it is. */
static bool
is_misplaced(const QueueRound *round, const HeldReply *reply, const QueueMark *mark,
	const QueuePlace *place)
{
	if (reply == NULL || !queue_mark_is_of(mark, reply->id, reply->message_id) ||
		!queue_is_plausible(reply, place->arrived))
		return false;
	return g_str_equal(reply->state, "vanished") ||
	       (g_str_equal(reply->state, "held") && is_lost(round, reply));
}

static bool
look_at(const QueueRound *round, const char *queue_id, const QueuePlace *place, GError **error)
{
	const QueueRun *run = round->run;
	g_autoptr(GError) trouble = NULL;
	g_autoptr(GBytes) mail = run->backend->read(
		run->settings->queue_config_directory, queue_id, false, &trouble);
	if (mail == NULL)
		return true; /* gone meanwhile, or next time */

	g_autoptr(QueueMark) mark = queue_mark_read(mail);
	/* Somebody else's hold, or somebody's hold of a mail that we let pass. */
	if (*mark->id == '\0' || !g_str_equal(mark->action, "hold"))
		return remember(round, queue_id, place, "", "", error);
	g_autoptr(GError) failure = NULL;
	g_autoptr(HeldReply) reply = held_find(run->record, mark->id, &failure);
	if (failure != NULL) {
		g_propagate_error(error, g_steal_pointer(&failure));
		return false;
	}
	return is_misplaced(round, reply, mark, place)
		       ? put_right(round, reply, queue_id, error)
		       : report(round, queue_id, place, mark, reply, error);
}

static bool
forget_gone(const QueueRound *round, const GPtrArray *strays, GError **error)
{
	for (guint i = 0; i < strays->len; i++) {
		const Stray *stray = strays->pdata[i];
		const QueuePlace *place = g_hash_table_lookup(round->places, stray->queue_id);
		if (place != NULL && place->is_held)
			continue;
		if (!stray_remove(round->run->record, stray->queue_id, error))
			return false;
	}
	return true;
}

/* Is one of those that are held in this place? */
static GHashTable *
places_taken(const QueueRound *round, const GPtrArray *held)
{
	GHashTable *taken = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < held->len; i++) {
		const HeldReply *reply = held->pdata[i];
		if (queue_place(round, reply) != NULL)
			g_hash_table_add(taken, reply->queue_id);
	}
	return taken;
}

bool
queue_care_for_strays(const QueueRound *round, const GPtrArray *held, GError **error)
{
	g_autoptr(GPtrArray) strays = stray_list(round->run->record, error);
	if (strays == NULL || !forget_gone(round, strays, error))
		return false;
	g_autoptr(GHashTable) taken = places_taken(round, held);
	GHashTableIter each;
	gpointer queue_id = NULL, place = NULL;
	guint n_read = 0;

	g_hash_table_iter_init(&each, round->places);
	while (g_hash_table_iter_next(&each, &queue_id, &place)) {
		const QueuePlace *here = place;
		if (!here->is_held || g_hash_table_contains(taken, queue_id) ||
			is_known(strays, queue_id, here->arrived))
			continue;
		if (n_read++ == MOST_READ_IN_A_ROUND)
			break;
		if (!look_at(round, queue_id, here, error))
			return false;
	}
	return true;
}
