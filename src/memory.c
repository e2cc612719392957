/* memory.c - what customers write, kept and found again. SPDX-License-Identifier: MIT */
#include "memory.h"

#include <string.h>

#include "fold.h"
#include "mask.h"
#include "memo.h"
#include "record-memory.h"
#include "record-sentence.h"
#include "subject.h"

enum {
	MOST_REFERENCES = 20,    /* of a reply that are looked up */
	MOST_CUSTOMERS = 8,      /* it goes to */
	MOST_PREFIX = 6,         /* bytes of "Fwd", "WG" and the like */
	ROW_MILLISECONDS = 1000, /* what a row of the log may cost mail that comes in */
};

/* ---- what tells mails of one thread --------------------------------------------------------- */

/* Without "[Ticket#4711]" and the like. */
static char *
without_brackets(const char *subject)
{
	GString *bare = g_string_new(NULL);
	int depth = 0;

	for (; *subject != '\0'; subject++) {
		depth += *subject == '[';
		if (depth == 0)
			g_string_append_c(bare, *subject);
		depth -= *subject == ']' && depth > 0;
	}
	return g_string_free(bare, FALSE);
}

/* "Re: AW: [#8120] Late  parcel" and "late parcel" are one. Caller frees. */
static char *
bare_subject(const char *subject)
{
	g_autofree char *plain = without_brackets(subject);
	g_autofree char *folded = fold(plain);
	const char *rest = folded;

	for (;;) {
		rest = subject_without_marks(rest);
		size_t letters = strcspn(rest, ": ");
		if (letters == 0 || letters > MOST_PREFIX || rest[letters] != ':')
			break;
		rest += letters + 1;
	}
	g_auto(GStrv) words = g_strsplit(rest, " ", -1);
	GString *joined = g_string_new(NULL);
	for (guint i = 0; words[i] != NULL; i++)
		if (*words[i] != '\0')
			g_string_append_printf(
				joined, "%s%s", joined->len > 0 ? " " : "", words[i]);
	return g_string_free(joined, FALSE);
}

static gint64
subject_hash(GBytes *secret, const Message *message)
{
	g_autofree char *bare = bare_subject(message->subject);

	return record_memory_hash(secret, "subject", bare);
}

static gint64
tail_hash(GBytes *secret, const Message *message)
{
	g_autofree char *tail = subject_tail(message->subject);

	return record_memory_hash(secret, "tail", tail);
}

static gint64
identifier_hash(GBytes *secret, const char *identifier)
{
	return record_memory_hash(secret, "message", identifier);
}

/* ---- coming in ------------------------------------------------------------------------------ */

static MemoryRow *
row_of(const MemoryAsk *ask, const Rulebook *rulebook, GBytes *secret, const Envelope *envelope,
	const Judgement *judgement)
{
	const Settings *settings = ask->settings;
	const Message *message = judgement->message;
	const Inbound *inbound = judgement->inbound;
	const MemoKeep keep = { (LogText)settings->log_text, settings->log_events != 0, secret };
	g_autoptr(GPtrArray) marks =
		tickets_of(rulebook_tickets(rulebook), message, envelope->recipients);
	const char *root = message->references[0] != NULL  ? message->references[0]
			   : *message->in_reply_to != '\0' ? message->in_reply_to
							   : message->message_id;
	MemoryRow *row = g_new0(MemoryRow, 1);

	row->at = ask->now;
	row->message = identifier_hash(secret, message->message_id);
	row->parent = identifier_hash(secret, message->in_reply_to);
	row->root = identifier_hash(secret, root);
	row->customer = record_memory_customer(secret, inbound->address);
	row->ticket = marks->len > 0 ? record_memory_hash(secret, "ticket", marks->pdata[0]) : 0;
	row->subject = subject_hash(secret, message);
	row->tail = tail_hash(secret, message);
	row->language = g_strdup(inbound->language);
	row->half = inbound->customer != NULL
			    ? memo_write(rulebook, inbound->read_in, inbound->customer, &keep)
			    : NULL;
	bool is_too_big = inbound->customer != NULL && row->half == NULL;
	row->seen = g_strdup(is_too_big ? "too-big" : inbound->seen);
	row->text = settings->log_text == LOG_TEXT_FULL && row->half != NULL
			    ? mask_text(rulebook_mask_words(rulebook), inbound->text)
			    : g_strdup("");
	return row;
}

bool
memory_keep(const MemoryAsk *ask, Rulebook *rulebook, Envelope *envelope, Judgement *judgement,
	GError **error)
{
	const Settings *settings = ask->settings;
	MemoryKeep keep = { .rulebook = rulebook, .most = settings->memory_most };
	g_autoptr(Envelope) own_envelope = envelope;
	g_autoptr(Judgement) own = judgement;

	if (own->inbound != NULL && settings->memory_keep > 0) {
		g_autoptr(GBytes) secret = record_memory_secret(ask->record, error);
		if (secret == NULL)
			return false;
		keep.row = row_of(ask, rulebook, secret, own_envelope, own);
	}
	if (settings->memory_record_inbound != 0) {
		keep.envelope = g_steal_pointer(&own_envelope);
		keep.judgement = g_steal_pointer(&own);
	}
	if (keep.row == NULL && keep.judgement == NULL)
		return true;
	int patience = keep.judgement != NULL ? ROW_MILLISECONDS : 0;

	return record_memory_keep(ask->record, &keep, patience, error);
}

/* ---- going out ------------------------------------------------------------------------------ */

typedef struct Question {
	MemoryQuestion asked;
	GPtrArray *addresses; /* of char *: whose hashes asked.customers are */
	gint64 tail;          /* of the reply's subject */
} Question;

static void
question_clear(Question *question)
{
	g_array_unref(question->asked.answered);
	g_array_unref(question->asked.references);
	g_array_unref(question->asked.tickets);
	g_array_unref(question->asked.customers);
	g_ptr_array_unref(question->addresses);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Question, question_clear)

static void
add(GArray *hashes, gint64 hash)
{
	for (guint i = 0; i < hashes->len; i++)
		if (g_array_index(hashes, gint64, i) == hash)
			return;
	if (hash != 0)
		g_array_append_val(hashes, hash);
}

static void
add_customer(Question *question, const Settings *settings, GBytes *secret, const char *address)
{
	GArray *customers = question->asked.customers;
	guint before = customers->len;

	if (before >= MOST_CUSTOMERS || settings_is_ours(settings, address))
		return;
	add(customers, record_memory_customer(secret, address));
	if (customers->len > before)
		g_ptr_array_add(question->addresses, g_strdup(address));
}

/* Those of To come first; when To names one customer, those of Cc only listen. */
static void
add_customers(Question *question, const Settings *settings, GBytes *secret, const Message *message,
	const Envelope *envelope)
{
	for (guint i = 0; i < message->n_to; i++) {
		const Address *address = message->to->pdata[i];
		add_customer(question, settings, secret, address->address);
	}
	if (question->asked.customers->len > 0)
		return;
	for (guint i = message->n_to; i < message->to->len; i++) {
		const Address *address = message->to->pdata[i];
		add_customer(question, settings, secret, address->address);
	}
	for (guint i = 0; envelope != NULL && i < envelope->recipients->len; i++)
		add_customer(question, settings, secret, envelope->recipients->pdata[i]);
}

static void
add_identifiers(Question *question, GBytes *secret, const Message *message)
{
	guint n = g_strv_length(message->references);

	add(question->asked.answered, identifier_hash(secret, message->in_reply_to));
	for (guint i = n; i > 0 && n - i < MOST_REFERENCES; i--)
		add(question->asked.references,
			identifier_hash(secret, message->references[i - 1]));
}

static Question
question_of(const MemoryAsk *ask, const Rulebook *rulebook, GBytes *secret,
	const Envelope *envelope, const Message *message)
{
	const Settings *settings = ask->settings;
	Question question = { .asked = {
				      .answered = g_array_new(FALSE, FALSE, sizeof(gint64)),
				      .references = g_array_new(FALSE, FALSE, sizeof(gint64)),
				      .tickets = g_array_new(FALSE, FALSE, sizeof(gint64)),
				      .customers = g_array_new(FALSE, FALSE, sizeof(gint64)),
			      } };
	g_autoptr(GPtrArray) marks = tickets_of(rulebook_tickets(rulebook), message,
		envelope != NULL ? envelope->recipients : NULL);

	question.addresses = g_ptr_array_new_with_free_func(g_free);
	add_customers(&question, settings, secret, message, envelope);
	add_identifiers(&question, secret, message);
	for (guint i = 0; i < marks->len; i++)
		add(question.asked.tickets, record_memory_hash(secret, "ticket", marks->pdata[i]));
	question.asked.subject = subject_hash(secret, message);
	question.tail = tail_hash(secret, message);
	question.asked.recent = ask->now - settings->memory_recent;
	question.asked.may_be_any =
		settings->memory_recent > 0 && (scope_is_answer(message) || marks->len > 0);
	return question;
}

static const char *
address_of(const Question *question, gint64 customer)
{
	const GArray *customers = question->asked.customers;

	for (guint i = 0; i < customers->len; i++)
		if (g_array_index(customers, gint64, i) == customer)
			return question->addresses->pdata[i];
	return "";
}

static Remembered *
remembered_of(const MemoryAsk *ask, const Rulebook *rulebook, GBytes *secret,
	const Question *question, const MemoryFound *found)
{
	Remembered *remembered = g_new0(Remembered, 1);
	const MemoryRow *row = found->row;
	g_autofree char *read_in = NULL;

	remembered->number = found->number;
	remembered->at = row->at;
	remembered->age = MAX(ask->now - row->at, 0);
	remembered->by = found->by;
	remembered->address = g_strdup(address_of(question, found->customer));
	remembered->language = g_strdup(row->language);
	remembered->seen = g_strdup(row->seen);
	remembered->closed = found->closed;
	remembered->thread_closed = found->thread_closed;
	remembered->has_same_tail = row->tail != 0 && row->tail == question->tail;
	remembered->text = *row->text != '\0' ? g_strdup(row->text) : NULL;
	if (row->half != NULL)
		remembered->customer = memo_read(rulebook, row->half, secret, &read_in, NULL);
	if (remembered->customer == NULL && *remembered->seen == '\0') {
		g_free(remembered->seen);
		remembered->seen = g_strdup("unreadable");
	}
	/* Learned only where the thread itself says that they belong together. */
	if (question->asked.tickets->len > 0 && found->by <= FOUND_THREAD)
		remembered->ticket = g_array_index(question->asked.tickets, gint64, 0);
	return remembered;
}

/* The first trouble says enough. */
static GError **
error_of(MemoryAsk *ask)
{
	return ask->error == NULL ? &ask->error : NULL;
}

static Remembered *
customers_mail(
	const Rulebook *rulebook, const Envelope *envelope, const Message *message, void *data)
{
	MemoryAsk *ask = data;
	g_autoptr(GBytes) secret = record_memory_secret(ask->record, error_of(ask));
	if (secret == NULL)
		return NULL;
	g_auto(Question) question = question_of(ask, rulebook, secret, envelope, message);
	g_auto(MemoryFound) found = { 0 };

	if (question.asked.customers->len == 0 ||
		!record_memory_find(ask->record, &question.asked, &found, error_of(ask)) ||
		found.number == 0)
		return NULL;
	return remembered_of(ask, rulebook, secret, &question, &found);
}

static ScriptTimes
times_sent(guint64 fingerprint, const char *agent, const char *customer, void *data)
{
	MemoryAsk *ask = data;
	gint64 since = ask->now - ask->settings->script_keep;
	ScriptTimes times;

	record_sentence_times(
		ask->record, fingerprint, agent, customer, since, &times, error_of(ask));
	return times;
}

Past
memory_past(MemoryAsk *ask)
{
	return (Past){ .customers_mail = ask->settings->memory_keep > 0 ? customers_mail : NULL,
		.times_sent = ask->settings->script_keep > 0 ? times_sent : NULL,
		.data = ask };
}

/* ---- a mail that a person names ------------------------------------------------------------- */

static bool
is_nobody(const char *address, const void *data)
{
	(void)address, (void)data;
	return false;
}

Remembered *
memory_given(const Rulebook *rulebook, const Settings *settings, GBytes *raw)
{
	g_autoptr(Message) message = message_parse(raw, NULL);
	if (message == NULL)
		return NULL;
	g_autoptr(Conversation) conversation =
		conversation_split(message, rulebook_attribution(rulebook), is_nobody, NULL);
	g_autoptr(Inbound) inbound = inbound_read(rulebook, settings, message, conversation);
	if (inbound == NULL)
		return NULL;
	g_autoptr(GBytes) secret = g_bytes_new_static("given", 5);
	const MemoKeep keep = { (LogText)settings->log_text, settings->log_events != 0, secret };
	g_autoptr(GBytes) memo = inbound->customer != NULL ? memo_write(rulebook, inbound->read_in,
								     inbound->customer, &keep)
							   : NULL;
	g_autofree char *read_in = NULL;
	Remembered *remembered = g_new0(Remembered, 1);

	remembered->by = FOUND_GIVEN;
	remembered->age = G_MAXINT64;
	remembered->address = g_strdup(inbound->address);
	remembered->language = g_strdup(inbound->language);
	remembered->seen = g_strdup(inbound->seen);
	if (memo != NULL)
		remembered->customer = memo_read(rulebook, memo, secret, &read_in, NULL);
	return remembered;
}
