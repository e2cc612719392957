/* ctl-request.c - how commands ask something of the record. SPDX-License-Identifier: MIT */
#include "ctl-request.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "errors.h"
#include "request.h"

int
ctl_cannot_find(const GError *error)
{
	bool are_several = g_error_matches(error, EMPATHY_ERROR, EMPATHY_ERROR_SYNTAX);

	return ctl_complain(are_several ? CTL_NO : CTL_FAILED, "%s", error->message);
}

char *
ctl_whole_id(const CtlGiven *given, const char *id, int *status_out)
{
	g_autoptr(GError) error = NULL;
	char *whole = record_find_id(given->record, id, &error);

	if (error != NULL)
		*status_out = ctl_cannot_find(error);
	else if (whole == NULL)
		*status_out = ctl_complain(CTL_NO, "there is no '%s' in the record", id);
	return whole;
}

/* Whoever became root by sudo asks in their own name. */
char *
ctl_who_asks(void)
{
	const char *sudo = getuid() == 0 ? getenv("SUDO_USER") : NULL;

	return sudo != NULL && *sudo != '\0' ? g_strdup(sudo) : request_actor(getuid());
}

static int
leave(const CtlGiven *given, const Request *request)
{
	const char *database = given->settings->log_database;
	g_autoptr(GError) error = NULL;

	if (!request_leave(database, request, &error))
		return ctl_complain(CTL_FAILED,
			"you may not write to the record '%s', and %s\n"
			"Ask as root, or as a member of the record's group where the queue's worker "
			"runs.",
			database, error->message);
	fprintf(stderr, "%s: asked for; the queue's worker takes it in\n",
		*request->id != '\0' ? request->id : request->kind);
	return CTL_FINE;
}

int
ctl_request(const CtlGiven *given, const char *kind, const char *id, const char *reason,
	const char *value, gint64 now)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *actor = ctl_who_asks();
	g_autofree char *refusal = NULL;
	const Request request = { kind, id, actor, reason != NULL ? reason : "",
		value != NULL ? value : "" };

	if (!given->can_write)
		return leave(given, &request);
	if (request_add(given->record, &request, now, &refusal, &error))
		return CTL_FINE;
	return error != NULL ? ctl_complain(CTL_FAILED, "%s", error->message)
			     : ctl_complain(CTL_NO, "%s", refusal);
}
