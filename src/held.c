/* held.c - the life of a held reply in the record. SPDX-License-Identifier: MIT */
#include "held.h"

#include <string.h>

#include "errors.h"
#include "record-sql.h"

static const char *const request_names[N_REQUESTS] = {
	[REQUEST_RELEASE] = "release",
	[REQUEST_DISCARD] = "discard",
	[REQUEST_RETURN] = "return",
	[REQUEST_SUPERSEDE] = "supersede",
};

static const char *const end_names[N_HOLD_ENDS] = {
	[HOLD_RELEASED] = "released",
	[HOLD_DISCARDED] = "discarded",
	[HOLD_RETURNED] = "returned",
	[HOLD_SUPERSEDED] = "superseded",
	[HOLD_VANISHED] = "vanished",
};

static const struct {
	const char *column, *event;
} steps[N_STEPS] = {
	[STEP_REMINDED] = { "reminded", "reminded" },
	[STEP_LEAD_TOLD] = { "lead_told", "lead-told" },
	[STEP_EXPIRED] = { "expired", "expired" },
};

const char *
request_name(RequestKind kind)
{
	return request_names[kind];
}

bool
request_from_name(const char *name, RequestKind *kind_out)
{
	for (int i = 0; i < N_REQUESTS; i++)
		if (g_str_equal(request_names[i], name)) {
			*kind_out = (RequestKind)i;
			return true;
		}
	return false;
}

const char *
hold_end_name(HoldEnd end)
{
	return end_names[end];
}

/* ---- reading ----------------------------------------------------------------------------------
 */

#define HELD_COLUMNS                                                                              \
	"SELECT o.number, o.id, o.host, o.queue_id, o.message_id, o.agent, o.customer, o.policy," \
	" o.language, o.failed, h.notify, h.notice_id, h.held_at, h.deadline, h.on_expiry,"       \
	" h.reminded, h.lead_told, h.expired, r.number, r.what, r.actor, r.reason"                \
	" FROM outcome AS o JOIN hold AS h ON h.outcome = o.number LEFT JOIN request AS r"        \
	" ON r.number = (SELECT min(number) FROM request"                                         \
	"   WHERE outcome = o.number AND state = 'open')"                                         \
	" WHERE o.state = 'held'"

static OnExpiry
expiry_from_name(const char *name)
{
	if (g_str_equal(name, "release"))
		return ON_EXPIRY_RELEASE;
	return g_str_equal(name, "return") ? ON_EXPIRY_RETURN : ON_EXPIRY_KEEP;
}

static char *
text(sqlite3_stmt *row, int column)
{
	const unsigned char *value = sqlite3_column_text(row, column);

	return g_strdup(value != NULL ? (const char *)value : "");
}

static Held *
read_held(sqlite3_stmt *row)
{
	Held *held = g_new0(Held, 1);
	char **const texts[] = { &held->id, &held->host, &held->queue_id, &held->message_id,
		&held->agent, &held->customer, &held->policy, &held->language, &held->failed,
		&held->notify, &held->notice_id };
	g_autofree char *on_expiry = text(row, 14);
	g_autofree char *what = text(row, 19);
	RequestKind request;

	held->number = sqlite3_column_int64(row, 0);
	for (int i = 0; i < (int)G_N_ELEMENTS(texts); i++)
		*texts[i] = text(row, i + 1);
	held->held_at = sqlite3_column_int64(row, 12);
	held->deadline = sqlite3_column_int64(row, 13);
	held->on_expiry = expiry_from_name(on_expiry);
	held->is_reminded = sqlite3_column_int(row, 15) != 0;
	held->is_lead_told = sqlite3_column_int(row, 16) != 0;
	held->is_expired = sqlite3_column_int(row, 17) != 0;
	held->request_number = sqlite3_column_int64(row, 18);
	held->request = request_from_name(what, &request) ? (int)request : -1;
	held->request_actor = text(row, 20);
	held->request_reason = text(row, 21);
	return held;
}

void
held_free(Held *held)
{
	if (held == NULL)
		return;
	char *const texts[] = { held->id, held->host, held->queue_id, held->message_id, held->agent,
		held->customer, held->policy, held->language, held->failed, held->notify,
		held->notice_id, held->request_actor, held->request_reason };
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(texts[i]);
	g_free(held);
}

static void
free_item(gpointer held)
{
	held_free(held);
}

/* sql ends in a condition with at most one value. */
static GPtrArray *
read_all(Record *record, const char *sql, const char *value, GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	if (database == NULL)
		return NULL;
	g_autoptr(sqlite3_stmt) query = record_sql_prepare(database, sql, error);
	if (query == NULL)
		return NULL;
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(free_item);
	int result;

	if (value != NULL)
		record_sql_text(query, 1, value);
	while ((result = sqlite3_step(query)) == SQLITE_ROW)
		g_ptr_array_add(all, read_held(query));
	if (result == SQLITE_DONE)
		return g_steal_pointer(&all);
	record_sql_error(database, "cannot read the record", error);
	return NULL;
}

GPtrArray *
held_now(Record *record, GError **error)
{
	return read_all(record, HELD_COLUMNS " ORDER BY o.number", NULL, error);
}

Held *
held_find(Record *record, const char *id, GError **error)
{
	g_autoptr(GPtrArray) found = read_all(record,
		HELD_COLUMNS " AND (o.queue_id = ?1 OR substr(o.id, 1, length(?1)) = ?1) LIMIT 2",
		id, error);
	if (found == NULL || found->len == 0)
		return NULL;
	if (found->len > 1) {
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"'%s' is the beginning of more than one; give more of it", id);
		return NULL;
	}
	return g_ptr_array_steal_index(found, 0);
}

/* ---- on the writer's thread -------------------------------------------------------------------
 */

/* Binds ?1 number, ?2 and ?3 texts, ?4 another number; each only where the statement has it. */
static bool
run(RecordWriter *writer, const char *sql, gint64 number, const char *one, const char *two,
	gint64 other, int *changed_out, GError **error)
{
	sqlite3 *database = record_writer_database(writer);
	g_autoptr(sqlite3_stmt) statement = record_sql_prepare(database, sql, error);
	if (statement == NULL)
		return false;
	int n = sqlite3_bind_parameter_count(statement);

	sqlite3_bind_int64(statement, 1, number);
	if (n >= 2)
		record_sql_text(statement, 2, one);
	if (n >= 3)
		record_sql_text(statement, 3, two);
	if (n >= 4)
		sqlite3_bind_int64(statement, 4, other);
	if (sqlite3_step(statement) != SQLITE_DONE)
		return record_sql_error(database, "cannot write the record", error);
	if (changed_out != NULL)
		*changed_out = sqlite3_changes(database);
	return true;
}

typedef struct Change {
	const Held *held;
	HoldEnd end;
	HoldStep step;
	const char *actor, *reason;
	const Notice *notice;
	gint64 now;
	const Request *request;
	bool *is_held_out;
} Change;

static bool
write_end(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const Change *change = data;
	gint64 number = change->held->number;
	int changed = 0;

	if (!run(writer, "UPDATE outcome SET state = ?2 WHERE number = ?1 AND state = 'held'",
		    number, end_names[change->end], NULL, 0, &changed, error))
		return false;
	if (changed == 0)
		return true;
	return record_write_event(writer, number, change->now, end_names[change->end],
		       change->actor, change->reason, error) &&
	       run(writer,
		       "UPDATE request SET state = 'done' WHERE outcome = ?1 AND state = 'open'",
		       number, NULL, NULL, 0, NULL, error) &&
	       run(writer,
		       "UPDATE outbox SET state = 'withdrawn', mail = NULL WHERE outcome = ?1"
		       " AND state = 'waiting' AND kind IN ('reminder', 'lead')",
		       number, NULL, NULL, 0, NULL, error) &&
	       (change->notice == NULL ||
		       record_write_notice(writer, number, change->notice, change->now, error));
}

static bool
write_step(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const Change *change = data;
	gint64 number = change->held->number;
	const char *column = steps[change->step].column;
	g_autofree char *sql = g_strdup_printf(
		"UPDATE hold SET %s = 1 WHERE outcome = ?1 AND %s = 0", column, column);
	int changed = 0;

	if (!run(writer, sql, number, NULL, NULL, 0, &changed, error))
		return false;
	if (changed == 0)
		return true;
	return record_write_event(writer, number, change->now, steps[change->step].event,
		       RECORD_OURSELVES, change->reason, error) &&
	       (change->notice == NULL ||
		       record_write_notice(writer, number, change->notice, change->now, error));
}

/* The number of the outcome of that id that is held; 0: none. */
static bool
find_held(RecordWriter *writer, const char *id, gint64 *number_out, GError **error)
{
	sqlite3 *database = record_writer_database(writer);
	g_autoptr(sqlite3_stmt) query = record_sql_prepare(
		database, "SELECT number FROM outcome WHERE id = ? AND state = 'held'", error);
	if (query == NULL)
		return false;

	record_sql_text(query, 1, id);
	*number_out = sqlite3_step(query) == SQLITE_ROW ? sqlite3_column_int64(query, 0) : 0;
	return true;
}

static bool
write_request(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const Change *change = data;
	const Request *request = change->request;
	sqlite3 *database = record_writer_database(writer);
	gint64 number = 0;

	if (!find_held(writer, request->id, &number, error))
		return false;
	*change->is_held_out = number != 0;
	if (number == 0)
		return true;
	g_autoptr(sqlite3_stmt) insert = record_sql_prepare(database,
		"INSERT OR IGNORE INTO request (key, outcome, at, what, actor, reason, state)"
		" VALUES (?, ?, ?, ?, ?, ?, 'open')",
		error);
	if (insert == NULL)
		return false;
	record_sql_text(insert, 1, request->key);
	sqlite3_bind_int64(insert, 2, number);
	sqlite3_bind_int64(insert, 3, request->at);
	record_sql_text(insert, 4, request_names[request->kind]);
	record_sql_text(insert, 5, request->actor);
	record_sql_text(insert, 6, request->reason);
	if (sqlite3_step(insert) != SQLITE_DONE)
		return record_sql_error(database, "cannot write the record", error);
	return true;
}

bool
held_request(Record *record, const Request *request, GError **error)
{
	bool is_held = false;
	const Change change = { .request = request, .is_held_out = &is_held };

	return record_write(record, write_request, &change, error) && is_held;
}

bool
held_end(Record *record, const Held *held, HoldEnd end, const char *actor, const char *reason,
	const Notice *notice, gint64 now, GError **error)
{
	const Change change = {
		.held = held,
		.end = end,
		.actor = actor,
		.reason = reason,
		.notice = notice,
		.now = now,
	};

	return record_write(record, write_end, &change, error);
}

bool
held_step(Record *record, const Held *held, HoldStep step, const char *reason, const Notice *notice,
	gint64 now, GError **error)
{
	const Change change = {
		.held = held,
		.step = step,
		.reason = reason,
		.notice = notice,
		.now = now,
	};

	return record_write(record, write_step, &change, error);
}
