/* mail-server-postfix.c - what postconf says, understood. Pure. SPDX-License-Identifier: MIT */
#include "config.h"

#include "mail-server.h"

#include <string.h>

typedef struct Texts {
	GHashTable *parameters; /* name to value */
	GHashTable *overrides;  /* "service/type/name" to value */
} Texts;

/* "name = value" lines; the value may be empty. */
static GHashTable *
table_of(const char *text)
{
	GHashTable *table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line != NULL; line++) {
		char *equals = strstr(*line, " =");
		if (equals == NULL)
			continue;
		g_hash_table_replace(table, g_strndup(*line, (gsize)(equals - *line)),
			g_strstrip(g_strdup(equals + strlen(" ="))));
	}
	return table;
}

static const char *
parameter(const Texts *texts, const char *name)
{
	const char *value = g_hash_table_lookup(texts->parameters, name);

	return value != NULL ? value : "";
}

/* What a service sets itself, else what holds for all. */
static const char *
of_service(const Texts *texts, const char *service, const char *name, bool *is_own_out)
{
	g_autofree char *key = g_strconcat(service, "/", name, NULL);
	const char *own = g_hash_table_lookup(texts->overrides, key);

	if (is_own_out != NULL)
		*is_own_out = own != NULL;
	return own != NULL ? own : parameter(texts, name);
}

/* "300s", "5m", "1h", "30". */
static guint
seconds_of(const char *text)
{
	char *unit = NULL;
	guint64 number = g_ascii_strtoull(text, &unit, 10);
	static const struct {
		char letter;
		guint seconds;
	} units[] = { { 'm', 60 }, { 'h', 3600 }, { 'd', 86400 }, { 'w', 604800 } };

	for (gsize i = 0; i < G_N_ELEMENTS(units); i++) {
		if (*unit == units[i].letter)
			number *= units[i].seconds;
	}
	return (guint)MIN(number, (guint64)G_MAXINT);
}

/* The next word of a list; { words in braces } are one. Moves *rest. NULL at its end. */
static char *
next_word(const char **rest)
{
	static const char between[] = ", \t\r\n";
	const char *start = *rest + strspn(*rest, between);

	if (*start == '\0')
		return NULL;
	const char *end = *start == '{' ? strchr(start, '}') : start + strcspn(start, between);
	if (end == NULL)
		end = start + strlen(start);
	*rest = *end == '}' ? end + 1 : end;
	return g_strndup(start, (gsize)(*rest - start));
}

static void
take_option(Filter *filter, const char *option)
{
	g_auto(GStrv) sides = g_strsplit(option, "=", 2);
	if (sides[0] == NULL || sides[1] == NULL)
		return;

	const char *name = g_strstrip(sides[0]), *value = g_strstrip(sides[1]);
	if (g_str_equal(name, "default_action"))
		filter->when_down = when_down_of_name(value);
	else if (g_str_equal(name, "content_timeout"))
		filter->patience = seconds_of(value);
}

/* "unix:path", or "{ unix:path, default_action=accept, content_timeout=60s }". Takes text. */
static Filter *
filter_of(const Texts *texts, char *text, const Entrance *entrance)
{
	Filter *filter = g_new0(Filter, 1);
	g_autofree char *inner = g_strdup(*text == '{' ? text + 1 : text);

	filter->text = text;
	filter->when_down = when_down_of_name(parameter(texts, "milter_default_action"));
	filter->patience = seconds_of(parameter(texts, "milter_content_timeout"));
	g_auto(GStrv) words = g_strsplit(g_strdelimit(inner, "}", ','), ",", -1);
	if (words[0] == NULL)
		return filter;
	filter->endpoint = endpoint_of_postfix(
		g_strstrip(words[0]), parameter(texts, "queue_directory"), entrance->is_chrooted);
	for (char **word = words + 1; *word != NULL; word++)
		take_option(filter, *word);
	return filter;
}

static void
take_filters(const Texts *texts, Entrance *entrance, const char *list)
{
	for (char *word = next_word(&list); word != NULL; word = next_word(&list))
		g_ptr_array_add(entrance->filters, filter_of(texts, word, entrance));
}

static bool
switches_milters_off(const char *receive_override_options)
{
	return strstr(receive_override_options, "no_milters") != NULL;
}

/* Where a service listens that names a port alone. */
static const char *
usual_host(const Texts *texts)
{
	const char *interfaces = parameter(texts, "inet_interfaces");

	if (g_str_equal(interfaces, "loopback-only"))
		return "127.0.0.1";
	bool is_one = strpbrk(interfaces, ", \t") == NULL;
	return is_one && !g_str_equal(interfaces, "all") && *interfaces != '\0' ? interfaces
										: "0.0.0.0";
}

/* "smtp", "127.0.0.1:10025", "[::1]:smtp", "587". */
static Endpoint *
listener_of(const Texts *texts, const char *service)
{
	static const struct {
		const char *name, *port;
	} known[] = { { "smtp", "25" }, { "submission", "587" }, { "submissions", "465" },
		{ "smtps", "465" } };
	const char *colon = strrchr(service, ':');
	const char *port = colon != NULL ? colon + 1 : service;
	g_autofree char *host = colon != NULL ? g_strndup(service, (gsize)(colon - service))
					      : g_strdup(usual_host(texts));

	for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
		if (g_str_equal(port, known[i].name))
			port = known[i].port;
	}
	g_autofree char *text = g_strdup_printf("%s:%s", host, port);
	return endpoint_of_server(text);
}

static bool
is_chrooted(const Texts *texts, const char *column)
{
	/* Its default changed with Postfix 3.0. */
	bool is_old = g_str_equal(parameter(texts, "compatibility_level"), "0");

	return *column == 'y' || (*column == '-' && is_old);
}

static void
add_listener(MailServer *server, const Texts *texts, char **columns)
{
	Endpoint *endpoint = listener_of(texts, columns[0]);
	guint port = endpoint != NULL ? endpoint->port : 0;
	EntranceKind kind = port == 587 || port == 465 ? ENTRANCE_SUBMISSION : ENTRANCE_SMTP;
	/* Postscreen hands its clients on to another service. */
	char *name = g_str_equal(columns[7], "postscreen")
			     ? g_strdup("smtpd/pass")
			     : g_strdup_printf("%s/%s", columns[0], columns[1]);
	Entrance *entrance = mail_server_add(server, name, kind);

	entrance->endpoint = endpoint;
	entrance->is_chrooted = is_chrooted(texts, columns[4]);
	const char *list =
		of_service(texts, entrance->name, "smtpd_milters", &entrance->has_own_filters);
	entrance->has_no_filters = switches_milters_off(
		of_service(texts, entrance->name, "receive_override_options", NULL));
	take_filters(texts, entrance, list);
}

/* What sendmail(1) leaves is asked about by cleanup. */
static void
add_program(MailServer *server, const Texts *texts, bool cleanup_is_chrooted)
{
	Entrance *entrance = mail_server_add(server, g_strdup("sendmail(1)"), ENTRANCE_PROGRAM);

	entrance->is_chrooted = cleanup_is_chrooted;
	entrance->has_no_filters = switches_milters_off(
		of_service(texts, "pickup/unix", "receive_override_options", NULL));
	take_filters(texts, entrance,
		of_service(texts, "cleanup/unix", "non_smtpd_milters", &entrance->has_own_filters));
}

static void
read_services(MailServer *server, const Texts *texts, const char *services)
{
	g_auto(GStrv) lines = g_strsplit(services, "\n", -1);
	bool cleanup_is_chrooted = false;

	for (char **line = lines; *line != NULL; line++) {
		g_auto(GStrv) raw = g_strsplit_set(*line, " \t", -1);
		char *columns[8] = { NULL };
		guint n = 0;
		for (char **word = raw; *word != NULL && n < G_N_ELEMENTS(columns); word++) {
			if (**word != '\0')
				columns[n++] = *word;
		}
		if (n < G_N_ELEMENTS(columns))
			continue;
		bool takes_mail =
			g_str_equal(columns[7], "smtpd") || g_str_equal(columns[7], "postscreen");
		if (takes_mail && g_str_equal(columns[1], "inet"))
			add_listener(server, texts, columns);
		if (g_str_equal(columns[0], "cleanup"))
			cleanup_is_chrooted = is_chrooted(texts, columns[4]);
	}
	add_program(server, texts, cleanup_is_chrooted);
}

static void
set(char **field, const char *value)
{
	g_free(*field);
	*field = g_strdup(value);
}

MailServer *
mail_server_of_postfix(
	const char *folder, const char *parameters, const char *services, const char *overrides)
{
	g_autoptr(GHashTable) of_all = table_of(parameters);
	g_autoptr(GHashTable) own = table_of(overrides);
	Texts texts = { of_all, own };
	MailServer *server = mail_server_new(MTA_POSTFIX, folder);

	set(&server->version, parameter(&texts, "mail_version"));
	set(&server->user, parameter(&texts, "mail_owner"));
	set(&server->root, parameter(&texts, "queue_directory"));
	server->protocol = (guint)g_ascii_strtoull(parameter(&texts, "milter_protocol"), NULL, 10);
	server->reuses_queue_ids = !g_str_equal(parameter(&texts, "enable_long_queue_ids"), "yes");
	server->has_filter_maps = *parameter(&texts, "smtpd_milter_maps") != '\0';
	server->filters_own_mail = *parameter(&texts, "internal_mail_filter_classes") != '\0';
	read_services(server, &texts, services);
	return server;
}
