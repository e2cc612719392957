/* test-endpoint.c - where a program listens, in everybody's spelling. SPDX-License-Identifier: MIT
 */
#include "config.h" /* symlink */

#include "endpoint.h"

#include <unistd.h>

#define ROOT "/var/spool/postfix"

static char *
told(const Endpoint *endpoint)
{
	if (endpoint == NULL)
		return g_strdup("none");
	if (endpoint->path != NULL)
		return g_strdup(endpoint->path);
	return g_strdup_printf("%s %u", endpoint->host, endpoint->port);
}

static void
each_spelling_is_read(void)
{
	static const struct {
		const char *text, *as_milter, *in_root, *out_of_root;
	} cases[] = {
		{ "unix:/run/s", "/run/s", ROOT "/run/s", "/run/s" },
		{ "unix:run/s", "none", ROOT "/run/s", ROOT "/run/s" },
		{ "local:/run/s", "/run/s", "none", "none" },
		{ "/run/s", "/run/s", "none", "none" },
		{ "inet:8891@localhost", "127.0.0.1 8891", "none", "none" },
		{ "inet:8891", " 8891", " 8891", " 8891" },
		{ "inet:host.example:8891", "none", "host.example 8891", "host.example 8891" },
		{ "inet:[::1]:8891", "none", "::1 8891", "::1 8891" },
		{ "inet6:8891@::1", "::1 8891", "none", "none" },
		{ "inet6:8891@[::1]", "::1 8891", "none", "none" },
		{ "inet6:8891@localhost", "::1 8891", "none", "none" },
		{ "inet6:8891", "::1 8891", "none", "none" },
		{ "inet6:8891@host.example", "host.example 8891", "none", "none" },
		{ "inet:0@localhost", "none", "none", "none" },
		{ "inet:99999@localhost", "none", "none", "none" },
		{ "", "none", "none", "none" },
		{ "unix:", "none", "none", "none" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Endpoint) milter = endpoint_of_milter(cases[i].text);
		g_autoptr(Endpoint) in = endpoint_of_postfix(cases[i].text, ROOT, true);
		g_autoptr(Endpoint) out = endpoint_of_postfix(cases[i].text, ROOT, false);
		g_autofree char *one = told(milter), *two = told(in), *three = told(out);
		g_assert_cmpstr(one, ==, cases[i].as_milter);
		g_assert_cmpstr(two, ==, cases[i].in_root);
		g_assert_cmpstr(three, ==, cases[i].out_of_root);
	}
	g_assert_null(endpoint_of_milter("inet:8891@::1"));
}

static void
each_server_gets_its_own(void)
{
	static const struct {
		const char *ours, *sendmail, *postfix;
	} cases[] = {
		{ "unix:/run/s", "local:/run/s", "unix:/run/s" },
		{ "unix:" ROOT "/em/s", "local:" ROOT "/em/s", "unix:em/s" },
		{ "unix:" ROOT "2/em/s", "local:" ROOT "2/em/s", "unix:" ROOT "2/em/s" },
		{ "inet:8891@localhost", "inet:8891@127.0.0.1", "inet:127.0.0.1:8891" },
		{ "inet6:8891@::1", "inet6:8891@::1", "inet:[::1]:8891" },
		{ "inet6:8891@[::1]", "inet6:8891@::1", "inet:[::1]:8891" },
		{ "inet6:8891", "inet6:8891@::1", "inet:[::1]:8891" },
		{ "inet:8891", "inet:8891@127.0.0.1", "inet:127.0.0.1:8891" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Endpoint) endpoint = endpoint_of_milter(cases[i].ours);
		g_autofree char *sendmail = endpoint_for_sendmail(endpoint);
		g_autofree char *postfix = endpoint_for_postfix(endpoint, ROOT);
		g_assert_cmpstr(sendmail, ==, cases[i].sendmail);
		g_assert_cmpstr(postfix, ==, cases[i].postfix);
	}
}

static void
links_are_followed(void)
{
	g_autofree char *folder = g_dir_make_tmp(NULL, NULL);
	g_autofree char *link = g_strconcat(folder, "/link", NULL);
	g_autofree char *one_text = g_strconcat("unix:", link, NULL);
	g_autofree char *other_text = g_strconcat("unix:", folder, NULL);

	g_assert_cmpint(symlink(folder, link), ==, 0);
	g_autoptr(Endpoint) one = endpoint_of_milter(one_text);
	g_autoptr(Endpoint) other = endpoint_of_milter(other_text);
	g_assert_true(endpoint_is_same(one, other));
	g_assert_false(endpoint_is_same(one, NULL));
	unlink(link);
	rmdir(folder);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/endpoint/each-spelling-is-read", each_spelling_is_read);
	g_test_add_func("/endpoint/each-server-gets-its-own", each_server_gets_its_own);
	g_test_add_func("/endpoint/links-are-followed", links_are_followed);
	return g_test_run();
}
