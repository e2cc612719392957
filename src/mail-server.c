/* mail-server.c - a mail server's configuration, asked of the server itself.
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "mail-server.h"

#include <glob.h>
#include <string.h>

#include "errors.h"
#include "program.h"

/* Where Debian's Sendmail keeps it. */
#define SENDMAIL_FOLDER "/etc/mail"

static const char *const when_down_names[N_WHEN_DOWN] = {
	[WHEN_DOWN_ACCEPT] = "accept",
	[WHEN_DOWN_TEMPFAIL] = "tempfail",
	[WHEN_DOWN_SHUTDOWN] = "shutdown",
	[WHEN_DOWN_QUARANTINE] = "quarantine",
	[WHEN_DOWN_REJECT] = "reject",
};

WhenDown
when_down_of_name(const char *name)
{
	for (int i = 0; i < N_WHEN_DOWN; i++) {
		if (g_ascii_strcasecmp(when_down_names[i], name) == 0)
			return (WhenDown)i;
	}
	return N_WHEN_DOWN;
}

const char *
when_down_name(WhenDown when_down)
{
	return when_down < N_WHEN_DOWN ? when_down_names[when_down] : "unknown";
}

bool
mta_of_name(const char *name, Mta *mta_out)
{
	bool is_sendmail = g_str_equal(name, "sendmail");

	*mta_out = is_sendmail ? MTA_SENDMAIL : MTA_POSTFIX;
	return is_sendmail || g_str_equal(name, "postfix");
}

void
filter_free(Filter *filter)
{
	if (filter == NULL)
		return;
	g_free(filter->text);
	endpoint_free(filter->endpoint);
	g_free(filter);
}

static void
entrance_free(gpointer data)
{
	Entrance *entrance = data;

	g_free(entrance->name);
	endpoint_free(entrance->endpoint);
	g_ptr_array_unref(entrance->filters);
	g_free(entrance);
}

MailServer *
mail_server_new(Mta kind, const char *folder)
{
	MailServer *server = g_new0(MailServer, 1);

	server->kind = kind;
	server->folder = g_strdup(folder);
	server->version = g_strdup("");
	server->user = g_strdup("root");
	server->root = g_strdup("");
	server->protocol = 6;
	server->queues = g_ptr_array_new_with_free_func(g_free);
	server->entrances = g_ptr_array_new_with_free_func(entrance_free);
	return server;
}

void
mail_server_free(MailServer *server)
{
	if (server == NULL)
		return;
	g_free(server->folder);
	g_free(server->version);
	g_free(server->user);
	g_free(server->root);
	g_ptr_array_unref(server->queues);
	g_ptr_array_unref(server->entrances);
	g_free(server);
}

Entrance *
mail_server_add(MailServer *server, char *name, EntranceKind kind)
{
	Entrance *entrance = g_new0(Entrance, 1);

	entrance->name = name;
	entrance->kind = kind;
	entrance->filters = g_ptr_array_new_with_free_func((GDestroyNotify)filter_free);
	g_ptr_array_add(server->entrances, entrance);
	return entrance;
}

bool
filter_is_named_ours(const Filter *filter)
{
	const char *path = filter->endpoint != NULL ? filter->endpoint->path : NULL;

	return strstr(filter->text, "empathy") != NULL ||
	       (path != NULL && strstr(path, "empathy-milter") != NULL);
}

int
entrance_find(const Entrance *entrance, const Endpoint *endpoint)
{
	for (guint i = 0; i < entrance->filters->len; i++) {
		const Filter *filter = entrance->filters->pdata[i];
		if (endpoint_reaches(filter->endpoint, endpoint))
			return (int)i;
	}
	return -1;
}

/* Programs that sign, by what their sockets are named, and the ports that their manuals use. */
static bool
signs_mail(const Filter *filter)
{
	static const char *const names[] = { "dkim", "rspamd", "amavis", "arc" };
	static const guint ports[] = { 8891, 8892, 11332, 12301 };
	g_autofree char *text = g_ascii_strdown(filter->text, -1);
	g_autofree char *path = filter->endpoint != NULL && filter->endpoint->path != NULL
					? g_ascii_strdown(filter->endpoint->path, -1)
					: g_strdup("");

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		if (strstr(text, names[i]) != NULL || strstr(path, names[i]) != NULL)
			return true;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(ports); i++) {
		if (filter->endpoint != NULL && filter->endpoint->port == ports[i])
			return true;
	}
	return false;
}

int
entrance_find_signer(const Entrance *entrance)
{
	for (guint i = 0; i < entrance->filters->len; i++) {
		if (signs_mail(entrance->filters->pdata[i]))
			return (int)i;
	}
	return -1;
}

const Entrance *
mail_server_entrance_at(const MailServer *server, const Endpoint *endpoint)
{
	for (guint i = 0; i < server->entrances->len; i++) {
		const Entrance *entrance = server->entrances->pdata[i];
		if (endpoint_reaches(endpoint, entrance->endpoint))
			return entrance;
	}
	return NULL;
}

/* ---- asking ---- */

static MailServer *
read_postfix(const char *folder, GError **error)
{
	/* "-c" with the folder, where it is not the usual one, stands last. */
	const char *parameters[] = { "postconf", "-x", NULL, NULL, NULL };
	const char *services[] = { "postconf", "-M", NULL, NULL, NULL };
	const char *overrides[] = { "postconf", "-Px", NULL, NULL, NULL };

	if (*folder != '\0') {
		parameters[2] = services[2] = overrides[2] = "-c";
		parameters[3] = services[3] = overrides[3] = folder;
	}
	g_autofree char *main_text = program_text(parameters, error);
	g_autofree char *services_text = main_text != NULL ? program_text(services, error) : NULL;
	g_autofree char *overrides_text =
		services_text != NULL ? program_text(overrides, error) : NULL;
	if (overrides_text == NULL)
		return NULL;
	return mail_server_of_postfix(folder, main_text, services_text, overrides_text);
}

static MailServer *
read_sendmail(const char *folder, GError **error)
{
	g_autofree char *cf_path = g_build_filename(folder, "sendmail.cf", NULL);
	g_autofree char *submit_path = g_build_filename(folder, "submit.cf", NULL);
	g_autofree char *cf = NULL, *submit_cf = NULL;
	g_autoptr(GError) failure = NULL;

	if (!g_file_get_contents(cf_path, &cf, NULL, &failure)) {
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM, "%s", failure->message);
		return NULL;
	}
	if (!g_file_get_contents(submit_path, &submit_cf, NULL, NULL))
		submit_cf = g_strdup("");
	return mail_server_of_sendmail(folder, cf, submit_cf);
}

MailServer *
mail_server_read(Mta kind, const char *folder, GError **error)
{
	if (kind == MTA_POSTFIX)
		return read_postfix(folder, error);
	return read_sendmail(*folder != '\0' ? folder : SENDMAIL_FOLDER, error);
}

bool
mail_server_has_queues(const MailServer *server, GError **error)
{
	for (guint i = 0; i < server->queues->len; i++) {
		const char *path = server->queues->pdata[i];
		glob_t found = { 0 };
		int result = glob(path, GLOB_NOSORT, NULL, &found);
		globfree(&found);
		if (result == 0)
			continue;
		g_set_error(error, EMPATHY_ERROR, EMPATHY_ERROR_SYSTEM,
			"there is no queue at '%s', where the configuration in %s has one", path,
			server->folder);
		return false;
	}
	return true;
}
