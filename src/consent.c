/* consent.c - whose replies may be told. SPDX-License-Identifier: MIT */
#include "consent.h"

#include <string.h>

#include "record-sql.h"
#include "request.h"

/* So many addresses may one account speak for. */
enum { MOST_ADDRESSES = 10 };

/* Is the account's name the address's own? */
static bool
is_own(const char *account, const char *address)
{
	const char *at = strchr(address, '@');

	return at != NULL && at != address && at[1] != '\0' && strchr(at + 1, '@') == NULL &&
	       strpbrk(address, " \t<>\"(),;*") == NULL &&
	       strlen(account) == (gsize)(at - address) &&
	       g_ascii_strncasecmp(account, address, strlen(account)) == 0;
}

static bool
run(sqlite3 *database, sqlite3_stmt *statement, GError **error)
{
	return sqlite3_step(statement) == SQLITE_DONE ||
	       record_sql_error(database, "cannot write the record", error);
}

bool
consent_write(RecordWriter *writer, const char *agent, bool is_given, const char *by, gint64 now,
	GError **error)
{
	sqlite3 *database = record_writer_database(writer);
	g_autoptr(sqlite3_stmt) insert = record_sql_prepare(database,
		"INSERT INTO consent (agent, answer, at, actor) VALUES (?1, ?2, ?3, ?4)"
		" ON CONFLICT DO UPDATE SET answer = ?2, at = ?3, actor = ?4 WHERE answer <> ?2",
		error);
	if (insert == NULL)
		return false;

	record_sql_text(insert, 1, agent);
	record_sql_text(insert, 2, is_given ? "yes" : "no");
	sqlite3_bind_int64(insert, 3, now);
	record_sql_text(insert, 4, by);
	return run(database, insert, error);
}

bool
consent_keep_back(RecordWriter *writer, gint64 outcome, const char *by, gint64 now, GError **error)
{
	sqlite3 *database = record_writer_database(writer);
	g_autoptr(sqlite3_stmt) insert = record_sql_prepare(database,
		"INSERT OR IGNORE INTO kept_back (outcome, at, actor) VALUES (?, ?, ?)", error);
	if (insert == NULL)
		return false;

	sqlite3_bind_int64(insert, 1, outcome);
	sqlite3_bind_int64(insert, 2, now);
	record_sql_text(insert, 3, by);
	return run(database, insert, error);
}

static bool
has_too_many(sqlite3 *database, const char *account, bool *has_out, GError **error)
{
	g_autoptr(sqlite3_stmt) query =
		record_sql_prepare(database, "SELECT count(*) FROM consent WHERE actor = ?", error);
	if (query == NULL)
		return false;

	record_sql_text(query, 1, account);
	if (sqlite3_step(query) != SQLITE_ROW)
		return record_sql_error(database, "cannot read the record", error);
	*has_out = sqlite3_column_int(query, 0) >= MOST_ADDRESSES;
	return true;
}

bool
consent_write_stories(RecordWriter *writer, gint64 outcome, const Request *request, gint64 now,
	char **refusal_out, GError **error)
{
	(void)outcome;
	g_auto(GStrv) words = g_strsplit(request->value, " ", 2);
	const char *answer = words[0] != NULL ? words[0] : "";
	const char *address = *answer != '\0' && words[1] != NULL ? words[1] : "";
	bool is_given = g_str_equal(answer, "yes"), has_many = false;

	if (!is_given && !g_str_equal(answer, "no")) {
		*refusal_out = g_strdup_printf("'%s' is neither yes nor no", answer);
		return true;
	}
	if (!is_own(request->actor, address)) {
		*refusal_out = g_strdup_printf("only '%s' says so themself: by mail, or by an "
					       "account of that name; you are '%s'",
			address, request->actor);
		return true;
	}
	if (!has_too_many(record_writer_database(writer), request->actor, &has_many, error))
		return false;
	if (has_many && is_given) {
		*refusal_out =
			g_strdup_printf("'%s' has spoken for enough addresses", request->actor);
		return true;
	}
	return consent_write(writer, address, is_given, request->actor, now, error);
}

bool
consent_write_untold(RecordWriter *writer, gint64 outcome, const Request *request, gint64 now,
	char **refusal_out, GError **error)
{
	sqlite3 *database = record_writer_database(writer);
	g_autoptr(sqlite3_stmt) query =
		record_sql_prepare(database, "SELECT agent FROM outcome WHERE number = ?", error);
	if (query == NULL)
		return false;

	sqlite3_bind_int64(query, 1, outcome);
	if (sqlite3_step(query) != SQLITE_ROW)
		return record_sql_error(database, "cannot read the record", error);
	g_autofree char *author = record_sql_column(query, 0);
	if (!is_own(request->actor, author) && !g_str_equal(request->actor, "root")) {
		*refusal_out = g_strdup_printf(
			"it is not '%s's to keep back: ask who wrote it, or the lead; they write "
			"\"stories no %s\" to where notices are answered",
			request->actor, request->id);
		return true;
	}
	return consent_keep_back(writer, outcome, request->actor, now, error);
}
