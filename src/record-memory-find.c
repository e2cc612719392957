/* record-memory-find.c - which mail of a customer's a reply answers. SPDX-License-Identifier: MIT
 *
 * Whatever points to a mail, it is only found when its writer is one of those the reply goes to:
 * identifiers can be forged, tickets shared, threads entered by strangers. Where two customers'
 * mails would do, none does. */
#include "record-memory.h"

#include <string.h>

#include "record-sql.h"
#include "scope.h"

/* Of one customer's latest that are looked at: more threads than this are never one. */
#define MOST_LATEST 20

#define COLUMNS                                                                                \
	"SELECT number, at, message, parent, root, customer, ticket, subject, language, seen," \
	" half, text, closed, tail FROM memory "

static const char by_message_sql[] =
	COLUMNS "WHERE message = ? AND customer = ? ORDER BY number LIMIT 1";
static const char by_root_sql[] =
	COLUMNS "WHERE root = ? AND customer = ? ORDER BY number DESC LIMIT 1";
static const char by_ticket_sql[] =
	COLUMNS "WHERE ticket = ? AND ticket <> 0 AND customer = ? ORDER BY number DESC LIMIT 1";
static const char latest_sql[] = COLUMNS "WHERE customer = ? AND at >= ? ORDER BY at DESC LIMIT ?";

/* What replies took up of the mails before it in the thread. */
static const char closed_sql[] =
	"SELECT closed FROM memory WHERE root = ? AND customer = ? AND number < ? LIMIT 50";

typedef struct Search {
	RecordReader *reader;
	const MemoryQuestion *question;
	MemoryFound *found;
	GError *error;
} Search;

void
memory_found_clear(MemoryFound *found)
{
	memory_row_free(found->row);
	*found = (MemoryFound){ 0 };
}

static char *
text_of(sqlite3_stmt *statement, int column)
{
	const char *text = (const char *)sqlite3_column_text(statement, column);

	return text != NULL ? g_utf8_make_valid(text, -1) : g_strdup("");
}

static void
take_row(sqlite3_stmt *statement, MemoryFound *found)
{
	MemoryRow *row = g_new0(MemoryRow, 1);
	int bytes = sqlite3_column_bytes(statement, 10);

	memory_found_clear(found);
	found->number = sqlite3_column_int64(statement, 0);
	row->at = sqlite3_column_int64(statement, 1);
	row->message = sqlite3_column_int64(statement, 2);
	row->parent = sqlite3_column_int64(statement, 3);
	row->root = sqlite3_column_int64(statement, 4);
	row->customer = found->customer = sqlite3_column_int64(statement, 5);
	row->ticket = sqlite3_column_int64(statement, 6);
	row->subject = sqlite3_column_int64(statement, 7);
	row->language = text_of(statement, 8);
	row->seen = text_of(statement, 9);
	if (bytes > 0)
		row->half = g_bytes_new(sqlite3_column_blob(statement, 10), (gsize)bytes);
	row->text = text_of(statement, 11);
	found->closed = (guint)sqlite3_column_int64(statement, 12);
	row->tail = sqlite3_column_int64(statement, 13);
	found->row = row;
}

/* False also when the record cannot be read, which is not the same as having no more. */
static bool
next_row(Search *search, sqlite3_stmt *statement)
{
	int result = sqlite3_step(statement);

	if (result != SQLITE_ROW && result != SQLITE_DONE)
		record_sql_error(
			sqlite3_db_handle(statement), "cannot read the record", &search->error);
	return result == SQLITE_ROW;
}

static sqlite3_stmt *
begin(Search *search, const char *sql)
{
	return search->error == NULL ? record_reader_statement(search->reader, sql, &search->error)
				     : NULL;
}

/* One customer's mail by one hash; false when there is none. */
static bool
find_one(Search *search, const char *sql, gint64 hash, gint64 customer, MemoryFound *found)
{
	sqlite3_stmt *statement = begin(search, sql);
	if (statement == NULL)
		return false;

	sqlite3_bind_int64(statement, 1, hash);
	sqlite3_bind_int64(statement, 2, customer);
	bool is_there = next_row(search, statement);
	if (is_there)
		take_row(statement, found);
	sqlite3_reset(statement);
	return is_there;
}

/* The one mail that a hash leads to, among the customers': two of them are none. */
static bool
find_only(Search *search, const char *sql, gint64 hash, FoundBy by)
{
	const GArray *customers = search->question->customers;
	g_auto(MemoryFound) first = { 0 };

	for (guint i = 0; hash != 0 && i < customers->len; i++) {
		g_auto(MemoryFound) found = { 0 };
		if (!find_one(search, sql, hash, g_array_index(customers, gint64, i), &found))
			continue;
		if (first.number != 0)
			return false;
		first = found;
		found = (MemoryFound){ 0 };
	}
	if (first.number == 0)
		return false;
	memory_found_clear(search->found);
	*search->found = first;
	search->found->by = by;
	first = (MemoryFound){ 0 };
	return true;
}

static bool
find_among(Search *search, const char *sql, const GArray *hashes, FoundBy by)
{
	for (guint i = 0; i < hashes->len; i++)
		if (find_only(search, sql, g_array_index(hashes, gint64, i), by))
			return true;
	return false;
}

/* A helpdesk may name only the first mail of a thread: what its customer wrote last in it is what
 * was answered. */
static void
go_to_latest_of_thread(Search *search)
{
	g_auto(MemoryFound) latest = { 0 };
	FoundBy by = search->found->by;

	if (!find_one(search, by_root_sql, search->found->row->root, search->found->customer,
		    &latest) ||
		latest.number <= search->found->number)
		return;
	memory_found_clear(search->found);
	*search->found = latest;
	search->found->by = by;
	latest = (MemoryFound){ 0 };
}

/* Mails of one customer's, and whether all of them belong to one thread. */
typedef struct Pile {
	MemoryFound latest;
	gint64 root;
	bool is_mixed;
} Pile;

/* Newest first. A mail without any identifier belongs to nothing but itself. */
static void
pile_add(Pile *pile, sqlite3_stmt *statement)
{
	gint64 root = sqlite3_column_int64(statement, 4);

	if (pile->latest.number == 0) {
		take_row(statement, &pile->latest);
		pile->root = root;
	} else {
		pile->is_mixed |= root == 0 || root != pile->root;
	}
}

static bool
pile_take(Pile *pile, FoundBy by, MemoryFound *found)
{
	if (pile->latest.number == 0 || pile->is_mixed)
		return false;
	*found = pile->latest;
	found->by = by;
	pile->latest = (MemoryFound){ 0 };
	return true;
}

/* The customer's latest, when all recent ones belong to one thread, or all those with the reply's
 * subject do. */
static void
find_latest(Search *search)
{
	const MemoryQuestion *question = search->question;
	Pile all = { 0 }, same = { 0 };
	sqlite3_stmt *statement = begin(search, latest_sql);
	if (statement == NULL)
		return;

	sqlite3_bind_int64(statement, 1, g_array_index(question->customers, gint64, 0));
	sqlite3_bind_int64(statement, 2, question->recent);
	sqlite3_bind_int(statement, 3, MOST_LATEST);
	while (next_row(search, statement)) {
		pile_add(&all, statement);
		if (question->subject != 0 &&
			sqlite3_column_int64(statement, 7) == question->subject)
			pile_add(&same, statement);
	}
	sqlite3_reset(statement);
	if (!pile_take(&same, FOUND_SUBJECT, search->found))
		pile_take(&all, FOUND_LATEST, search->found);
	memory_found_clear(&all.latest);
	memory_found_clear(&same.latest);
}

static void
look_up_closed(Search *search)
{
	const MemoryFound *found = search->found;
	sqlite3_stmt *statement =
		found->number != 0 && found->row->root != 0 ? begin(search, closed_sql) : NULL;
	if (statement == NULL)
		return;

	sqlite3_bind_int64(statement, 1, found->row->root);
	sqlite3_bind_int64(statement, 2, found->customer);
	sqlite3_bind_int64(statement, 3, found->number);
	while (next_row(search, statement))
		search->found->thread_closed |= (guint)sqlite3_column_int64(statement, 0);
	sqlite3_reset(statement);
}

/* Surest first. */
static void
find(Search *search)
{
	const MemoryQuestion *question = search->question;

	if (find_among(search, by_message_sql, question->answered, FOUND_IN_REPLY_TO))
		return;
	if (find_among(search, by_message_sql, question->references, FOUND_REFERENCES) ||
		find_among(search, by_root_sql, question->references, FOUND_THREAD) ||
		find_among(search, by_root_sql, question->answered, FOUND_THREAD)) {
		go_to_latest_of_thread(search);
		return;
	}
	if (find_among(search, by_ticket_sql, question->tickets, FOUND_TICKET))
		return;
	if (question->may_be_any && question->customers->len == 1)
		find_latest(search);
}

bool
record_memory_find(
	Record *record, const MemoryQuestion *question, MemoryFound *found_out, GError **error)
{
	Search search = { record_sql_reader(record), question, found_out, NULL };

	*found_out = (MemoryFound){ 0 };
	if (record_reader_lock(search.reader, error) == NULL)
		return false;
	find(&search);
	look_up_closed(&search);
	record_reader_unlock(search.reader);
	if (search.error == NULL)
		return true;
	g_propagate_error(error, search.error);
	return false;
}

/* ---- honesty -------------------------------------------------------------------------------- */

static const char shares_sql[] =
	"SELECT source, found, iif(verdict = 'skip', reason, ''), count(*) FROM outcome"
	" WHERE at >= ? AND NOT (verdict = 'skip' AND reason IN (" SCOPE_NO_REPLY_OF_OURS "))"
	" GROUP BY 1, 2, 3 ORDER BY 4 DESC";

bool
record_memory_shares(
	Record *record, const char *since, MemoryShareVisit visit, void *data, GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	g_autoptr(sqlite3_stmt) statement =
		record_sql_prepare_with(database, shares_sql, VALUES(TEXT(since)), error);
	if (statement == NULL)
		return false;

	int result = SQLITE_ROW;
	while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
		const MemoryShare share = { (const char *)sqlite3_column_text(statement, 0),
			(const char *)sqlite3_column_text(statement, 1),
			(const char *)sqlite3_column_text(statement, 2),
			sqlite3_column_int64(statement, 3) };
		if (!visit(&share, data))
			return true;
	}
	return result == SQLITE_DONE || record_sql_error(database, "cannot read the record", error);
}

bool
record_memory_stock(Record *record, MemoryStock *stock_out, GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	g_autoptr(sqlite3_stmt) statement = record_sql_prepare(database,
		"SELECT count(*), count(half), ifnull(sum(length(half)), 0), ifnull(min(at), 0),"
		" ifnull(max(at), 0) FROM memory",
		error);
	if (statement == NULL)
		return false;
	if (sqlite3_step(statement) != SQLITE_ROW)
		return record_sql_error(database, "cannot read the record", error);
	gint64 *const into[] = { &stock_out->rows, &stock_out->with_content, &stock_out->bytes,
		&stock_out->oldest, &stock_out->newest };
	for (int i = 0; i < (int)G_N_ELEMENTS(into); i++)
		*into[i] = sqlite3_column_int64(statement, i);
	return true;
}
