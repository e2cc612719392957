/* queue-lock.c - one worker at a time. SPDX-License-Identifier: MIT */
#include "config.h"

#include "queue-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "errors.h"

#define WAIT_MICROSECONDS 50000

int
queue_lock(const char *database, int seconds, GError **error)
{
	g_autofree char *beside = g_path_get_dirname(database);
	g_autofree char *path = g_build_filename(beside, "queue.lock", NULL);
	gint64 deadline = g_get_monotonic_time() + seconds * G_USEC_PER_SEC;
	/* Not the folder itself: whoever may read it could lock us out. */
	int lock = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);

	while (lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) != 0) {
		if (errno == EINTR || (errno == EWOULDBLOCK && g_get_monotonic_time() < deadline)) {
			g_usleep(WAIT_MICROSECONDS);
			continue;
		}
		int number = errno;
		close(lock);
		lock = -1;
		errno = number;
	}
	if (lock < 0)
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM, "cannot lock '%s': %s",
			path,
			errno == EWOULDBLOCK ? "another round is under way" : g_strerror(errno));
	return lock;
}

void
queue_unlock(int lock)
{
	close(lock);
}
