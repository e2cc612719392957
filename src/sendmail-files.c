/* sendmail-files.c - the files of Sendmail's queues. SPDX-License-Identifier: MIT */
#include "config.h"

#include "sendmail-files.h"

#include <fcntl.h>
#include <glob.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "errors.h"
#include "mail-server.h"

/* A queue's folder; control files and bodies may lie in folders of their own below it. */
typedef struct Folder {
	char *control, *data;
} Folder;

static void
folder_free(gpointer data)
{
	Folder *folder = data;

	g_free(folder->control);
	g_free(folder->data);
	g_free(folder);
}

/* The folder of that name below, or the queue's itself. */
static char *
below_or_itself(const char *path, const char *name)
{
	char *below = g_build_filename(path, name, NULL);

	if (g_file_test(below, G_FILE_TEST_IS_DIR))
		return below;
	g_free(below);
	return g_strdup(path);
}

static gboolean
is_same_folder(gconstpointer a, gconstpointer b)
{
	return g_str_equal(((const Folder *)a)->control, ((const Folder *)b)->control);
}

/* Of a group's folder and the usual one, which may be the same. Takes folder. */
static void
add_folder(GPtrArray *folders, Folder *folder)
{
	if (g_ptr_array_find_with_equal_func(folders, folder, is_same_folder, NULL))
		folder_free(folder);
	else
		g_ptr_array_add(folders, folder);
}

GPtrArray *
sendmail_folders(const char *config_directory, GError **error)
{
	g_autoptr(MailServer) server = mail_server_read(MTA_SENDMAIL, config_directory, error);
	if (server == NULL || !mail_server_has_queues(server, error))
		return NULL;

	GPtrArray *folders = g_ptr_array_new_with_free_func(folder_free);
	for (guint i = 0; i < server->queues->len; i++) {
		glob_t found = { 0 };
		if (glob(server->queues->pdata[i], GLOB_NOSORT, NULL, &found) != 0)
			continue;
		for (gsize k = 0; k < found.gl_pathc; k++) {
			Folder *folder = g_new0(Folder, 1);
			folder->control = below_or_itself(found.gl_pathv[k], "qf");
			folder->data = below_or_itself(found.gl_pathv[k], "df");
			add_folder(folders, folder);
		}
		globfree(&found);
	}
	return folders;
}

/* ---- control files ---- */

/* The value of the first line that begins with the letter; "" when there is none. Caller frees. */
static char *
value_of(char **lines, char letter)
{
	for (; *lines != NULL && !g_str_equal(*lines, "."); lines++) {
		if (**lines == letter)
			return g_strdup(*lines + 1);
	}
	return g_strdup("");
}

GString *
sendmail_contents(const char *path, gsize most)
{
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat info;
	GString *text = NULL;

	if (file < 0)
		return NULL;
	if (fstat(file, &info) == 0 && S_ISREG(info.st_mode) && (gsize)info.st_size <= most) {
		text = g_string_sized_new((gsize)info.st_size + 1);
		char piece[16384];
		ssize_t n = 0;
		while (text->len <= most && (n = read(file, piece, sizeof piece)) > 0)
			g_string_append_len(text, piece, n);
	}
	close(file);
	return text;
}

static void
visit_file(const char *folder, const char *name, QueueVisit visit, void *data)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autoptr(GString) text = sendmail_contents(path, SENDMAIL_MOST_CONTROL_BYTES);
	if (text == NULL)
		return;

	g_auto(GStrv) lines = g_strsplit(text->str, "\n", -1);
	g_autofree char *created = value_of(lines, 'T');
	g_autofree char *reason = value_of(lines, 'q');
	const QueuedMail mail = { name + 2, *name == 'h', g_ascii_strtoll(created, NULL, 10),
		reason };
	visit(&mail, data);
}

static bool
is_control_file(const char *name)
{
	return (name[0] == 'q' || name[0] == 'h') && name[1] == 'f' && queue_id_is_valid(name + 2);
}

static bool
visit_folder(const char *folder, QueueVisit visit, void *data, GError **error)
{
	g_autoptr(GError) failure = NULL;
	g_autoptr(GDir) listing = g_dir_open(folder, 0, &failure);

	if (listing == NULL) {
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM, "%s", failure->message);
		return false;
	}
	for (const char *name = g_dir_read_name(listing); name != NULL;
		name = g_dir_read_name(listing)) {
		if (is_control_file(name))
			visit_file(folder, name, visit, data);
	}
	return true;
}

bool
sendmail_visit(const GPtrArray *folders, QueueVisit visit, void *data, GError **error)
{
	for (guint i = 0; i < folders->len; i++) {
		const Folder *folder = folders->pdata[i];
		if (!visit_folder(folder->control, visit, data, error))
			return false;
	}
	return true;
}

char *
sendmail_find_file(const GPtrArray *folders, const char *beginning, const char *queue_id)
{
	g_autofree char *name = g_strconcat(beginning, queue_id, NULL);

	for (guint i = 0; i < folders->len; i++) {
		const Folder *folder = folders->pdata[i];
		char *path = g_build_filename(
			*beginning == 'd' ? folder->data : folder->control, name, NULL);
		if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
			return path;
		g_free(path);
	}
	return NULL;
}

char *
sendmail_reason(const GPtrArray *folders, const char *queue_id)
{
	g_autofree char *path = sendmail_find_file(folders, "hf", queue_id);
	g_autoptr(GString) text =
		path != NULL ? sendmail_contents(path, SENDMAIL_MOST_CONTROL_BYTES) : NULL;
	g_auto(GStrv) lines = g_strsplit(text != NULL ? text->str : "", "\n", -1);

	return value_of(lines, 'q');
}
