/* test-mail-server.c - what mail servers' configurations say. SPDX-License-Identifier: MIT */
#include "mail-server.h"

#define PARAMETERS                                                                    \
	"compatibility_level = 3.6\n"                                                 \
	"enable_long_queue_ids = no\n"                                                \
	"inet_interfaces = all\n"                                                     \
	"internal_mail_filter_classes =\n"                                            \
	"mail_owner = postfix\n"                                                      \
	"mail_version = 3.7.11\n"                                                     \
	"milter_content_timeout = 300s\n"                                             \
	"milter_default_action = tempfail\n"                                          \
	"milter_protocol = 6\n"                                                       \
	"non_smtpd_milters = unix:/em/s\n"                                            \
	"queue_directory = /var/spool/postfix\n"                                      \
	"smtpd_milters = { unix:em/s, default_action=accept, content_timeout = 2m }," \
	" inet:localhost:8891\n"

#define SERVICES                                                                            \
	"smtp       inet  n       -       y       -       -       smtpd\n"                  \
	"submission inet  n       -       n       -       -       smtpd -o syslog_name=x\n" \
	"127.0.0.1:10025 inet n   -       n       -       -       smtpd\n"                  \
	"[::1]:smtp inet  n       -       n       -       1       postscreen\n"             \
	"pickup     unix  n       -       y       60      1       pickup\n"                 \
	"cleanup    unix  n       -       y       -       0       cleanup\n"                \
	"smtp       unix  -       -       y       -       -       smtp\n"

#define OVERRIDES                           \
	"submission/inet/smtpd_milters =\n" \
	"127.0.0.1:10025/inet/receive_override_options = no_address_mappings,no_milters\n"

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

static const Filter *
filter(const Entrance *entrance, guint n)
{
	g_assert_cmpuint(entrance->filters->len, >, n);
	return entrance->filters->pdata[n];
}

static void
postfix_is_understood(void)
{
	g_autoptr(MailServer) server =
		mail_server_of_postfix("/etc/postfix", PARAMETERS, SERVICES, OVERRIDES);

	g_assert_cmpstr(server->version, ==, "3.7.11");
	g_assert_cmpstr(server->user, ==, "postfix");
	g_assert_cmpuint(server->protocol, ==, 6);
	g_assert_true(server->reuses_queue_ids);
	g_assert_false(server->filters_own_mail);
	g_assert_cmpuint(server->entrances->len, ==, 5);
}

static void
postfix_entrances_have_their_filters(void)
{
	g_autoptr(MailServer) server =
		mail_server_of_postfix("/etc/postfix", PARAMETERS, SERVICES, OVERRIDES);
	g_autoptr(Endpoint) ours = endpoint_of_milter("unix:/var/spool/postfix/em/s");
	const Entrance *smtp = entrance(server, "smtp/inet");

	g_assert_true(smtp->is_chrooted);
	g_assert_false(smtp->has_own_filters);
	g_assert_cmpint(entrance_find(smtp, ours), ==, 0);
	g_assert_cmpint(filter(smtp, 0)->when_down, ==, WHEN_DOWN_ACCEPT);
	g_assert_cmpuint(filter(smtp, 0)->patience, ==, 120);
	g_assert_cmpint(filter(smtp, 1)->when_down, ==, WHEN_DOWN_TEMPFAIL);
	g_assert_cmpuint(filter(smtp, 1)->patience, ==, 300);
	g_assert_cmpint(entrance_find_signer(smtp), ==, 1);
	const Entrance *submission = entrance(server, "submission/inet");
	g_assert_true(submission->has_own_filters);
	g_assert_cmpuint(submission->filters->len, ==, 0);
	g_assert_cmpint(submission->kind, ==, ENTRANCE_SUBMISSION);
	g_assert_true(entrance(server, "127.0.0.1:10025/inet")->has_no_filters);
	/* An absolute path is below the root of a program that lives in it. */
	g_assert_cmpint(entrance_find(entrance(server, "sendmail(1)"), ours), ==, 0);
	g_assert_cmpint(entrance(server, "smtpd/pass")->endpoint->port, ==, 25);
}

static void
the_entrance_of_a_caller_is_found(void)
{
	static const struct {
		const char *caller, *name; /* NULL: none */
	} cases[] = {
		{ "127.0.0.1:10025", "127.0.0.1:10025/inet" },
		{ "smtp://localhost:10025", "127.0.0.1:10025/inet" },
		{ "localhost", "smtp/inet" },
		{ "[::1]:25", "smtp/inet" },
		{ "127.0.0.1:26", NULL },
	};
	g_autoptr(MailServer) server =
		mail_server_of_postfix("/etc/postfix", PARAMETERS, SERVICES, OVERRIDES);

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Endpoint) caller = endpoint_of_server(cases[i].caller);
		const Entrance *found = mail_server_entrance_at(server, caller);
		g_assert_cmpstr(found != NULL ? found->name : NULL, ==, cases[i].name);
	}
}

#define CF                                                                               \
	"# O InputMailFilters=commented\n"                                               \
	"DZ8.17.1.9\n"                                                                   \
	"O DaemonPortOptions=Port=smtp, Addr=0.0.0.0, Name=MTA\n"                        \
	"O DaemonPortOptions=P=submission, N=MSA, M=Ea, InputMailFilters=sign;empathy\n" \
	"O DaemonPortOptions=port=10025, Address=127.0.0.1, Name=notices, Input=\n"      \
	"O QueueDirectory=/var/spool/mqueue/q*\n"                                        \
	"O InputMailFilters=empathy,sign\n"                                              \
	"Qfar, P=/var/spool/far, F=f\n"                                                  \
	"Xempathy, S=local:/run/em/s, F=T,\n\tT=C:1m;S:30s;R:1m;E:5m\n"                  \
	"Xsign, S=inet:8891@localhost\n"

static void
sendmail_is_understood(void)
{
	g_autoptr(MailServer) server =
		mail_server_of_sendmail("/etc/mail", CF, "Mrelay, P=[IPC], A=TCP $h 587\n");
	g_autoptr(Endpoint) ours = endpoint_of_milter("unix:/run/em/s");
	const Entrance *mta = entrance(server, "MTA"), *msa = entrance(server, "MSA");

	g_assert_cmpstr(server->version, ==, "8.17.1.9");
	g_assert_cmpstr(server->user, ==, "root");
	g_assert_cmpuint(server->queues->len, ==, 2);
	g_assert_cmpstr(server->queues->pdata[1], ==, "/var/spool/far");
	g_assert_cmpint(entrance_find(mta, ours), ==, 0);
	g_assert_cmpint(filter(mta, 0)->when_down, ==, WHEN_DOWN_TEMPFAIL);
	g_assert_cmpuint(filter(mta, 0)->patience, ==, 60);
	g_assert_cmpint(filter(mta, 1)->when_down, ==, WHEN_DOWN_ACCEPT);
	g_assert_cmpuint(filter(mta, 1)->patience, ==, 10);
	g_assert_cmpint(msa->kind, ==, ENTRANCE_SUBMISSION);
	g_assert_cmpint(entrance_find(msa, ours), ==, 1);
	g_assert_cmpint(entrance_find_signer(msa), ==, 0);
	/* Of a key its first letter counts. */
	g_assert_cmpuint(entrance(server, "notices")->endpoint->port, ==, 10025);
	g_assert_cmpstr(entrance(server, "notices")->endpoint->host, ==, "127.0.0.1");
	g_assert_true(entrance(server, "notices")->has_own_filters);
	g_assert_cmpuint(entrance(server, "notices")->filters->len, ==, 0);
	/* sendmail(1) goes where its configuration says. */
	g_assert_cmpint(entrance_find(entrance(server, "sendmail(1)"), ours), ==, 1);
}

static void
sendmail_without_submission_asks_nobody(void)
{
	g_autoptr(MailServer) server = mail_server_of_sendmail("/etc/mail", CF, "");

	g_assert_true(entrance(server, "sendmail(1)")->has_no_filters);
}

static void
nonsense_is_survived(void)
{
	static const char *const texts[] = { "", "\n", "X", "O ",
		"O DaemonPortOptions=", "O DaemonPortOptions=,=,Port=", "Q", "Qx", "Xempathy",
		" continued\n \n", "smtp inet", "a b c d e f g smtpd", "x =", " = ", "{",
		"smtpd_milters = {" };

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(MailServer) one =
			mail_server_of_postfix("", texts[i], texts[i], texts[i]);
		g_autoptr(MailServer) other = mail_server_of_sendmail("", texts[i], texts[i]);
		g_assert_nonnull(one->entrances);
		g_assert_nonnull(other->entrances);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mail-server/postfix-is-understood", postfix_is_understood);
	g_test_add_func("/mail-server/postfix-entrances-have-their-filters",
		postfix_entrances_have_their_filters);
	g_test_add_func("/mail-server/the-entrance-of-a-caller-is-found",
		the_entrance_of_a_caller_is_found);
	g_test_add_func("/mail-server/sendmail-is-understood", sendmail_is_understood);
	g_test_add_func("/mail-server/sendmail-without-submission-asks-nobody",
		sendmail_without_submission_asks_nobody);
	g_test_add_func("/mail-server/nonsense-is-survived", nonsense_is_survived);
	return g_test_run();
}
