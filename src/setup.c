/* setup.c - the lines that put us before a mail server. SPDX-License-Identifier: MIT */
#include "config.h"

#include "setup.h"

#include <string.h>

#define UNITS "empathy-milter.service empathy-milter-queue.path empathy-milter-queue.timer"

static char *
postfix_program(const MailServer *server, const char *name)
{
	bool is_elsewhere = *server->folder != '\0';

	return g_strconcat(name, is_elsewhere ? " -c " : "", server->folder, NULL);
}

/* ---- filters ---- */

static char *
our_text(const MailServer *server, const Entrance *entrance, const Endpoint *socket)
{
	int ours = entrance_find(entrance, socket);

	/* A name that is there already may be known to other lines. */
	if (server->kind == MTA_SENDMAIL && ours >= 0)
		return g_strdup(((const Filter *)entrance->filters->pdata[ours])->text);
	if (server->kind == MTA_SENDMAIL)
		return g_strdup("empathy-milter");
	/* Per filter, because what the others want is not ours to choose. */
	g_autofree char *address = endpoint_for_postfix(socket, server->root);
	return g_strdup_printf("{ %s, default_action=accept }", address);
}

/* Ours first, each other once; where ours was once, nobody is asked. NULL-terminated. */
static char **
with_us(const MailServer *server, const Entrance *entrance, const Endpoint *socket)
{
	GPtrArray *texts = g_ptr_array_new();

	g_ptr_array_add(texts, our_text(server, entrance, socket));
	for (guint i = 0; i < entrance->filters->len; i++) {
		const Filter *filter = entrance->filters->pdata[i];
		if (!endpoint_reaches(filter->endpoint, socket) && !filter_is_named_ours(filter))
			g_ptr_array_add(texts, g_strdup(filter->text));
	}
	g_ptr_array_add(texts, NULL);
	return (char **)g_ptr_array_free(texts, FALSE);
}

/* postconf -P takes no blanks; between words of braces a comma does as well. In place. */
static char *
without_blanks(char *list)
{
	char *to = list;

	for (const char *from = list; *from != '\0'; from++) {
		if (!g_ascii_isspace(*from)) {
			*to++ = *from;
			continue;
		}
		const char *next = from + strspn(from, " \t");
		bool is_between =
			to > list && strchr("{,=", to[-1]) == NULL && strchr("},=", *next) == NULL;
		if (is_between)
			*to++ = ',';
		from = next - 1;
	}
	*to = '\0';
	return list;
}

static char *
postfix_line(const MailServer *server, const Entrance *entrance, const char *list)
{
	g_autofree char *postconf = postfix_program(server, "postconf");

	if (entrance->kind == ENTRANCE_PROGRAM)
		return g_strdup_printf("%s -e 'non_smtpd_milters = %s'", postconf, list);
	if (!entrance->has_own_filters)
		return g_strdup_printf("%s -e 'smtpd_milters = %s'", postconf, list);
	g_autofree char *dense = without_blanks(g_strdup(list));
	return g_strdup_printf("%s -P '%s/smtpd_milters=%s'", postconf, entrance->name, dense);
}

/* The list is in the order of the definitions, unless a daemon has its own. */
static char *
sendmail_line(const Entrance *entrance, const Endpoint *socket, char **texts)
{
	g_autofree char *address = endpoint_for_sendmail(socket);
	const char *macro = entrance->has_own_filters ? "MAIL_FILTER" : "INPUT_MAIL_FILTER";
	g_autofree char *definition = g_strdup_printf(
		"%s(`%s', `S=%s, " SETUP_SENDMAIL_TIMES "')dnl", macro, texts[0], address);

	if (entrance->has_own_filters) {
		g_autofree char *list = g_strjoinv(";", texts);
		return g_strdup_printf("%s\ndnl DAEMON_OPTIONS(`Name=%s, InputMailFilters=%s')dnl",
			definition, entrance->name, list);
	}
	if (texts[1] == NULL)
		return g_steal_pointer(&definition);
	return g_strdup_printf("dnl as the first of all, above INPUT_MAIL_FILTER(`%s', ...):\n%s",
		texts[1], definition);
}

char *
setup_filters_line(const MailServer *server, const Entrance *entrance, const Endpoint *socket)
{
	g_auto(GStrv) texts = with_us(server, entrance, socket);

	if (server->kind == MTA_SENDMAIL)
		return sendmail_line(entrance, socket, texts);
	g_autofree char *list = g_strjoinv(", ", texts);
	return postfix_line(server, entrance, list);
}

char *
setup_notice_line(const MailServer *server, const Endpoint *listener)
{
	const char *host = *listener->host != '\0' ? listener->host : "127.0.0.1";

	if (server->kind == MTA_SENDMAIL)
		return g_strdup_printf("DAEMON_OPTIONS(`Port=%u, Addr=%s, Family=inet, "
				       "Name=notices, InputMailFilters=')dnl",
			listener->port, host);
	g_autofree char *postconf = postfix_program(server, "postconf");
	g_autofree char *service = g_strdup_printf("%s:%u", host, listener->port);
	return g_strdup_printf("%s -M '%s/inet=%s inet n - n - - smtpd'\n"
			       "%s -P '%s/inet/smtpd_milters='",
		postconf, service, service, postconf, service);
}

char *
setup_no_filters_line(const MailServer *server, const Entrance *entrance)
{
	g_autofree char *postconf = postfix_program(server, "postconf");

	if (server->kind == MTA_SENDMAIL)
		return g_strdup_printf(
			"dnl DAEMON_OPTIONS(`Name=%s, InputMailFilters=')dnl", entrance->name);
	return g_strdup_printf("%s -P '%s/smtpd_milters='", postconf, entrance->name);
}

/* ---- all of it ---- */

/* Postfix's own services may be shut into its queue's folder: our socket has to be in there. */
static Endpoint *
wanted_socket(const MailServer *server, const Settings *settings)
{
	g_autoptr(Endpoint) socket = endpoint_of_milter(settings->socket);
	bool is_shut_in = false;

	for (guint i = 0; i < server->entrances->len; i++)
		is_shut_in |= ((const Entrance *)server->entrances->pdata[i])->is_chrooted;
	bool is_out = socket == NULL ||
		      (socket->path != NULL && *endpoint_below(socket->path, server->root) == '\0');
	if (!is_shut_in || !is_out)
		return g_steal_pointer(&socket);
	g_autofree char *text = g_strdup_printf("unix:%s/empathy-milter/milter.sock", server->root);
	return endpoint_of_milter(text);
}

/* Not one that others use as well. */
static Endpoint *
wanted_notices(const MailServer *server, const Settings *settings)
{
	g_autoptr(Endpoint) notices = endpoint_of_server(settings->notice_smtp);
	const Entrance *there = mail_server_entrance_at(server, notices);
	bool is_public = there != NULL &&
			 (there->kind == ENTRANCE_SUBMISSION || there->endpoint->port == 25);

	if (notices != NULL && !is_public)
		return g_steal_pointer(&notices);
	g_autofree char *text = g_strdup_printf("127.0.0.1:%u", SETUP_NOTICE_PORT);
	return endpoint_of_server(text);
}

/* Every entrance but that of notices; what holds for several is said once. */
static void
add_filters(GString *out, const MailServer *server, const Endpoint *notices, const Endpoint *socket)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < server->entrances->len; i++) {
		const Entrance *entrance = server->entrances->pdata[i];
		bool is_left =
			entrance->has_no_filters || endpoint_is_same(notices, entrance->endpoint);
		/* Pasted twice, a line of sendmail.mc would count twice. */
		is_left |= server->kind == MTA_SENDMAIL && entrance_find(entrance, socket) == 0;
		/* Sendmail's programs are clients of its daemons. */
		is_left |= server->kind == MTA_SENDMAIL && entrance->kind == ENTRANCE_PROGRAM;
		char *line = is_left ? NULL : setup_filters_line(server, entrance, socket);
		if (line != NULL && g_hash_table_add(seen, line))
			g_string_append_printf(out, "%s\n", line);
	}
}

/* Where somebody of this machine takes notices: not on the way through us. */
static void
add_notices(GString *out, const MailServer *server, const Endpoint *notices)
{
	bool is_here = g_str_has_prefix(notices->host, "127.") ||
		       g_str_equal(notices->host, "::1") || *notices->host == '\0';
	const Entrance *there = mail_server_entrance_at(server, notices);

	if (!is_here || (server->kind == MTA_SENDMAIL && there != NULL))
		return;
	g_autofree char *line = setup_notice_line(server, notices);
	g_string_append_printf(out, "%s\n", line);
}

static void
add_settings(GString *out, const MailServer *server, const Settings *settings,
	const Endpoint *notices, const Endpoint *socket, const char *comment)
{
	bool is_postfix = server->kind == MTA_POSTFIX;
	bool has_file = *settings->file != '\0';
	g_autofree char *place = socket->path != NULL ? g_strconcat("unix:", socket->path, NULL)
						      : g_strdup(settings->socket);

	g_string_append_printf(out, "%s What %s has to say:\n", comment,
		has_file ? settings->file : settings_default_path());
	g_string_append_printf(out, "%s   [milter]\n%s   socket = %s\n", comment, comment, place);
	if (is_postfix && socket->path != NULL)
		g_string_append_printf(out, "%s   socket-group = %s\n", comment, server->user);
	g_string_append_printf(out, "%s   [notice]\n%s   smtp = %s:%u\n", comment, comment,
		*notices->host != '\0' ? notices->host : "127.0.0.1", notices->port);
	g_string_append_printf(out, "%s   from = %s\n", comment,
		*settings->notice_from != '\0' ? settings->notice_from : "replies@YOUR.DOMAIN");
	g_string_append_printf(out, "%s   [queue]\n%s   mta = %s\n", comment, comment,
		is_postfix ? "postfix" : "sendmail");
	if (*settings->queue_config_directory != '\0')
		g_string_append_printf(out, "%s   config-directory = %s\n", comment,
			settings->queue_config_directory);
}

static void
add_postfix(GString *out, const MailServer *server, const Endpoint *notices, const Endpoint *socket)
{
	g_autofree char *postconf = postfix_program(server, "postconf");
	g_autofree char *postfix = postfix_program(server, "postfix");

	g_string_append(out,
		"\n# Postfix asks us before its other filters; when we are down, mail passes.\n");
	add_filters(out, server, notices, socket);
	g_string_append_printf(
		out, "%s -e milter_protocol=6 enable_long_queue_ids=yes\n", postconf);
	g_string_append(out, "\n# A listener without filters, for our own notices.\n");
	add_notices(out, server, notices);
	g_string_append_printf(out, "%s reload\n", postfix);
	g_string_append(out, "\n# Held replies have an end only while these run.\n"
			     "systemctl enable --now " UNITS "\n");
}

static void
add_sendmail(
	GString *out, const MailServer *server, const Endpoint *notices, const Endpoint *socket)
{
	g_string_append(out,
		"dnl\ndnl Sendmail asks us before its other filters; when we are down, mail passes.\n");
	add_filters(out, server, notices, socket);
	g_string_append(out, "dnl A listener without filters, for our own notices.\n");
	add_notices(out, server, notices);
	g_string_append_printf(out,
		"dnl\ndnl Then, as root:\n"
		"dnl   make -C %s && systemctl restart sendmail\n"
		"dnl   systemctl enable --now " UNITS "\n",
		server->folder);
}

char *
setup_text(const MailServer *server, const Settings *settings)
{
	GString *out = g_string_new(NULL);
	g_autoptr(Endpoint) socket = wanted_socket(server, settings);
	g_autoptr(Endpoint) notices = wanted_notices(server, settings);
	bool is_postfix = server->kind == MTA_POSTFIX;

	if (socket == NULL)
		socket = endpoint_of_milter("unix:/run/empathy-milter/empathy-milter.sock");
	g_string_append(out, is_postfix ? "# To be run by root.\n#\n"
					: "dnl Lines of sendmail.mc, above MAILER_DEFINITIONS and "
					  "MAILER(...).\ndnl\n");
	add_settings(out, server, settings, notices, socket, is_postfix ? "#" : "dnl");
	if (is_postfix)
		add_postfix(out, server, notices, socket);
	else
		add_sendmail(out, server, notices, socket);
	return g_string_free(out, FALSE);
}
