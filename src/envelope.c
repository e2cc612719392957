/* envelope.c - plain data about one delivery. SPDX-License-Identifier: MIT */
#include "envelope.h"

#include <arpa/inet.h>
#include <stdbool.h>
#include <string.h>

Envelope *
envelope_new(void)
{
	Envelope *envelope = g_new0(Envelope, 1);

	envelope->host = g_strdup("");
	envelope->queue_id = g_strdup("");
	envelope->sender = g_strdup("");
	envelope->recipients = g_ptr_array_new_with_free_func(g_free);
	envelope->client_address = g_strdup("");
	envelope->auth_user = g_strdup("");
	return envelope;
}

void
envelope_free(Envelope *envelope)
{
	if (envelope == NULL)
		return;
	g_free(envelope->host);
	g_free(envelope->queue_id);
	g_free(envelope->sender);
	g_ptr_array_unref(envelope->recipients);
	g_free(envelope->client_address);
	g_free(envelope->auth_user);
	g_free(envelope);
}

/* Where the path ends that begins at text: its '>' outside quotes, else the end. */
static const char *
end_of_path(const char *text)
{
	bool is_quoted = false;

	for (; *text != '\0'; text++) {
		if (*text == '\\' && text[1] != '\0')
			text++;
		else if (*text == '"')
			is_quoted = !is_quoted;
		else if (*text == '>' && !is_quoted)
			break;
	}
	return text;
}

char *
envelope_bare_address(const char *argument)
{
	while (g_ascii_isspace(*argument))
		argument++;
	if (*argument != '<')
		return g_strchomp(g_strdup(argument));

	/* Old Sendmail hands over MAIL's parameters behind the path, in the same string. */
	const char *end = end_of_path(argument + 1);
	g_autofree char *path = g_strndup(argument + 1, (gsize)(end - argument - 1));
	/* "@relay,@other:ann@example.com": the route is obsolete, and is no part of the address. */
	const char *colon = *path == '@' ? strchr(path, ':') : NULL;

	return g_strstrip(g_strdup(colon != NULL ? colon + 1 : path));
}

char *
envelope_address_text(const struct sockaddr *address)
{
	char text[INET6_ADDRSTRLEN] = "";

	if (address == NULL)
		return g_strdup("");
	if (address->sa_family == AF_UNIX)
		return g_strdup("unix");
	if (address->sa_family == AF_INET)
		inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)address)->sin_addr,
			text, sizeof text);
	else if (address->sa_family == AF_INET6)
		inet_ntop(AF_INET6,
			&((const struct sockaddr_in6 *)(const void *)address)->sin6_addr, text,
			sizeof text);
	/* A server that listens on IPv6 alone shows IPv4 clients so. */
	const char *plain = g_str_has_prefix(text, "::ffff:") ? text + strlen("::ffff:") : text;
	return g_strdup(strchr(plain, '.') != NULL ? plain : text);
}

bool
envelope_is_from_here(const Envelope *envelope)
{
	return g_str_equal(envelope->client_address, "127.0.0.1") ||
	       g_str_equal(envelope->client_address, "::1");
}

bool
envelope_is_of_house(const Envelope *envelope, const char *address)
{
	const char *own = strrchr(envelope->sender, '@');
	const char *domain = strrchr(address, '@');

	if (own == NULL || domain == NULL || g_ascii_strcasecmp(own, domain) != 0)
		return false;
	for (guint i = 0; i < envelope->recipients->len; i++)
		if (g_ascii_strcasecmp(envelope->recipients->pdata[i], address) == 0)
			return false;
	return true;
}
