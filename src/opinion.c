/* opinion.c - what people say of a judgement. SPDX-License-Identifier: MIT */
#include "opinion.h"

#include <string.h>

#include "checks.h"
#include "moment.h"
#include "record-sql.h"
#include "request.h"

/* A label's or resolution's value, taken apart. */
typedef struct Said {
	char *opinion; /* agree, disagree; "" for a dispute */
	char *check;   /* "" for the verdict as a whole */
} Said;

static void
said_clear(Said *said)
{
	g_free(said->opinion);
	g_free(said->check);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Said, said_clear)

static bool
take_check(Said *said, const char *name, char **refusal_out)
{
	CheckId check;

	said->check = g_strdup(name);
	if (*name == '\0' || check_from_name(name, &check))
		return true;
	*refusal_out = g_strdup_printf("there is no check '%s'", name);
	return false;
}

static bool
take_value(Said *said, const char *value, char **refusal_out)
{
	g_auto(GStrv) words = g_strsplit(value, " ", 2);
	const char *opinion = words[0] != NULL ? words[0] : "";

	said->opinion = g_strdup(opinion);
	if (g_str_equal(opinion, "agree") || g_str_equal(opinion, "disagree"))
		return take_check(said, words[1] != NULL ? words[1] : "", refusal_out);
	*refusal_out = g_strdup_printf("'%s' is neither agree nor disagree", opinion);
	return false;
}

/* What we had said: fail, pass or n/a; "" when it was not judged. */
static bool
machine_said(sqlite3 *database, gint64 outcome, const char *check, char **said_out, GError **error)
{
	g_autoptr(sqlite3_stmt) query = record_sql_prepare_with(database,
		"SELECT CASE WHEN verdict = 'skip' THEN ''"
		" WHEN ?2 = '' THEN iif(verdict IN ('annotate', 'hold', 'reject'), 'fail', 'pass')"
		/* Praise never fails: there is some, or none. */
		" WHEN ?2 = 'praise' THEN iif(EXISTS (SELECT 1 FROM finding"
		"   WHERE outcome = ?1 AND check_name = ?2), 'pass', 'fail')"
		/* What did not apply has no row; 'fail' comes before 'pass'. */
		" ELSE coalesce((SELECT min(result) FROM finding"
		"   WHERE outcome = ?1 AND check_name = ?2), 'n/a') END"
		" FROM outcome WHERE number = ?1",
		VALUES(NUMBER(outcome), TEXT(check)), error);
	if (query == NULL)
		return false;

	if (sqlite3_step(query) != SQLITE_ROW)
		return record_sql_error(database, "cannot read the record", error);
	*said_out = record_sql_column(query, 0);
	return true;
}

typedef struct Label {
	gint64 outcome;
	const char *kind, *machine;
	const Said *said;
	const Request *request;
	gint64 now;
} Label;

/* The row, unless the same person's last word on it was the same. changed_out: it was not. */
static bool
insert_label(sqlite3 *database, const Label *label, bool *changed_out, GError **error)
{
	g_autofree char *at = moment_write(label->now);

	if (!record_sql_run_with(database,
		    "INSERT INTO label (outcome, at, actor, kind, check_name, machine, opinion, note)"
		    " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE NOT EXISTS (SELECT 1 FROM label"
		    "  WHERE number = (SELECT max(number) FROM label WHERE outcome = ?1 AND actor = ?3"
		    "    AND check_name = ?5) AND kind = ?4 AND opinion = ?7 AND note = ?8"
		    "    AND decision = '')",
		    VALUES(NUMBER(label->outcome), TEXT(at), TEXT(label->request->actor),
			    TEXT(label->kind), TEXT(label->said->check), TEXT(label->machine),
			    TEXT(label->said->opinion), TEXT(label->request->reason)),
		    error))
		return false;
	*changed_out = sqlite3_changes(database) > 0;
	return true;
}

/* "disagrees with tone", "disputes the verdict". */
static char *
event_reason(const char *verb, const char *check)
{
	return g_strdup_printf("%s %s", verb, *check != '\0' ? check : "the verdict");
}

static bool
write_label(RecordWriter *writer, const Label *label, const char *verb, char **refusal_out,
	GError **error)
{
	sqlite3 *database = record_writer_database(writer);
	g_autofree char *machine = NULL;
	bool is_new = false;

	if (!machine_said(database, label->outcome, label->said->check, &machine, error))
		return false;
	if (machine == NULL || *machine == '\0') {
		*refusal_out = g_strdup_printf(
			"'%s' was not judged: there is nothing to agree or disagree with",
			label->request->id);
		return true;
	}
	bool is_na = g_str_equal(machine, result_name(RESULT_NA));
	if (is_na && g_str_equal(label->said->opinion, "agree")) {
		*refusal_out =
			g_strdup_printf("%s did not apply to '%s': there is nothing to agree with",
				label->said->check, label->request->id);
		return true;
	}
	Label complete = *label;
	/* Whoever disagrees with that says it should have failed: a miss. */
	complete.machine = is_na ? result_name(RESULT_PASS) : machine;
	if (!insert_label(database, &complete, &is_new, error))
		return false;
	g_autofree char *reason = event_reason(verb, label->said->check);
	return !is_new || record_write_event(writer, label->outcome, label->now, "labelled",
				  label->request->actor, reason, error);
}

bool
opinion_write_label(RecordWriter *writer, gint64 outcome, const Request *request, gint64 now,
	char **refusal_out, GError **error)
{
	g_auto(Said) said = { 0 };
	const Label label = { outcome, "review", "", &said, request, now };

	if (!take_value(&said, request->value, refusal_out))
		return true;
	const char *verb = g_str_equal(said.opinion, "agree") ? "agrees with" : "disagrees with";
	return write_label(writer, &label, verb, refusal_out, error);
}

bool
opinion_write_dispute(RecordWriter *writer, gint64 outcome, const Request *request, gint64 now,
	char **refusal_out, GError **error)
{
	g_auto(Said) said = { g_strdup("disagree"), NULL };
	const Label label = { outcome, "dispute", "", &said, request, now };

	return !take_check(&said, request->value, refusal_out) ||
	       write_label(writer, &label, "disputes", refusal_out, error);
}

/* Whose dispute it is has had their say. One that came by mail has their address: they are the same
 * as an account of its local part, wherever that may be. */
static bool
is_own_dispute(sqlite3 *database, gint64 outcome, const Said *said, const Request *request,
	bool *is_own_out, GError **error)
{
	gint64 is_own = 0;

	if (!record_sql_number_with(database,
		    "SELECT EXISTS (SELECT 1 FROM label WHERE outcome = ?1 AND kind = 'dispute'"
		    " AND decision = '' AND (?3 = '' OR check_name = ?3) AND lower(?2)"
		    " IN (lower(actor), lower(substr(actor, 1, instr(actor, '@') - 1))))",
		    VALUES(NUMBER(outcome), TEXT(request->actor), TEXT(said->check)), &is_own,
		    error))
		return false;
	*is_own_out = is_own != 0;
	return true;
}

/* How many were open. */
static bool
decide(sqlite3 *database, gint64 outcome, const Said *said, const Request *request, gint64 now,
	int *n_out, GError **error)
{
	g_autofree char *at = moment_write(now);

	if (!record_sql_run_with(database,
		    "UPDATE label SET decision = ?2, decided_by = ?3, decided_at = ?4,"
		    " decision_note = ?5 WHERE outcome = ?1 AND kind = 'dispute' AND decision = ''"
		    " AND (?6 = '' OR check_name = ?6)",
		    VALUES(NUMBER(outcome), TEXT(said->opinion), TEXT(request->actor), TEXT(at),
			    TEXT(request->reason), TEXT(said->check)),
		    error))
		return false;
	*n_out = sqlite3_changes(database);
	return true;
}

bool
opinion_write_resolution(RecordWriter *writer, gint64 outcome, const Request *request, gint64 now,
	char **refusal_out, GError **error)
{
	sqlite3 *database = record_writer_database(writer);
	g_auto(Said) said = { 0 };
	bool is_own = false;
	int n = 0;

	if (!take_value(&said, request->value, refusal_out))
		return true;
	if (!is_own_dispute(database, outcome, &said, request, &is_own, error))
		return false;
	if (is_own) {
		*refusal_out = g_strdup_printf(
			"you dispute '%s' yourself: somebody else decides a dispute", request->id);
		return true;
	}
	if (!decide(database, outcome, &said, request, now, &n, error))
		return false;
	if (n == 0) {
		*refusal_out = g_strdup_printf("'%s' has no open dispute%s%s", request->id,
			*said.check != '\0' ? " about " : "", said.check);
		return true;
	}
	const char *verb = g_str_equal(said.opinion, "agree") ? "ends the dispute, agrees with"
							      : "ends the dispute, disagrees with";
	g_autofree char *reason = event_reason(verb, said.check);
	return record_write_event(writer, outcome, now, "labelled", request->actor, reason, error);
}

/* ---- reading ---- */

static bool
visit_row(sqlite3_stmt *row, OpinionVisit visit, void *data)
{
	const char *texts[16];

	for (int i = 0; i < (int)G_N_ELEMENTS(texts); i++) {
		const char *text = (const char *)sqlite3_column_text(row, i);
		texts[i] = text != NULL ? text : "";
	}
	const Opinion opinion = { texts[0], texts[1], texts[2], texts[3], texts[4], texts[5],
		texts[6], texts[7], texts[8], texts[9], texts[10], texts[11], texts[12], texts[13],
		texts[14], texts[15] };
	return visit(&opinion, data);
}

bool
opinion_disputes(Record *record, bool with_decided, OpinionVisit visit, void *data, GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	g_autoptr(sqlite3_stmt) query = record_sql_prepare_with(database,
		"SELECT id, at, \"by\", kind, \"check\", machine, people, opinion, note, state,"
		" decision, decided_by, decided_at, decision_note, agent, customer FROM labels"
		" WHERE kind = 'dispute' AND (state = 'open' OR ?1) ORDER BY number",
		VALUES(NUMBER(with_decided)), error);
	if (query == NULL)
		return false;
	int result = SQLITE_ROW;
	while ((result = sqlite3_step(query)) == SQLITE_ROW)
		if (!visit_row(query, visit, data))
			return true;
	return result == SQLITE_DONE || record_sql_error(database, "cannot read the record", error);
}
