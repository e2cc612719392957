/* recorded.c - texts that the record has kept. SPDX-License-Identifier: MIT */
#include "recorded.h"

#include "record-sql.h"

static const char *
text_of(sqlite3_stmt *row, int column)
{
	const char *text = (const char *)sqlite3_column_text(row, column);

	return text != NULL ? text : "";
}

/* Read at once; each may have the words of two long mails. */
enum { PAIRS_IN_A_BLOCK = 200 };

typedef struct Pair {
	gint64 number;
	RecordedPair texts;
} Pair;

static void
pair_free(gpointer data)
{
	Pair *pair = data;

	g_free((char *)pair->texts.id);
	g_free((char *)pair->texts.agent);
	g_free((char *)pair->texts.customer);
	g_free((char *)pair->texts.reply);
	g_free(pair);
}

static gpointer
read_pair(sqlite3_stmt *row)
{
	Pair *pair = g_new(Pair, 1);

	*pair = (Pair){ sqlite3_column_int64(row, 0),
		{ record_sql_column(row, 1), record_sql_column(row, 2), record_sql_column(row, 3),
			record_sql_column(row, 4) } };
	return pair;
}

/* Those after a number; NULL on failure. */
static GPtrArray *
read_block(sqlite3 *database, const char *since, const char *until, gint64 after, GError **error)
{
	g_autoptr(sqlite3_stmt) query = record_sql_prepare_span(database,
		"SELECT o.number, id, agent, w.customer, w.reply FROM words AS w JOIN outcome AS o"
		" ON o.number = w.outcome WHERE o.at >= ?1 AND o.at < ?2 AND o.number > ?3"
		" ORDER BY o.number LIMIT ?4",
		since, until, error);
	if (query == NULL)
		return NULL;

	sqlite3_bind_int64(query, 3, after);
	sqlite3_bind_int(query, 4, PAIRS_IN_A_BLOCK);
	return record_sql_rows(query, read_pair, pair_free, error);
}

/* In blocks, for each is judged meanwhile: the write-ahead log grows as long as one is open. */
bool
recorded_pairs(Record *record, const char *since, const char *until, RecordedVisit visit,
	void *data, GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	gint64 after = 0;

	while (database != NULL) {
		g_autoptr(GPtrArray) pairs = read_block(database, since, until, after, error);
		if (pairs == NULL)
			return false;
		for (guint i = 0; i < pairs->len; i++) {
			const Pair *pair = pairs->pdata[i];
			after = pair->number;
			if (!visit(&pair->texts, data))
				return true;
		}
		if (pairs->len < PAIRS_IN_A_BLOCK)
			return true;
	}
	return false;
}

/* What a label says in the words of labels.h; two checks speak of the name. That a check rightly
 * had nothing to ask says nothing of what it asks for. The words that harm are the reply's, as
 * found; where people alone saw them it is not known which, only that. */
#define LABELS                                                                                    \
	"(SELECT json_group_object(key, json(value)) FROM (SELECT CASE \"check\""                 \
	"   WHEN '' THEN 'needs_work' WHEN 'order' THEN 'ack_first' WHEN 'issue' THEN 'restates'" \
	"   WHEN 'next-step' THEN 'next_step' WHEN 'tone' THEN 'harm'"                            \
	"   WHEN 'name' THEN 'name' WHEN 'placeholder' THEN 'name' END AS key,"                   \
	"  CASE \"check\" WHEN '' THEN iif(people = 'fail', 'true', 'false')"                     \
	"   WHEN 'tone' THEN iif(people = 'pass', '\"\"', json_quote(coalesce((SELECT evidence"   \
	"     FROM finding WHERE outcome = o.number AND check_name = 'tone' AND result = 'fail'"  \
	"     AND evidence <> ''), '[not said which]')))"                                         \
	"   WHEN 'name' THEN iif(max(people = 'fail'), '\"wrong\"', '\"right\"')"                 \
	"   WHEN 'placeholder' THEN iif(max(people = 'fail'), '\"placeholder\"', '\"right\"')"    \
	"   ELSE iif(people = 'fail', 'false', 'true') END AS value"                              \
	"  FROM labels AS l WHERE l.outcome = o.number AND people <> '' AND key IS NOT NULL"      \
	"   AND (people = 'fail' OR \"check\" = '' OR EXISTS (SELECT 1 FROM finding"              \
	"     WHERE outcome = o.number AND check_name = l.\"check\"))"                            \
	"  GROUP BY key HAVING count(DISTINCT people) = 1))"

bool
recorded_labelled(Record *record, const char *since, const char *until, RecordedLine visit,
	void *data, GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	g_autoptr(sqlite3_stmt) query = record_sql_prepare_span(database,
		"SELECT json_object('id', id, 'customer', customer, 'reply', reply, 'agent', agent,"
		" 'labels', json(labels)) FROM (SELECT o.id, o.agent, w.customer, w.reply,"
		" o.number, " LABELS
		" AS labels FROM words AS w JOIN outcome AS o ON o.number = w.outcome"
		" WHERE o.at >= ?1 AND o.at < ?2) WHERE labels <> '{}' ORDER BY number",
		since, until, error);
	if (query == NULL)
		return false;

	int result = SQLITE_ROW;
	while ((result = sqlite3_step(query)) == SQLITE_ROW)
		if (!visit(text_of(query, 0), data))
			return true;
	return result == SQLITE_DONE || record_sql_error(database, "cannot read the record", error);
}
