/* record-control.c - answers to notices: the token they come with, and what they ask for.
 * SPDX-License-Identifier: MIT */
#include "record-control.h"

#include "record-sql.h"

#include "consent.h"
#include "errors.h"
#include "hold.h"
#include "mask.h"
#include "request.h"

/* How long somebody who was told that nothing was done is told nothing more. */
#define SECONDS_BETWEEN_REFUSALS 3600

static bool
check_token(Record *record, const Control *control, ControlTarget *target, GError **error)
{
	g_autofree char *hash = hold_token_hash(control->token);
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	g_autoptr(sqlite3_stmt) query = record_sql_prepare_with(database,
		"SELECT h.token_used, h.token = ?2 OR EXISTS (SELECT 1 FROM notice_token AS t"
		" WHERE t.hash = ?2 AND t.outcome = h.outcome) FROM hold AS h WHERE h.outcome = ?1",
		VALUES(NUMBER(target->reply->number), TEXT(hash)), error);
	if (query == NULL)
		return false;

	int result = sqlite3_step(query);
	if (result != SQLITE_ROW && result != SQLITE_DONE)
		return record_sql_error(database, "cannot read the record", error);
	if (result == SQLITE_ROW) {
		target->is_used = sqlite3_column_int64(query, 0) != 0;
		target->is_right = *hash != '\0' && sqlite3_column_int(query, 1) != 0;
	}
	return true;
}

static bool
find_story(Record *record, const Control *control, ControlTarget *target, GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	g_autoptr(sqlite3_stmt) query =
		record_sql_prepare_with(database, "SELECT number, agent FROM outcome WHERE id = ?",
			VALUES(TEXT(control->story)), error);
	if (query == NULL)
		return false;

	int result = sqlite3_step(query);
	if (result != SQLITE_ROW && result != SQLITE_DONE)
		return record_sql_error(database, "cannot read the record", error);
	if (result == SQLITE_ROW) {
		target->story = sqlite3_column_int64(query, 0);
		target->author = record_sql_column(query, 1);
	}
	return true;
}

bool
record_control_target(
	Record *record, const Control *control, ControlTarget *target_out, GError **error)
{
	g_autoptr(GError) failure = NULL;

	*target_out = (ControlTarget){ 0 };
	if (*control->story != '\0')
		return find_story(record, control, target_out, error);
	if (*control->id == '\0')
		return true;
	target_out->reply = held_find(record, control->id, &failure);
	if (failure != NULL) {
		g_propagate_error(error, g_steal_pointer(&failure));
		return false;
	}
	return target_out->reply == NULL || check_token(record, control, target_out, error);
}

/* ---- on the writer's thread -------------------------------------------------------------------
 */

typedef struct ControlRow {
	const Control *control;
	const ControlTarget *target;
	JudgementRow row;
	gint64 now;
} ControlRow;

/* The token does its work once, whoever else comes at the same moment. */
static bool
use_token(RecordWriter *writer, const ControlRow *row, GError **error)
{
	sqlite3 *database = record_writer_database(writer);

	if (!record_sql_run_with(database,
		    "UPDATE hold SET token_used = ? WHERE outcome = ? AND token_used = 0",
		    VALUES(NUMBER(row->now), NUMBER(row->target->reply->number)), error))
		return false;
	if (sqlite3_changes(database) == 1)
		return true;
	g_set_error_literal(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
		"another answer to the same notice came first");
	return false;
}

static bool
agree_to_stories(RecordWriter *writer, const ControlRow *row, GError **error)
{
	const Control *control = row->control;

	if (*control->story != '\0')
		return consent_keep_back(writer, row->target->story, control->by, row->now, error);
	return consent_write(writer, control->by, control->wish == WISH_STORIES_YES, control->by,
		row->now, error);
}

static bool
ask(RecordWriter *writer, const ControlRow *row, RecordKept kept, GError **error)
{
	static const char *const kinds[] = { "", "release", "discard", "dispute" };
	const Control *control = row->control;
	const RequestKind *kind = request_kind(kinds[control->wish]);
	g_autofree char *reason = mask_text(kept.mask,
		*control->reason != '\0' ? control->reason : "withdrawn by answering the notice");
	g_autofree char *refusal = NULL;
	const Request request = { kind->name, row->target->reply->id, control->by, reason, "" };

	if (control->wish != WISH_WRONG && !use_token(writer, row, error))
		return false;
	if (!kind->write(writer, row->target->reply->number, &request, row->now, &refusal, error))
		return false;
	if (refusal == NULL)
		return true;
	g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM, "%s", refusal);
	return false;
}

/* Was this address told so within the hour? */
static bool
was_told(RecordWriter *writer, const ControlRow *row, bool *was_told_out, GError **error)
{
	gint64 was_told = 0;

	if (!record_sql_number_with(record_writer_database(writer),
		    "SELECT EXISTS (SELECT 1 FROM outbox WHERE recipient = ? COLLATE NOCASE"
		    " AND kind = ? AND created > ?)",
		    VALUES(TEXT(row->row.notice->to), TEXT(notice_kind_name(NOTICE_REFUSED)),
			    NUMBER(row->now - SECONDS_BETWEEN_REFUSALS)),
		    &was_told, error))
		return false;
	*was_told_out = was_told != 0;
	return true;
}

static bool
write_control(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	const ControlRow *row = data;
	JudgementRow outcome = row->row;
	bool is_enough = false;

	if (!control_is_heeded(row->control)) {
		if (outcome.notice != NULL && !was_told(writer, row, &is_enough, error))
			return false;
		outcome.notice = is_enough ? NULL : outcome.notice;
	} else if (row->control->wish >= WISH_STORIES) {
		if (!agree_to_stories(writer, row, error))
			return false;
	} else if (!ask(writer, row, kept, error)) {
		return false;
	}
	return record_write_judgement(writer, &outcome, kept, error);
}

bool
record_control(Record *record, const Control *control, const ControlTarget *target,
	const Envelope *envelope, const Judgement *judgement, const Action *action,
	const Notice *notice, gint64 now, GError **error)
{
	g_autofree char *at = record_now();
	const ControlRow row = {
		.control = control,
		.target = target,
		.row = { .envelope = envelope,
			.judgement = judgement,
			.action = action,
			.at = at,
			.notice = notice },
		.now = now,
	};

	return record_write(record, write_control, &row, error);
}
