/* doctor-socket.c - the way from the mail server to the daemon, walked. SPDX-License-Identifier:
 * MIT
 */
#include "config.h"

#include <errno.h>
#include <sys/stat.h>

#include "doctor.h"
#include "probe.h"

/* The folder that whoever asks us lives in; "" when none of them is shut in. */
static const char *
root_of(const Patient *patient)
{
	const MailServer *server = patient->server;

	for (guint i = 0; server != NULL && i < server->entrances->len; i++) {
		const Entrance *entrance = server->entrances->pdata[i];
		if (entrance->is_chrooted && entrance_find(entrance, patient->socket) >= 0)
			return server->root;
	}
	return "";
}

/* Why nobody answers: where on the way it ends, else what the system says. */
static char *
reason_of(const Patient *patient, const char *user, int number)
{
	const char *path = patient->socket->path;
	g_autofree char *trouble = path != NULL ? probe_path_trouble(path, user)
						: g_strdup(endpoint_host_trouble(patient->socket));
	const char *said = g_strerror(number);
	g_autofree char *of_path = path != NULL ? g_strdup_printf("%s: %s", path, said) : NULL;

	if (trouble == NULL || g_strcmp0(trouble, of_path) == 0)
		return g_strdup(said);
	if (g_str_has_suffix(trouble, said))
		return g_steal_pointer(&trouble);
	return g_strdup_printf("%s; %s", said, trouble);
}

static void
tell_no_way(const Patient *patient, const char *user, const Probe *probe, Remarks *remarks)
{
	char *change = NULL;

	if (probe->number == EACCES && !probe->was_as_server) {
		remark(remarks, HEALTH_ADVICE, NULL,
			"Whether %s may connect to our daemon at %s can only be tried by root: run this "
			"again so.",
			user, patient->settings->socket);
		return;
	}
	if (probe->number == EACCES && patient->server != NULL && *patient->server->root != '\0')
		change = g_strdup_printf("[milter]\nsocket-group = %s", user);
	else if (probe->number == ECONNREFUSED || probe->number == ENOENT)
		change = g_strdup("systemctl enable --now empathy-milter");
	g_autofree char *reason = reason_of(patient, user, probe->number);
	g_autofree char *too = probe->was_as_server
				       ? g_strdup("")
				       : g_strdup_printf(" Nor, perhaps, can %s.", user);
	remark(remarks, HEALTH_FAULT, change, "%s cannot reach our daemon at %s: %s.%s",
		probe->was_as_server ? user : "We", patient->settings->socket, reason, too);
}

/* Of a folder where everybody keeps files, such as /tmp, nothing is taken from anybody. */
static char *
way_to_be_safe(const char *loose)
{
	struct stat info;

	if (stat(loose, &info) == 0 && (info.st_mode & S_ISVTX) != 0)
		return g_strdup("[milter]\nsocket = unix:" RUNSTATEDIR
				"/empathy-milter/empathy-milter.sock");
	return g_strdup_printf("chmod go-w %s", loose);
}

/* Root may connect to everything, and Sendmail, which is root, will not. */
static bool
is_safe_for_sendmail(const Patient *patient, Remarks *remarks)
{
	bool matters = patient->server != NULL && patient->server->kind == MTA_SENDMAIL &&
		       patient->socket->path != NULL;
	g_autofree char *loose = matters ? probe_loose_folder(patient->socket->path) : NULL;

	if (loose == NULL)
		return true;
	remark(remarks, HEALTH_FAULT, way_to_be_safe(loose),
		"Sendmail uses no socket below a folder that others may write, such as %s: it says "
		"\"unsafe\" in its log, and does as if we were down.",
		loose);
	return false;
}

void
doctor_socket(const Patient *patient, Remarks *remarks)
{
	const char *user = patient->server != NULL ? patient->server->user : "root";
	Probe probe;

	if (patient->socket == NULL) {
		remark(remarks, HEALTH_FAULT, NULL,
			"[milter] socket = %s is no place to listen at.",
			patient->settings->socket);
		return;
	}
	if (!is_safe_for_sendmail(patient, remarks))
		return;
	probe_milter(patient->socket, user, root_of(patient), &probe);
	if (probe.number != 0) {
		tell_no_way(patient, user, &probe, remarks);
		return;
	}
	if (!probe.is_milter) {
		remark(remarks, HEALTH_FAULT, NULL,
			"Somebody answers at %s, but not in the milter protocol: another program has "
			"the place, or ours is about to leave.",
			patient->settings->socket);
		return;
	}
	if ((probe.actions & PROBE_ACTION_HOLD) == 0)
		remark(remarks, HEALTH_FAULT, NULL,
			"The filter at %s does not want to hold mail: it is not ours.",
			patient->settings->socket);
	else
		remark(remarks, HEALTH_FINE, NULL, "Our daemon answers %s at %s, and can hold.",
			probe.was_as_server ? user : "us", patient->settings->socket);
	if (!probe.was_as_server)
		remark(remarks, HEALTH_ADVICE, NULL,
			"Whether %s may connect can only be tried by root: run this again so.",
			user);
}
