/* session.c - the state of a connection. SPDX-License-Identifier: MIT */
#include "session.h"

Session *
session_new(Service *service)
{
	Session *session = g_new0(Session, 1);

	session->service = service;
	session->client_address = g_strdup("");
	return session;
}

void
session_free(Session *session)
{
	if (session == NULL)
		return;
	session_drop_mail(session);
	g_free(session->client_address);
	g_free(session);
}

Mail *
session_mail(Session *session)
{
	if (session->mail != NULL || !service_begin(session->service))
		return session->mail;

	Mail *mail = g_new0(Mail, 1);
	mail->snapshot = service_snapshot(session->service);
	mail->envelope = envelope_new();
	g_free(mail->envelope->client_address);
	mail->envelope->client_address = g_strdup(session->client_address);
	mail->incoming = incoming_new((gsize)mail->snapshot->settings->max_message_bytes);
	session->mail = mail;
	return mail;
}

void
session_drop_mail(Session *session)
{
	Mail *mail = g_steal_pointer(&session->mail);

	if (mail == NULL)
		return;
	snapshot_unref(mail->snapshot);
	envelope_free(mail->envelope);
	incoming_free(mail->incoming);
	g_free(mail);
	service_end(session->service);
}
