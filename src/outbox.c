/* outbox.c - notices as rows. SPDX-License-Identifier: MIT */
#include "outbox.h"

#include "errors.h"
#include "record-sql.h"

static void
item_free(gpointer data)
{
	OutboxItem *item = data;

	g_free(item->id);
	g_free(item->kind);
	g_free(item->to);
	g_bytes_unref(item->mail);
	g_free(item->customer);
	g_free(item->language);
	g_free(item);
}

static gpointer
read_item(sqlite3_stmt *row)
{
	OutboxItem *item = g_new0(OutboxItem, 1);

	item->number = sqlite3_column_int64(row, 0);
	item->id = record_sql_column(row, 1);
	item->kind = record_sql_column(row, 2);
	item->to = record_sql_column(row, 3);
	item->mail = g_bytes_new(sqlite3_column_blob(row, 4), (gsize)sqlite3_column_bytes(row, 4));
	item->created = sqlite3_column_int64(row, 5);
	item->tries = sqlite3_column_int(row, 6);
	item->customer = record_sql_column(row, 7);
	item->latest = sqlite3_column_int64(row, 8);
	item->language = record_sql_column(row, 9);
	return item;
}

GPtrArray *
outbox_due(Record *record, gint64 now, guint most, GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	g_autoptr(sqlite3_stmt) query = record_sql_prepare_with(database,
		"SELECT b.number, o.id, b.kind, b.recipient, b.mail, b.created, b.tries, o.customer,"
		" b.latest, o.language"
		" FROM outbox AS b JOIN outcome AS o ON o.number = b.outcome"
		" WHERE b.state = 'waiting' AND (b.due <= ?1 OR b.created > ?1 + 3600)"
		" ORDER BY b.number LIMIT ?2",
		VALUES(NUMBER(now), NUMBER(most)), error);
	return query != NULL ? record_sql_rows(query, read_item, item_free, error) : NULL;
}

bool
outbox_recent(Record *record, const char *to, gint64 since, guint *n_out, gint64 *last_out,
	GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	/* Those of one digest were sent at the same moment and are one mail. */
	g_autoptr(sqlite3_stmt) query = record_sql_prepare_with(database,
		"SELECT count(DISTINCT CASE WHEN trouble = 'digest' THEN -sent_at ELSE number END),"
		" max(sent_at) FROM outbox WHERE state = 'sent' AND recipient = ? AND sent_at > ?",
		VALUES(TEXT(to), NUMBER(since)), error);
	if (query == NULL)
		return false;

	if (sqlite3_step(query) != SQLITE_ROW)
		return record_sql_error(database, "cannot read the record", error);
	*n_out = (guint)sqlite3_column_int64(query, 0);
	*last_out = sqlite3_column_int64(query, 1);
	return true;
}

bool
outbox_stranded(Record *record, guint *n_out, char **id_out, GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	g_autoptr(sqlite3_stmt) query = record_sql_prepare(database,
		/* o.id is that of the row with the greatest number. */
		"SELECT count(*), coalesce(o.id, ''), max(b.number)"
		" FROM outbox AS b JOIN outcome AS o ON o.number = b.outcome"
		" WHERE b.state = 'failed' AND b.mail IS NOT NULL",
		error);
	if (query == NULL)
		return false;
	if (sqlite3_step(query) != SQLITE_ROW)
		return record_sql_error(database, "cannot read the record", error);
	*n_out = (guint)sqlite3_column_int64(query, 0);
	*id_out = record_sql_column(query, 1);
	return true;
}

/* ---- on the writer's thread -------------------------------------------------------------------
 */

typedef struct Change {
	const gint64 *numbers;
	guint n;
	const char *why, *to;
	gint64 again, now;
} Change;

static bool
run_with(RecordWriter *writer, const char *sql, gint64 first, const char *words, gint64 number,
	GError **error)
{
	return record_sql_run_with(record_writer_database(writer), sql,
		VALUES(NUMBER(first), TEXT(words), NUMBER(number)), error);
}

/* An event of the outcome an item is about. */
static bool
tell_outcome(RecordWriter *writer, gint64 number, const char *event, const char *why, gint64 now,
	GError **error)
{
	g_autoptr(sqlite3_stmt) query = record_sql_prepare_with(record_writer_database(writer),
		"SELECT outcome, recipient FROM outbox WHERE number = ?", VALUES(NUMBER(number)),
		error);
	if (query == NULL)
		return false;

	if (sqlite3_step(query) != SQLITE_ROW)
		return true;
	g_autofree char *to = record_sql_column(query, 1);
	g_autofree char *reason = why != NULL ? g_strdup_printf("%s: %s", to, why) : g_strdup(to);
	return record_write_event(writer, sqlite3_column_int64(query, 0), now, event,
		RECORD_OURSELVES, reason, error);
}

static bool
write_sent(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const Change *change = data;

	for (guint i = 0; i < change->n; i++)
		if (!run_with(writer,
			    "UPDATE outbox SET state = 'sent', mail = NULL, sent_at = ?1,"
			    " trouble = ?2, tries = tries + 1 WHERE number = ?3",
			    change->now, change->n > 1 ? "digest" : "", change->numbers[i],
			    error) ||
			!tell_outcome(writer, change->numbers[i], "notified",
				change->n > 1 ? "in a digest" : NULL, change->now, error))
			return false;
	return true;
}

static bool
write_failed(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const Change *change = data;
	gint64 number = change->numbers[0];

	if (change->again != 0)
		return run_with(writer,
			"UPDATE outbox SET due = ?1, created = min(created, ?1), trouble = ?2,"
			" tries = tries + 1 WHERE number = ?3",
			change->again, change->why, number, error);
	return run_with(writer,
		       "UPDATE outbox SET state = 'failed', mail = iif(kind = 'returned', mail,"
		       " NULL), due = ?1, trouble = ?2, tries = tries + 1 WHERE number = ?3",
		       change->now, change->why, number, error) &&
	       tell_outcome(writer, number, "notice-failed", change->why, change->now, error);
}

static bool
write_redirected(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const Change *change = data;
	gint64 number = change->numbers[0];

	return tell_outcome(writer, number, "notice-failed", change->why, change->now, error) &&
	       run_with(writer,
		       "UPDATE outbox SET due = ?1, created = ?1, recipient = ?2, tries = 0,"
		       " trouble = '' WHERE number = ?3",
		       change->now, change->to, number, error);
}

static bool
write_put_off(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const Change *change = data;

	for (guint i = 0; i < change->n; i++)
		if (!run_with(writer,
			    "UPDATE outbox SET due = ?1, created = min(created, ?1), trouble = ?2"
			    " WHERE number = ?3",
			    change->again, "waits for a digest", change->numbers[i], error))
			return false;
	return true;
}

bool
outbox_sent(Record *record, const gint64 *numbers, guint n, gint64 now, GError **error)
{
	const Change change = { .numbers = numbers, .n = n, .now = now };

	return record_write(record, write_sent, &change, error);
}

bool
outbox_failed(
	Record *record, gint64 number, const char *why, gint64 again, gint64 now, GError **error)
{
	const Change change = {
		.numbers = &number, .n = 1, .why = why, .again = again, .now = now
	};

	return record_write(record, write_failed, &change, error);
}

bool
outbox_redirect(
	Record *record, gint64 number, const char *to, const char *why, gint64 now, GError **error)
{
	const Change change = { .numbers = &number, .n = 1, .why = why, .to = to, .now = now };

	return record_write(record, write_redirected, &change, error);
}

bool
outbox_put_off(Record *record, const gint64 *numbers, guint n, gint64 until, GError **error)
{
	const Change change = { .numbers = numbers, .n = n, .again = until };

	return record_write(record, write_put_off, &change, error);
}
