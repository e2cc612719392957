/* record-change.c - rows as callers ask for them, and what becomes of them afterwards.
 * SPDX-License-Identifier: MIT */
#include "record-sql.h"

#include "errors.h"

bool
record_find_number(RecordWriter *writer, const char *id, gint64 *number_out, GError **error)
{
	return record_sql_number_with(record_writer_database(writer),
		"SELECT number FROM outcome WHERE id = ?", VALUES(TEXT(id)), number_out, error);
}

typedef struct Performed {
	const char *id;
	Verdict action;
	const char *why;
} Performed;

static bool
write_performed(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const Performed *row = data;
	gint64 number = 0;
	if (!record_find_number(writer, row->id, &number, error))
		return false;
	if (number == 0) {
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"the record has no outcome '%s'", row->id);
		return false;
	}
	if (!record_sql_run_with(record_writer_database(writer),
		    "UPDATE outcome SET action = ?, state = ? WHERE number = ?",
		    VALUES(TEXT(verdict_name(row->action)), TEXT(record_state_of(row->action)),
			    NUMBER(number)),
		    error))
		return false;
	if (row->action != VERDICT_HOLD && !record_withdraw_hold(writer, number, error))
		return false;
	return record_write_event(writer, number, g_get_real_time() / G_USEC_PER_SEC, "fell-back",
		RECORD_OURSELVES, row->why, error);
}

bool
record_judgement(Record *record, const Envelope *envelope, const Judgement *judgement,
	const Action *action, const Hold *hold, const Notice *notice, GError **error)
{
	g_autofree char *at = record_now();
	const JudgementRow row = { envelope, judgement, action, at, hold, notice };

	return record_write(record, record_write_judgement, &row, error);
}

bool
record_performed(Record *record, const Judgement *judgement, Verdict performed, const char *why,
	GError **error)
{
	const Performed row = { judgement->id, performed, why };

	return record_write(record, write_performed, &row, error);
}
