/* probe.c - knocks at a socket as the mail server would. SPDX-License-Identifier: MIT */
#include "config.h"

#include "probe.h"

#include <arpa/inet.h>
#include <errno.h>
#include <grp.h>
#include <netdb.h>
#include <pwd.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_GROUPS = 256, MOST_SECONDS = 5, BUFFER_BYTES = 16384 };

/* The first packet, from a server that knows all: length, 'O', version, actions, steps. */
static const unsigned char offer[] = { 0, 0, 0, 13, 'O', 0, 0, 0, 6, 0, 0, 1, 0xff, 0, 0x1f, 0xff,
	0xff };
static const unsigned char farewell[] = { 0, 0, 0, 1, 'Q' };

typedef struct Account {
	uid_t uid;
	gid_t gid;
	gid_t groups[MOST_GROUPS];
	int n_groups;
	bool is_known;
} Account;

static Account
account_of(const char *user)
{
	Account account = { .n_groups = MOST_GROUPS };
	struct passwd entry, *found = NULL;
	char buffer[BUFFER_BYTES];

	if (getpwnam_r(user, &entry, buffer, sizeof buffer, &found) != 0 || found == NULL)
		return account;
	account.uid = found->pw_uid;
	account.gid = found->pw_gid;
	account.is_known =
		getgrouplist(user, found->pw_gid, account.groups, &account.n_groups) >= 0;
	return account;
}

static void
give_up_soon(int connection)
{
	struct timeval limit = { .tv_sec = MOST_SECONDS };

	setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
	setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

static int
connect_unix(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	if (strlen(path) >= sizeof address.sun_path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	int connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (connection < 0)
		return -1;
	give_up_soon(connection);
	memcpy(address.sun_path, path, strlen(path));
	if (connect(connection, (const struct sockaddr *)&address, sizeof address) == 0)
		return connection;
	int number = errno;
	close(connection);
	errno = number;
	return -1;
}

static int
connect_inet(const Endpoint *endpoint)
{
	struct addrinfo *found = NULL;
	int connection = -1, number = EHOSTUNREACH;

	endpoint_look_up(endpoint, &found);
	for (const struct addrinfo *one = found; one != NULL && connection < 0;
		one = one->ai_next) {
		connection = socket(one->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
		if (connection < 0)
			continue;
		give_up_soon(connection);
		if (connect(connection, one->ai_addr, one->ai_addrlen) == 0)
			continue;
		number = errno;
		close(connection);
		connection = -1;
	}
	if (found != NULL)
		freeaddrinfo(found);
	errno = number;
	return connection;
}

static int
connect_to(const Endpoint *endpoint)
{
	return endpoint->path != NULL ? connect_unix(endpoint->path) : connect_inet(endpoint);
}

static bool
read_all(int connection, unsigned char *bytes, size_t length)
{
	size_t got = 0;

	while (got < length) {
		ssize_t n = read(connection, bytes + got, length - got);
		if (n <= 0)
			return false;
		got += (size_t)n;
	}
	return true;
}

static guint32
number_at(const unsigned char *bytes)
{
	return (guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 |
	       bytes[3];
}

static void
negotiate(int connection, Probe *probe)
{
	/* Length, letter, version, actions; what may follow is of no interest. */
	unsigned char answer[4 + 1 + 4 + 4];

	if (send(connection, offer, sizeof offer, MSG_NOSIGNAL) != (ssize_t)sizeof offer ||
		!read_all(connection, answer, sizeof answer) || answer[4] != 'O')
		return;
	probe->is_milter = true;
	probe->version = number_at(answer + 5);
	probe->actions = number_at(answer + 9);
	(void)!send(connection, farewell, sizeof farewell, MSG_NOSIGNAL);
}

static void
knock(const Endpoint *endpoint, Probe *probe)
{
	int connection = connect_to(endpoint);

	probe->number = connection >= 0 ? 0 : errno;
	if (connection < 0)
		return;
	negotiate(connection, probe);
	close(connection);
}

/* In a process of its own, which becomes what the mail server is. */
static void
knock_as(const Endpoint *endpoint, const Account *account, const char *root, int result)
{
	Endpoint inside = *endpoint;
	const char *below = endpoint->path != NULL ? endpoint_below(endpoint->path, root) : "";
	Probe probe = { .was_as_server = true };

	if (*below != '\0')
		inside.path = (char *)below - 1; /* with the slash before it */
	bool is_there = *below == '\0' || (chroot(root) == 0 && chdir("/") == 0);
	if (!is_there || setgroups((size_t)account->n_groups, account->groups) != 0 ||
		setgid(account->gid) != 0 || setuid(account->uid) != 0)
		probe.number = errno;
	else
		knock(&inside, &probe);
	(void)!write(result, &probe, sizeof probe);
	_exit(0);
}

void
probe_milter(const Endpoint *endpoint, const char *user, const char *root, Probe *probe_out)
{
	Account account = account_of(user);
	int ends[2];

	memset(probe_out, 0, sizeof *probe_out);
	bool can_become = geteuid() == 0 && account.is_known && account.uid != 0;
	if (!can_become || pipe(ends) != 0) {
		knock(endpoint, probe_out);
		probe_out->was_as_server = geteuid() == 0 && !can_become;
		return;
	}
	pid_t child = fork();
	if (child == 0) {
		close(ends[0]);
		knock_as(endpoint, &account, root, ends[1]);
	}
	close(ends[1]);
	if (child < 0 || !read_all(ends[0], (unsigned char *)probe_out, sizeof *probe_out))
		probe_out->number = EIO;
	close(ends[0]);
	if (child > 0)
		waitpid(child, NULL, 0);
}

int
probe_listener(const Endpoint *endpoint)
{
	int connection = connect_to(endpoint);
	int number = connection >= 0 ? 0 : errno;

	if (connection >= 0)
		close(connection);
	return number;
}

/* ---- what modes say ---- */

static bool
is_in_group(const Account *account, gid_t gid)
{
	for (int i = 0; i < account->n_groups; i++) {
		if (account->groups[i] == gid)
			return true;
	}
	return account->gid == gid;
}

static bool
may(const Account *account, const struct stat *info, mode_t wanted)
{
	if (account->uid == 0)
		return true;
	mode_t mode = info->st_mode;
	if (info->st_uid == account->uid)
		mode >>= 6;
	else if (is_in_group(account, info->st_gid))
		mode >>= 3;
	return (mode & wanted) == wanted;
}

static char *
owner_and_mode(const struct stat *info)
{
	struct passwd entry, *user = NULL;
	struct group group_entry, *group = NULL;
	char buffer[BUFFER_BYTES], group_buffer[BUFFER_BYTES];

	getpwuid_r(info->st_uid, &entry, buffer, sizeof buffer, &user);
	getgrgid_r(info->st_gid, &group_entry, group_buffer, sizeof group_buffer, &group);
	return g_strdup_printf("%s:%s, mode %04o", user != NULL ? user->pw_name : "nobody known",
		group != NULL ? group->gr_name : "no group known", info->st_mode & 07777);
}

char *
probe_path_trouble(const char *path, const char *user)
{
	Account account = account_of(user);

	if (!account.is_known)
		return g_strdup_printf("there is no account '%s'", user);
	for (const char *slash = path; slash != NULL; slash = strchr(slash + 1, '/')) {
		g_autofree char *part =
			slash == path ? g_strdup("/") : g_strndup(path, (gsize)(slash - path));
		struct stat info;
		if (stat(part, &info) != 0)
			return g_strdup_printf("%s: %s", part, g_strerror(errno));
		g_autofree char *whose = owner_and_mode(&info);
		if (!may(&account, &info, 01))
			return g_strdup_printf("%s may not enter %s (%s)", user, part, whose);
	}
	struct stat info;
	if (stat(path, &info) != 0)
		return g_strdup_printf("%s: %s", path, g_strerror(errno));
	g_autofree char *whose = owner_and_mode(&info);
	if (!S_ISSOCK(info.st_mode))
		return g_strdup_printf("%s is no socket", path);
	if (!may(&account, &info, 02))
		return g_strdup_printf("%s may not write to %s (%s)", user, path, whose);
	return NULL;
}

char *
probe_loose_folder(const char *path)
{
	for (const char *slash = path; slash != NULL; slash = strchr(slash + 1, '/')) {
		g_autofree char *part =
			slash == path ? g_strdup("/") : g_strndup(path, (gsize)(slash - path));
		struct stat info;
		if (stat(part, &info) == 0 && (info.st_mode & (S_IWGRP | S_IWOTH)) != 0)
			return g_steal_pointer(&part);
	}
	return NULL;
}
