/* record-hold.c - the row of a promise, and taking it back; which thread a reply is of.
 * SPDX-License-Identifier: MIT */
#include "record-sql.h"

bool
record_write_hold(RecordWriter *writer, gint64 outcome, const Hold *hold, GError **error)
{
	return record_sql_run_with(record_writer_database(writer),
		"INSERT INTO hold (outcome, held, remind, tell_lead, expires, on_expiry, override,"
		" recipient, token) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		VALUES(NUMBER(outcome), NUMBER(hold->plan.held), NUMBER(hold->plan.remind),
			NUMBER(hold->plan.tell_lead), NUMBER(hold->plan.expires),
			TEXT(on_expiry_name(hold->on_expiry)),
			TEXT(override_mode_name(hold->override)), TEXT(hold->recipient),
			TEXT(hold->token_hash)),
		error);
}

bool
record_withdraw_hold(RecordWriter *writer, gint64 outcome, GError **error)
{
	return record_sql_run_with(record_writer_database(writer),
		       "DELETE FROM hold WHERE outcome = ?", VALUES(NUMBER(outcome)), error) &&
	       record_withdraw_notice(writer, outcome, error);
}

const char *
record_thread(const Message *message)
{
	if (message == NULL)
		return "";
	if (message->references != NULL && message->references[0] != NULL)
		return message->references[0];
	return *message->in_reply_to != '\0' ? message->in_reply_to : message->message_id;
}
