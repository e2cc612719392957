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

const char *const record_outcome_columns[] = { "id", "at", "host", "queue_id", "message_id",
	"agent", "customer", "policy", "language", "verdict", "action", "state", "reason",
	"feelings", "failed", "passed", "life_events", "source", "found", "agrees", "rules",
	"recipients", "microseconds", NULL };
enum { N_COLUMNS = G_N_ELEMENTS(record_outcome_columns) - 1 };

static char *
outcomes_sql(const OutcomeQuery *query, GPtrArray *values)
{
	g_autofree char *columns = g_strjoinv(", ", (char **)record_outcome_columns);
	GString *sql = g_string_new(NULL);

	g_string_printf(sql, "SELECT number, %s FROM outcome AS o", columns);

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
	ask(sql, values, "number < (SELECT number FROM outcome WHERE id = @)", query->before,
		HOW_IS);
	g_string_append(sql, " ORDER BY number DESC");
	if (query->limit > 0)
		g_string_append_printf(sql, " LIMIT %" G_GINT64_FORMAT, query->limit);
	return g_string_free(sql, FALSE);
}

static bool
visit_row(sqlite3_stmt *statement, OutcomeVisit visit, void *data)
{
	const char *texts[N_COLUMNS + 1] = { NULL };

	for (int i = 0; i < N_COLUMNS; i++) {
		const char *text = (const char *)sqlite3_column_text(statement, i + 1);
		texts[i] = text != NULL ? text : "";
	}
	const Outcome outcome = {
		.number = sqlite3_column_int64(statement, 0),
		.id = (char *)texts[0],
		.at = (char *)texts[1],
		.host = (char *)texts[2],
		.queue_id = (char *)texts[3],
		.message_id = (char *)texts[4],
		.agent = (char *)texts[5],
		.customer = (char *)texts[6],
		.policy = (char *)texts[7],
		.language = (char *)texts[8],
		.verdict = (char *)texts[9],
		.action = (char *)texts[10],
		.state = (char *)texts[11],
		.reason = (char *)texts[12],
		.feelings = (char *)texts[13],
		.failed = (char *)texts[14],
		.columns = texts,
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
