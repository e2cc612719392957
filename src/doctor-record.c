/* doctor-record.c - the record and the folder of requests: ours, writable by the daemon, readable
 * by its group, and by nobody else. SPDX-License-Identifier: MIT */
#include "config.h"

#include <errno.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "doctor.h"
#include "poison.h"
#include "upkeep.h"

#define ACCOUNT "empathy-milter"
#define REQUESTS_MODE 03770
/* Of a day's mail the rows are a few; the log beside them grows as far before it is copied. */
#define LEAST_ROOM_BYTES ((guint64)16 * 1024 * 1024)

enum { BUFFER_BYTES = 16384 };

/* Who made the socket is who the daemon is; else the account it should have. */
static bool
daemon_account(const Patient *patient, uid_t *uid_out)
{
	const char *path = patient->socket != NULL ? patient->socket->path : NULL;
	struct passwd entry, *found = NULL;
	char buffer[BUFFER_BYTES];
	struct stat info;

	if (path != NULL && stat(path, &info) == 0 && S_ISSOCK(info.st_mode)) {
		*uid_out = info.st_uid;
		return true;
	}
	if (getpwnam_r(ACCOUNT, &entry, buffer, sizeof buffer, &found) != 0 || found == NULL)
		return false;
	*uid_out = found->pw_uid;
	return true;
}

static char *
name_of(uid_t uid)
{
	struct passwd entry, *found = NULL;
	char buffer[BUFFER_BYTES];

	getpwuid_r(uid, &entry, buffer, sizeof buffer, &found);
	return found != NULL ? g_strdup(found->pw_name) : g_strdup_printf("%u", uid);
}

static void
tell_no_record(const Patient *patient, Remarks *remarks)
{
	g_autofree char *folder = g_path_get_dirname(patient->settings->log_database);

	if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
		remark(remarks, HEALTH_FAULT,
			g_strdup_printf(
				"install -d -o " ACCOUNT " -g " ACCOUNT " -m 750 %s", folder),
			"There is no folder %s for the record, so no row can be written.", folder);
	else
		remark(remarks, HEALTH_ADVICE, NULL,
			"There is no record at %s yet; the daemon makes it when it starts.",
			patient->settings->log_database);
}

static void
look_at_owner(const Patient *patient, const struct stat *info, Remarks *remarks)
{
	const char *path = patient->settings->log_database;
	uid_t daemon = 0;

	if (!daemon_account(patient, &daemon) || daemon == 0 || info->st_uid == daemon)
		return;
	g_autofree char *owner = name_of(info->st_uid);
	g_autofree char *wanted = name_of(daemon);
	remark(remarks, HEALTH_FAULT,
		g_strdup_printf("chown %s: %s %s-wal %s-shm", wanted, path, path, path),
		"The record belongs to %s, and the daemon is %s: it cannot write its rows.", owner,
		wanted);
}

static void
look_at_mode(const char *path, const struct stat *info, Remarks *remarks)
{
	if ((info->st_mode & S_IRGRP) == 0)
		remark(remarks, HEALTH_FAULT, g_strdup_printf("chmod g+r %s", path),
			"The record's group cannot read it (mode %04o): empathyctl is for root alone.",
			info->st_mode & 07777);
	if ((info->st_mode & S_IRWXO) != 0)
		remark(remarks, HEALTH_FAULT, g_strdup_printf("chmod o= %s", path),
			"Anybody on this machine can read customers' words (mode %04o).",
			info->st_mode & 07777);
}

static void
look_for_room(const char *path, Remarks *remarks)
{
	struct statvfs disk;

	if (statvfs(path, &disk) != 0 || (disk.f_flag & ST_RDONLY) != 0)
		return;
	guint64 room = (guint64)disk.f_bavail * disk.f_frsize;
	if (room >= LEAST_ROOM_BYTES)
		return;
	g_autofree char *size = g_format_size(room);
	g_autofree char *folder = g_path_get_dirname(path);
	remark(remarks, HEALTH_FAULT, g_strdup_printf("df -h %s", folder),
		"The disk of the record has %s left: make room, or rows are not written, and nothing "
		"is held.",
		size);
}

/* Whoever may not write it cannot tell. A lock is taken and let go, and nothing written. */
static void
try_to_write(const Patient *patient, Remarks *remarks)
{
	const char *path = patient->settings->log_database;
	g_autoptr(GError) error = NULL;
	bool may = access(path, W_OK) == 0;

	if ((!may && errno != EROFS) || upkeep_can_write(patient->record, &error))
		return;
	remark(remarks, HEALTH_FAULT, may ? g_strdup_printf("fuser -v %s", path) : NULL,
		"The record can be read, and not written, so mail passes unheld or is put off, as "
		"when-unable of [milter] says: %s",
		error->message);
}

void
doctor_record(const Patient *patient, Remarks *remarks)
{
	const char *path = patient->settings->log_database;
	struct stat info;

	if (stat(path, &info) != 0 && errno == ENOENT) {
		tell_no_record(patient, remarks);
		return;
	}
	if (patient->record == NULL) {
		remark(remarks, HEALTH_FAULT, NULL, "The record cannot be used: %s",
			patient->record_trouble);
		return;
	}
	guint before = remarks->list->len;
	look_at_owner(patient, &info, remarks);
	look_at_mode(path, &info, remarks);
	look_for_room(path, remarks);
	try_to_write(patient, remarks);
	if (remarks->list->len == before)
		remark(remarks, HEALTH_FINE, NULL,
			"The record %s is ours, the daemon writes it and its group reads it.",
			path);
}

void
doctor_requests(const Patient *patient, Remarks *remarks)
{
	g_autofree char *beside = g_path_get_dirname(patient->settings->log_database);
	g_autofree char *folder = g_build_filename(beside, "requests", NULL);
	struct stat info, record;

	if (lstat(folder, &info) != 0 && errno != ENOENT) {
		remark(remarks, HEALTH_ADVICE, NULL,
			"The folder %s cannot be looked at: %s. Root sees it: run this again so.",
			folder, g_strerror(errno));
		return;
	}
	if (lstat(folder, &info) != 0) {
		remark(remarks, HEALTH_ADVICE, g_strdup("empathyctl queue run"),
			"There is no folder %s: until root makes it so, people of the group cannot ask "
			"for a release.",
			folder);
		return;
	}
	bool is_right = S_ISDIR(info.st_mode) && (info.st_mode & 07777) == REQUESTS_MODE;
	if (is_right && stat(patient->settings->log_database, &record) == 0)
		is_right = info.st_gid == record.st_gid;
	if (is_right)
		remark(remarks, HEALTH_FINE, NULL, "People of the group can leave requests in %s.",
			folder);
	else
		remark(remarks, HEALTH_FAULT,
			g_strdup_printf("chgrp --reference=%s %s; chmod %o %s",
				patient->settings->log_database, folder, REQUESTS_MODE, folder),
			"The folder %s is not as requests need it (mode %04o, wanted %04o and the "
			"record's group): they cannot be left, or others can take them away.",
			folder, info.st_mode & 07777, REQUESTS_MODE);
}

void
doctor_poison(const Patient *patient, Remarks *remarks)
{
	g_autofree char *queue_id = NULL;
	guint n = poison_count(patient->settings->log_database, patient->now, &queue_id);

	if (n > 0)
		remark(remarks, HEALTH_FAULT, NULL,
			"The daemon ended each time it judged a certain mail (%u of them, the last %s): "
			"such mail passes unjudged for a day. That is a defect of ours: please keep a "
			"copy of it and report it.",
			n, queue_id);
}
