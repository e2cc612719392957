/* doctor-notice.c - does a notice reach the server, and no filter on its way?
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "doctor.h"
#include "outbox.h"
#include "probe.h"
#include "setup.h"

static bool
may_hold(const Settings *settings)
{
	for (guint i = 0; i < settings->policies->len; i++) {
		const Policy *policy = settings->policies->pdata[i];
		if (policy->mode >= MODE_HOLD)
			return true;
	}
	return false;
}

/* The listener we would propose, and the settings that use it. */
static char *
new_listener(const Patient *patient)
{
	Endpoint proposed = { .host = (char *)"127.0.0.1", .port = SETUP_NOTICE_PORT };
	g_autofree char *lines = patient->server != NULL
					 ? setup_notice_line(patient->server, &proposed)
					 : g_strdup("");

	return g_strdup_printf("%s%s[notice]\nsmtp = 127.0.0.1:%u%s", lines,
		*lines != '\0' ? "\n" : "", SETUP_NOTICE_PORT,
		*patient->settings->notice_from == '\0' ? "\nfrom = replies@YOUR.DOMAIN" : "");
}

static void
tell_none(const Patient *patient, Remarks *remarks)
{
	bool is_silent = may_hold(patient->settings);

	remark(remarks, is_silent ? HEALTH_FAULT : HEALTH_ADVICE, new_listener(patient),
		is_silent ? "[notice] smtp is empty: replies may be held, and nobody is told."
			  : "[notice] smtp is empty: no notices are sent. Nothing is held yet, so "
			    "none is missed.");
}

static bool
is_here(const Endpoint *endpoint)
{
	return g_str_has_prefix(endpoint->host, "127.") || g_str_equal(endpoint->host, "::1") ||
	       *endpoint->host == '\0';
}

/* Ours on the way of our own notices: each is one more row, and waits for the thread that sends it.
 */
static void
tell_filtered(const Patient *patient, const Entrance *entrance, Remarks *remarks)
{
	bool is_public = entrance->kind == ENTRANCE_SUBMISSION || entrance->endpoint->port == 25;
	char *change = is_public ? new_listener(patient)
				 : setup_no_filters_line(patient->server, entrance);

	remark(remarks, HEALTH_FAULT, change,
		"Notices are handed in at %s, which is %s, and that asks us: our own mail should "
		"pass no filter.",
		patient->settings->notice_smtp, entrance->name);
}

static void
look_at_entrance(const Patient *patient, const Endpoint *endpoint, Remarks *remarks)
{
	const Entrance *entrance = mail_server_entrance_at(patient->server, endpoint);

	if (entrance == NULL) {
		remark(remarks, HEALTH_FAULT, setup_notice_line(patient->server, endpoint),
			"Notices are handed in at %s, where the mail server does not listen.",
			patient->settings->notice_smtp);
		return;
	}
	bool asks_us = !entrance->has_no_filters && entrance_find(entrance, patient->socket) >= 0;
	if (asks_us)
		tell_filtered(patient, entrance, remarks);
	else
		remark(remarks, HEALTH_FINE, NULL,
			"Notices are handed in at %s, which does not ask us.", entrance->name);
}

void
doctor_notices(const Patient *patient, Remarks *remarks)
{
	const Settings *settings = patient->settings;

	if (*settings->notice_smtp == '\0') {
		tell_none(patient, remarks);
		return;
	}
	if (*settings->notice_from == '\0')
		remark(remarks, HEALTH_FAULT, g_strdup("[notice]\nfrom = replies@YOUR.DOMAIN"),
			"[notice] from is empty: notices have no sender, and none is sent.");
	g_autoptr(Endpoint) endpoint = endpoint_of_server(settings->notice_smtp);
	if (endpoint == NULL) {
		remark(remarks, HEALTH_FAULT, NULL, "[notice] smtp = %s is no server.",
			settings->notice_smtp);
		return;
	}
	if (is_here(endpoint) && patient->server != NULL)
		look_at_entrance(patient, endpoint, remarks);
	int number = probe_listener(endpoint);
	if (number != 0)
		remark(remarks, HEALTH_FAULT, NULL,
			"Nobody takes notices at %s: %s. They wait until somebody does.",
			settings->notice_smtp, g_strerror(number));
}

void
doctor_returned(const Patient *patient, Remarks *remarks)
{
	g_autofree char *id = NULL;
	g_autofree char *record = g_shell_quote(patient->settings->log_database);
	guint n = 0;

	if (patient->record == NULL || !outbox_stranded(patient->record, &n, &id, NULL) || n == 0)
		return;
	remark(remarks, HEALTH_FAULT,
		g_strdup_printf(
			"sqlite3 %s \"UPDATE outbox SET state = 'waiting', tries = 0, due = 0,"
			" created = strftime('%%s') WHERE state = 'failed' AND mail IS NOT NULL\"",
			record),
		"%u %s given back and reached nobody, the last id=%s ('empathyctl show' says why): %s "
		"only in the record, until that is purged. When somebody takes notices, have them sent "
		"again.",
		n, n == 1 ? "reply was" : "replies were", id, n == 1 ? "it is" : "they are");
}
