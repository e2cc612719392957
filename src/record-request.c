/* record-request.c - requests about held mail, as rows that the queue's worker carries out.
 * SPDX-License-Identifier: MIT */
#include "record-sql.h"

#include <string.h>

#include "held-next.h"
#include "request.h"

/* What an outcome's state is, and what is asked for already, by whom and why; "" is nothing. */
typedef struct Asked {
	char *state, *kind, *actor, *reason;
	gint64 number;
	bool is_begun; /* the worker has it in hand */
} Asked;

static void
asked_clear(Asked *asked)
{
	g_free(asked->state);
	g_free(asked->kind);
	g_free(asked->actor);
	g_free(asked->reason);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Asked, asked_clear)

static bool
look(sqlite3 *database, gint64 outcome, Asked *asked, GError **error)
{
	g_autoptr(sqlite3_stmt) query = record_sql_prepare_with(database,
		"SELECT o.state, r.kind, r.actor, r.reason, r.number, r.begun FROM outcome AS o LEFT JOIN request AS r"
		" ON r.number = (SELECT min(number) FROM request WHERE outcome = ?1"
		" AND state = 'waiting') WHERE o.number = ?1",
		VALUES(NUMBER(outcome)), error);
	if (query == NULL)
		return false;

	if (sqlite3_step(query) != SQLITE_ROW)
		return record_sql_error(database, "cannot read the record", error);
	asked->state = record_sql_column(query, 0);
	asked->kind = record_sql_column(query, 1);
	asked->actor = record_sql_column(query, 2);
	asked->reason = record_sql_column(query, 3);
	asked->number = sqlite3_column_int64(query, 4);
	asked->is_begun = sqlite3_column_int64(query, 5) != 0;
	return true;
}

/* Does one of the reasons, which "; " stands between, say just that? */
static bool
is_said(const char *reasons, const char *reason)
{
	g_autofree char *all = g_strconcat("; ", reasons, "; ", NULL);
	g_autofree char *one = g_strconcat("; ", reason, "; ", NULL);

	return strstr(all, one) != NULL;
}

/* Caller frees. */
static char *
with_reason(const Asked *asked, const char *reason)
{
	if (g_str_equal(asked->reason, REQUEST_WITHOUT_REASON))
		return g_strdup(reason);
	return g_strconcat(asked->reason, "; ", reason, NULL);
}

/* Who asked for something else first has it; the life of the reply tells who did not, for a file is
 * answered by nobody. */
static bool
refuse(RecordWriter *writer, gint64 outcome, const Request *request, const Asked *asked, gint64 now,
	char **refusal_out, GError **error)
{
	g_autofree char *why = g_strdup_printf("%s: %s (too late: %s asked to %s it)",
		request->kind, request->reason, asked->actor, asked->kind);

	*refusal_out = g_strdup_printf("'%s' is asked for already, by %s: %s", request->id,
		asked->actor, held_fate(asked->kind));
	return record_write_event(writer, outcome, now, "unheeded", request->actor, why, error);
}

/* For what is asked for already, a reason is all that may be new. Where it is another person's, the
 * worker would not see it any more, or it is too long, the life of the reply has it. */
static bool
add_reason(RecordWriter *writer, gint64 outcome, const Request *request, const Asked *asked,
	gint64 now, char **refusal_out, GError **error)
{
	if (g_str_equal(request->reason, REQUEST_WITHOUT_REASON) ||
		is_said(asked->reason, request->reason))
		return true;
	g_autofree char *reason = with_reason(asked, request->reason);
	if (!g_str_equal(asked->actor, request->actor) || asked->is_begun ||
		g_utf8_strlen(reason, -1) > REQUEST_MOST_REASON)
		return refuse(writer, outcome, request, asked, now, refusal_out, error);
	return record_sql_run_with(record_writer_database(writer),
		"UPDATE request SET reason = ? WHERE number = ?",
		VALUES(TEXT(reason), NUMBER(asked->number)), error);
}

bool
request_write_queued(RecordWriter *writer, gint64 outcome, const Request *request, gint64 now,
	char **refusal_out, GError **error)
{
	sqlite3 *database = record_writer_database(writer);
	g_auto(Asked) asked = { 0 };

	if (!look(database, outcome, &asked, error))
		return false;
	if (!g_str_equal(asked.state, "held")) {
		*refusal_out =
			g_strdup_printf("'%s' is not held, but %s", request->id, asked.state);
		return true;
	}
	if (g_str_equal(asked.kind, request->kind))
		return add_reason(writer, outcome, request, &asked, now, refusal_out, error);
	if (*asked.kind != '\0')
		return refuse(writer, outcome, request, &asked, now, refusal_out, error);
	if (!record_sql_run_with(database,
		    "INSERT INTO request (outcome, kind, actor, reason, created, state)"
		    " VALUES (?, ?, ?, ?, ?, 'waiting')",
		    VALUES(NUMBER(outcome), TEXT(request->kind), TEXT(request->actor),
			    TEXT(request->reason), NUMBER(now)),
		    error))
		return false;
	record_writer_has_work(writer);
	return true;
}
