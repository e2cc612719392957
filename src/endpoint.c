/* endpoint.c - where a program listens, as people write it. SPDX-License-Identifier: MIT */
#include "config.h"

#include "endpoint.h"

#include <limits.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>

static const char *
after(const char *text, const char *prefix)
{
	return g_str_has_prefix(text, prefix) ? text + strlen(prefix) : NULL;
}

static Endpoint *
unix_endpoint(char *path)
{
	Endpoint *endpoint = g_new0(Endpoint, 1);

	endpoint->path = path;
	return endpoint;
}

/* Takes host. */
static Endpoint *
inet_endpoint(char *host, const char *port)
{
	guint64 number = 0;
	bool is_name = g_str_equal(port, "smtp");

	if (!is_name && !g_ascii_string_to_unsigned(port, 10, 1, 65535, &number, NULL)) {
		g_free(host);
		return NULL;
	}
	Endpoint *endpoint = g_new0(Endpoint, 1);
	endpoint->host = host;
	endpoint->port = is_name ? 25 : (guint)number;
	if (g_ascii_strcasecmp(host, "localhost") == 0) {
		g_free(endpoint->host);
		endpoint->host = g_strdup("127.0.0.1");
	}
	return endpoint;
}

static const char *
unix_path(const char *text)
{
	const char *path = after(text, "unix:");

	if (path == NULL)
		path = after(text, "local:");
	return path == NULL && *text == '/' ? text : path;
}

/* Caller frees. */
static char *
without_brackets(const char *host)
{
	gsize length = strlen(host);
	bool is_bracketed = length >= 2 && host[0] == '[' && host[length - 1] == ']';

	return is_bracketed ? g_strndup(host + 1, length - 2) : g_strdup(host);
}

/* As libmilter finds it: this machine has another address there. Caller frees. */
static char *
ipv6_host(const char *host)
{
	bool is_here = *host == '\0' || g_ascii_strcasecmp(host, "localhost") == 0;

	return g_strdup(is_here ? "::1" : host);
}

Endpoint *
endpoint_of_milter(const char *text)
{
	const char *path = unix_path(text);
	if (path != NULL)
		return *path == '/' ? unix_endpoint(g_strdup(path)) : NULL;

	const char *rest = after(text, "inet:");
	bool is_ipv6 = rest == NULL;
	if (is_ipv6)
		rest = after(text, "inet6:");
	if (rest == NULL)
		return NULL;
	const char *at = strchr(rest, '@');
	g_autofree char *port = g_strndup(rest, at != NULL ? (gsize)(at - rest) : strlen(rest));
	g_autofree char *host = without_brackets(at != NULL ? at + 1 : "");
	if (is_ipv6)
		return inet_endpoint(ipv6_host(host), port);
	return strchr(host, ':') == NULL ? inet_endpoint(g_steal_pointer(&host), port) : NULL;
}

/* "host:port", "[::1]:port", "port". */
static Endpoint *
host_and_port(const char *text)
{
	const char *colon = strrchr(text, ':');
	if (colon == NULL)
		return inet_endpoint(g_strdup(""), text);

	g_autofree char *host = g_strndup(text, (gsize)(colon - text));
	return inet_endpoint(without_brackets(host), colon + 1);
}

Endpoint *
endpoint_of_postfix(const char *text, const char *root, bool is_chrooted)
{
	const char *path = after(text, "unix:");

	if (path == NULL)
		return g_str_has_prefix(text, "inet:") ? host_and_port(text + strlen("inet:"))
						       : NULL;
	if (*path == '\0')
		return NULL;
	if (*path == '/' && !is_chrooted)
		return unix_endpoint(g_strdup(path));
	return unix_endpoint(g_build_filename(root, path, NULL));
}

Endpoint *
endpoint_of_server(const char *text)
{
	const char *rest = strstr(text, "://");

	rest = rest != NULL ? rest + 3 : text;
	if (*rest == '\0')
		return NULL;
	if (strchr(rest, ':') == NULL)
		return inet_endpoint(g_strdup(rest), "25");
	return host_and_port(rest);
}

void
endpoint_free(Endpoint *endpoint)
{
	if (endpoint == NULL)
		return;
	g_free(endpoint->path);
	g_free(endpoint->host);
	g_free(endpoint);
}

/* A path that does not exist (yet) is compared as it is written. */
static char *
real_path(const char *path)
{
	char *real = realpath(path, NULL);
	char *copy = g_strdup(real);

	free(real);
	return copy != NULL ? copy : g_canonicalize_filename(path, "/");
}

bool
endpoint_is_same(const Endpoint *one, const Endpoint *other)
{
	if (one == NULL || other == NULL || (one->path == NULL) != (other->path == NULL))
		return false;
	if (one->path == NULL)
		return one->port == other->port && g_ascii_strcasecmp(one->host, other->host) == 0;
	g_autofree char *first = real_path(one->path);
	g_autofree char *second = real_path(other->path);
	return g_str_equal(first, second);
}

static bool
is_everywhere(const char *host)
{
	return *host == '\0' || g_str_equal(host, "0.0.0.0") || g_str_equal(host, "::");
}

bool
endpoint_reaches(const Endpoint *caller, const Endpoint *listener)
{
	if (endpoint_is_same(caller, listener))
		return true;
	return caller != NULL && listener != NULL && caller->path == NULL &&
	       listener->path == NULL && caller->port == listener->port &&
	       is_everywhere(listener->host);
}

const char *
endpoint_below(const char *path, const char *root)
{
	const char *rest = after(path, root);

	if (rest == NULL || *root == '\0' || *rest != '/')
		return "";
	return rest + strspn(rest, "/");
}

char *
endpoint_for_sendmail(const Endpoint *endpoint)
{
	if (endpoint->path != NULL)
		return g_strconcat("local:", endpoint->path, NULL);
	return g_strdup_printf("%s:%u@%s", strchr(endpoint->host, ':') != NULL ? "inet6" : "inet",
		endpoint->port, is_everywhere(endpoint->host) ? "127.0.0.1" : endpoint->host);
}

char *
endpoint_for_postfix(const Endpoint *endpoint, const char *root)
{
	if (endpoint->path == NULL) {
		const char *host = is_everywhere(endpoint->host) ? "127.0.0.1" : endpoint->host;
		bool is_ipv6 = strchr(host, ':') != NULL;
		return g_strdup_printf("inet:%s%s%s:%u", is_ipv6 ? "[" : "", host,
			is_ipv6 ? "]" : "", endpoint->port);
	}
	const char *below = endpoint_below(endpoint->path, root);
	return g_strconcat("unix:", *below != '\0' ? below : endpoint->path, NULL);
}

int
endpoint_look_up(const Endpoint *endpoint, struct addrinfo **found_out)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV };
	g_autofree char *service = g_strdup_printf("%u", endpoint->port);
	const char *host = *endpoint->host != '\0' ? endpoint->host : "127.0.0.1";
	int number = getaddrinfo(host, service, &hints, found_out);

	if (number != 0)
		*found_out = NULL;
	return number;
}

const char *
endpoint_host_trouble(const Endpoint *endpoint)
{
	struct addrinfo *found = NULL;
	int number = endpoint->path == NULL ? endpoint_look_up(endpoint, &found) : 0;

	if (found != NULL)
		freeaddrinfo(found);
	return number != 0 ? gai_strerror(number) : NULL;
}
