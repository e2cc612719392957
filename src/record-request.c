/* record-request.c - requests about held mail, as rows that the queue's worker carries out.
 * SPDX-License-Identifier: MIT */
#include "record-sql.h"

#include "held-next.h"
#include "request.h"

/* What an outcome's state is, and what is asked for already, by whom; "" is nothing. */
typedef struct Asked {
	char *state, *kind, *actor;
} Asked;

static void
asked_clear(Asked *asked)
{
	g_free(asked->state);
	g_free(asked->kind);
	g_free(asked->actor);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Asked, asked_clear)

static bool
look(sqlite3 *database, gint64 outcome, Asked *asked, GError **error)
{
	g_autoptr(sqlite3_stmt) query = record_sql_prepare(database,
		"SELECT o.state, r.kind, r.actor FROM outcome AS o LEFT JOIN request AS r"
		" ON r.number = (SELECT min(number) FROM request WHERE outcome = ?1"
		" AND state = 'waiting') WHERE o.number = ?1",
		error);
	if (query == NULL)
		return false;

	sqlite3_bind_int64(query, 1, outcome);
	if (sqlite3_step(query) != SQLITE_ROW)
		return record_sql_error(database, "cannot read the record", error);
	asked->state = record_sql_column(query, 0);
	asked->kind = record_sql_column(query, 1);
	asked->actor = record_sql_column(query, 2);
	return true;
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

bool
request_write_queued(RecordWriter *writer, gint64 outcome, const Request *request, gint64 now,
	char **refusal_out, GError **error)
{
	sqlite3 *database = record_writer_database(writer);
	g_auto(Asked) asked = { NULL, NULL, NULL };

	if (!look(database, outcome, &asked, error))
		return false;
	if (!g_str_equal(asked.state, "held")) {
		*refusal_out =
			g_strdup_printf("'%s' is not held, but %s", request->id, asked.state);
		return true;
	}
	if (g_str_equal(asked.kind, request->kind))
		return true;
	if (*asked.kind != '\0')
		return refuse(writer, outcome, request, &asked, now, refusal_out, error);
	g_autoptr(sqlite3_stmt) insert = record_sql_prepare(database,
		"INSERT INTO request (outcome, kind, actor, reason, created, state)"
		" VALUES (?, ?, ?, ?, ?, 'waiting')",
		error);
	if (insert == NULL)
		return false;

	sqlite3_bind_int64(insert, 1, outcome);
	record_sql_text(insert, 2, request->kind);
	record_sql_text(insert, 3, request->actor);
	record_sql_text(insert, 4, request->reason);
	sqlite3_bind_int64(insert, 5, now);
	if (sqlite3_step(insert) != SQLITE_DONE)
		return record_sql_error(database, "cannot write the record", error);
	record_writer_has_work(writer);
	return true;
}
