/* doctor-server.c - does the mail server ask us, in the right order, and what if we do not answer?
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include "doctor.h"
#include "setup.h"

/* A decision waits for the disk, at times behind others. */
#define LEAST_PATIENCE_SECONDS 30
/* From here on the macros we need can be asked for. */
#define GOOD_PROTOCOL 6

static char *
postconf_line(const MailServer *server, const char *parameter)
{
	return g_strdup_printf("postconf%s%s -e %s", *server->folder != '\0' ? " -c " : "",
		server->folder, parameter);
}

static const char *
server_name(const MailServer *server)
{
	return server->kind == MTA_POSTFIX ? "Postfix" : "Sendmail";
}

void
doctor_server(const Patient *patient, Remarks *remarks)
{
	const MailServer *server = patient->server;

	if (server == NULL) {
		remark(remarks, HEALTH_FAULT, NULL,
			"The mail server's configuration cannot be read, so nothing about it is known: %s. "
			"[queue] mta says which server it is, [queue] config-directory where.",
			patient->server_trouble);
		return;
	}
	remark(remarks, HEALTH_FINE, NULL, "%s %s, as configured in %s.", server_name(server),
		server->version, *server->folder != '\0' ? server->folder : "its usual folder");
	if (server->kind == (Mta)patient->settings->queue_mta)
		return;
	remark(remarks, HEALTH_FAULT,
		g_strdup_printf(
			"[queue]\nmta = %s", server->kind == MTA_POSTFIX ? "postfix" : "sendmail"),
		"[queue] mta names another server: held replies are looked for in the wrong queue, "
		"and none is ever let go by us.");
}

/* Is it the entrance that notices use, where no filter should be? */
static bool
is_for_notices(const Patient *patient, const Entrance *entrance)
{
	g_autoptr(Endpoint) notice = endpoint_of_server(patient->settings->notice_smtp);

	return entrance->kind != ENTRANCE_PROGRAM &&
	       mail_server_entrance_at(patient->server, notice) == entrance;
}

/* ---- who asks us ---- */

static bool
is_asked(const Patient *patient, const Entrance *entrance)
{
	return !entrance->has_no_filters && entrance_find(entrance, patient->socket) >= 0;
}

static bool
is_asked_anywhere(const Patient *patient)
{
	for (guint i = 0; i < patient->server->entrances->len; i++) {
		if (is_asked(patient, patient->server->entrances->pdata[i]))
			return true;
	}
	return false;
}

/* One that looks like ours, where our daemon is not. */
static const Filter *
find_lost(const Patient *patient, const Entrance *entrance)
{
	for (guint i = 0; i < entrance->filters->len; i++) {
		const Filter *filter = entrance->filters->pdata[i];
		if (filter_is_named_ours(filter) &&
			!endpoint_reaches(filter->endpoint, patient->socket))
			return filter;
	}
	return NULL;
}

static void
tell_lost(const Patient *patient, const Entrance *entrance, const Filter *lost, Remarks *remarks)
{
	const Endpoint *there = lost->endpoint;

	remark(remarks, HEALTH_FAULT,
		setup_filters_line(patient->server, entrance, patient->socket),
		"%s asks a filter at %s%s%s, and our daemon listens at %s.", entrance->name,
		lost->text, there != NULL && there->path != NULL ? ", which is " : "",
		there != NULL && there->path != NULL ? there->path : "", patient->settings->socket);
}

static void
tell_unasked(
	const Patient *patient, const Entrance *entrance, bool is_asked_elsewhere, Remarks *remarks)
{
	static const char *const whose[] = {
		[ENTRANCE_SMTP] = "of whoever connects",
		[ENTRANCE_SUBMISSION] = "from people's programs",
		[ENTRANCE_PROGRAM] = "from programs of this machine, helpdesks among them,",
	};
	bool is_fault = entrance->kind == ENTRANCE_SUBMISSION || !is_asked_elsewhere;
	const char *why = entrance->has_no_filters    ? "filters are switched off there"
			  : entrance->has_own_filters ? "its own list of filters lacks us"
						      : "the list of filters lacks us";
	/* Sendmail without a submit.cf puts such mail straight into the queue. */
	char *change = entrance->has_no_filters
			       ? NULL
			       : setup_filters_line(patient->server, entrance, patient->socket);

	remark(remarks, is_fault ? HEALTH_FAULT : HEALTH_ADVICE, change,
		"%s: mail %s is not judged: %s.%s", entrance->name, whose[entrance->kind], why,
		entrance->kind == ENTRANCE_SMTP && !is_fault
			? " That is fine where no agent's mail comes in."
			: "");
}

void
doctor_judged(const Patient *patient, Remarks *remarks)
{
	bool is_somewhere = is_asked_anywhere(patient);

	if (patient->socket == NULL)
		return;
	if (patient->server->has_filter_maps)
		remark(remarks, HEALTH_ADVICE, NULL,
			"smtpd_milter_maps names other filters, or none, for some clients: whether "
			"we are among them cannot be told from here.");
	for (guint i = 0; i < patient->server->entrances->len; i++) {
		const Entrance *entrance = patient->server->entrances->pdata[i];
		if (is_for_notices(patient, entrance))
			continue;
		const Filter *lost = find_lost(patient, entrance);
		if (is_asked(patient, entrance))
			remark(remarks, HEALTH_FINE, NULL, "%s asks us.", entrance->name);
		else if (lost != NULL)
			tell_lost(patient, entrance, lost, remarks);
		else
			tell_unasked(patient, entrance, is_somewhere, remarks);
	}
}

/* ---- what stands beside us ---- */

void
doctor_signing(const Patient *patient, Remarks *remarks)
{
	for (guint i = 0; i < patient->server->entrances->len; i++) {
		const Entrance *entrance = patient->server->entrances->pdata[i];
		int ours = entrance_find(entrance, patient->socket);
		int signer = entrance_find_signer(entrance);
		if (ours < 0 || signer < 0)
			continue;
		const Filter *filter = entrance->filters->pdata[signer];
		if (ours < signer)
			remark(remarks, HEALTH_FINE, NULL,
				"%s: %s comes after us, so it signs what we wrote.", entrance->name,
				filter->text);
		else
			remark(remarks, HEALTH_FAULT,
				setup_filters_line(patient->server, entrance, patient->socket),
				"%s: %s signs mail before we have seen it. A subject that we change "
				"breaks its signature, and our header is not signed.",
				entrance->name, filter->text);
	}
}

/* Of all entrances that ask us, the first with this answer. */
static const Entrance *
first_with(const Patient *patient, WhenDown when_down)
{
	for (guint i = 0; i < patient->server->entrances->len; i++) {
		const Entrance *entrance = patient->server->entrances->pdata[i];
		int ours = entrance_find(entrance, patient->socket);
		const Filter *filter = ours >= 0 ? entrance->filters->pdata[ours] : NULL;
		if (filter != NULL && filter->when_down == when_down)
			return entrance;
	}
	return NULL;
}

static void
tell_when_down(
	const Patient *patient, const Entrance *entrance, WhenDown when_down, Remarks *remarks)
{
	static const struct {
		Health health;
		const char *meaning;
	} meanings[N_WHEN_DOWN] = {
		[WHEN_DOWN_ACCEPT] = { HEALTH_FINE, "mail passes unjudged" },
		[WHEN_DOWN_TEMPFAIL] = { HEALTH_ADVICE,
			"all mail is put off, whoever sent it, until somebody starts it" },
		[WHEN_DOWN_SHUTDOWN] = { HEALTH_ADVICE,
			"connections are closed, and all mail is put off until somebody starts it" },
		[WHEN_DOWN_QUARANTINE] = { HEALTH_FAULT, "all mail is held, and nobody is told" },
		[WHEN_DOWN_REJECT] = { HEALTH_FAULT, "all mail is refused for good" },
	};
	bool is_wanted = when_down == WHEN_DOWN_TEMPFAIL &&
			 patient->settings->when_unable == WHEN_UNABLE_TEMPFAIL;
	Health health = is_wanted ? HEALTH_FINE : meanings[when_down].health;

	remark(remarks, health,
		health == HEALTH_FINE
			? NULL
			: setup_filters_line(patient->server, entrance, patient->socket),
		"%s: when our daemon does not answer, %s (%s).", entrance->name,
		meanings[when_down].meaning, when_down_name(when_down));
}

static void
tell_patience(const Patient *patient, Remarks *remarks)
{
	for (guint i = 0; i < patient->server->entrances->len; i++) {
		const Entrance *entrance = patient->server->entrances->pdata[i];
		int ours = entrance_find(entrance, patient->socket);
		const Filter *filter = ours >= 0 ? entrance->filters->pdata[ours] : NULL;
		if (filter == NULL || filter->patience >= LEAST_PATIENCE_SECONDS)
			continue;
		remark(remarks, HEALTH_ADVICE,
			patient->server->kind == MTA_POSTFIX
				? postconf_line(patient->server, "milter_content_timeout=300s")
				: g_strdup(SETUP_SENDMAIL_TIMES),
			"%s waits %u seconds for our word about a whole mail. When the disk is slow, "
			"that counts as no answer.",
			entrance->name, filter->patience);
		return;
	}
}

void
doctor_when_down(const Patient *patient, Remarks *remarks)
{
	for (int i = 0; i < N_WHEN_DOWN; i++) {
		const Entrance *entrance = first_with(patient, (WhenDown)i);
		if (entrance != NULL)
			tell_when_down(patient, entrance, (WhenDown)i, remarks);
	}
	tell_patience(patient, remarks);
}

void
doctor_protocol(const Patient *patient, Remarks *remarks)
{
	guint protocol = patient->server->protocol;

	if (protocol >= GOOD_PROTOCOL)
		remark(remarks, HEALTH_FINE, NULL,
			"The mail server speaks version %u of the milter protocol: it tells us who "
			"authenticated and the queue id when we ask.",
			protocol);
	else
		remark(remarks, HEALTH_FAULT, postconf_line(patient->server, "milter_protocol=6"),
			"The mail server speaks version %u of the milter protocol: replies cannot be "
			"held, or we are not told who authenticated.",
			protocol);
}

/* Nobody but root may look into them. */
static void
look_for_queues(const MailServer *server, Remarks *remarks)
{
	g_autoptr(GError) error = NULL;

	if (geteuid() == 0 && !mail_server_has_queues(server, &error))
		remark(remarks, HEALTH_FAULT, NULL,
			"Held replies are neither let go nor ended: %s. Is its disk mounted, and does "
			"[queue] config-directory name the configuration in use?",
			error->message);
}

void
doctor_queue(const Patient *patient, Remarks *remarks)
{
	const MailServer *server = patient->server;

	look_for_queues(server, remarks);
	if (server->reuses_queue_ids)
		remark(remarks, HEALTH_ADVICE,
			postconf_line(patient->server, "enable_long_queue_ids=yes"),
			"Postfix uses its short queue ids again and again. We look at the Message-ID "
			"before a held reply is let go or deleted; people who use postsuper cannot.");
	else
		remark(remarks, HEALTH_FINE, NULL, "Queue ids are not used twice.");
	if (server->filters_own_mail)
		remark(remarks, HEALTH_ADVICE,
			postconf_line(patient->server, "internal_mail_filter_classes="),
			"Postfix has filters look at its own bounces and notices. We judge none of "
			"them; each only becomes a row.");
	if (server->queues->len > 1)
		remark(remarks, HEALTH_FINE, NULL, "There are %u queues, and we look into all.",
			server->queues->len);
}
