/* test-setup.c - the lines to paste. That they work is what tests/doctor-*.sh see.
 * SPDX-License-Identifier: MIT */
#include "setup.h"

#include <string.h>

#define SERVICES                                 \
	"smtp inet n - y - - smtpd\n"            \
	"submission inet n - y - - smtpd\n"      \
	"127.0.0.1:10025 inet n - n - - smtpd\n" \
	"cleanup unix n - y - 0 cleanup\n"
#define PARAMETERS                               \
	"queue_directory = /var/spool/postfix\n" \
	"mail_owner = postfix\n"                 \
	"milter_default_action = tempfail\n"     \
	"smtpd_milters = inet:localhost:8891\n"
#define OURS "{ unix:em/s, default_action=accept }"

static const Entrance *
entrance(const MailServer *server, const char *name)
{
	for (guint i = 0; i < server->entrances->len; i++) {
		const Entrance *entrance = server->entrances->pdata[i];
		if (g_str_equal(entrance->name, name))
			return entrance;
	}
	g_error("there is no entrance %s", name);
}

static void
postfix_gets_commands(void)
{
	static const struct {
		const char *overrides, *entrance, *line;
	} cases[] = {
		{ "", "smtp/inet", "postconf -e 'smtpd_milters = " OURS ", inet:localhost:8891'" },
		{ "", "submission/inet",
			"postconf -e 'smtpd_milters = " OURS ", inet:localhost:8891'" },
		{ "", "sendmail(1)", "postconf -e 'non_smtpd_milters = " OURS "'" },
		/* For master.cf without a blank, of others' as well. */
		{ "submission/inet/smtpd_milters = { inet:a:1, content_timeout = 3s connect_timeout=4s }, inet:b:2\n",
			"submission/inet",
			"postconf -P 'submission/inet/smtpd_milters={unix:em/s,default_action=accept},"
			"{inet:a:1,content_timeout=3s,connect_timeout=4s},inet:b:2'" },
		/* Where we are already, we come to stand first, and once. */
		{ "submission/inet/smtpd_milters = inet:b:2, unix:/em/s\n", "submission/inet",
			"postconf -P 'submission/inet/smtpd_milters={unix:em/s,default_action=accept},"
			"inet:b:2'" },
	};
	g_autoptr(Endpoint) socket = endpoint_of_milter("unix:/var/spool/postfix/em/s");

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(MailServer) server =
			mail_server_of_postfix("", PARAMETERS, SERVICES, cases[i].overrides);
		g_autofree char *line =
			setup_filters_line(server, entrance(server, cases[i].entrance), socket);
		g_assert_cmpstr(line, ==, cases[i].line);
	}
}

static void
sendmail_gets_lines_of_its_mc(void)
{
	static const struct {
		const char *cf, *line;
	} cases[] = {
		{ "O DaemonPortOptions=Name=MTA\n",
			"INPUT_MAIL_FILTER(`empathy-milter', `S=local:/run/s, " SETUP_SENDMAIL_TIMES
			"')dnl" },
		{ "O DaemonPortOptions=Name=MTA\nO InputMailFilters=sign\nXsign, S=inet:8891@localhost\n",
			"dnl as the first of all, above INPUT_MAIL_FILTER(`sign', ...):\n"
			"INPUT_MAIL_FILTER(`empathy-milter', `S=local:/run/s, " SETUP_SENDMAIL_TIMES
			"')dnl" },
		/* The name we have there stays. */
		{ "O DaemonPortOptions=Name=MTA\nO InputMailFilters=kind\nXkind, S=local:/run/s, F=R\n",
			"INPUT_MAIL_FILTER(`kind', `S=local:/run/s, " SETUP_SENDMAIL_TIMES
			"')dnl" },
		{ "O DaemonPortOptions=Name=MTA, InputMailFilters=sign\nXsign, S=inet:8891@localhost\n",
			"MAIL_FILTER(`empathy-milter', `S=local:/run/s, " SETUP_SENDMAIL_TIMES
			"')dnl\n"
			"dnl DAEMON_OPTIONS(`Name=MTA, InputMailFilters=empathy-milter;sign')dnl" },
	};
	g_autoptr(Endpoint) socket = endpoint_of_milter("unix:/run/s");

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(MailServer) server =
			mail_server_of_sendmail("/etc/mail", cases[i].cf, "");
		g_autofree char *line = setup_filters_line(server, entrance(server, "MTA"), socket);
		g_assert_cmpstr(line, ==, cases[i].line);
	}
}

static void
the_socket_moves_into_the_chroot(void)
{
	g_autoptr(Settings) settings = settings_load(NULL, NULL);
	g_autoptr(MailServer) server = mail_server_of_postfix("", PARAMETERS, SERVICES, "");
	g_autofree char *text = setup_text(server, settings);

	g_assert_nonnull(
		strstr(text, "socket = unix:/var/spool/postfix/empathy-milter/milter.sock"));
	g_assert_nonnull(strstr(text, "'smtpd_milters = { unix:empathy-milter/milter.sock, "));
}

static void
notices_get_a_listener_of_their_own(void)
{
	static const struct {
		const char *smtp, *wanted;
	} cases[] = {
		{ "", "-M '127.0.0.1:10025/inet=" },
		{ "127.0.0.1:10026", "-M '127.0.0.1:10026/inet=" },
		/* Others use these. */
		{ "127.0.0.1:25", "-M '127.0.0.1:10025/inet=" },
		{ "localhost:587", "-M '127.0.0.1:10025/inet=" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *file = g_strdup_printf(
			"[notice]\nsmtp = %s\nfrom = a@shop.example\n", cases[i].smtp);
		g_autoptr(Settings) settings = settings_parse("conf", file, strlen(file), NULL);
		g_autoptr(MailServer) server = mail_server_of_postfix("", PARAMETERS, SERVICES, "");
		g_assert_nonnull(settings);
		g_autofree char *text = setup_text(server, settings);
		g_assert_nonnull(strstr(text, cases[i].wanted));
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/setup/postfix-gets-commands", postfix_gets_commands);
	g_test_add_func("/setup/sendmail-gets-lines-of-its-mc", sendmail_gets_lines_of_its_mc);
	g_test_add_func(
		"/setup/the-socket-moves-into-the-chroot", the_socket_moves_into_the_chroot);
	g_test_add_func(
		"/setup/notices-get-a-listener-of-their-own", notices_get_a_listener_of_their_own);
	return g_test_run();
}
