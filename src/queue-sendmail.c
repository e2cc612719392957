/* queue-sendmail.c - Sendmail's queue. Sendmail lets go and delivers (-qQ -Q, -qI); for listing and
 * reading its files are read (sendmail-files.h). It has no command that deletes a mail: its own
 * tool qtool.pl locks the control file and removes both, and so do we. SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "queue.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "errors.h"
#include "program.h"
#include "sendmail-files.h"

enum { MOST_WORDS = 16, LEAST_ID_BYTES = 12 };

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
	g_autoptr(GPtrArray) folders = sendmail_folders(config_directory, error);
	g_autoptr(GHashTable) firsts =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	WholeMails whole = { firsts, visit, data };

	return folders != NULL && sendmail_visit(folders, find_first, firsts, error) &&
	       sendmail_visit(folders, visit_whole, &whole, error);
}

/* Queue ids of the other parts of what is held as this one. NULL with an error. */
static GPtrArray *
other_parts(const GPtrArray *folders, const char *queue_id, GError **error)
{
	g_autoptr(GPtrArray) others = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *reason = sendmail_reason(folders, queue_id);
	Parts parts = { queue_id, reason, others };

	return sendmail_visit(folders, take_part, &parts, error) ? g_steal_pointer(&others) : NULL;
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
	g_autofree char *path = sendmail_find_file(folders, "df", queue_id);
	g_autoptr(GString) body = path != NULL ? sendmail_contents(path, PROGRAM_MOST_BYTES) : NULL;

	if (body == NULL)
		return error_set_system(error, "there is no body of the mail", queue_id, ENOENT);
	g_string_append_c(out, '\n');
	g_string_append_len(out, body->str, (gssize)body->len);
	return true;
}

static GBytes *
sendmail_read(const char *config_directory, const char *queue_id, bool with_body, GError **error)
{
	g_autoptr(GPtrArray) folders = sendmail_folders(config_directory, error);
	if (folders == NULL)
		return NULL;

	g_autofree char *held = sendmail_find_file(folders, "hf", queue_id);
	g_autofree char *path =
		held != NULL ? g_strdup(held) : sendmail_find_file(folders, "qf", queue_id);
	g_autoptr(GString) control =
		path != NULL ? sendmail_contents(path, SENDMAIL_MOST_CONTROL_BYTES) : NULL;
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
	g_autofree char *still = sendmail_find_file(folders, "hf", queue_id);
	return still == NULL ||
	       error_set_system(error, "Sendmail did not let go of", queue_id, EBUSY);
}

/* A filter behind us, such as one that looks for viruses, may have held it as well, or somebody by
 * hand: Sendmail keeps one reason, the last, and that is not ours to decide about. */
static bool
is_held_by_us_alone(const GPtrArray *folders, const char *queue_id, GError **error)
{
	g_autofree char *reason = sendmail_reason(folders, queue_id);

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
	g_autoptr(GPtrArray) folders = sendmail_folders(config_directory, error);
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
	g_autofree char *control = sendmail_find_file(folders, "hf", queue_id);
	g_autofree char *body = sendmail_find_file(folders, "df", queue_id);
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
	g_autoptr(GPtrArray) folders = sendmail_folders(config_directory, error);
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
