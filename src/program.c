/* program.c - runs a program of the system's. SPDX-License-Identifier: MIT */
#include "config.h"

#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "errors.h"

/* Not the caller's PATH: root may run us. */
static const char *const folders[] = { "/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin",
	"/usr/local/bin" };
#define OUR_PATH "/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin"

enum { OUTPUT, ERRORS, N_PIPES, MOST_ERROR_BYTES = 64 * 1024 };

typedef struct Child {
	const char *name;
	pid_t pid;
	int ends[N_PIPES]; /* ours, to read from; -1: closed */
	GString *said[N_PIPES];
	gint64 deadline; /* monotonic, microseconds */
} Child;

static bool
fail(GError **error, const char *name, const char *why)
{
	g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM, "%s: %s", name, why);
	return false;
}

static char *
find_program(const char *name)
{
	for (guint i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *path = g_build_filename(folders[i], name, NULL);
		if (access(path, X_OK) == 0)
			return g_steal_pointer(&path);
	}
	return NULL;
}

static int
spawn(const char *path, const char *const *argv, int output, int errors, pid_t *pid_out)
{
	g_autofree char *zone = g_strdup_printf("TZ=%s", g_getenv("TZ"));
	char *environment[] = { (char *)"PATH=" OUR_PATH, (char *)"LC_ALL=C",
		g_getenv("TZ") != NULL ? zone : NULL, NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t none, all;

	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&files, errors, STDERR_FILENO);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &all);
	posix_spawnattr_setpgroup(&attributes, 0);
	posix_spawnattr_setflags(&attributes,
		POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
	int number =
		posix_spawn(pid_out, path, &files, &attributes, (char *const *)argv, environment);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&files);
	return number;
}

static bool
start(Child *child, const char *const *argv, GError **error)
{
	g_autofree char *path = find_program(argv[0]);
	int output[2], errors[2];

	if (path == NULL)
		return fail(error, argv[0], "there is no such program");
	if (pipe2(output, O_CLOEXEC) != 0)
		return fail(error, argv[0], g_strerror(errno));
	if (pipe2(errors, O_CLOEXEC) != 0) {
		fail(error, argv[0], g_strerror(errno));
		close(output[0]);
		close(output[1]);
		return false;
	}
	int number = spawn(path, argv, output[1], errors[1], &child->pid);
	close(output[1]);
	close(errors[1]);
	child->ends[OUTPUT] = output[0];
	child->ends[ERRORS] = errors[0];
	return number == 0 || fail(error, argv[0], g_strerror(number));
}

/* What there is to read now. False: too much. */
static bool
take(Child *child, int which)
{
	static const gsize most[] = { [OUTPUT] = PROGRAM_MOST_BYTES, [ERRORS] = MOST_ERROR_BYTES };
	char bytes[65536];
	ssize_t n = read(child->ends[which], bytes, sizeof bytes);

	if (n < 0 && errno == EINTR)
		return true;
	if (n <= 0) {
		close(child->ends[which]);
		child->ends[which] = -1;
		return true;
	}
	g_string_append_len(child->said[which], bytes, n);
	return child->said[which]->len <= most[which];
}

/* Until it has closed both ends. */
static bool
listen_to(Child *child, GError **error)
{
	while (child->ends[OUTPUT] >= 0 || child->ends[ERRORS] >= 0) {
		struct pollfd wait[] = { { child->ends[OUTPUT], POLLIN, 0 },
			{ child->ends[ERRORS], POLLIN, 0 } };
		gint64 left = (child->deadline - g_get_monotonic_time()) / 1000;
		if (left <= 0)
			return fail(error, child->name, "took too long");
		if (poll(wait, N_PIPES, (int)left) < 0)
			continue;
		for (int i = 0; i < N_PIPES; i++)
			if (wait[i].revents != 0 && !take(child, i))
				return fail(error, child->name, "said too much");
	}
	return true;
}

/* One that has closed both ends may live on. Leaves what became of it to be asked for. */
static bool
ends_in_time(const Child *child)
{
	for (;;) {
		siginfo_t state = { .si_pid = 0 };
		if (waitid(P_PID, (id_t)child->pid, &state, WEXITED | WNOHANG | WNOWAIT) != 0 ||
			state.si_pid != 0)
			return true;
		if (g_get_monotonic_time() > child->deadline)
			return false;
		g_usleep(2000);
	}
}

static bool
has_ended_well(Child *child, bool is_fine, GError **error)
{
	int status = 0;

	if (is_fine && !ends_in_time(child))
		is_fine = fail(error, child->name, "took too long");
	if (!is_fine)
		kill(-child->pid, SIGKILL);
	while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
		;
	if (!is_fine || (WIFEXITED(status) && WEXITSTATUS(status) == 0))
		return is_fine;
	g_autofree char *said = g_utf8_make_valid(g_strchomp(child->said[ERRORS]->str), -1);
	const char *line = strrchr(said, '\n');
	line = line != NULL ? line + 1 : said;
	return fail(error, child->name, *line != '\0' ? line : "failed without a word");
}

bool
program_run(const char *const *argv, int seconds, GBytes **output_out, GError **error)
{
	Child child = { .name = argv[0], .ends = { -1, -1 } };
	bool is_fine = start(&child, argv, error);

	if (is_fine) {
		child.deadline = g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
		for (int i = 0; i < N_PIPES; i++)
			child.said[i] = g_string_new(NULL);
		is_fine = has_ended_well(&child, listen_to(&child, error), error);
	}
	for (int i = 0; i < N_PIPES; i++)
		if (child.ends[i] >= 0)
			close(child.ends[i]);
	if (is_fine && output_out != NULL)
		*output_out = g_string_free_to_bytes(g_steal_pointer(&child.said[OUTPUT]));
	for (int i = 0; i < N_PIPES; i++)
		if (child.said[i] != NULL)
			g_string_free(child.said[i], TRUE);
	return is_fine;
}

char *
program_text(const char *const *argv, GError **error)
{
	g_autoptr(GBytes) output = NULL;
	gsize length = 0;

	if (!program_run(argv, PROGRAM_MOST_SECONDS, &output, error))
		return NULL;
	const char *text = g_bytes_get_data(output, &length);
	return g_strndup(text, length);
}
