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

bool
consent_write(RecordWriter *writer, const char *agent, bool is_given, const char *by, gint64 now,
	GError **error)
{
	return record_sql_run_with(record_writer_database(writer),
		"INSERT INTO consent (agent, answer, at, actor) VALUES (?1, ?2, ?3, ?4)"
		" ON CONFLICT DO UPDATE SET answer = ?2, at = ?3, actor = ?4 WHERE answer <> ?2",
		VALUES(TEXT(agent), TEXT(is_given ? "yes" : "no"), NUMBER(now), TEXT(by)), error);
}

bool
consent_keep_back(RecordWriter *writer, gint64 outcome, const char *by, gint64 now, GError **error)
{
	return record_sql_run_with(record_writer_database(writer),
		"INSERT OR IGNORE INTO kept_back (outcome, at, actor) VALUES (?, ?, ?)",
		VALUES(NUMBER(outcome), NUMBER(now), TEXT(by)), error);
}

bool
consent_write_stories(RecordWriter *writer, gint64 outcome, const Request *request, gint64 now,
	char **refusal_out, GError **error)
{
	(void)outcome;
	g_auto(GStrv) words = g_strsplit(request->value, " ", 2);
	const char *answer = words[0] != NULL ? words[0] : "";
	const char *address = *answer != '\0' && words[1] != NULL ? words[1] : "";
	bool is_given = g_str_equal(answer, "yes");
	gint64 n_addresses = 0;

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
	if (!record_sql_number_with(record_writer_database(writer),
		    "SELECT count(*) FROM consent WHERE actor = ?", VALUES(TEXT(request->actor)),
		    &n_addresses, error))
		return false;
	if (n_addresses >= MOST_ADDRESSES && is_given) {
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
	g_autoptr(sqlite3_stmt) query = record_sql_prepare_with(database,
		"SELECT agent FROM outcome WHERE number = ?", VALUES(NUMBER(outcome)), error);
	if (query == NULL)
		return false;

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
