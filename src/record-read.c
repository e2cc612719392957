/* record-read.c - questions to the record; each on a handle of its own. SPDX-License-Identifier:
 * MIT */
#include "record-sql.h"

#include <string.h>

#include "errors.h"

char *
record_like(const char *pattern)
{
	GString *like = g_string_new(NULL);

	for (; *pattern != '\0'; pattern++) {
		if (*pattern == '*')
			g_string_append_c(like, '%');
		else if (strchr("%_\\", *pattern) != NULL)
			g_string_append_printf(like, "\\%c", *pattern);
		else
			g_string_append_c(like, *pattern);
	}
	return g_string_free(like, FALSE);
}

typedef enum How { HOW_IS, HOW_LIKE, HOW_CONTAINS } How;

/* Adds a condition when there is something to ask for; '@' in it stands for the value. */
static void
ask(GString *sql, GPtrArray *values, const char *condition, const char *value, How how)
{
	if (value == NULL || *value == '\0')
		return;
	g_string_append(sql, values->len > 0 ? " AND " : " WHERE ");
	for (; *condition != '\0'; condition++) {
		if (*condition == '@')
			g_string_append_printf(sql, "?%u", values->len + 1);
		else
			g_string_append_c(sql, *condition);
	}
	if (how == HOW_IS) {
		g_ptr_array_add(values, g_strdup(value));
		return;
	}
	g_autofree char *like = record_like(value);
	g_ptr_array_add(
		values, how == HOW_CONTAINS ? g_strdup_printf("%%%s%%", like) : g_strdup(like));
}

#define LIKE " LIKE @ ESCAPE '\\'"

static char *
outcomes_sql(const OutcomeQuery *query, GPtrArray *values)
{
	GString *sql = g_string_new(
		"SELECT number, id, at, host, queue_id, message_id, agent, customer, policy,"
		" language, verdict, action, state, reason, feelings, failed FROM outcome AS o");

	ask(sql, values, "at >= @", query->since, HOW_IS);
	ask(sql, values, "at < @", query->until, HOW_IS);
	ask(sql, values, "agent" LIKE, query->agent, HOW_LIKE);
	ask(sql, values, "customer" LIKE, query->customer, HOW_LIKE);
	ask(sql, values, "policy" LIKE, query->policy, HOW_LIKE);
	ask(sql, values, "verdict = @", query->verdict, HOW_IS);
	ask(sql, values, "action = @", query->action, HOW_IS);
	ask(sql, values, "state = @", query->state, HOW_IS);
	ask(sql, values, "language = @", query->language, HOW_IS);
	ask(sql, values,
		"EXISTS (SELECT 1 FROM finding WHERE outcome = o.number AND result = 'fail'"
		" AND check_name = @)",
		query->check, HOW_IS);
	ask(sql, values, "EXISTS (SELECT 1 FROM feeling WHERE outcome = o.number AND feeling = @)",
		query->feeling, HOW_IS);
	ask(sql, values,
		/* Said twice, as their indices leave out what has no rule. */
		"o.number IN (SELECT outcome FROM finding WHERE rule = @ AND rule <> ''"
		" UNION SELECT outcome FROM feeling WHERE rule = @ AND rule <> ''"
		" UNION SELECT outcome FROM rule_note WHERE rule = @ AND rule <> '')",
		query->rule, HOW_IS);
	ask(sql, values,
		"(reason LIKE @ ESCAPE '\\' OR EXISTS (SELECT 1 FROM finding"
		" WHERE outcome = o.number AND evidence LIKE @ ESCAPE '\\')"
		" OR EXISTS (SELECT 1 FROM feeling WHERE outcome = o.number"
		" AND (evidence LIKE @ ESCAPE '\\' OR met_by LIKE @ ESCAPE '\\')))",
		query->text, HOW_CONTAINS);
	g_string_append(sql, " ORDER BY number DESC");
	if (query->limit > 0)
		g_string_append_printf(sql, " LIMIT %" G_GINT64_FORMAT, query->limit);
	return g_string_free(sql, FALSE);
}

static const char *
column(sqlite3_stmt *statement, int n)
{
	const char *text = (const char *)sqlite3_column_text(statement, n);

	return text != NULL ? text : "";
}

static bool
visit_row(sqlite3_stmt *statement, OutcomeVisit visit, void *data)
{
	const Outcome outcome = {
		.number = sqlite3_column_int64(statement, 0),
		.id = (char *)column(statement, 1),
		.at = (char *)column(statement, 2),
		.host = (char *)column(statement, 3),
		.queue_id = (char *)column(statement, 4),
		.message_id = (char *)column(statement, 5),
		.agent = (char *)column(statement, 6),
		.customer = (char *)column(statement, 7),
		.policy = (char *)column(statement, 8),
		.language = (char *)column(statement, 9),
		.verdict = (char *)column(statement, 10),
		.action = (char *)column(statement, 11),
		.state = (char *)column(statement, 12),
		.reason = (char *)column(statement, 13),
		.feelings = (char *)column(statement, 14),
		.failed = (char *)column(statement, 15),
	};

	return visit(&outcome, data);
}

bool
record_outcomes(
	Record *record, const OutcomeQuery *query, OutcomeVisit visit, void *data, GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	if (database == NULL)
		return false;
	g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *sql = outcomes_sql(query, values);
	g_autoptr(sqlite3_stmt) statement = record_sql_prepare(database, sql, error);
	if (statement == NULL)
		return false;

	for (guint i = 0; i < values->len; i++)
		record_sql_text(statement, (int)i + 1, values->pdata[i]);
	int result = SQLITE_ROW;
	while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
		if (!visit_row(statement, visit, data))
			return true;
	}
	return result == SQLITE_DONE || record_sql_error(database, "cannot read the record", error);
}
