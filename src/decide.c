/* decide.c - what is decided about one mail and written down. SPDX-License-Identifier: MIT */
#include "decide.h"

#include "memory.h"
#include "record-control.h"

/* Of a customer's mail: their words come first, attachments do not matter. */
#define INBOUND_BYTES (256 * 1024)

void
decide_prepare(Mail *mail)
{
	if (scope_of_envelope(mail->snapshot->settings, mail->envelope) == SKIP_INBOUND)
		incoming_keep_beginning(mail->incoming, INBOUND_BYTES);
}

static Judgement *
judge_mail(Mail *mail, Record *record, GBytes **raw_out)
{
	const Snapshot *snapshot = mail->snapshot;
	gint64 start = g_get_monotonic_time();
	MemoryAsk ask = { record, snapshot->settings, g_get_real_time() / G_USEC_PER_SEC, NULL };
	const Past past = memory_past(&ask);

	if (mail->incoming->is_too_big)
		return judgement_skipped(
			snapshot->rulebook, snapshot->settings, mail->envelope, SKIP_TOO_BIG);
	*raw_out = incoming_take(mail->incoming);
	Judgement *judgement =
		judge(snapshot->rulebook, snapshot->settings, mail->envelope, *raw_out, &past);
	judgement->microseconds = g_get_monotonic_time() - start;
	if (ask.error != NULL)
		record_note_trouble(
			record, "what was written before cannot be looked up", ask.error);
	g_clear_error(&ask.error);
	return judgement;
}

/* What follows from the action: a promise, and somebody who is told. */
static void
add_consequences(Decision *decision, const Mail *mail, gint64 now)
{
	const Snapshot *snapshot = mail->snapshot;
	const Judgement *judgement = decision->judgement;

	if (decision->action->perform == VERDICT_HOLD)
		decision->hold = hold_new(settings_policy(snapshot->settings, judgement->agent),
			notice_recipient(mail->envelope, judgement), now);
	if (snapshot->wording != NULL)
		decision->notice = notice_compose(snapshot->wording, snapshot->rulebook,
			snapshot->settings, mail->envelope, judgement, decision->action,
			decision->hold, decision->raw, now);
}

/* An answer to a notice is not judged; its reference is for nobody to read in the record. */
static void
decide_control(Decision *decision, Mail *mail)
{
	const Snapshot *snapshot = mail->snapshot;
	const Settings *settings = snapshot->settings;
	Judgement *judgement =
		judgement_skipped(snapshot->rulebook, settings, mail->envelope, SKIP_CONTROL);

	if (!mail->incoming->is_too_big)
		decision->raw = incoming_take(mail->incoming);
	g_free(judgement->to);
	judgement->to = g_strdup(settings->notice_control);
	decision->judgement = judgement;
	decision->action = action_plan(settings, judgement, mail->envelope->host, false, false);
	decision->control = control_read(
		snapshot->wording, snapshot->rulebook, settings, mail->envelope, decision->raw);
}

/* Of what was refused a place nothing is read; it passes. */
static void
decide_poison(Decision *decision, const Mail *mail)
{
	const Snapshot *snapshot = mail->snapshot;

	decision->judgement = judgement_skipped(
		snapshot->rulebook, snapshot->settings, mail->envelope, SKIP_POISON);
	decision->action = action_plan(
		snapshot->settings, decision->judgement, mail->envelope->host, false, false);
}

Decision *
decide(Mail *mail, Record *record, Poison *poison, bool can_hold, bool can_change)
{
	Decision *decision = g_new0(Decision, 1);
	const Envelope *envelope = mail->envelope;

	decision->bytes = mail->incoming->raw->len;
	decision->poison = poison;
	decision->place = poison_enter(poison, poison_print(envelope, mail->incoming->raw),
		envelope->queue_id, g_get_real_time() / G_USEC_PER_SEC);
	if (decision->place == POISON_REFUSED) {
		decide_poison(decision, mail);
		return decision;
	}
	if (mail->snapshot->wording != NULL &&
		control_is_meant(mail->snapshot->settings, envelope)) {
		decide_control(decision, mail);
		return decision;
	}
	decision->judgement = judge_mail(mail, record, &decision->raw);
	decision->action = action_plan(mail->snapshot->settings, decision->judgement,
		envelope->host, can_hold, !envelope->is_local);
	/* Where the subject has to stay, the tag would reach the customer. */
	if (can_change)
		action_heed_tag(decision->action, mail->snapshot->settings, decision->judgement,
			decision->raw, envelope->host);
	add_consequences(decision, mail, g_get_real_time() / G_USEC_PER_SEC);
	return decision;
}

void
decision_free(Decision *decision)
{
	if (decision == NULL)
		return;
	judgement_free(decision->judgement);
	action_free(decision->action);
	hold_free(decision->hold);
	notice_free(decision->notice);
	control_free(decision->control);
	g_bytes_unref(decision->raw);
	poison_leave(decision->poison, decision->place);
	g_free(decision);
}

static bool
record_answer(Decision *decision, const Mail *mail, Record *record, GError **error)
{
	const Snapshot *snapshot = mail->snapshot;
	Control *control = decision->control;
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;
	ControlTarget target;

	if (!record_control_target(record, control, &target, error))
		return false;
	control_judge(control, snapshot->settings, &target);
	decision->notice =
		control_notice(control, snapshot->wording, snapshot->settings, &target, now);
	bool is_fine = record_control(record, control, &target, mail->envelope, decision->judgement,
		decision->action, decision->notice, now, error);
	control_target_clear(&target);
	return is_fine;
}

bool
decision_record(Decision *decision, const Mail *mail, Record *record, GError **error)
{
	if (decision->control != NULL)
		return record_answer(decision, mail, record, error);
	return record_judgement(record, mail->envelope, decision->judgement, decision->action,
		decision->hold, decision->notice, error);
}

bool
decision_record_later(Decision *decision, Mail *mail, Record *record)
{
	Judgement *judgement = g_steal_pointer(&decision->judgement);
	Action *action = g_new0(Action, 1);

	action->perform = MIN(judgement->verdict, VERDICT_PASS);
	action->failed = g_strdup(decision->action->failed);
	action->note = "passed on: the record could not be written in time";
	return record_judgement_later(record, g_steal_pointer(&mail->envelope), judgement, action,
		mail->snapshot->rulebook, decision->bytes);
}

bool
decision_remember(Decision *decision, Mail *mail, Record *record, GError **error)
{
	const MemoryAsk ask = { record, mail->snapshot->settings,
		g_get_real_time() / G_USEC_PER_SEC, NULL };

	return memory_keep(&ask, mail->snapshot->rulebook, g_steal_pointer(&mail->envelope),
		g_steal_pointer(&decision->judgement), error);
}
