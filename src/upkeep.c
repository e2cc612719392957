/* upkeep.c - the record as a file: purged, scrubbed, copied, looked over. SPDX-License-Identifier:
 * MIT */
#include "config.h"

#include "upkeep.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "errors.h"
#include "record-sql.h"

/* How long somebody's question may keep us from emptying the log: in short attempts, for nobody
 * writes during one. */
#define ATTEMPT_MILLISECONDS 200
#define PAUSE_MILLISECONDS 300
#define MOST_ATTEMPTS 20
#define PAUSE_BETWEEN_STEPS_MILLISECONDS 150
/* Written anew in half a second. */
#define MOST_BYTES_AT_ONCE (64 * 1024 * 1024)

/* ---- purging ---- */

static bool
count_in(sqlite3 *database, const char *sql, const char *before, guint *n_out, GError **error)
{
	gint64 n = 0;

	if (!record_sql_number_with(database, sql, VALUES(TEXT(before)), &n, error))
		return false;
	*n_out = (guint)n;
	return true;
}

bool
upkeep_count_before(
	Record *record, const char *before, guint *n_out, guint *held_out, GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);

	return database != NULL &&
	       count_in(database, "SELECT count(*) FROM outcome WHERE at < ? AND state <> 'held'",
		       before, n_out, error) &&
	       count_in(database, "SELECT count(*) FROM outcome WHERE at < ? AND state = 'held'",
		       before, held_out, error);
}

typedef struct Purge {
	const char *before;
	gint64 memory, sentences; /* before when; seconds since 1970 */
	bool *has_more;
} Purge;

static bool
write_purge(RecordWriter *writer, const void *data, RecordKept kept, GError **error)
{
	(void)kept;
	const Purge *purge = data;
	sqlite3 *database = record_writer_database(writer);
	bool has_rows = false, has_mails = false, has_sentences = false;

	if (!record_write_purge(writer, purge->before, &has_rows, error) ||
		!record_purge_table(database, "memory", purge->memory, &has_mails, error) ||
		!record_purge_table(database, "sentence", purge->sentences, &has_sentences, error))
		return false;
	*purge->has_more = has_rows || has_mails || has_sentences;
	return true;
}

/* Whoever waits for the write lock looks for it each tenth of a second. */
static void
give_way(void)
{
	g_usleep(PAUSE_BETWEEN_STEPS_MILLISECONDS * 1000);
}

static gint64
seconds_of(const char *moment)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(moment, utc);

	return time != NULL ? g_date_time_to_unix(time) : 0;
}

bool
upkeep_purge(Record *record, const Settings *settings, const char *before, bool is_for_all,
	GError **error)
{
	bool has_more = true;
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;
	gint64 asked = is_for_all ? seconds_of(before) : 0;
	const RecordAges keep = record_ages(settings);
	const Purge purge = { before, MAX(now - keep.memory, asked),
		MAX(now - keep.sentences, asked), &has_more };

	while (has_more) {
		if (!record_write(record, write_purge, &purge, error))
			return false;
		if (has_more)
			give_way();
	}
	return true;
}

/* ---- scrubbing ---- */

static bool
empty_log(Record *record, sqlite3 *database, GError **error)
{
	bool is_empty = false;

	for (int i = 0; i < MOST_ATTEMPTS && !is_empty; i++) {
		if (i > 0)
			g_usleep(PAUSE_MILLISECONDS * 1000);
		/* Most of it while others write. */
		record_checkpoint(database);
		if (!record_empty_log(database, ATTEMPT_MILLISECONDS, &is_empty, error))
			return false;
	}
	if (!is_empty)
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"somebody is still reading the record as it was before: deleted words are "
			"in '%s-wal' until they have ended and this is run again",
			record_sql_path(record));
	return is_empty;
}

bool
upkeep_scrub(Record *record, bool is_anew, GError **error)
{
	bool has_more = true;
	g_autoptr(sqlite3) database = record_schema_open(record_sql_path(record), true, error);
	if (database == NULL)
		return false;

	while (has_more) {
		if (!record_scrub_pages(
			    database, is_anew ? G_MAXINT64 : MOST_BYTES_AT_ONCE, &has_more, error))
			return false;
		if (has_more)
			give_way();
	}
	return empty_log(record, database, error);
}

enum { PART = 1 << 20 };

/* needle is in small letters, and so are the bytes afterwards. */
static bool
holds(char *bytes, gsize n, const char *needle)
{
	for (gsize i = 0; i < n; i++)
		bytes[i] = g_ascii_tolower(bytes[i]);
	return memmem(bytes, n, needle, strlen(needle)) != NULL;
}

/* In the file itself, read by SQLite's own hand: opened and closed by ours, it would let go of all
 * locks that this process has on it. */
static bool
stands_in_file(sqlite3 *database, const char *needle, bool *stands_out, GError **error)
{
	gsize most = PART + strlen(needle);
	g_autofree char *part = g_malloc(most);
	sqlite3_file *file = NULL;
	sqlite3_int64 size = 0;

	if (sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
		file->pMethods->xFileSize(file, &size) != SQLITE_OK)
		return record_sql_error(database, "cannot read the record", error);
	for (sqlite3_int64 at = 0; at < size && !*stands_out; at += PART) {
		gsize n = (gsize)MIN((sqlite3_int64)most, size - at);
		int result = file->pMethods->xRead(file, part, (int)n, at);
		/* It may have become shorter; the rest is noughts then. */
		if (result != SQLITE_OK && result != SQLITE_IOERR_SHORT_READ)
			return record_sql_error(database, "cannot read the record", error);
		*stands_out = holds(part, n, needle);
	}
	return true;
}

/* In the log beside it, on which nobody has locks. */
static bool
stands_in_log(const char *path, const char *needle, bool *stands_out, GError **error)
{
	gsize length = strlen(needle), kept = 0, got;
	g_autofree char *part = g_malloc(PART + length);
	FILE *file = fopen(path, "rbe");

	if (file == NULL)
		return true;
	while (!*stands_out && (got = fread(part + kept, 1, PART, file)) > 0) {
		gsize all = kept + got;
		*stands_out = holds(part, all, needle);
		kept = MIN(length - 1, all);
		memmove(part, part + all - kept, kept);
	}
	bool is_read = ferror(file) == 0;
	fclose(file);
	return is_read || error_set_system(error, "cannot read", path, errno);
}

bool
upkeep_stands(Record *record, const char *text, bool *stands_out, GError **error)
{
	g_autofree char *needle = g_ascii_strdown(text, -1);

	*stands_out = false;
	if (*needle == '\0')
		return true;
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	/* In this order: what is moved meanwhile goes from the log to the file. */
	return database != NULL &&
	       stands_in_log(sqlite3_filename_wal(sqlite3_db_filename(database, "main")), needle,
		       stands_out, error) &&
	       stands_in_file(database, needle, stands_out, error);
}

bool
upkeep_notices_with(Record *record, const char *text, guint *n_out, GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open_readonly(record_sql_path(record), error);
	g_autoptr(sqlite3_stmt) count = record_sql_prepare_with(database,
		"SELECT count(*) FROM outbox WHERE state = 'waiting'"
		" AND instr(lower(CAST(mail AS TEXT)), lower(?1)) > 0",
		VALUES(TEXT(text)), error);
	if (count == NULL)
		return false;

	if (sqlite3_step(count) != SQLITE_ROW)
		return record_sql_error(database, "cannot read the notices", error);
	*n_out = (guint)sqlite3_column_int64(count, 0);
	return true;
}

bool
upkeep_scrub_of(Record *record, const char *text, bool *is_rewritten_out, GError **error)
{
	gint64 bytes = 0;
	bool stands = true;
	g_autoptr(sqlite3) database = record_schema_open(record_sql_path(record), true, error);

	if (database == NULL ||
		!record_sql_number(database,
			"SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
			&bytes, error))
		return false;
	if (bytes > MOST_BYTES_AT_ONCE && (!empty_log(record, database, error) ||
						  !upkeep_stands(record, text, &stands, error)))
		return false;
	*is_rewritten_out = stands;
	return !stands || upkeep_scrub(record, true, error);
}

/* ---- copying ---- */

static bool
copy_to(sqlite3 *database, const char *path, GError **error)
{
	g_autoptr(sqlite3_stmt) copy = record_sql_prepare(database, "VACUUM INTO ?", error);
	if (copy == NULL)
		return false;

	record_sql_text(copy, 1, path);
	if (sqlite3_step(copy) == SQLITE_DONE)
		return true;
	return record_sql_error(database, "cannot copy the record", error);
}

/* A copy that a power failure could take away is none. */
static bool
sync_path(const char *path, int flags)
{
	int file = open(path, flags | O_CLOEXEC);
	if (file < 0)
		return false;

	bool is_synced = fsync(file) == 0;
	close(file);
	return is_synced;
}

static bool
finish_copy(const char *unfinished, const char *path, gint64 *bytes_out, GError **error)
{
	struct stat is;
	g_autofree char *folder = g_path_get_dirname(path);

	if (!sync_path(unfinished, O_RDWR) || stat(unfinished, &is) != 0)
		return error_set_system(error, "cannot write", unfinished, errno);
	*bytes_out = is.st_size;
	/* link() and not rename(): nobody's file is replaced. */
	if (link(unfinished, path) != 0 || !sync_path(folder, O_RDONLY | O_DIRECTORY))
		return error_set_system(error, "cannot write", path, errno);
	return true;
}

bool
upkeep_backup(const char *record, const char *path, gint64 *bytes_out, GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open_as_it_is(record, error);
	g_autofree char *unfinished = g_strdup_printf("%s.unfinished-%d", path, (int)getpid());
	if (database == NULL)
		return false;
	if (g_file_test(path, G_FILE_TEST_EXISTS)) {
		errno = EEXIST;
		return error_set_system(error, "cannot write", path, errno);
	}
	int file = open(unfinished, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0640);
	if (file < 0)
		return error_set_system(error, "cannot write", unfinished, errno);

	close(file);
	bool is_copied = copy_to(database, unfinished, error) &&
			 finish_copy(unfinished, path, bytes_out, error);
	unlink(unfinished);
	return is_copied;
}

/* ---- looking over ---- */

/* All rows of a question as lines; "" when there are none. */
static char *
lines_of(sqlite3 *database, const char *sql, GError **error)
{
	g_autoptr(sqlite3_stmt) query = record_sql_prepare(database, sql, error);
	GString *lines = g_string_new("");
	int result = SQLITE_ERROR;

	while (query != NULL && (result = sqlite3_step(query)) == SQLITE_ROW)
		g_string_append_printf(lines, "%s%s", lines->len > 0 ? "\n" : "",
			(const char *)sqlite3_column_text(query, 0));
	if (result == SQLITE_DONE)
		return g_string_free(lines, FALSE);
	if (query != NULL)
		record_sql_error(database, "cannot read the record", error);
	g_string_free(lines, TRUE);
	return NULL;
}

/* Questions whose answer is known when all is well. */
static const struct {
	const char *what, *sql, *expected;
} questions[] = {
	{ "integrity", "SELECT * FROM pragma_integrity_check(20)", "ok" },
	{ "references",
		"SELECT \"table\" || ' row ' || rowid FROM pragma_foreign_key_check LIMIT 20", "" },
	/* A copy by backup has none, until a daemon opens it. */
	{ "write-ahead log",
		"SELECT journal_mode FROM pragma_journal_mode"
		" WHERE journal_mode NOT IN ('wal', 'delete')",
		"" },
	{ "freed pages are given back", "SELECT * FROM pragma_auto_vacuum", "2" },
	{ "held replies have terms",
		"SELECT id FROM outcome AS o WHERE state = 'held' AND NOT EXISTS"
		" (SELECT 1 FROM hold WHERE outcome = o.number) LIMIT 20",
		"" },
	{ "what is known is judged",
		"SELECT id FROM outcome AS o WHERE NOT EXISTS (SELECT 1 FROM event"
		" WHERE outcome = o.number) LIMIT 20",
		"" },
};

static bool
ask_questions(sqlite3 *database, UpkeepTold told, void *data, GError **error)
{
	for (guint i = 0; i < G_N_ELEMENTS(questions); i++) {
		g_autofree char *found = lines_of(database, questions[i].sql, error);
		if (found == NULL)
			return false;
		told(questions[i].what, g_str_equal(found, questions[i].expected), found, data);
	}
	return true;
}

/* Views are what others rely on: each must still be one. */
static bool
look_at_views(sqlite3 *database, UpkeepTold told, void *data, GError **error)
{
	g_autofree char *list = lines_of(
		database, "SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY 1", error);
	if (list == NULL)
		return false;
	g_auto(GStrv) names = g_strsplit(list, "\n", -1);
	g_autoptr(GString) broken = g_string_new("");
	for (char **name = names; *name != NULL; name++) {
		g_autofree char *sql = g_strdup_printf("SELECT 1 FROM \"%s\" LIMIT 0", *name);
		g_autoptr(sqlite3_stmt) query = record_sql_prepare(database, sql, NULL);
		if (query == NULL)
			g_string_append_printf(broken, "%s%s", broken->len > 0 ? "\n" : "", *name);
	}
	told("views", broken->len == 0, broken->str, data);
	return true;
}

static void
look_at_modes(const char *path, UpkeepTold told, void *data)
{
	static const char *const endings[] = { "", "-wal", "-shm" };
	g_autoptr(GString) wrong = g_string_new("");

	for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
		struct stat is;
		g_autofree char *one = g_strconcat(path, endings[i], NULL);
		if (stat(one, &is) == 0 && (is.st_mode & 0027) != 0)
			g_string_append_printf(wrong, "%s%s has mode %04o",
				wrong->len > 0 ? "\n" : "", one, (guint)(is.st_mode & 07777));
	}
	told("only its group reads it, nobody else writes it", wrong->len == 0, wrong->str, data);
}

bool
upkeep_can_write(Record *record, GError **error)
{
	g_autoptr(sqlite3) database = record_schema_open(record_sql_path(record), true, error);

	return database != NULL && record_sql_run(database, "BEGIN IMMEDIATE", error) &&
	       record_sql_run(database, "ROLLBACK", error);
}

bool
upkeep_check(Record *record, UpkeepTold told, void *data, GError **error)
{
	const char *path = record_sql_path(record);
	g_autoptr(sqlite3) database = record_schema_open_readonly(path, error);
	if (database == NULL)
		return false;

	/* Any other version than ours is refused above. */
	told("schema", true, "", data);
	look_at_modes(path, told, data);
	return ask_questions(database, told, data, error) &&
	       look_at_views(database, told, data, error);
}
