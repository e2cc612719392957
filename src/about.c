/* about.c - one person in the record: told, and taken out. SPDX-License-Identifier: MIT */
#include "about.h"

#include "record-memory.h"
#include "record-sql.h"

/* Where people stand, a row for every table of the record. ?1 is the person. */
static const struct {
	const char *table;
	const char *section; /* as told; NULL: nothing to tell but by the outcome's story */
	const char *tell;    /* one JSON object a row */
	const char *forget;  /* NULL: there is nobody in it */
} places[] = {
	/* The story has all that hangs on an outcome. */
	{ "finding", NULL, NULL,
		"UPDATE finding SET evidence = '', advice = '' WHERE outcome IN temp.forgotten" },
	{ "feeling", NULL, NULL,
		"UPDATE feeling SET evidence = '', met_by = '' WHERE outcome IN temp.forgotten" },
	{ "words", NULL, NULL, "DELETE FROM words WHERE outcome IN temp.forgotten" },
	{ "rule_note", NULL, NULL, NULL },
	{ "event", "events",
		"SELECT json_object('id', id, 'at', at, 'event', event, 'actor', actor,"
		" 'reason', reason) FROM events WHERE actor = ?1 COLLATE NOCASE"
		" OR substr(reason, 1, length(?1)) = ?1 COLLATE NOCASE"
		" AND substr(reason, length(?1) + 1, 1) IN ('', ':') ORDER BY number",
		/* Rows that may not be changed may be replaced: see end_sql. */
		"CREATE TEMP TABLE kept AS SELECT number, outcome, at, event,"
		" iif(actor = ?1 COLLATE NOCASE, '[forgotten]', actor) AS actor,"
		" iif(event IN ('judged', 'held', 'rejected', 'labelled'), reason, '') AS reason"
		" FROM event WHERE outcome IN temp.forgotten OR actor = ?1 COLLATE NOCASE"
		" OR substr(reason, 1, length(?1)) = ?1 COLLATE NOCASE"
		" AND substr(reason, length(?1) + 1, 1) IN ('', ':')" },
	{ "label", "labels",
		"SELECT json_object('id', o.id, 'at', l.at, 'by', l.actor, 'kind', l.kind,"
		" 'check', check_name, 'opinion', opinion, 'note', note, 'decision', decision,"
		" 'decided_by', decided_by, 'decided_at', decided_at,"
		" 'decision_note', decision_note) FROM label AS l JOIN outcome AS o"
		" ON o.number = l.outcome WHERE l.actor = ?1 COLLATE NOCASE"
		" OR decided_by = ?1 COLLATE NOCASE ORDER BY l.number",
		"UPDATE label SET note = '', decision_note = '',"
		" actor = iif(actor = ?1 COLLATE NOCASE, '[forgotten]', actor),"
		" decided_by = iif(decided_by = ?1 COLLATE NOCASE, '[forgotten]', decided_by)"
		" WHERE outcome IN temp.forgotten OR actor = ?1 COLLATE NOCASE"
		" OR decided_by = ?1 COLLATE NOCASE" },
	{ "request", "requests",
		"SELECT json_object('id', o.id, 'kind', kind, 'by', actor, 'reason', r.reason,"
		" 'state', r.state) FROM request AS r JOIN outcome AS o ON o.number = r.outcome"
		" WHERE actor = ?1 COLLATE NOCASE ORDER BY r.number",
		"UPDATE request SET reason = '', trouble = '',"
		" actor = iif(actor = ?1 COLLATE NOCASE, '[forgotten]', actor)"
		" WHERE (outcome IN temp.forgotten OR actor = ?1 COLLATE NOCASE)"
		" AND state <> 'waiting'" },
	{ "outbox", "notices",
		"SELECT json_object('id', o.id, 'kind', kind, 'to', recipient, 'state', b.state)"
		" FROM outbox AS b JOIN outcome AS o ON o.number = b.outcome"
		" WHERE recipient = ?1 COLLATE NOCASE ORDER BY b.number",
		"UPDATE outbox SET mail = NULL, trouble = '',"
		" state = iif(state = 'waiting', 'withdrawn', state),"
		" recipient = iif(recipient = ?1 COLLATE NOCASE, '[forgotten]', recipient)"
		" WHERE outcome IN temp.forgotten"
		" OR recipient = ?1 COLLATE NOCASE AND state <> 'waiting'" },
	{ "consent", "stories",
		"SELECT json_object('agent', agent, 'answer', answer, 'at', at, 'by', \"by\")"
		" FROM consents WHERE agent = ?1 COLLATE NOCASE OR \"by\" = ?1 COLLATE NOCASE",
		"DELETE FROM consent WHERE agent = ?1 COLLATE NOCASE OR actor = ?1 COLLATE NOCASE" },
	{ "kept_back", "untold",
		"SELECT json_object('id', id, 'at', at, 'by', \"by\") FROM untold"
		" WHERE \"by\" = ?1 COLLATE NOCASE ORDER BY at",
		"UPDATE kept_back SET actor = '[forgotten]' WHERE actor = ?1 COLLATE NOCASE" },
	{ "hold", NULL, NULL,
		"UPDATE hold SET token = '',"
		" recipient = iif(recipient = ?1 COLLATE NOCASE, '[forgotten]', recipient)"
		" WHERE outcome IN temp.forgotten" },
	{ "outcome", NULL, NULL,
		"UPDATE outcome SET reason = iif(verdict = 'skip', reason, failed),"
		" message_id = '', queue_id = '', thread = '', in_reply_to = '', life_events = '',"
		" agent = iif(agent = ?1 COLLATE NOCASE, '[forgotten]', agent),"
		" customer = iif(customer = ?1 COLLATE NOCASE, '[forgotten]', customer)"
		" WHERE number IN temp.forgotten" },
	{ "tally", NULL, NULL, NULL },
	{ "stray", NULL, NULL, NULL },
	{ "notice_token", NULL, NULL, "DELETE FROM notice_token WHERE outcome IN temp.forgotten" },
	{ "secret", NULL, NULL, NULL },
	/* By a hash of the address: memory_sql. */
	{ "memory", NULL, NULL, NULL },
	{ "sentence", NULL, NULL, NULL },
};

/* What a customer wrote and is remembered; ?1 is the hash of their address. */
static const char memory_sql[] =
	"SELECT json_object('at', strftime('%Y-%m-%dT%H:%M:%SZ', at, 'unixepoch'),"
	" 'language', language, 'seen', seen, 'text', text, 'bytes', length(half))"
	" FROM memory WHERE customer = ?1 ORDER BY at";

/* What has to be done around them. */
static const char begin_sql[] =
	"CREATE TEMP TABLE forgotten AS SELECT number FROM outcome WHERE state <> 'held'"
	" AND (customer = ?1 COLLATE NOCASE OR agent = ?1 COLLATE NOCASE)";
static const char *const end_sql[] = {
	"DELETE FROM event WHERE number IN (SELECT number FROM temp.kept)",
	"INSERT INTO event (number, outcome, at, event, actor, reason) SELECT * FROM temp.kept",
	"DROP TABLE temp.kept",
	"DROP TABLE temp.forgotten",
};

bool
about_knows(const char *table)
{
	for (guint i = 0; i < G_N_ELEMENTS(places); i++)
		if (g_str_equal(places[i].table, table))
			return true;
	return false;
}

static bool
run_for(sqlite3 *database, const char *sql, const char *person, guint *n_out, GError **error)
{
	g_autoptr(sqlite3_stmt) statement = record_sql_prepare(database, sql, error);
	if (statement == NULL)
		return false;

	if (sqlite3_bind_parameter_count(statement) > 0)
		record_sql_text(statement, 1, person);
	if (sqlite3_step(statement) != SQLITE_DONE)
		return record_sql_error(database, "cannot write the record", error);
	*n_out = (guint)sqlite3_changes(database);
	return true;
}

static bool
count_in(sqlite3 *database, const char *sql, const char *person, guint *n_out, GError **error)
{
	g_autoptr(sqlite3_stmt) query = record_sql_prepare(database, sql, error);
	if (query == NULL)
		return false;

	record_sql_text(query, 1, person);
	if (sqlite3_step(query) != SQLITE_ROW)
		return record_sql_error(database, "cannot read the record", error);
	*n_out = (guint)sqlite3_column_int64(query, 0);
	return true;
}

static bool
count_person(sqlite3 *database, const char *person, AboutCount *count, GError **error)
{
	const struct {
		const char *sql;
		guint *n;
	} questions[] = {
		{ "customer = ?1 COLLATE NOCASE", &count->customer },
		{ "agent = ?1 COLLATE NOCASE", &count->agent },
		{ "state = 'held' AND (customer = ?1 COLLATE NOCASE OR agent = ?1 COLLATE NOCASE)",
			&count->held },
	};

	*count = (AboutCount){ 0 };
	for (guint i = 0; i < G_N_ELEMENTS(questions); i++) {
		g_autofree char *sql =
			g_strdup_printf("SELECT count(*) FROM outcome WHERE %s", questions[i].sql);
		if (!count_in(database, sql, person, questions[i].n, error))
			return false;
	}
	for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
		guint n = 0;
		if (places[i].tell == NULL)
			continue;
		g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM (%s)", places[i].tell);
		if (!count_in(database, sql, person, &n, error))
			return false;
		count->others += n;
	}
	return true;
}

/* Calls visit for each mail of theirs that is remembered. */
static bool
tell_memory(Record *record, sqlite3 *database, const char *person, AboutVisit visit, void *data,
	GError **error)
{
	g_autoptr(GBytes) secret = record_memory_secret(record, error);
	g_autofree char *address = record_memory_address(person);
	g_autoptr(sqlite3_stmt) query =
		secret != NULL ? record_sql_prepare(database, memory_sql, error) : NULL;
	if (query == NULL)
		return false;

	sqlite3_bind_int64(query, 1, record_memory_hash(secret, "address", address));
	int result = SQLITE_ROW;
	while ((result = sqlite3_step(query)) == SQLITE_ROW)
		if (!visit("remembered", (const char *)sqlite3_column_text(query, 0), data))
			return true;
	return result == SQLITE_DONE || record_sql_error(database, "cannot read the record", error);
}

static bool
count_remembered(const char *section, const char *json, void *data)
{
	(void)section;
	(void)json;
	(*(guint *)data)++;
	return true;
}

bool
about_count(Record *record, const char *person, AboutCount *count_out, GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);

	return database != NULL && count_person(database, person, count_out, error) &&
	       tell_memory(
		       record, database, person, count_remembered, &count_out->remembered, error);
}

bool
about_is_nobody(const AboutCount *count)
{
	return count->customer + count->agent + count->remembered + count->others == 0;
}

/* ---- taking out: on the writer's thread ---- */

typedef struct Forgetting {
	const char *person;
	AboutCount *count;
} Forgetting;

static bool
write_forget(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const Forgetting *forgetting = data;
	sqlite3 *database = record_writer_database(writer);
	guint n = 0;
	bool is_fine = count_person(database, forgetting->person, forgetting->count, error) &&
		       run_for(database, begin_sql, forgetting->person, &n, error);

	for (guint i = 0; is_fine && i < G_N_ELEMENTS(places); i++)
		if (places[i].forget != NULL)
			is_fine =
				run_for(database, places[i].forget, forgetting->person, &n, error);
	for (guint i = 0; is_fine && i < G_N_ELEMENTS(end_sql); i++)
		is_fine = run_for(database, end_sql[i], forgetting->person, &n, error);
	return is_fine;
}

bool
about_forget(Record *record, const char *person, AboutCount *count_out, GError **error)
{
	const Forgetting forgetting = { person, count_out };

	return record_write(record, write_forget, &forgetting, error) &&
	       record_memory_forget(record, person, &count_out->remembered, error);
}

/* ---- telling ---- */

static bool
tell_section(sqlite3 *database, const char *section, const char *sql, const char *person,
	AboutVisit visit, void *data, GError **error)
{
	g_autoptr(sqlite3_stmt) query = record_sql_prepare(database, sql, error);
	if (query == NULL)
		return false;

	record_sql_text(query, 1, person);
	int result = SQLITE_ROW;
	while ((result = sqlite3_step(query)) == SQLITE_ROW)
		if (!visit(section, (const char *)sqlite3_column_text(query, 0), data))
			return true;
	return result == SQLITE_DONE || record_sql_error(database, "cannot read the record", error);
}

bool
about_tell(Record *record, const char *person, AboutVisit visit, void *data, GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	if (database == NULL)
		return false;
	g_autofree char *stories = g_strconcat(record_story_sql,
		" WHERE o.customer = ?1 COLLATE NOCASE OR o.agent = ?1 COLLATE NOCASE"
		" ORDER BY number",
		NULL);

	if (!tell_section(database, "outcomes", stories, person, visit, data, error))
		return false;
	for (guint i = 0; i < G_N_ELEMENTS(places); i++)
		if (places[i].tell != NULL && !tell_section(database, places[i].section,
						      places[i].tell, person, visit, data, error))
			return false;
	return tell_memory(record, database, person, visit, data, error);
}
