/* test-whom.c - addresses with '*', networks. SPDX-License-Identifier: MIT */
#include "whom.h"

#include <string.h>

static const struct {
	const char *name, *pattern, *text;
	bool expected;
} patterns[] = {
	{ "an-address-is-itself", "ann@shop.example", "ann@shop.example", true },
	{ "case-does-not-matter", "Ann@Shop.example", "ann@SHOP.EXAMPLE", true },
	{ "a-star-before-the-at", "*@shop.example", "ann@shop.example", true },
	{ "a-star-may-be-empty", "support*@shop.example", "support@shop.example", true },
	{ "the-end-is-the-end", "*@shop.example", "ann@shop.example.evil.example", false },
	{ "the-beginning-is-the-beginning", "ann@*", "joann@shop.example", false },
	{ "two-stars", "*@*.shop.example", "ann@de.shop.example", true },
	{ "two-stars-need-what-is-between", "*@*.shop.example", "ann@shop.example", false },
	{ "a-star-alone-is-everybody", "*", "anybody@any.example", true },
	{ "a-star-finds-the-last-place", "*ab", "aab aab", true },
	{ "nothing-matches-nothing", "", "", true },
	{ "other-signs-are-themselves", "a?c@x.example", "abc@x.example", false },
};

static const struct {
	const char *name, *network, *address;
	bool expected;
} networks[] = {
	{ "an-address-holds-itself", "192.0.2.1", "192.0.2.1", true },
	{ "an-address-holds-no-other", "192.0.2.1", "192.0.2.2", false },
	{ "a-network-holds-its-last", "192.0.2.0/25", "192.0.2.127", true },
	{ "a-network-ends", "192.0.2.0/25", "192.0.2.128", false },
	{ "zero-bits-hold-all", "0.0.0.0/0", "203.0.113.9", true },
	{ "zero-bits-of-one-kind-only", "0.0.0.0/0", "2001:db8::1", false },
	{ "an-ipv6-network", "2001:db8::/33", "2001:db8:7fff::1", true },
	{ "an-ipv6-network-ends", "2001:db8::/33", "2001:db8:8000::1", false },
	{ "ipv4-written-as-ipv6", "192.0.2.0/24", "::ffff:192.0.2.9", true },
	{ "a-local-socket", "unix", "unix", true },
	{ "a-local-socket-is-no-address", "0.0.0.0/0", "unix", false },
	{ "an-unknown-client-is-nobody", "0.0.0.0/0", "", false },
	{ "too-many-bits", "192.0.2.0/33", "192.0.2.0", false },
};

static void
compare_pattern(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);

	g_assert_cmpint(
		whom_matches(patterns[i].pattern, patterns[i].text), ==, patterns[i].expected);
}

static void
compare_network(gconstpointer data)
{
	guint i = GPOINTER_TO_UINT(data);

	g_assert_cmpint(
		network_holds(networks[i].network, networks[i].address), ==, networks[i].expected);
}

static void
says_what_is_a_network(void)
{
	static const char *const good[] = { "192.0.2.1", "10.0.0.0/8", "::1", "fe80::/10", "unix" };
	static const char *const bad[] = { "", "host.example", "10.0.0.0/", "10.0.0.0/33", "::/129",
		"10.0.0", "10.0.0.0/8/9", "10.0.0.0/-1" };

	for (guint i = 0; i < G_N_ELEMENTS(good); i++)
		g_assert_true(network_is_valid(good[i]));
	for (guint i = 0; i < G_N_ELEMENTS(bad); i++)
		g_assert_false(network_is_valid(bad[i]));
}

/* Backtracking into every star would take longer than the universe has. */
static void
many_stars_do_not_blow_up(void)
{
	g_autofree char *text = g_strnfill(5000, 'a');
	g_autoptr(GString) pattern = g_string_new("");

	for (int i = 0; i < 40; i++)
		g_string_append(pattern, "a*");
	g_string_append_c(pattern, 'b');
	g_assert_false(whom_matches(pattern->str, text));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(patterns); i++) {
		g_autofree char *path = g_strdup_printf("/whom/%s", patterns[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), compare_pattern);
	}
	for (guint i = 0; i < G_N_ELEMENTS(networks); i++) {
		g_autofree char *path = g_strdup_printf("/network/%s", networks[i].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), compare_network);
	}
	g_test_add_func("/network/says-what-is-a-network", says_what_is_a_network);
	g_test_add_func("/whom/many-stars-do-not-blow-up", many_stars_do_not_blow_up);
	return g_test_run();
}
