/* record-memory.c - what customers wrote: kept, closed, forgotten. SPDX-License-Identifier: MIT */
#include "record-memory.h"

#include <string.h>

#include "errors.h"
#include "record-sql.h"

#define HASH_BYTES 8

gint64
record_memory_hash(GBytes *secret, const char *kind, const char *text)
{
	gsize length = 0, size = 32;
	const guchar *key = g_bytes_get_data(secret, &length);
	guint8 digest[32];
	gint64 hash = 0;

	if (*text == '\0')
		return 0;
	g_autoptr(GHmac) hmac = g_hmac_new(G_CHECKSUM_SHA256, key, length);
	g_hmac_update(hmac, (const guchar *)kind, (gssize)strlen(kind) + 1);
	g_hmac_update(hmac, (const guchar *)text, -1);
	g_hmac_get_digest(hmac, digest, &size);
	memcpy(&hash, digest, HASH_BYTES);
	return hash != 0 ? hash : 1;
}

static gint64
address_hash(GBytes *secret, const char *kind, const char *address)
{
	g_autofree char *valid = g_utf8_make_valid(address, -1);
	g_autofree char *plain = g_utf8_strdown(valid, -1);

	return record_memory_hash(secret, kind, plain);
}

gint64
record_memory_customer(GBytes *secret, const char *address)
{
	return address_hash(secret, "address", address);
}

gint64
record_memory_agent(GBytes *secret, const char *address)
{
	return address_hash(secret, "agent", address);
}

GBytes *
record_memory_secret(Record *record, GError **error)
{
	RecordReader *reader = record_sql_reader(record);
	if (record_reader_lock(reader, error) == NULL)
		return NULL;
	GBytes *secret = record_reader_secret(reader, error);

	if (secret != NULL)
		g_bytes_ref(secret);
	record_reader_unlock(reader);
	return secret;
}

void
memory_row_free(MemoryRow *row)
{
	if (row == NULL)
		return;
	g_free(row->language);
	g_free(row->seen);
	g_bytes_unref(row->half);
	g_free(row->text);
	g_free(row);
}

/* ---- keeping -------------------------------------------------------------------------------- */

/* The first one stays: a later mail that borrows its Message-ID must not take its place. */
static const char insert_sql[] =
	"INSERT INTO memory (at, message, parent, root, customer, ticket, subject, language, seen,"
	" half, text, tail) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12"
	" WHERE ?2 = 0 OR NOT EXISTS"
	" (SELECT 1 FROM memory WHERE message = ?2 AND customer = ?5)";

static bool
insert(sqlite3 *database, const MemoryRow *row, GError **error)
{
	return record_sql_run_with(database, insert_sql,
		VALUES(NUMBER(row->at), NUMBER(row->message), NUMBER(row->parent),
			NUMBER(row->root), NUMBER(row->customer), NUMBER(row->ticket),
			NUMBER(row->subject), TEXT(row->language), TEXT(row->seen),
			BYTES(row->half), TEXT(row->text), NUMBER(row->tail)),
		error);
}

static bool
write_keep(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	const MemoryKeep *keep = data;
	sqlite3 *database = record_writer_database(writer);

	if (keep->row != NULL &&
		(!insert(database, keep->row, error) ||
			!record_keep_newest(database, "memory", keep->most, error)))
		return false;
	if (keep->judgement == NULL)
		return true;
	g_autofree char *at = record_now();
	const Action action = { .perform = VERDICT_SKIP, .failed = (char *)"" };
	const JudgementRow outcome = { .envelope = keep->envelope,
		.judgement = keep->judgement,
		.action = &action,
		.at = at };
	return record_write_judgement(writer, &outcome, kept, error);
}

static void
keep_free(gpointer data)
{
	MemoryKeep *keep = data;

	memory_row_free(keep->row);
	envelope_free(keep->envelope);
	judgement_free(keep->judgement);
	rulebook_unref(keep->rulebook);
	g_free(keep);
}

bool
record_memory_keep(Record *record, MemoryKeep *keep, int milliseconds, GError **error)
{
	MemoryKeep *own = g_memdup2(keep, sizeof *keep);

	*keep = (MemoryKeep){ 0 };
	if (own->rulebook != NULL)
		rulebook_ref(own->rulebook);
	return record_write_within(record, write_keep, own, keep_free, milliseconds, error);
}

/* ---- what a reply did ----------------------------------------------------------------------- */

static bool
write_found(sqlite3 *database, gint64 outcome, const Judgement *judgement, GError **error)
{
	return record_sql_run_with(database,
		"UPDATE outcome SET found = ?, agrees = ?, memory = ?, closes = ?"
		" WHERE number = ?",
		VALUES(TEXT(found_name(judgement->remembered->by)), TEXT(judgement->agrees),
			NUMBER(judgement->remembered->number), NUMBER(judgement->closes),
			NUMBER(outcome)),
		error);
}

bool
record_write_answered(RecordWriter *writer, gint64 outcome, const Judgement *judgement,
	Verdict performed, GError **error)
{
	sqlite3 *database = record_writer_database(writer);
	const Remembered *remembered = judgement->remembered;
	bool is_sent = performed != VERDICT_HOLD && performed != VERDICT_REJECT;

	if (remembered == NULL)
		return true;
	return write_found(database, outcome, judgement, error) &&
	       record_sql_run_with(database,
		       "UPDATE memory SET closed = closed | ?, ticket = iif(ticket = 0, ?, ticket)"
		       " WHERE number = ?",
		       VALUES(NUMBER(is_sent ? judgement->closes : 0), NUMBER(remembered->ticket),
			       NUMBER(remembered->number)),
		       error);
}

/* ---- forgetting ----------------------------------------------------------------------------- */

typedef struct Forgotten {
	gint64 customer, agent;
	guint *n_out;
} Forgotten;

static bool
write_forget(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const Forgotten *forgotten = data;
	sqlite3 *database = record_writer_database(writer);

	if (!record_sql_run_with(database, "DELETE FROM memory WHERE customer = ?",
		    VALUES(NUMBER(forgotten->customer)), error))
		return false;
	*forgotten->n_out = (guint)sqlite3_changes(database);
	return record_write_sentence_forget(database, forgotten->agent, forgotten->customer, error);
}

bool
record_memory_forget(Record *record, const char *address, guint *n_out, GError **error)
{
	g_autoptr(GBytes) secret = record_memory_secret(record, error);
	if (secret == NULL)
		return false;
	const Forgotten forgotten = { record_memory_customer(secret, address),
		record_memory_agent(secret, address), n_out };

	return record_write(record, write_forget, &forgotten, error);
}
