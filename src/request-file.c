/* request-file.c - requests as files, from people who may read the record and not write it.
 *
 * The folder is open to the whole group, and root reads it: nothing in it is followed, waited for
 * or believed. SPDX-License-Identifier: MIT */
#include "config.h"

#include "request.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "errors.h"
#include "inifile.h"

#define FOLDER "requests"
/* Members of the group add files and cannot take away each other's. */
#define FOLDER_MODE 03770
#define SECONDS_TO_FINISH 3600

enum { MOST_FILES = 500, MOST_NAMES = 5000, MOST_FOLDERS = 20, MOST_BYTES = 8192 };

static char *
folder_path(const char *database)
{
	g_autofree char *beside = g_path_get_dirname(database);

	return g_build_filename(beside, FOLDER, NULL);
}

static int
open_folder(const char *path)
{
	return open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* ---- leaving one ---- */

/* A line end would begin another key. */
static char *
written(const Request *request)
{
	g_autofree char *reason = g_strdelimit(g_strdup(request->reason), "\r\n", ' ');
	g_autofree char *value = g_strdelimit(g_strdup(request->value), "\r\n", ' ');

	return g_strdup_printf("kind = %s\nid = %s\nreason = %s\nvalue = %s\n", request->kind,
		request->id, reason, value);
}

static bool
write_file(int folder, const char *name, const char *text)
{
	int file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (file < 0)
		return false;

	ssize_t length = (ssize_t)strlen(text);
	bool is_written = write(file, text, (size_t)length) == length && fsync(file) == 0;
	return close(file) == 0 && is_written;
}

bool
request_leave(const char *database, const Request *request, GError **error)
{
	g_autofree char *path = folder_path(database);
	g_autofree char *text = written(request);
	g_autofree char *name =
		g_strdup_printf("%020" G_GINT64_FORMAT "-%08x", g_get_real_time(), g_random_int());
	g_autofree char *unfinished = g_strconcat(".", name, NULL);
	int folder = open_folder(path);

	if (folder < 0)
		return error_set_system(error, "cannot use", path, errno);
	bool is_left = write_file(folder, unfinished, text) &&
		       renameat(folder, unfinished, folder, name) == 0;
	if (!is_left) {
		error_set_system(error, "cannot use", path, errno);
		unlinkat(folder, unfinished, 0);
	}
	close(folder);
	return is_left;
}

void
request_wake(const char *database)
{
	g_autofree char *path = folder_path(database);
	g_autofree char *name = g_strdup_printf(".wake-%08x", g_random_int());
	int folder = open_folder(path);

	if (folder < 0)
		return;
	if (write_file(folder, name, ""))
		unlinkat(folder, name, 0);
	close(folder);
}

/* ---- taking them in ---- */

typedef struct Intake {
	Record *record;
	int folder;
	gint64 now;
	RequestTold told;
	void *data;
} Intake;

/* NULL when it is nothing that request_leave() would have made; *why says what, static. */
static char *
read_file(int folder, const char *name, uid_t *owner_out, const char **why_out)
{
	struct stat is;
	int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

	*why_out = "it cannot be opened as a plain file";
	if (file < 0)
		return NULL;
	g_autofree char *text = g_malloc0(MOST_BYTES + 1);
	ssize_t length = -1;
	/* A second name could be one that somebody gave to a file of another's. */
	if (fstat(file, &is) == 0 && S_ISREG(is.st_mode) && is.st_nlink == 1)
		length = read(file, text, MOST_BYTES + 1);
	close(file);
	if (length < 0)
		return NULL;
	*why_out = "it is too long";
	if (length > MOST_BYTES)
		return NULL;
	*why_out = "it is not text";
	if (strlen(text) != (size_t)length)
		return NULL;
	*owner_out = is.st_uid;
	return g_steal_pointer(&text);
}

static bool
set_field(Request *request, const IniEntry *entry)
{
	const struct {
		const char *key;
		const char **field;
	} fields[] = {
		{ "kind", &request->kind },
		{ "id", &request->id },
		{ "reason", &request->reason },
		{ "value", &request->value },
	};

	for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
		if (!g_str_equal(fields[i].key, entry->key))
			continue;
		*fields[i].field = entry->value;
		return true;
	}
	return false;
}

/* The fields point into the file. */
static bool
fill_request(Request *request, const IniFile *file, char **refusal_out)
{
	const IniSection *section = file->sections->len == 1 ? file->sections->pdata[0] : NULL;
	bool is_fine = section != NULL && *section->name == '\0';

	for (guint i = 0; is_fine && i < section->entries->len; i++)
		is_fine = set_field(request, section->entries->pdata[i]);
	if (!is_fine)
		*refusal_out = g_strdup("it is no request");
	return is_fine;
}

/* False with an error when it could not be written: then the file stays. */
static bool
take_text(const Intake *intake, const char *name, const char *text, uid_t owner, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	g_autofree char *refusal = NULL;
	g_autofree char *actor = request_actor(owner);
	Request request = { "", "", actor, "", "" };
	g_autoptr(IniFile) file = inifile_parse(name, text, strlen(text), &trouble);

	if (file == NULL) {
		intake->told(name, &request, trouble->message, intake->data);
		return true;
	}
	if (fill_request(&request, file, &refusal) &&
		!request_add(intake->record, &request, intake->now, &refusal, error) &&
		refusal == NULL)
		return false;
	intake->told(name, &request, refusal, intake->data);
	return true;
}

static bool
take_file(const Intake *intake, const char *name, GError **error)
{
	const char *why = NULL;
	uid_t owner = 0;
	g_autofree char *text = read_file(intake->folder, name, &owner, &why);

	if (text == NULL)
		intake->told(name, &(Request){ "", "", "", "", "" }, why, intake->data);
	else if (!take_text(intake, name, text, owner, error))
		return false;
	if (unlinkat(intake->folder, name, 0) != 0)
		unlinkat(intake->folder, name, AT_REMOVEDIR);
	return true;
}

/* What somebody began to write and never finished. */
static void
tidy(const Intake *intake, const char *name)
{
	struct stat is;

	if (fstatat(intake->folder, name, &is, AT_SYMLINK_NOFOLLOW) == 0 &&
		is.st_mtime + SECONDS_TO_FINISH < intake->now)
		unlinkat(intake->folder, name, 0);
}

static int
by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool
is_folder(const Intake *intake, const char *name)
{
	struct stat is;

	return fstatat(intake->folder, name, &is, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(is.st_mode);
}

/* Those that are finished, oldest first: their names begin with the time. Folders come last, and
 * few: one that is not empty cannot be taken away, and many must not stand before the requests. */
static GPtrArray *
list_names(const Intake *intake)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) folders = g_ptr_array_new();
	int again = dup(intake->folder);
	DIR *folder = again >= 0 ? fdopendir(again) : NULL;
	const struct dirent *entry = NULL;

	while (folder != NULL && names->len < MOST_NAMES && (entry = readdir(folder)) != NULL) {
		if (g_str_equal(entry->d_name, ".") || g_str_equal(entry->d_name, ".."))
			continue;
		if (entry->d_name[0] == '.')
			tidy(intake, entry->d_name);
		else if (!is_folder(intake, entry->d_name))
			g_ptr_array_add(names, g_strdup(entry->d_name));
		else if (folders->len < MOST_FOLDERS)
			g_ptr_array_add(folders, g_strdup(entry->d_name));
	}
	if (folder != NULL)
		closedir(folder);
	g_ptr_array_sort(names, by_name);
	g_ptr_array_extend(names, folders, NULL, NULL);
	return names;
}

/* Like the record's: its owner, its group. */
static void
make_folder(const char *database, const char *path)
{
	struct stat is;

	if (stat(database, &is) != 0 || mkdir(path, 0700) != 0)
		return;
	int folder = open_folder(path);
	if (folder < 0)
		return;
	/* Where that is not allowed, only those who may do all can use it. */
	if (fchown(folder, is.st_uid, is.st_gid) == 0 && fchmod(folder, FOLDER_MODE) != 0)
		fchmod(folder, FOLDER_MODE & 0777);
	close(folder);
}

bool
request_take_in(Record *record, const char *database, gint64 now, RequestTold told, void *data,
	GError **error)
{
	g_autofree char *path = folder_path(database);
	int folder = open_folder(path);

	if (folder < 0 && errno == ENOENT) {
		make_folder(database, path);
		folder = open_folder(path);
	}
	if (folder < 0)
		return error_set_system(error, "cannot use", path, errno);
	const Intake intake = { record, folder, now, told, data };
	g_autoptr(GPtrArray) names = list_names(&intake);
	bool is_fine = true;
	for (guint i = 0; is_fine && i < MIN(names->len, MOST_FILES); i++)
		is_fine = take_file(&intake, names->pdata[i], error);
	close(folder);
	return is_fine;
}
