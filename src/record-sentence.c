/* record-sentence.c - how replies began, as fingerprints: kept, counted, forgotten.
 * SPDX-License-Identifier: MIT */
#include "record-sentence.h"

#include "record-memory.h"
#include "record-sql.h"

/* More are not counted: it was often. */
#define MOST_COUNTED 100

/* ---- keeping -------------------------------------------------------------------------------- */

static GBytes *
secret_of(sqlite3 *database, GError **error)
{
	g_autoptr(sqlite3_stmt) statement = record_sql_prepare(
		database, "SELECT bytes FROM secret WHERE name = 'memory'", error);
	if (statement == NULL)
		return NULL;
	if (sqlite3_step(statement) != SQLITE_ROW) {
		record_sql_error(database, "the record has no key for its memory", error);
		return NULL;
	}
	return g_bytes_new(
		sqlite3_column_blob(statement, 0), (gsize)sqlite3_column_bytes(statement, 0));
}

/* What was sent again counts from now on. */
static bool
write_prints(
	sqlite3 *database, const GArray *opening, gint64 agent, gint64 customer, GError **error)
{
	g_autoptr(sqlite3_stmt) insert = record_sql_prepare(database,
		"INSERT OR REPLACE INTO sentence (print, agent, customer, at) VALUES (?, ?, ?, ?)",
		error);
	if (insert == NULL)
		return false;

	for (guint i = 0; i < opening->len; i++) {
		const OpeningSentence *sentence = &g_array_index(opening, OpeningSentence, i);
		if (sentence->print == 0 || sentence->is_own)
			continue;
		sqlite3_bind_int64(insert, 1, (gint64)sentence->print);
		sqlite3_bind_int64(insert, 2, agent);
		sqlite3_bind_int64(insert, 3, customer);
		sqlite3_bind_int64(insert, 4, g_get_real_time() / G_USEC_PER_SEC);
		if (sqlite3_step(insert) != SQLITE_DONE)
			return record_sql_error(database, "cannot write the record", error);
		sqlite3_reset(insert);
	}
	return true;
}

bool
record_write_sentences(RecordWriter *writer, const Judgement *judgement, Verdict performed,
	gint64 most, GError **error)
{
	sqlite3 *database = record_writer_database(writer);
	bool is_sent = performed != VERDICT_HOLD && performed != VERDICT_REJECT;

	if (most == 0 || !is_sent || judgement->reply == NULL ||
		!opening_can_be_pasted(judgement->reply->opening) || *judgement->agent == '\0' ||
		*judgement->to == '\0')
		return true;
	g_autoptr(GBytes) secret = secret_of(database, error);
	return secret != NULL &&
	       write_prints(database, judgement->reply->opening,
		       record_memory_agent(secret, judgement->agent),
		       record_memory_customer(secret, judgement->to), error) &&
	       record_keep_newest(database, "sentence", most, error);
}

/* ---- asking --------------------------------------------------------------------------------- */

static const char agents_sql[] =
	"SELECT count(*) FROM (SELECT 1 FROM sentence WHERE print = ?1 AND agent = ?3"
	" AND customer <> ?2 AND at >= ?4 LIMIT ?5)";
static const char teams_sql[] =
	"SELECT count(*) FROM (SELECT DISTINCT customer FROM sentence WHERE print = ?1"
	" AND customer <> ?2 AND at >= ?4 AND ?3 <> 0 LIMIT ?5)";

static bool
count(RecordReader *reader, const char *sql, const gint64 values[4], guint *n_out, GError **error)
{
	sqlite3_stmt *statement = record_reader_statement(reader, sql, error);
	if (statement == NULL)
		return false;

	for (int i = 0; i < 4; i++)
		sqlite3_bind_int64(statement, i + 1, values[i]);
	sqlite3_bind_int(statement, 5, MOST_COUNTED);
	bool is_fine = sqlite3_step(statement) == SQLITE_ROW;
	if (is_fine)
		*n_out = (guint)sqlite3_column_int64(statement, 0);
	else
		record_sql_error(sqlite3_db_handle(statement), "cannot read the record", error);
	sqlite3_reset(statement);
	return is_fine;
}

bool
record_sentence_times(Record *record, guint64 print, const char *agent, const char *customer,
	gint64 since, ScriptTimes *times_out, GError **error)
{
	RecordReader *reader = record_sql_reader(record);
	bool is_fine = false;

	*times_out = (ScriptTimes){ 0, 0 };
	if (record_reader_lock(reader, error) == NULL)
		return false;
	GBytes *secret = record_reader_secret(reader, error);
	if (secret != NULL) {
		const gint64 values[] = { (gint64)print, record_memory_customer(secret, customer),
			record_memory_agent(secret, agent), since };
		is_fine = count(reader, agents_sql, values, &times_out->by_agent, error) &&
			  count(reader, teams_sql, values, &times_out->by_team, error);
	}
	record_reader_unlock(reader);
	return is_fine;
}

/* ---- forgetting ----------------------------------------------------------------------------- */

bool
record_write_sentence_forget(sqlite3 *database, gint64 agent, gint64 customer, GError **error)
{
	return record_sql_run_with(database, "DELETE FROM sentence WHERE agent = ? OR customer = ?",
		VALUES(NUMBER(agent), NUMBER(customer)), error);
}
