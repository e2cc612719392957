/* record-write.c - the rows of one judgement, and of a later reply that makes a promise void.
 * SPDX-License-Identifier: MIT */
#include "record-sql.h"

#include <string.h>

#include "checks.h"
#include "errors.h"
#include "mask.h"
#include "moment.h"

typedef enum Insert {
	INSERT_OUTCOME,
	INSERT_FINDING,
	INSERT_FEELING,
	INSERT_EVENT,
	INSERT_RULE_NOTE,
	INSERT_WORDS,
	INSERT_WITHDRAWALS,
	N_INSERTS,
} Insert;

static const char *const inserts[N_INSERTS] = {
	[INSERT_OUTCOME] =
		("INSERT INTO outcome (id, at, host, queue_id, message_id, agent, customer, policy,"
		 " language, verdict, action, state, reason, feelings, failed, life_events, source,"
		 " rules, recipients, microseconds, passed, thread, in_reply_to)"
		 " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
		 " ?, ?)"),
	[INSERT_FINDING] = "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?)",
	[INSERT_FEELING] = "INSERT INTO feeling VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	[INSERT_EVENT] = "INSERT INTO event VALUES (NULL, ?, ?, ?, ?, ?)",
	[INSERT_RULE_NOTE] = "INSERT INTO rule_note VALUES (?, ?, ?)",
	[INSERT_WORDS] = "INSERT INTO words VALUES (?, ?, ?, ?)",
	/* Of what the same customer is still waiting for in the same thread. */
	[INSERT_WITHDRAWALS] =
		("INSERT INTO request (outcome, kind, actor, reason, created, state)"
		 " SELECT h.number, 'withdraw', ?1, n.id, ?2, 'waiting'"
		 " FROM outcome AS n JOIN outcome AS h ON h.state = 'held' AND h.number < n.number"
		 " AND h.customer = n.customer COLLATE NOCASE AND (h.thread = n.thread"
		 " OR (h.in_reply_to = n.in_reply_to AND h.in_reply_to <> ''))"
		 " WHERE n.number = ?3 AND n.customer <> '' AND n.thread <> ''"
		 " AND NOT EXISTS (SELECT 1 FROM request WHERE outcome = h.number"
		 " AND kind = 'withdraw' AND state = 'waiting')"),
};

struct RecordWriter {
	sqlite3 *database; /* borrowed */
	sqlite3_stmt *inserts[N_INSERTS];
	bool has_work; /* for the queue's worker */
};

RecordWriter *
record_writer_new(sqlite3 *database, GError **error)
{
	g_autoptr(RecordWriter) writer = g_new0(RecordWriter, 1);

	writer->database = database;
	for (int i = 0; i < N_INSERTS; i++) {
		writer->inserts[i] = record_sql_prepare(database, inserts[i], error);
		if (writer->inserts[i] == NULL)
			return NULL;
	}
	return g_steal_pointer(&writer);
}

void
record_writer_free(RecordWriter *writer)
{
	if (writer == NULL)
		return;
	for (int i = 0; i < N_INSERTS; i++)
		sqlite3_finalize(writer->inserts[i]);
	g_free(writer);
}

/* Runs an insert whose values are bound, and makes it ready for the next. */
static bool
step(RecordWriter *writer, Insert insert, GError **error)
{
	int result = sqlite3_step(writer->inserts[insert]);
	bool is_done = result == SQLITE_DONE;

	if (!is_done)
		record_sql_error(writer->database, "cannot write the record", error);
	sqlite3_reset(writer->inserts[insert]);
	return is_done;
}

static void
bind_masked(sqlite3_stmt *statement, int parameter, const char *words, RecordKept kept)
{
	g_autofree char *masked = words != NULL ? mask_text(kept.mask, words) : NULL;

	record_sql_text(statement, parameter, masked);
}

/* People's words as far as [log] text lets us keep them. */
static void
bind_words(sqlite3_stmt *statement, int parameter, const char *words, RecordKept kept)
{
	bind_masked(statement, parameter, kept.text != LOG_TEXT_NONE ? words : NULL, kept);
}

char *
record_now(void)
{
	return moment_write(g_get_real_time() / G_USEC_PER_SEC);
}

const char *
record_state_of(Verdict action)
{
	if (action == VERDICT_HOLD)
		return "held";
	return action == VERDICT_REJECT ? "rejected" : "sent";
}

static bool
write_outcome(RecordWriter *writer, const JudgementRow *row, RecordKept kept, GError **error)
{
	sqlite3_stmt *insert = writer->inserts[INSERT_OUTCOME];
	const Judgement *judgement = row->judgement;
	g_autofree char *feelings = record_names_of_feelings(judgement->customer);
	g_autofree char *life_events =
		record_names_of_events(judgement->customer, kept.life_events);
	const char *const plain[] = {
		judgement->id,
		row->at,
		row->envelope->host,
		row->envelope->queue_id,
		judgement->message != NULL ? judgement->message->message_id : "",
		judgement->agent,
		judgement->to,
		judgement->policy,
		judgement->language,
		verdict_name(judgement->verdict),
		verdict_name(row->action->perform),
		judgement->skip == SKIP_CONTROL ? "discarded"
						: record_state_of(row->action->perform),
		NULL, /* the reason, which may quote */
		feelings,
		row->action->failed,
		life_events,
		judgement->source,
		judgement->rules_version,
	};

	for (int i = 0; i < (int)G_N_ELEMENTS(plain); i++)
		record_sql_text(insert, i + 1, plain[i]);
	bool is_quoting = judgement->verdict > VERDICT_PASS;
	if (is_quoting && kept.text == LOG_TEXT_NONE)
		record_sql_text(insert, 13, row->action->failed);
	else
		bind_masked(insert, 13, judgement->reason, kept);
	sqlite3_bind_int(insert, 19, (int)row->envelope->recipients->len);
	sqlite3_bind_int64(insert, 20, judgement->microseconds);
	g_autofree char *passed = record_names_of_passed(judgement->findings);
	record_sql_text(insert, 21, passed);
	record_sql_text(insert, 22, record_thread(judgement->message));
	record_sql_text(
		insert, 23, judgement->message != NULL ? judgement->message->in_reply_to : "");
	return step(writer, INSERT_OUTCOME, error);
}

/* The name of a rule that finds grief says what happened to whom ("illness-told"): it is kept where
 * life events are. */
static bool
may_be_named(const char *rule, const Customer *customer, RecordKept kept)
{
	if (kept.life_events || customer == NULL || rule == NULL)
		return true;
	for (guint i = 0; i < customer->feelings->len; i++) {
		const Feeling *feeling = customer->feelings->pdata[i];
		if (feeling->kind == FEELING_GRIEF && g_strcmp0(feeling->rule, rule) == 0)
			return false;
	}
	return true;
}

static bool
write_findings(RecordWriter *writer, gint64 number, const Judgement *judgement, RecordKept kept,
	GError **error)
{
	const Findings *findings = judgement->findings;
	sqlite3_stmt *insert = writer->inserts[INSERT_FINDING];

	for (guint i = 0; i < findings->len; i++) {
		const Finding *finding = findings->pdata[i];
		if (finding->result == RESULT_NA)
			continue;
		bool has_failed = finding->result == RESULT_FAIL;
		sqlite3_bind_int64(insert, 1, number);
		record_sql_text(insert, 2, checks[finding->check]->name);
		record_sql_text(insert, 3, result_name(finding->result));
		record_sql_text(insert, 4, has_failed ? certainty_name(finding->certainty) : "");
		bool is_named = may_be_named(finding->rule, judgement->customer, kept);
		record_sql_text(insert, 5, is_named ? finding->rule : "");
		bind_words(insert, 6, finding->evidence, kept);
		bind_words(insert, 7, finding->advice, kept);
		if (!step(writer, INSERT_FINDING, error))
			return false;
	}
	return true;
}

static bool
write_feelings(RecordWriter *writer, gint64 number, const Customer *customer, RecordKept kept,
	GError **error)
{
	const GPtrArray *feelings = customer->feelings;
	sqlite3_stmt *insert = writer->inserts[INSERT_FEELING];

	for (guint i = 0; i < feelings->len; i++) {
		const Feeling *feeling = feelings->pdata[i];
		sqlite3_bind_int64(insert, 1, number);
		record_sql_text(insert, 2, feeling_name(feeling->kind));
		sqlite3_bind_int(insert, 3, feeling->intensity);
		sqlite3_bind_int(insert, 4, feeling->is_explicit);
		record_sql_text(insert, 5,
			may_be_named(feeling->rule, customer, kept) ? feeling->rule : "");
		bind_words(insert, 6, feeling->evidence, kept);
		record_sql_text(insert, 7, grade_name(feeling->acknowledged));
		bind_words(insert, 8, feeling->by, kept);
		if (!step(writer, INSERT_FEELING, error))
			return false;
	}
	return true;
}

static bool
write_rule_note(
	RecordWriter *writer, gint64 number, const char *kind, const char *rule, GError **error)
{
	sqlite3_stmt *insert = writer->inserts[INSERT_RULE_NOTE];

	sqlite3_bind_int64(insert, 1, number);
	record_sql_text(insert, 2, kind);
	record_sql_text(insert, 3, rule);
	return step(writer, INSERT_RULE_NOTE, error);
}

static bool
write_customers_rules(RecordWriter *writer, gint64 number, const Customer *customer, GError **error)
{
	for (guint i = 0; customer->observed != NULL && i < customer->observed->len; i++) {
		if (!write_rule_note(
			    writer, number, "observed", customer->observed->pdata[i], error))
			return false;
	}
	for (guint i = 0; customer->no_answer != NULL && i < customer->no_answer->len; i++) {
		if (!write_rule_note(
			    writer, number, "no-answer", customer->no_answer->pdata[i], error))
			return false;
	}
	return true;
}

static bool
write_replys_rules(RecordWriter *writer, gint64 number, const Hits *hits, GError **error)
{
	for (guint i = 0; hits->observed != NULL && i < hits->observed->len; i++) {
		const Hit *hit = &g_array_index(hits->observed, Hit, i);
		if (!write_rule_note(writer, number, "observed", hit->rule->name, error))
			return false;
	}
	for (guint i = 0; hits->no_answer != NULL && i < hits->no_answer->len; i++) {
		const Rule *rule = hits->no_answer->pdata[i];
		if (!write_rule_note(writer, number, "no-answer", rule->name, error))
			return false;
	}
	return true;
}

static bool
add_event(RecordWriter *writer, gint64 number, const char *at, const char *event, const char *actor,
	const char *reason, GError **error)
{
	sqlite3_stmt *insert = writer->inserts[INSERT_EVENT];

	sqlite3_bind_int64(insert, 1, number);
	record_sql_text(insert, 2, at);
	record_sql_text(insert, 3, event);
	record_sql_text(insert, 4, actor);
	record_sql_text(insert, 5, reason);
	return step(writer, INSERT_EVENT, error);
}

static bool
write_event(RecordWriter *writer, gint64 number, const char *at, const char *event,
	const char *reason, GError **error)
{
	return add_event(writer, number, at, event, RECORD_OURSELVES, reason, error);
}

bool
record_write_event(RecordWriter *writer, gint64 outcome, gint64 at, const char *event,
	const char *actor, const char *reason, GError **error)
{
	g_autofree char *text = moment_write(at);

	return add_event(writer, outcome, text, event, actor, reason, error);
}

sqlite3 *
record_writer_database(RecordWriter *writer)
{
	return writer->database;
}

void
record_writer_has_work(RecordWriter *writer)
{
	writer->has_work = true;
}

bool
record_writer_take_work(RecordWriter *writer)
{
	bool has_work = writer->has_work;

	writer->has_work = false;
	return has_work;
}

bool
record_supersede(RecordWriter *writer, gint64 number, gint64 now, GError **error)
{
	sqlite3_stmt *insert = writer->inserts[INSERT_WITHDRAWALS];

	record_sql_text(insert, 1, RECORD_OURSELVES);
	sqlite3_bind_int64(insert, 2, now);
	sqlite3_bind_int64(insert, 3, number);
	if (!step(writer, INSERT_WITHDRAWALS, error))
		return false;
	writer->has_work |= sqlite3_changes(writer->database) > 0;
	return true;
}

/* Mail that was not judged is no answer of ours. */
static bool
goes_out(const JudgementRow *row)
{
	Verdict performed = row->action->perform;

	return row->judgement->verdict != VERDICT_SKIP &&
	       (performed == VERDICT_PASS || performed == VERDICT_ANNOTATE);
}

/* What follows from the judgement, for the queue's worker and for the sender of notices. */
static bool
write_consequences(RecordWriter *writer, gint64 number, const JudgementRow *row, RecordKept kept,
	GError **error)
{
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;

	return record_write_override(writer, number, row, kept, now, error) &&
	       (row->hold == NULL || record_write_hold(writer, number, row->hold, error)) &&
	       (row->notice == NULL ||
		       record_write_notice(writer, number, row->notice, now, error)) &&
	       (!goes_out(row) || record_supersede(writer, number, now, error));
}

static bool
write_first_events(RecordWriter *writer, gint64 number, const char *at, const Action *action,
	const char *verdict, GError **error)
{
	g_autofree char *reason = action->note != NULL
					  ? g_strdup_printf("%s (%s)", verdict, action->note)
					  : g_strdup(verdict);

	if (!write_event(writer, number, at, "judged", reason, error))
		return false;
	if (action->perform == VERDICT_HOLD)
		return write_event(writer, number, at, "held", action->failed, error);
	if (action->perform == VERDICT_REJECT)
		return write_event(writer, number, at, "rejected", action->failed, error);
	return true;
}

/* Everything written, but what somebody asked to be masked. */
static bool
write_words(RecordWriter *writer, gint64 number, const Judgement *judgement, RecordKept kept,
	GError **error)
{
	sqlite3_stmt *insert = writer->inserts[INSERT_WORDS];
	const Conversation *conversation = judgement->conversation;

	sqlite3_bind_int64(insert, 1, number);
	bind_words(insert, 2, judgement->message != NULL ? judgement->message->subject : "", kept);
	bind_words(insert, 3, conversation->reply, kept);
	bool is_remembered = judgement->remembered != NULL && *conversation->customer == '\0';
	bind_words(insert, 4, is_remembered ? judgement->remembered->text : conversation->customer,
		kept);
	return step(writer, INSERT_WORDS, error);
}

bool
record_write_judgement(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	const JudgementRow *row = data;
	const Judgement *judgement = row->judgement;
	const char *at = row->at;

	if (!write_outcome(writer, row, kept, error))
		return false;
	gint64 number = sqlite3_last_insert_rowid(writer->database);
	if (!write_findings(writer, number, judgement, kept, error))
		return false;
	if (judgement->customer != NULL &&
		(!write_feelings(writer, number, judgement->customer, kept, error) ||
			!write_customers_rules(writer, number, judgement->customer, error)))
		return false;
	if (judgement->reply != NULL && judgement->reply->hits != NULL &&
		!write_replys_rules(writer, number, judgement->reply->hits, error))
		return false;
	/* Mail that was not judged is none of our business: its words are never kept. */
	if (kept.text == LOG_TEXT_FULL && judgement->conversation != NULL &&
		judgement->verdict != VERDICT_SKIP &&
		!write_words(writer, number, judgement, kept, error))
		return false;
	return write_first_events(
		       writer, number, at, row->action, verdict_name(judgement->verdict), error) &&
	       record_write_answered(writer, number, judgement, row->action->perform, error) &&
	       record_write_sentences(
		       writer, judgement, row->action->perform, kept.sentences, error) &&
	       write_consequences(writer, number, row, kept, error);
}
