/* mail-server-sendmail.c - sendmail.cf and submit.cf, understood. Pure. SPDX-License-Identifier:
 * MIT
 */
#include "config.h"

#include "mail-server.h"

#include <string.h>

/* What Sendmail waits when T= says nothing. */
#define USUAL_READ_SECONDS 10
#define USUAL_END_SECONDS (5 * 60)
#define USUAL_QUEUE "/var/spool/mqueue"

/* Lines, with those that begin with a blank joined to the one before. */
static char **
lines_of(const char *cf)
{
	g_auto(GStrv) raw = g_strsplit(cf, "\n", -1);
	GPtrArray *lines = g_ptr_array_new();

	for (char **line = raw; *line != NULL; line++) {
		bool goes_on = (**line == ' ' || **line == '\t') && lines->len > 0;
		char **last = goes_on ? (char **)&lines->pdata[lines->len - 1] : NULL;
		char *joined = goes_on ? g_strconcat(*last, " ", g_strstrip(*line), NULL)
				       : g_strdup(*line);
		if (goes_on)
			g_free(*last);
		if (goes_on)
			*last = joined;
		else
			g_ptr_array_add(lines, joined);
	}
	g_ptr_array_add(lines, NULL);
	return (char **)g_ptr_array_free(lines, FALSE);
}

/* The value of "O Name=value", NULL when the line is another. */
static const char *
option_in(const char *line, const char *name)
{
	if (line[0] != 'O' || line[1] != ' ' || !g_str_has_prefix(line + 2, name))
		return NULL;
	const char *rest = line + 2 + strlen(name);
	return *rest == '=' ? rest + 1 : NULL;
}

/* Of "Key=value, Key=value"; of a key Sendmail reads the first letter alone. Caller frees. */
static char *
field_in(const char *fields, const char *key)
{
	g_auto(GStrv) parts = g_strsplit(fields, ",", -1);

	for (char **part = parts; *part != NULL; part++) {
		g_auto(GStrv) sides = g_strsplit(g_strstrip(*part), "=", 2);
		if (sides[0] == NULL || sides[1] == NULL)
			continue;
		if (g_ascii_toupper(*sides[0]) == *key)
			return g_strstrip(g_strdup(sides[1]));
	}
	return NULL;
}

static guint
seconds_of(const char *text)
{
	char *unit = NULL;
	guint64 number = g_ascii_strtoull(text, &unit, 10);

	number *= *unit == 'm' || *unit == '\0' ? 60 : *unit == 'h' ? 3600 : 1;
	return (guint)MIN(number, (guint64)G_MAXINT);
}

/* T=C:1m;S:30s;R:30s;E:5m - each answer must come within R, also the one about the whole mail. */
static guint
patience_of(const char *timeouts)
{
	guint reading = USUAL_READ_SECONDS, end = USUAL_END_SECONDS;
	g_auto(GStrv) parts = g_strsplit(timeouts != NULL ? timeouts : "", ";", -1);

	for (char **part = parts; *part != NULL; part++) {
		const char *text = g_strstrip(*part);
		if (g_str_has_prefix(text, "R:"))
			reading = seconds_of(text + 2);
		else if (g_str_has_prefix(text, "E:"))
			end = seconds_of(text + 2);
	}
	return MIN(reading, end);
}

static WhenDown
when_down_of_flag(const char *flags)
{
	if (flags == NULL)
		return WHEN_DOWN_ACCEPT;
	if (strchr(flags, 'R') != NULL)
		return WHEN_DOWN_REJECT;
	if (strchr(flags, 'T') != NULL)
		return WHEN_DOWN_TEMPFAIL;
	return strchr(flags, '4') != NULL ? WHEN_DOWN_SHUTDOWN : WHEN_DOWN_ACCEPT;
}

/* The line "Xname, S=local:/path, F=T, T=..." of a filter; NULL when there is none. */
static const char *
definition_of(char **lines, const char *name)
{
	for (; *lines != NULL; lines++) {
		const char *rest = **lines == 'X' && g_str_has_prefix(*lines + 1, name)
					   ? *lines + 1 + strlen(name)
					   : NULL;
		if (rest != NULL && strchr(", \t", *rest) != NULL && *rest != '\0')
			return rest;
	}
	return NULL;
}

static Filter *
filter_of(char **lines, const char *name)
{
	Filter *filter = g_new0(Filter, 1);
	const char *definition = definition_of(lines, name);

	filter->text = g_strdup(name);
	if (definition == NULL)
		return filter;
	g_autofree char *socket = field_in(definition, "S");
	g_autofree char *flags = field_in(definition, "F");
	g_autofree char *timeouts = field_in(definition, "T");
	filter->endpoint = socket != NULL ? endpoint_of_milter(socket) : NULL;
	filter->when_down = when_down_of_flag(flags);
	filter->patience = patience_of(timeouts);
	return filter;
}

static void
take_filters(char **lines, Entrance *entrance, const char *list)
{
	g_auto(GStrv) names = g_strsplit_set(list, ",;", -1);

	for (char **name = names; *name != NULL; name++) {
		if (*g_strstrip(*name) != '\0')
			g_ptr_array_add(entrance->filters, filter_of(lines, *name));
	}
}

static guint
port_of(const char *text)
{
	if (text == NULL || g_str_equal(text, "smtp"))
		return 25;
	return g_str_equal(text, "submission") ? 587 : (guint)g_ascii_strtoull(text, NULL, 10);
}

/* "Port=25, Addr=127.0.0.1, Name=MTA, InputMailFilters=one;two". */
static void
add_daemon(MailServer *server, char **lines, const char *fields, const char *filters)
{
	g_autofree char *port_text = field_in(fields, "Port");
	g_autofree char *address = field_in(fields, "Addr");
	g_autofree char *own = field_in(fields, "InputMailFilters");
	g_autofree char *modifiers = field_in(fields, "Modifiers");
	char *name = field_in(fields, "Name");
	guint port = port_of(port_text);
	bool is_submission =
		port == 587 || port == 465 || (modifiers != NULL && strchr(modifiers, 'a') != NULL);
	Entrance *entrance = mail_server_add(server,
		name != NULL ? name : g_strdup_printf("Daemon%u", server->entrances->len),
		is_submission ? ENTRANCE_SUBMISSION : ENTRANCE_SMTP);

	entrance->endpoint = g_new0(Endpoint, 1);
	entrance->endpoint->host = g_strdup(address != NULL ? address : "");
	entrance->endpoint->port = port;
	entrance->has_own_filters = own != NULL;
	take_filters(lines, entrance, own != NULL ? own : filters);
}

/* "Mrelay, P=[IPC], ..., A=TCP $h 587": at which port sendmail(1) hands in. */
static guint
relay_port(char **submit_lines)
{
	for (; *submit_lines != NULL; submit_lines++) {
		if (!g_str_has_prefix(*submit_lines, "Mrelay,"))
			continue;
		g_autofree char *arguments = field_in(*submit_lines, "A");
		const char *last = arguments != NULL ? strrchr(arguments, ' ') : NULL;
		guint port = last != NULL ? (guint)g_ascii_strtoull(last, NULL, 10) : 0;
		return port != 0 ? port : 25;
	}
	return 25;
}

/* With a submit.cf sendmail(1) is a client of the daemon; without, it writes into the queue, where
 * no filter looks. */
static void
add_program(MailServer *server, char **lines, const char *submit_cf, const char *filters)
{
	g_auto(GStrv) submit_lines = lines_of(submit_cf);
	Endpoint there = { .host = (char *)"127.0.0.1", .port = relay_port(submit_lines) };
	const Entrance *daemon = mail_server_entrance_at(server, &there);
	bool uses_daemon = *submit_cf != '\0' && daemon != NULL;
	Entrance *entrance = mail_server_add(server, g_strdup("sendmail(1)"), ENTRANCE_PROGRAM);

	entrance->has_no_filters = !uses_daemon;
	if (!uses_daemon)
		return;
	entrance->has_own_filters = daemon->has_own_filters;
	if (!daemon->has_own_filters) {
		take_filters(lines, entrance, filters);
		return;
	}
	for (guint i = 0; i < daemon->filters->len; i++) {
		const Filter *filter = daemon->filters->pdata[i];
		g_ptr_array_add(entrance->filters, filter_of(lines, filter->text));
	}
}

static void
take_text(char **field, const char *value)
{
	if (value == NULL)
		return;
	g_free(*field);
	*field = g_strdup(value);
}

static void
take_line(MailServer *server, const char *line)
{
	const char *folder = option_in(line, "QueueDirectory");

	if (g_str_has_prefix(line, "DZ"))
		take_text(&server->version, line + 2);
	take_text(&server->user, option_in(line, "RunAsUser"));
	if (folder != NULL)
		g_ptr_array_add(server->queues, g_strdup(folder));
	char *group = line[0] == 'Q' && g_ascii_isalpha(line[1]) ? field_in(line, "Path") : NULL;
	if (group != NULL)
		g_ptr_array_add(server->queues, group);
}

MailServer *
mail_server_of_sendmail(const char *folder, const char *cf, const char *submit_cf)
{
	MailServer *server = mail_server_new(MTA_SENDMAIL, folder);
	g_auto(GStrv) lines = lines_of(cf);
	const char *filters = "";
	bool has_daemons = false;

	for (char **line = lines; *line != NULL; line++) {
		const char *list = option_in(*line, "InputMailFilters");
		filters = list != NULL ? list : filters;
		take_line(server, *line);
	}
	for (char **line = lines; *line != NULL; line++) {
		const char *fields = option_in(*line, "DaemonPortOptions");
		if (fields != NULL)
			add_daemon(server, lines, fields, filters);
		has_daemons = has_daemons || fields != NULL;
	}
	if (!has_daemons)
		add_daemon(server, lines, "Name=MTA", filters);
	if (server->queues->len == 0)
		g_ptr_array_add(server->queues, g_strdup(USUAL_QUEUE));
	add_program(server, lines, submit_cf, filters);
	return server;
}
