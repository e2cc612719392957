/* record-sql.h - SQLite among the record's own files: opening, small helpers, the shape of what
 * they share. Nobody else includes it.
 * SPDX-License-Identifier: MIT */
#ifndef EMPATHY_RECORD_SQL_H
#define EMPATHY_RECORD_SQL_H

#include <glib.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdbool.h>

#include "record.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3, sqlite3_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, sqlite3_finalize)

/* "EMPY": tells a record of ours from any other SQLite file. */
#define RECORD_APPLICATION_ID 0x454d5059

/* ---- record-schema.c, record-open.c ---- */

/* Another program may be writing. */
#define RECORD_BUSY_MILLISECONDS 5000

/* Opens for writing, creating or migrating the schema; is_durable: each commit waits for the disk.
 * EMPATHY_ERROR_SYSTEM when it is not ours, newer than we are, or cannot be had. */
sqlite3 *record_schema_open(const char *path, bool is_durable, GError **error);
sqlite3 *record_schema_open_readonly(const char *path, GError **error);
/* The same of an older version too, whose tables and views are not today's. */
sqlite3 *record_schema_open_as_it_is(const char *path, GError **error);
/* What to open a file by, so that no copies of rows are left between the others of a page; NULL:
 * SQLite's own way. Any thread. */
const char *record_pages_vfs(void);
/* A page on its way into the file, counted from 1: empties the room in it that nothing uses. */
void record_page_clean(guchar *page, gsize size, gsize number);
/* The newest, which is the one we write. */
int record_schema_version(void);
/* What brings a record from a version to the next. */
const char *record_schema_step(int from);

/* Runs statements without results. */
bool record_sql_run(sqlite3 *database, const char *sql, GError **error);
/* NULL on error; database: NULL when it could not be opened, and the error tells so already. */
sqlite3_stmt *record_sql_prepare(sqlite3 *database, const char *sql, GError **error);
/* The first column of the first row, or 0. */
bool record_sql_number(sqlite3 *database, const char *sql, gint64 *number_out, GError **error);
/* A value of a statement's, in the order of its parameters:
 * VALUES(NUMBER(outcome), TEXT(reason), BYTES(mail)). A text may be NULL for "", bytes for SQL's
 * NULL. */
typedef struct RecordValue {
	enum { RECORD_NO_VALUE, RECORD_NUMBER, RECORD_TEXT, RECORD_BYTES } kind;
	gint64 number;
	const char *text;
	GBytes *bytes;
} RecordValue;
#define NUMBER(value) ((RecordValue){ .kind = RECORD_NUMBER, .number = (value) })
#define TEXT(value) ((RecordValue){ .kind = RECORD_TEXT, .text = (value) })
#define BYTES(value) ((RecordValue){ .kind = RECORD_BYTES, .bytes = (value) })
#define NO_VALUE ((RecordValue){ .kind = RECORD_NO_VALUE })
#define VALUES(...) ((const RecordValue[]){ __VA_ARGS__, NO_VALUE })
/* As record_sql_prepare(). */
sqlite3_stmt *record_sql_prepare_with(
	sqlite3 *database, const char *sql, const RecordValue *values, GError **error);
/* Runs a statement without results; sqlite3_changes() tells how many rows it touched. */
bool record_sql_run_with(
	sqlite3 *database, const char *sql, const RecordValue *values, GError **error);
/* As record_sql_number(). */
bool record_sql_number_with(sqlite3 *database, const char *sql, const RecordValue *values,
	gint64 *number_out, GError **error);
/* What read() makes of each row of a question; the caller unrefs. NULL on error. */
GPtrArray *record_sql_rows(sqlite3_stmt *query, gpointer (*read)(sqlite3_stmt *row),
	GDestroyNotify free_one, GError **error);
/* Sets EMPATHY_ERROR_SYSTEM with what SQLite says; always gives false. */
bool record_sql_error(sqlite3 *database, const char *what, GError **error);
/* Binds text, NULL as ""; counts parameters from 1. */
void record_sql_text(sqlite3_stmt *statement, int parameter, const char *text);
/* A column's text, counted from 0, "" for NULL; caller frees. */
char *record_sql_column(sqlite3_stmt *row, int column);
/* A question whose first two parameters are a span of time: since, and until (NULL or "": no end).
 */
sqlite3_stmt *record_sql_prepare_span(
	sqlite3 *database, const char *sql, const char *since, const char *until, GError **error);
/* A pattern of people's ("*@example.com") as one of LIKE's with ESCAPE '\\', which knows no case;
 * caller frees. */
char *record_like(const char *pattern);

/* ---- record-write.c: what the writer thread does with its handle ---- */

/* Prepared statements of one handle. */
typedef struct RecordWriter RecordWriter;
RecordWriter *record_writer_new(sqlite3 *database, GError **error);
void record_writer_free(RecordWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecordWriter, record_writer_free)

/* How much of people a row may say. */
typedef struct RecordKept {
	LogText text;
	bool life_events; /* which they were, not only that there was one */
	gint64 sentences; /* fingerprints of how replies began, at most so many; 0: none */
	MaskWords *mask;  /* how numbers are told that are somebody's; see mask_text() */
} RecordKept;

/* One thing to write; runs on the writer's thread inside a transaction, maybe twice: when another
 * of the same group fails, each is tried again alone. */
typedef bool (*RecordTask)(RecordWriter *writer, const void *data, RecordKept kept, GError **error);
/* Where the file is; each reader opens a handle of its own. */
const char *record_sql_path(const Record *record);
/* Hands a task to the writer and waits for its commit. */
bool record_write(Record *record, RecordTask task, const void *data, GError **error);
/* The same for mail that must not wait: at most so long, then it is written without anybody
 * knowing. Takes data in any case. True also when it is still to be written. */
bool record_write_within(Record *record, RecordTask task, void *data, GDestroyNotify free_data,
	int milliseconds, GError **error);

/* ISO 8601 UTC, to the second; caller frees. */
char *record_now(void);
sqlite3 *record_writer_database(RecordWriter *writer);
/* The queue's worker is woken when this transaction is on disk. */
void record_writer_has_work(RecordWriter *writer);
/* Whether it was said since the last call. */
bool record_writer_take_work(RecordWriter *writer);
/* An event of an outcome; at: seconds since 1970. */
bool record_write_event(RecordWriter *writer, gint64 outcome, gint64 at, const char *event,
	const char *actor, const char *reason, GError **error);
/* Who acts when it is not a person. */
#define RECORD_OURSELVES "empathy-milter"

/* A reply that goes out takes the place of those that are held before it: of the same thread, to
 * the same customer. */
bool record_supersede(RecordWriter *writer, gint64 outcome, gint64 now, GError **error);

typedef struct JudgementRow {
	const Envelope *envelope;
	const Judgement *judgement;
	const Action *action;
	const char *at;       /* when it was judged */
	const Hold *hold;     /* NULL unless it is held */
	const Notice *notice; /* may be NULL */
} JudgementRow;
bool record_write_judgement(RecordWriter *writer, const void *row, RecordKept kept, GError **error);

/* Where a message stands right after this was done about it: "sent", "held", "rejected". */
const char *record_state_of(Verdict action);

/* ---- record-names.c: names with commas between, for people; the caller frees ---- */

/* Strongest first. customer may be NULL, so in the next. */
char *record_names_of_feelings(const Customer *customer);
/* Illness, bereavement and the like are nobody's business by default: unless they are to be named,
 * only that there was something. */
char *record_names_of_events(const Customer *customer, bool is_named);
/* Of checks that had something to say and found no fault. */
char *record_names_of_passed(const Findings *findings);

/* ---- record-change.c ---- */

/* The number behind an id, 0 when there is none. */
bool record_find_number(RecordWriter *writer, const char *id, gint64 *number_out, GError **error);

/* ---- record-story.c ---- */

/* SELECT of one JSON text an outcome, called o; a WHERE may be put behind it. */
extern const char record_story_sql[];

/* ---- record-purge.c ---- */

/* Deletes at most a few hundred of the oldest outcomes from before a time (ISO 8601 UTC), never
 * one that is held. more_out: there are others still. */
bool record_write_purge(RecordWriter *writer, const char *before, bool *more_out, GError **error);

/* The same for the table "memory" or "sentence", by seconds since 1970. */
bool record_purge_table(
	sqlite3 *database, const char *table, gint64 before, bool *more_out, GError **error);
/* Of these, all but the newest so many: their numbers only grow. */
bool record_keep_newest(sqlite3 *database, const char *table, gint64 most, GError **error);

/* After deleting, outside a transaction. A file of at most so many bytes is written anew, so that
 * nothing of what was deleted is left between what stays; a larger one, or where the disk has no
 * room for that, is made smaller, a part at a time (more_out: call again). G_MAXINT64: written anew
 * or an error. */
bool record_scrub_pages(sqlite3 *database, gint64 most_bytes, bool *more_out, GError **error);
/* Then: copies the write-ahead log into the file and makes it empty, with all it had of deleted
 * rows. Not is_empty_out: somebody read what was there before for longer than we waited. */
bool record_empty_log(sqlite3 *database, int milliseconds, bool *is_empty_out, GError **error);

/* ---- record-hold.c ---- */

bool record_write_hold(RecordWriter *writer, gint64 outcome, const Hold *hold, GError **error);
/* It did not come about: without a notice either. */
bool record_withdraw_hold(RecordWriter *writer, gint64 outcome, GError **error);
/* The Message-ID a thread began with, as far as a mail tells; "" when it tells none. Borrowed. */
const char *record_thread(const Message *message);

/* ---- record-request.c ---- */

struct Request;
/* What is done in the mail server's queue: a row for its worker. As RequestKind.write. */
bool request_write_queued(RecordWriter *writer, gint64 outcome, const struct Request *request,
	gint64 now, char **refusal_out, GError **error);

/* ---- record-notice.c ---- */

bool record_write_notice(
	RecordWriter *writer, gint64 outcome, const Notice *notice, gint64 now, GError **error);
/* The hold it tells of did not come about. */
bool record_withdraw_notice(RecordWriter *writer, gint64 outcome, GError **error);

/* ---- record-agent.c: what agents say about replies ---- */

/* The event of a reply that goes as it is on its agent's word, if it does. */
bool record_write_override(RecordWriter *writer, gint64 outcome, const JudgementRow *row,
	RecordKept kept, gint64 now, GError **error);

/* ---- record-file.c: the writer thread's alone ---- */

/* A task and who waits for it; lives on the caller's stack until it is done. */
typedef struct RecordWaiting {
	RecordTask task;
	const void *data;
	bool is_done;
	GError *error;   /* NULL when it is on disk */
	bool is_its_own; /* the error: not the file's, which others would have as well */
	pthread_cond_t is_finished;
	GDestroyNotify free_data; /* not NULL: nobody waits for it any more, it is the writer's */
	struct RecordWaiting *next;
} RecordWaiting;

typedef struct RecordFile RecordFile;
/* Opens nothing yet. */
RecordFile *record_file_new(const char *path, bool is_durable);
void record_file_free(RecordFile *file);
/* Also does what is needed when another file has taken its place. */
bool record_file_open(RecordFile *file, GError **error);
/* Writes a chain in one transaction and sets the error of each that is not on disk afterwards.
 * Where it is the file's error, all that follow have it as well: none is written out of turn. */
void record_file_write(RecordFile *file, RecordWaiting *first, RecordKept kept);
/* Deletes what is older, a part at a time. Then takes care that nothing of what was
 * deleted is in the files' bytes. Gives how many seconds to wait until the next call. */
#define RECORD_NO_PURGE (-1) /* nothing of this: the daemon sees to it */
/* How long what is kept, in seconds. */
typedef struct RecordAges {
	gint64 outcomes; /* 0: for ever; RECORD_NO_PURGE */
	gint64 memory;   /* 0: not at all, likewise */
	gint64 sentences;
} RecordAges;
RecordAges record_ages(const Settings *settings);
int record_file_purge(RecordFile *file, RecordAges keep, GError **error);
/* After a group, when nobody of it waits any more: what could not be done beside the writer. */
void record_file_tend(RecordFile *file);

/* ---- record-checkpoint.c: a thread of its own ---- */

typedef struct RecordCheckpointer RecordCheckpointer;
/* Starts nothing yet. */
RecordCheckpointer *record_checkpointer_new(const char *path);
void record_checkpointer_free(RecordCheckpointer *checkpointer);
/* The log has grown: copy it into the file. Never waits. */
void record_checkpointer_wake(RecordCheckpointer *checkpointer);
/* Is it left to the writer to finish? Until it is asked next time. */
bool record_checkpointer_take_rest(RecordCheckpointer *checkpointer);
/* Copies as far as readers let it. Gives how many pages are left, 0: the next write begins the log
 * anew; -1: it does not work now. */
int record_checkpoint(sqlite3 *database);

/* ---- record-reader.c: one handle for short questions that mail waits for ---- */

typedef struct RecordReader RecordReader;
/* Opens nothing yet. */
RecordReader *record_reader_new(const char *path);
void record_reader_free(RecordReader *reader);
RecordReader *record_sql_reader(const Record *record);
/* For one caller at a time, until unlocked; NULL with an error, and not locked, when the file
 * cannot be had. */
sqlite3 *record_reader_lock(RecordReader *reader, GError **error);
void record_reader_unlock(RecordReader *reader);
/* Kept ready between calls: sql must be a constant. The caller resets it. Locked only. */
sqlite3_stmt *record_reader_statement(RecordReader *reader, const char *sql, GError **error);
/* The key of the memory's hashes; borrowed while locked. */
GBytes *record_reader_secret(RecordReader *reader, GError **error);

/* ---- record-memory.c ---- */

/* Which remembered mail an outcome's reply answers, and what it did to it: feelings taken up, a
 * ticket's mark learned. */
bool record_write_answered(RecordWriter *writer, gint64 outcome, const Judgement *judgement,
	Verdict performed, GError **error);

/* ---- record-later.c: rows that wait for better times; the record's lock guards it ---- */

typedef struct RecordLater {
	JudgementRow row;   /* all of it owned */
	Rulebook *rulebook; /* a reference: hits point into it */
	gsize bytes;        /* about what it takes in memory */
} RecordLater;

typedef struct RecordBacklog RecordBacklog;
RecordBacklog *record_backlog_new(void);
void record_backlog_free(RecordBacklog *backlog);
/* Takes it in any case; false: there was no room, it is lost. */
bool record_backlog_add(RecordBacklog *backlog, RecordLater *later);
const RecordLater *record_backlog_peek(const RecordBacklog *backlog, guint n);
guint record_backlog_length(const RecordBacklog *backlog);
/* The oldest is done with. */
void record_backlog_drop(RecordBacklog *backlog);

/* ---- record-sentence.c ---- */

/* How a reply that goes out begins, at most so many of all replies together. */
bool record_write_sentences(RecordWriter *writer, const Judgement *judgement, Verdict performed,
	gint64 most, GError **error);
/* All that an agent wrote and all that was written to a customer. */
bool record_write_sentence_forget(sqlite3 *database, gint64 agent, gint64 customer, GError **error);

#endif
