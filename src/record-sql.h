/* record-sql.h - SQLite among the record's own files: opening, small helpers, the shape of what
 * they share. Nobody else includes it.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_RECORD_SQL_H
#define EMPATHY_RECORD_SQL_H

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

#include "record.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3, sqlite3_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, sqlite3_finalize)

/* "EMPY": tells a record of ours from any other SQLite file. */
#define RECORD_APPLICATION_ID 0x454d5059

/* ---- record-schema.c ---- */

/* Opens for writing, creating or migrating the schema; is_durable: each commit waits for the disk.
 * EMPATHY_ERROR_SYSTEM when it is not ours, newer than we are, or cannot be had. */
sqlite3 *record_schema_open(const char *path, bool is_durable, GError **error);
sqlite3 *record_schema_open_readonly(const char *path, GError **error);

/* Runs statements without results. */
bool record_sql_run(sqlite3 *database, const char *sql, GError **error);
/* NULL on error. */
sqlite3_stmt *record_sql_prepare(sqlite3 *database, const char *sql, GError **error);
/* The first column of the first row, or 0. */
bool record_sql_number(sqlite3 *database, const char *sql, gint64 *number_out, GError **error);
/* Sets EMPATHY_ERROR_SYSTEM with what SQLite says; always gives false. */
bool record_sql_error(sqlite3 *database, const char *what, GError **error);
/* Binds text, NULL as ""; counts parameters from 1. */
void record_sql_text(sqlite3_stmt *statement, int parameter, const char *text);

/* ---- record-write.c: what the writer thread does with its handle ---- */

/* Prepared statements of one handle. */
typedef struct RecordWriter RecordWriter;
RecordWriter *record_writer_new(sqlite3 *database, GError **error);
void record_writer_free(RecordWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecordWriter, record_writer_free)

/* One thing to write; runs on the writer's thread inside a transaction, maybe twice: when another
 * of the same group fails, each is tried again alone. */
typedef bool (*RecordTask)(RecordWriter *writer, const void *data, LogText level, GError **error);
/* Where the file is; each reader opens a handle of its own. */
const char *record_sql_path(const Record *record);
/* Hands a task to the writer and waits for its commit. */
bool record_write(Record *record, RecordTask task, const void *data, GError **error);

typedef struct JudgementRow {
	const Envelope *envelope;
	const Judgement *judgement;
	const Action *action;
} JudgementRow;
bool record_write_judgement(RecordWriter *writer, const void *row, LogText level, GError **error);

typedef struct PerformedRow {
	const char *id;
	Verdict action;
	const char *why;
} PerformedRow;
bool record_write_performed(RecordWriter *writer, const void *row, LogText level, GError **error);

/* Deletes at most a few hundred of the oldest outcomes from before a time (ISO 8601 UTC), never
 * one that is held. more_out: there are others still. */
bool record_write_purge(RecordWriter *writer, const char *before, bool *more_out, GError **error);

#endif
