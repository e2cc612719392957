/* whom.c - addresses with '*', networks. SPDX-License-Identifier: MIT */
#include "whom.h"

#include <arpa/inet.h>
#include <string.h>

/* Greedy with one step back: a later '*' makes an earlier one's choice final, so this is linear
 * for each star and cannot blow up. */
bool
whom_matches(const char *pattern, const char *text)
{
	const char *star = NULL, *resume = NULL;

	while (*text != '\0') {
		if (*pattern == '*') {
			star = pattern++;
			resume = text;
		} else if (g_ascii_tolower(*pattern) == g_ascii_tolower(*text)) {
			pattern++;
			text++;
		} else if (star != NULL) {
			pattern = star + 1;
			text = ++resume;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}

bool
whom_matches_any(const char *const *patterns, const char *text)
{
	for (; *patterns != NULL; patterns++)
		if (whom_matches(*patterns, text))
			return true;
	return false;
}

typedef struct Network {
	guint8 bytes[16];
	guint size; /* of an address: 4 or 16 bytes */
	guint bits; /* that count */
} Network;

static bool
read_address(const char *text, Network *network_out)
{
	static const guint8 mapped[12] = { [10] = 0xff, [11] = 0xff };

	if (inet_pton(AF_INET, text, network_out->bytes) == 1) {
		network_out->size = 4;
	} else if (inet_pton(AF_INET6, text, network_out->bytes) == 1) {
		network_out->size = 16;
	} else {
		return false;
	}
	if (network_out->size == 16 && memcmp(network_out->bytes, mapped, sizeof mapped) == 0) {
		memmove(network_out->bytes, network_out->bytes + 12, 4);
		network_out->size = 4;
	}
	network_out->bits = network_out->size * 8;
	return true;
}

static bool
read_network(const char *text, Network *network_out)
{
	const char *slash = strchr(text, '/');
	g_autofree char *address = slash != NULL ? g_strndup(text, slash - text) : g_strdup(text);
	guint64 bits;

	if (!read_address(address, network_out))
		return false;
	if (slash == NULL)
		return true;
	if (!g_ascii_string_to_unsigned(slash + 1, 10, 0, network_out->bits, &bits, NULL))
		return false;
	network_out->bits = (guint)bits;
	return true;
}

bool
network_is_valid(const char *network)
{
	Network ignored;

	return g_str_equal(network, "unix") || read_network(network, &ignored);
}

bool
network_holds(const char *network, const char *address)
{
	Network wide, one;

	if (g_str_equal(network, "unix"))
		return g_str_equal(address, "unix");
	if (!read_network(network, &wide) || !read_address(address, &one) || wide.size != one.size)
		return false;
	guint whole = wide.bits / 8, rest = wide.bits % 8;
	if (memcmp(wide.bytes, one.bytes, whole) != 0)
		return false;
	return rest == 0 || (wide.bytes[whole] ^ one.bytes[whole]) >> (8 - rest) == 0;
}

bool
network_holds_any(const char *const *networks, const char *address)
{
	for (; *networks != NULL; networks++)
		if (network_holds(*networks, address))
			return true;
	return false;
}
