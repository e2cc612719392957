/* record-story.c - all that is known of one outcome. SPDX-License-Identifier: MIT */
#include "record-sql.h"

#include "errors.h"

/* The numbers behind an id, its beginning, or a queue id (the newest, as they are used again). */
static const char find_sql[] =
	"SELECT number FROM outcome WHERE id = ?1"
	" UNION ALL SELECT * FROM (SELECT number FROM outcome WHERE queue_id = ?1"
	"  ORDER BY number DESC LIMIT 1)"
	" UNION ALL SELECT * FROM (SELECT number FROM outcome"
	"  WHERE id > ?1 AND id < ?1 || char(127) LIMIT 2)";

/* More than one outcome begins with it, and none is just it. */
static bool
is_ambiguous(sqlite3 *database, const char *id)
{
	gint64 is_so = 0;

	return record_sql_number_with(database,
		       "SELECT count(*) > 1 AND NOT EXISTS (SELECT 1 FROM outcome WHERE id = ?1"
		       " OR queue_id = ?1)"
		       " FROM (SELECT 1 FROM outcome WHERE id >= ?1 AND id < ?1 || char(127) LIMIT 2)",
		       VALUES(TEXT(id)), &is_so, NULL) &&
	       is_so != 0;
}

/* Seconds since 1970 as the record's other times are written; NULL stays NULL. */
#define ISO(column) "strftime('%Y-%m-%dT%H:%M:%SZ', " #column ", 'unixepoch')"

const char record_story_sql[] =
	"SELECT json_object('id', id, 'at', at, 'host', host, 'queue_id', queue_id,"
	" 'message_id', message_id, 'agent', agent, 'customer', customer, 'policy', policy,"
	" 'language', language, 'verdict', verdict, 'action', action, 'state', state,"
	" 'reason', reason, 'source', source, 'found', found, 'agrees', agrees, 'rules', rules, 'recipients', recipients,"
	" 'life_events', life_events,"
	" 'feelings', json((SELECT json_group_array(json_object('feeling', feeling,"
	"   'intensity', intensity, 'explicit', json(iif(explicit, 'true', 'false')),"
	"   'rule', rule, 'evidence', evidence, 'acknowledged', acknowledged, 'by', met_by))"
	"   FROM feeling WHERE outcome = o.number)),"
	" 'findings', json((SELECT json_group_array(json_object('check', check_name,"
	"   'result', result, 'certainty', certainty, 'rule', rule, 'evidence', evidence,"
	"   'advice', advice)) FROM finding WHERE outcome = o.number)),"
	" 'events', json((SELECT json_group_array(json_object('at', at, 'event', event,"
	"   'actor', actor, 'reason', reason)) FROM (SELECT * FROM event"
	"   WHERE outcome = o.number ORDER BY number))),"
	" 'rule_notes', json((SELECT json_group_array(json_object('kind', kind, 'rule', rule))"
	"   FROM rule_note WHERE outcome = o.number)),"
	" 'labels', json((SELECT json_group_array(json_object('at', at, 'by', actor,"
	"   'kind', kind, 'check', check_name, 'machine', machine, 'opinion', opinion,"
	"   'note', note, 'decision', decision, 'decided_by', decided_by,"
	"   'decided_at', decided_at, 'decision_note', decision_note)) FROM (SELECT * FROM label"
	"   WHERE outcome = o.number ORDER BY number))),"
	" 'notices', json((SELECT json_group_array(json_object('kind', kind, 'to', recipient,"
	"   'state', state, 'created', " ISO(created) ", 'due', " ISO(due) ", 'sent', " ISO(
		sent_at) ", 'tries', tries, 'trouble', trouble)) FROM (SELECT * FROM outbox"
			 "   WHERE outcome = o.number ORDER BY number))),"
			 " 'hold', (SELECT json_object('remind', " ISO(remind) ", 'tell_lead', " ISO(tell_lead) ", 'expires', " ISO(
				 expires) ", 'on_expiry', on_expiry, 'override', override)"
					  "   FROM hold WHERE outcome = o.number),"
					  " 'requests', json((SELECT json_group_array(json_object('kind', kind, 'by', actor,"
					  "   'reason', reason, 'at', " ISO(
						  created) ", 'state', state, 'trouble', trouble))"
							   "   FROM (SELECT * FROM request WHERE outcome = o.number ORDER BY number))),"
							   " 'words', json((SELECT json_object('subject', subject, 'reply', reply,"
							   "   'customer', customer) FROM words WHERE outcome = o.number)))"
							   " FROM outcome AS o";

/* The answer to a question about the outcome behind an id; NULL without error: there is none. */
static char *
ask_about(Record *record, const char *id, const char *sql, GError **error)
{
	gint64 number = 0;
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);

	if (database == NULL || *id == '\0')
		return NULL;
	if (is_ambiguous(database, id)) {
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYNTAX,
			"'%s' is the beginning of several ids: give more of it, or the whole id",
			id);
		return NULL;
	}
	if (!record_sql_number_with(database, find_sql, VALUES(TEXT(id)), &number, error) ||
		number == 0)
		return NULL;
	g_autoptr(sqlite3_stmt) statement =
		record_sql_prepare_with(database, sql, VALUES(NUMBER(number)), error);
	if (statement == NULL)
		return NULL;
	if (sqlite3_step(statement) == SQLITE_ROW)
		return g_strdup((const char *)sqlite3_column_text(statement, 0));
	record_sql_error(database, "cannot read the record", error);
	return NULL;
}

char *
record_story(Record *record, const char *id, GError **error)
{
	g_autofree char *sql = g_strconcat(record_story_sql, " WHERE number = ?", NULL);

	return ask_about(record, id, sql, error);
}

char *
record_find_id(Record *record, const char *text, GError **error)
{
	return ask_about(record, text, "SELECT id FROM outcome WHERE number = ?", error);
}

static guint
alike(const char *one, const char *other)
{
	guint n = 0;

	while (one[n] != '\0' && one[n] == other[n])
		n++;
	return n;
}

bool
record_id_beginnings(Record *record, const GPtrArray *ids, guint *length_out, GError **error)
{
	/* Fewer would be those of another soon. */
	guint length = 10;
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	g_autoptr(sqlite3_stmt) statement = record_sql_prepare(database,
		"SELECT (SELECT max(id) FROM outcome WHERE id < ?1),"
		" (SELECT min(id) FROM outcome WHERE id > ?1)",
		error);
	if (statement == NULL)
		return false;
	for (guint i = 0; i < ids->len; i++) {
		record_sql_text(statement, 1, ids->pdata[i]);
		if (sqlite3_step(statement) != SQLITE_ROW)
			return record_sql_error(database, "cannot read the record", error);
		for (int side = 0; side < 2; side++) {
			const char *next = (const char *)sqlite3_column_text(statement, side);
			if (next != NULL)
				length = MAX(length, alike(ids->pdata[i], next) + 1);
		}
		sqlite3_reset(statement);
	}
	*length_out = length;
	return true;
}
