/* listener.c - claims the socket's place, opens it to the mail server. SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "listener.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "endpoint.h"
#include "errors.h"

struct Listener {
	char *address;
	const char *path; /* within address; NULL for inet */
	int lock;         /* -1: none */
};

/* 0 when somebody answers at the path, else errno. */
static int
try_to_connect(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (connection < 0)
		return errno;
	g_strlcpy(address.sun_path, path, sizeof address.sun_path);
	int result = connect(connection, (const struct sockaddr *)&address, sizeof address);
	int number = result == 0 ? 0 : errno;
	close(connection);
	/* Its queue of callers is full: alive, and busy. */
	return number == EAGAIN || number == EINPROGRESS ? 0 : number;
}

/* Two daemons that start at once would both find nobody there. */
static int
lock_place(const char *path, GError **error)
{
	g_autofree char *name = g_strconcat(path, ".lock", NULL);
	int lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (lock < 0) {
		int number = errno;
		g_autofree char *folder = g_path_get_dirname(path);
		if (number == ENOENT)
			error_set_system(error, "cannot make the socket in", folder, number);
		else
			error_set_system(error, "cannot lock", name, number);
		return -1;
	}
	if (flock(lock, LOCK_EX | LOCK_NB) == 0)
		return lock;
	if (errno == EWOULDBLOCK)
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"another daemon has the socket '%s'", path);
	else
		error_set_system(error, "cannot lock", name, errno);
	close(lock);
	return -1;
}

static bool
clear_place(const char *path, GError **error)
{
	struct stat info;

	if (lstat(path, &info) != 0)
		return errno == ENOENT || error_set_system(error, "cannot look at", path, errno);
	if (!S_ISSOCK(info.st_mode)) {
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"'%s' is in the way, and is no socket", path);
		return false;
	}
	int number = try_to_connect(path);
	if (number == 0) {
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"somebody already answers at the socket '%s'", path);
		return false;
	}
	if (number != ECONNREFUSED && number != ENOENT)
		return error_set_system(
			error, "cannot tell whether somebody answers at", path, number);
	if (unlink(path) != 0 && errno != ENOENT)
		return error_set_system(error, "cannot remove the socket left behind", path, errno);
	return true;
}

static const char *
path_in(const char *address)
{
	static const char *const kinds[] = { "unix:", "local:" };

	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
		if (g_str_has_prefix(address, kinds[i]))
			return address + strlen(kinds[i]);
	}
	return NULL;
}

/* What a port without a host means; libmilter takes it for the whole network. */
static const char *
this_machine(const char *specification)
{
	static const struct {
		const char *kind, *host;
	} kinds[] = { { "inet:", "@127.0.0.1" }, { "inet6:", "@::1" } };

	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
		if (g_str_has_prefix(specification, kinds[i].kind) &&
			strchr(specification, '@') == NULL)
			return kinds[i].host;
	}
	return "";
}

Listener *
listener_claim(const char *specification, GError **error)
{
	g_autoptr(Listener) listener = g_new0(Listener, 1);

	listener->lock = -1;
	listener->address = g_strconcat(*specification == '/' ? "unix:" : "", specification,
		this_machine(specification), NULL);
	const char *path = path_in(listener->address);
	if (path == NULL)
		return g_steal_pointer(&listener);
	if (strlen(path) >= sizeof((struct sockaddr_un *)NULL)->sun_path) {
		error_set_system(error, "cannot listen at", path, ENAMETOOLONG);
		return NULL;
	}
	listener->lock = lock_place(path, error);
	if (listener->lock < 0 || !clear_place(path, error))
		return NULL;
	/* Only from here on is the socket ours to remove. */
	listener->path = path;
	return g_steal_pointer(&listener);
}

const char *
listener_address(const Listener *listener)
{
	return listener->address;
}

/* A name that cannot be looked up leaves libmilter without an errno of its own. */
bool
listener_is_unbound(const Listener *listener, int number, GError **error)
{
	g_autoptr(Endpoint) endpoint = endpoint_of_milter(listener->address);
	const char *trouble = endpoint != NULL ? endpoint_host_trouble(endpoint) : NULL;

	if (trouble != NULL)
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"cannot listen at '%s': there is no host '%s' (%s); see socket of [milter]",
			listener->address, endpoint->host, trouble);
	else
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM, "cannot listen at '%s': %s",
			listener->address,
			number != 0 ? g_strerror(number) : "libmilter would not");
	return false;
}

static bool
find_group(const char *name, gid_t *gid_out, GError **error)
{
	struct group entry, *found = NULL;
	char buffer[16384];
	int number = getgrnam_r(name, &entry, buffer, sizeof buffer, &found);

	if (found == NULL) {
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"socket-group: there is no group '%s'%s%s", name, number != 0 ? ": " : "",
			number != 0 ? g_strerror(number) : "");
		return false;
	}
	*gid_out = found->gr_gid;
	return true;
}

bool
listener_knows_group(const char *specification, const char *group, GError **error)
{
	g_autoptr(Endpoint) endpoint = endpoint_of_milter(specification);
	gid_t gid = 0;

	return *group == '\0' || endpoint == NULL || endpoint->path == NULL ||
	       find_group(group, &gid, error);
}

bool
listener_admit(const Listener *listener, const char *group, int mode, GError **error)
{
	gid_t gid = 0;

	if (listener->path == NULL)
		return true;
	if (*group != '\0' && !find_group(group, &gid, error))
		return false;
	if (*group != '\0' && chown(listener->path, (uid_t)-1, gid) != 0)
		return error_set_system(
			error, "cannot give the socket to its group:", listener->path, errno);
	/* Last, so that it is never open to the wrong group. */
	if (chmod(listener->path, (mode_t)mode) != 0)
		return error_set_system(error, "cannot set the mode of", listener->path, errno);
	return true;
}

void
listener_release(Listener *listener)
{
	if (listener == NULL)
		return;
	if (listener->path != NULL)
		unlink(listener->path);
	if (listener->lock >= 0)
		close(listener->lock);
	g_free(listener->address);
	g_free(listener);
}
