/* queue-care.c - one held reply in one round: what is asked for, what is due, is it still there?
 * SPDX-License-Identifier: MIT */
#include "queue-round.h"

#include "queue-mark.h"
#include "record-sql.h"

/* What a request does, and what the reply is afterwards. */
static const struct Deed {
	const char *kind, *state;
	bool is_release, is_return;
} deeds[] = {
	{ "release", "released", true, false },
	{ "discard", "discarded", false, false },
	{ "return", "returned", false, true },
	{ "withdraw", "superseded", false, false },
};

static const struct Deed *
deed_of(const HeldReply *reply)
{
	for (guint i = 0; i < G_N_ELEMENTS(deeds); i++)
		if (g_str_equal(deeds[i].kind, reply->request.kind))
			return &deeds[i];
	return NULL;
}

/* Is what the queue has under this id the reply? NULL without an error: no. Gives its header, with
 * the body if that is wanted. */
static GBytes *
read_mail(const QueueRound *round, const HeldReply *reply, bool with_body, GError **error)
{
	const QueueRun *run = round->run;
	g_autoptr(GBytes) mail = run->backend->read(
		run->settings->queue_config_directory, reply->queue_id, with_body, error);
	if (mail == NULL)
		return NULL;

	g_autoptr(QueueMark) mark = queue_mark_read(mail);
	return queue_mark_is_of(mark, reply->id, reply->message_id) ? g_steal_pointer(&mail) : NULL;
}

/* ---- it is not where we left it ---- */

static bool
end(const QueueRound *round, const HeldReply *reply, const char *state, const char *actor,
	const char *why, GError **error)
{
	if (!held_end(round->run->record, reply, state, actor, why, round->run->now, error))
		return false;
	queue_tell(round, false, "%s: %s%s%s%s%s", reply->id, state, *actor != '\0' ? " for " : "",
		actor, *why != '\0' ? ": " : "", why);
	return true;
}

/* By hand, then: what was asked for is void. */
static bool
end_by_hand(const QueueRound *round, const HeldReply *reply, const char *state, const char *why,
	GError **error)
{
	HeldReply without_request = *reply;

	without_request.request.number = 0;
	return end(round, &without_request, state, "", why, error);
}

static bool
miss(const QueueRound *round, const HeldReply *reply, GError **error)
{
	const QueueRun *run = round->run;

	if (reply->absent == 0)
		return held_absent(run->record, reply, run->now, error);
	if (run->now < reply->absent + QUEUE_GRACE_SECONDS)
		return true;
	return end_by_hand(round, reply, "vanished",
		"it is no longer in the mail server's queue, and not by our doing", error);
}

/* It is not in the hold queue; place: where else, or NULL. */
static bool
look_elsewhere(
	const QueueRound *round, const HeldReply *reply, const QueuePlace *place, GError **error)
{
	g_autoptr(GBytes) mail = place != NULL ? read_mail(round, reply, false, NULL) : NULL;

	if (mail != NULL)
		return end_by_hand(round, reply, "released",
			"somebody let it go in the mail server's queue", error);
	return miss(round, reply, error);
}

/* ---- what is asked for ---- */

static bool
note_trouble(const QueueRound *round, const HeldReply *reply, const char *why, bool is_final,
	GError **error)
{
	queue_tell(round, true, "%s: cannot %s it%s: %s", reply->id, reply->request.kind,
		is_final ? "" : " now", why);
	return held_trouble(round->run->record, reply, why, is_final, round->run->now, error);
}

/* The mail server was told, by us or by an earlier round that did not live to write it down. */
static bool
finish(const QueueRound *round, const HeldReply *reply, const struct Deed *deed,
	const QueuePlace *place, GError **error)
{
	const QueueRun *run = round->run;
	g_autoptr(GError) trouble = NULL;

	if (!deed->is_release && place != NULL && !place->is_held)
		return look_elsewhere(round, reply, place, error);
	if (deed->is_release && place != NULL &&
		!run->backend->deliver(
			run->settings->queue_config_directory, reply->queue_id, &trouble))
		queue_tell(round, true, "%s: it is let go, but not yet delivered: %s", reply->id,
			trouble->message);
	return end(round, reply, deed->state, reply->request.actor, reply->request.reason, error);
}

static bool
act(const QueueRound *round, const HeldReply *reply, const struct Deed *deed, GError **error)
{
	const QueueRun *run = round->run;
	const char *config = run->settings->queue_config_directory;

	return deed->is_release ? run->backend->release(config, reply->queue_id, error)
				: run->backend->discard(config, reply->queue_id, error);
}

/* The notice that carries a returned reply; NULL when nobody can be told. */
static Notice *
compose_return(const QueueRound *round, const HeldReply *reply, GBytes *mail)
{
	(void)round, (void)reply, (void)mail;
	return NULL;
}

static bool
carry_out(const QueueRound *round, const HeldReply *reply, const QueuePlace *place, GError **error)
{
	const QueueRun *run = round->run;
	const struct Deed *deed = deed_of(reply);
	g_autoptr(GError) trouble = NULL;
	g_autoptr(Notice) notice = NULL;

	if (deed == NULL)
		return note_trouble(round, reply, "nobody knows how", true, error);
	if (place == NULL || !place->is_held)
		return reply->request.begun != 0 ? finish(round, reply, deed, place, error)
						 : look_elsewhere(round, reply, place, error);
	g_autoptr(GBytes) mail = read_mail(round, reply, deed->is_return, &trouble);
	if (mail == NULL)
		return trouble != NULL ? note_trouble(round, reply, trouble->message, false, error)
				       : miss(round, reply, error);
	if (deed->is_return && reply->request.begun == 0) {
		notice = compose_return(round, reply, mail);
		if (notice == NULL)
			return note_trouble(round, reply,
				"nobody can be told by mail, so it stays held", true, error);
	}
	if (!held_begin(run->record, reply, notice, run->now, error))
		return false;
	if (!act(round, reply, deed, &trouble))
		return note_trouble(round, reply, trouble->message, false, error);
	return finish(round, reply, deed, place, error);
}

/* ---- what is due ---- */

static bool
remind(const QueueRound *round, const HeldReply *reply, GError **error)
{
	const QueueRun *run = round->run;
	const char *lead = run->settings->notice_lead;

	if (run->now >= reply->remind && reply->reminded == 0) {
		const char *to = *reply->recipient != '\0' ? reply->recipient : NULL;
		if (!held_deadline(run->record, reply, HELD_REMIND, to, NULL, run->now, error))
			return false;
		queue_tell(round, false, "%s: time to remind %s", reply->id, reply->recipient);
	}
	if (run->now >= reply->tell_lead && reply->lead_told == 0) {
		const char *to = *lead != '\0' ? lead : NULL;
		if (!held_deadline(run->record, reply, HELD_TELL_LEAD, to, NULL, run->now, error))
			return false;
		queue_tell(round, false, "%s: half of its time has gone", reply->id);
	}
	return true;
}

/* Its time is up: what the policy said then becomes a request like others. */
static bool
expire(const QueueRound *round, const HeldReply *reply, const QueuePlace *place, GError **error)
{
	const QueueRun *run = round->run;

	if (!held_deadline(
		    run->record, reply, HELD_EXPIRE, reply->on_expiry, NULL, run->now, error))
		return false;
	queue_tell(round, false, "%s: its time is up: %s", reply->id, reply->on_expiry);
	g_autoptr(HeldReply) now = held_find(run->record, reply->id, error);
	if (now == NULL)
		return false;
	return now->request.number == 0 || carry_out(round, now, place, error);
}

bool
queue_care(const QueueRound *round, const HeldReply *reply, GError **error)
{
	const QueueRun *run = round->run;
	const QueuePlace *place = queue_place(round, reply);
	bool is_there = place != NULL && place->is_held;

	if (reply->request.number != 0)
		return carry_out(round, reply, place, error);
	if (!is_there)
		return look_elsewhere(round, reply, place, error);
	if (reply->absent != 0 && !held_absent(run->record, reply, 0, error))
		return false;
	if (reply->expired == 0 && run->now >= reply->expires)
		return expire(round, reply, place, error);
	return remind(round, reply, error);
}
