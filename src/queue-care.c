/* queue-care.c - one held reply in one round: what is asked for, what is due, is it still there?
 * SPDX-License-Identifier: MIT */
#include "queue-round.h"

#include "notice-later.h"
#include "queue-mark.h"

/* What a request does, and what the reply is afterwards. */
static const struct Deed {
	const char *kind, *state;
	bool is_release, is_return;
	NoticeKind told; /* to its agent in the end; N_NOTICES: nothing more */
} deeds[] = {
	{ "release", "released", true, false, NOTICE_RELEASED },
	{ "discard", "discarded", false, false, NOTICE_DISCARDED },
	{ "return", "returned", false, true, N_NOTICES },
	{ "withdraw", "superseded", false, false, N_NOTICES },
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

/* What is to be told by mail; NULL when nobody can be. mail: as the queue has it, or NULL. */
static Notice *
compose(const QueueRound *round, NoticeKind kind, const HeldReply *reply, GBytes *mail)
{
	const QueueRun *run = round->run;

	if (run->wording == NULL)
		return NULL;
	return notice_later(run->wording, run->settings, kind, reply, mail, run->now);
}

static bool
end(const QueueRound *round, const HeldReply *reply, const char *state, const char *actor,
	const char *why, const Notice *notice, GError **error)
{
	if (!held_end(round->run->record, reply, state, actor, why, notice, round->run->now, error))
		return false;
	/* Who asked for it, and in which words, stands in the record alone. */
	queue_tell_of(round, false, reply, "%s", state);
	return true;
}

/* By hand, then: what was asked for is void. */
static bool
end_by_hand(const QueueRound *round, const HeldReply *reply, const char *state, const char *why,
	GError **error)
{
	HeldReply without_request = *reply;

	without_request.request.number = 0;
	return end(round, &without_request, state, "", why, NULL, error);
}

/* ---- it is not where we left it ---- */

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

/* It is not in the hold queue; place: where else, or NULL. One that is just coming in is not there
 * yet. */
static bool
look_elsewhere(
	const QueueRound *round, const HeldReply *reply, const QueuePlace *place, GError **error)
{
	bool is_in = round->run->now >= reply->held + QUEUE_GRACE_SECONDS;
	g_autoptr(GBytes) mail =
		place != NULL && is_in ? read_mail(round, reply, false, NULL) : NULL;

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
	queue_tell_of(round, true, reply, "cannot %s it%s: %s", reply->request.kind,
		is_final ? "" : " now", why);
	return held_trouble(round->run->record, reply, why, is_final, round->run->now, error);
}

/* Who asked for it by answering a notice has had an answer to that. */
static Notice *
tell_of_end(const QueueRound *round, const HeldReply *reply, const struct Deed *deed, GBytes *mail)
{
	bool knows = g_ascii_strcasecmp(reply->request.actor, reply->recipient) == 0;

	return knows || deed->told == N_NOTICES ? NULL : compose(round, deed->told, reply, mail);
}

/* The mail server was told, by us or by an earlier round that did not live to write it down. mail:
 * its header; NULL when it is gone. */
static bool
finish(const QueueRound *round, const HeldReply *reply, const struct Deed *deed,
	const QueuePlace *place, GBytes *mail, GError **error)
{
	const QueueRun *run = round->run;
	g_autoptr(GError) trouble = NULL;

	if (!deed->is_release && place != NULL && !place->is_held)
		return look_elsewhere(round, reply, place, error);
	if (deed->is_release && place != NULL &&
		!run->backend->deliver(
			run->settings->queue_config_directory, reply->queue_id, &trouble))
		queue_tell_of(round, true, reply, "it is let go, but not yet delivered: %s",
			trouble->message);
	g_autoptr(Notice) notice = tell_of_end(round, reply, deed, mail);
	return end(round, reply, deed->state, reply->request.actor, reply->request.reason, notice,
		error);
}

static bool
act(const QueueRound *round, const HeldReply *reply, const struct Deed *deed, GError **error)
{
	const QueueRun *run = round->run;
	const char *config = run->settings->queue_config_directory;

	return deed->is_release ? run->backend->release(config, reply->queue_id, error)
				: run->backend->discard(config, reply->queue_id, error);
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
		return reply->request.begun != 0 ? finish(round, reply, deed, place, NULL, error)
						 : look_elsewhere(round, reply, place, error);
	g_autoptr(GBytes) mail = read_mail(round, reply, deed->is_return, &trouble);
	if (mail == NULL)
		return trouble != NULL ? note_trouble(round, reply, trouble->message, false, error)
				       : miss(round, reply, error);
	if (deed->is_return && reply->request.begun == 0) {
		notice = compose(round, NOTICE_RETURNED, reply, mail);
		if (notice == NULL)
			return note_trouble(round, reply,
				"nobody can be told by mail, so it stays held", true, error);
	}
	if (!held_begin(run->record, reply, notice, run->now, error))
		return false;
	if (!act(round, reply, deed, &trouble))
		return note_trouble(round, reply, trouble->message, false, error);
	return finish(round, reply, deed, place, mail, error);
}

/* ---- what is due ---- */

/* Once, whether somebody can be told or not; an event only when somebody is. */
static bool
tell_by_mail(const QueueRound *round, const HeldReply *reply, HeldDeadline deadline,
	NoticeKind kind, GBytes *header, GError **error)
{
	const QueueRun *run = round->run;
	g_autoptr(Notice) notice = compose(round, kind, reply, header);

	if (!held_deadline(run->record, reply, deadline, notice != NULL ? notice->to : NULL, notice,
		    run->now, error))
		return false;
	if (notice != NULL)
		queue_tell_of(round, false, reply, "told by mail: %s", notice_kind_name(kind));
	return true;
}

static bool
remind(const QueueRound *round, const HeldReply *reply, GError **error)
{
	gint64 now = round->run->now;
	bool is_reminder_due = now >= reply->remind && reply->reminded == 0;
	bool is_lead_due = now >= reply->tell_lead && reply->lead_told == 0;

	if (!is_reminder_due && !is_lead_due)
		return true;
	g_autoptr(GBytes) header = read_mail(round, reply, false, NULL);
	return (!is_reminder_due ||
		       tell_by_mail(round, reply, HELD_REMIND, NOTICE_REMINDED, header, error)) &&
	       (!is_lead_due ||
		       tell_by_mail(round, reply, HELD_TELL_LEAD, NOTICE_LEAD, header, error));
}

/* Its time is up: what the policy said then becomes a request like others. */
static bool
expire(const QueueRound *round, const HeldReply *reply, const QueuePlace *place, GError **error)
{
	const QueueRun *run = round->run;

	if (!held_deadline(
		    run->record, reply, HELD_EXPIRE, reply->on_expiry, NULL, run->now, error))
		return false;
	queue_tell_of(round, false, reply, "its time is up: %s", reply->on_expiry);
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
