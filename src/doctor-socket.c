/* doctor-socket.c - the way from the mail server to the daemon, walked. SPDX-License-Identifier:
 * MIT
 */
#include "config.h"

#include <errno.h>

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

static void
tell_no_way(const Patient *patient, const char *user, const Probe *probe, Remarks *remarks)
{
	g_autofree char *trouble = patient->socket->path != NULL
					   ? probe_path_trouble(patient->socket->path, user)
					   : g_strdup(endpoint_host_trouble(patient->socket));
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
	remark(remarks, HEALTH_FAULT, change, "%s%s cannot reach our daemon at %s: %s%s%s.",
		probe->was_as_server ? "" : "We, and so perhaps ", user, patient->settings->socket,
		g_strerror(probe->number), trouble != NULL ? "; " : "",
		trouble != NULL ? trouble : "");
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
	remark(remarks, HEALTH_FAULT, g_strdup_printf("chmod go-w %s", loose),
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
