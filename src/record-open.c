/* record-open.c - the file behind a handle: ours, of our version, readable by its group.
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "record-sql.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "errors.h"

/* How old is it? -1: a file of somebody else's. */
static bool
find_version(sqlite3 *database, gint64 *version_out, GError **error)
{
	gint64 application = 0, objects = 0;

	if (!record_sql_number(database, "PRAGMA application_id", &application, error) ||
		!record_sql_number(database, "PRAGMA user_version", version_out, error) ||
		!record_sql_number(database, "SELECT count(*) FROM sqlite_master", &objects, error))
		return false;
	bool is_empty = application == 0 && *version_out == 0 && objects == 0;
	if (application != RECORD_APPLICATION_ID && !is_empty)
		*version_out = -1;
	return true;
}

static bool
check_version(gint64 version, GError **error)
{
	const int newest = record_schema_version();

	if (version >= 0 && version <= newest)
		return true;
	if (version < 0)
		g_set_error_literal(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"it is a database, but not a record of ours");
	else
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"it has version %d, written by a newer program; this one knows %d",
			(int)version, newest);
	return false;
}

static bool
check_ours(gint64 version, GError **error)
{
	return check_version(version > 0 ? version : -1, error);
}

/* Whoever only reads cannot bring it up to date, and would ask for what is not there yet. */
static bool
check_current(gint64 version, GError **error)
{
	if (!check_ours(version, error))
		return false;
	if (version == record_schema_version())
		return true;
	g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
		"it has version %d, of an older program: start this version's empathy-milter once, "
		"it brings the record to version %d",
		(int)version, record_schema_version());
	return false;
}

/* Under the write lock, so that of two programs that start together one finds the work done. */
static bool
migrate_locked(sqlite3 *database, GError **error)
{
	gint64 version = 0;

	if (!find_version(database, &version, error) || !check_version(version, error))
		return false;
	for (int i = (int)version; i < record_schema_version(); i++) {
		if (!record_sql_run(database, record_schema_step(i), error))
			return false;
	}
	g_autofree char *marks =
		g_strdup_printf("PRAGMA application_id = %d; PRAGMA user_version = %d",
			RECORD_APPLICATION_ID, record_schema_version());
	return record_sql_run(database, marks, error);
}

static bool
migrate(sqlite3 *database, GError **error)
{
	gint64 version = 0;

	/* Looked at before anything is written: a file of somebody else's stays as it is. */
	if (!find_version(database, &version, error) || !check_version(version, error))
		return false;
	/* Freed pages can be given back by the purge; has to be said before the first table. */
	if (version == 0 && !record_sql_run(database, "PRAGMA auto_vacuum = INCREMENTAL", error))
		return false;
	if (!record_sql_run(database, "PRAGMA journal_mode = WAL", error))
		return false;
	if (version == record_schema_version())
		return true;
	if (!record_sql_run(database, "BEGIN IMMEDIATE", error))
		return false;
	if (migrate_locked(database, error) && record_sql_run(database, "COMMIT", error))
		return true;
	record_sql_run(database, "ROLLBACK", NULL);
	return false;
}

/* Views and triggers in a file from elsewhere are not trusted to call functions. */
static sqlite3 *
open_guarded(const char *path, int flags, GError **error)
{
	g_autoptr(sqlite3) database = NULL;
	struct stat info;
	/* SQLite would wait for whoever writes into it. */
	if (stat(path, &info) == 0 && S_ISFIFO(info.st_mode)) {
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"cannot open it: it is a pipe: name the file itself");
		return NULL;
	}
	/* Our threads keep off each other's handles, so SQLite needs no lock of its own. */
	int result =
		sqlite3_open_v2(path, &database, flags | SQLITE_OPEN_NOMUTEX, record_pages_vfs());

	if (result != SQLITE_OK) {
		record_sql_error(database, "cannot open it", error);
		return NULL;
	}
	sqlite3_busy_timeout(database, RECORD_BUSY_MILLISECONDS);
	sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	return g_steal_pointer(&database);
}

/* Group-readable whatever the umask; SQLite gives its files beside it the same mode. */
static void
create_file(const char *path)
{
	int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);

	if (file < 0)
		return; /* it is there already, or SQLite will say what is wrong */
	if (fchmod(file, 0640) != 0)
		g_debug("record '%s': its mode cannot be set", path);
	close(file);
}

/* The log stays when the last writer leaves: people who may only read could not make one, and
 * without it could not read. */
static void
keep_log(sqlite3 *database)
{
	int is_kept = 1;

	sqlite3_file_control(database, "main", SQLITE_FCNTL_PERSIST_WAL, &is_kept);
}

static char *
who_may(const char *path, const struct stat *info, mode_t bit, const char *what)
{
	struct group entry, *found = NULL;
	char buffer[4096];

	if ((info->st_mode & bit) == 0)
		return g_strdup_printf(
			"you may not %s %s: only its owner and root may", what, path);
	getgrgid_r(info->st_gid, &entry, buffer, sizeof buffer, &found);
	g_autofree char *group = found != NULL
					 ? g_strdup(found->gr_name)
					 : g_strdup_printf("%lu", (unsigned long)info->st_gid);
	return g_strdup_printf(
		"you may not %s %s: join the group that owns it (%s)", what, path, group);
}

/* Of the folders above, the deepest one that can be looked at is the one that stops us. */
static char *
what_folder_stops(const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path);
	struct stat info;

	while (stat(folder, &info) != 0) {
		char *above = g_path_get_dirname(folder);
		if (g_str_equal(above, folder)) {
			g_free(above);
			return NULL;
		}
		g_free(folder);
		folder = above;
	}
	return who_may(folder, &info, S_IXGRP, "look into");
}

/* What SQLite does not say; NULL when the file is there and can be read. Caller frees. */
static char *
why_unreadable(const char *path)
{
	struct stat info;

	if (stat(path, &info) != 0 && errno == EACCES)
		return what_folder_stops(path);
	if (stat(path, &info) != 0)
		return errno == ENOENT || errno == ENOTDIR ? g_strdup("the file does not exist")
							   : NULL;
	if (S_ISDIR(info.st_mode))
		return g_strdup("it is a folder: name the file in it");
	if (access(path, R_OK) != 0)
		return who_may("it", &info, S_IRGRP, "read");
	static const char *const besides[] = { "-wal", "-shm" };
	for (guint i = 0; i < G_N_ELEMENTS(besides); i++) {
		g_autofree char *beside = g_strconcat(path, besides[i], NULL);
		if (stat(beside, &info) == 0 && access(beside, R_OK) != 0)
			return who_may(beside, &info, S_IRGRP, "read");
	}
	return NULL;
}

/* Whoever reads a record in use needs its log beside it, which a copy in a place that is not to be
 * written has not. */
static bool
lacks_its_log(sqlite3 *database)
{
	int code = database != NULL ? sqlite3_errcode(database) & 0xff : SQLITE_OK;

	return code == SQLITE_READONLY || code == SQLITE_CANTOPEN;
}

static void
explain(const char *path, sqlite3 *database, GError **error)
{
	g_autofree char *why = why_unreadable(path);

	if (why == NULL && lacks_its_log(database))
		why = g_strdup("its log is not beside it, and you may not make one there: make "
			       "copies with 'empathyctl backup', which need none");
	if (why == NULL)
		return;
	g_clear_error(error);
	g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM, "cannot open it: %s", why);
}

/* As a copy that root put in its place may be. NULL when there is none, or it may be written.
 * Caller frees. */
static char *
whose_it_is(const char *path)
{
	static const char *const endings[] = { "", "-wal", "-shm" };
	struct passwd entry, *found = NULL;
	char buffer[4096];
	struct stat info;

	for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
		g_autofree char *file = g_strconcat(path, endings[i], NULL);
		if (stat(file, &info) != 0 || access(file, W_OK) == 0)
			continue;
		getpwuid_r(info.st_uid, &entry, buffer, sizeof buffer, &found);
		return g_strdup_printf("%s belongs to %s: give it to the daemon's account (chown)",
			file, found != NULL ? found->pw_name : "nobody who is known");
	}
	return NULL;
}

/* "unable to open database file" is all that SQLite says of a folder. */
static void
explain_writing(const char *path, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *owner = NULL;
	const char *why = NULL;

	if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
		why = "there is no folder";
	else if (access(folder, W_OK) != 0)
		why = errno == EROFS ? "nothing can be written in" : "you may not write in";
	else
		owner = whose_it_is(path);
	if (why == NULL && owner == NULL)
		return;
	g_clear_error(error);
	if (why != NULL)
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM, "cannot make it: %s '%s'",
			why, folder);
	else
		g_set_error(
			error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM, "cannot write it: %s", owner);
}

/* ---- a copy in its place ---- */

/* A copy needs no log. What lies beside it is the log of the file that was there before, after a
 * crash or a full disk not an empty one; SQLite would take it for the copy's, and ruin that.
 * Nothing was read by way of the handle yet. Not to be read by another: closing that would let go
 * of all locks that this process has. */
static bool
has_log_of_another(sqlite3 *database, const char *log)
{
	static const char magic[16] = "SQLite format 3";
	enum { AT_READ_VERSION = 19, WITHOUT_LOG = 1 };
	char head[AT_READ_VERSION + 1] = "";
	sqlite3_file *file = NULL;
	struct stat info;

	/* In this order: there is no log of its own before the file says that there is one. */
	if (stat(log, &info) != 0 || info.st_size == 0 ||
		sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &file) !=
			SQLITE_OK ||
		file->pMethods == NULL ||
		file->pMethods->xRead(file, head, sizeof head, 0) != SQLITE_OK)
		return false;
	return memcmp(head, magic, sizeof magic) == 0 && head[AT_READ_VERSION] == WITHOUT_LOG;
}

/* Beside the file itself, where a link leads to. */
static const char *
log_of(sqlite3 *database)
{
	return sqlite3_filename_wal(sqlite3_db_filename(database, "main"));
}

static void
drop_log_of_another(sqlite3 *database)
{
	const char *log = log_of(database);
	g_autofree char *file = g_strndup(log, strlen(log) - strlen("-wal"));
	g_autofree char *index = g_strconcat(file, "-shm", NULL);

	if (!has_log_of_another(database, log))
		return;
	unlink(index);
	unlink(log);
}

/* Whoever only reads leaves it there. */
static bool
check_log(sqlite3 *database, GError **error)
{
	const char *log = log_of(database);

	if (!has_log_of_another(database, log))
		return true;
	g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
		"%s beside it is the log of another file: start empathy-milter once, which removes "
		"it",
		log);
	return false;
}

/* A file that may only be read is opened all the same, and each row would fail. */
static bool
is_writable(sqlite3 *database, GError **error)
{
	if (sqlite3_db_readonly(database, "main") != 1)
		return true;
	g_set_error_literal(
		error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM, "it can be read, and not written");
	return false;
}

sqlite3 *
record_schema_open(const char *path, bool is_durable, GError **error)
{
	create_file(path);
	g_autoptr(sqlite3) database = open_guarded(path, SQLITE_OPEN_READWRITE, error);

	if (database != NULL)
		drop_log_of_another(database);
	if (database == NULL || !is_writable(database, error)) {
		explain_writing(path, error);
		g_prefix_error(error, "record '%s': ", path);
		return NULL;
	}
	if (!migrate(database, error) ||
		!record_sql_run(database,
			is_durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL",
			error) ||
		!record_sql_run(database,
			"PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;"
			/* As far as the log ever grew it stays, as writing over is faster. */
			"PRAGMA journal_size_limit = 268435456",
			error)) {
		g_prefix_error(error, "record '%s': ", path);
		return NULL;
	}
	keep_log(database);
	return g_steal_pointer(&database);
}

static sqlite3 *
open_readonly(const char *path, bool (*is_fine)(gint64 version, GError **error), GError **error)
{
	gint64 version = 0;
	g_autoptr(sqlite3) database = open_guarded(path, SQLITE_OPEN_READONLY, error);

	/* Sorting leaves no words in files of the system's, and no writes beside those of mail. */
	if (database == NULL || !check_log(database, error) ||
		!find_version(database, &version, error) || !is_fine(version, error) ||
		!record_sql_run(database, "PRAGMA temp_store = MEMORY", error)) {
		explain(path, database, error);
		g_prefix_error(error, "record '%s': ", path);
		return NULL;
	}
	return g_steal_pointer(&database);
}

sqlite3 *
record_schema_open_readonly(const char *path, GError **error)
{
	return open_readonly(path, check_current, error);
}

sqlite3 *
record_schema_open_as_it_is(const char *path, GError **error)
{
	return open_readonly(path, check_ours, error);
}
