/* about.c - one person in the record: told, and taken out. SPDX-License-Identifier: MIT */
#include "about.h"

#include "json-value.h"
#include "memo.h"
#include "record-memory.h"
#include "record-sql.h"

/* What is done to rows of these tables, whether they hang on a reply or name the person elsewhere.
 */
#define EMPTY_LABEL                                                      \
	"UPDATE label SET note = '', decision_note = '',"                \
	" actor = iif(actor = ?1 COLLATE NOCASE, '[forgotten]', actor)," \
	" decided_by = iif(decided_by = ?1 COLLATE NOCASE, '[forgotten]', decided_by) WHERE "
#define EMPTY_REQUEST                                                   \
	"UPDATE request SET reason = '', trouble = '',"                 \
	" actor = iif(actor = ?1 COLLATE NOCASE, '[forgotten]', actor)" \
	" WHERE state <> 'waiting' AND "
#define EMPTY_OUTBOX                                           \
	"UPDATE outbox SET mail = NULL, trouble = '',"         \
	" state = iif(state = 'waiting', 'withdrawn', state)," \
	" recipient = iif(recipient = ?1 COLLATE NOCASE, '[forgotten]', recipient) WHERE "
#define OF_REPLIES "outcome IN temp.forgotten"
/* An event that names them, of whatever reply. */
#define NAMING_EVENT                                            \
	"(actor = ?1 COLLATE NOCASE"                            \
	" OR substr(reason, 1, length(?1)) = ?1 COLLATE NOCASE" \
	" AND substr(reason, length(?1) + 1, 1) IN ('', ':'))"

/* Where people stand, a row for every table of the record. ?1 is the person. */
static const struct {
	const char *table;
	const char *section; /* as told; NULL: nothing to tell but by the outcome's story */
	const char *tell;    /* one JSON object a row */
	/* NULL: there is nobody in it; the story has all that hangs on an outcome. */
	const char *of_replies; /* to or by them: some, in temp.forgotten */
	const char *elsewhere;
} places[] = {
	{ "finding", NULL, NULL, "UPDATE finding SET evidence = '', advice = '' WHERE " OF_REPLIES,
		NULL },
	{ "feeling", NULL, NULL, "UPDATE feeling SET evidence = '', met_by = '' WHERE " OF_REPLIES,
		NULL },
	{ "words", NULL, NULL, "DELETE FROM words WHERE " OF_REPLIES, NULL },
	{ "rule_note", NULL, NULL, NULL, NULL },
	/* Rows that may not be changed are replaced: event_sql. */
	{ "event", "events",
		"SELECT json_object('id', id, 'at', at, 'event', event, 'actor', actor,"
		" 'reason', reason) FROM events WHERE " NAMING_EVENT " ORDER BY number",
		NULL, NULL },
	{ "label", "labels",
		"SELECT json_object('id', o.id, 'at', l.at, 'by', l.actor, 'kind', l.kind,"
		" 'check', check_name, 'opinion', opinion, 'note', note, 'decision', decision,"
		" 'decided_by', decided_by, 'decided_at', decided_at,"
		" 'decision_note', decision_note) FROM label AS l JOIN outcome AS o"
		" ON o.number = l.outcome WHERE l.actor = ?1 COLLATE NOCASE"
		" OR decided_by = ?1 COLLATE NOCASE ORDER BY l.number",
		EMPTY_LABEL OF_REPLIES,
		EMPTY_LABEL "actor = ?1 COLLATE NOCASE OR decided_by = ?1 COLLATE NOCASE" },
	{ "request", "requests",
		"SELECT json_object('id', o.id, 'kind', kind, 'by', actor, 'reason', r.reason,"
		" 'state', r.state) FROM request AS r JOIN outcome AS o ON o.number = r.outcome"
		" WHERE actor = ?1 COLLATE NOCASE ORDER BY r.number",
		EMPTY_REQUEST OF_REPLIES, EMPTY_REQUEST "actor = ?1 COLLATE NOCASE" },
	{ "outbox", "notices",
		"SELECT json_object('id', o.id, 'kind', kind, 'to', recipient, 'state', b.state)"
		" FROM outbox AS b JOIN outcome AS o ON o.number = b.outcome"
		" WHERE recipient = ?1 COLLATE NOCASE ORDER BY b.number",
		EMPTY_OUTBOX OF_REPLIES,
		EMPTY_OUTBOX "recipient = ?1 COLLATE NOCASE AND state <> 'waiting'" },
	{ "consent", "stories",
		"SELECT json_object('agent', agent, 'answer', answer, 'at', at, 'by', \"by\")"
		" FROM consents WHERE agent = ?1 COLLATE NOCASE OR \"by\" = ?1 COLLATE NOCASE",
		NULL,
		"DELETE FROM consent WHERE agent = ?1 COLLATE NOCASE OR actor = ?1 COLLATE NOCASE" },
	{ "kept_back", "untold",
		"SELECT json_object('id', id, 'at', at, 'by', \"by\") FROM untold"
		" WHERE \"by\" = ?1 COLLATE NOCASE ORDER BY at",
		NULL,
		"UPDATE kept_back SET actor = '[forgotten]' WHERE actor = ?1 COLLATE NOCASE" },
	{ "hold", NULL, NULL,
		"UPDATE hold SET token = '',"
		" recipient = iif(recipient = ?1 COLLATE NOCASE, '[forgotten]', recipient)"
		" WHERE " OF_REPLIES,
		NULL },
	{ "outcome", NULL, NULL,
		"UPDATE outcome SET reason = iif(verdict = 'skip', reason, failed),"
		" message_id = '', queue_id = '', thread = '', in_reply_to = '', life_events = '',"
		" agent = iif(agent = ?1 COLLATE NOCASE, '[forgotten]', agent),"
		" customer = iif(customer = ?1 COLLATE NOCASE, '[forgotten]', customer)"
		" WHERE number IN temp.forgotten",
		NULL },
	{ "tally", NULL, NULL, NULL, NULL },
	{ "stray", NULL, NULL, NULL, NULL },
	{ "notice_token", NULL, NULL, "DELETE FROM notice_token WHERE " OF_REPLIES, NULL },
	{ "secret", NULL, NULL, NULL, NULL },
	/* By a hash of the address: memory_sql. */
	{ "memory", NULL, NULL, NULL, NULL },
	{ "sentence", NULL, NULL, NULL, NULL },
	{ "rules_load", NULL, NULL, NULL, NULL },
};

/* What a customer wrote and is remembered; ?1 is the hash of their address. */
static const char memory_sql[] =
	"SELECT json_object('at', strftime('%Y-%m-%dT%H:%M:%SZ', at, 'unixepoch'),"
	" 'language', language, 'seen', seen, 'text', text, 'bytes', length(half)),"
	" half FROM memory WHERE customer = ?1 ORDER BY at";

/* What is looked for before anything is taken out, on a handle of its own: reading all of a large
 * record takes seconds, and mail would wait for them. */
static const char replies_sql[] =
	"SELECT number FROM outcome WHERE state <> 'held'"
	" AND (customer = ?1 COLLATE NOCASE OR agent = ?1 COLLATE NOCASE)";
static const char events_sql[] = "SELECT number FROM event WHERE " NAMING_EVENT;

/* Rows that may not be changed may be replaced; those in temp.named. */
static const char *const event_sql[] = {
	"CREATE TEMP TABLE kept AS SELECT number, outcome, at, event,"
	" iif(actor = ?1 COLLATE NOCASE, '[forgotten]', actor) AS actor,"
	" iif(event IN ('judged', 'held', 'rejected', 'labelled', 'expired'), reason, '') AS reason"
	" FROM event WHERE number IN temp.named",
	"DELETE FROM event WHERE number IN (SELECT number FROM temp.kept)",
	"INSERT INTO event (number, outcome, at, event, actor, reason) SELECT * FROM temp.kept",
	"DROP TABLE temp.kept",
	"DROP TABLE temp.named",
};

bool
about_is_person(const char *name)
{
	static const char *const nobody[] = { "", RECORD_OURSELVES, "[forgotten]" };

	for (guint i = 0; i < G_N_ELEMENTS(nobody); i++)
		if (g_ascii_strcasecmp(name, nobody[i]) == 0)
			return false;
	return true;
}

bool
about_knows(const char *table)
{
	for (guint i = 0; i < G_N_ELEMENTS(places); i++)
		if (g_str_equal(places[i].table, table))
			return true;
	return false;
}

static bool
run_for(sqlite3 *database, const char *sql, const char *person, GError **error)
{
	g_autoptr(sqlite3_stmt) statement = record_sql_prepare(database, sql, error);
	if (statement == NULL)
		return false;

	if (sqlite3_bind_parameter_count(statement) > 0)
		record_sql_text(statement, 1, person);
	if (sqlite3_step(statement) != SQLITE_DONE)
		return record_sql_error(database, "cannot write the record", error);
	return true;
}

static bool
count_in(sqlite3 *database, const char *sql, const char *person, guint *n_out, GError **error)
{
	gint64 n = 0;

	if (!record_sql_number_with(database, sql, VALUES(TEXT(person)), &n, error))
		return false;
	*n_out = (guint)n;
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

/* The row with every word that stands in its bytes; NULL when there is no memory for it. Caller
 * frees. */
static char *
with_words(sqlite3_stmt *row)
{
	const char *json = (const char *)sqlite3_column_text(row, 0);
	if (json == NULL)
		return NULL;
	const void *half = sqlite3_column_blob(row, 1);
	g_autoptr(GBytes) memo = g_bytes_new(half, (gsize)sqlite3_column_bytes(row, 1));
	g_autoptr(GPtrArray) words = memo_words(memo);
	g_autofree char *list = value_list(words);
	GString *told = g_string_new(json);

	/* Before the bracket that ends the object. */
	g_string_truncate(told, told->len - 1);
	g_string_append_printf(told, ",\"words\":%s}", list);
	return g_string_free(told, FALSE);
}

/* Calls visit for each mail of theirs that is remembered. */
static bool
tell_memory(Record *record, sqlite3 *database, const char *person, AboutVisit visit, void *data,
	GError **error)
{
	g_autoptr(GBytes) secret = record_memory_secret(record, error);
	g_autoptr(sqlite3_stmt) query =
		secret != NULL ? record_sql_prepare(database, memory_sql, error) : NULL;
	if (query == NULL)
		return false;

	sqlite3_bind_int64(query, 1, record_memory_customer(secret, person));
	int result = SQLITE_ROW;
	while ((result = sqlite3_step(query)) == SQLITE_ROW) {
		g_autofree char *json = with_words(query);
		if (json == NULL)
			return record_sql_error(database, "cannot read the record", error);
		if (!visit("remembered", json, data))
			return true;
	}
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

/* ---- taking out: a few rows at a time, for mail waits meanwhile ---- */

#define MOST_AT_ONCE 100
#define PAUSE_US 10000
/* Replies that come meanwhile are taken out in the next round. */
#define MOST_ROUNDS 3

typedef struct Forgetting {
	const char *person;
	const gint64 *numbers;
	guint n;
} Forgetting;

/* NULL on error. */
static GArray *
numbers_of(Record *record, const char *sql, const char *person, GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	g_autoptr(sqlite3_stmt) query =
		record_sql_prepare_with(database, sql, VALUES(TEXT(person)), error);
	if (query == NULL)
		return NULL;
	g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(gint64));

	int result = SQLITE_ROW;
	while ((result = sqlite3_step(query)) == SQLITE_ROW) {
		gint64 number = sqlite3_column_int64(query, 0);
		g_array_append_val(numbers, number);
	}
	if (result == SQLITE_DONE)
		return g_steal_pointer(&numbers);
	record_sql_error(database, "cannot read the record", error);
	return NULL;
}

/* In a table of the name, of this connection's own. */
static bool
put_numbers(sqlite3 *database, const char *table, const Forgetting *forgetting, GError **error)
{
	g_autofree char *create =
		g_strdup_printf("CREATE TEMP TABLE %s (number INTEGER PRIMARY KEY)", table);
	g_autofree char *sql = g_strdup_printf("INSERT INTO temp.%s VALUES (?)", table);
	if (!record_sql_run(database, create, error))
		return false;
	g_autoptr(sqlite3_stmt) insert = record_sql_prepare(database, sql, error);

	for (guint i = 0; insert != NULL && i < forgetting->n; i++) {
		sqlite3_bind_int64(insert, 1, forgetting->numbers[i]);
		if (sqlite3_step(insert) != SQLITE_DONE)
			return record_sql_error(database, "cannot write the record", error);
		sqlite3_reset(insert);
	}
	return insert != NULL;
}

static bool
replace_events(sqlite3 *database, const char *person, GError **error)
{
	bool is_fine = true;

	for (guint i = 0; is_fine && i < G_N_ELEMENTS(event_sql); i++)
		is_fine = run_for(database, event_sql[i], person, error);
	return is_fine;
}

static bool
write_replies(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const Forgetting *forgetting = data;
	sqlite3 *database = record_writer_database(writer);
	bool is_fine =
		put_numbers(database, "forgotten", forgetting, error) &&
		record_sql_run(database,
			"CREATE TEMP TABLE named AS SELECT number FROM event WHERE " OF_REPLIES,
			error) &&
		replace_events(database, forgetting->person, error);

	for (guint i = 0; is_fine && i < G_N_ELEMENTS(places); i++)
		if (places[i].of_replies != NULL)
			is_fine =
				run_for(database, places[i].of_replies, forgetting->person, error);
	return is_fine && record_sql_run(database, "DROP TABLE temp.forgotten", error);
}

static bool
write_events(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const Forgetting *forgetting = data;
	sqlite3 *database = record_writer_database(writer);

	return put_numbers(database, "named", forgetting, error) &&
	       replace_events(database, forgetting->person, error);
}

static bool
write_elsewhere(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const Forgetting *forgetting = data;
	bool is_fine = true;

	for (guint i = 0; is_fine && i < G_N_ELEMENTS(places); i++)
		if (places[i].elsewhere != NULL)
			is_fine = run_for(record_writer_database(writer), places[i].elsewhere,
				forgetting->person, error);
	return is_fine;
}

/* What the question finds, in portions. n_out: how much that was. */
static bool
forget_found(Record *record, const char *sql, RecordTask task, const char *person, guint *n_out,
	GError **error)
{
	g_autoptr(GArray) numbers = numbers_of(record, sql, person, error);
	if (numbers == NULL)
		return false;

	for (guint i = 0; i < numbers->len; i += MOST_AT_ONCE) {
		const Forgetting some = { person, &g_array_index(numbers, gint64, i),
			MIN(MOST_AT_ONCE, numbers->len - i) };
		if (!record_write(record, task, &some, error))
			return false;
		g_usleep(PAUSE_US);
	}
	*n_out = numbers->len;
	return true;
}

bool
about_forget(Record *record, const char *person, AboutCount *count_out, GError **error)
{
	const Forgetting all = { person, NULL, 0 };
	guint n = 1, remembered = 0;

	if (!about_count(record, person, count_out, error))
		return false;
	for (int round = 0; round < MOST_ROUNDS && n > 0; round++)
		if (!forget_found(record, replies_sql, write_replies, person, &n, error))
			return false;
	return forget_found(record, events_sql, write_events, person, &n, error) &&
	       record_write(record, write_elsewhere, &all, error) &&
	       record_memory_forget(record, person, &remembered, error);
}

/* ---- telling ---- */

static bool
tell_section(sqlite3 *database, const char *section, const char *sql, const char *person,
	AboutVisit visit, void *data, GError **error)
{
	g_autoptr(sqlite3_stmt) query =
		record_sql_prepare_with(database, sql, VALUES(TEXT(person)), error);
	if (query == NULL)
		return false;

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
