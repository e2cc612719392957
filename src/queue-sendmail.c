/* queue-sendmail.c - Sendmail's queue: each mail is a control file, qfID, or hfID while it is held
 * (quarantined), and its body, dfID. Sendmail lets go and delivers (-qQ -Q, -qI).
 *
 * Listing reads the files, whose form is the manual's (Sendmail Installation and Operation Guide,
 * appendix B): `mailq` tells times to the minute and without their year. Sendmail has no command
 * that deletes a mail; its own tool qtool.pl locks the control file and removes both, and so do we.
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "queue.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "errors.h"
#include "mail-server.h"
#include "program.h"

enum { MOST_WORDS = 16, LEAST_ID_BYTES = 12 };

/* More recipients and header fields than any server takes. */
#define MOST_CONTROL_BYTES ((gsize)16 * 1024 * 1024)

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

/* All queues of all groups. NULL with an error when the configuration cannot be read, or a queue is
 * not there: all that is held would seem to have vanished. */
static GPtrArray *
folders_of(const char *config_directory, GError **error)
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

/* Mail comes and goes while we look: a file that is gone is no error, but nothing. */
static GString *
contents_of(const char *path, gsize most)
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
	g_autoptr(GString) text = contents_of(path, MOST_CONTROL_BYTES);
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

static bool
visit_folders(const GPtrArray *folders, QueueVisit visit, void *data, GError **error)
{
	for (guint i = 0; i < folders->len; i++) {
		const Folder *folder = folders->pdata[i];
		if (!visit_folder(folder->control, visit, data, error))
			return false;
	}
	return true;
}

/* ---- parts ---- */

/* A queue group may take but so many recipients, and recipients may have groups of their own: then
 * Sendmail makes several of one mail, which have all but recipient and queue id in common. The
 * reason of a hold begins with our id, that of no other mail. */
static bool
is_our_reason(const char *reason)
{
	return g_str_has_prefix(reason, "em") && strcspn(reason, " ") >= LEAST_ID_BYTES;
}

static bool
may_have_parts(const QueuedMail *mail)
{
	return mail->is_held && is_our_reason(mail->reason);
}

/* The first queue id for each reason; with the others it is one reply. */
static void
find_first(const QueuedMail *mail, void *data)
{
	GHashTable *firsts = data;
	const char *first =
		may_have_parts(mail) ? g_hash_table_lookup(firsts, mail->reason) : mail->queue_id;

	if (first == NULL || strcmp(mail->queue_id, first) < 0)
		g_hash_table_insert(firsts, g_strdup(mail->reason), g_strdup(mail->queue_id));
}

typedef struct WholeMails {
	GHashTable *firsts;
	QueueVisit visit;
	void *data;
} WholeMails;

static void
visit_whole(const QueuedMail *mail, void *data)
{
	const WholeMails *whole = data;
	const char *first =
		may_have_parts(mail) ? g_hash_table_lookup(whole->firsts, mail->reason) : NULL;

	if (first == NULL || g_str_equal(first, mail->queue_id))
		whole->visit(mail, whole->data);
}

typedef struct Parts {
	const char *queue_id;
	const char *reason;
	GPtrArray *others; /* of char *: queue ids */
} Parts;

static void
take_part(const QueuedMail *mail, void *data)
{
	const Parts *parts = data;

	if (may_have_parts(mail) && g_str_equal(mail->reason, parts->reason) &&
		!g_str_equal(mail->queue_id, parts->queue_id))
		g_ptr_array_add(parts->others, g_strdup(mail->queue_id));
}

static bool
sendmail_list(const char *config_directory, QueueVisit visit, void *data, GError **error)
{
	g_autoptr(GPtrArray) folders = folders_of(config_directory, error);
	g_autoptr(GHashTable) firsts =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	WholeMails whole = { firsts, visit, data };

	return folders != NULL && visit_folders(folders, find_first, firsts, error) &&
	       visit_folders(folders, visit_whole, &whole, error);
}

/* The path of a mail's file, by the beginning of its name ("hf", "df"); NULL when there is none.
 * Caller frees. */
static char *
find_file(const GPtrArray *folders, const char *beginning, const char *queue_id)
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

/* "" when it is not held. Caller frees. */
static char *
reason_of(const GPtrArray *folders, const char *queue_id)
{
	g_autofree char *path = find_file(folders, "hf", queue_id);
	g_autoptr(GString) text = path != NULL ? contents_of(path, MOST_CONTROL_BYTES) : NULL;
	g_auto(GStrv) lines = g_strsplit(text != NULL ? text->str : "", "\n", -1);

	return value_of(lines, 'q');
}

/* Queue ids of the other parts of what is held as this one. NULL with an error. */
static GPtrArray *
other_parts(const GPtrArray *folders, const char *queue_id, GError **error)
{
	g_autoptr(GPtrArray) others = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *reason = reason_of(folders, queue_id);
	Parts parts = { queue_id, reason, others };

	return visit_folders(folders, take_part, &parts, error) ? g_steal_pointer(&others) : NULL;
}

/* ---- reading ---- */

/* "H?flags?Name: value", continued by lines that begin with a blank. With flags it is one that
 * Sendmail adds for some mailers alone: of these only the return path is no part of the mail. */
static void
append_header(GString *out, char **lines)
{
	bool is_wanted = false;

	for (; *lines != NULL && !g_str_equal(*lines, "."); lines++) {
		const char *line = *lines;
		bool is_continued = *line == ' ' || *line == '\t';
		if (*line == 'H' && line[1] == '?') {
			const char *end = strchr(line + 2, '?');
			is_wanted = end != NULL && !g_str_has_prefix(end, "?Return-Path:");
			line = end != NULL ? end + 1 : line;
		} else if (*line == 'H') {
			is_wanted = true;
			line++;
		} else if (!is_continued) {
			is_wanted = false;
		}
		if (is_wanted)
			g_string_append_printf(out, "%s\n", line);
	}
}

static bool
append_body(GString *out, const GPtrArray *folders, const char *queue_id, GError **error)
{
	g_autofree char *path = find_file(folders, "df", queue_id);
	g_autoptr(GString) body = path != NULL ? contents_of(path, PROGRAM_MOST_BYTES) : NULL;

	if (body == NULL)
		return error_set_system(error, "there is no body of the mail", queue_id, ENOENT);
	g_string_append_c(out, '\n');
	g_string_append_len(out, body->str, (gssize)body->len);
	return true;
}

static GBytes *
sendmail_read(const char *config_directory, const char *queue_id, bool with_body, GError **error)
{
	g_autoptr(GPtrArray) folders = folders_of(config_directory, error);
	if (folders == NULL)
		return NULL;

	g_autofree char *held = find_file(folders, "hf", queue_id);
	g_autofree char *path = held != NULL ? g_strdup(held) : find_file(folders, "qf", queue_id);
	g_autoptr(GString) control = path != NULL ? contents_of(path, MOST_CONTROL_BYTES) : NULL;
	if (control == NULL) {
		error_set_system(error, "there is no mail", queue_id, ENOENT);
		return NULL;
	}
	g_auto(GStrv) lines = g_strsplit(control->str, "\n", -1);
	GString *out = g_string_new(NULL);
	append_header(out, lines);
	if (with_body && !append_body(out, folders, queue_id, error)) {
		g_string_free(out, TRUE);
		return NULL;
	}
	return g_string_free_to_bytes(out);
}

/* ---- letting go, delivering ---- */

/* before..., sendmail -Am [-C FILE], words... -Am: by the daemon's configuration, not
 * sendmail(1)'s. */
static bool
run(const char *const *before, const char *config_directory, const char *const *words,
	GError **error)
{
	g_autofree char *cf = *config_directory != '\0'
				      ? g_build_filename(config_directory, "sendmail.cf", NULL)
				      : NULL;
	const char *argv[MOST_WORDS] = { NULL };
	guint n = 0;

	for (; *before != NULL; before++)
		argv[n++] = *before;
	argv[n++] = "sendmail";
	argv[n++] = "-Am";
	if (cf != NULL) {
		argv[n++] = "-C";
		argv[n++] = cf;
	}
	for (; *words != NULL && n + 1 < G_N_ELEMENTS(argv); words++)
		argv[n++] = *words;
	return program_run(argv, PROGRAM_MOST_SECONDS, NULL, error);
}

static const char *const nothing[] = { NULL };

/* A delivery takes as long as the customer's server likes. Under systemd it gets a unit of its own:
 * ours is shut out of much that mailers need, and what runs in it ends with it. Elsewhere Sendmail
 * goes on by itself in the background. */
static bool
sendmail_deliver(const char *config_directory, const char *queue_id, GError **error)
{
	static const char *const apart[] = { "systemd-run", "--quiet", "--collect", "--no-block",
		"--", NULL };
	g_autofree char *one = g_strconcat("-qI", queue_id, NULL);
	const char *const here[] = { one, NULL };
	const char *const there[] = { "-qf", one, NULL };

	if (g_file_test("/run/systemd/system", G_FILE_TEST_IS_DIR))
		return run(apart, config_directory, there, error);
	return run(nothing, config_directory, here, error);
}

static bool
let_go(const char *config_directory, const GPtrArray *folders, const char *queue_id, GError **error)
{
	g_autofree char *one = g_strconcat("-qI", queue_id, NULL);
	const char *const words[] = { "-qQ", one, "-Q", NULL };

	if (!run(nothing, config_directory, words, error))
		return false;
	/* It passes over a mail that another of its processes has locked, and says nothing. */
	g_autofree char *still = find_file(folders, "hf", queue_id);
	return still == NULL ||
	       error_set_system(error, "Sendmail did not let go of", queue_id, EBUSY);
}

/* A filter behind us, such as one that looks for viruses, may have held it as well, or somebody by
 * hand: Sendmail keeps one reason, the last, and that is not ours to decide about. */
static bool
is_held_by_us_alone(const GPtrArray *folders, const char *queue_id, GError **error)
{
	g_autofree char *reason = reason_of(folders, queue_id);

	if (*reason == '\0' || is_our_reason(reason))
		return true;
	g_set_error_literal(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
		"Sendmail holds it for a reason that is not ours, which 'mailq -qQ' tells: let it go "
		"there");
	return false;
}

/* The one that the record knows comes last: by it the others are found again. */
static bool
sendmail_release(const char *config_directory, const char *queue_id, GError **error)
{
	g_autoptr(GPtrArray) folders = folders_of(config_directory, error);
	bool may = folders != NULL && is_held_by_us_alone(folders, queue_id, error);
	g_autoptr(GPtrArray) others = may ? other_parts(folders, queue_id, error) : NULL;

	for (guint i = 0; others != NULL && i < others->len; i++) {
		const char *other = others->pdata[i];
		if (!let_go(config_directory, folders, other, error) ||
			!sendmail_deliver(config_directory, other, error))
			return false;
	}
	return others != NULL && let_go(config_directory, folders, queue_id, error);
}

/* ---- deleting ---- */

/* Sendmail locks with flock() or fcntl(), as it was built: with both we are safe from either. And
 * it writes a control file anew under another name: the one we hold must still be the one there. */
static bool
lock_control(int file, const char *path, GError **error)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	struct stat ours, there;

	if (flock(file, LOCK_EX | LOCK_NB) != 0 || fcntl(file, F_SETLK, &whole) != 0)
		return error_set_system(error, "Sendmail is busy with", path, errno);
	if (fstat(file, &ours) != 0 || lstat(path, &there) != 0)
		return error_set_system(error, "cannot look at", path, errno);
	if (!S_ISREG(there.st_mode) || ours.st_ino != there.st_ino || ours.st_dev != there.st_dev)
		return error_set_system(error, "Sendmail is busy with", path, EAGAIN);
	return true;
}

static bool
remove_file(const char *path, GError **error)
{
	return unlink(path) == 0 || errno == ENOENT ||
	       error_set_system(error, "cannot remove", path, errno);
}

/* The body first, as Sendmail does it: whoever is interrupted between the two finds the control
 * file again, and nothing is left over that nobody looks for. */
static bool
remove_one(const GPtrArray *folders, const char *queue_id, GError **error)
{
	g_autofree char *control = find_file(folders, "hf", queue_id);
	g_autofree char *body = find_file(folders, "df", queue_id);
	if (control == NULL)
		return error_set_system(error, "no mail is held as", queue_id, ENOENT);
	int file = open(control, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	if (file < 0)
		return error_set_system(error, "cannot open", control, errno);
	bool is_fine = lock_control(file, control, error) &&
		       (body == NULL || remove_file(body, error)) && remove_file(control, error);
	close(file);
	return is_fine;
}

static bool
sendmail_discard(const char *config_directory, const char *queue_id, GError **error)
{
	g_autoptr(GPtrArray) folders = folders_of(config_directory, error);
	g_autoptr(GPtrArray) others =
		folders != NULL ? other_parts(folders, queue_id, error) : NULL;

	for (guint i = 0; others != NULL && i < others->len; i++) {
		if (!remove_one(folders, others->pdata[i], error))
			return false;
	}
	return others != NULL && remove_one(folders, queue_id, error);
}

const QueueBackend queue_sendmail = {
	.name = "Sendmail",
	.list = sendmail_list,
	.read = sendmail_read,
	.release = sendmail_release,
	.deliver = sendmail_deliver,
	.discard = sendmail_discard,
};
