/* sender.c - sends what waits in the outbox. SPDX-License-Identifier: MIT */
#include "config.h"

#include "sender.h"

#include <pthread.h>

#include "deadline.h"
#include "errors.h"
#include "log.h"
#include "notice-digest.h"
#include "outbox.h"
#include "post.h"

enum {
	MOST_IN_A_ROUND = 50,
	SECONDS_BETWEEN_ROUNDS = 2,
	SECONDS_AFTER_TROUBLE = 10,
	HOUR = 60 * 60,
	SECONDS_BETWEEN_DIGESTS = 15 * 60,
	FIRST_RETRY_SECONDS = 30,
	LONGEST_RETRY_SECONDS = HOUR,
	GIVE_UP_SECONDS = 24 * HOUR,
	MOST_DIGEST_BYTES = 4 * 1024 * 1024,
};

struct Sender {
	Record *record;
	SenderCurrent current;
	void *data;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t is_stopped;
	gint stop;

	/* What went out, and the record could not be told of; NULL: nothing. Until it can, nothing
	 * more goes out, or the same mail would, again and again. */
	GArray *untold; /* numbers of items */
	gint64 untold_at;
	char *complaint; /* the last one, while it lasts; NULL: none */
};

/* ---- one round --------------------------------------------------------------------------------
 */

typedef struct Round {
	Sender *sender;
	Record *record;
	const Settings *settings;
	const Wording *wording;
	gint64 now;
	const gint *stop;
	guint n_sent;
	bool has_trouble; /* with the record: the round ends */
} Round;

/* Once, however long it lasts. */
static void
complain(Round *round, const char *what, const GError *error)
{
	char *complaint = g_strdup_printf("%s: %s", what, error->message);

	if (g_strcmp0(complaint, round->sender->complaint) != 0)
		log_say(LOG_LEVEL_ERROR, NULL, "%s", complaint);
	g_free(round->sender->complaint);
	round->sender->complaint = complaint;
	round->has_trouble = true;
}

static bool
must_end(const Round *round)
{
	return round->has_trouble || g_atomic_int_get(round->stop) != 0;
}

static gint64
next_try(const OutboxItem *item, gint64 now, bool for_good)
{
	gint64 wait = FIRST_RETRY_SECONDS;

	if (for_good || now - item->created > GIVE_UP_SECONDS)
		return 0;
	for (int i = 0; i < item->tries && wait < LONGEST_RETRY_SECONDS; i++)
		wait *= 2;
	return now + MIN(wait, LONGEST_RETRY_SECONDS);
}

/* A reply that was given back is nowhere else any more: whom it was for cannot be had, but perhaps
 * the lead. */
static bool
is_for_lead(const Round *round, const OutboxItem *item)
{
	const char *lead = round->settings->notice_lead;

	return g_str_equal(item->kind, notice_kind_name(NOTICE_RETURNED)) && *lead != '\0' &&
	       g_ascii_strcasecmp(item->to, lead) != 0;
}

static bool
note_one(const Round *round, const OutboxItem *item, const char *why, gint64 again, GError **error)
{
	if (again == 0 && is_for_lead(round, item))
		return outbox_redirect(round->record, item->number, round->settings->notice_lead,
			why, round->now, error);
	return outbox_failed(round->record, item->number, why, again, round->now, error);
}

static void
note_failure(Round *round, const GPtrArray *items, const GError *why, bool for_good)
{
	for (guint i = 0; i < items->len; i++) {
		g_autoptr(GError) error = NULL;
		const OutboxItem *item = items->pdata[i];
		gint64 again = next_try(item, round->now, for_good);
		log_say(again != 0 ? LOG_LEVEL_WARNING : LOG_LEVEL_ERROR, NULL,
			"notice about id=%s not sent%s: %s", item->id,
			again != 0                 ? " yet"
			: is_for_lead(round, item) ? ", it goes to the lead"
						   : ", and not tried again",
			why->message);
		if (!note_one(round, item, why->message, again, &error))
			complain(round, "outbox", error);
	}
}

static GArray *
numbers_of(const GPtrArray *items)
{
	GArray *numbers = g_array_new(FALSE, FALSE, sizeof(gint64));

	for (guint i = 0; i < items->len; i++)
		g_array_append_val(numbers, ((const OutboxItem *)items->pdata[i])->number);
	return numbers;
}

static bool
tell_sent(Round *round)
{
	g_autoptr(GError) error = NULL;
	Sender *sender = round->sender;
	const GArray *numbers = sender->untold;

	if (numbers == NULL)
		return true;
	if (outbox_sent(round->record, (const gint64 *)(const void *)numbers->data, numbers->len,
		    sender->untold_at, &error)) {
		g_clear_pointer(&sender->untold, g_array_unref);
		return true;
	}
	complain(round,
		"a notice was sent, but the outbox could not be told; until it can, none is sent",
		error);
	return false;
}

/* One mail that stands for these items. */
static void
send_mail(Round *round, GBytes *mail, const GPtrArray *items)
{
	g_autoptr(GError) error = NULL;
	const OutboxItem *first = items->pdata[0];
	bool for_good = false;

	if (!post_send(round->settings, first->to, mail, round->stop, &for_good, &error)) {
		note_failure(round, items, error, for_good);
		return;
	}
	round->n_sent++;
	round->sender->untold = numbers_of(items);
	round->sender->untold_at = round->now;
	tell_sent(round);
}

static void
send_single(Round *round, OutboxItem *item)
{
	g_autoptr(GPtrArray) alone = g_ptr_array_new();

	g_ptr_array_add(alone, item);
	send_mail(round, item->mail, alone);
}

/* When they go together: a while after the last one, sooner when one of them must not wait. */
static gint64
time_of_digest(const GPtrArray *items, gint64 last)
{
	gint64 at = last + SECONDS_BETWEEN_DIGESTS;

	for (guint i = 0; i < items->len; i++) {
		const OutboxItem *item = items->pdata[i];
		if (item->latest != 0)
			at = MIN(at, item->latest);
	}
	return at;
}

/* As many as one mail server after another takes in a mail; the others are for the next one. */
static GPtrArray *
that_fit(const GPtrArray *items)
{
	GPtrArray *fitting = g_ptr_array_new();
	gsize bytes = 0;

	for (guint i = 0; i < items->len; i++) {
		const OutboxItem *item = items->pdata[i];
		bytes += g_bytes_get_size(item->mail);
		if (i > 0 && bytes > MOST_DIGEST_BYTES)
			break;
		g_ptr_array_add(fitting, items->pdata[i]);
	}
	return fitting;
}

/* Too many for one hour: together, or a little later. */
static void
send_together(Round *round, const GPtrArray *items, gint64 last)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) numbers = numbers_of(items);

	gint64 at = time_of_digest(items, last);

	if (at > round->now) {
		if (!outbox_put_off(round->record, (const gint64 *)(const void *)numbers->data,
			    numbers->len, at, &error))
			complain(round, "outbox", error);
		return;
	}
	g_autoptr(GPtrArray) fitting = that_fit(items);
	if (fitting->len == 1) {
		send_single(round, fitting->pdata[0]);
		return;
	}
	g_autoptr(Notice) digest =
		notice_digest(round->wording, round->settings, fitting, round->now);
	send_mail(round, digest->mail, fitting);
}

static void
send_to_one(Round *round, const GPtrArray *items)
{
	g_autoptr(GError) error = NULL;
	const OutboxItem *first = items->pdata[0];
	g_autoptr(GPtrArray) rest = g_ptr_array_new();
	guint n = 0;
	gint64 last = 0;

	if (!outbox_recent(round->record, first->to, round->now - HOUR, &n, &last, &error)) {
		complain(round, "outbox", error);
		return;
	}
	last = MIN(last, round->now); /* the clock may have been ahead */
	for (guint i = 0; i < items->len; i++) {
		if (must_end(round))
			return;
		if (n < (guint)round->settings->notice_per_hour) {
			send_single(round, items->pdata[i]);
			last = round->now;
			n++;
		} else {
			g_ptr_array_add(rest, items->pdata[i]);
		}
	}
	if (rest->len > 0)
		send_together(round, rest, last);
}

static void
unref_list(gpointer list)
{
	g_ptr_array_unref(list);
}

static void
go_round(Round *round)
{
	g_autoptr(GError) error = NULL;

	if (!tell_sent(round) || *round->settings->notice_smtp == '\0' || round->wording == NULL)
		return;
	g_autoptr(GPtrArray) items = outbox_due(round->record, round->now, MOST_IN_A_ROUND, &error);
	if (items == NULL) {
		complain(round, "outbox", error);
		return;
	}
	g_autoptr(GHashTable) by_agent =
		g_hash_table_new_full(g_str_hash, g_str_equal, NULL, unref_list);
	g_autoptr(GPtrArray) in_order = g_ptr_array_new();
	for (guint i = 0; i < items->len; i++) {
		OutboxItem *item = items->pdata[i];
		GPtrArray *theirs = g_hash_table_lookup(by_agent, item->to);
		if (theirs == NULL) {
			theirs = g_ptr_array_new();
			g_hash_table_insert(by_agent, item->to, theirs);
			g_ptr_array_add(in_order, theirs);
		}
		g_ptr_array_add(theirs, item);
	}
	for (guint i = 0; i < in_order->len && !must_end(round); i++)
		send_to_one(round, in_order->pdata[i]);
}

/* ---- the thread -------------------------------------------------------------------------------
 */

/* Until told to stop, or a moment has passed. */
static void
wait_a_moment(Sender *sender, int seconds)
{
	struct timespec until = deadline_in((gint64)seconds * 1000);

	pthread_mutex_lock(&sender->lock);
	while (g_atomic_int_get(&sender->stop) == 0)
		if (pthread_cond_timedwait(&sender->is_stopped, &sender->lock, &until) != 0)
			break;
	pthread_mutex_unlock(&sender->lock);
}

static void *
run(void *data)
{
	Sender *sender = data;

	while (g_atomic_int_get(&sender->stop) == 0) {
		g_autoptr(Settings) settings = NULL;
		g_autoptr(Wording) wording = NULL;
		sender->current(sender->data, &settings, &wording);
		Round round = { .sender = sender,
			.record = sender->record,
			.settings = settings,
			.wording = wording,
			.now = g_get_real_time() / G_USEC_PER_SEC,
			.stop = &sender->stop };
		go_round(&round);
		if (!round.has_trouble)
			g_clear_pointer(&sender->complaint, g_free);
		if (round.has_trouble || round.n_sent == 0)
			wait_a_moment(sender,
				round.has_trouble ? SECONDS_AFTER_TROUBLE : SECONDS_BETWEEN_ROUNDS);
	}
	Round last = { .sender = sender, .record = sender->record };
	tell_sent(&last);
	return NULL;
}

Sender *
sender_start(Record *record, SenderCurrent current, void *data, GError **error)
{
	Sender *sender = g_new0(Sender, 1);

	sender->record = record;
	sender->current = current;
	sender->data = data;
	pthread_mutex_init(&sender->lock, NULL);
	deadline_condition(&sender->is_stopped);
	int number = pthread_create(&sender->thread, NULL, run, sender);
	if (number == 0)
		return sender;
	g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM, "cannot start a thread: %s",
		g_strerror(number));
	g_free(sender);
	return NULL;
}

void
sender_stop(Sender *sender)
{
	pthread_mutex_lock(&sender->lock);
	g_atomic_int_set(&sender->stop, 1);
	pthread_cond_signal(&sender->is_stopped);
	pthread_mutex_unlock(&sender->lock);
	pthread_join(sender->thread, NULL);
	pthread_cond_destroy(&sender->is_stopped);
	pthread_mutex_destroy(&sender->lock);
	g_clear_pointer(&sender->untold, g_array_unref);
	g_free(sender->complaint);
	g_free(sender);
}
